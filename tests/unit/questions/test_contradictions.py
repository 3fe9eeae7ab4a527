"""What a case's figures come to when they are held against each other."""

from dataclasses import replace
from datetime import date

import pytest

from foedus.brief.sections.evidence import blocks
from foedus.cases.folder import read_case
from foedus.chance import Stream
from foedus.ledger.book import standing, without_source
from foedus.ledger.doubt import pooled
from foedus.ledger.entry import Claim
from foedus.questions import evidence
from foedus.questions.parts.evidence.contradictions import Contradictions


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def clash(case):
    return Contradictions(case, case.book, question="evidence")


def table(clash, name):
    return next(t for t in clash.told() if t.id == f"evidence.{name}")


def first_to_go(clash):
    return [
        move.statement.name for one in clash.broken for move in one.corrections[0].moves
    ]


def test_barrels_and_tonnes_of_the_oil_report_are_found_to_clash(clash):
    [oil] = [one for one in clash.broken if "pay-oil1m" in first_of(one)]
    told = [sorted(m.statement.name for m in c.moves) for c in oil.conflicts]
    assert ["assumed oil.barrels_per_tonne", "pay-oil-56kt", "pay-oil1m"] in told


def first_of(one):
    return [move.statement.name for move in one.corrections[0].moves]


def test_ten_thousand_and_seventy_thousand_rounds_a_day_cannot_both_be_true(clash):
    assert "sh-fire-syr-jan" in first_to_go(clash)
    rows = table(clash, "contradictions").rows
    [row] = [r for r in rows if "70,000 rounds a day" in r[0]]
    assert row[2] == "70,000 rounds/day"
    assert "10,000 rounds/day" in row[5]


def test_a_claim_from_memory_gives_way_before_one_that_was_read(clash):
    assert "sh-rusprod-rusi" in first_to_go(clash)


def test_every_row_rests_on_what_was_posted(case, clash):
    known = {claim.id for claim in standing(case.book, Claim)}
    for made in clash.told():
        assert len(made.rows) == len(made.rests_on)
        for ids in made.rests_on:
            assert ids
            assert {id for id in ids if not id.startswith("binding:")} <= known


def test_the_counts_are_those_of_the_tables(clash):
    sets, first = clash.results()
    assert sets.estimate.value == len(table(clash, "conflicts").rows)
    assert first.estimate.value == len(table(clash, "contradictions").rows)


def test_what_was_said_later_clashes_with_nobody_yet():
    early = read_case("russia-dprk", as_of=date(2024, 1, 1))[0]
    names = first_to_go(Contradictions(early, early.book, question="evidence"))
    late = {c.id for c in standing(read_case("russia-dprk")[0].book, Claim)}
    known = {c.id for c in standing(early.book, Claim)}
    assert not {name for name in names if name in late - known}


def test_without_its_source_a_figure_clashes_no_more(case, clash):
    less = Contradictions(case, without_source(case.book, "syrskyi"), question="evidence")
    assert "sh-fire-syr-jan" not in first_to_go(less)
    assert len(less.broken) <= len(clash.broken)


def test_more_reach_leaves_fewer_contradictions(case, clash):
    far = Contradictions(case, case.book, question="evidence", reach=3.0)
    assert len(far.broken) < len(clash.broken)


def test_a_case_without_identities_still_tells_one_number_told_twice(case):
    bare = replace(case, identities=())
    clash = Contradictions(bare, bare.book, question="evidence")
    assert {row[6] for row in table(clash, "contradictions").rows} == {
        "one number is told in more than one way"
    }


def test_closure_errors_stand_worst_first_with_their_interval(case, clash):
    pools, _ = pooled(case.book, stream=Stream(1), runs=400)
    closing = clash.tables(pools)[-1]
    assert len(closing.rows) == len(closing.rests_on)
    assert all(row[5] <= row[4] <= row[6] for row in closing.rows)
    [oil] = [row for row in closing.rows if row[1].startswith("oil.in_2024 = ")]
    assert oil[7] == "barrels"
    assert oil[-1] == 1


def test_evidence_and_its_part_of_the_brief_show_it(case):
    answer = evidence.ask(case, seed=1, runs=400)
    assert answer.table("evidence.contradictions").rows
    assert answer.result("evidence.clash.sets").rests_on
    told = [b.text for b in blocks(case, {"evidence": answer}) if hasattr(b, "text")]
    assert any("cannot all be true" in text for text in told)
