import numpy as np
import pytest

from foedus.past import fields
from foedus.terms import expansion
from foedus.terms.reading import columns, terms_in

TERMS = terms_in(expansion)
FACTS = {"i": np.array([0, 0]), "j": np.array([1, 1]), "k": np.array([2, 3])}
ENMITY = np.array([[0, 0, 1, 1], [0, 0, 0, 0], [1, 0, 0, 2], [1, 0, 2, 0.0]])
WORLD = {
    fields.ALIVE: np.ones(4),
    fields.DISTANCE: np.array(
        [[0, 100, 0, 300], [100, 0, 100, 900], [0, 100, 0, 900], [300, 900, 900, 0.0]]
    ),
    fields.REGION: np.array([2, 3, 3, 2.0]),
    fields.PACT: np.array([[0, 0, 1, 0], [0, 0, 1, 0], [1, 1, 0, 0], [0, 0, 0, 0.0]]),
    fields.ONSET_10: ENMITY,
    fields.IDEAL_POINT: np.array([1.0, 0.0, 3.0, np.nan]),
    fields.POLYARCHY: np.array([0.8, 0.6, 0.2, np.nan]),
}


def read(*names):
    return columns(names, terms=TERMS, known=WORLD, facts=FACTS)


def test_the_nearer_founder_and_the_farther_are_told_apart():
    assert read("near_max", "near_min") == pytest.approx(
        np.array([[1, 1 / 2], [1 / 4, 1 / 10]])
    )


def test_shares_are_of_the_two_founders():
    assert read("region_share", "pact_share").tolist() == [[0.5, 1], [0.5, 0]]


def test_enemies_are_shared_with_either():
    # 2 shares with 0 its enemy 3, and 1 has none.
    assert read("shared_enemies")[0, 0] == pytest.approx(np.log(2) / 2)


def test_a_state_without_votes_is_marked_and_far_from_nobody():
    assert read("un_gap", "un_mute").tolist() == [[2.5, 0], [0, 1]]
