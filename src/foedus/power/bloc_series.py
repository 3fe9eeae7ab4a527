"""Blocs and balance through two centuries, from the past that the shelf makes.

Every year is drawn on its own, from layers that are there in all years from 1870 on: trade,
alliances, rivalries and disputes. Votes and sanctions begin in 1945 and 1946, so that a
series with them would turn in those years by itself. A layer outside its data's years is
left out, and the year says so. Nothing here knows of any turning point.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.alone import alone
from foedus.estimation.bloc_years import BlocYear, BlocYears, Frustration, Strong
from foedus.past import fields
from foedus.past.past import Past, Year
from foedus.power.balancing import Balance, balance, signs_of
from foedus.power.blocs import Blocs, blocs
from foedus.power.network import Network, gains, network
from foedus.power.ties import (
    ALLIANCE,
    DISPUTES,
    RIVALRIES,
    TRADE,
    either,
    known_to,
    ties_of,
)
from foedus.states.roster import StateId

FIRST = 1816
CONSTANT = (ALLIANCE, TRADE, RIVALRIES, DISPUTES)
RUNS, SEED = 8, 1
STRONGEST = 4
DIGITS = 4


def bloc_years(
    past: Past, *, tell: Callable[[int, int], None] = lambda done, all_: None
) -> BlocYears:
    """Find blocs and balance in every year whose pledges and rivalries are known.

    Parameters
    ----------
    past
        From the shelf.
    tell
        Told how many years are done, and of how many.

    Raises
    ------
    NeedFault
        The past lacks a field that a layer is read off.
    """
    coverage = {name: known_to(past, name) for name in CONSTANT}
    # Without pledges there is nothing to hold states together but trade.
    last = min(coverage[ALLIANCE][1], coverage[RIVALRIES][1])
    years = range(max(FIRST, past.first), min(last, past.last) + 1)
    with alone():
        made = []
        for year in years:
            made.append(_year(past.at(year), coverage))
            tell(len(made), len(years))
    return BlocYears(
        sources=dict(sorted(past.sources.items())),
        coverage=coverage,
        draws=RUNS,
        rivals=tuple(_rivals(past.at(coverage[RIVALRIES][1]))),
        years=tuple(made),
    )


def _rivals(world: Year) -> Iterator[tuple[StateId, StateId]]:
    """Name each pair of rivals once, in order."""
    for one, other in zip(*np.nonzero(np.triu(either(world[fields.RIVALRY]))), strict=True):
        yield world.ids[one], world.ids[other]


def _year(world: Year, coverage: dict[str, tuple[int, int]]) -> BlocYear:
    spoken = tuple(
        name for name, (first, last) in coverage.items() if first <= world.year <= last
    )
    ties = ties_of(world, spoken)
    held = network(world.ids, ties)
    found = blocs(held, seed=SEED, runs=RUNS)
    counts = found.counts
    return BlocYear(
        year=world.year,
        states=int(held.tied.sum()),
        layers=spoken,
        blocs=(float(np.median(counts)), float(counts.min()), float(counts.max())),
        apart=round(modularity(held, found), DIGITS),
        strongest=tuple(_strongest(world, found)),
        quarrels=_frustration(world, spoken, with_disputes=True),
        rivalries=_frustration(world, spoken, with_disputes=False),
    )


def modularity(held: Network, found: Blocs) -> float:
    """Give the modularity of the blocs at resolution 1, all layers alike."""
    gain = gains(held, {layer.name: 1.0 for layer in held.layers}, 1.0)
    same = (found.bloc[:, None] == found.bloc[None, :]) & (found.bloc >= 0)[:, None]
    return float((gain * same).sum())


def _strongest(world: Year, found: Blocs) -> Iterator[Strong]:
    """Tell the blocs of two or more that hold most capability."""
    power = np.nan_to_num(np.where(world[fields.ALIVE] > 0, world[fields.CINC], 0.0))
    power = power.astype(np.float64)
    made = []
    for bloc in range(int(found.bloc.max(initial=-1)) + 1):
        at = np.flatnonzero(found.bloc == bloc)
        if len(at) > 1:
            lead = int(at[np.argmax(power[at])])
            share = float(power[at].sum() / (power.sum() or 1.0))
            made.append(Strong(world.ids[lead], len(at), round(share, DIGITS)))
    yield from sorted(made, key=lambda one: (-one.capability, one.leader))[:STRONGEST]


def signs_in(world: Year, *, with_disputes: bool) -> NDArray[np.int8]:
    """Give pledges of defence as ties for, and quarrels as ties against, which prevail."""
    alive = world[fields.ALIVE] > 0
    against = either(world[fields.RIVALRY])
    if with_disputes:
        against = np.maximum(against, either(world[fields.DISPUTE]))
    ties = np.where(against > 0, -1.0, either(world[fields.DEFENCE]))
    return signs_of(np.where(alive[:, None] & alive[None, :], ties, 0.0))


def _frustration(
    world: Year, spoken: tuple[str, ...], *, with_disputes: bool
) -> Frustration | None:
    needed = {ALLIANCE, RIVALRIES} | ({DISPUTES} if with_disputes else set())
    if not needed <= set(spoken):
        return None
    return _told(balance(signs_in(world, with_disputes=with_disputes)))


def _told(found: Balance) -> Frustration:
    share = None if np.isnan(found.triangles) else round(found.triangles, DIGITS)
    return Frustration(found.ties, found.against, found.low, found.high, share)
