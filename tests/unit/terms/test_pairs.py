import numpy as np
import pytest

from foedus.past import fields
from foedus.terms import pairs
from foedus.terms.reading import columns, meaning, terms_in

TERMS = terms_in(pairs)
NAN = np.nan


def between(*upper):
    """Fill a table of three states from what lies above its diagonal."""
    table = np.zeros((3, 3))
    table[np.triu_indices(3, 1)] = upper
    return table + table.T


WORLD = {
    fields.ALIVE: np.array([1, 1, 1]),
    fields.CINC: np.array([0.5, 0.25, NAN]),
    fields.POLYARCHY: np.array([0.9, 0.1, NAN]),
    fields.INCOME: np.array([1000.0, 4000.0, NAN]),
    fields.MAJOR: np.array([1, 1, 0]),
    fields.REGION: np.array([3, 3, 6]),
    fields.IDEAL_POINT: np.array([1.0, -1.5, NAN]),
    fields.DISTANCE: between(0.0, 350.0, 1e4),
    fields.CONTIGUITY: between(1, 4, 0),
    fields.SHARED_IGOS: between(9, NAN, 4),
    fields.TRADE: between(50.0, NAN, 0.0),
    fields.TRADE_TOTAL: np.array([100.0, 200.0, 0.0]),
    fields.DEFENCE: np.array([[0, 0, 0], [0, 0, 0], [1, 0, 0]]),
    fields.OFFENCE: np.zeros((3, 3)),
    fields.ONSET_10: between(2.0, 0, 0.5),
}
FACTS = {"i": np.array([0, 0, 1]), "j": np.array([1, 2, 2])}


def made(name, facts=FACTS):
    return columns([name], terms=TERMS, known=WORLD, facts=facts)[:, 0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cont_land", [1, 0, 0]),
        ("cont_sea", [0, 1, 0]),
        ("cont", [1, 1, 0]),
        ("same_region", [1, 0, 0]),
        ("maj1", [0, 1, 1]),
        ("maj2", [1, 0, 0]),
        ("allied", [0, 1, 0]),
        ("igo", [3, 0, 2]),
        ("tsh", [0.5, 0, 0]),
        ("un_miss", [0, 1, 1]),
        ("un_dist", [2.5, 0, 0]),
        ("leader", [1, 1, 0]),
        ("gap", [0.25, 0.25, 0.25]),
    ],
)
def test_a_pair_reads_what_stands_between_the_two(name, expected):
    assert made(name).tolist() == expected


def test_nearness_falls_with_distance():
    assert made("near") == pytest.approx([1, 1 / 4.5, 1 / 101])


def test_what_is_not_known_of_a_state_is_the_mean_of_the_day():
    assert made("dem_lo") == pytest.approx([0.1, 0.5, 0.1])
    assert made("gdp_hi") == pytest.approx(np.log([4000, 2000, 4000]))


def test_the_ratio_says_how_much_stronger_the_stronger_is():
    assert made("ratio") == pytest.approx(
        [np.log(2), np.log(0.5 / 0.375), np.log(1.5)], 1e-3
    )


def test_a_friend_of_an_enemy_and_an_enemy_of_an_enemy_are_told_apart():
    # 0 is allied to 2, and 1 quarrels with both of them.
    assert made("enemies_allies") == pytest.approx([np.log(1.5), 0, np.log(2)])
    assert made("common_enemies") == pytest.approx([0, np.log(1.5), 0])
    assert made("common_allies").tolist() == [0, 0, 0]


def test_concentration_is_that_of_the_majors_alone():
    assert made("con") == pytest.approx([1 / 3] * 3)


SENDER_FIRST = {"cap_i", "cap_j", "dem_i", "dem_j", "gdp_i", "gdp_j"}
READ_HERE = [
    name
    for name in TERMS
    if name not in SENDER_FIRST
    and name not in {"past_pacts", "lang", "colony", "rivals", "s2", "s10", "s40", "w20"}
]


@pytest.mark.parametrize("name", READ_HERE)
def test_a_pair_reads_the_same_whichever_is_named_first(name):
    turned = {"i": FACTS["j"], "j": FACTS["i"]}
    assert made(name).tolist() == made(name, turned).tolist()


@pytest.mark.parametrize("name", TERMS)
def test_a_term_says_what_it_measures(name):
    assert meaning(TERMS, name)
