"""Bringing pinned bytes home: from a mirror, or over the network when told.

Bytes gather in a `.part` file beside their goal and take its name only when their
checksum is the one that was pinned. A transfer that breaks off leaves the part, and the
next one goes on from there; bytes that are wrong, or that the disk could not hold, leave
nothing. The file that stood there before is untouched until the very end.
"""

import hashlib
import http.client
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO

from foedus.faults import ShelfFault
from foedus.sources.source import Pinned

Progress = Callable[[Pinned, int], None]
"""Told which file is under way, and how many of its bytes are here."""

CHUNK = 2**18
PATIENCE = 60.0
"""Seconds without a byte after which a transfer has broken off."""


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def bring(
    pinned: Pinned, goal: Path, *, mirror: Path | None, online: bool, progress: Progress
) -> None:
    """Put the pinned bytes at `goal`, whole, or leave what stands there.

    Raises
    ------
    ShelfFault
        Not in the mirror and no network allowed; the transfer broke off; the bytes are
        not those that were pinned; the disk is full.
    """
    part = goal.with_name(goal.name + ".part")
    near = mirror / pinned.place if mirror is not None else None
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        if near is not None and near.is_file():
            with near.open("rb") as file:
                _gather(pinned, part, _chunks(file), start=0, progress=progress)
            _settle(pinned, part, goal, origin=str(near))
        elif online:
            _download(pinned, part, progress)
            _settle(pinned, part, goal, origin=pinned.url)
        else:
            raise _out_of_reach(pinned, mirror)
    except OSError as trouble:
        part.unlink(missing_ok=True)
        raise ShelfFault(
            f"{goal.name} cannot be written: {trouble.strerror or trouble}",
            expected=f"room for {pinned.bytes:,} bytes in a folder that can be written",
            where=str(goal.parent),
            mend="free the disk, or set FOEDUS_SHELF to another folder",
        ) from None


def replace_folder(goal: Path, files: Sequence[Path]) -> None:
    """Let copies of these files, and nothing else, stand in a folder.

    They gather beside it, and the folder changes in one step once they are whole.

    Raises
    ------
    OSError
        A file cannot be read, or the copy cannot be written; what stood there stands.
    """
    new, old = goal.with_name(f".{goal.name}.new"), goal.with_name(f".{goal.name}.old")
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        for path in files:
            shutil.copyfile(path, new / path.name)
        if goal.exists():
            goal.rename(old)
        new.rename(goal)
    except OSError:
        if old.exists():
            old.rename(goal)
        raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _download(pinned: Pinned, part: Path, progress: Progress) -> None:
    """Fetch what is lacking; ask for the rest only, and believe it if it is the rest."""
    start = part.stat().st_size if part.exists() else 0
    if start == pinned.bytes:
        return
    if start > pinned.bytes:
        part.unlink()
        start = 0
    response = _ask(pinned, start)
    with closing(response):
        honoured = response.status == http.HTTPStatus.PARTIAL_CONTENT
        begins = f"bytes {start}-"
        if honoured and not response.headers.get("Content-Range", "").startswith(begins):
            raise _broken_off(pinned, start, "the server sent another part")
        start = start if honoured else 0
        chunks = _arriving(pinned, response)
        here = _gather(pinned, part, chunks, start=start, progress=progress)
    if here < pinned.bytes:
        raise _broken_off(pinned, here, "the bytes ended early")


def _ask(pinned: Pinned, start: int) -> http.client.HTTPResponse:
    """Open the address from that byte on, or from the first if the server will not."""
    headers = {"User-Agent": "foedus", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    request = urllib.request.Request(pinned.url, headers=headers)
    try:
        response: http.client.HTTPResponse = _opener().open(request, timeout=PATIENCE)
    except urllib.error.HTTPError as answer:
        answer.close()
        if start and answer.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return _ask(pinned, 0)
        raise _refused(pinned, answer) from None
    except (OSError, http.client.HTTPException) as trouble:
        raise _broken_off(pinned, start, _why(trouble)) from None
    return response


def _opener() -> urllib.request.OpenerDirector:
    """Open http and https, through a proxy if one is set, and nothing else."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


def _arriving(pinned: Pinned, response: http.client.HTTPResponse) -> Iterator[bytes]:
    try:
        yield from _chunks(response)
    except (OSError, http.client.HTTPException) as trouble:
        raise _broken_off(pinned, None, _why(trouble)) from None


def _chunks(file: IO[bytes] | http.client.HTTPResponse) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _gather(
    pinned: Pinned, part: Path, chunks: Iterator[bytes], *, start: int, progress: Progress
) -> int:
    """Write the chunks after the first `start` bytes, and stop once there are too many."""
    here = start
    with part.open("ab" if start else "wb") as file:
        progress(pinned, here)
        for chunk in chunks:
            file.write(chunk)
            here += len(chunk)
            progress(pinned, here)
            if here > pinned.bytes:
                break
        file.flush()
        os.fsync(file.fileno())
    return here


def _settle(pinned: Pinned, part: Path, goal: Path, *, origin: str) -> None:
    """Let the part take its name if it is what was pinned; else it goes."""
    found, size = digest_of(part), part.stat().st_size
    if found != pinned.sha256:
        part.unlink()
        raise ShelfFault(
            f"other bytes than were pinned: {size:,}, with SHA-256 {found[:12]}...",
            expected=f"{pinned.bytes:,} bytes with SHA-256 {pinned.sha256[:12]}...",
            where=origin,
            mend="nothing was replaced; try again, or ask the producer what changed",
        )
    part.replace(goal)


def _why(trouble: Exception) -> str:
    reason = trouble.reason if isinstance(trouble, urllib.error.URLError) else trouble
    return str(reason) or type(trouble).__name__


def _broken_off(pinned: Pinned, here: int | None, why: str) -> ShelfFault:
    far = "" if here is None else f" after {here:,} bytes"
    return ShelfFault(
        f"the transfer broke off{far}: {why}",
        expected=f"{pinned.bytes:,} bytes",
        where=pinned.url,
        mend="run `foedus shelf get` again; it goes on from where it stopped",
    )


def _refused(pinned: Pinned, answer: urllib.error.HTTPError) -> ShelfFault:
    return ShelfFault(
        f"the server answered {answer.code} {answer.reason}",
        expected=f"{pinned.bytes:,} bytes",
        where=pinned.url,
        mend="try later; if the file has moved, set FOEDUS_MIRROR to a folder with it",
    )


def _out_of_reach(pinned: Pinned, mirror: Path | None) -> ShelfFault:
    return ShelfFault(
        f"{pinned.place.name} is not here, and the network is not to be used",
        expected=f"{pinned.place} in the mirror {mirror}" if mirror else "a mirror",
        where=pinned.url,
        mend="set FOEDUS_MIRROR to a folder that holds it, or allow the network",
    )
