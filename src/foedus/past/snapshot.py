"""One year of the world in a small file, so that a case can be asked without a shelf.

Fitted models need a world to be read in. Where no data set is at hand, they read the one
that the package carries: its members and pairs as they stood on one 31 December, each
figure to some three digits, with the versions of the data sets it was read from and the
years to which each speaks. It is made by `foedus fit` and altered by nothing else.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus import doors
from foedus.faults import DataFault
from foedus.past import fields
from foedus.past.past import Past, Year
from foedus.quantity import Field, Unit
from foedus.sources.source import Years
from foedus.states.roster import StateId, roster

CARRIED = 2022
"""The year that the package carries, the last of which capabilities are known."""

KEPT_BITS = np.uint32(0xFFFFE000)
"""The sign, the exponent and ten bits of a number: some three digits of it."""

MOST_BYTES = 8 * 2**20

_TOLD = "told.json"

_COUNTED = frozenset(
    field.name
    for field in vars(fields).values()
    if isinstance(field, Field) and field.unit is Unit.COUNT
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a snapshot says of itself."""

    year: int
    members: tuple[StateId, ...]
    sources: dict[str, str]
    coverage: dict[str, Years]


def write_year(past: Past, year: int) -> bytes:
    """Write down one year of a past, the same bytes for the same values."""
    held = past.at(year)
    members = np.flatnonzero(held[fields.ALIVE] > 0)
    told = Told(
        year,
        tuple(past.ids[place] for place in members),
        dict(sorted(past.sources.items())),
        dict(sorted(past.coverage.items())),
    )
    whole = io.BytesIO()
    arrays = {name: _few_digits(column, members) for name, column in held.columns.items()}
    # Names of columns, none of which is the function's own option.
    np.savez_compressed(whole, **arrays)  # type: ignore[arg-type]
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(_TOLD), doors.json_text(told))
    return whole.getvalue()


def read_year(content: bytes, *, where: str) -> Past:
    """Read a past of one year that `write_year` wrote.

    Raises
    ------
    DataFault
        The file is larger than any snapshot, or is none.
    """
    if len(content) > MOST_BYTES:
        raise _no_snapshot(f"{len(content):,} bytes", where)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told = doors.read_json(Told, archive.read(_TOLD).decode(), where=where)
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            names = [name for name in arrays.files if name != _TOLD]
            small = {name: arrays[name] for name in names}
    except (zipfile.BadZipFile, KeyError, ValueError, UnicodeDecodeError) as trouble:
        raise _no_snapshot(str(trouble) or type(trouble).__name__, where) from trouble
    places = np.array([roster().index(state) for state in told.members], dtype=np.intp)
    return Past(
        first=told.year,
        ids=roster().ids,
        columns=MappingProxyType({n: _spread(n, small[n], places)[None] for n in small}),
        coverage=MappingProxyType(told.coverage),
        pacts=pl.DataFrame(schema={"start_year": pl.Int64, "end_year": pl.Int64}),
        members=pl.DataFrame(schema={"start_year": pl.Int64, "end_year": pl.Int64}),
        disputes=pl.DataFrame(schema={"year": pl.Int64}),
        sources=MappingProxyType(told.sources),
    )


@cache
def carried_past() -> Past:
    """Give the one year of the past that the package carries."""
    place = files("foedus.past") / "worlds" / f"{CARRIED}.npz"
    return read_year(place.read_bytes(), where=f"past/worlds/{CARRIED}.npz")


def beside(year: Year, changed: Mapping[Field, NDArray[np.generic]]) -> Year:
    """Give the same year with some columns changed."""
    named = {field.name: values for field, values in changed.items()}
    return Year(year.year, year.ids, MappingProxyType({**year.columns, **named}))


def _few_digits(
    column: NDArray[np.generic], members: NDArray[np.intp]
) -> NDArray[np.generic]:
    """Keep the members alone, and of numbers as many digits as models can tell."""
    kept = column[np.ix_(*[members] * column.ndim)]
    if kept.dtype != np.float32:
        return kept
    bits: NDArray[np.generic] = (kept.view(np.uint32) & KEPT_BITS).view(np.float32)
    return bits


def _spread(
    name: str, kept: NDArray[np.generic], places: NDArray[np.intp]
) -> NDArray[np.generic]:
    """Put the members back into their places in the roster.

    Of others nothing is known, but that they did nothing.
    """
    empty = np.nan if kept.dtype.kind == "f" and name not in _COUNTED else 0
    whole = np.full([len(roster().ids)] * kept.ndim, empty, kept.dtype)
    whole[np.ix_(*[places] * kept.ndim)] = kept
    whole.flags.writeable = False
    return whole


def _no_snapshot(found: str, where: str) -> DataFault:
    return DataFault(
        f"no snapshot of a year: {found}",
        expected="a file that foedus fit wrote",
        where=where,
        mend="make it again by `foedus fit`, or reinstall the package",
    )
