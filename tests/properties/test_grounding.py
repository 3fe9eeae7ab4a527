"""Of ten thousand altered quotations the gate lets none through, and of true ones all."""

import random
import re
from pathlib import Path

import pytest

from foedus.ledger.entry import Selector
from foedus.reading.folding import fold
from foedus.reading.grounding import Refusal, ground

MANY = 10_000
PAPERS = sorted((Path(__file__).parents[3] / "shared" / "documents").glob("*.txt"))

PLACES = ("Ankara", "Baku", "Delhi", "Hanoi", "Lima", "Oslo", "Quito", "Riga", "Tunis")
ACTS = ("did not send", "never promised", "cannot deny having moved", "has not returned")
THINGS = ("soldiers", "shells", "barrels of oil", "containers", "missiles")


def written(seed):
    """A text of some hundred sentences, each with a number of its own and a negation."""
    chance = random.Random(seed)
    numbers = chance.sample(range(1_100, 999_999), 150)
    return " ".join(
        f"{chance.choice(PLACES)} “{chance.choice(ACTS)}” {number:,} "
        f"{chance.choice(THINGS)} to {chance.choice(PLACES)} on {chance.randint(1, 28)} "
        f"May {2000 + place % 27} — so Reuters’ man in {chance.choice(PLACES)} wrote."
        for place, number in enumerate(numbers)
    )


def a_digit_changed(chance, words, text):
    at = [m.start() for m in re.finditer(r"\d", words)]
    if not at:
        return None
    place = chance.choice(at)
    other = chance.choice([d for d in "0123456789" if d != words[place]])
    return words[:place] + other + words[place + 1 :]


def a_digit_dropped(chance, words, text):
    at = [m.start() for m in re.finditer(r"\d(?=\d)|(?<=\d)\d", words)]
    if not at:
        return None
    place = chance.choice(at)
    return words[:place] + words[place + 1 :]


def a_negation_dropped(chance, words, text):
    held = list(re.finditer(r"\b(?:not|never|no)\s", words))
    if not held:
        return None
    one = chance.choice(held)
    return words[: one.start()] + words[one.end() :]


def cut_off_behind_its_negation(chance, words, text):
    held = re.search(r"\b(?:not|never)\s+(?=\w+\W+\w+)", words)
    return words[held.end() :] if held else None


def a_number_torn(chance, words, text):
    held = re.search(r"\d[\d,]+\d", words)
    return words[held.start() + 1 :] if held else None


def a_word_from_elsewhere(chance, words, text):
    own = words.split(" ")
    other = chance.choice([w for w in text.split(" ") if fold(w) != fold(own[2])])
    own[2] = other
    return " ".join(own)


def two_words_swapped(chance, words, text):
    own = words.split(" ")
    if fold(own[1]) == fold(own[3]):
        return None
    own[1], own[3] = own[3], own[1]
    return " ".join(own)


def joined_over_a_gap(chance, words, text):
    own = words.split(" ")
    return " ".join(own[:2] + own[3:]) if len(own) > 5 else None


WAYS = (
    a_digit_changed,
    a_digit_dropped,
    a_negation_dropped,
    cut_off_behind_its_negation,
    a_number_torn,
    a_word_from_elsewhere,
    two_words_swapped,
    joined_over_a_gap,
)


def quotations(chance, text):
    """Stretches of five to eighteen whole words."""
    words = list(re.finditer(r"\S+", text))
    while True:
        first = chance.randrange(len(words) - 5)
        last = min(first + chance.randint(4, 17), len(words) - 1)
        yield text[words[first].start() : words[last].end()]


def altered(seed, text, many):
    chance = random.Random(seed)
    made = 0
    for words in quotations(chance, text):
        if made == many:
            return
        way = chance.choice(WAYS)
        # Each number of the text written here stands in it once. A stretch without one
        # may stand elsewhere just as it was altered, and then it is a true quotation.
        if "Reuters" in text and not re.search(r"\d,\d{3}", words):
            continue
        other = way(chance, words, text)
        if other and len(other.split()) > 2 and fold(other) != fold(words):
            made += 1
            yield way, words, other


def test_of_ten_thousand_altered_quotations_none_is_accepted():
    accepted, ways = [], set()
    for part in range(20):
        text = written(part)
        for way, words, other in altered(part, text, MANY // 20):
            ways.add(way)
            if not isinstance(ground(text, other), Refusal):
                accepted.append((way.__name__, words, other))
    assert accepted == []
    assert ways == set(WAYS)


def test_true_quotations_are_accepted_whatever_their_marks():
    text = written(99)
    chance, folded = random.Random(99), fold(text)
    plain = 0
    for words, _ in zip(quotations(chance, text), range(2_000), strict=False):
        said = fold(words) if chance.random() < 0.5 else words
        found = ground(text, said)
        if isinstance(found, Selector):
            plain += 1
            assert found.exact == words
        else:
            # Cut right behind a negation, or words that stand in the text several times.
            assert "denies" in found.reason or folded.count(fold(words)) > 1
    assert plain > 1_500


@pytest.mark.skipif(not PAPERS, reason="../shared/documents is not here")
@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name[:3])
def test_altered_quotations_of_the_papers_are_refused(paper):
    text = paper.read_text("utf-8")
    folded = fold(text)
    for _, words, other in altered(7, text, 500):
        if fold(other) in folded:
            continue
        assert isinstance(ground(text, other), Refusal), (words, other)
