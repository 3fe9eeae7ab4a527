"""The stakeholders and how they move: issue by issue, from judgement to outcome."""

from collections.abc import Iterator, Mapping

from foedus.brief.sections import leverage
from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case, Issue
from foedus.ledger.entry import Result
from foedus.quantity import word_for
from foedus.questions.answer import Answer
from foedus.questions.numbers import amount, estimate
from foedus.questions.response import QUESTION


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell of each issue where it comes to rest and on what, then of leverage."""
    answer = answers[QUESTION]
    if not answer.results:
        return
    yield Heading("The stakeholders and how they move", "response")
    if outcomes := tuple(r.id for r in answer.results if r.id.endswith(".outcome")):
        yield from _issues(case, answer, outcomes)
    minded = [f for f in answer.findings if f.where != leverage.WHERE]
    if minded:
        yield Note("Mind:", tuple(f"{f.where}: {f.remark}" for f in minded))
    yield from leverage.blocks(case, answer)


def _issues(case: Case, answer: Answer, outcomes: tuple[str, ...]) -> Iterator[Block]:
    yield Statement(
        "Each issue is a line from 0 to 100 with described points. Where stakeholders "
        "stand, how much they care and what they can do are judgements, drawn between low "
        "and high; four methods settle every draw, and their outcomes count alike. Nothing "
        "here was observed.",
        outcomes,
    )
    yield TableBlock(answer.table("response.issues"))
    for issue in case.issues:
        yield from _issue(issue, answer)


def _issue(issue: Issue, answer: Answer) -> Iterator[Block]:
    stem = f"{QUESTION}.{issue.id}"
    held = {
        r.id.removeprefix(f"{stem}."): r
        for r in answer.results
        if r.id.startswith(f"{stem}.")
    }
    if "outcome" not in held:
        return
    yield Heading(issue.question, f"response-{issue.id.replace('_', '-')}", 3)
    yield _outcome(issue, held)
    line = next(p for p in answer.pictures if p.id == f"{stem}.line")
    yield FigureBlock(line, (held["outcome"].id, held["more"].id))
    yield from _told(issue, held, "moves.", "Who moves whom, as the rounds have it. ")
    yield from _told(
        issue, held, ("swing.", "without."), "What the outcome hangs on most. "
    )
    yield TableBlock(answer.table(f"{stem}.methods"))
    for table in ("camps", "points", "stakeholders", "moves", "swings"):
        yield TableBlock(answer.table(f"{stem}.{table}"), folded=True)


def _outcome(issue: Issue, held: Mapping[str, Result]) -> Statement:
    """Say where it stood, where it ends, and how likely that is more."""
    outcome, above, more = held["outcome"], held["above"], held["more"]
    chance = above.estimate.value
    near = min(issue.continuum, key=lambda point: abs(point - outcome.estimate.value))
    stood = min(issue.continuum, key=lambda point: abs(point - issue.status_quo))
    return Statement(
        f"It stood at {issue.status_quo:g}, near \u201c{issue.continuum[stood]}\u201d "
        f"({stood}). All methods pooled, it comes to {estimate(outcome.estimate)}; of the "
        f"described points \u201c{issue.continuum[near]}\u201d ({near}) is nearest. That "
        f"it comes to more than {issue.status_quo:g} is {word_for(chance).word} "
        f"({amount(chance, above.estimate.unit)}). Those who want more hold "
        f"{estimate(more.estimate)} of all salience x influence.",
        (outcome.id, above.id, more.id),
    )


def _told(
    issue: Issue, held: Mapping[str, Result], begins: str | tuple[str, ...], lead: str
) -> Iterator[Statement]:
    there = [result for key, result in held.items() if key.startswith(begins)]
    if there:
        told = (
            f"{r.sentence.removeprefix(issue.question).strip()}: {estimate(r.estimate)}."
            for r in there
        )
        yield Statement(lead + " ".join(told), tuple(r.id for r in there))
