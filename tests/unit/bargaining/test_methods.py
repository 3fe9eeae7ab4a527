"""Small issues whose outcome can be told by hand."""

import numpy as np
import pytest

from foedus.bargaining.challenge import Rest, challenge
from foedus.bargaining.compromise import compromise
from foedus.bargaining.condorcet import condorcet
from foedus.bargaining.election import chances, victories
from foedus.bargaining.median import median
from foedus.bargaining.offers import Kind, Variant
from foedus.bargaining.stakes import stakes_of
from foedus.faults import DataFault


def trio(*, salience=(50, 50, 50), influence=(1, 1, 1)):
    return stakes_of(("low", "middle", "high"), [0, 40, 90], salience, influence)


def test_a_compromise_is_weighed_by_salience_and_influence():
    # (0 x 1 + 40 x 1 + 90 x 2) / 4
    assert compromise(trio(salience=(50, 25, 100), influence=(1, 2, 1)))[0] == 55


def test_the_median_of_two_of_equal_weight_is_their_middle():
    assert median(stakes_of(("a", "b"), [10, 30], [50, 50], [1, 1]))[0] == 20


def test_the_median_is_where_half_of_the_weight_is_reached():
    assert median(trio(influence=(1, 1, 3)))[0] == 90
    assert median(trio())[0] == 40


def test_an_election_between_two_is_won_by_the_square_of_their_weights():
    held = condorcet(stakes_of(("a", "b"), [0, 100], [50, 50], [1, 3]))
    assert held.chances[0] == pytest.approx([0.1, 0.9], abs=1e-6)
    assert held.expected()[0] == pytest.approx(90, abs=1e-4)


def test_a_turn_of_the_lottery_picks_by_position():
    held = condorcet(stakes_of(("b", "a"), [100, 0], [50, 50], [3, 1]))
    turns = [held.chosen(np.array([turn]))[0] for turn in (0.0, 0.09, 0.11, 0.99)]
    assert turns == [0, 0, 100, 100]


def test_those_who_stand_at_one_point_share_its_chance():
    made = stakes_of(("a", "b", "c"), [0, 0, 100], [50, 50, 50], [1, 1, 2])
    assert condorcet(made).chances[0] == pytest.approx([0.25, 0.25, 0.5], abs=1e-6)


def test_an_incentive_to_challenge_wants_to_know_the_strengths():
    with pytest.raises(DataFault, match="no strengths"):
        chances(victories(np.ones((2, 2))), "incentive")


def test_one_to_whom_it_matters_little_gives_way_to_one_that_presses():
    made = stakes_of(("keen", "idle"), [20, 80], [95, 5], [3, 1])
    found = challenge(made)
    assert found.outcome[0] == 20
    assert found.movers[0, 0].tolist() == [-1, 0]
    assert found.kinds[0, 0].tolist() == [Kind.NONE, Kind.COMPROMISE]
    assert found.pulls()[1, 0] == found.path[-1, 0, 1] - 80 < -55


def test_both_variants_leave_one_alone_where_it_is():
    made = stakes_of(("one",), [37], [50], [1])
    for variant in Variant:
        assert challenge(made, variant=variant).outcome[0] == 37


def test_rounds_that_run_out_are_no_rest():
    found = challenge(trio(), rounds=1)
    assert found.rest() is Rest.MOVES
    assert np.isnan(found.outcome[0])
    assert not found.settled[0]


def test_one_torn_between_two_goes_to_and_fro_for_ever_and_has_no_outcome():
    made = stakes_of(("torn", "low", "middle"), [90, 0, 50], [10, 100, 100], [2, 4, 3])
    found = challenge(made)
    assert found.path[-2:, 0, 0].tolist() in ([0, 50], [50, 0])
    assert found.period() == 2
    assert found.rest() is Rest.OSCILLATES
    assert np.isnan(found.outcome[0])
    assert np.ptp(found.medians[2:, 0]) == 0  # though the median stands still


def test_a_variant_may_be_told_by_its_name():
    assert challenge(trio(), variant="published").path.shape == (11, 1, 3)
