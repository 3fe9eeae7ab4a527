import numpy as np
import pytest
from scipy.special import zeta
from scipy.stats import kstest, pareto

from foedus.estimation.powerlaw import resampled, tail
from foedus.faults import DataFault

RNG = np.random.default_rng(1)
PARETO = 50 * (1 - RNG.random(3000)) ** (-1 / 1.5)
"""Exponent 2.5 from 50 on."""


def test_the_exponent_of_a_pareto_sample_is_found_within_its_doubt():
    found = tail(PARETO, least=50)
    assert found.alpha == pytest.approx(2.5, abs=3 * found.doubt)
    assert found.doubt == pytest.approx(1.5 / np.sqrt(3000), rel=0.1)


def test_the_least_size_is_found_where_the_law_begins():
    body = RNG.uniform(1, 50, 3000)
    found = tail(np.r_[body, PARETO])
    assert 40 < found.least < 80
    assert found.alpha == pytest.approx(2.5, abs=0.2)


def test_the_continuous_exponent_is_hill_s():
    found = tail(PARETO, least=100)
    above = PARETO[PARETO >= 100]
    assert found.alpha == pytest.approx(1 + 1 / np.log(above / 100).mean())
    assert found.count == len(above)


def test_the_distance_is_that_of_kolmogorov_and_smirnov():
    found = tail(PARETO, least=100)
    law = pareto(found.alpha - 1, scale=100)
    assert found.distance == pytest.approx(
        kstest(PARETO[PARETO >= 100], law.cdf).statistic, abs=1e-12
    )


def test_the_gap_at_the_foot_of_steps_is_that_of_the_authors_program():
    above = np.sort(PARETO[PARETO >= 100])
    found = tail(PARETO, least=100, gaps="foot")
    law = 1 - (above / 100) ** (1 - found.alpha)
    assert found.distance == np.abs(np.arange(len(above)) / len(above) - law).max()
    assert found.distance <= tail(PARETO, least=100).distance


def test_a_tail_that_begins_above_every_size_is_refused():
    with pytest.raises(DataFault, match="0 sizes"):
        tail(PARETO, least=1e12)


def test_a_discrete_tail_solves_the_zeta_law_s_equation():
    sizes = np.floor(PARETO / 10)
    found = tail(sizes, least=8, discrete=True)
    above = sizes[sizes >= 8]
    step = 1e-5
    slope = (np.log(zeta(found.alpha + step, 8)) - np.log(zeta(found.alpha - step, 8))) / (
        2 * step
    )
    assert slope == pytest.approx(-np.log(above).mean(), abs=1e-6)


def test_the_tail_does_not_depend_on_the_unit():
    found, other = tail(PARETO), tail(PARETO * 1000)
    assert other.alpha == pytest.approx(found.alpha)
    assert other.least == pytest.approx(found.least * 1000)


def test_resampling_spreads_as_the_doubt_says():
    found = tail(PARETO, least=50)
    again = resampled(PARETO, runs=200, seed=3, least=50)
    assert np.std([one.alpha for one in again]) == pytest.approx(found.doubt, rel=0.2)


def test_the_same_seed_resamples_the_same():
    small = PARETO[:60]
    assert resampled(small, runs=5, seed=3) == resampled(small, runs=5, seed=3)


@pytest.mark.parametrize(
    ("sizes", "more"),
    [
        ([0.0, 1, 2], {}),
        ([1.0, np.nan], {}),
        ([3.0, 3], {}),
        ([1.5, 2], {"discrete": True}),
    ],
)
def test_sizes_that_have_no_tail_are_refused(sizes, more):
    with pytest.raises(DataFault):
        tail(np.array(sizes), **more)
