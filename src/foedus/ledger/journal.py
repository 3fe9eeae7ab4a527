"""The journal: entries posted one a line, each chained to the one before by its digest.

Appending is all that can be done to it. A crash while writing leaves at most one torn
line at the end; whoever opens it next to write sets that line aside and says so. A line
changed or lost anywhere else breaks the chain, and nothing is read past the break.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from foedus import doors
from foedus.faults import Finding, LedgerFault, OutputFault
from foedus.ledger.book import name_of
from foedus.ledger.entry import Binding, Claim, Entry, Link, Result, Retraction, Review
from foedus.ledger.origin import Document, Source

PATIENCE = 10.0
"""Seconds that a second writer waits for the first."""

_KINDS: dict[str, type[Any]] = {
    kind.__name__.lower(): kind
    for kind in (Source, Document, Claim, Link, Binding, Result, Retraction, Review)
}
_START = "0" * 32


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry with who posted it and when."""

    entry: Entry
    who: str
    when: datetime


def read(path: Path) -> tuple[Posting, ...]:
    """Read a journal; one that is not there is empty.

    Raises
    ------
    LedgerFault
        A torn last line, or a chain that is broken, with the line.
    """
    if not path.exists():
        return ()
    lines, torn = _lines(path)
    if torn:
        raise LedgerFault(
            f"the last line was never finished: {torn[:40]!r}",
            expected="a whole line, ended by a newline",
            where=f"{path}:{len(lines) + 1}",
            mend=f"`foedus ledger mend {path.parent}` sets the torn line aside",
        )
    return tuple(posting for posting, _ in _chained(lines, path))


def settled(path: Path) -> tuple[Posting, ...]:
    """Read a journal while nobody writes to it, so that no line is seen half.

    Raises
    ------
    LedgerFault
        A torn last line, a broken chain, or another writer holds the journal.
    """
    with _alone(path):
        return read(path)


def post(
    path: Path, entries: Iterable[Entry], *, who: str, when: datetime
) -> tuple[Finding, ...]:
    """Append entries, and hand back what was found on opening.

    A torn last line is set aside in a file beside the journal, never deleted.

    Raises
    ------
    LedgerFault
        The chain is broken, or another writer holds the journal.
    OutputFault
        The folder cannot be written.
    """
    return post_next(path, lambda held: entries, who=who, when=when)


def post_next(
    path: Path,
    follow: Callable[[Sequence[Posting]], Iterable[Entry]],
    *,
    who: str,
    when: datetime,
) -> tuple[Finding, ...]:
    """Append the entries that follow from those that stand, as `post` does.

    `follow` is asked while the journal is held, so that nobody writes in between.

    Raises
    ------
    LedgerFault
        The chain is broken, or another writer holds the journal.
    OutputFault
        The folder cannot be written.
    """
    with _alone(path):
        findings = _set_aside(path)
        lines, _ = _lines(path) if path.exists() else ([], "")
        before = _chained(lines, path)
        seal = before[-1][1] if before else _START
        written = []
        for entry in follow([posting for posting, _ in before]):
            _refuse_endless(entry, path)
            line, seal = _line(Posting(entry, who, when), seal)
            written.append(line)
        _append(path, "".join(written))
    return findings


def mend(path: Path) -> tuple[Finding, ...]:
    """Set a torn last line aside, and say what was done."""
    with _alone(path):
        return _set_aside(path)


def _lines(path: Path) -> tuple[list[str], str]:
    """Part the whole lines from an unfinished one at the end."""
    try:
        raw = path.read_bytes()
    except OSError as trouble:
        raise LedgerFault(
            f"the journal cannot be read: {trouble.strerror or trouble}",
            expected="a file that can be read",
            where=str(path),
            mend="check the path and its permissions",
        ) from None
    body, _, tail = raw.rpartition(b"\n")
    try:
        lines = body.decode("utf-8").split("\n") if body else []
    except UnicodeDecodeError as trouble:
        raise LedgerFault(
            f"byte {trouble.start} is not UTF-8",
            expected="a journal that only `foedus ledger` has written",
            where=str(path),
            mend="restore the journal from a copy",
        ) from None
    return lines, tail.decode("utf-8", errors="replace")


