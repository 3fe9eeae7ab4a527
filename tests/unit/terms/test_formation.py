import numpy as np
import pytest

from foedus.past import fields
from foedus.terms import formation, pairs
from foedus.terms.reading import columns, terms_in

TERMS = {**terms_in(pairs), **terms_in(formation)}
FIRST, SECOND = np.array([0, 0, 1]), np.array([1, 2, 2])
NOTHING = np.zeros((3, 3))
WORLD = {
    fields.ALIVE: np.ones(3),
    fields.CINC: np.array([0.5, 0.3, 0.2]),
    fields.MAJOR: np.array([1.0, 1.0, 0.0]),
    fields.REGION: np.array([3.0, 3.0, 7.0]),
    fields.MEMBER_YEARS: np.array([2.0, 3.0, 90.0]),
    fields.DISTANCE: np.array([[0, 0, 900], [0, 0, 900], [900, 900, 0.0]]),
    fields.BILATERAL_PACTS: np.array([[0, 2, 0], [2, 0, 1], [0, 1, 0.0]]),
    fields.DEFENCE: np.array([[0, 1, 0], [0, 0, 0], [0, 0, 0.0]]),
    fields.SIGNED_DEFENCE_3: np.array([1.0, 3.0, 0.0]),
    fields.SIGNED_DEFENCE_15: np.array([[0, 0, 0], [0, 0, 2.0], [0, 2.0, 0]]),
    fields.IDEAL_POINT: np.array([1.0, np.nan, -2.0]),
    fields.WAR: NOTHING,
    fields.THREAT: np.array([0.1, np.nan, 0.3]),
}


def read(*names, world=WORLD):
    return columns(names, terms=TERMS, known=world, facts={"i": FIRST, "j": SECOND})


def test_a_pair_takes_the_higher_and_the_lower_of_its_two():
    held = (
        np.exp(read("pacts_hi", "pacts_lo", "signed_defence_hi", "signed_defence_lo")) - 1
    )
    assert held == pytest.approx(
        np.array([[3, 2, 3, 1], [2, 1, 1, 0], [3, 1, 3, 0.0]]), abs=1e-12
    )


def test_a_pair_reads_the_same_whichever_is_named_first():
    names = [n for n in terms_in(formation) if n not in ("pacted", "comrades")]
    names = [n for n in names if not n.startswith(("again", "entered", "signed_other"))]
    names = [n for n in names if n != "neighbour_other"]
    turned = columns(names, terms=TERMS, known=WORLD, facts={"i": SECOND, "j": FIRST})
    assert turned == pytest.approx(read(*names))


def test_who_owes_defence_counts_as_much_as_who_is_owed_it():
    assert np.exp(read("allies_lo"))[0] == pytest.approx(2)


def test_new_states_are_told_from_old_ones():
    assert read("new1", "new2").tolist() == [[0, 1], [1, 0], [1, 0]]


def test_siblings_entered_together_in_one_region():
    assert read("siblings", "siblings_near").tolist() == [[1, 1], [0, 0], [0, 0]]


def test_states_that_entered_apart_are_no_siblings():
    apart = {**WORLD, fields.MEMBER_YEARS: np.array([2.0, 9.0, 90.0])}
    assert not read("siblings", world=apart).any()


def test_who_signed_with_one_is_near_to_its_neighbours():
    kin = np.exp(read("neighbour_defence")[:, 0]) - 1
    # 1 signed with 2, and 0 touches 1: so 0 and 2 are kin by it, and 0 and 1 through 2.
    assert kin[1] == pytest.approx(2.0)
    assert kin[0] == pytest.approx(2.0 / 10)


def test_a_state_is_no_neighbour_of_itself():
    alone = {**WORLD, fields.DISTANCE: np.full((3, 3), np.nan)}
    assert not read("neighbour_defence", world=alone).any()


def test_the_leader_s_friends_are_measured_from_the_strongest():
    assert read("leader_votes")[:, 0].tolist() == [0, 3, 3]


def test_what_is_not_known_of_threat_is_what_members_have():
    assert read("threat_hi")[0, 0] == pytest.approx(0.2)
