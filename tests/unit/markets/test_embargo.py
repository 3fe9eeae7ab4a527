import numpy as np
import pytest
from unit.markets.making import simple, trade

from foedus.faults import DataFault
from foedus.markets.economy import economy
from foedus.markets.embargo import Sanction, barriers_of, cost_ratio, embargo_effect
from foedus.markets.gravity import equilibrium

MADE = trade(5, 2, seed=1)
PAIR = Sanction(("S01", "S02"), "S00")


def cells(sanction, **beta):
    at = barriers_of(MADE, sanction, **beta)
    return {
        (int(i), int(j), int(s)): float(b)
        for i, j, s, b in zip(
            at.exporter, at.importer, at.sector, at.log_openness, strict=True
        )
    }


def test_a_sanction_hampers_trade_both_ways_and_no_other():
    found = cells(PAIR, beta=-1.0)
    assert found == {
        (i, j, s): -1.0 for s in (0, 1) for i, j in ((1, 0), (2, 0), (0, 1), (0, 2))
    }


def test_a_sanction_may_run_one_way():
    to = cells(Sanction(("S01",), "S00", direction="to the target"), beta=-1.0)
    back = cells(Sanction(("S01",), "S00", direction="from the target"), beta=-1.0)
    assert set(to) == {(1, 0, 0), (1, 0, 1)}
    assert set(back) == {(0, 1, 0), (0, 1, 1)}


def test_each_member_goes_as_deep_as_it_says():
    found = cells(Sanction(("S01", "S02"), "S00", depths={"S02": 0.25}), beta=[-2.0, -4.0])
    assert found[1, 0, 0] == -2.0
    assert found[2, 0, 0] == -0.5
    assert found[0, 2, 1] == -1.0


def test_each_draw_of_the_effect_is_a_scenario():
    at = barriers_of(MADE, PAIR, beta=np.array([[-1.0, 0.0], [-2.0, -3.0]]))
    assert at.scenarios == 2
    assert set(at.log_openness[(at.scenario == 1) & (at.sector == 1)]) == {-3.0}


def test_an_embargo_leaves_ten_to_the_minus_theta_of_openness():
    assert np.exp(embargo_effect(4.0)) == pytest.approx(1e-4)


@pytest.mark.parametrize(
    ("effect", "ratio"),
    [(0.0, 1.0), (0.5, 1.0), (-4.0, np.e), (-np.inf, 10.0), (-20.0, np.e**5)],
)
def test_the_rise_of_costs_is_floored_at_none_and_endless_ones_are_embargoes(effect, ratio):
    assert cost_ratio(effect, 4.0) == pytest.approx(ratio)


def test_an_effect_put_as_costs_is_the_effect():
    costs = cost_ratio(np.array([-0.3, -2.0]), np.array([3.0, 6.0]))
    assert -np.array([3.0, 6.0]) * np.log(costs) == pytest.approx([-0.3, -2.0])


@pytest.mark.parametrize(
    "wrong",
    [
        {"coalition": ("S01", "S00"), "target": "S00"},
        {"coalition": ("S01", "S01"), "target": "S00"},
        {"coalition": ("S01",), "target": "S00", "depth": 1.5},
        {"coalition": ("S01",), "target": "S00", "depths": {"S02": 0.5}},
        {"coalition": ("S01",), "target": "S00", "enforcement": {"S02": -0.1}},
    ],
)
def test_a_coalition_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(DataFault):
        Sanction(**wrong)


@pytest.mark.parametrize("beta", [0.1, [-1.0, 0.2], [-1.0, -1.0, -1.0], np.nan])
def test_an_effect_that_helps_trade_or_fits_no_sector_is_refused(beta):
    with pytest.raises(DataFault):
        barriers_of(MADE, PAIR, beta=beta)


def test_a_member_that_does_not_trade_here_is_refused_by_name():
    with pytest.raises(DataFault, match="XYZ"):
        barriers_of(MADE, PAIR.joined_by("XYZ"), beta=-1.0)


def test_a_sanction_hurts_its_target_and_an_embargo_more():
    base = economy(trade(6, seed=2), theta=4.0)
    bites = [
        1 - equilibrium(base, barriers_of(base.trade, PAIR, beta=b)).welfare[0, 0]
        for b in (-0.5, -1.5, float(embargo_effect(4.0)))
    ]
    assert bites == sorted(bites)
    assert bites[0] > 0


def test_all_others_are_all_but_the_target():
    everyone = PAIR.of_all(simple(5).trade)
    assert set(everyone.coalition) == {"S01", "S02", "S03", "S04"}


def test_a_hub_that_joins_enforces_in_full_whatever_it_did_before():
    lax = Sanction(("S01",), "S00", enforcement={"S02": 0.3})
    assert lax.enforced(MADE).tolist() == [0, 1, 0.3, 0, 0]
    assert lax.joined_by("S02").enforced(MADE).tolist() == [0, 1, 1, 0, 0]
