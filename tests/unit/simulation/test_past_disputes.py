"""The forecasts that simulated joiners of the past are held against."""

import numpy as np
import pytest

from foedus.estimation.rows import Rows
from foedus.estimation.sides import OUT, WITH_A, WITH_B
from foedus.simulation import past_disputes as past
from foedus.terms.sides import Dispute

TERMS = ("a:near", "a:k_maj", "a:defence", "b:near", "b:k_maj", "b:defence")


def rows(*given, war=True, dispute=1):
    """Rows of one dispute: outcome, owes A defence, owes B defence."""
    many = len(given)
    values = [[0.01, 0, a, 0.01, 0, b] for _, a, b in given]
    return Rows(
        np.full(many, 1950), np.array([one[0] for one in given], np.int64), TERMS,
        np.array(values, np.float64),
        {"war": np.full(many, war), "dispute": np.full(many, dispute),
         "k": np.arange(many), "joined": np.full(many, 1950)},
        np.ones(many),
    )  # fmt: skip


KNOWN = rows((WITH_A, 1, 0), (OUT, 1, 0), (WITH_B, 0, 1), (OUT, 0, 0), (OUT, 0, 0))


def test_shares_of_the_bound_are_those_of_earlier_rows():
    told = past._bound(KNOWN, rows((OUT, 1, 0), (OUT, 0, 1), (OUT, 0, 0)))
    assert told.sum(axis=1) == pytest.approx(1)
    rate = 1 / 5
    assert told[0, WITH_A] == pytest.approx((1 + rate) / 3)
    assert told[1, WITH_B] == pytest.approx((1 + rate) / 2)
    assert told[2, WITH_A] == pytest.approx(rate / 4)


def test_who_takes_treaties_at_their_word_is_sure_of_the_bound_alone():
    told = past._taken(rows((OUT, 1, 0), (OUT, 0, 1), (OUT, 0, 0), (OUT, 1, 1)))
    assert told.sum(axis=1) == pytest.approx(1)
    assert told[0, WITH_A] == told[1, WITH_B] == told[2, OUT] == past.SURE
    assert told[3, WITH_A] == told[3, WITH_B]


def test_shares_of_runs_are_counted_and_what_never_happened_is_not_impossible():
    ahead = rows((OUT, 0, 0), (OUT, 0, 0))
    sides = np.array([[1, 0], [1, 0], [2, 0], [0, 0]], np.int8)
    prior = np.tile([0.9, 0.05, 0.05], (2, 1))
    told = past._shares({1: sides}, ahead, prior, 4)
    weight = past.PRIOR_RUNS
    assert told.sum(axis=1) == pytest.approx(1)
    assert told[0, WITH_A] == pytest.approx((2 + weight * 0.05) / (4 + weight))
    assert told[1, WITH_B] == pytest.approx(weight * 0.05 / (4 + weight))


def test_how_many_join_is_counted_run_by_run():
    sides = np.array([[1, 2, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0]], np.int8)
    [told] = past._counted([sides])
    assert told.sum() == pytest.approx(1)
    assert told[:3] == pytest.approx([0.5, 0.25, 0.25], abs=0.01)


def test_powers_that_begin_and_that_join_take_sides_in_runs_and_in_fact():
    sides = np.zeros((4, 6), np.int8)
    sides[:3, 4] = WITH_B
    made = past._Simulated(
        Dispute((0,), (1,), 1950, war=True), sides, {"great": (0, 4), "nuclear": (4,)}
    )
    assert made.opposed("great", {4: WITH_B}) == (0.75, 1.0)
    assert made.opposed("great", {4: WITH_A}) == (0.75, 0.0)
    assert made.opposed("nuclear", {4: WITH_B}) == (0.0, 0.0)


def test_what_was_not_known_yet_is_not_what_a_forecast_is_made_of():
    whole = rows((WITH_A, 1, 0), (OUT, 0, 0))
    late = past._known(whole, 1951)
    assert late.outcome.tolist() == [WITH_A, OUT]
    assert len(past._known(whole, 1950)) == 0
