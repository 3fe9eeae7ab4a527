"""The exchange in the brief: every sentence with a figure rests on a posted number."""

import re
from dataclasses import replace

import pytest
from unit.questions.sweet import sweet

from foedus.brief.compose import ASKED
from foedus.brief.sections.exchange import blocks
from foedus.brief.sections.forecasts import forecasts
from foedus.brief.statement import FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.folder import read_case
from foedus.questions import exchange
from foedus.questions.answer import Answer
from foedus.questions.parts.exchange import hinges as deal_swings


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return read_case(str(sweet(tmp_path_factory.mktemp("case"))))[0]


@pytest.fixture(scope="module")
def answer(case):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deal_swings, "POINTS", 8)
        return exchange.ask(case, seed=1, runs=200)


@pytest.fixture(scope="module")
def told(case, answer):
    return tuple(blocks(case, {"exchange": answer}))


def test_a_sentence_with_a_figure_names_results_that_were_posted(told, answer):
    posted = {result.id for result in answer.results}
    for block in told:
        if isinstance(block, Statement) and re.search(r"\d", block.text):
            assert block.rests_on
            assert set(block.rests_on) <= posted


def test_every_picture_is_shown_and_rests_on_something(told, answer):
    shown = [block for block in told if isinstance(block, FigureBlock)]
    assert {block.picture.id for block in shown} == {p.id for p in answer.pictures}
    assert all(block.rests_on for block in shown)


def test_every_table_is_shown(told, answer):
    shown = {block.table.id for block in told if isinstance(block, TableBlock)}
    empty = {table.id for table in answer.tables if not table.rows}
    assert {table.id for table in answer.tables} - empty <= shown | {"exchange.conflicts"}


def test_what_to_mind_is_told_at_the_end(told, answer):
    *_, last = told
    assert isinstance(last, Note)
    assert len(last.items) == len(answer.findings)


def test_a_case_without_an_exchange_has_no_such_section(case, answer):
    assert list(blocks(replace(case, exchange=None), {"exchange": answer})) == []


def test_an_exchange_that_is_not_answered_tells_why(case, tmp_path):
    early = replace(
        case, heading=replace(case.heading, as_of=case.heading.as_of.replace(year=2020))
    )
    made = exchange.ask(early, seed=1, runs=200)
    heading, note = blocks(early, {"exchange": made})
    assert isinstance(heading, Heading)
    assert isinstance(note, Note)


def test_a_key_judgement_speaks_of_the_supply(case, answer):
    day = case.heading.as_of
    none = {name: Answer(name, case.name, day, ()) for name in ASKED}
    alone = replace(case, capabilities=())
    [judged] = forecasts(alone, none | {"exchange": answer})
    assert "store and output of" in judged.text
    assert judged.confidence == "low"
