"""A trade table where none is at hand: modelled whole, and led to what was published.

Structural gravity fills the square from what states produce and how open they are to each
other. What is published of a year in which sanctions ran is not the world before them; so
the base is sought whose own equilibrium under the sanction shows the published flows.

References
----------
Anderson, van Wincoop (2003), https://doi.org/10.1257/000282803321455214
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault, SolveFault
from foedus.markets.economy import economy
from foedus.markets.embargo import Sanction, barriers_of
from foedus.markets.gravity import equilibrium
from foedus.markets.resistance import conditional
from foedus.markets.trade import ONE_SECTOR, Trade

Floats = NDArray[np.float64]
Pair = tuple[str, str]
LEAST_HOME = 0.05
"""Share of its output that a state sells at home at the least."""
MOST_ROUNDS = 200
SETTLED = 1e-9


@dataclass(frozen=True, slots=True)
class Published:
    """One figure about trade, USD bn a year, and the flows that it adds up."""

    id: str
    flows: tuple[Pair, ...]
    """Exporter and importer of each."""
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class Led:
    """Trade that shows what was published, once the sanction runs.

    Attributes
    ----------
    trade
        Flows before the sanction.
    shown
        Flows under it, (N, N): what was published where something was.
    rounds, gap
        Rounds used, and the largest relative miss of a figure.
    """

    trade: Trade
    shown: Floats
    rounds: int
    gap: float


def modelled(states: Sequence[str], openness: Floats, product: Floats) -> Trade:
    """Fill a trade table by structural gravity, each state spending what it earns.

    Parameters
    ----------
    states
        Names, (N,).
    openness
        Trade cost to the power of -theta, (N, N), exporter by importer, relative to home.
    product
        What each produces, USD bn a year, (N,).

    Raises
    ------
    SolveFault
        The rounds ran out.

    Examples
    --------
    >>> made = modelled(("A", "B"), np.array([[1.0, 0.1], [0.1, 1.0]]), np.array([4.0, 4]))
    >>> made.flows[..., 0].round(3).tolist()
    [[3.636, 0.364], [0.364, 3.636]]
    """
    # Only openness counts here; theta tells how much of it is cost, which nobody asks.
    found = conditional(openness, product, product, theta=1.0).trade
    return Trade(tuple(states), (ONE_SECTOR,), found[..., None])


def folded(trade: Trade, kept: Collection[str], *, rest: str) -> Trade:
    """Add up all states but some into one.

    >>> three = Trade(("A", "B", "C"), ("all",), np.ones((3, 3, 1)))
    >>> folded(three, {"A"}, rest="others").flows[..., 0].tolist()
    [[1.0, 2.0], [2.0, 4.0]]
    """
    names = [state for state in trade.states if state in set(kept)]
    if len(names) == len(trade.states):
        return trade
    place = {state: row for row, state in enumerate(names)}
    into = np.array([place.get(state, len(names)) for state in trade.states])
    flows = np.zeros((len(names) + 1, len(names) + 1, len(trade.sectors)))
    np.add.at(flows, (into[:, None], into), trade.flows)
    return Trade((*names, rest), trade.sectors, flows)


def led_to(
    trade: Trade,
    published: Sequence[Published],
    *,
    sanction: Sanction | None,
    beta: float,
    theta: float,
) -> Led:
    """Find the trade before a sanction that shows the published flows under it.

    Parameters
    ----------
    trade
        What a model says, of one sector.
    published
        Figures; the flows of one are scaled alike, and home sales give or take what the
        exporter then sells more or less abroad.
    sanction, beta, theta
        What ran in the year of the figures, its effect on ln trade, and the elasticity.

    Raises
    ------
    DataFault
        A figure is not positive, a flow stands in two figures, or exports would pass what
        a state produces.
    SolveFault
        The figures cannot be met together.
    """
    _refuse_figures(published, trade)
    cells = [
        (trade.places([i for i, _ in one.flows]), trade.places([j for _, j in one.flows]))
        for one in published
    ]
    held, output = trade, trade.flows[..., 0].sum(axis=1)
    for rounds in range(MOST_ROUNDS):
        shown = _under(held, sanction, beta, theta)
        ratios = [
            one.value / shown[at].sum() for one, at in zip(published, cells, strict=True)
        ]
        gap = max((abs(ratio - 1) for ratio in ratios), default=0.0)
        if gap <= SETTLED:
            return Led(held, shown, rounds, gap)
        flows = held.flows[..., 0].copy()
        for ratio, at in zip(ratios, cells, strict=True):
            flows[at] *= ratio
        held = replace(held, flows=_at_home(flows, output, trade)[..., None])
    raise SolveFault(
        f"published trade is still missed by {gap:.2g} after {MOST_ROUNDS} rounds",
        expected=f"a miss of at most {SETTLED:.2g}",
        where="markets.modelled.led_to",
        mend="look for figures that contradict each other, and leave one out",
    )


def _under(trade: Trade, sanction: Sanction | None, beta: float, theta: float) -> Floats:
    if sanction is None or beta == 0:
        return trade.flows[..., 0]
    base = economy(trade, theta=theta)
    even = equilibrium(base, barriers_of(trade, sanction, beta=beta))
    return even.flows(0)[..., 0]


def _at_home(flows: Floats, output: Floats, trade: Trade) -> Floats:
    """Let home sales take what is left of output."""
    places = np.arange(len(flows))
    abroad = flows.sum(axis=1) - flows[places, places]
    left = output - abroad
    short = np.flatnonzero(left < LEAST_HOME * output)
    if len(short):
        first = short[0]
        raise DataFault(
            f"{trade.states[first]} would sell {abroad[first]:.3g} abroad and make "
            f"{output[first]:.3g}",
            expected=f"at least {LEAST_HOME:.0%} of its output sold at home",
            where="markets.modelled.led_to",
            mend="look at the units of the published figure, or at the state's product",
        )
    flows[places, places] = left
    return flows


def _refuse_figures(published: Sequence[Published], trade: Trade) -> None:
    seen: Mapping[Pair, str] = {}
    for one in published:
        twice = [seen[pair] for pair in one.flows if pair in seen]
        at_home = [i for i, j in one.flows if i == j]
        if not 0 < one.value < np.inf or twice or at_home or not one.flows:
            raise DataFault(
                f"{one.id} of {one.value:g} for {len(one.flows)} flow(s)"
                + (f", some of them in {twice[0]} already" if twice else ""),
                expected="a positive figure about flows abroad that no other figure tells",
                where="markets.modelled.led_to",
                mend="leave out the figure, or the one that it overlaps",
            )
        seen = {**seen, **dict.fromkeys(one.flows, one.id)}
    trade.places({state for one in published for pair in one.flows for state in pair})
