"""Your own data beside the rows of a panel, once they have been looked through.

A table of yours says in `by` which of its columns name a row: a state and a year, two
states and a year, or a year alone. States may go by COW's or Gleditsch and Ward's numbers,
by ISO letters or by names, each as it was borne in the year. What cannot be right stops
the work and is named by its rows: nothing is guessed, dropped or doubled.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import polars as pl

from foedus.faults import DataFault, Finding, StateFault
from foedus.panel.joining import Wish, join_table
from foedus.panel.packing import SINCE
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field, Unit
from foedus.sources.forms import read_dta
from foedus.sources.source import Shape, Years
from foedus.sources.table import Table
from foedus.states.crosswalk import Scheme, code_of, state_of
from foedus.states.roster import StateId, System, roster

Codes = Literal["cow", "gw", "iso3", "name"]
"""What states go by in a table of your own."""

MOST_TOLD = 5
"""A fault names that many rows, and counts the rest."""

_SCHEMES = {"cow": Scheme.COW, "gw": Scheme.GW, "iso3": Scheme.ISO3}
_ROW = "_row"


def add_own(
    panel: Panel,
    own: pl.DataFrame | Path,
    *,
    by: Sequence[str] = (),
    codes: Codes = "cow",
    name: str = "own",
    directed: bool = True,
    prefix: str = "",
    citation: str = "",
) -> Panel:
    """Put a table of your own beside the rows of a panel.

    Parameters
    ----------
    own
        A frame, or a file: CSV, Parquet, Arrow, Stata.
    by
        The columns that name a row: states first, then the year. It must be told.
    codes
        What states go by.
    name
        What the table is called, as source of its columns.
    directed
        Of pairs, whether the first state is the sender; else a pair holds both ways.
    prefix
        Put before the names of its columns.
    citation
        BibTeX, for `cite`.

    Raises
    ------
    DataFault
        A row is named twice, by a code that is nobody's, or in a year in which the state
        was none; or the rows cannot come to the panel's unit.
    """
    by = [by] if isinstance(by, str) else by
    folded = len(panel.axes.sides) == 2 and not panel.axes.directed
    table = own_table(
        own, by=by, codes=codes, name=name, system=panel.axes.system,
        directed=directed and not folded, citation=citation,
    )  # fmt: skip
    panel = _telling_of_years(panel, table)
    wish = Wish({f.name: f"{prefix}{f.name}" for f in table.fields})
    if len(by) > 1:
        return join_table(panel, table, wish)
    frame = table.frame.lazy().rename(dict(wish.names))
    columns = [Column(wish.names[f.name], f, table.name, table.years) for f in table.fields]
    return panel.joined(frame, columns, on=["year"], used=[table])


def _telling_of_years(panel: Panel, table: Table) -> Panel:
    """Tell of rows in years that the panel does not have."""
    year = pl.col("year")
    first, last = panel.frame.select(year.min(), year.max().alias("last")).collect().row(0)
    beyond = table.frame.filter(~year.is_between(first, last)).height
    if not beyond:
        return panel
    remark = f"{beyond} rows are of years outside the panel's {first} to {last}, and unused"
    return replace(panel, findings=(*panel.findings, Finding("note", table.name, remark)))


def own_table(
    own: pl.DataFrame | Path,
    *,
    by: Sequence[str],
    codes: Codes = "cow",
    name: str = "own",
    system: System = "cow",
    directed: bool = True,
    citation: str = "",
) -> Table:
    """Look a table of your own through, and put it into the numbers of a list.

    Raises
    ------
    DataFault
        As `add_own`.

    Examples
    --------
    >>> gold = pl.DataFrame({"who": ["France", "USSR"], "year": 1950, "gold": [1, 2]})
    >>> own_table(gold, by=["who", "year"], codes="name").frame["cow"].to_list()
    [220, 365]
    """
    if codes not in get_args(Codes):
        raise _fault(
            name,
            f"codes={codes!r}",
            expected=f"one of {', '.join(get_args(Codes))}",
            mend="say by which of them the table calls states",
        )
    frame = _read(own) if isinstance(own, Path) else own
    _check_columns(frame, by, name)
    *states, time = by
    rows = _keyed(frame.with_row_index(_ROW, offset=1), by, name)
    named = [f"{side}{system}" for side in ("", "sender_", "target_")]
    keys = [] if not states else named[:1] if len(states) == 1 else named[1:]
    for own_code, key in zip(states, keys, strict=True):
        rows = _numbered(
            rows, own_code, time, codes=codes, system=system, name=name, to=key
        )
    rows = rows.rename({time: "year"}) if time != "year" else rows
    _check_taken(frame, by, {*keys, "year"}, name)
    _check_itself(rows, keys, name)
    _check_twice(rows, [*keys, "year"], name, ordered=directed)
    values = [c for c in frame.columns if c not in by]
    years = Years(int(rows["year"].min()), int(rows["year"].max()))  # type: ignore[arg-type]
    shapes: tuple[Shape, ...] = ("other", "state-year", "dyad-year")
    shape: Shape = "directed-dyad-year" if len(states) == 2 and directed else shapes[
        len(states)
    ]  # fmt: skip
    return Table(
        name=name,
        version="own",
        frame=rows.select(*keys, "year", *values),
        key=(*keys, "year"),
        system=system,
        shape=shape,
        years=years,
        fields=tuple(Field(c, "S", Unit.NONE, f"{c}, of {name}") for c in values),
        coverage=dict.fromkeys(values, years),
        findings=(),
        citation=citation,
        provisional="a table of your own",
    )


def _read(path: Path) -> pl.DataFrame:
    readers: dict[str, Callable[[Path], pl.DataFrame]] = {
        ".csv": lambda p: pl.read_csv(p, infer_schema_length=None),
        ".parquet": pl.read_parquet,
        ".arrow": pl.read_ipc,
        ".feather": pl.read_ipc,
        ".dta": read_dta,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise DataFault(
            f"{path.name} has an ending that is not known",
            expected=", ".join(readers),
            where=str(path),
            mend="save it in one of these forms",
        )
    try:
        return reader(path)
    except (OSError, pl.exceptions.PolarsError) as trouble:
        raise DataFault(
            f"cannot be read: {str(trouble).splitlines()[0]}",
            expected=f"a file that holds what {path.suffix} says",
            where=str(path),
            mend="check the path, or save the table again",
        ) from None


def _check_columns(frame: pl.DataFrame, by: Sequence[str], name: str) -> None:
    lacking = [column for column in by if column not in frame.columns]
    if lacking or not 1 <= len(by) <= 3:
        raise _fault(
            name,
            f"no column {', '.join(lacking)}" if lacking else f"{len(by)} columns in `by`",
            expected=f"of {', '.join(frame.columns)}: the states, if any, then the year",
            mend="by=['state', 'year'], or by=['sender', 'target', 'year']",
        )
    if frame.is_empty() or len(frame.columns) == len(by):
        raise _fault(
            name,
            "nothing beside its key",
            expected="at least one row, and one column that is not in `by`",
            mend="hand over the columns that are to be added",
        )


def _keyed(rows: pl.DataFrame, by: Sequence[str], name: str) -> pl.DataFrame:
    """Check that each row has its key, and a year that is one."""
    empty = rows.filter(pl.any_horizontal(pl.col(by).is_null()))
    if not empty.is_empty():
        raise _fault(
            name,
            f"no key in {_told(empty, by)}",
            expected=f"{', '.join(by)} in every row",
            mend="fill the key, or leave those rows out",
        )
    year = pl.col(by[-1])
    whole = rows.with_columns(year.cast(pl.Float64, strict=False).alias("_year"))
    held = pl.col("_year")
    fit = (held == held.round()) & held.is_between(SINCE, SINCE + 1000)
    wrong = whole.filter(~fit.fill_null(False))
    if not wrong.is_empty():
        raise _fault(
            name,
            f"no year in {_told(wrong, [by[-1]])}",
            expected=f"whole years from {SINCE} on",
            mend=f"put the year into {by[-1]!r}, the last of `by`",
        )
    return whole.with_columns(held.cast(pl.Int64).alias(by[-1])).drop("_year")


def _numbered(
    rows: pl.DataFrame,
    code: str,
    time: str,
    *,
    codes: Codes,
    system: System,
    name: str,
    to: str,
) -> pl.DataFrame:
    """Put beside each row the number that its state bore in the year."""
    pairs = rows.select(code, time).unique().sort(time, code)
    found = [_number(c, year, codes, system) for c, year in pairs.rows()]
    known = pairs.with_columns(
        pl.Series(to, [n if isinstance(n, int) else None for n in found], dtype=pl.Int64),
        pl.Series(
            "_why", [n if isinstance(n, str) else None for n in found], dtype=pl.String
        ),
    )
    here = rows.join(known, on=[code, time], how="left", maintain_order="left")
    wrong = here.filter(pl.col("_why").is_not_null())
    if not wrong.is_empty():
        reasons = "; ".join(wrong["_why"].unique(maintain_order=True).head(MOST_TOLD))
        raise _fault(
            name,
            f"{_told(wrong, [code, time])}: {reasons}",
            expected=f"{_SCHEMES.get(codes, 'a name of a state')}s of states that the "
            f"{system} list has in the year",
            mend="leave those rows out, correct the code, or say which `codes` they are",
        )
    return here.drop("_why")


def _number(code: int | str, year: int, codes: Codes, system: System) -> int | str:
    """Give the number in the list, or why there is none."""
    try:
        state = _state(code, year, codes)
        if codes == system:
            return int(code)
        return int(code_of(state, _SCHEMES[system], year))
    except StateFault as fault:
        return fault.found


def _state(code: int | str, year: int, codes: Codes) -> StateId:
    if codes == "name":
        return _by_name(str(code), year)
    whole = str(code).strip().upper() if codes == "iso3" else _whole(code)
    return state_of(whole, _SCHEMES[codes], year)


def _by_name(text: str, year: int) -> StateId:
    """Find the state of a name on the last day of the year, or else on the first."""
    try:
        return roster().find(text, date(year, 12, 31))
    except StateFault:
        return roster().find(text, date(year, 1, 1))


def _check_taken(
    frame: pl.DataFrame, by: Sequence[str], taken: set[str], name: str
) -> None:
    """Refuse a value under a name by which the panel's own key goes."""
    if held := sorted(taken.intersection(c for c in frame.columns if c not in by)):
        raise _fault(
            name,
            f"a column of values is called {held[0]!r}",
            expected="other names than those of the panel's key",
            mend="rename the column, or name it in `by` if it is part of the key",
        )


