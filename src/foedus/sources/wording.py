"""Numbers of states that a source names in words.

A name becomes the number that its state bore in COW's list that year; in a year in which
it was not in the list, the number that it bore first.
"""

from collections.abc import Mapping

import polars as pl

from foedus.faults import StateFault
from foedus.states.crosswalk import Scheme, codes_of
from foedus.states.roster import StateId, roster


def worded(
    names: pl.Series, years: pl.Series, meant: Mapping[str, str] | None = None
) -> pl.Series:
    """Give COW's number of each name in its year; null where the name is no state's.

    Parameters
    ----------
    names, years
        One of each a row.
    meant
        What some names mean that are unclear by themselves, by id or name.

    Examples
    --------
    >>> names = pl.Series(["Soviet Union", "Germany", "NATO**"])
    >>> worded(names, pl.Series([1970, 1970, 1970])).to_list()
    [365, 260, None]
    """
    rows = pl.DataFrame({"name": names, "year": years})
    pairs = rows.drop_nulls().unique().sort("name", "year")
    said = meant or {}
    found = {name: state_named(said.get(name, name)) for name in pairs["name"].unique()}
    known = pairs.filter(pl.col("name").is_in([n for n, id in found.items() if id]))
    states = [(StateId(str(found[name])), year) for name, year in known.rows()]
    borne, _ = codes_of(states, Scheme.COW)
    numbers = [
        int(number) if number is not None else _first(state)
        for number, (state, _) in zip(borne, states, strict=True)
    ]
    known = known.with_columns(number=pl.Series(numbers, dtype=pl.Int64))
    joined = rows.join(known, on=["name", "year"], how="left", maintain_order="left")
    return joined["number"]


def state_named(name: str) -> StateId | None:
    """Find the state of that name, id or code; None where it is no state's."""
    try:
        return roster().find(name)
    except StateFault:
        return None


def _first(state: StateId) -> int | None:
    held = (m.number for m in roster().state(state).memberships if m.system == "cow")
    return next(held, None)