def _chained(lines: list[str], path: Path) -> list[tuple[Posting, str]]:
    """Read lines, each sealed by its digest over the one before."""
    seal, read = _START, []
    for number, line in enumerate(lines, 1):
        try:
            raw = json.loads(line)
            kind, body, told = _KINDS[raw["kind"]], raw["entry"], raw["seal"]
            who, when = raw["who"], datetime.fromisoformat(raw["when"])
        except (ValueError, KeyError, TypeError):
            raise _broken(path, number, "the line is no posting") from None
        seal = _seal(seal, raw["kind"], body, who, raw["when"])
        if seal != told:
            raise _broken(path, number, "the line does not follow from the one before")
        entry = doors.check(kind, body, where=f"{path}:{number}", fault=LedgerFault)
        read.append((Posting(entry, who, when), seal))
    return read


def _refuse_endless(entry: Entry, path: Path) -> None:
    """Refuse an entry that would not be read back as it was posted."""
    body = doors.plain(entry)
    try:
        same = doors.check(type(entry), body, where=str(path), fault=LedgerFault) == entry
    except LedgerFault:
        same = False
    if not same:
        raise LedgerFault(
            f"{name_of(entry)} would not be read back as it is",
            expected="finite numbers and plain text",
            where=str(path),
            mend="mend the entry; nothing of this posting was written",
        )


def _line(posting: Posting, before: str) -> tuple[str, str]:
    kind, body = type(posting.entry).__name__.lower(), doors.plain(posting.entry)
    when = posting.when.isoformat()
    seal = _seal(before, kind, body, posting.who, when)
    row = {"kind": kind, "entry": body, "who": posting.who, "when": when, "seal": seal}
    return json.dumps(row, ensure_ascii=False) + "\n", seal


def _seal(before: str, kind: str, body: object, who: str, when: str) -> str:
    text = json.dumps([before, kind, body, who, when], ensure_ascii=False, sort_keys=True)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _append(path: Path, text: str) -> None:
    try:
        with path.open("ab") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as trouble:
        raise OutputFault(
            f"the journal cannot be written: {trouble.strerror or trouble}",
            expected="a folder that can be written, with room on the disk",
            where=str(path),
            mend="copy the case to a folder of your own, or free the disk",
        ) from None


def _set_aside(path: Path) -> tuple[Finding, ...]:
    if not path.exists():
        return ()
    lines, torn = _lines(path)
    if not torn:
        return ()
    aside = path.with_suffix(".torn")
    held = aside.read_text("utf-8") if aside.exists() else ""
    doors.write_whole(aside, (held + torn + "\n").encode())
    doors.write_whole(path, "".join(line + "\n" for line in lines).encode())
    return (
        Finding(
            "doubt", f"{path}:{len(lines) + 1}", f"a torn line was set aside in {aside}"
        ),
    )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the journal alone, or say that another writer has it."""
    lock = FileLock(path.with_suffix(".lock"), timeout=PATIENCE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise LedgerFault(
            "another writer holds the journal",
            expected=f"the journal free within {PATIENCE:.0f} seconds",
            where=str(path),
            mend="wait for the other writer, then try again",
        ) from None
    except OSError as trouble:
        raise OutputFault(
            f"the journal's folder cannot be written: {trouble.strerror or trouble}",
            expected="a folder that can be written",
            where=str(path),
            mend="copy the case to a folder of your own",
        ) from None
    try:
        yield
    finally:
        lock.release()


def _broken(path: Path, number: int, what: str) -> LedgerFault:
    return LedgerFault(
        f"the journal is broken: {what}",
        expected="lines that only `foedus ledger` has written, none changed or lost",
        where=f"{path}:{number}",
        mend="restore the journal from a copy; the lines above this one are sound",
    )
