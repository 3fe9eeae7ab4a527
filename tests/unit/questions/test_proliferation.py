"""How much sooner help brings a capability, asked of the case of the package."""

import re
from dataclasses import replace
from datetime import date
from time import process_time

import numpy as np
import pytest

from foedus.brief.compose import rests_on
from foedus.brief.sections.forecasts import _hastened
from foedus.brief.sections.proliferation import blocks
from foedus.brief.statement import FigureBlock, Statement, TableBlock
from foedus.cases.capability_file import Help
from foedus.cases.folder import read_case
from foedus.ledger.book import standing, without_claim
from foedus.ledger.entry import Binding, Claim
from foedus.questions.parts.proliferation.hastening import (
    ASKED,
    FULL,
    NONE,
    path_of,
    race_of,
)
from foedus.questions.proliferation import QUESTION, ask


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def later():
    return read_case("russia-dprk", as_of=date(2025, 12, 31))[0]


@pytest.fixture(scope="module")
def answer(case):
    return ask(case, runs=1000)


def value(answer, key):
    return answer.result(f"{QUESTION}.{key}").estimate.value


def test_every_capability_has_its_chances_without_help_and_with_full_help(case, answer):
    for goal in case.capabilities:
        for years in ASKED:
            none, full = (
                value(answer, f"{goal.id}.{one}.by.{years}") for one in (NONE, FULL)
            )
            assert 0 < none < full < 1
        by = [value(answer, f"{goal.id}.{FULL}.by.{years}") for years in ASKED]
        assert by == sorted(by)


def test_months_saved_leave_room_for_help_that_impedes(case, answer):
    saved = answer.result(f"{QUESTION}.submarine.full.saved").estimate
    assert saved.low < 0 < saved.value < saved.high
    last = answer.result(f"{QUESTION}.submarine.full.saved.last").estimate
    assert last.value < saved.value
    alone = answer.result(f"{QUESTION}.submarine.full.saved.literature").estimate
    assert alone.low < saved.low


def test_reported_help_saves_less_than_full_help(case, answer):
    assert (
        0
        < value(answer, "satellite.reported.saved")
        < value(answer, "satellite.full.saved")
    )


def test_help_is_told_only_where_a_claim_of_it_was_known_by_the_day(case, answer, later):
    there = {r.id for r in answer.results}
    assert f"{QUESTION}.submarine.reported.saved" not in there
    assert any("none of its claims was known" in f.remark for f in answer.findings)
    told = {r.id for r in ask(later, runs=200).results}
    assert f"{QUESTION}.submarine.reported.saved" in told


def test_help_without_its_claims_is_not_told(case):
    book = case.book
    for goal in case.capabilities:
        for help in goal.help:
            for claim in help.claims:
                book = without_claim(book, claim)
    told = ask(replace(case, book=book), runs=200)
    assert not [r for r in told.results if ".reported." in r.id]


def test_claims_that_disagree_stand_side_by_side(answer, later):
    assert "satellite" in str(answer.table(f"{QUESTION}.links").rows)
    links = ask(later, runs=200).table(f"{QUESTION}.links")
    rests = set(links.rests_on)
    assert ("te-fnf-none", "te-sat-given") in rests
    assert ("te-submod", "te-subreact") in rests
    sides = {row[1] for row in ask(later, runs=200).table(f"{QUESTION}.claims").rows}
    assert sides == {"of how far it is", "for help", "against it"}


def test_everything_assumed_is_said_to_be(case, answer):
    [told] = [f.remark for f in answer.findings if f.remark.startswith("assumed")]
    bindings = {b.parameter: b for b in standing(case.book, Binding)}
    for name in bindings:
        if name.startswith(f"{QUESTION}."):
            assert name.removeprefix(f"{QUESTION}.") in told
    standings = {row[2] for row in answer.table(f"{QUESTION}.bound").rows}
    assert standings == {"assumed"}


def test_it_says_that_no_null_is_beaten(answer):
    told = " ".join(f.remark for f in answer.findings)
    assert "at no step" in told
    assert "no better than a constant hazard" in told
    assert {row[-1] for row in answer.table(f"{QUESTION}.effect").rows} == {"no"}


