"""The shelf: the data sets' bytes, each known by its checksum.

A shelf is a folder laid out as a mirror is, `host/path`, so that either can serve as the
other. `get` is the one act in the house that may open the network; `table` takes what is
on the shelf, or in a mirror if one is named, and never goes further.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol, cast

import platformdirs
import polars as pl
from filelock import FileLock

from foedus.faults import Finding, ShelfFault
from foedus.sources.made import keep, mark_of, recall
from foedus.sources.source import Pinned, SourceFile, names, source
from foedus.sources.table import Table, table_of
from foedus.sources.transfer import Progress, bring, digest_of, replace_folder

GET = "foedus shelf get "
"""What mends a fault of bytes that are not here, with names after it."""


class Reader(Protocol):
    """What `x.py` must have; `remarks`, on the finished table, it may have."""

    def read(self, paths: tuple[Path, ...]) -> pl.DataFrame:
        """Give the columns that the YAML names, in the producer's own words."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the bytes of a data set are."""

    name: str
    where: Literal["shelf", "mirror", "not here", "damaged", "on request"]
    bytes: int
    """Of all its files together."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pinned bytes in a folder."""

    root: Path
    mirror: Path | None = None
    online: bool = True
    """Whether `get` may open the network."""

    def get(self, name: str, progress: Progress | None = None) -> tuple[Path, ...]:
        """Bring the files of a data set to the shelf, unless they are there and sound.

        Raises
        ------
        ShelfFault
            The bytes could not be had, or are not those that were pinned.
        """
        known = source(name)
        if not known.files:
            return self.paths(name)
        return tuple(self.fetch(pinned, progress) for pinned in known.files)

    def take(self, name: str, paths: Sequence[Path]) -> tuple[Path, ...]:
        """Put the user's own copy of a data set on the shelf, once it has been read.

        What the user gave before is replaced, all of it at once.

        Raises
        ------
        ShelfFault
            The data set has an address and is fetched; or the copy cannot be written.
        DataFault
            The files are not what the declaration says.
        """
        known = source(name)
        if known.files:
            raise _has_an_address(known)
        goal, held = self._own(name), tuple(Path(path) for path in paths)
        _read(known, held)
        with self._turn(name):
            try:
                replace_folder(goal, held)
            except OSError as trouble:
                raise ShelfFault(
                    f"{name} cannot be copied: {trouble.strerror or trouble}",
                    expected="files that can be read, and room for them",
                    where=str(goal),
                    mend="free the disk, or set FOEDUS_SHELF to another folder",
                ) from None
        return self._own_copy(known)

    def fetch(self, pinned: Pinned, progress: Progress | None = None) -> Path:
        """Bring one file to the shelf; of two who ask at once, one brings, one waits.

        Raises
        ------
        ShelfFault
            The bytes could not be had, or are not those that were pinned.
        """
        goal = self.root / pinned.place
        if _is_sound(goal, pinned):
            return goal
        with self._turn(pinned.sha256[:16]):
            if not _is_sound(goal, pinned):
                bring(
                    pinned,
                    goal,
                    mirror=self.mirror,
                    online=self.online,
                    progress=progress or _silent,
                )
        return goal

    def paths(self, name: str) -> tuple[Path, ...]:
        """Give the files of a data set, sound, from the shelf or else the mirror.

        Raises
        ------
        ShelfFault
            They are in neither; the network is not asked.
        """
        known = source(name)
        if not known.files:
            return self._own_copy(known)
        return tuple(self.held(pinned, name) for pinned in known.files)

    def held(self, pinned: Pinned, name: str) -> Path:
        """Give one file of a data set, sound, from the shelf or else the mirror.

        Raises
        ------
        ShelfFault
            It is in neither, or its bytes are not those that were pinned.
        """
        places = [place for place in self._places(pinned) if place.is_file()]
        for place in places:
            if _is_sound(place, pinned):
                return place
        raise ShelfFault(
            f"{name} is damaged: {places[0]}" if places else f"{name} is not on the shelf",
            expected=f"{pinned.bytes:,} bytes with SHA-256 {pinned.sha256[:12]}...",
            where=str(self.root),
            mend=GET + name,
        )

    def table(self, name: str) -> Table:
        """Read a data set, or recall it as it was made before; never the network.

        Raises
        ------
        ShelfFault
            No such data set, or its bytes are not here.
        DataFault
            The bytes are not what the declaration says.
        """
        paths, known = self.paths(name), source(name)
        place = self.root / "made" / f"{name}.parquet"
        mark = mark_of(name, [p.sha256 for p in known.files] or map(digest_of, paths))
        kept = recall(known, place, mark)
        if kept is not None:
            return kept
        table = _read(known, paths)
        keep(table, place, mark)
        return table

    def states(self) -> tuple[Standing, ...]:
        """Tell of each data set where its bytes are, going by size and not by checksum."""
        return tuple(self._standing(source(name)) for name in names())

    def verify(self) -> tuple[Finding, ...]:
        """Hash again whatever of the data sets is on the shelf."""
        return tuple(
            finding
            for name in names()
            for pinned in source(name).files
            for finding in self._amiss(pinned, name)
        )

    def _places(self, pinned: Pinned) -> tuple[Path, ...]:
        roots = (self.root,) if self.mirror is None else (self.root, self.mirror)
        return tuple(root / pinned.place for root in roots)

    def _turn(self, what: str) -> FileLock:
        try:
            locks = self.root / ".locks"
            locks.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            raise ShelfFault(
                f"the shelf cannot be made: {trouble.strerror or trouble}",
                expected="a folder that can be written",
                where=str(self.root),
                mend="set FOEDUS_SHELF to another folder",
            ) from None
        return FileLock(locks / what)

    def _own(self, name: str) -> Path:
        return self.root / "own" / name

    def _own_copy(self, known: SourceFile) -> tuple[Path, ...]:
        folder = self._own(known.name)
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        if not found:
            raise ShelfFault(
                f"{known.name} is handed out by its producer only",
                expected="your own copy",
                where=str(folder),
                mend=f"ask at {known.home_page}, then "
                f"foedus shelf get {known.name} --from FILE",
            )
        return tuple(found)

    def _standing(self, known: SourceFile) -> Standing:
        size = sum(pinned.bytes for pinned in known.files)
        if not known.files:
            own = self._own(known.name).is_dir()
            return Standing(known.name, "shelf" if own else "on request", size)
        found = [
            tuple(p.stat().st_size if p.is_file() else None for p in self._places(pinned))
            for pinned in known.files
        ]
        wanted = [pinned.bytes for pinned in known.files]
        if [sizes[0] for sizes in found] == wanted:
            return Standing(known.name, "shelf", size)
        if all(want in sizes for want, sizes in zip(wanted, found, strict=True)):
            return Standing(known.name, "mirror", size)
        torn = any(size is not None for sizes in found for size in sizes)
        return Standing(known.name, "damaged" if torn else "not here", size)

    def _amiss(self, pinned: Pinned, name: str) -> Iterator[Finding]:
        place = self.root / pinned.place
        if place.is_file() and digest_of(place) != pinned.sha256:
            yield Finding(
                "breach",
                str(place),
                f"{name}: not the bytes that were pinned; foedus shelf get {name}",
            )
        part = place.with_name(place.name + ".part")
        if part.exists():
            yield Finding("note", str(part), f"{name}: a transfer that broke off")


