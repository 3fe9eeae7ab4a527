"""What the brief says of the issues of a case."""

from dataclasses import replace

import pytest

from foedus.brief.sections import forecasts
from foedus.brief.sections.response import blocks
from foedus.brief.statement import (
    FigureBlock,
    Heading,
    Judgement,
    Note,
    Statement,
    TableBlock,
)
from foedus.cases.folder import read_case
from foedus.quantity import word_for
from foedus.questions import response


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def answer(case):
    return response.ask(case, seed=1, runs=300)


def told(case, answer):
    return list(blocks(case, {"response": answer}))


def test_each_issue_has_its_heading_its_line_and_its_tables(case, answer):
    made = told(case, answer)
    heads = [b.text for b in made if isinstance(b, Heading)]
    assert heads[1:-1] == [issue.question for issue in case.issues]
    assert sum(isinstance(b, FigureBlock) for b in made) == len(case.issues) + 1
    shown = {b.table.id for b in made if isinstance(b, TableBlock)}
    assert shown == {table.id for table in answer.tables}
    assert isinstance(made[-1], Note)


def test_each_sentence_rests_on_a_result(case, answer):
    results = {r.id for r in answer.results}
    for block in told(case, answer):
        if isinstance(block, Statement):
            assert block.rests_on or not any(c.isdigit() for c in block.text)
            assert set(block.rests_on) <= results


def test_the_word_of_an_outcome_comes_off_the_scale(case, answer):
    [first, *_] = case.issues
    chance = answer.result(f"response.{first.id}.above").estimate.value
    said = [b.text for b in told(case, answer) if isinstance(b, Statement)]
    assert any(f"is {word_for(chance).word} (" in text for text in said)


def test_a_case_without_issues_tells_leverage_alone(case):
    none = replace(case, issues=())
    made = told(none, response.ask(none, seed=1, runs=300))
    assert [b.id for b in made if isinstance(b, Heading)] == ["response", "leverage"]


def test_leverage_is_told_after_the_issues(case, answer):
    heads = [b.id for b in told(case, answer) if isinstance(b, Heading)]
    assert heads[-1] == "leverage"


def test_only_issues_that_are_clear_are_judged(case, answer):
    made = list(forecasts._responds(case, answer))
    assert len(made) <= forecasts.CLEAREST
    for judgement in made:
        assert isinstance(judgement, Judgement)
        assert judgement.word != "roughly even chance"
        assert judgement.confidence == "low"
        assert set(judgement.rests_on) <= {r.id for r in answer.results}
