"""Which pacts come next: whom this one makes likelier to sign, and what is but noise."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.ledger.entry import Result
from foedus.questions.answer import Answer
from foedus.questions.numbers import amount, estimate, rounded
from foedus.questions.parts.contagion.telling import QUESTION
from foedus.questions.wording import sentence

SAID = 4
"""Pairs that are named in a sentence."""


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell what the pact does to others: noise first, then sums, pairs, sides, regions."""
    answer = answers[QUESTION]
    yield Heading("Which pacts come next", "contagion")
    if answer.results:
        yield Statement(
            "The system of states is run forward many times from the year in which the two "
            "signed, once with their pact and once without, by the same draws. What "
            "differs is what the pact does to the others, as the past has it."
        )
        yield _whole(answer)
        yield from _pairs(answer)
        yield from _sides(answer)
        yield from _regions(answer)
        yield from _counted(answer)
        yield _tried(answer)
        yield from _second(answer)
    for finding in answer.findings:
        yield Note(f"Mind: {finding.remark}.")


def _whole(answer: Answer) -> Statement:
    """Tell the sums, and first of all if they are but noise."""
    whole, defence, larger, others = (
        answer.result(f"{QUESTION}.{key}") for key in ("all", "defence", "larger", "others")
    )
    parts = _starting(answer, f"{QUESTION}.of.")
    none = not larger.estimate.value
    told = [
        "No pair\u2019s pacts move beyond what luck would do among so many."
        if none
        else f"{larger.sentence}: {estimate(larger.estimate)}.",
        *(_noted(part) for part in parts),
        _noted(whole),
        _noted(defence),
        f"{others.sentence}: {estimate(others.estimate)}.",
    ]
    if not none:
        told = [*told[1:], told[0]]
    cited = (whole, defence, larger, others, *parts)
    return Statement(" ".join(told), tuple(one.id for one in cited))


def _noted(result: Result) -> str:
    """Say a number, and that it is noise where its interval holds 0."""
    number = result.estimate
    told = f"{result.sentence}: {estimate(number)}"
    return f"{told}; within noise." if number.low <= 0 <= number.high else f"{told}."


def _pairs(answer: Answer) -> Iterator[Block]:
    found = _starting(answer, f"{QUESTION}.pair.")
    if not found:
        return
    told = "; ".join(f"{_pair(one)} {_hundred(one.estimate.value)}" for one in found[:SAID])
    yield Statement(
        sentence(f"pacts added in a hundred runs, the pairs that move most: {told}."),
        tuple(one.id for one in found[:SAID]),
    )
    picture = next(p for p in answer.pictures if p.id == f"{QUESTION}.pairs")
    yield FigureBlock(picture, tuple(one.id for one in found))
    yield TableBlock(answer.table(f"{QUESTION}.pairs"), folded=True)


def _sides(answer: Answer) -> Iterator[Block]:
    table = answer.table(f"{QUESTION}.sides")
    if table.rows:
        yield TableBlock(table)


def _regions(answer: Answer) -> Iterator[Block]:
    picture = next(p for p in answer.pictures if p.id == f"{QUESTION}.regions")
    cited = tuple(one.id for one in _starting(answer, f"{QUESTION}.region."))
    yield FigureBlock(picture, cited)
    yield TableBlock(answer.table(f"{QUESTION}.regions"), folded=True)


def _counted(answer: Answer) -> Iterator[Block]:
    found = _starting(answer, f"{QUESTION}.counted.")
    told = [one for one in found if one.estimate.low != one.estimate.high]
    if told:
        yield Statement(
            " ".join(_noted(one) for one in told), tuple(one.id for one in told)
        )
    yield TableBlock(answer.table(f"{QUESTION}.counted"), folded=True)


def _tried(answer: Answer) -> Statement:
    """Tell how such readings did in the past."""
    after, before, gain, late, placebo = (
        answer.result(f"{QUESTION}.tried.{key}")
        for key in ("after", "before", "gain", "late", "placebo")
    )
    return Statement(
        f"Did such readings hold? {after.sentence}: {estimate(after.estimate)}. In as many "
        f"years before it was {estimate(before.estimate)}. {gain.sentence}: "
        f"{estimate(gain.estimate)}; a pact of others drawn by lot told "
        f"{estimate(placebo.estimate)}. {_noted(late)} So those who sign do go on to sign "
        "with whom the runs name; whether the pact makes them, or what made the pact, no "
        "reading tells.",
        (after.id, before.id, gain.id, late.id, placebo.id),
    )


def _second(answer: Answer) -> Iterator[Block]:
    both = [r for r in answer.results if r.id == f"{QUESTION}.one_year.both"]
    if not both:
        return
    ranks = answer.result(f"{QUESTION}.one_year.ranks")
    first = _starting(answer, f"{QUESTION}.one_year.pair.")[:SAID]
    named = "; ".join(_named(one) for one in first)
    yield Statement(
        "A second opinion comes from the model that foretells one year, by other terms. It "
        f"names {named}. {both[0].sentence}: "
        f"{amount(both[0].estimate.value, both[0].estimate.unit)}. "
        f"{ranks.sentence}: {ranks.estimate.value:.2f}.",
        (both[0].id, ranks.id, *(one.id for one in first)),
    )
    yield TableBlock(answer.table(f"{QUESTION}.second"), folded=True)


def _starting(answer: Answer, stem: str) -> list[Result]:
    return [result for result in answer.results if result.id.startswith(stem)]


def _pair(result: Result) -> str:
    return result.sentence.removeprefix("Pacts of ").split(" that ", 1)[0]


def _named(result: Result) -> str:
    return result.sentence.split(" that ", 1)[1].split(" sign ", 1)[0]


def _hundred(value: float) -> str:
    return f"{rounded(value * 100, 2):+g}"
