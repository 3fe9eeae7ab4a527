"""Words that take something back, by family, strength and band."""

import pytest

from foedus.quantity import SCALE
from foedus.reading.hedges import forms, hedgings
from foedus.reading.lexicon import hedges


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("It may end.", "modal"),
        ("Perhaps it ends.", "possibility"),
        ("It is very likely to end.", "likelihood"),
        ("It reportedly ended.", "hearsay"),
        ("Observers have noted that it ended.", "source"),
        ("It is expected to end.", "expectation"),
        ("It aims to end.", "intention"),
        ("Oslo fears that it ends.", "fear"),
        ("It appears to end.", "appearance"),
        ("It remains unclear whether it ends.", "lack"),
        ("It is in part over.", "limit"),
        ("Oslo believes it is over.", "belief"),
    ],
)
def test_each_family_is_known_by_its_words(text, family):
    assert family in [hedge.family for hedge in hedgings(text)]


@pytest.mark.parametrize(
    "text", ["It ended in May.", "It is limited by law.", "It will end.", "A mighty state."]
)
def test_words_that_look_like_hedges_are_none(text):
    assert hedgings(text) == ()


def test_the_longest_words_go_first_and_each_place_is_taken_once():
    [hedge] = hedgings("It is very likely over.")
    assert (hedge.words, hedge.band) == ("very likely", (0.80, 0.95))


def test_bands_are_those_of_the_house_s_scale():
    ours = {word.word: (word.low, word.high) for word in SCALE}
    told = {
        words: group.band
        for group in hedges().families["likelihood"]
        for entry in group.words
        for words in forms(entry)
    }
    for word in ("almost certain", "very likely", "likely", "unlikely", "very unlikely"):
        assert told[word] == ours[word]
    assert "2015" in hedges().version
