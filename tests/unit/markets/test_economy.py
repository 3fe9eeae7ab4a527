import numpy as np
import pytest
from unit.markets.making import linked, simple, trade

from foedus.faults import DataFault, SolveFault
from foedus.markets.economy import economy, spending_from


def test_income_is_what_is_sold_and_the_deficit_what_is_bought_beyond_it():
    base = simple(5, seed=1)
    flows = base.trade.flows[..., 0]
    assert base.value_added == pytest.approx(flows.sum(axis=1))
    assert base.deficit == pytest.approx(flows.sum(axis=0) - flows.sum(axis=1))
    assert base.deficit.sum() == pytest.approx(0, abs=1e-12)


def test_the_world_spends_on_final_goods_what_labour_earns():
    base = linked(6, 3, seed=2)
    assert base.final.sum() == pytest.approx(base.value_added.sum())
    assert base.final_shares.sum(axis=1) == pytest.approx(np.ones(6))


@pytest.mark.parametrize(
    "wrong",
    [
        {"theta": 0.0},
        {"theta": -1.0},
        {"theta": np.inf},
        {"theta": [4.0, 4.0, 4.0]},
        {"theta": 4.0, "labour": 0.0},
        {"theta": 4.0, "labour": 1.5},
        {"theta": 4.0, "labour": 0.5},
        {"theta": 4.0, "labour": 0.5, "inputs": np.ones((2, 2, 4))},
        {"theta": 4.0, "labour": 0.5, "inputs": np.full((2, 2, 3), 0.5)},
    ],
)
def test_shares_and_elasticities_that_make_no_sense_are_refused(wrong):
    with pytest.raises(DataFault):
        economy(trade(4, 2), **wrong)


def test_producers_that_buy_more_than_their_state_are_refused_by_name():
    inputs = np.zeros((2, 2, 4))
    inputs[0] = 1.0
    with pytest.raises(DataFault, match="producers of S0"):
        economy(trade(4, 2), theta=4.0, labour=0.1, inputs=inputs)


def chain(labour):
    """Two states, two sectors, each the only input of the other."""
    inputs = np.zeros((2, 2, 2))
    inputs[0, 1] = inputs[1, 0] = 1.0
    return {
        "shares": np.full((2, 2, 2), 0.5),
        "final": np.array([3.0, 1.0]),
        "final_shares": np.full((2, 2), 0.5),
        "labour": np.full((2, 2), labour),
        "inputs": inputs,
    }


def test_spending_holds_what_is_bought_to_produce_what_is_bought():
    told = chain(0.25)
    spent = spending_from(told.pop("shares"), told.pop("final"), **told)
    sold = np.full((2, 2), 0.5) @ spent
    assert spent == pytest.approx(np.array([[1.5], [0.5]]) + 0.75 * sold[:, ::-1])
    assert spent.sum() == pytest.approx(4 / 0.25)


def test_sectors_that_add_no_value_have_no_spending():
    told = chain(1e-9)
    with pytest.raises(SolveFault, match="no end"):
        spending_from(told.pop("shares"), told.pop("final"), **told)
