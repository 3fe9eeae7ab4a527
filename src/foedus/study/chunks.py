"""Where runs of a simulation are kept: one file a chunk, named by all that it hangs on.

A file is there whole or not at all, so that a study that was stopped goes on from what was
done; one that cannot be read is made again. Files of another version of the program are
removed, so that what is kept does not grow from version to version.
"""

import io
import os
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_dir

from foedus import doors
from foedus.faults import Fault
from foedus.simulation.ensemble import HORIZONS, Ensemble
from foedus.simulation.philox import WIDTH
from foedus.study.plan import engine_digest

_TOLD = "told.json"


@dataclass(frozen=True, slots=True)
class _Head:
    scenario: str
    seed: int
    years: int
    treaties: tuple[str, ...]
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chunks:
    """A folder of chunks."""

    root: Path

    def find(self, name: str) -> Ensemble | None:
        """Give the chunk of that name, or None where it is not kept or not readable."""
        path = self._path(name)
        try:
            return read_chunk(path.read_bytes(), where=str(path))
        except (OSError, Fault, zipfile.BadZipFile, KeyError, ValueError):
            return None

    def keep(self, name: str, held: Ensemble) -> None:
        """Keep a chunk.

        Raises
        ------
        OutputFault
            The folder cannot be written.
        """
        doors.write_whole(self._path(name), chunk_bytes(held))

    def bytes_kept(self) -> int:
        """Tell how many bytes the chunks take."""
        return sum(path.stat().st_size for path in self.root.rglob("*.npz"))

    def _path(self, name: str) -> Path:
        return self.root / f"{name}.npz"


def chunks_here() -> Chunks:
    """Give the chunks of this user and this version of the program."""
    told = os.environ.get("FOEDUS_STORE")
    root = (Path(told) if told else Path(user_cache_dir("foedus")) / "store") / "runs"
    mine = root / engine_digest()
    if root.is_dir():
        for other in root.iterdir():
            if other.is_dir() and other != mine:
                shutil.rmtree(other, ignore_errors=True)
    return Chunks(mine)


def chunk_bytes(held: Ensemble) -> bytes:
    """Write a chunk without its events; the same bytes for the same chunk."""
    head = _Head(
        held.scenario, held.seed, held.years, held.treaties, tuple(sorted(held.readings))
    )
    arrays = {
        "runs": held.runs, "counts": held.counts, "ended": held.ended,
        "disputes": _sparse(held.disputes), "within": _sparse(held.within),
        **{f"reading_{k}": held.readings[n] for k, n in enumerate(head.readings)},
    }  # fmt: skip
    whole = io.BytesIO()
    # Names of columns, none of which is the function's own option.
    np.savez_compressed(whole, **arrays)  # type: ignore[arg-type]
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(_TOLD), doors.json_text(head))
    return whole.getvalue()


def read_chunk(content: bytes, *, where: str) -> Ensemble:
    """Read a chunk that `chunk_bytes` wrote.

    Raises
    ------
    DataFault
        It tells nothing of itself.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        head = doors.read_json(_Head, archive.read(_TOLD).decode(), where=where)
    with np.load(io.BytesIO(content), allow_pickle=False) as held:
        return Ensemble(
            head.scenario, head.seed, head.years, held["runs"], held["counts"],
            _dense(held["disputes"], (WIDTH, WIDTH)),
            _dense(held["within"], (len(HORIZONS), WIDTH, WIDTH)), head.treaties,
            held["ended"],
            {name: held[f"reading_{k}"] for k, name in enumerate(head.readings)},
        )  # fmt: skip


def _sparse(table: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keep places and values of what is not 0, (2, E)."""
    flat = table.ravel()
    places = np.flatnonzero(flat)
    return np.stack([places, flat[places]])


def _dense(held: NDArray[np.int64], shape: tuple[int, ...]) -> NDArray[np.int64]:
    table = np.zeros(int(np.prod(shape)), np.int64)
    table[held[0]] = held[1]
    return table.reshape(shape)
