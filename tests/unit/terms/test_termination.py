import numpy as np
import pytest

from foedus.past import fields
from foedus.terms import termination
from foedus.terms.reading import columns, terms_in

TERMS = terms_in(termination)
N = 4
MEMBERS = np.array([[1, 1, 0, 0], [0, 1, 1, 1]], dtype=bool)


def read(*names, known=None, **facts):
    return columns(names, terms=TERMS, known=known or {}, facts=facts)


def clauses(**given):
    """A treaty of June 1900 for ten years, one row a year asked about."""
    held = {"signed": 1900, "signed_month": 6, "term_months": 120, "renewed_months": 60}
    held |= {"duration": 1, "renewal": 2} | given
    years = np.arange(1901, 1926)
    return {"year": years} | {n: np.full(len(years), v) for n, v in held.items()}


def years_of(name, **given):
    facts = clauses(**given)
    return facts["year"][read(name, **facts)[:, 0] > 0].tolist()


def test_a_first_term_is_due_in_the_year_in_which_it_is_over():
    assert years_of("due1") == [1910]
    assert years_of("due1", signed_month=12, term_months=1) == [1901]
    assert years_of("due1", term_months=3) == []  # in the year of signature
    assert years_of("due1", term_months=0) == []


def test_a_treaty_that_renews_itself_is_due_again_at_each_renewal():
    assert years_of("due2") == [1915, 1920, 1925]
    assert years_of("due2", renewed_months=0) == [1920]
    assert years_of("due2", renewal=0) == []


def test_a_treaty_that_does_not_renew_itself_lives_past_its_term():
    assert years_of("due1_no", renewal=1) == [1910]
    assert years_of("past_no", renewal=1) == list(range(1911, 1926))
    assert years_of("past_no", renewal=2) == []


def test_the_age_of_a_treaty_is_what_it_was_as_the_year_began():
    age = read("lage", year=np.array([1901, 1911]), signed=np.array([1900, 1900]))
    assert np.exp(age[:, 0]) == pytest.approx([0.5, 10.5])


def test_a_treaty_has_of_its_members_the_most_that_any_has():
    known = {fields.VIOLATED_10: np.array([0.0, 1.0, 5.0, 2.0])}
    assert read("viol", known=known, members=MEMBERS)[:, 0] == pytest.approx(np.log([2, 6]))


def test_a_treaty_whose_members_are_states_no_more_has_finite_terms():
    nobody = np.zeros((1, N), dtype=bool)
    alike = np.array([0.1, 0.2, np.nan, 0.4])
    known = dict.fromkeys((fields.CINC, fields.POLYARCHY, fields.VIOLATED_10), alike)
    known[fields.ALIVE] = np.ones(N)
    names = ("nmem", "viol", "cap_hi", "ratio", "dem_lo", "dem_hi")
    assert np.isfinite(read(*names, known=known, members=nobody)).all()


def test_a_newer_pact_of_two_members_overlaps_the_older_one_only():
    shared = np.array([[1, 1, 1, 0], [0, 1, 1, 0], [1, 0, 0, 1]], dtype=bool)
    signed = np.array([1900, 1905, 1910])
    assert read("overlap", members=shared, signed=signed)[:, 0].tolist() == [1, 0, 0]


def test_change_of_capability_is_counted_from_the_signature():
    known = {fields.CINC: np.array([0.1, 0.1, 0.1, 0.4])}
    then = np.full((2, N), 0.1)
    moved = read("shift", known=known, members=MEMBERS, cinc_signed=then)[:, 0]
    assert moved == pytest.approx([0, np.log(4)], abs=1e-3)


def test_pairs_of_members_are_read_without_a_state_and_itself():
    between = np.full((N, N), 9.0)
    assert read("igos", known={fields.SHARED_IGOS: between}, members=MEMBERS)[:, 0] == (
        pytest.approx([3.0, 3.0])
    )


def test_votes_that_are_not_known_say_so_and_count_for_nothing():
    known = {fields.IDEAL_POINT: np.array([-1.0, np.nan, 2.0, 0.5])}
    told = read("un_gap", "un_miss", known=known, members=MEMBERS)
    assert told.tolist() == [[0.0, 1.0], [1.5, 1.0]]


def test_the_level_of_a_past_without_ends_is_that_of_the_prior():
    level = read("level", ended=np.zeros(1), at_risk=np.zeros(1))
    assert np.exp(level) == pytest.approx(1 / 25)
