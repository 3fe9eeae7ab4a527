"""A case and its answers become a brief: blocks in order, and the cards they rest on.

What is not in the ledger cannot be said. A sentence with a figure that names no entry,
or an entry that nobody posted, stops the composing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version

from foedus import doors
from foedus.brief.cards import cards_of
from foedus.brief.sections import (
    balance,
    contagion,
    context,
    durability,
    duties,
    escalation,
    evidence,
    exchange,
    indicators,
    judgements,
    method,
    proliferation,
    response,
    sanctions,
    theories,
    treaty,
)
from foedus.brief.statement import (
    Block,
    Brief,
    Card,
    FigureBlock,
    Judgement,
    Statement,
    TableBlock,
)
from foedus.cases.case import Case
from foedus.faults import LedgerFault, NeedFault
from foedus.questions.answer import Answer

Answers = Mapping[str, Answer]
Section = Callable[[Case, Answers], Iterable[Block]]

OUTLINE: tuple[Section, ...] = (
    judgements.blocks,
    context.blocks,
    treaty.blocks,
    duties.blocks,
    escalation.blocks,
    balance.blocks,
    exchange.blocks,
    sanctions.blocks,
    response.blocks,
    proliferation.blocks,
    theories.blocks,
    durability.blocks,
    contagion.blocks,
    indicators.blocks,
    evidence.blocks,
    method.blocks,
)
"""The order of a brief. A section whose question was not asked leaves itself out."""

ASKED = (
    "obligations", "escalation", "balance", "exchange", "sanctions", "response",
    "proliferation", "history", "theories", "durability", "contagion", "evidence",
)  # fmt: skip
"""The questions that a whole brief asks, in order."""


def compose(
    case: Case, answers: Iterable[Answer], *, outline: tuple[Section, ...] = OUTLINE
) -> Brief:
    """Put a brief together.

    Raises
    ------
    LedgerFault
        A statement gives a figure and names no entry, or names one that is not there.
    NeedFault
        A question that a whole brief asks was not answered.
    """
    given = tuple(answers)
    book = {answer.question: answer for answer in given}
    if missing := [name for name in ASKED if name not in book]:
        raise NeedFault(
            f"no answer to {', '.join(missing)}",
            expected=f"answers to {', '.join(ASKED)}",
            where="brief.compose",
            mend="ask every question that a brief asks",
        )
    blocks = tuple(block for section in outline for block in section(case, book))
    cards = cards_of(case, given)
    _refuse_bare_figures(blocks)
    return Brief(
        title=case.heading.title,
        question=case.heading.question,
        case=case.name,
        as_of=case.heading.as_of,
        basis=doors.digest([case.digest, [answer.basis for answer in given]]),
        version=version("foedus"),
        blocks=blocks,
        cards=needed(blocks, cards),
    )


def rests_on(block: Block) -> tuple[str, ...]:
    """Name the entries that a block rests on, in the order in which it names them."""
    match block:
        case Statement() | Judgement() | FigureBlock():
            return block.rests_on
        case TableBlock(table=table):
            return tuple(dict.fromkeys(id for row in table.rests_on for id in row))
        case _:
            return ()


def _refuse_bare_figures(blocks: Iterable[Block]) -> None:
    for block in blocks:
        if (
            isinstance(block, Statement | Judgement)
            and re.search(r"\d", block.text)
            and not block.rests_on
        ):
            raise LedgerFault(
                f"a sentence gives a figure and rests on nothing: {block.text!r}",
                expected="the ledger entries that it rests on",
                where="brief.compose",
                mend="name the result, claim or article behind the figure",
            )


def needed(blocks: Iterable[Block], cards: Mapping[str, Card]) -> dict[str, Card]:
    """Keep the cards that blocks name and those that these rest on, first met first."""
    kept: dict[str, Card] = {}
    waiting = [id for block in blocks for id in rests_on(block)]
    while waiting:
        id = waiting.pop(0)
        if id in kept:
            continue
        if id not in cards:
            raise LedgerFault(
                f"a statement rests on {id!r}, which was never posted",
                expected="an entry of the case's ledger or a result of its answers",
                where="brief.compose",
                mend="post the entry, or take the statement back",
            )
        kept[id] = cards[id]
        waiting += cards[id].rests_on
    return kept


def sentences(brief: Brief) -> Iterator[Statement | Judgement]:
    """Go through what a brief says in sentences."""
    for block in brief.blocks:
        if isinstance(block, Statement | Judgement):
            yield block
