"""What the rules read from sentences in the language of the field, typed by hand."""

import time

import pytest
from unit.reading import heldout
from unit.reading.making import layer, needs_parser

from foedus.reading.grounding import ground, still_stands
from foedus.reading.reader import read
from foedus.reading.score import scores

pytestmark = needs_parser


def claims(text, name="a.txt"):
    return read(layer(text, name)).proposals


def one(text, words):
    """The claim that begins with some words."""
    found = [c for c in claims(text) if c.exact.startswith(words)]
    assert len(found) == 1, [c.exact for c in claims(text)]
    return found[0]


def test_every_proposal_stands_in_its_text_to_the_letter():
    text = heldout.GULF
    for claim in claims(text):
        [place] = claim.selectors
        assert text[place.start : place.end] == place.exact
        assert still_stands(text, place)
        denied = claim.polarity == "denied"
        assert ground(text, place.exact, start=place.start, denied=denied) == place


def test_the_same_text_gives_the_same_proposals():
    assert claims(heldout.BALTIC) == claims(heldout.BALTIC)


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("spans", 0.65),
        ("participants", 0.80),
        ("hedges", 0.85),
        ("quantities", 0.85),
        ("dates", 0.85),
        ("voice", 0.75),
    ],
)
def test_texts_coded_before_the_rules_saw_them_are_read_as_well_as_asked(name, floor):
    found = [
        *claims(heldout.GULF, "gulf.txt"),
        *claims(heldout.BALTIC, "baltic.txt"),
    ]
    table = {score.name: score for score in scores(heldout.claims(), found)}
    assert table[name].coded > 4
    assert table[name].f1 >= floor


def test_a_quotation_over_three_sentences_has_one_speaker():
    text = (
        'Norwegian Foreign Minister Kari Dahl spoke in Oslo. "Russia has moved its border '
        'posts," Dahl explained. "It has built new bases near Finland. These steps harm '
        'Europe." Sweden signed the pact.'
    )
    held = {c.exact: c for c in claims(text)}
    inside = [
        c
        for words, c in held.items()
        if words.startswith(("Russia has", "It has", "These"))
    ]
    assert len(inside) == 3
    assert {(c.speaker.kind, c.speaker.entities, c.speaker.quoted) for c in inside} == {
        ("official", ("NOR",), True)
    }
    assert held["Sweden signed the pact"].speaker.kind == "author"


def test_a_name_in_quotation_marks_is_nobody_s_speech():
    claim = one('Iran and Iraq signed a "Friendship Pact" in 1975.', "Iran and Iraq signed")
    assert claim.speaker.kind == "author"


def test_what_a_minister_denies_is_denied_and_his():
    text = "Turkish Foreign Minister Ali Demir denied that Turkey supplied drones to Iran."
    claim = one(text, "Turkey supplied")
    assert (claim.polarity, claim.speaker.kind) == ("denied", "official")
    assert claim.entities("actor") == ("TUR",)


def test_a_bound_keeps_its_operator_and_says_when_nobody_knows_whose():
    text = "Iran fights on in the war with Iraq, which has caused over 600,000 casualties."
    figures = [f for c in claims(text) for f in c.figures]
    [figure] = [f for f in figures if f.value == 600_000]
    assert figure.operator == "at_least"
    assert figure.referent == "ambiguous: IRN or IRQ; the text does not say whose"
    other = one("Iraq has lost over 300,000 soldiers to Iran.", "Iraq has lost").figures[0]
    assert other.referent == "IRQ"


def test_a_day_that_may_be_two_keeps_the_other_reading():
    text = "Northern Studies 07-11-2024\nIn June, Norway and Sweden signed a pact."
    reading = read(layer(text))
    assert reading.said.moment.earliest == "2024-11-07"
    assert reading.said.moment.rejected == ("2024-07-11",)
    [claim] = reading.proposals
    assert (claim.time.earliest, claim.time.latest) == ("2024-06-01", "2024-06-30")
    assert claim.time.basis == "dateline"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        (
            "The treaty obliges each party to help the other if Iran attacks.",
            "The treaty",
            "obligation",
        ),
        ("Iran aims to build a base in Syria.", "Iran aims", "intent"),
        ("The pact could draw India into a war.", "The pact could", "forecast"),
        (
            "Japan views the pact between Iran and Iraq as a threat.",
            "Japan views",
            "perception",
        ),
        ("Iran invaded Iraq in 1980.", "Iran invaded", "event"),
        ("China is Iran's largest customer.", "China is", "state"),
        ("Sanctions have led to shortages in Iran.", "Sanctions have", "causal"),
    ],
)
def test_the_kind_of_a_claim_follows_its_cue(text, words, kind):
    assert one(text, words).kind == kind


