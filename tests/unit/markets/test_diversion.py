import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.stats.multitest import multipletests

from foedus.faults import DataFault
from foedus.markets.diversion import (
    controlled,
    discoveries,
    excess,
    fisman_wei,
    mirror,
    suspicion,
)

RANDOM = np.random.default_rng(5)
N, K = 10, 30


def reports(ghost, *, sender=None, receiver=None, noise=0.0, freight=0.06):
    draw = np.random.default_rng(1)
    flows = np.exp(draw.normal(0, 1, (N, N, K)))
    sender = np.zeros(N) if sender is None else sender
    receiver = np.zeros(N) if receiver is None else receiver
    exports = flows * np.exp(ghost + sender[:, None, None])
    imports = flows * (1 + freight) * np.exp(receiver[None, :, None])
    return (
        exports * np.exp(noise * draw.normal(size=flows.shape)),
        imports * np.exp(noise * draw.normal(size=flows.shape)),
    )


def planted():
    ghost = np.zeros((N, N, K))
    ghost[1, 4, :5], ghost[2, 7, 3] = 0.8, -0.5
    return ghost


def test_without_noise_ghosts_are_found_exactly_as_planted():
    assert mirror(*reports(planted())).ghost == pytest.approx(planted(), abs=1e-14)


def test_the_habits_of_reporters_are_no_ghosts():
    habits = RANDOM.normal(0, 0.4, (2, N))
    habits -= np.median(habits, axis=1)[:, None]
    found = mirror(*reports(planted(), sender=habits[0], receiver=habits[1]))
    assert found.ghost == pytest.approx(planted(), abs=1e-12)
    assert found.export_bias == pytest.approx(habits[0], abs=1e-12)
    assert found.import_bias == pytest.approx(habits[1], abs=1e-12)


def test_noise_is_laid_at_the_door_of_who_made_it():
    draw = np.random.default_rng(2)
    spread = np.where(np.arange(N) < 5, 0.1, 0.6)
    exports, imports = reports(np.zeros((N, N, K)), noise=0.1)
    exports = exports * np.exp(spread[:, None, None] * draw.normal(size=exports.shape))
    found = mirror(exports, imports)
    assert found.export_variance[:5].max() < found.export_variance[5:].min()
    assert np.nanstd(found.score) == pytest.approx(1, abs=0.1)
    whole = found.export_variance + found.import_variance.mean()
    assert np.sqrt(whole) == pytest.approx(np.sqrt(spread**2 + 0.02), abs=0.06)


def test_a_flow_that_one_side_does_not_report_has_no_ghost():
    exports, imports = reports(planted())
    exports[0, 1, 2], imports[3, 4, 5] = 0.0, np.nan
    found = mirror(exports, imports)
    assert np.isnan(found.ghost[0, 1, 2])
    assert np.isnan(found.ghost[3, 4, 5])
    assert np.isnan(found.ghost).sum() == 2


@pytest.mark.parametrize(
    "pair",
    [(np.ones((2, 2, 2)), np.ones((2, 2, 3))), (np.zeros((2, 2, 2)), np.ones((2, 2, 2)))],
)
def test_reports_that_cannot_be_compared_are_refused(pair):
    with pytest.raises(DataFault):
        mirror(*pair)


def test_excess_is_a_log_ratio_and_unknown_where_nothing_is_traded():
    found = excess(np.array([np.e, 1.0, 0.0, 1.0]), np.array([1.0, np.e, 1.0, 0.0]))
    assert found[:2].tolist() == [1.0, -1.0]
    assert np.isnan(found[2:]).all()


def test_what_a_hub_does_everywhere_and_what_all_do_in_a_product_is_taken_out():
    hub, product = RANDOM.normal(size=(9, 1)), RANDOM.normal(size=(1, 12))
    change = hub + product
    restricted = np.arange(12) < 6
    change[3, 2] += 2.0
    left = controlled(change, restricted)
    assert left[3, 2] == pytest.approx(2.0)
    left[3, 2] = 0
    assert np.abs(left - np.median(left)).max() < 1e-12


