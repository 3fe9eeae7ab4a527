"""Who sells how much to whom: a square table of flows between named states.

Flows stand in an array (N, N, S), exporter by importer by sector, in billions of dollars
a year, home sales on the diagonal. It is made from a long table whose rows say by name
what they are; no row is ever placed by its position.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]
WHERE = "markets.trade.trade_from"
ONE_SECTOR = "all goods"
KEYS = ("exporter", "importer", "sector")


@dataclass(frozen=True, slots=True, eq=False)
class Trade:
    """Flows among named states, read only.

    Attributes
    ----------
    states
        Names, (N,); they order both first axes of the flows.
    sectors
        Names, (S,).
    flows
        Value sold by exporter to importer, USD bn a year, (N, N, S); home sales, on the
        diagonal, are positive.
    """

    states: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Floats

    def __post_init__(self) -> None:
        _refuse_bad_shape(self)
        _refuse_bad_flows(self)
        self.flows.flags.writeable = False

    def place(self, state: str) -> int:
        """Give the row of a state.

        Raises
        ------
        DataFault
            No state of that name trades here.
        """
        try:
            return self.states.index(state)
        except ValueError:
            raise DataFault(
                f"no state {state!r} in the trade table",
                expected=f"one of {', '.join(self.states)}",
                where="markets.trade.Trade",
                mend="spell it as the table does, or add its flows",
            ) from None

    def places(self, states: Iterable[str]) -> NDArray[np.intp]:
        """Give the rows of several states, in the order asked."""
        return np.array([self.place(state) for state in states], dtype=np.intp)

    def sector(self, name: str) -> int:
        """Give the place of a sector.

        Raises
        ------
        DataFault
            No sector of that name is traded here.
        """
        try:
            return self.sectors.index(name)
        except ValueError:
            raise DataFault(
                f"no sector {name!r} in the trade table",
                expected=f"one of {', '.join(self.sectors)}",
                where="markets.trade.Trade",
                mend="spell it as the table does",
            ) from None

    def table(self) -> pl.DataFrame:
        """Give the flows as a long table: exporter, importer, sector, value."""
        places = np.indices(self.flows.shape, dtype=np.int32).reshape(3, -1)
        names = (self.states, self.states, self.sectors)
        held = {
            key: pl.Series(key, name).gather(place)
            for key, name, place in zip(KEYS, names, places, strict=True)
        }
        return pl.DataFrame({**held, "value": self.flows.ravel()})


def trade_from(
    rows: pl.DataFrame | Iterable[Mapping[str, Any]],
    *,
    value: str = "value",
    absent: float | None = None,
) -> Trade:
    """Make trade from a long table, each row placed by the names it gives.

    Parameters
    ----------
    rows
        One row a flow: `exporter`, `importer`, `sector` where there are several, and the
        value in USD bn a year, in any order.
    value
        The column of values.
    absent
        What a pair is worth that the table leaves out; None refuses such a table.

    Raises
    ------
    DataFault
        A column or a pair is missing, a pair stands twice, states sell that never buy,
        or a value is negative, not finite, or zero at home.

    Examples
    --------
    >>> names = ("exporter", "importer", "value")
    >>> cells = [("B", "A", 1.0), ("A", "A", 5.0), ("B", "B", 4.0), ("A", "B", 2.0)]
    >>> trade = trade_from(dict(zip(names, cell)) for cell in cells)
    >>> trade.states, trade.flows[..., 0].tolist()
    (('A', 'B'), [[5.0, 2.0], [1.0, 4.0]])
    """
    frame = _long(rows, value)
    states, sectors = _names(frame)
    shape = (len(states), len(states), len(sectors))
    sizes = dict(zip(KEYS, (states, states, sectors), strict=True))
    cell = np.zeros(frame.height, dtype=np.int64)
    for key, names in sizes.items():
        cell = cell * len(names) + _codes(frame[key], names)
    times = np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)
    _refuse_doubled(times, states, sectors)
    if absent is None:
        _refuse_missing(times, states, sectors)
    flows = np.full(shape, 0.0 if absent is None else absent)
    flows.ravel()[cell] = frame[value].to_numpy()
    return Trade(states, sectors, flows)


def _long(rows: pl.DataFrame | Iterable[Mapping[str, Any]], value: str) -> pl.DataFrame:
    if isinstance(rows, pl.DataFrame):
        frame = rows
    else:
        frame = pl.DataFrame(list(rows), infer_schema_length=None, strict=False)
    missing = [key for key in ("exporter", "importer", value) if key not in frame.columns]
    if missing or not frame.height:
        raise DataFault(
            f"{frame.height} rows, and no column {', '.join(missing) or 'missing'}",
            expected=f"rows with exporter, importer, sector where several, and {value}",
            where=WHERE,
            mend="rename the columns, or name the one of values with `value=`",
        )
    if "sector" not in frame.columns:
        frame = frame.with_columns(sector=pl.lit(ONE_SECTOR))
    frame = frame.select(
        pl.col(*KEYS).cast(pl.String), pl.col(value).cast(pl.Float64, strict=False)
    )
    if frame.null_count().sum_horizontal()[0]:
        row = frame.with_row_index("row").filter(pl.any_horizontal(pl.all().is_null()))
        raise DataFault(
            f"{row.height} row(s) lack a name or a value that is a number",
            expected="every cell filled",
            where=f"{WHERE}, row {row['row'][0]}",
            mend="fill it at the source; a flow of nothing is 0, not an empty cell",
        )
    return frame


def _names(frame: pl.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    sellers, buyers, sectors = (frame[key].unique().sort().to_list() for key in KEYS)
    odd = sorted(set(sellers) ^ set(buyers))
    if odd:
        raise DataFault(
            f"the table is not square: {_some(odd)} only sell(s) or only buy(s)",
            expected="the same states as exporters and as importers",
            where=WHERE,
            mend="add the rows of the other side, or leave these states out of both",
        )
    return tuple(sellers), tuple(sectors)


def _codes(column: pl.Series, names: Sequence[str]) -> NDArray[np.int64]:
    """Number each row's name by its place in the sorted names."""
    placed = column.cast(pl.Enum(names)).to_physical()
    return placed.to_numpy().astype(np.int64)


