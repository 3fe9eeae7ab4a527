"""Who must fight: matrix, chains, map, readings, conflicts."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Statement, TableBlock
from foedus.cases.case import Case, Question
from foedus.ledger.entry import Result
from foedus.questions.answer import Answer
from foedus.questions.obligations import QUESTION
from foedus.questions.wording import names

_LEVELS = ("certain", "conditional")


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Answer for each act asked about, headlines with their chain."""
    answer = answers[QUESTION]
    pictures = {picture.id: picture for picture in answer.pictures}
    yield Heading("Who must fight", "duties")
    yield Statement(
        "What follows is the law of the treaties as coded, not a forecast: it says who "
        "owes help by their words, with three answers, certain, conditional and not."
    )
    every = tuple(f"pact:{pact.id}" for pact in case.pacts)
    for finding in answer.findings:
        yield Statement(f"Mind: {finding.where} are {finding.remark}.", every)
    yield FigureBlock(pictures["obligations.matrix"], every)
    for act in case.acts:
        if act.headline:
            yield from _headline(case, act, answer)
    yield Heading("Every act asked about", "duties-acts", 3)
    yield TableBlock(answer.table("obligations.acts"), folded=True)
    for act in case.acts:
        if not act.headline:
            cited = tuple(f"obligations.{act.id}.{level}" for level in _LEVELS)
            yield Statement(f"Why it is asked: {act.why}.", cited)
            yield FigureBlock(pictures[f"obligations.{act.id}.chain"], cited)
    yield Heading("Readings of collective defence", "duties-readings", 3)
    yield Statement(
        "Under the Charter reading, force that answers force used first is no armed "
        "attack and calls no defence; the strict reading keeps it from articles that ask "
        "for an unprovoked attack; the broad reading lets it call even those, unless the "
        "creditor itself struck the actor before. Articles that ask for no such thing are "
        "called on the strict and the broad reading alike."
    )
    yield TableBlock(answer.table("obligations.readings"))
    cut = answer.table("obligations.cuts")
    if cut.rows:
        yield Heading("Which clause breaks the chain", "duties-cuts", 3)
        yield TableBlock(cut, folded=len(cut.rows) > 12)
    conflicts = answer.table("obligations.conflicts")
    if conflicts.rows:
        yield Heading("Duties that collide", "duties-conflicts", 3)
        yield TableBlock(conflicts, folded=len(conflicts.rows) > 12)


def _headline(case: Case, act: Question, answer: Answer) -> Iterator[Block]:
    sure = answer.result(f"obligations.{act.id}.certain")
    perhaps = answer.result(f"obligations.{act.id}.conditional")
    yield Heading(
        f"If {names([act.attacker])} attacks {names([act.victim])}", f"act-{act.id}", 3
    )
    added = answer.result(f"obligations.{act.id}.by_the_pact")
    yield Statement(
        f"On the usual reading help by force is owed for certain by {_who(sure)}, on "
        f"conditions by {_who(perhaps)}, and through this pact alone by {_who(added)}.",
        (sure.id, perhaps.id, added.id),
    )
    for picture in answer.pictures:
        if picture.id.startswith(f"obligations.{act.id}."):
            yield FigureBlock(picture, (sure.id, perhaps.id))
    yield TableBlock(answer.table(f"obligations.{act.id}.proofs"), folded=True)


def _who(result: Result) -> str:
    """Take the states that a result's sentence ends with, if it counts any."""
    return result.sentence.rsplit(": ", 1)[-1] if result.estimate.value else "nobody"
