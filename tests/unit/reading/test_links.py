"""Claims that may be linked are found, each with its reason, few claims or many."""

import time

from unit.reading.making import layer, needs_parser
from unit.reading.test_review import proposal

from foedus.ledger.entry import Selector
from foedus.reading.links import certainty, links, stems_of
from foedus.reading.proposal import Hedging, Holder, Participant, Place, Proposal
from foedus.reading.reader import read

ACTS = (Participant("IRN", "actor"), Participant("SYR", "recipient"))
MAY = Hedging(Place(0, 3), "may", "modal", "clear")
SAID = Hedging(Place(0, 3), "reportedly", "hearsay", "clear")


def one(id, words, document="a.txt", **more):
    more.setdefault("kind", "event")
    more.setdefault("participants", ACTS)
    start = 1_000 * int(id[1:])
    place = Selector(start, start + len(words), words)
    return Proposal(id, document, "", (place,), **more)


def found(*claims, texts=None):
    return [(link.a, link.b, link.relation) for link in links(claims, texts)]


def test_a_phrase_in_two_documents_is_one_origin_and_in_one_document_is_not():
    words = "the clause echoes old treaties of naval alliance"
    pair = (one("c1", words), one("c2", f"In it {words}", "b.txt"))
    assert found(*pair) == [("c1", "c2", "same_origin")]
    assert found(pair[0], one("c2", words)) == []


def test_names_alone_bring_no_claims_together():
    words = "Iran and Syria and the Soviet Union and North Korea"
    assert found(one("c1", words), one("c2", words, "b.txt")) == []


def test_what_one_denies_and_another_affirms_is_contradiction():
    words = "Iran sent heavy drones to Syria by night"
    other = one("c2", words, polarity="denied")
    assert ("c1", "c2", "contradicts") in found(one("c1", words), other)


def test_a_flat_and_a_hedged_claim_qualify_each_other():
    words = "Iran sent heavy drones to Syria by night"
    assert found(one("c1", words), one("c2", words, hedges=(MAY,))) == [
        ("c1", "c2", "qualifies")
    ]
    assert [certainty(one("c1", words, hedges=h)) for h in ((), (MAY,), (SAID,))] == [
        "flat",
        "possible",
        "reported",
    ]


def test_quoted_words_that_return_in_the_author_s_voice_are_laundered():
    bo = (Holder("author"), Holder("official", "Bo Ek", ("SWE",), "said", None, True))
    words = "foreign ships have crowded the northern harbours"
    said, bare = one("c1", words, voice=bo), one("c2", f"Today {words}")
    assert found(said, bare) == [("c1", "c2", "launders")]
    reported = one("c1", words, voice=(Holder("author"), Holder("anonymous", "reports")))
    assert found(reported, bare) == []


def test_a_bond_of_two_names_is_told_once():
    claims = (
        one("c1", "a comprehensive strategic partnership", participants=()),
        one("c2", "a comprehensive offensive partnership", "b.txt", participants=()),
        one("c3", "the comprehensive offensive partnership", "b.txt", participants=()),
    )
    assert found(*claims) == [("c1", "c2", "contradicts")]


def test_stems_fold_what_one_word_becomes():
    assert stems_of("regions, regional") == ("region", "region")


def test_thousands_of_claims_are_compared_in_seconds():
    words = "Iran sent heavy drones to Syria by night"
    many = [
        one(f"c{n}", f"item {n} number {n + 7} moved by road", f"{n}.txt", participants=())
        for n in range(1, 4_000)
    ]
    pair = (one("c5000", words), one("c5001", words, hedges=(MAY,)))
    start = time.monotonic()
    assert ("c5000", "c5001", "qualifies") in found(*many, *pair)
    assert time.monotonic() - start < 20


@needs_parser
def test_links_of_a_real_text_point_at_its_claims():
    text = "Iran sent Syria heavy drones. Reports suggest that Iran sent Syria drones."
    claims = read(layer(text)).proposals
    ids = {claim.id for claim in claims}
    assert {end for link in links(claims) for end in (link.a, link.b)} <= ids
    assert links([proposal()]) == ()