@pytest.mark.parametrize(
    ("text", "words", "category"),
    [
        ("Iran supplied Syria with drones.", "Iran", "AID"),
        ("France invaded Algeria in 1830.", "France", "ASSAULT"),
        ("Canada imposed sanctions on Belarus.", "Canada", "SANCTION"),
        ("Poland deployed troops to its border with Belarus.", "Poland", "MOBILIZE"),
        ("Norway's king visited Denmark.", "Norway", "CONSULT"),
        ("India and Japan signed a trade treaty.", "India", "AGREE"),
    ],
)
def test_the_category_of_a_claim_follows_its_verb(text, words, category):
    assert one(text, words).plover == category


def test_in_the_passive_the_subject_suffers():
    claim = one("Estonia was invaded by the Soviet Union in 1940.", "Estonia was")
    assert "EST" in claim.entities("recipient")


def test_what_trails_behind_a_doubt_takes_the_doubt_over():
    claim = one(
        "The pact could help Iran, weakening Turkey's hold on Syria.", "weakening Turkey's"
    )
    assert [h.words for h in claim.hedges] == ["could"]
    assert claim.kind == "forecast"


def test_a_state_in_which_something_happens_is_its_place_and_no_party():
    text = "Iran sent soldiers to fight in Syria."
    claim = one(text, "Iran sent")
    assert (claim.entities(), claim.where) == (("IRN",), ("SYR",))
    assert text[claim.action.start : claim.action.end] == "sent"
    assert claim.quad == "material cooperation"


def test_a_word_of_icd_203_brings_its_band_and_the_scale():
    claim = one("Iran is very likely to leave the pact.", "Iran is")
    assert claim.band == (0.80, 0.95)
    assert "ICD 203" in claim.hedges[0].scale


def test_a_theory_and_an_unnamed_source_are_voices_of_their_own():
    theory = one("Realism suggests that states like Iran seek allies.", "states like Iran")
    assert (theory.speaker.kind, theory.speaker.name) == ("theory", "Realism")
    unnamed = one("Reports suggest that Iran sent drones to Syria.", "Iran sent")
    assert unnamed.speaker.kind == "anonymous"
    assert [h.family for h in unnamed.hedges] == ["source"]


def test_a_condition_stands_in_its_claim():
    claim = one("If Iran attacks, Iraq must defend Kuwait.", "If Iran attacks")
    text = "If Iran attacks, Iraq must defend Kuwait."
    assert text[claim.condition.start : claim.condition.end] == "If Iran attacks"
    assert "hypothetical" in claim.aux


@pytest.mark.parametrize(
    "text",
    [
        "Will Iran and Iraq sign a pact?",
        "Subscribe to our newsletter for more on Iran.",
        "Iran and Iraq: a History",
        "The matter remains complex.",
    ],
)
def test_what_asks_bids_or_decorates_is_passed_over(text):
    assert claims(text) == ()


def test_twenty_thousand_characters_take_under_three_seconds_of_a_processor():
    text = "\n".join((heldout.GULF, heldout.BALTIC, heldout.SAHEL))
    text = (text * (20_000 // len(text) + 1))[:20_000]
    claims("Iran sent Syria drones.")  # loads the parser
    start = time.process_time()
    assert len(claims(text)) > 200
    assert time.process_time() - start < 3


def test_an_empty_paragraph_and_odd_signs_do_no_harm():
    text = "…\n\n\u200b\n\n“”\n\n(((\n\n12.\n\n🙂 🙂.\n\nIran sent Syria drones."
    assert [c.exact for c in claims(text)] == ["Iran sent Syria drones"]
