"""What must hold of futures whatever the numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from foedus.estimation.fit import Fit, FitRecord
from foedus.estimation.futures import narrowed
from foedus.estimation.system_rows import widened
from foedus.simulation.predictive import Predictive, mixed, predictive, weight

TERMS = ("near", "trade", "major", "again")
counts = st.lists(st.integers(0, 300), min_size=2, max_size=60).map(np.array)
means = st.floats(0.01, 80)
wide = st.floats(1, 30)


@st.composite
def fits(draw):
    kept = draw(st.lists(st.sampled_from(TERMS), unique=True))
    some = ("constant", *(term for term in TERMS if term in kept))
    size = len(some)
    coef = draw(st.lists(st.floats(0.1, 5), min_size=size, max_size=size))
    return Fit(
        "logit", some, np.array(coef), np.eye(size) * draw(st.floats(0.01, 2)),
        np.ones(size), 1.0, 9, 3, -4.0, 5,
    )  # fmt: skip


@given(fits())
def test_what_is_widened_is_narrowed_to_what_it_was(one):
    whole = widened(one, TERMS)
    assert whole.terms == ("constant", *TERMS)
    assert narrowed(FitRecord.of(whole)) == FitRecord.of(one)


@given(fits(), st.lists(st.floats(-3, 3), min_size=4, max_size=4))
def test_a_widened_fit_foretells_what_the_fit_does(one, row):
    values = np.array([row])
    own = values[:, [TERMS.index(term) for term in one.columns]]
    told = widened(one, TERMS).utility(values)
    assert np.allclose(told, one.utility(own))


@given(counts)
def test_every_count_that_a_run_had_has_a_chance(held):
    assert np.isfinite(predictive(held).log_chance(held)).all()


@given(means, wide, means, wide)
def test_the_weight_of_evidence_is_never_negative_and_0_for_oneself(a, more, b, other):
    one, two = Predictive(a, a * more), Predictive(b, b * other)
    seen = np.arange(max(one.most, two.most) + 1)
    right = one.log_chance(seen)
    assert weight(right, right) == 0
    assert weight(right, two.log_chance(seen)) >= 0


@given(means, means, st.floats(0.01, 0.99))
def test_a_mixture_is_a_distribution_between_its_parts(a, b, share):
    parts = Predictive(a, a), Predictive(b, b * 2)
    seen = np.arange(max(one.most for one in parts) + 1)
    each = np.stack([one.log_chance(seen) for one in parts])
    told, each = np.exp(mixed(each, (share, 1 - share))), np.exp(each)
    assert told.sum() <= 1 + 1e-9
    assert (told <= each.max(axis=0) + 1e-12).all()
    assert (told >= each.min(axis=0) - 1e-12).all()
