"""A text with overlapping marks is cut without losing or moving a letter."""

from hypothesis import given
from hypothesis import strategies as st
from unit.reading.test_review import TEXT, proposal

from foedus.reading.annotations import from_utf16
from foedus.reading.proposal import Hedging, Place
from foedus.reading.segments import (
    Span,
    claim_spans,
    part_spans,
    segments,
    showable,
    touching,
)

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY, st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40))))
def test_each_letter_bears_the_marks_that_lie_over_it_and_the_pieces_are_the_text(
    text, places
):
    spans = [Span(*place, str(n)) for n, place in enumerate(places)]
    cut = segments(text, spans)
    assert "".join(piece.text for piece in cut) == text
    for piece in cut:
        for at in range(piece.start, piece.start + len(piece.text)):
            over = {s.name for s in spans if 0 <= s.start <= at < s.end <= len(text)}
            assert set(piece.names) == over


@given(ANY)
def test_what_is_shown_has_a_character_for_each_and_as_many_units_in_a_browser(text):
    shown = showable(text)
    assert len(shown) == len(text)
    units = [len(one.encode("utf-16-le", "surrogatepass")) for one in text]
    assert [len(one.encode("utf-16-le")) for one in shown] == units
    assert not set(shown) & {"\x00", "\r"}


@given(st.text(), st.integers(0, 30))
def test_a_count_of_the_browser_becomes_the_same_place_of_the_text(text, at):
    at = min(at, len(text))
    units = len(text[:at].encode("utf-16-le")) // 2
    assert from_utf16(text, units) == at


def test_places_of_claims_and_of_what_a_claim_was_read_from_are_named():
    one = proposal(2, "Iraq may send some", action=Place(33, 37),
                   hedges=(Hedging(Place(29, 32), "may", "modal", "clear"),))  # fmt: skip
    assert claim_spans([one]) == (Span(24, 42, "a-002"),)
    assert set(part_spans(one)) == {Span(33, 37, "action"), Span(29, 32, "hedge")}
    assert TEXT[29:32] == "may"


def test_claims_on_a_stretch_of_the_text_are_found():
    held = [proposal(1), proposal(2, "Iraq may send some")]
    assert [one.id for one in touching(held, 20, 25)] == ["a-001", "a-002"]
    assert touching(held, 22, 24) == ()
