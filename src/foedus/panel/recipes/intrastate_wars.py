"""Wars inside states, brought to the states in which they were fought.

Of several wars of one state in one year stands the one that began then, of those the
deadliest, of those the first that the producer lists; `wars` names them all. The producer
follows wars to 2007: three rows of 2008 speak of one war alone, so that of 2008 nothing
is known, where peacesciencer lets Somalia be at war and all others unknown.
"""

from collections.abc import Sequence

import polars as pl

from foedus.panel.axes import Unit
from foedus.panel.disputing import Keep, join_conflicts
from foedus.panel.fitting import fitting, known
from foedus.panel.panel import Panel
from foedus.panel.whittling import deadliest, first_listed, onsets, whittle

KINDS = ("central control", "local issues")
LABELS = {
    "war": "the war, by COW's number",
    "name": "its name",
    "kind": "central control or local issues",
    "wars": "all wars of the state in that year, by COW's numbers",
    "resumed": "1 for fighting that began again in the same war, else 0",
}
KEY = ("cow", "year")
ORDER = (onsets, deadliest("side_a_deaths", "side_b_deaths"), first_listed)


def add(
    panel: Panel,
    *,
    keep: Keep = (),
    kinds: Sequence[str] = KINDS,
) -> Panel:
    """Add `civil_war_onset` and `civil_war_ongoing`, 0 for peace, and what is wanted.

    Parameters
    ----------
    keep
        Fields of the war, such as `side_a_deaths` or `wars`; `all` for all.
    kinds
        What the wars are fought over.
    """
    table = fitting(panel, "intrastate_wars", Unit.STATE_YEAR)
    wanted = known(kinds, KINDS, what="kind of intra-state war")
    fought = table.frame.filter(
        pl.col("primary") == 1, pl.col("ongoing") == 1, pl.col("kind").is_in(wanted)
    ).rename({"side_a_state_cow": "cow"})
    every = fought.with_columns(wars=pl.col("war").cast(pl.String).str.join("; ").over(KEY))
    frame = whittle(every, key=KEY, order=ORDER)
    return join_conflicts(
        panel, frame, [table], prefix="civil_war", keep=keep, labels=LABELS
    )
