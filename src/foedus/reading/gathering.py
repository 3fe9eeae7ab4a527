"""Claims of one document more put into a file of claims, and documents taken into a folder.

A review goes on over the file meanwhile, so it is there whole before and after, claims that
stand in it are not touched, and no id comes to mean two things.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from filelock import FileLock, Timeout

from foedus import doors
from foedus.doors import MOST_BYTES
from foedus.faults import DataFault, LedgerFault, OutputFault
from foedus.reading.document import FORMS
from foedus.reading.proposal import Proposal
from foedus.reading.review import read_claims

PATIENCE = 10.0
"""Seconds that a second writer waits for the first."""
LONGEST_NAME = 120
_STARTS = {".pdf": b"%PDF", ".docx": b"PK\x03\x04"}
_NOT_TEXT = b"\0"


def documents_in(folder: Path) -> tuple[Path, ...]:
    """List the files of a folder that may be read, by name; links out of it are not."""
    held = folder.resolve()
    found = (path for path in folder.iterdir() if path.suffix.lower() in FORMS)
    return tuple(
        sorted(
            path
            for path in found
            if path.name[0] != "." and path.is_file() and path.resolve().parent == held
        )
    )


def add_claims(path: Path, proposals: Sequence[Proposal]) -> int:
    """Put the claims of newly read documents into a file; give how many it holds then.

    Raises
    ------
    DataFault
        There are none, or the file knows a document or an id of them already.
    LedgerFault
        Another writer has held the file too long.
    OutputFault
        The folder cannot be written.
    """
    if not proposals:
        raise DataFault(
            "no claim was found in it",
            expected="sentences that somebody could have said",
            where=str(path),
            mend="look whether the document is in English and has words",
        )
    with _alone(path):
        held = read_claims(path) if path.exists() else ()
        _refuse_known(held, proposals, path)
        every = (*held, *proposals)
        lines = "".join(doors.json_text(one) + "\n" for one in every)
        doors.write_whole(path, lines.encode())
    return len(every)


def take_in(folder: Path, name: str, pieces: Iterable[bytes]) -> Path:
    """Take a document into a folder, whole or not at all, over no other file.

    Parameters
    ----------
    folder
        Where it goes.
    name
        Its own name, whose ending says its form.
    pieces
        Its bytes, which are counted as they come.

    Raises
    ------
    DataFault
        A name that is none, a form that is not read, too many bytes, or bytes that are not
        of that form.
    OutputFault
        The folder cannot be written.
    """
    check_name(folder, name)
    try:
        with NamedTemporaryFile(dir=folder, prefix=".taken-", suffix=".part") as spare:
            _write(spare, name, pieces)
            # A hard link refuses a name that somebody took meanwhile.
            (folder / name).hardlink_to(spare.name)
    except FileExistsError:
        raise _taken(folder, name) from None
    except OSError as trouble:
        raise OutputFault(
            f"{name} cannot be kept: {trouble.strerror or trouble}",
            expected="a folder that can be written, with room on the disk",
            where=str(folder),
            mend="choose another folder by --documents, or free the disk",
        ) from None
    return folder / name


def check_name(folder: Path, name: str) -> None:
    """Refuse a name that leads elsewhere, is taken, or says no form that is read.

    Raises
    ------
    DataFault
        Any of these.
    """
    plain = name and Path(name).name == name and name.isprintable() and "\\" not in name
    if not plain or name[0] == "." or len(name.encode()) > LONGEST_NAME:
        raise DataFault(
            f"{name[:LONGEST_NAME]!r} is no name for a document",
            expected=f"a plain file name of at most {LONGEST_NAME} bytes",
            where=str(folder),
            mend="rename it",
        )
    if Path(name).suffix.lower() not in FORMS:
        raise DataFault(
            f"{Path(name).suffix or 'a file without ending'} is no form that is read",
            expected=f"one of {', '.join(sorted(FORMS))}",
            where=name,
            mend="save it in one of these forms",
        )
    if (folder / name).exists():
        raise _taken(folder, name)


def _write(spare: IO[bytes], name: str, pieces: Iterable[bytes]) -> None:
    size, start = 0, b""
    for piece in pieces:
        size += len(piece)
        if size > MOST_BYTES:
            raise DataFault(
                f"{name} has more than {MOST_BYTES:,} bytes",
                expected=f"at most {MOST_BYTES:,}",
                where=name,
                mend="split it, or take out its pictures",
            )
        start = (start + piece)[:4_096] if len(start) < 4_096 else start
        spare.write(piece)
    spare.flush()
    begins = _STARTS.get(Path(name).suffix.lower())
    is_other = not start.startswith(begins) if begins else _NOT_TEXT in start
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not size or (is_other and not (wide and begins is None)):
        raise DataFault(
            f"{name} is {'empty' if not size else 'not what its ending says'}",
            expected=f"bytes of a {Path(name).suffix} file",
            where=name,
            mend="give the document itself, with the ending of its true form",
        )


def _taken(folder: Path, name: str) -> DataFault:
    return DataFault(
        f"a file called {name} is there already",
        expected="a name that is free",
        where=str(folder),
        mend="rename the new one; nothing was written over",
    )


def _refuse_known(
    held: Sequence[Proposal], proposals: Sequence[Proposal], path: Path
) -> None:
    documents = {one.document for one in held} & {one.document for one in proposals}
    ids = {one.id for one in held} & {one.id for one in proposals}
    if documents or ids:
        raise DataFault(
            f"{min(documents)} was read before"
            if documents
            else f"the id {min(ids)} is taken by a claim of another document",
            expected="documents that the file does not know, each with a name of its own",
            where=str(path),
            mend="review the claims that are there, or rename the document",
        )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise LedgerFault(
            "another writer holds the file of claims",
            expected=f"the file free within {PATIENCE:.0f} seconds",
            where=str(path),
            mend="wait for the other writer, then try again",
        ) from None
    except OSError as trouble:
        raise OutputFault(
            f"the folder of the claims cannot be written: {trouble.strerror or trouble}",
            expected="a folder that can be written",
            where=str(path),
            mend="put the claims into a folder of your own",
        ) from None
    try:
        yield
    finally:
        lock.release()
