import numpy as np
import pytest
from unit.markets.making import trade

from foedus.faults import DataFault, SolveFault
from foedus.markets.pinning import pinned

MADE = trade(6, 2, seed=4)


def abroad(flows):
    whole = flows.sum(axis=2)
    return whole - np.diag(np.diag(whole))


def test_a_published_flow_is_met_and_split_over_sectors_as_modelled():
    done = pinned(MADE, flows={("S01", "S04"): 0.7})
    after, before = done.trade.flows[1, 4], MADE.flows[1, 4]
    assert after.sum() == pytest.approx(0.7)
    assert after / after.sum() == pytest.approx(before / before.sum())
    assert {(one.exporter, one.importer) for one in done.moved} == {("S01", "S04")}


def test_totals_and_flows_are_met_together():
    whole = abroad(MADE.flows)
    exports = {"S01": whole[1].sum() * 1.3, "S02": whole[2].sum() * 0.8}
    imports = {"S04": whole[:, 4].sum() * 1.1}
    done = pinned(MADE, flows={("S01", "S04"): 0.05}, exports=exports, imports=imports)
    after = abroad(done.trade.flows)
    assert done.gap <= 1e-10
    assert after[1].sum() == pytest.approx(exports["S01"])
    assert after[2].sum() == pytest.approx(exports["S02"])
    assert after[:, 4].sum() == pytest.approx(imports["S04"])
    assert after[1, 4] == pytest.approx(0.05)


def test_home_sales_and_flows_in_no_total_stay_as_they_were():
    done = pinned(MADE, exports={"S01": 2.0})
    assert (done.trade.flows[0] == MADE.flows[0]).all()
    assert (done.trade.flows[1, 1] == MADE.flows[1, 1]).all()
    assert {one.exporter for one in done.moved} == {"S01"}
    assert not any(one.published for one in done.moved)


def test_scaling_keeps_the_pattern_of_what_was_modelled():
    whole = abroad(MADE.flows)
    done = pinned(MADE, exports={"S01": 3.0}, imports={"S02": 1.0})
    after = abroad(done.trade.flows)
    rows, columns = [0, 3, 4, 5], [0, 3, 4, 5]

    def ratios(flows):
        return flows[1, rows] / flows[1, 0], flows[columns, 2] / flows[0, 2]

    for then, now in zip(ratios(whole), ratios(after), strict=True):
        assert now == pytest.approx(then)


def test_what_moved_most_is_told_first():
    moved = pinned(MADE, flows={("S01", "S04"): 9.0}, exports={"S02": 3.0}).moved
    changes = [abs(one.after - one.before) for one in moved]
    assert changes == sorted(changes, reverse=True)
    assert [one.published for one in moved[:2]] == [True, True]


def test_nothing_published_moves_nothing():
    done = pinned(MADE)
    assert done.moved == ()
    assert (done.trade.flows == MADE.flows).all()


@pytest.mark.parametrize(
    "figures",
    [
        {"exports": {"S01": -1.0}},
        {"exports": {"XYZ": 1.0}},
        {"flows": {("S01", "S04"): -1.0}},
        {"flows": {("S01", "S04"): 5.0}, "exports": {"S01": 4.0}},
    ],
)
def test_figures_that_cannot_be_met_are_refused(figures):
    with pytest.raises(DataFault):
        pinned(MADE, **figures)


def test_totals_that_contradict_each_other_are_no_trade():
    everyone = dict.fromkeys(MADE.states, 1.0)
    with pytest.raises(SolveFault, match="still miss"):
        pinned(MADE, exports=everyone, imports=dict.fromkeys(MADE.states, 2.0))
