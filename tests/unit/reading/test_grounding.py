"""A quotation stands in the text to the letter, or it is refused."""

import pytest

from foedus.ledger.entry import Selector
from foedus.reading.folding import fold, fold_for_parsing
from foedus.reading.grounding import Refusal, ground, still_stands

TEXT = (
    "Kyiv’s staff said “over 11,000 soldiers” had come — a figure Seoul\u00a0doubts. "
    "The minister did not confirm the transfer. The minister spoke on 3 May 2024."
)


@pytest.mark.parametrize(
    "said",
    [
        'Kyiv\'s staff said "over 11,000 soldiers"',
        "had come - a figure Seoul doubts",
        "had come – a figure Seoul doubts",
        "did not confirm the transfer",
    ],
)
def test_other_quotation_marks_dashes_and_spaces_are_the_same_words(said):
    found = ground(TEXT, said)
    assert isinstance(found, Selector)
    assert fold(TEXT[found.start : found.end]) == fold(said)
    assert found.exact == TEXT[found.start : found.end]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("over 12,000 soldiers", "does not stand"),
        ("1,000 soldiers", "longer word or number"),
        ("over 11", "longer word or number"),
        ("on 3 May 202", "longer word or number"),
        ("confirm the transfer", "denies it"),
        ("did confirm the transfer", "does not stand"),
        ("The minister", "2 places"),
        ("   ", "empty"),
        ("kyiv's staff", "does not stand"),
    ],
)
def test_what_was_altered_or_torn_is_refused_with_the_reason(said, why):
    found = ground(TEXT, said)
    assert isinstance(found, Refusal)
    assert why in found.reason
    assert found.finding("x").weight == "breach"


def test_what_a_claim_says_is_denied_may_stand_behind_the_denial():
    assert isinstance(ground(TEXT, "confirm the transfer"), Refusal)
    assert ground(TEXT, "confirm the transfer", denied=True).exact == "confirm the transfer"


def test_one_of_two_places_is_found_by_what_stands_before_it_or_by_its_start():
    later = ground(TEXT, "The minister", prefix="the transfer. ")
    assert later.start == TEXT.rindex("The minister")
    assert ground(TEXT, "The minister", start=later.start) == later


def test_a_place_is_lost_when_the_text_under_it_changes():
    place = ground(TEXT, "did not confirm")
    assert still_stands(TEXT, place)
    assert not still_stands(TEXT.replace("not ", "now "), place)


@pytest.mark.parametrize("way", [fold, fold_for_parsing])
def test_folding_moves_no_offset(way):
    text = "“a” ‘b’ «c» —–‑ \u00a0\u2009\u3000𝔸é\u0301\t\r\n"
    assert len(way(text)) == len(text)
    assert fold("“‘—\u00a0") == "\"'- "
