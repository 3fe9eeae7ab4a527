"""Scores are counted as the module says, and a gold file is read or told what is amiss."""

import json

import pytest

from foedus.faults import DataFault
from foedus.ledger.entry import Selector
from foedus.quantity import Unit
from foedus.reading.gold import (
    GoldClaim,
    GoldDate,
    GoldQuantity,
    GoldSpeaker,
    Span,
    read_gold,
)
from foedus.reading.proposal import (
    Figure,
    Hedging,
    Holder,
    Moment,
    Participant,
    Place,
    Proposal,
)
from foedus.reading.score import matched, scores

AUTHOR = GoldSpeaker("author")


def coded(start, end, *, id="g1", doc="a.txt", **more):
    more.setdefault("speaker", AUTHOR)
    return GoldClaim(id, doc, start, end, "x" * (end - start), "event", **more)


def proposed(start, end, *, id="p1", document="a.txt", **more):
    return Proposal(id, document, "", (Selector(start, end, ""),), "event", **more)


def line(table, name):
    return next(score for score in table if score.name == name)


def test_half_of_the_code_points_in_common_is_a_match_and_less_is_not():
    gold = [coded(0, 100)]
    assert matched(gold, [proposed(0, 50)])
    assert not matched(gold, [proposed(0, 49)])
    assert not matched(gold, [proposed(0, 100, document="b.txt")])


def test_each_claim_is_matched_once_and_by_the_nearest():
    gold = [coded(0, 100), coded(10, 90, id="g2")]
    ours = [proposed(10, 90), proposed(0, 95, id="p2"), proposed(0, 100, id="p3")]
    pairs = {(g.id, p.id) for g, p in matched(gold, ours)}
    assert pairs == {("g1", "p3"), ("g2", "p1")}
    spans = line(scores(gold, ours), "spans")
    assert (spans.right, spans.found, spans.coded) == (2, 3, 2)
    assert spans.precision == pytest.approx(2 / 3)
    assert spans.f1 == pytest.approx(4 / 5)


def test_people_count_for_their_states_and_sets_are_summed_over_pairs():
    gold = [coded(0, 10, actors=("RUS:PUTIN",), recipients=("SUN", "WEST"))]
    parts = (Participant("RUS", "actor"), Participant("USA", "recipient"))
    table = scores(gold, [proposed(0, 10, participants=parts)])
    both = line(table, "participants")
    assert (both.right, both.found, both.coded) == (1, 2, 2)
    assert line(table, "actors").f1 == 1
    assert line(table, "recipients").right == 0


def test_triples_count_what_no_claim_was_matched_with():
    gold = [
        coded(0, 10, actors=("RUS",), recipients=("PRK",), plover="AID"),
        coded(50, 60, id="g2", actors=("RUS",), recipients=("PRK",), plover="AID"),
    ]
    parts = (Participant("RUS", "actor"), Participant("PRK", "recipient"))
    ours = [proposed(0, 10, participants=parts, plover="AID")]
    triples = line(scores(gold, ours), "triples")
    assert (triples.right, triples.found, triples.coded) == (1, 1, 2)


def test_hedges_dates_and_quantities_are_found_by_place_and_read_by_value():
    gold = [
        coded(
            0,
            40,
            hedges=(Span("may", 3, 6),),
            date=GoldDate("2022", 20, 24, "2022-01-01", "2022-12-31"),
            quantity=GoldQuantity("over 9", 30, 36, "gt", 9),
        )
    ]
    hedge = Hedging(Place(3, 6), "may", "modal", "clear")
    time = Moment(Place(17, 24), "in 2022", "2022-01-01", None, "open-start", "explicit")
    figure = Figure(Place(30, 40), "over 9 men", "at_least", Unit.PERSONS, "men", 9.0)
    table = scores(gold, [proposed(0, 40, hedges=(hedge,), time=time, figures=(figure,))])
    assert line(table, "hedges").f1 == 1
    assert line(table, "dates").f1 == 1
    assert line(table, "dates read alike").right == 0
    assert line(table, "quantities read alike").right == 1


@pytest.mark.parametrize(
    ("holder", "right"),
    [
        (Holder("official", "Ann Lee", ("NOR",), place=Place(60, 63)), 1),
        (Holder("official", "Bo Ek", ("SWE",), place=Place(80, 83)), 0),
        (Holder("anonymous", "reports"), 0),
        (Holder("author"), 0),
    ],
)
def test_a_voice_is_right_where_kind_and_holder_are(holder, right):
    said = GoldSpeaker("official", "NOR:LEE", Span("Lee", 60, 63))
    table = scores([coded(0, 10, speaker=said)], [proposed(0, 10, voice=(holder,))])
    assert line(table, "voice, where not the author's").right == right


def test_nothing_to_score_is_no_number():
    empty = line(scores([], []), "spans")
    assert (empty.precision, empty.recall, empty.f1) == (None, None, None)


def test_a_gold_file_is_read_and_a_bad_line_is_named():
    good = {
        "id": "1", "doc": "a.txt", "doc_sha256": "ab", "start": 0, "end": 3, "quote": "abc",
        "type": "event", "speaker": {"kind": "author", "name": None, "span": None},
    }  # fmt: skip
    assert read_gold(json.dumps(good), where="g")[0].quote == "abc"
    more = {
        **good,
        "colour": 1,
        "date": {"text": "then", "start": None, "end": None, "x": 2},
    }
    [claim] = read_gold(json.dumps(more), where="g")
    assert claim.date == GoldDate("then")
    assert line(scores([claim], [proposed(0, 3)]), "dates").coded == 0
    with pytest.raises(DataFault) as caught:
        read_gold(json.dumps(good) + "\n" + json.dumps({"id": "2"}), where="g")
    assert "g:2" in caught.value.where
    with pytest.raises(DataFault, match="no claim"):
        read_gold("\n", where="g")
