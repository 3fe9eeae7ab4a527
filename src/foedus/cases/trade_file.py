"""A trade table of the user's own: one row a flow, in CSV or Parquet."""

from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from foedus.faults import DataFault, StateFault
from foedus.markets.trade import Trade, trade_from
from foedus.states.roster import roster

SIDES = ("exporter", "importer")


def read_trade(path: Path) -> Trade:
    """Read flows in long form: exporter, importer, value in USD bn, sector where several.

    A name that means a state becomes its id; others, such as a rest of the world, stay.

    Raises
    ------
    DataFault
        The file cannot be read, or its rows make no square table of flows; the place and
        how to mend it are told.
    """
    frame = _read(path)
    names = {
        str(name)
        for side in SIDES
        if side in frame.columns
        for name in frame[side].drop_nulls().unique()
    }
    meant = {name: _meant(name) for name in names}
    known = [pl.col(side).cast(pl.String).replace(meant) for side in SIDES if side in frame]
    try:
        return trade_from(frame.with_columns(known))
    except DataFault as fault:
        raise DataFault(
            fault.found, expected=fault.expected, where=str(path), mend=fault.mend
        ) from fault


def _read(path: Path) -> pl.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
        return pl.read_csv(path, infer_schema=False)
    except (PolarsError, OSError) as trouble:
        raise DataFault(
            f"no table can be read: {trouble}",
            expected="CSV with a header, or Parquet",
            where=str(path),
            mend="write exporter, importer and value as columns, one flow a row",
        ) from None


def _meant(name: str) -> str:
    try:
        return roster().find(name)
    except StateFault:
        return name
