"""What must hold of a treaty's clock and of the level of ends, whatever the numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from foedus.chance import Stream
from foedus.estimation.lasting import Course, begun
from foedus.terms import termination
from foedus.terms.reading import columns, terms_in

TERMS = terms_in(termination)
CLOCK = ("due1", "due2", "due1_no", "past_no")
YEARS = np.arange(1901, 2000)

months = st.integers(0, 600)


@given(month=st.integers(1, 12), term=months, renewed=months, renewal=st.integers(0, 2))
def test_a_treaty_is_due_once_a_year_at_most_and_renews_itself_or_not(
    month, term, renewed, renewal
):
    clauses = {"signed": 1900, "signed_month": month, "term_months": term,
               "renewed_months": renewed, "renewal": renewal}  # fmt: skip
    facts = {"year": YEARS} | {n: np.full(len(YEARS), v) for n, v in clauses.items()}
    due1, due2, due1_no, past_no = columns(CLOCK, terms=TERMS, known={}, facts=facts).T
    assert (due1 + due2 + past_no <= 1).all()
    assert (due1_no <= due1).all()
    assert due1.sum() <= 1
    assert not due2.any() or not past_no.any()
    if term == 0:
        assert not (due1 + due2 + past_no).any()


@given(
    ended=st.lists(st.floats(0, 500), min_size=5, max_size=5),
    spread=st.floats(0.01, 5),
    seed=st.integers(0, 99),
)
def test_a_level_is_a_hazard_whatever_came_before(ended, spread, seed):
    risks = tuple(one + 100.0 for one in ended)
    course = Course(
        1950, 50, (2.0, 5.0, 10.0, 20.0, 40.0), tuple(ended), risks, (spread,) * 5
    )
    levels = begun(course, 25)
    for year in range(5):
        drawn = levels.drawn(Stream(seed).child(year))
        assert ((drawn >= 0) & (drawn < 1)).all()
        levels = levels.passed((drawn * 50).astype(int), np.full(25, 50.0))
    assert (levels.ended <= levels.at_risk).all()