def _cells(
    places: NDArray[np.intp], states: Sequence[str], sectors: Sequence[str]
) -> list[str]:
    """Spell cells out, for a fault."""
    many = len(sectors) > 1
    return [
        f"{states[i]} to {states[j]}" + (f" in {sectors[s]}" if many else "")
        for i, j, s in places[:4]
    ] + (["..."] if len(places) > 4 else [])


def _some(names: Sequence[str]) -> str:
    return ", ".join(list(names)[:6]) + (" ..." if len(names) > 6 else "")


def _refuse_doubled(
    times: NDArray[np.int64], states: Sequence[str], sectors: Sequence[str]
) -> None:
    doubled = np.argwhere(times > 1)
    if len(doubled):
        raise DataFault(
            f"{len(doubled)} flow(s) stand more than once: "
            f"{'; '.join(_cells(doubled, states, sectors))}",
            expected="one row a flow",
            where=WHERE,
            mend="add them up, or keep one year, at the source",
        )


def _refuse_missing(
    times: NDArray[np.int64], states: Sequence[str], sectors: Sequence[str]
) -> None:
    missing = np.argwhere(times == 0)
    if len(missing):
        raise DataFault(
            f"{len(missing)} flow(s) are missing: "
            f"{'; '.join(_cells(missing, states, sectors))}",
            expected="a row for every exporter, importer and sector",
            where=WHERE,
            mend="add the rows; where a missing row means no trade, say `absent=0.0`",
        )


def _refuse_bad_shape(trade: Trade) -> None:
    n, s = len(trade.states), len(trade.sectors)
    twice = [
        k for k, times in Counter((*trade.states, *trade.sectors)).items() if times > 1
    ]
    if trade.flows.shape != (n, n, s) or twice:
        raise DataFault(
            f"flows of shape {trade.flows.shape} for {n} states and {s} sectors"
            + (f", {_some(twice)} named twice" if twice else ""),
            expected="flows (N, N, S), each state and sector named once",
            where="markets.trade.Trade",
            mend="make it with `trade_from`, which places rows by name",
        )


def _refuse_bad_flows(trade: Trade) -> None:
    flows = trade.flows
    home = flows[np.arange(len(trade.states)), np.arange(len(trade.states))]
    empty = np.argwhere(~(home > 0))
    for wrong, told in (
        (np.argwhere(~np.isfinite(flows)), "not finite"),
        (np.argwhere(flows < 0), "negative"),
        (empty[:, [0, 0, 1]], "empty where home sales should stand"),
    ):
        if len(wrong):
            raise DataFault(
                f"{len(wrong)} flow(s) are {told}: "
                f"{'; '.join(_cells(wrong, trade.states, trade.sectors))}",
                expected="finite flows of 0 or more, and positive home sales",
                where="markets.trade.Trade",
                mend="mend the figure at its source; home sales are output less exports",
            )
