from itertools import combinations, pairwise

import numpy as np
import pytest

from foedus.estimation.partition import cut, lengths, sums


def best_of_all(gains, *, price, shortest):
    """Try every way to cut: slow, and beyond doubt."""
    years = gains.shape[-1] - 1
    ways = [
        (0, *inner, years)
        for n in range(years)
        for inner in combinations(range(1, years), n)
        if all(b - a >= shortest for a, b in zip((0, *inner), (*inner, years), strict=True))
    ]
    return max(
        ways,
        key=lambda way: sum(gains[a, b] for a, b in pairwise(way)) - price * len(way),
    )[1:-1]


@pytest.mark.parametrize("shortest", [1, 2, 3])
@pytest.mark.parametrize("price", [0.1, 1.0, 3.0])
def test_no_way_to_cut_gains_more(shortest, price):
    gains = np.random.default_rng(5).normal(size=(9, 9)).cumsum(-1)
    found = np.flatnonzero(cut(gains, price=price, shortest=shortest))
    assert tuple(found) == best_of_all(gains, price=price, shortest=shortest)


def test_many_orders_at_once_are_cut_as_each_alone():
    gains = np.random.default_rng(6).normal(size=(4, 12, 12))
    together = cut(gains, price=0.5, shortest=2)
    alone = [cut(one, price=0.5, shortest=2) for one in gains]
    assert (together == np.stack(alone)).all()


def test_sums_and_lengths_are_those_of_the_stretch():
    values = np.array([1.0, 2.0, 4.0])
    assert sums(values)[0, 3] == 7
    assert sums(values)[1, 2] == 2
    assert lengths(3)[0, 3] == 3
