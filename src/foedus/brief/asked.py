"""One answer by itself, as a brief of one section: numbers, pictures, tables, remarks.

It takes the same forms as a whole brief, and each number leads to its entries as there.
"""

from collections.abc import Iterator
from importlib.metadata import version

from foedus.brief.cards import cards_of
from foedus.brief.compose import needed
from foedus.brief.statement import Block, Brief, FigureBlock, Heading, Note, TableBlock
from foedus.cases.case import Case
from foedus.questions.answer import Answer, Table
from foedus.questions.numbers import estimate
from foedus.questions.register import question

FEW_ROWS = 12
"""A table of more rows is shown folded."""


def asked(case: Case, answer: Answer, *, title: str | None = None) -> Brief:
    """Put one answer together as a page of its own.

    Parameters
    ----------
    case
        The case that was asked.
    answer
        What it answered.
    title
        Of the page; that of the case unless told.

    Raises
    ------
    LedgerFault
        The answer rests on an entry that was never posted.
    """
    blocks = tuple(_blocks(answer))
    return Brief(
        title=title or case.heading.title,
        question=str(question(answer.question).ASKS),
        case=case.name,
        as_of=answer.as_of,
        basis=answer.basis,
        version=version("foedus"),
        blocks=blocks,
        cards=needed(blocks, cards_of(case, (answer,))),
    )


def _blocks(answer: Answer) -> Iterator[Block]:
    if answer.results:
        yield Heading("Numbers", "numbers")
        yield TableBlock(_numbers(answer))
    if answer.pictures:
        yield Heading("Pictures", "pictures")
        yield from (FigureBlock(picture) for picture in answer.pictures)
    tables = [table for table in answer.tables if table.rows]
    if tables:
        yield Heading("Tables", "tables")
        yield from (TableBlock(t, folded=len(t.rows) > FEW_ROWS) for t in tables)
    if answer.findings:
        yield Heading("Remarks", "remarks")
        told = tuple(f"{f.weight}: {f.where}: {f.remark}" for f in answer.findings)
        yield Note("What was found that does not stop the answer:", told)


def _numbers(answer: Answer) -> Table:
    return Table(
        id=f"{answer.question}.told",
        title=f"What {answer.question} comes to",
        columns=("Number", "Value"),
        rows=tuple((r.sentence, estimate(r.estimate)) for r in answer.results),
        rests_on=tuple((str(r.id),) for r in answer.results),
    )
