"""Pages of briefs kept beside the answers, each under the digest of all it depends on.

Whoever shows a brief again must not make it again. The name of a page is known without
reading a single data set: it is made of the case's files, of what was asked, of the data
sets at hand, and of the code that answers and writes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from html import unescape
from importlib.resources import files
from pathlib import Path

from foedus import doors
from foedus.sources.shelf import Standing
from foedus.study.plan import engine_digest

_POLICY = re.compile(
    r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', re.ASCII
)
_NAME = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is kept."""

    html: bytes

    @property
    def policy(self) -> str:
        """Give the Content-Security-Policy that the page itself names; empty if none.

        >>> Page(b"<p>None.</p>").policy
        ''
        """
        found = _POLICY.search(self.html[:4_096].decode("utf-8", "replace"))
        return unescape(found[1]) if found else ""


@dataclass(frozen=True, slots=True)
class Pages:
    """A folder of pages."""

    root: Path

    def find(self, name: str) -> Page | None:
        """Give a page by its name; None where it is not kept or not readable."""
        path = self._path(name)
        try:
            return Page(path.read_bytes()) if path.is_file() else None
        except OSError:
            return None

    def keep(self, name: str, html: bytes) -> None:
        """Keep a page.

        Raises
        ------
        OutputFault
            The folder cannot be written.
        """
        doors.write_whole(self._path(name), html)

    def _path(self, name: str) -> Path:
        # A name comes out of an address, and must not lead anywhere else.
        kept = name if _NAME.fullmatch(name) else "0"
        return self.root / f"{kept}.html"


def page_name(
    folder: Path,
    kind: str,
    options: Mapping[str, str | int | None],
    here: Iterable[Standing],
) -> str:
    """Name a page by all that it depends on.

    Parameters
    ----------
    folder
        Of the case.
    kind
        `brief`, or the question asked.
    options
        What it was asked with.
    here
        Where each data set stands.
    """
    at_hand = [(s.name, s.where, s.bytes) for s in here if s.where in ("shelf", "mirror")]
    held = [_digest(folder), kind, sorted(options.items()), at_hand]
    return doors.digest([*held, engine_digest(), _writers()])


def _digest(folder: Path) -> str:
    """Name the files of a case, but for locks that come and go."""
    seal = blake2b(digest_size=16)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.suffix not in (".lock", ".torn", ".pyc"):
            seal.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return seal.hexdigest()


@cache
def _writers() -> str:
    """Name the code and the templates that write a brief."""
    seal = blake2b(digest_size=8)
    room = Path(str(files("foedus.brief")))
    for path in sorted(p for p in room.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        seal.update(f"{path.relative_to(room)}\0".encode() + path.read_bytes())
    return seal.hexdigest()
