import itertools

import numpy as np
import pytest

from foedus.estimation.breaks import stretches
from foedus.faults import DataFault


def starts(*counts, **more):
    return [s.start for s in stretches(np.array(counts, dtype=float), **more)]


def test_a_constant_pace_is_one_stretch():
    [one] = stretches(np.full(30, 3.0))
    assert (one.start, one.end, one.pace, one.gain) == (0, 30, 3.0, 0.0)


def test_no_event_at_all_is_one_stretch_of_no_pace():
    [one] = stretches(np.zeros(10))
    assert one.pace == 0


def test_the_year_in_which_the_pace_changes_is_found():
    assert starts(*[1] * 10, *[12] * 10) == [0, 10]


def test_a_rise_and_a_fall_are_two_turns():
    assert starts(*[1] * 10, *[12] * 6, *[1] * 10) == [0, 10, 16]


def test_each_stretch_tells_its_own_pace():
    first, second = stretches(np.array([0.0] * 8 + [9.0, 11.0, 10.0]))
    assert (first.pace, second.pace) == (0.0, 10.0)


def test_a_cut_gains_more_than_its_price():
    counts = np.array([1.0] * 10 + [12.0] * 10)
    _, second = stretches(counts)
    assert second.gain > np.log(20)
    assert starts(*counts, price=second.gain + 0.01) == [0]
    assert starts(*counts, price=second.gain - 0.01) == [0, 10]


def test_a_dearer_cut_makes_no_more_stretches():
    counts = np.random.Generator(np.random.Philox(1)).poisson(3.0, 40).astype(float)
    pieces = [len(stretches(counts, price=price)) for price in (0.1, 1.0, 3.0, 10.0)]
    assert pieces == sorted(pieces, reverse=True)


@pytest.mark.parametrize("shortest", [1, 2, 5])
def test_no_stretch_is_shorter_than_the_shortest(shortest):
    counts = np.array([0, 0, 30, 0, 0, 0, 0, 8, 9, 30, 2, 2], dtype=float)
    found = stretches(counts, price=0.01, shortest=shortest)
    assert min(s.end - s.start for s in found) >= shortest


def test_the_cuts_are_the_best_of_all():
    counts = np.array([2, 0, 1, 6, 7, 5, 1, 0], dtype=float)

    def score(edges):
        total = 0.0
        for start, end in itertools.pairwise(edges):
            events = counts[start:end].sum()
            total += events * np.log(events / (end - start)) - events if events else 0.0
        return total - (len(edges) - 2) * np.log(8)

    every = [
        [0, *(k for k in range(1, 8) if mask >> k & 1), 8] for mask in range(0, 256, 2)
    ]
    fit = [e for e in every if min(b - a for a, b in itertools.pairwise(e)) >= 2]
    assert [*starts(*counts), 8] == max(fit, key=score)


@pytest.mark.parametrize("counts", [[], [1], [1, 2, 3], [1, 2, -1, 3, 4]])
def test_too_few_years_or_a_negative_count_are_refused(counts):
    with pytest.raises(DataFault):
        stretches(np.array(counts, dtype=float))


def test_a_count_that_is_not_known_is_refused():
    with pytest.raises(DataFault):
        stretches(np.array([1, np.nan, 3, 4, 5, 6.0]))


def test_the_counts_are_not_altered():
    counts = np.array([1.0, 2, 3, 4, 5, 6])
    stretches(counts)
    assert counts.tolist() == [1, 2, 3, 4, 5, 6]
