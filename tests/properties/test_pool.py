import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.ledger.making import PAPER, binding, claim, figure, source

from foedus.chance import Stream
from foedus.ledger.doubt import agreement
from foedus.ledger.pool import pool, weigh
from foedus.quantity import Unit

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=60)
AMOUNTS = st.floats(1, 1e9)
SHARES = st.floats(0.01, 0.99)
SOURCES = tuple(
    source(f"s{n}", family=f"family{n % 3}", reliability="ABCDEF"[n]) for n in range(6)
)


@st.composite
def ranges(draw):
    low, high = sorted([draw(AMOUNTS), draw(AMOUNTS)])
    return figure("between", low=low, high=high)


figures = ranges() | st.builds(
    figure, st.sampled_from(["equal", "about", "at_least", "at_most"]), AMOUNTS
)


@st.composite
def books(draw, said=figures):
    quantities = draw(st.lists(said, min_size=1, max_size=6))
    speakers = draw(st.permutations(SOURCES))
    claims = [
        claim(f"c{n}", one, speakers[n].id, credibility=draw(st.integers(1, 6)))
        for n, one in enumerate(quantities)
    ]
    return (*SOURCES, PAPER, *claims)


def bound(book):
    return binding(*(entry.id for entry in book[len(SOURCES) + 1 :]))


def pooled(book, **more):
    return pool(bound(book), book, stream=Stream(7), runs=400, **more)


@STEADY
@given(books(ranges()))
def test_ranges_pool_within_their_hull(book):
    said = [entry.quantity for entry in book[len(SOURCES) + 1 :]]
    draws = pooled(book).draws
    assert draws.min() >= min(one.low for one in said)
    assert draws.max() <= max(one.high for one in said)


@STEADY
@given(books())
def test_weights_add_up_to_one_and_none_is_negative(book):
    weights = [share.weight for share in weigh(bound(book), book)]
    assert sum(weights) == pytest.approx(1)
    assert min(weights) > 0


@STEADY
@given(books(), st.randoms(use_true_random=False))
def test_another_order_of_the_book_changes_no_weight(book, shuffle):
    other = list(book)
    shuffle.shuffle(other)
    one, again = (
        {s.claim.id: (s.family, s.weight) for s in weigh(bound(book), held)}
        for held in (book, other)
    )
    assert one.keys() == again.keys()
    for id, (family, weight) in one.items():
        assert again[id][0] == family
        assert again[id][1] == pytest.approx(weight)


def by_family(book):
    held = {}
    for share in weigh(bound(book), book):
        held[share.family] = held.get(share.family, 0.0) + share.weight
    return held


@STEADY
@given(books())
def test_a_family_weighs_the_same_however_often_it_speaks(book):
    again = claim("again", figure(value=5.0), book[-1].speaker)
    assert by_family((*book, again)) == pytest.approx(by_family(book))


@STEADY
@given(books())
def test_the_estimate_lies_within_the_draws(book):
    made = pooled(book)
    one = made.estimate()
    assert made.draws.min() <= one.low <= one.value <= one.high <= made.draws.max()
    assert np.isfinite(made.draws).all()


@STEADY
@given(books(), AMOUNTS)
def test_a_higher_threshold_is_no_likelier(book, threshold):
    made = pooled(book)
    assert made.chance_above(threshold) >= made.chance_above(threshold * 1.1)


@STEADY
@given(books())
def test_agreement_is_between_nothing_and_one(book):
    assert 0 <= agreement(pooled(book)) <= 1


@STEADY
@given(
    st.sampled_from(["equal", "about", "at_least", "at_most"]),
    SHARES,
    st.integers(1, 6),
)
def test_a_share_stays_a_share_and_keeps_its_bound(operator, value, credibility):
    said = claim(
        "c", figure(operator, value, unit=Unit.SHARE), "s0", credibility=credibility
    )
    book = (*SOURCES, PAPER, said)
    draws = pool(binding("c", unit=Unit.SHARE), book, stream=Stream(7), runs=400).draws
    assert draws.min() >= (value if operator == "at_least" else 0)
    assert draws.max() <= (value if operator == "at_most" else 1)
