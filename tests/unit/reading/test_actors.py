"""Who is named in a text, by whatever name."""

import pytest

from foedus.reading.actors import mentions
from foedus.reading.folding import fold_for_parsing


def named(text):
    return [(m.entity, m.basis) for m in mentions(fold_for_parsing(text))]


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("the Kremlin", "RUS"),
        ("Pyongyang", "PRK"),
        ("Washington", "USA"),
        ("Moscow", "RUS"),
        ("Seoul’s ministry of unification", "KOR"),
        ("Vienna", "AUT"),
        ("Prague", "CZE"),
        ("Rome", "ITA"),
        ("Austria", "AUT"),
        ("Germany", "DEU"),
        ("the Soviet Union", "RUS"),
        ("the U.S.", "USA"),
        ("DPRK", "PRK"),
        ("North Koreans", "PRK"),
        ("NATO", "NATO"),
        ("Western governments", "WEST"),
    ],
)
def test_a_state_is_found_by_name_capital_office_and_people(words, entity):
    assert [e for e, _ in named(f"It met {words} again.")] == [entity]


@pytest.mark.parametrize(
    "words",
    [
        "the Korean Peninsula",
        "the South China Sea",
        "in may",
        "us all",
        "Georgetown",
        "the Washington Post",
        "turkey for dinner",
    ],
)
def test_places_and_words_that_look_like_states_are_nobody(words):
    assert named(f"It lies in {words} there.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian Foreign Minister Kari Dahl spoke. Later Dahl left.",
        "Norway’s defence minister, Kari Dahl, spoke. Later Dahl left.",
        "Kari Dahl, the Norwegian foreign minister, spoke. Later Dahl left.",
    ],
)
def test_a_person_by_title_counts_for_the_state_and_so_does_the_family_name(text):
    found = mentions(fold_for_parsing(text))
    people = [m for m in found if m.person]
    assert {m.entity for m in people} == {"NOR"}
    assert people[-1].person == "Dahl"
    assert {m.basis for m in people} == {"title"}


def test_allies_of_a_state_are_a_group_of_their_own():
    assert [e for e, _ in named("the United States and its Asian allies met")] == [
        "USA",
        "USA_ALLIES",
    ]


def test_the_longer_name_goes_before_the_shorter():
    assert [e for e, _ in named("South Sudan and Guinea-Bissau")] == ["SSD", "GNB"]
