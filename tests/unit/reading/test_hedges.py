"""Words that take something back, by family, strength and band."""

from pathlib import Path

import pytest
import yaml

from foedus.quantity import SCALE
from foedus.reading.hedges import forms, hedgings
from foedus.reading.lexicon import hedges

TABLE = yaml.safe_load(Path(__file__).with_name("hedges.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("sentence", "words", "family"),
    [(*row, family) for family, rows in TABLE.items() if family != "none" for row in rows],
)
def test_a_hedge_of_the_table_is_found_whole_and_in_its_family(sentence, words, family):
    [hedge] = hedgings(sentence)
    assert (hedge.words, hedge.family) == (words, family)
    assert sentence[hedge.place.start : hedge.place.end] == words


@pytest.mark.parametrize("sentence", [row[0] for row in TABLE["none"]])
def test_words_that_look_like_hedges_are_none(sentence):
    assert hedgings(sentence) == ()


def test_no_form_belongs_to_two_families():
    families = [
        (form, family)
        for family, groups in hedges().families.items()
        for group in groups
        for entry in group.words
        for form in forms(entry)
    ]
    held = dict(reversed(families))
    assert [one for one in families if held[one[0]] != one[1]] == []


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
