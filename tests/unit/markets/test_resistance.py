import numpy as np
import pytest
from unit.markets.making import simple

from foedus.faults import DataFault, SolveFault
from foedus.markets.resistance import conditional, one_step

BASE = simple(6, seed=3)
FLOWS = BASE.trade.flows[..., 0]


def test_flows_of_the_base_openness_are_the_base_flows():
    even = FLOWS * FLOWS.sum() / FLOWS.sum()
    found = conditional(even, even.sum(axis=1), even.sum(axis=0), theta=4.0)
    assert found.trade == pytest.approx(even)


def test_output_and_spending_are_held_whatever_is_changed():
    openness = FLOWS.copy()
    openness[0, 1:] *= 0.1
    found = conditional(openness, FLOWS.sum(axis=1), FLOWS.sum(axis=0), theta=4.0)
    assert found.trade.sum(axis=0) == pytest.approx(FLOWS.sum(axis=0))
    assert found.trade.sum(axis=1) == pytest.approx(FLOWS.sum(axis=1))
    assert found.inward[0] == 1.0


def test_the_state_of_reference_changes_no_flow():
    cells = (FLOWS, FLOWS.sum(axis=1), FLOWS.sum(axis=0))
    one = conditional(*cells, theta=4.0, reference=0)
    other = conditional(*cells, theta=4.0, reference=3)
    assert other.inward[3] == 1.0
    assert other.trade == pytest.approx(one.trade)


def test_no_change_moves_no_price():
    held = conditional(FLOWS, FLOWS.sum(axis=1), FLOWS.sum(axis=0), theta=4.0)
    step = one_step(held, held, FLOWS)
    assert (step.prices == 1).all()
    assert step.trade == pytest.approx(held.trade)


def test_a_state_barred_from_every_market_is_refused():
    with pytest.raises(DataFault, match=r"\[1\] can sell or buy nowhere"):
        conditional(np.diag([1.0, 0.0]), np.ones(2), np.ones(2), theta=4.0)


def test_blocs_that_cannot_balance_are_no_trade():
    apart = np.diag([1.0, 1.0])
    with pytest.raises(SolveFault):
        conditional(apart, np.array([1.0, 2.0]), np.array([2.0, 1.0]), theta=4.0)
