"""Numbers of states for data sets that go by letters.

A state that bore two numbers in a year, as Germany did in 1990, has its row under each;
a row of no year has one under every number that its state ever bore.
"""

from collections.abc import Sequence

import polars as pl

from foedus.sources.table import code_column
from foedus.states.roster import System, roster

_STILL = 9999
_ROW = "_row"


def numbered(
    frame: pl.DataFrame, *, system: System, labels: Sequence[str] = ("state",)
) -> pl.DataFrame:
    """Put numbers of states beside their ids; rows of what is no state then are left out.

    Parameters
    ----------
    frame
        Ids of states under `labels`, and `year` where the rows speak of one.
    system
        The list that the numbers are of.

    Examples
    --------
    >>> rows = pl.DataFrame({"state": ["DEU", "DEU"], "year": [1939, 1990]})
    >>> numbered(rows, system="cow").rows()
    [('DEU', 1939, 255), ('DEU', 1990, 255), ('DEU', 1990, 260)]
    """
    frame = frame.with_row_index(_ROW)
    for label in labels:
        known = _borne(system).rename({"number": code_column(label, system)})
        frame = frame.join(known, left_on=label, right_on="state", maintain_order="left")
        if "year" in frame.columns:
            frame = frame.filter(pl.col("year").is_between("_first", "_last"))
        frame = frame.drop("_first", "_last")
    # A state that left a list and came back in one year has two spells of one number.
    codes = [code_column(label, system) for label in labels]
    return frame.unique([_ROW, *codes], maintain_order=True).drop(_ROW)


def _borne(system: System) -> pl.DataFrame:
    rows = {
        (
            state.id,
            m.number,
            m.spell.start.year,
            m.spell.end.year if m.spell.end else _STILL,
        )
        for state in roster().states
        for m in state.memberships
        if m.system == system
    }
    names = ["state", "number", "_first", "_last"]
    return pl.DataFrame(sorted(rows), names, orient="row")
