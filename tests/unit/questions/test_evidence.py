"""The evidence question: whose word it is, and which explanation is spoken against."""

from dataclasses import replace
from datetime import date

import pytest
from unit.ledger.making import PAPER, claim, figure, source

from foedus.brief.cards import cards_of
from foedus.cases.folder import read_case
from foedus.ledger.book import standing
from foedus.ledger.entry import (
    Binding,
    Claim,
    Link,
    Review,
    Selector,
    Voice,
    place_in,
)
from foedus.ledger.hypotheses import MARKS
from foedus.questions import evidence
from foedus.questions.parts.evidence.carrying import reviewed
from foedus.questions.parts.evidence.echoed import Echoed
from foedus.questions.parts.evidence.rivals import rivalry


@pytest.fixture(scope="module")
def late():
    return read_case("russia-dprk", as_of=date(2025, 12, 31))[0]


@pytest.fixture(scope="module")
def answer(late):
    return evidence.ask(late, seed=1, runs=200)


def test_every_laundered_claim_is_listed_with_the_word_that_it_was(answer):
    rows = answer.table("evidence.laundered").rests_on
    assert {row[0] for row in rows} == {"cs-seed600k", "tp-seed12k", "pay-28tn"}
    assert ("tp-seed12k", "tp-nis12k") in rows


def test_a_laundered_claim_is_marked_in_every_table_that_shows_it(late, answer):
    claims = {claim.id: claim for claim in standing(late.book, Claim)}
    said = [claims[id].sentence for id in ("cs-seed600k", "tp-seed12k", "pay-28tn")]
    shown = [
        cell
        for table in answer.tables
        if table.id != "evidence.laundered"
        for row in table.rows
        for cell in row
        if isinstance(cell, str) and any(sentence in cell for sentence in said)
    ]
    assert len(shown) > 1
    assert all("[laundered: " in cell for cell in shown)


def test_a_claim_that_repeats_others_is_marked_beside_its_bar(late, answer):
    claims = {claim.id: claim for claim in standing(late.book, Claim)}
    mark = Echoed(late.book, question="evidence").mark(claims["tp-range"])
    assert mark.count("repeats ") == 2
    bars = {row[1]: row[0] for picture in answer.pictures for row in picture.rows}
    shown = bars.keys() & claims.keys()
    assert shown
    assert not any("[" in bars[id] for id in shown - {"tp-range"})


def test_the_card_of_a_laundered_claim_says_so_and_leads_to_the_word(late, answer):
    card = cards_of(late, [answer])["tp-seed12k"]
    assert card.hedge.startswith("laundered: ")
    assert "tp-nis12k" in card.rests_on


def test_a_number_whose_second_family_only_repeats_the_first_rests_on_one_origin(late):
    claims = {claim.id: claim for claim in standing(late.book, Claim)}
    twice = Binding(
        "sent",
        "soldiers sent",
        claims["tp-nis12k"].quantity.unit,
        ("tp-nis12k", "tp-rumour"),
    )
    rumour = replace(
        claims["tp-nis12k"], id="tp-rumour", voice=(Voice("kyiv_independent"),), said="2025"
    )
    tie = Link("tp-nis12k", "tp-rumour", "same_origin", "value", "one briefing")
    told = {}
    for name, more in (("tied", (tie,)), ("loose", ())):
        case = replace(late, book=(*late.book, rumour, twice, *more))
        answer = evidence.ask(case, seed=1, runs=200)
        rows = answer.table("evidence.parameters").rows
        told[name] = next(row[-1] for row in rows if row[0] == "sent")
        lone = [r for r in answer.table("evidence.one_origin").rows if r[0] == "sent"]
        assert len(lone) == (name == "tied")
        assert [row[3:] for row in lone] in ([], [(2, "The Kyiv Independent")])
    assert told == {"tied": "one origin", "loose": "agreed"}


def test_rivals_are_ranked_with_the_ranks_that_they_come_to(answer):
    ranks = [r for r in answer.results if r.id.startswith("evidence.rivals.")]
    assert len(ranks) == 3
    for one in ranks:
        assert 1 <= one.estimate.low <= one.estimate.value <= one.estimate.high <= 3
        assert one.rests_on


def test_no_sum_of_weights_is_printed_and_every_claim_tells_how_far_it_tells_apart(answer):
    matrix = answer.table("evidence.rivals.matrix")
    assert all(cell in MARKS for row in matrix.rows for cell in row[2:5])
    assert not [c for row in matrix.rows for c in row if isinstance(c, float)]
    assert matrix.rows[0][5] == "tells sharply apart"
    assert matrix.rows[-1][5] == "tells nothing apart"


def test_what_one_claim_alone_would_turn_is_told_as_not_standing(late):
    kept = [j for j in late.rivals.judgements if j.claim in {"du-m5", "du-isw"}]
    made = rivalry(
        replace(late, rivals=replace(late.rivals, judgements=tuple(kept))),
        late.book,
        question="evidence",
    )
    assert not made.verdict.stands
    assert "does not stand" in made.says() or "do not tell apart" in made.says()


def test_what_only_foretells_is_left_out_once_and_said_so(late):
    forecasts = [j for j in late.rivals.judgements if j.claim in {"du-m5", "cn-gpf"}]
    made = rivalry(
        replace(late, rivals=replace(late.rivals, judgements=tuple(forecasts))),
        late.book,
        question="evidence",
    )
    assert "Without claims that only foretell" in made.says()


@pytest.mark.parametrize(
    ("more", "many"),
    [
        ({}, 1),
        ({"proposal": "another-7"}, 1),
        ({"place": place_in("ab" * 32, Selector(9, 15, "so many"))}, 0),
        ({"reviewer": "case-1"}, 0),
        ({"verdict": "rejected"}, 0),
        ({"verdict": "linked"}, 0),
        ({"place": "", "proposal": "another-7"}, 0),
        ({"place": ""}, 1),
    ],
)
def test_a_claim_is_reviewed_where_another_let_its_very_words_stand(more, many):
    words = Selector(0, 7, "so many")
    paper = replace(PAPER, text_sha256="ab" * 32)
    one = claim("a-001", figure(value=1.0), selectors=(words,))
    review = Review("a-001", "bo", 1, "accepted", {}, place=place_in("ab" * 32, words))
    [row] = reviewed((paper, source("press"), one, replace(review, **more))).rows
    assert row == ("case-1", 1, 0, 1, many)


def test_the_state_of_review_counts_every_claim_once(late, answer):
    rows = answer.table("evidence.review").rows
    assert sum(row[1] for row in rows) == len(standing(late.book, Claim))
