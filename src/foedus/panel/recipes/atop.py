"""Alliance obligations of a pair or a state in a year, as ATOP codes them.

A promise may run one way: Britain and France owe Belgium, Belgium owes them nothing.
Pairs without a direction therefore take what either owes the other.
"""

import polars as pl

from foedus.panel.beside import beside_dyads, beside_states, entries
from foedus.panel.joining import columns_of, truth
from foedus.panel.panel import Panel

FIELDS = ("defence", "offence", "neutrality", "nonaggression", "consultation")


def add(panel: Panel, *, either: bool = True) -> Panel:
    """Add `atop_alliance` and one column a duty, 0 where there is no alliance.

    Of states they tell what each owes to any partner, and `atop_alliances` of how many
    alliances it is a member.

    Parameters
    ----------
    either
        In a panel without direction, take what either owes; else what the state of the
        lower number owes.
    """
    names = {name: f"atop_{name}" for name in FIELDS}
    if len(panel.axes.sides) != 2:
        return _of_states(panel, names | {"alliances": "atop_alliances"})
    table = panel.table("atop_dyads")
    duties = columns_of(table, names, dict.fromkeys(FIELDS, 0))
    alliance = truth("atop_alliance", "shares an alliance that ATOP knows", table)
    # A pair may share an alliance whose promises are none of the five.
    frame = table.frame.rename(names).with_columns(atop_alliance=pl.lit(1.0))
    folded = either and not panel.axes.directed
    if folded:
        frame = _folded(frame, list(names.values()))
    known = entries(panel, table, [alliance, *duties], frame=frame)
    return beside_dyads(panel, known, ordered=not folded)


def _of_states(panel: Panel, names: dict[str, str]) -> Panel:
    table = panel.table("atop_states")
    alliance = truth("atop_alliance", "has an alliance that ATOP knows", table)
    told = [alliance, *columns_of(table, names, dict.fromkeys(names, 0))]
    frame = table.frame.rename(names).with_columns(atop_alliance=pl.lit(1.0))
    return beside_states(panel, entries(panel, table, told, frame=frame))


def _folded(frame: pl.DataFrame, duties: list[str]) -> pl.DataFrame:
    """Let each pair stand once, with what either owes."""
    pair = ("sender_cow", "target_cow")
    low, high = pl.min_horizontal(pair), pl.max_horizontal(pair)
    both = frame.group_by(
        low.alias("_low"), high.alias("_high"), "year", maintain_order=True
    ).agg(pl.col("atop_alliance", *duties).max())
    return both.rename({"_low": pair[0], "_high": pair[1]})
