"""Pictures of blocs: the map, the ties of three layers, who is between, the years."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from foedus.power.ties import ALLIANCE
from foedus.quantity import Unit
from foedus.questions.answer import Cell, Picture
from foedus.questions.numbers import amount
from foedus.questions.parts.balance.bloc_tables import TURNS, id_of, most_between, unmet
from foedus.questions.parts.balance.sorting import SHOWN, Sorting
from foedus.questions.wording import names, sentence
from foedus.states.roster import StateId

Floats = NDArray[np.float64]

COLOURED = 6
"""Blocs that have a colour of their own on the map."""
STRONGEST_TIES = 2
"""Ties for of each state that are drawn, the strongest, where nearly all pairs have one."""
SPARSE = 0.25
"""Part of all pairs up to which every tie of a layer is drawn."""
BARS = 10
MADE_OF = "ATOP, COW trade, UN votes, rivalries, disputes, and the case's ledger"


def pictures_of(found: Sorting) -> Iterator[Picture]:
    """Draw the map, the layers, who is between, and the years."""
    yield _map(found)
    yield _network(found)
    yield _between(found)
    if found.years:
        yield _frustration(found)
        yield _counts(found)


def _map(found: Sorting) -> Picture:
    shown = found.large[:COLOURED]
    rows = [
        (state, found.called(int(bloc)), found.sure(state))
        for state, bloc in zip(found.states, found.home, strict=True)
        if bloc in shown
    ]
    order = [found.called(bloc) for bloc in shown]
    rows.sort(key=lambda row: (order.index(row[1]), row[0]))
    one, other = found.case.heading.dyad
    return Picture(
        id=id_of(found, "blocs.map"),
        kind="blocs",
        title=_map_title(found),
        alt=f"The world by bloc. {sentence(names([one, other]))} fall in one bloc in "
        f"{amount(found.full.of(one, other), Unit.PROBABILITY)} of draws.",
        source=MADE_OF,
        x="",
        y="",
        columns=("state", "bloc", "chance"),
        rows=tuple(rows),
    )


def _map_title(found: Sorting) -> str:
    """Say what the pact changes of the blocs, first."""
    pair = found.case.heading.dyad
    full, bare = found.full.of(*pair), found.bare.of(*pair)
    moved = float(np.abs(found.full.together - found.bare.together).max())
    chance = amount(full, Unit.PROBABILITY)
    said = f"{sentence(names(pair))} fall in one bloc in {chance} of draws"
    if moved == 0:
        return f"{said}, with the pact or without: it moves nobody from one bloc to another"
    if full == bare:
        return f"{said}, with the pact or without"
    return f"{said} with the pact, {amount(bare, Unit.PROBABILITY)} without"


def _network(found: Sorting) -> Picture:
    states = found.drawn
    rows = [*_nodes(found, states)]
    for name in SHOWN:
        rows += _edges(found, states, name)
    one, other = found.case.heading.dyad
    chances = [
        f"{amount(found.alone[name].of(one, other), Unit.PROBABILITY)} by {name}"
        for name in SHOWN
    ]
    return Picture(
        id=id_of(found, "blocs.layers"),
        kind="network",
        title=f"{sentence(names([one, other]))} fall together in "
        + ", ".join(chances[:-1])
        + f" and {chances[-1]} alone",
        alt=f"The ties among {len(states)} states in {', '.join(SHOWN)}, with blocs.",
        source=MADE_OF,
        x="",
        y="",
        columns=("layer", "source", "target", "weight", "group"),
        rows=tuple(rows),
    )


def _nodes(found: Sorting, states: tuple[StateId, ...]) -> Iterator[tuple[Cell, ...]]:
    """Give the states bloc by bloc, the surest of each first, as they stand in the ring."""

    def place(state: StateId) -> tuple[int, float, str]:
        bloc = int(found.home[found.row(state)])
        rank = found.large.index(bloc) if bloc in found.large else len(found.large)
        return rank, -found.sure(state), state

    for state in sorted(states, key=place):
        bloc = int(found.home[found.row(state)])
        group = found.called(bloc) if bloc in found.large else ""
        yield ("", state, "", found.sure(state), group)


def _edges(
    found: Sorting, states: tuple[StateId, ...], name: str
) -> Iterator[tuple[Cell, ...]]:
    """Give all ties of a sparse layer, and the strongest of each state in a dense one."""
    at = [found.row(state) for state in states]
    ties = next(one.ties for one in found.alignment.layers if one.name == name)
    held = ties[np.ix_(at, at)]
    n = len(at)
    pairs = n * (n - 1) / 2
    is_sparse = (np.triu(held, 1) > 0).sum() <= SPARSE * pairs
    kept = held > 0 if is_sparse else _strongest(held)
    for i, j in zip(*np.nonzero(np.triu(kept, 1)), strict=True):
        own = bool(found.alignment.struck[at[i], at[j]]) and name == ALLIANCE
        group = "pact" if own else ""
        yield (name, states[i], states[j], float(held[i, j]), group)


def _strongest(ties: Floats) -> NDArray[np.bool_]:
    kept = np.zeros(ties.shape, dtype=np.bool_)
    for row, values in enumerate(ties):
        order = np.argsort(-values, kind="stable")[:STRONGEST_TIES]
        kept[row, [k for k in order if values[k] > 0]] = True
    return kept | kept.T


def _between(found: Sorting) -> Picture:
    order = most_between(found, BARS)
    first = order[0]
    chance = found.full.chance[found.row(first)]
    ranked = [int(b) for b in np.argsort(-chance, kind="stable") if b in found.large]
    near = [found.called(b) for b in ranked[:2]]
    return Picture(
        id=id_of(found, "blocs.between"),
        kind="bars",
        title=f"{sentence(names([first]))} sits most between blocs: it falls now to that "
        f"{near[0]}, now to that {near[-1]}",
        alt="How evenly the case's states fall to several blocs.",
        source=MADE_OF,
        x="evenness, 0 always to one bloc, 1 evenly to all",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(
            (sentence(names([s])), "evenness", _even(found, s), None, None) for s in order
        ),
    )


def _even(found: Sorting, state: StateId) -> float:
    return round(float(found.full.between[found.row(state)]), 3)


READINGS: Mapping[str, str] = {
    "rivalries and disputes": "quarrels",
    "rivalries alone": "rivalries",
}


def _frustration(found: Sorting) -> Picture:
    """Draw the least share of ties in the way of two camps, year by year."""
    told = [
        (y.year, share) for y in found.years if (share := unmet(y.quarrels)) is not None
    ]
    (last, share), middle = told[-1], float(np.median([share for _, share in told]))
    than = "less than" if share < middle else "no less than"
    return Picture(
        id=id_of(found, "blocs.frustration"),
        kind="lines",
        title=f"{share:.1%} of pledges and quarrels stood in the way of two camps in "
        f"{last}, {than} in the middle year since {told[0][0]} ({middle:.1%})".replace(
            "%", " %"
        ),
        alt="The least share of pledges and quarrels that no two camps can meet.",
        source="ATOP, rivalries of Thompson and others, disputes of GML",
        x="year",
        y="share of ties in the way of two camps",
        columns=("year", "series", "value", "low", "high"),
        rows=tuple(
            (year.year, series, unmet(getattr(year, name)), None, None)
            for series, name in READINGS.items()
            for year in found.years
            if unmet(getattr(year, name)) is not None
        ),
        marks=TURNS,
    )


def _counts(found: Sorting) -> Picture:
    """Draw how many blocs there were, year by year, with the spread of the draws."""
    years = [year for year in found.years if year.quarrels]
    counts = [year.blocs[0] for year in years]
    return Picture(
        id=id_of(found, "blocs.years"),
        kind="lines",
        title=f"From {years[0].year} to {years[-1].year} the world fell into "
        f"{min(counts):g} to {max(counts):g} blocs, and last into {counts[-1]:g}",
        alt="Blocs of two states or more, year by year, with the spread over draws.",
        source="ATOP, COW trade from 1870, rivalries, disputes",
        x="year",
        y="blocs of two states or more",
        columns=("year", "series", "value", "low", "high"),
        rows=tuple((y.year, "blocs", *y.blocs) for y in years),
        marks=TURNS,
    )
