"""Whatever a text holds, reading it ends well, and every claim stands where it says."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.reading import heldout
from unit.reading.making import layer, needs_parser

from foedus import doors
from foedus.reading.grounding import ground
from foedus.reading.links import links
from foedus.reading.proposal import Proposal
from foedus.reading.reader import read

pytestmark = needs_parser

SIGNS = [
    "“",
    "”",
    '"',
    "’",
    "—",
    "–",
    "…",
    "(",
    ")",
    ";",
    "\n",
    "\n\n",
    "\u00a0",
    "🙂",
    "%",
    "$",
]
WORDS = (heldout.GULF + heldout.BALTIC + heldout.SAHEL).split()


def holds(text):
    reading = read(layer(text))
    for claim in reading.proposals:
        for place in claim.selectors:
            assert text[place.start : place.end] == place.exact
            denied = claim.polarity == "denied"
            assert ground(text, place.exact, start=place.start, denied=denied) == place
        for held in (*claim.hedges, *claim.figures, *([claim.time] if claim.time else [])):
            assert 0 <= held.place.start < held.place.end <= len(text)
        again = doors.read_json(Proposal, doors.json_text(claim), where="x")
        assert again == claim
    ids = [claim.id for claim in reading.proposals]
    assert len(set(ids)) == len(ids)
    assert {end for link in links(reading.proposals) for end in (link.a, link.b)} <= set(
        ids
    )


@pytest.mark.parametrize("seed", range(40))
def test_words_in_any_order_with_signs_between_do_no_harm(seed):
    chance = random.Random(seed)
    words = [chance.choice(SIGNS if chance.random() < 0.15 else WORDS) for _ in range(250)]
    holds(" ".join(words))


@pytest.mark.parametrize("seed", range(20))
def test_sentences_with_a_word_lost_or_doubled_do_no_harm(seed):
    chance = random.Random(seed)
    words = list(WORDS)
    for _ in range(60):
        place = chance.randrange(len(words))
        if chance.random() < 0.5:
            del words[place]
        else:
            words.insert(place, words[place])
    holds(" ".join(words))


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=200))
def test_any_characters_do_no_harm(text):
    holds(text + " Iran sent Syria drones.")