def _check_itself(rows: pl.DataFrame, keys: Sequence[str], name: str) -> None:
    """Refuse a pair of a state with itself."""
    if len(keys) != 2:
        return
    own = rows.filter(pl.col(keys[0]) == pl.col(keys[1]))
    if not own.is_empty():
        raise _fault(
            name,
            f"a pair of a state with itself in {_told(own, keys)}",
            expected="two different states in each row",
            mend="leave those rows out",
        )


def _whole(code: float | int | str) -> int | str:
    if isinstance(code, float) and not code.is_integer():
        return str(code)
    try:
        return int(code)
    except ValueError:
        return str(code)


def _check_twice(
    rows: pl.DataFrame, key: Sequence[str], name: str, *, ordered: bool
) -> None:
    *states, year = key
    named = [pl.col(name) for name in key]
    if len(states) == 2 and not ordered:
        low, high = pl.min_horizontal(states), pl.max_horizontal(states)
        named = [low.alias("_low"), high.alias("_high"), pl.col(year)]
    twice = rows.filter(pl.struct(named).is_duplicated()).sort(key)
    if not twice.is_empty():
        raise _fault(
            name,
            f"{', '.join(key)} stand more than once in {_told(twice, key)}",
            expected="one row for each",
            mend="make one row of them, or name a column more in `by`",
        )


def _told(rows: pl.DataFrame, columns: Sequence[str]) -> str:
    """Name the first rows by number and key, and count the rest."""
    first = rows.select(_ROW, *columns).head(MOST_TOLD).rows()
    named = "; ".join(f"row {n} ({', '.join(map(str, key))})" for n, *key in first)
    more = rows.height - len(first)
    return f"{named}{f' and {more} more' if more else ''}"


def _fault(name: str, found: str, *, expected: str, mend: str) -> DataFault:
    return DataFault(found, expected=expected, where=f"the table {name}", mend=mend)
