import numpy as np
import pytest

from foedus.past import fields
from foedus.terms import initiator, onset, pairs, war
from foedus.terms.reading import columns, meaning, terms_in

TERMS = {
    **terms_in(pairs),
    **terms_in(onset),
    **terms_in(initiator),
    **terms_in(war),
}
ALL = {**terms_in(onset), **terms_in(initiator), **terms_in(war)}
SQUARE = np.arange(9.0).reshape(3, 3)
BOTH = SQUARE + SQUARE.T

WORLD = {
    fields.ALIVE: np.ones(3),
    fields.CINC: np.array([0.5, 0.3, 0.2]),
    fields.POLYARCHY: np.array([0.9, 0.1, 0.5]),
    fields.INCOME: np.array([9e3, 1e3, 2e3]),
    fields.MAJOR: np.array([1, 0, 0]),
    fields.IDEAL_POINT: np.array([2.0, -1.0, -1.5]),
    fields.DISTANCE: BOTH * 100,
    fields.DEFENCE: np.array([[0, 1, 0], [0, 0, 0], [0, 0, 0]]),
    fields.DISPUTED: np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]]),
    fields.DISPUTE_AGE: np.array([[999, 3, 999], [3, 999, 999], [999, 999, 999]]),
    fields.MEMBER_YEARS: np.array([100, 7, 80]),
    fields.INITIATED_5: np.array([3.0, 0.0, 1.0]),
    fields.INITIATED_25: np.array([5.0, 1.0, 0.0]),
    fields.INITIATED_8: np.array([6.0, 4.0, 0.0]),
    fields.WARRED_8: np.array([1.0, 0.5, 0.0]),
    fields.SUFFERED_5: np.array([1.0, 2.0, 0.0]),
    fields.PAIRS_5: np.array([500.0, 500.0, 1000.0]),
    fields.ORIGINATED_8: np.array([[0, 3.0, 0], [1.0, 0, 0], [0, 0, 0]]),
}
FACTS = {
    "i": np.array([0, 0, 1]),
    "j": np.array([1, 2, 2]),
    "year": np.array([1900, 1920, 1950]),
    "originators": np.array([2, 4, 2]),
    "territorial": np.array([1, 0, 0]),
    "political": np.array([0, 1, 0]),
    "governmental": np.array([0, 0, 1]),
}


def made(name, **changed):
    facts = {**FACTS, **changed}
    return columns([name], terms=TERMS, known=WORLD, facts=facts)[:, 0]


def test_peace_is_counted_from_the_last_dispute_of_those_who_had_one():
    assert made("lps") == pytest.approx([np.log(4), 0, 0])


def test_of_those_who_had_none_the_years_together_are_counted_to_sixty():
    assert made("lpn") == pytest.approx([0, np.log(61), np.log(8)])


def test_the_busier_of_two_is_felt_less_the_farther_it_is():
    busy = np.log1p([4.0, 4.0, 2.0])
    assert made("act_hi") == pytest.approx(busy)
    assert made("act_ld") == pytest.approx(busy * made("ldist"))
    assert made("act_near") == pytest.approx(busy * made("near"))


def test_a_major_power_reaches_far():
    assert made("maj_ld")[:2] == pytest.approx(made("ldist")[:2])
    assert made("maj_ld")[2] == 0


def test_the_rate_of_the_system_is_disputes_over_pairs():
    assert made("sys") == pytest.approx([np.log(6 / 1500)] * 3)


def test_calendar_time_is_straight_from_1940_on():
    years = np.array([1940, 1960, 1980, 2000])
    facts = {name: years if name == "year" else np.zeros(4, int) for name in FACTS}
    for bend in ("time_s1", "time_s2"):
        bent = columns([bend], terms=TERMS, known=WORLD, facts=facts)[:, 0]
        assert np.allclose(np.diff(bent, n=2), 0)


@pytest.mark.parametrize("name", terms_in(initiator))
def test_who_began_reads_the_other_way_round_with_the_other_sign(name):
    turned = made(name, i=FACTS["j"], j=FACTS["i"])
    assert made(name).tolist() == (-turned).tolist()
    assert made(name)[0] != 0


def test_who_casts_no_vote_is_no_outsider():
    world = {**WORLD, fields.IDEAL_POINT: np.array([2.0, np.nan, -1.5])}
    told = columns(["d_outsider"], terms=TERMS, known=world, facts=FACTS)[:, 0]
    assert told[[0, 2]].tolist() == [0, 0]


def test_wars_are_counted_among_the_disputes_of_late():
    assert made("warlevel") == pytest.approx([np.log(2 / 20)] * 3)


def test_a_dispute_knows_what_is_asked_for_and_how_many_began_it():
    assert made("terr").tolist() == [1, 0, 0]
    assert made("policy").tolist() == [0, 1, 0]
    assert made("regime").tolist() == [0, 0, 1]
    assert made("norig") == pytest.approx(np.log([2, 4, 2]))


@pytest.mark.parametrize("name", ALL)
def test_a_term_says_what_it_measures(name):
    assert meaning(ALL, name)