def test_help_of_one_s_own_stands_beside_the_case_s(case):
    told = ask(case, runs=500, help_path=Help(0.0))
    for goal in case.capabilities:
        saved = told.result(f"{QUESTION}.{goal.id}.asked.saved").estimate
        assert (saved.low, saved.value, saved.high) == (0, 0, 0)
    half = ask(case, runs=500, help_path=Help(0.5))
    assert 0 < value(half, "reentry.asked.saved") < value(half, "reentry.full.saved")


def test_help_that_stops_saves_no_more_than_help_that_goes_on(case):
    [goal] = [g for g in case.capabilities if g.id == "reentry"]
    race = race_of(case, goal, asked=Help(1.0, ends="2027"), seed=1, runs=500)
    stopped, full = race.scenario("asked").saving, race.scenario(FULL).saving
    speeds = race.drawn.effect > 0
    assert (stopped.saved[speeds] <= full.saved[speeds] + 1e-6).all()


def test_help_begins_on_the_first_day_that_its_date_may_mean():
    path = path_of(Help(1.0, "2025-07", ramp_months=0), date(2025, 1, 1))
    assert path.starts[1] == pytest.approx(5.95, abs=0.01)
    assert path_of(Help(1.0, "2023", "2024"), date(2025, 1, 1)).shares == (0.0,)


def test_asked_of_a_later_day_work_has_gone_on_for_longer(case, later):
    goal = case.capabilities[0]
    ages = [
        race_of(one, goal, asked=None, seed=1, runs=200).drawn.programme.age
        for one in (case, later)
    ]
    assert np.allclose(ages[1] - ages[0], 12, atol=0.1)


def test_the_same_seed_gives_the_same_answer_and_another_another(case, answer):
    assert ask(case, runs=1000) == answer
    assert ask(case, runs=1000, seed=2).results != answer.results


def test_all_that_an_answer_rests_on_is_there(case, answer):
    known = {r.id for r in answer.results} | {c.id for c in standing(case.book, Claim)}
    known |= {f"binding:{b.parameter}" for b in standing(case.book, Binding)}
    named = {id for r in answer.results for id in r.rests_on}
    named |= {id for t in answer.tables for row in t.rests_on for id in row}
    assert {id for id in named if not id.startswith("data:")} <= known


def test_it_is_answered_in_less_than_a_second_of_work(case):
    ask(case)
    begun = process_time()
    ask(case)
    assert process_time() - begun < 1


def test_a_case_without_capabilities_says_so(case):
    told = ask(replace(case, capabilities=()))
    assert told.results == told.tables == told.pictures == ()
    assert "capabilities.yaml" in told.findings[0].remark
    assert list(blocks(replace(case, capabilities=()), {QUESTION: told})) == []


def test_a_stage_is_told_once_all_that_it_rests_on_is_known():
    early = read_case("russia-dprk", as_of=date(2024, 3, 1))[0]
    said = " ".join(
        b.text
        for b in blocks(early, {QUESTION: ask(early, runs=200)})
        if isinstance(b, Statement)
    )
    assert "under last examination" in said
    # The satellite of 2023 was known, the rocket of May 2024 was not.
    assert "blew up" not in said


def test_its_section_says_nothing_with_a_figure_that_rests_on_nothing(case, answer):
    made = list(blocks(case, {QUESTION: answer}))
    said = [b for b in made if isinstance(b, Statement) and re.search(r"\d", b.text)]
    assert said
    assert all(rests_on(b) for b in said)
    assert {b.table.id for b in made if isinstance(b, TableBlock)} == {
        t.id for t in answer.tables
    }
    assert len([b for b in made if isinstance(b, FigureBlock)]) == len(answer.pictures)


def test_its_key_judgement_takes_its_word_from_the_chance_and_has_low_confidence(
    case, answer
):
    made = _hastened(case.capabilities[0], answer)
    low, high = made.band
    assert low <= value(answer, "submarine.full.sooner") <= high
    assert made.confidence == "low"
    assert "1 January 2035" in made.text
