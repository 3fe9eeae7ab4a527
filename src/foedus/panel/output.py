"""A panel goes out as a file, and beside it what its columns mean and whom to cite.

The ending says the form. The codebook lies beside the file as `NAME.codebook.md`; neither
is there until both are whole.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars as pl

from foedus.doors import write_folder
from foedus.faults import NeedFault, OutputFault
from foedus.panel.panel import Column, Panel
from foedus.panel.stata import dta_bytes
from foedus.sources.forms import library
from foedus.states.crosswalk import Scheme, codes_of
from foedus.states.roster import StateId, roster

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

Call = Literal["ids", "iso3", "names", "codes"]
"""What states go by beside their numbers: the house's ids, ISO letters in use in the
year, English names in use in the year, or nothing."""

ENDINGS = (".parquet", ".arrow", ".feather", ".csv", ".dta")
"""The forms that can be written."""


def write(
    panel: Panel,
    path: Path,
    *,
    call: Call = "ids",
    renamed: Mapping[str, str] | None = None,
) -> pl.DataFrame:
    """Write a panel and its codebook, and give the frame that was written.

    Parameters
    ----------
    path
        Its ending says the form: .parquet, .arrow or .feather, .csv, .dta.
    call
        What states go by, beside their numbers.
    renamed
        Other names for some columns, as a reader elsewhere expects them.

    Raises
    ------
    OutputFault
        The ending is not known, or the files cannot be written.
    """
    form = path.suffix.lower()
    if form not in ENDINGS:
        raise OutputFault(
            f"the ending {form or '(none)'} of {path.name} is not known",
            expected=", ".join(ENDINGS),
            where=str(path),
            mend="choose one of these endings",
        )
    names = renamed or {}
    frame = called(panel, call)
    frame = frame.rename({old: new for old, new in names.items() if old in frame.columns})
    meanings = {names.get(c.name, c.name): c.field.meaning for c in panel.columns}
    whole = _bytes(frame, form, meanings)
    book = codebook(panel, frame, path.name, renamed=names).encode()
    write_folder(path.parent, {path.name: whole, f"{path.stem}.codebook.md": book})
    return frame


def called(panel: Panel, call: Call) -> pl.DataFrame:
    """Work a panel out, with its states called as wanted.

    Raises
    ------
    NeedFault
        The rows have no year by which a state could be called.
    """
    frame = panel.collect(ids=call != "codes")
    if call in ("ids", "codes"):
        return frame
    if panel.axes.time != "year":
        raise NeedFault(
            f"a panel of {panel.axes.unit}s has no year to call its states by",
            expected="rows of years",
            where="panel.output",
            mend="take ids instead",
        )
    for side in panel.axes.sides:
        frame = _named(frame, side or "state", _iso3 if call == "iso3" else _name)
    return frame


def relation(
    panel: Panel,
    *,
    name: str = "panel",
    call: Call = "ids",
    connection: "DuckDBPyConnection | None" = None,
) -> "DuckDBPyRelation":
    """Give a panel as a relation of DuckDB, for those who would rather ask in SQL.

    Parameters
    ----------
    name
        What the relation is called in SQL.
    call
        What states go by, beside their numbers.
    connection
        Where it is to be known, such as beside tables of yours; a new one unless told.

    Raises
    ------
    NeedFault
        DuckDB is not installed.
    """
    there = connection or library("duckdb").connect()
    there.register(name, _Stream(called(panel, call)))
    found: DuckDBPyRelation = there.table(name)
    return found


def codebook(
    panel: Panel,
    frame: pl.DataFrame,
    title: str,
    *,
    renamed: Mapping[str, str] | None = None,
) -> str:
    """Tell what each column means, for which years, on whose word, and whom to cite."""
    names = renamed or {}
    axes = panel.axes
    kind = f"{'directed ' if axes.directed else ''}{axes.unit}s"
    lines = [
        f"# {title}",
        "",
        f"{frame.height:,} {kind}, states by the {axes.system} list.",
        "",
        "| column | unit | known for | source | meaning |",
        "| --- | --- | --- | --- | --- |",
        *(_line(column, names.get(column.name, column.name)) for column in panel.columns),
        "",
        "Sources:",
        "",
        *(f"- {used.name}, version {used.version}" for used in panel.sources),
        "",
        *(f"- {f.weight}: {f.where}: {f.remark}" for f in panel.findings),
        "",
        "```bibtex",
        panel.cite(),
        "```",
        "",
    ]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True, eq=False)
class _Stream:
    """A frame that shows its columns and nothing else, so that nobody asks for pyarrow."""

    frame: pl.DataFrame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


def _line(column: Column, name: str) -> str:
    years = column.coverage
    known = f"{years.first} to {years.last}" if years else "every row"
    meaning = " ".join(column.field.meaning.split()).replace("|", "\\|")
    if column.absent is not None:
        meaning += f"; {column.absent:g} where there is no entry"
    return f"| `{name}` | {column.field.unit} | {known} | {column.source} | {meaning} |"


def _bytes(frame: pl.DataFrame, form: str, meanings: Mapping[str, str]) -> bytes:
    if form == ".dta":
        return dta_bytes(_plain(frame), meanings)
    out = io.BytesIO()
    writers: dict[str, Callable[[io.BytesIO], object]] = {
        ".parquet": partial(frame.write_parquet, compression="zstd"),
        ".arrow": frame.write_ipc,
        ".feather": frame.write_ipc,
        ".csv": frame.write_csv,
    }
    writers[form](out)
    return out.getvalue()


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Turn what Stata does not know into what it does."""
    enums = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Enum)]
    wide = [name for name, kind in frame.schema.items() if kind.is_unsigned_integer()]
    return frame.with_columns(pl.col(enums).cast(pl.String), pl.col(wide).cast(pl.Int64))


def _named(
    frame: pl.DataFrame, column: str, call: Callable[[StateId, int], str | None]
) -> pl.DataFrame:
    pairs = frame.select(pl.col(column).cast(pl.String), "year").unique().drop_nulls()
    said = [call(StateId(id), year) for id, year in pairs.rows()]
    known = pairs.with_columns(pl.Series("_said", said, dtype=pl.String))
    return (
        frame.with_columns(pl.col(column).cast(pl.String))
        .join(known, on=[column, "year"], how="left", maintain_order="left")
        .with_columns(pl.col("_said").alias(column))
        .drop("_said")
    )


def _iso3(state: StateId, year: int) -> str | None:
    [code], _ = codes_of([(state, year)], Scheme.ISO3)
    return str(code) if code else None


def _name(state: StateId, year: int) -> str:
    """Give the name on the last day of the year on which it was a state."""
    known = roster().state(state)
    spells = (spell for spell in known.spells() if spell.holds_year(year))
    ends = [spell.end for spell in spells if spell.end and spell.end.year == year]
    return known.called(max(ends, default=_last_day(year)))


def _last_day(year: int) -> date:
    return date(year, 12, 31)
