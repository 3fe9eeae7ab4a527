"""One answer becomes a page of its own, each number leading to its entries."""

from datetime import date

import pytest

from foedus.brief.asked import asked
from foedus.brief.page import page
from foedus.brief.statement import Heading, Note, TableBlock
from foedus.cases.folder import read_case
from foedus.faults import Finding, LedgerFault
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Unit, exactly
from foedus.questions import obligations
from foedus.questions.answer import Answer


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


def test_an_answer_shows_its_numbers_pictures_and_tables(case):
    answer = obligations.ask(case)
    brief = asked(case, answer)
    assert brief.question == obligations.ASKS
    assert brief.basis == answer.basis
    headings = [block.text for block in brief.blocks if isinstance(block, Heading)]
    assert headings == ["Numbers", "Pictures", "Tables"]
    tables = [block.table for block in brief.blocks if isinstance(block, TableBlock)]
    assert len(tables[0].rows) == len(answer.results)
    html = page(brief)
    assert case.heading.title in html
    assert all(result.id in brief.cards for result in answer.results)


def test_remarks_are_told_and_what_is_empty_is_left_out(case):
    finding = Finding("note", "the treaties", "read twice")
    answer = Answer("obligations", case.name, date(2025, 1, 1), (), findings=(finding,))
    brief = asked(case, answer, title="One answer")
    assert brief.title == "One answer"
    assert [type(block) for block in brief.blocks] == [Heading, Note]
    assert "note: the treaties: read twice" in brief.blocks[1].items


def test_an_answer_that_rests_on_nothing_posted_is_refused(case):
    number = exactly(1, Unit.COUNT, "a test")
    rests = ("claim.that.nobody.made",)
    result = Result(ResultId("x"), "obligations", "X", number, rests, date(2025, 1, 1))
    answer = Answer("obligations", case.name, date(2025, 1, 1), (result,))
    with pytest.raises(LedgerFault, match="never posted"):
        asked(case, answer)
