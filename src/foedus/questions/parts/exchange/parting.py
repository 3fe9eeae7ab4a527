"""What the end of their other trade would cost the two sides of an exchange.

The goods of the exchange stand in no book of trade; this is of the rest, by the model of
trade that the question of sanctions uses.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from foedus.cases.case import Case
from foedus.cases.coalition import Coalition
from foedus.estimation.trade_costs import PRODUCED
from foedus.exchange.deal import Deal
from foedus.exchange.dependence import power
from foedus.faults import DataFault, NeedFault
from foedus.markets.coalition import exit_costs
from foedus.markets.economy import economy
from foedus.questions.parts.sanctions.flows import ground_of, running_of
from foedus.questions.parts.sanctions.knobs import THETA
from foedus.questions.sanctions import running

Floats = NDArray[np.float64]
TURNS = 15
"""Elasticities at which the end of trade is worked out, evenly by their quantiles."""


@dataclass(frozen=True, slots=True, eq=False)
class Parting:
    """What trade says of the two; G values of the elasticity.

    Attributes
    ----------
    supplier, buyer
        Share of real income that each loses where their trade ends, (G,).
    power
        What the buyer can do to the supplier less the reverse, by import shares over
        elasticities, (G,).
    """

    supplier: Floats
    buyer: Floats
    power: Floats
    rests_on: tuple[str, ...]


def parting_of(case: Case, deal: Deal, *, seed: int) -> Parting:
    """End the trade of the two in the model of trade.

    Raises
    ------
    NeedFault
        The model is of a later year than the case, or does not know one of the two.
    """
    if case.heading.as_of.year < PRODUCED:
        raise _lacking(
            f"the model of trade is of {PRODUCED}, after the day of the case",
            f"ask as of {PRODUCED} or later",
        )
    try:
        coalition = _against(case, deal)
        ground = ground_of(
            case, coalition, running=running_of(case, coalition), trade=None, seed=seed
        )
    except DataFault as fault:
        mend = "add a row `gdp` of the state to states.csv"
        raise _lacking(fault.found, mend) from fault
    place = [ground.trade.place(state) for state in (deal.supplier, deal.buyer)]
    losses, powers = [], []
    for theta in _thetas():
        base = economy(ground.trade, theta=float(theta))
        lost = exit_costs(base, pairs=[(deal.supplier, deal.buyer)])
        losses.append((lost[place[0], place[1]], lost[place[1], place[0]]))
        spent = ground.trade.flows.sum(axis=(0, 2))
        held = power(ground.trade.flows, spent, np.array([theta]))
        powers.append(held[place[1], place[0]])
    supplier, buyer = np.array(losses).T
    return Parting(supplier, buyer, np.array(powers), ground.rests_on)


def _thetas() -> Floats:
    """Give elasticities at the middles of equal parts of their range."""
    quantiles = (np.arange(TURNS) + 0.5) / TURNS
    mean, spread = THETA
    return np.asarray(np.exp(mean + spread * norm.ppf(quantiles)), dtype=np.float64)


def _against(case: Case, deal: Deal) -> Coalition:
    """Take the case's own coalition against one of the two, or none of note."""
    groups = case.heading.groups
    for one in running(case):
        if one.target in (deal.buyer, deal.supplier):
            return one.of(groups, where=f"case {case.name}")
    return Coalition(deal.buyer, (deal.supplier,))


def _lacking(found: str, mend: str) -> NeedFault:
    return NeedFault(
        found,
        expected="a case of the model's year or later, of states whose product is known",
        where="questions.exchange, the end of trade",
        mend=mend,
    )