def test_controls_must_exist():
    with pytest.raises(DataFault):
        controlled(np.ones((3, 4)), np.ones(4, dtype=bool))
    with pytest.raises(DataFault):
        controlled(np.ones((3, 4)), np.arange(4) < 2, keep=np.zeros(3, dtype=bool))


def test_discoveries_are_those_of_benjamini_and_hochberg():
    for seed in range(5):
        p = np.random.default_rng(seed).uniform(0, 1, 60) ** 3
        theirs = multipletests(p, alpha=0.1, method="fdr_bh")[0]
        assert (discoveries(p, rate=0.1) == theirs).all()


def test_where_nothing_stands_out_nothing_is_discovered():
    assert not discoveries(np.full((3, 4), 0.9), rate=0.1).any()


def test_the_slope_is_that_of_robust_least_squares():
    x = RANDOM.uniform(0, 1, 80)
    y = 0.5 + 3 * x + RANDOM.normal(0, 0.2 + x, 80)
    theirs = sm.OLS(y, sm.add_constant(x)).fit(cov_type="HC1")
    slope, error = fisman_wei(y, x)
    assert slope == pytest.approx(theirs.params[1])
    assert error == pytest.approx(theirs.bse[1])


def test_a_slope_needs_products_restricted_more_and_less():
    with pytest.raises(DataFault):
        fisman_wei(np.ones(5), np.full(5, 0.3))


def legs(leak=1.0):
    draw = np.random.default_rng(3)
    shape = (12, 20)
    usual = np.exp(draw.normal(0, 0.5, (2, *shape)))
    seen = usual * np.exp(0.1 * draw.normal(size=(2, *shape)))
    seen[:, 2, :5] += leak
    return (seen[0], usual[0]), (seen[1], usual[1]), np.arange(20) < 10


def test_a_hub_that_passes_on_stands_out_in_its_cells_and_as_a_hub():
    inward, outward, restricted = legs()
    found = suspicion(inward, outward, restricted)
    assert found.flagged[2, :5].all()
    assert found.flagged.sum() <= 7
    assert int(np.argmax(found.hub_score)) == 2


def test_products_that_are_not_sanctioned_are_never_flagged():
    inward, outward, restricted = legs()
    inward[0][4, 15] *= 50
    outward[0][4, 15] *= 50
    found = suspicion(inward, outward, restricted)
    assert not found.flagged[:, ~restricted].any()
    assert (found.low[:, ~restricted] == 0).all()


def test_a_leak_is_bounded_by_the_smaller_leg_and_what_never_arrived():
    inward, outward, restricted = legs()
    ghosts = np.full(inward[0].shape, 0.25)
    found = suspicion(inward, outward, restricted, ghost_value=ghosts)
    rises = [seen - usual for seen, usual in (inward, outward)]
    assert found.low[2, 0] == pytest.approx(min(rises[0][2, 0], rises[1][2, 0]))
    assert found.high[2, 0] == pytest.approx(found.low[2, 0] + 0.25)
    assert (found.high >= found.low).all()


def test_trade_as_expected_is_no_sign_of_anything():
    usual = np.ones((5, 8))
    found = suspicion((usual, usual), (usual, usual), np.arange(8) < 4)
    assert not found.flagged.any()
    assert (found.hub_score == 0).all()


def test_where_most_leak_the_controls_must_be_named():
    inward, outward, restricted = legs(leak=0.0)
    for seen, _ in (inward, outward):
        seen[:8, :10] += 2.0
    sure = np.arange(12) >= 8
    named = suspicion(inward, outward, restricted, controls=sure)
    blind = suspicion(inward, outward, restricted)
    assert named.inward[:8, :10].min() > blind.inward[:8, :10].min()
    assert named.inward[:8, :10].mean() > 1 > blind.inward[:8, :10].mean()