def shelf_here() -> Shelf:
    """Give the shelf that the environment names: FOEDUS_SHELF and FOEDUS_MIRROR."""
    root = os.environ.get("FOEDUS_SHELF") or _cache() / "shelf"
    mirror = os.environ.get("FOEDUS_MIRROR")
    return Shelf(Path(root).expanduser(), Path(mirror) if mirror else None)


def _read(known: SourceFile, paths: tuple[Path, ...]) -> Table:
    reader = import_module(f"foedus.sources.{known.name}")
    raw = cast(Reader, reader).read(paths)
    return table_of(known, raw, remarks=getattr(reader, "remarks", None))


def _has_an_address(known: SourceFile) -> ShelfFault:
    return ShelfFault(
        f"{known.name} has an address, and bytes that are pinned",
        expected="a data set that its producer hands out on request",
        where="--from",
        mend=f"foedus shelf get {known.name}, or join yours by `panel.add(path, by=...)`",
    )


def _cache() -> Path:
    return Path(platformdirs.user_cache_dir("foedus", appauthor=False))


def _silent(pinned: Pinned, here: int) -> None:
    pass


def _is_sound(path: Path, pinned: Pinned) -> bool:
    """Tell whether these are the pinned bytes; a file is hashed once while it stands."""
    if not path.is_file():
        return False
    here = path.stat()
    if here.st_size != pinned.bytes:
        return False
    return _hashed(path, here.st_size, here.st_mtime_ns) == pinned.sha256


@lru_cache(maxsize=4096)
def _hashed(path: Path, size: int, changed: int) -> str:
    return digest_of(path)
