"""What holds of hazards, shared draws, tails and networks, whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.estimation.frailty import frailty
from foedus.estimation.hazard import hazard
from foedus.estimation.mple import Slice, gwesp, mple, nodal_gap
from foedus.estimation.powerlaw import tail
from foedus.estimation.ranking import auc_within, ranking

MANY = settings(max_examples=40, deadline=None, derandomize=True, database=None)
FEW = settings(max_examples=10, deadline=None, derandomize=True, database=None)
SEEDS = st.integers(0, 10**6)


def network(rng, size=12):
    upper = np.triu(rng.random((size, size)) < 0.4, 1).astype(float)
    return upper + upper.T


@MANY
@given(SEEDS, st.floats(-50, 50))
def test_a_shift_of_all_risks_changes_no_hazard(seed, shift):
    rng = np.random.default_rng(seed)
    years, risk = rng.integers(1900, 1905, 40), rng.normal(size=40)
    levels = np.full(40, 0.05)
    told = hazard(levels, risk, years)
    assert hazard(levels, risk + shift, years) == pytest.approx(told)
    assert ((told > 0) & (told < 1)).all()


@FEW
@given(SEEDS, st.floats(-1, 1))
def test_what_utilities_gain_the_shift_of_the_shared_draw_loses(seed, moved):
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(40), 15)
    utility = rng.normal(-1.5, 1.0, 600) + rng.normal(0, 1.0, 40)[groups]
    joined = (rng.random(600) < 1 / (1 + np.exp(-utility))).astype(int)
    known = utility * 0.5
    one, two = frailty(known, joined, groups), frailty(known + moved, joined, groups)
    assert two.sigma == pytest.approx(one.sigma, abs=1e-3)
    assert two.shift == pytest.approx(one.shift - moved, abs=1e-3)
    assert two.log_likelihood == pytest.approx(one.log_likelihood, abs=1e-5)


@FEW
@given(SEEDS)
def test_a_shared_draw_never_fits_worse_than_none(seed):
    rng = np.random.default_rng(seed)
    groups, utility = np.repeat(np.arange(30), 20), rng.normal(-1, 1, 600)
    joined = (rng.random(600) < 1 / (1 + np.exp(-utility))).astype(int)
    found = frailty(utility, joined, groups)
    assert found.log_likelihood >= found.without - 1e-4


@MANY
@given(SEEDS, st.floats(1e-3, 1e6))
def test_a_tail_does_not_depend_on_the_unit_of_sizes(seed, unit):
    rng = np.random.default_rng(seed)
    sizes = (1 - rng.random(60)) ** -1.2
    one, two = tail(sizes), tail(sizes * unit)
    assert two.alpha == pytest.approx(one.alpha, rel=1e-6)
    assert two.count == one.count


@MANY
@given(SEEDS, st.floats(0, 2))
def test_the_names_of_states_change_no_statistic(seed, decay):
    rng = np.random.default_rng(seed)
    ties, order = network(rng), rng.permutation(12)
    moved = np.ix_(order, order)
    assert gwesp(ties[moved], decay=decay) == pytest.approx(gwesp(ties, decay=decay)[moved])


@MANY
@given(SEEDS)
def test_the_names_of_states_change_no_estimate(seed):
    rng = np.random.default_rng(seed)
    ties, order, trait = network(rng), rng.permutation(12), rng.normal(size=12)
    moved = np.ix_(order, order)
    one = mple((Slice(ties, {"gap": nodal_gap(trait)}),))
    two = mple((Slice(ties[moved], {"gap": nodal_gap(trait[order])}),))
    assert two.coef == pytest.approx(one.coef, rel=1e-6, abs=1e-8)


@MANY
@given(SEEDS)
def test_the_order_of_rows_changes_no_ranking(seed):
    rng = np.random.default_rng(seed)
    years = np.repeat([1, 2, 3], 10)
    told = np.concatenate([rng.dirichlet(np.ones(10)) for _ in range(3)])
    came = (rng.random(30) < 0.2).astype(float)
    came[0] = 1
    order = rng.permutation(30)
    one, two = ranking(came, told, years), ranking(came[order], told[order], years[order])
    assert sorted(one.ranks) == sorted(two.ranks)
    assert one.gain == pytest.approx(two.gain)
    assert auc_within(came, told, years) == pytest.approx(
        auc_within(came[order], told[order], years[order])
    )
