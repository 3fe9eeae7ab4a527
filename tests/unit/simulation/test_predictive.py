"""Counts of runs become chances; forecasts that differ come apart."""

import numpy as np
import pytest

from foedus.faults import DataFault, NeedFault
from foedus.simulation.hits import runs_with
from foedus.simulation.predictive import Predictive, mixed, predictive, weight
from foedus.simulation.reading import Reading
from foedus.simulation.shapes import DISPUTE, EVENT, SIGNED

LUCK = np.random.default_rng(5)


def chances(one, most=4000):
    return np.exp(one.log_chance(np.arange(most)))


@pytest.mark.parametrize(
    "counts", [LUCK.poisson(3.0, 400), LUCK.negative_binomial(2, 0.1, 400)]
)
def test_smoothed_counts_keep_mean_and_spread(counts):
    told = chances(predictive(counts))
    number = np.arange(len(told))
    mean = told @ number
    assert told.sum() == pytest.approx(1)
    assert mean == pytest.approx(counts.mean(), abs=0.01)
    spread = told @ (number - mean) ** 2
    assert spread == pytest.approx(max(counts.var(ddof=1), mean), rel=0.01)


def test_what_no_run_had_is_not_impossible():
    assert predictive(np.zeros(100, int)).log_chance(np.array([3]))[0] > -np.inf
    assert 0 < predictive(np.zeros(100, int), once=True).mean < 0.01


def test_nearly_all_of_the_chance_lies_below_the_most():
    for counts in (LUCK.poisson(0.02, 300), LUCK.negative_binomial(1, 0.02, 300)):
        one = predictive(counts)
        assert chances(one, one.most + 1).sum() > 1 - 1e-6


def test_no_runs_have_no_chances():
    with pytest.raises(DataFault, match="no run"):
        predictive(np.array([], int))


def test_a_negative_count_is_a_fault():
    with pytest.raises(DataFault):
        predictive(np.array([1, -1]))


def test_runs_of_one_system_are_not_told_apart():
    one, other = (predictive(LUCK.negative_binomial(5, 0.2, 300)) for _ in range(2))
    counts = np.arange(300)
    assert weight(one.log_chance(counts), other.log_chance(counts)) < 0.02


def test_the_weight_of_evidence_is_that_of_two_poissons():
    counts = np.arange(200)
    a, b = (Predictive(mean, mean).log_chance(counts) for mean in (9.0, 4.0))
    assert weight(a, b) == pytest.approx(9 * np.log(9 / 4) - 5, rel=1e-6)


def test_a_mixture_leaves_out_what_has_no_share():
    counts = np.arange(50)
    one, other = Predictive(2.0, 2.0), Predictive(9.0, 9.0)
    told = np.stack([one.log_chance(counts), other.log_chance(counts)])
    assert mixed(told, [1, 0]) == pytest.approx(told[0])


@pytest.mark.parametrize("shares", [[1.0], [0.0, 0.0], [2.0, -1.0]])
def test_a_mixture_without_shares_is_a_fault(shares):
    with pytest.raises(DataFault):
        mixed(np.zeros((2, 3)), shares)


def events(rows):
    told = np.zeros(len(rows), EVENT)
    for place, (run, year, kind, a, b) in enumerate(rows):
        told[place] = (run, year, kind, a, b, 0, 0)
    return told


ROWS = events(
    [
        (0, 0, SIGNED, 3, 7),
        (0, 2, SIGNED, 7, 3),
        (1, 1, DISPUTE, 7, 3),
        (1, 2, SIGNED, 3, 7),
    ]
)


def test_a_pair_is_counted_once_a_run_whoever_comes_first():
    hits = runs_with(ROWS, SIGNED, 3)
    assert hits[3, 7] == hits[7, 3] == 2
    assert hits.sum() == 4


def test_only_the_years_asked_for_count():
    assert runs_with(ROWS, SIGNED, 1)[3, 7] == 1


def test_runs_without_events_have_no_pairs():
    with pytest.raises(NeedFault, match="without their events"):
        runs_with(None, SIGNED, 3)


def test_counts_by_year_add_up():
    told = Reading("signed").by_year(ROWS, first=0, runs=2, years=3)
    assert told.tolist() == [[1, 1, 2], [0, 0, 1]]
    assert told[:, -1].tolist() == Reading("signed").read(ROWS, first=0, runs=2).tolist()
