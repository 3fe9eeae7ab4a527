"""Where answers are kept between runs: one file an answer, named by its digest.

This is the one writer of results. A file is there whole or not at all, so work that was
interrupted goes on where it stopped; a file that cannot be read is made again.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_cache_dir

from foedus import doors
from foedus.faults import Fault
from foedus.questions.answer import Answer


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of answers."""

    root: Path

    def find(self, digest: str) -> Answer | None:
        """Give the answer of that digest, or None where it is not kept or not readable."""
        path = self._path(digest)
        if not path.is_file():
            return None
        try:
            return doors.read_json(Answer, doors.read_text(path), where=str(path))
        except Fault:
            return None

    def keep(self, digest: str, answer: Answer) -> None:
        """Keep an answer.

        Raises
        ------
        OutputFault
            The folder cannot be written.
        """
        doors.write_whole(self._path(digest), doors.json_text(answer).encode())

    def answers(self) -> tuple[str, ...]:
        """Name the answers that are kept."""
        return tuple(sorted(path.stem for path in self.root.glob("*.json")))

    def latest(self, most: int) -> tuple[tuple[str, datetime], ...]:
        """Name the answers that were kept last, each with when, the newest first."""
        kept = sorted(
            ((path.stat().st_mtime, path.stem) for path in self.root.glob("*.json")),
            reverse=True,
        )
        return tuple((name, datetime.fromtimestamp(at, UTC)) for at, name in kept[:most])

    def _path(self, digest: str) -> Path:
        return self.root / f"{digest}.json"


def store_here() -> Store:
    """Give the store of this user: `FOEDUS_STORE`, or a folder in the user's cache."""
    told = os.environ.get("FOEDUS_STORE")
    return Store(Path(told) if told else Path(user_cache_dir("foedus")) / "store")
