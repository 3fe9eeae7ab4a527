import numpy as np
import pytest

from foedus.estimation.effects import effects, taken_out
from foedus.faults import DataFault

RNG = np.random.default_rng(5)
SELLER, BUYER, YEAR = (
    a.ravel() for a in np.meshgrid(range(7), range(7), range(5), indexing="ij")
)
GROUPS = [SELLER * 5 + YEAR, BUYER * 5 + YEAR, SELLER * 7 + BUYER]
BY = effects(GROUPS)
COLUMNS, WEIGHTS = RNG.normal(size=(245, 2)), RNG.random(245) + 0.01


def dummies():
    return np.concatenate([np.eye(int(g.max()) + 1)[g] for g in GROUPS], axis=1)


def test_what_is_left_is_what_least_squares_on_indicators_leaves():
    root = np.sqrt(WEIGHTS)[:, None]
    levels = np.linalg.lstsq(dummies() * root, COLUMNS * root)[0]
    left, _ = taken_out(COLUMNS, BY, WEIGHTS, tolerance=1e-12)
    assert left == pytest.approx(COLUMNS - dummies() @ levels, abs=1e-9)


def test_the_levels_and_what_is_left_give_the_columns_back():
    left, levels = taken_out(COLUMNS, BY, WEIGHTS)
    assert left + BY.spread(levels) == pytest.approx(COLUMNS, abs=1e-12)


def test_one_kind_of_effect_takes_the_weighted_means_out():
    left, _ = taken_out(COLUMNS, effects([YEAR]), WEIGHTS)
    for year in range(5):
        there = year == YEAR
        mean = WEIGHTS[there] @ COLUMNS[there] / WEIGHTS[there].sum()
        assert left[there] == pytest.approx(COLUMNS[there] - mean, abs=1e-9)


def test_where_it_starts_from_changes_nothing_of_what_is_left():
    cold, levels = taken_out(COLUMNS, BY, WEIGHTS, tolerance=1e-11)
    warm, _ = taken_out(COLUMNS, BY, WEIGHTS, start=levels + 1.0, tolerance=1e-11)
    assert warm == pytest.approx(cold, abs=1e-8)


def test_a_row_without_weight_is_told_by_the_others():
    weights = np.where(np.arange(245) == 17, 0.0, WEIGHTS)
    moved = COLUMNS.copy()
    moved[17] += 100.0
    told = [taken_out(c, BY, weights, tolerance=1e-11)[1] for c in (COLUMNS, moved)]
    spread = [BY.spread(levels) for levels in told]
    assert spread[0] == pytest.approx(spread[1], abs=1e-7)


def test_groups_may_have_any_names():
    named = effects([np.array(["b", "a", "b"])])
    assert named.number == 2
    assert named.sums(np.array([1.0, 10.0, 100.0])).tolist() == [10.0, 101.0]


def test_kinds_of_different_rows_are_refused():
    with pytest.raises(DataFault, match=r"of \[2, 3\] rows"):
        effects([np.zeros(2), np.zeros(3)])


def test_no_kind_at_all_is_refused():
    with pytest.raises(DataFault, match="0 kinds"):
        effects([])
