"""What goes out through a door comes back in as the same value."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.doors import check, digest, json_text, plain, read_json
from foedus.ledger import entry, origin
from foedus.quantity import Estimate, Unit

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=60)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
DAYS = st.dates(date(1816, 1, 1), date(2100, 1, 1))
PERHAPS = st.none() | NUMBERS

sources = st.builds(
    origin.Source,
    id=WORDS, name=WORDS, kind=st.sampled_from(["press", "treaty", "dataset"]),
    family=WORDS, reliability=st.sampled_from("ABCDEF"), reason=WORDS,
)  # fmt: skip
documents = st.builds(
    origin.Document,
    id=WORDS, title=WORDS, publisher=WORDS, url=st.none() | WORDS,
    retrieved=st.none() | DAYS,
)  # fmt: skip
quantities = st.builds(
    entry.Quantity,
    operator=st.sampled_from(["equal", "about", "at_least", "at_most", "between"]),
    unit=st.sampled_from(list(Unit)), of=WORDS, value=PERHAPS, low=PERHAPS, high=PERHAPS,
)  # fmt: skip
claims = st.builds(
    entry.Claim,
    id=WORDS, kind=st.sampled_from(["event", "quantity"]), sentence=WORDS, document=WORDS,
    voice=st.lists(
        st.builds(entry.Voice, WORDS, st.none() | WORDS, st.booleans()), max_size=2
    ).map(tuple),
    said=WORDS, credibility=st.integers(1, 6), reason=WORDS,
    questions=st.lists(WORDS, max_size=2).map(tuple), topic=WORDS,
    hedges=st.lists(st.builds(entry.Hedge, WORDS), max_size=2).map(tuple),
    quantity=st.none() | quantities,
    selectors=st.lists(
        st.builds(entry.Selector, st.integers(0, 9), st.integers(0, 9), WORDS), max_size=2
    ).map(tuple),
)  # fmt: skip
links = st.builds(
    entry.Link,
    a=WORDS, b=WORDS, relation=st.sampled_from(["launders", "contradicts"]),
    aspect=st.sampled_from(["value", "time"]), reason=WORDS,
)  # fmt: skip
overrides = st.builds(entry.Override, NUMBERS, NUMBERS, NUMBERS, WORDS)
bindings = st.builds(
    entry.Binding,
    parameter=WORDS, meaning=WORDS, unit=st.sampled_from(list(Unit)),
    claims=st.lists(WORDS, max_size=3).map(tuple), assumed=st.none() | overrides,
)  # fmt: skip
results = st.builds(
    entry.Result,
    id=WORDS, question=WORDS, sentence=WORDS,
    estimate=st.tuples(NUMBERS, NUMBERS, NUMBERS).map(sorted).map(
        lambda n: Estimate(n[1], n[0], n[2], 0.9, Unit.COUNT, "a run")
    ),
    rests_on=st.lists(WORDS, max_size=3).map(tuple), posted=DAYS,
)  # fmt: skip
retractions = st.builds(entry.Retraction, WORDS, WORDS, WORDS, DAYS)
entries = st.one_of(sources, documents, claims, links, bindings, results, retractions)


@STEADY
@given(entries)
def test_an_entry_written_as_json_is_read_back_as_itself(one):
    assert read_json(type(one), json_text(one), where="here") == one


@STEADY
@given(entries)
def test_an_entry_made_plain_is_taken_back_as_itself(one):
    assert check(type(one), plain(one), where="here") == one


@STEADY
@given(entries)
def test_an_entry_read_back_has_the_same_name_by_content(one):
    assert digest(read_json(type(one), json_text(one), where="here")) == digest(one)


@STEADY
@given(st.frozensets(WORDS, max_size=6))
def test_a_set_has_one_name_however_it_was_filled(held):
    again = frozenset(sorted(held, reverse=True))
    assert digest({"of": held}) == digest({"of": again})
    assert json_text(held) == json_text(again)
