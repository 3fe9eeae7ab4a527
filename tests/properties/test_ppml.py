"""What holds of every fit of flows, whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.estimation.effects import effects, taken_out
from foedus.estimation.ppml import ppml

MANY = settings(max_examples=25)
SEEDS = st.integers(0, 10**6)


def panel(seed, states=6, years=5):
    rng = np.random.default_rng(seed)
    i, j, t = (a.ravel() for a in np.meshgrid(range(states), range(states), range(years)))
    groups = [i * years + t, j * years + t, i * states + j]
    values = rng.normal(size=(len(i), 2))
    log = sum(rng.normal(size=states**2)[g] for g in groups)
    return rng, values, np.exp(log) * rng.gamma(1.0, 1.0, len(i)), groups


def fit(values, flows, groups, **knobs):
    return ppml(values, flows, groups, terms=["a", "b"], clusters=[groups[2]], **knobs)


@MANY
@given(SEEDS)
def test_every_group_gets_what_it_traded(seed):
    _, values, flows, groups = panel(seed)
    expected = fit(values, flows, groups).expected
    for group in groups:
        told, had = np.bincount(group, expected), np.bincount(group, flows)
        assert told == pytest.approx(had, rel=1e-5)


@MANY
@given(SEEDS)
def test_the_order_of_rows_and_the_names_of_groups_change_nothing(seed):
    rng, values, flows, groups = panel(seed)
    order = rng.permutation(len(flows))
    one = fit(values, flows, groups)
    two = fit(values[order], flows[order], [-3 * g[order] for g in groups])
    assert two.fit.coef == pytest.approx(one.fit.coef, abs=1e-6)
    assert two.expected == pytest.approx(one.expected[order], rel=1e-5)


@MANY
@given(SEEDS)
def test_what_the_effects_could_hold_changes_no_coefficient(seed):
    rng, values, flows, groups = panel(seed)
    shift = sum(rng.normal(size=36)[g] for g in groups)
    one = fit(values, flows, groups)
    two = fit(values + shift[:, None], flows, groups)
    three = fit(values, flows, groups, offset=shift)
    assert two.fit.coef == pytest.approx(one.fit.coef, abs=1e-6)
    assert three.fit.coef == pytest.approx(one.fit.coef, abs=1e-6)
    assert three.expected == pytest.approx(one.expected, abs=1e-4 * flows.mean())


@MANY
@given(SEEDS)
def test_taking_effects_out_twice_takes_no_more_out(seed):
    rng, values, _, groups = panel(seed)
    by, weights = effects(groups), rng.random(len(values)) + 0.01
    once, _ = taken_out(values, by, weights, tolerance=1e-11)
    twice, _ = taken_out(once, by, weights, tolerance=1e-11)
    assert twice == pytest.approx(once, abs=1e-7)
    assert by.sums(weights[:, None] * once) == pytest.approx(0, abs=1e-7)
