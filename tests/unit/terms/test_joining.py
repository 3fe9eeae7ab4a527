"""The terms of joining, on a world of five states that fits on a page.

0 and 1 are neighbours and attacker and victim; 2 must defend 1 and has quarrelled with 0;
3 is a major power far away; 4 is the leading power, between them, and no friend of anyone.
"""

import numpy as np
import pytest

from foedus.past import fields
from foedus.terms import joining
from foedus.terms.reading import FIELDS, columns, needs, terms_in
from foedus.terms.sides import Dispute, thirds

TERMS = terms_in(joining)
N = 5
WAR = Dispute((0,), (1,), 1914, war=True)


def pair(*held):
    """A symmetric field of pairs, from (i, j, value)."""
    whole = np.zeros((N, N), np.float32)
    for i, j, value in held:
        whole[i, j] = whole[j, i] = value
    return whole


@pytest.fixture
def world():
    held = {f: np.zeros([N] * len(f.axes), np.float32) for f in FIELDS.values()}
    owed = np.zeros((N, N), np.float32)
    owed[2, 1] = owed[2, 3] = owed[4, 1] = 1
    held[fields.ALIVE] = held[fields.INCOME] = np.ones(N, np.float32)
    held[fields.DEFENCE] = owed
    held[fields.DISTANCE] = pair(
        (0, 2, 900), (1, 2, 100), (0, 3, 9900), (1, 3, 9900), (0, 4, 400), (1, 4, 400),
        (2, 3, 9900), (2, 4, 400), (3, 4, 9900),
    )  # fmt: skip
    held[fields.ENMITY_10] = pair((0, 2, 1), (0, 3, 1), (1, 4, 0.4))
    held[fields.MAJOR] = np.array([0, 0, 0, 1, 1], np.float32)
    held[fields.CINC] = np.array([0.1, 0.05, np.nan, 0.2, 0.6], np.float32)
    return held


def seen(world, name, *, side, dispute=WAR):
    """What 2, 3 and 4 see of a term, from side A or B."""
    rows = thirds([dispute], np.ones(N, bool))
    facts = rows.a if side == "a" else rows.b
    return columns([name], terms=TERMS, known=world, facts=facts)[:, 0].tolist()


def test_a_pledge_counts_for_the_side_that_it_was_given_to(world):
    assert seen(world, "defence", side="b") == [1, 0, 1]
    assert seen(world, "defence", side="a") == [0, 0, 0]
    assert seen(world, "o_defence", side="a") == [1, 0, 1]
    assert seen(world, "defence_target", side="b") == [1, 0, 1]


def test_pledges_of_the_charters_age_are_told_apart(world):
    later = Dispute((0,), (1,), 1950, war=False)
    assert seen(world, "defence_post", side="b") == [0, 0, 0]
    assert seen(world, "defence_post", side="b", dispute=later) == [1, 0, 1]
    assert seen(world, "defence_war", side="b", dispute=later) == [0, 0, 0]


def test_nearness_is_one_at_a_border_and_a_half_at_a_hundred_kilometres(world):
    assert seen(world, "near", side="b") == pytest.approx([0.5, 0.01, 0.2])
    assert seen(world, "o_near", side="b") == pytest.approx([0.1, 0.01, 0.2])
    assert seen(world, "minnear", side="a") == pytest.approx([0.5, 0.01, 0.2])


def test_a_side_is_as_near_as_the_nearest_of_those_who_began_on_it(world):
    two = Dispute((0,), (1, 2), 1914, war=True)
    rows = thirds([two], np.ones(N, bool))
    held = columns(["near"], terms=TERMS, known=world, facts=rows.b)
    assert rows.k.tolist() == [3, 4]
    assert held[:, 0] == pytest.approx([0.01, 0.2])


def test_a_distance_that_is_not_known_is_far(world):
    world[fields.DISTANCE][2, 1] = np.nan
    assert seen(world, "near", side="b")[0] == 0


def test_an_enemy_has_begun_a_dispute_within_ten_years(world):
    assert seen(world, "s10", side="a") == pytest.approx([np.log(2), np.log(2), 0])
    assert seen(world, "o_s10", side="a") == pytest.approx([0, 0, np.log(1.4)])
    assert seen(world, "enemy_defence", side="a") == pytest.approx([np.log(2), 0, 0])
    assert seen(world, "common_enemies", side="b") == [0, 0, 0]


def test_who_has_no_known_capability_has_what_others_have_on_average(world):
    mean = np.log((0.1 + 0.05 + 0.2 + 0.6) / 4 + 1e-5)
    assert seen(world, "k_lc", side="a")[0] == pytest.approx(mean, abs=1e-6)


def test_a_weight_against_the_stronger_side_is_balance(world):
    weak, strong = seen(world, "balance", side="b"), seen(world, "balance", side="a")
    assert all(w > 0 > s for w, s in zip(weak, strong, strict=True))
    assert max(weak) == weak[2], "the heaviest mends most"


def test_the_leading_power_is_known_by_its_capability(world):
    of_leader = Dispute((4,), (1,), 1914, war=True)
    assert seen(world, "lead", side="a", dispute=of_leader) == [1, 1, 1]
    assert seen(world, "o_lead", side="a", dispute=of_leader) == [0, 0, 0]
    assert seen(world, "lead", side="a") == [0, 0, 0]


def test_concentration_is_none_among_equals_and_whole_in_one_hand(world):
    world[fields.CINC] = np.array([0, 0, 0, 0.5, 0.5], np.float32)
    assert seen(world, "concentration", side="a") == pytest.approx([0, 0, 0], abs=1e-6)
    world[fields.CINC] = np.array([0, 0, 0, 0, 1.0], np.float32)
    assert seen(world, "concentration", side="a") == pytest.approx([1, 1, 1])


@pytest.mark.parametrize("name", sorted(TERMS))
def test_no_term_leaves_a_gap_where_nothing_is_known(world, name):
    unknown = {field: np.full_like(held, np.nan) for field, held in world.items()}
    unknown[fields.ALIVE], unknown[fields.MAJOR] = np.ones(N), np.zeros(N)
    assert np.isfinite(seen(unknown, name, side="a")).all()


@pytest.mark.parametrize("name", sorted(TERMS))
def test_what_a_side_is_called_moves_no_term_but_those_of_the_target(world, name):
    swapped = Dispute(WAR.victims, WAR.attackers, WAR.year, WAR.war)
    turned = seen(world, name, side="b", dispute=swapped)
    same = turned == seen(world, name, side="a")
    assert same or name in {"target", "defence_target"}


@pytest.mark.parametrize("name", sorted(TERMS))
def test_a_term_says_what_it_measures(name):
    assert TERMS[name].__doc__.endswith(".")
    assert len(TERMS[name].__doc__.splitlines()) == 1


def test_the_needs_are_the_fields_that_terms_read():
    read = needs(["defence_war", "s10"], terms=TERMS)
    assert read == (fields.DEFENCE, fields.ENMITY_10)
