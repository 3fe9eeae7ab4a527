"""Theories compared: what each held of this pact, how it fared, and what it foretells."""

from collections.abc import Iterator, Mapping

from foedus.brief.sections import futures
from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.estimation.theory import theories
from foedus.ledger.entry import Result
from foedus.questions.answer import Answer
from foedus.questions.numbers import amount, estimate
from foedus.questions.parts.theories.verdicts import Judged, all_judged
from foedus.questions.theories import QUESTION


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell the one case first, and then the test of all of them."""
    answer = answers[QUESTION]
    yield Heading("Theories compared", "theories")
    yield Statement(
        "Each theory is a list of terms, fitted alike on the same pairs and years. What it "
        "held of this one pair is an illustration; how it did on all, in years that it "
        "had not seen is the test."
    )
    if any(table.id == "theories.standing" for table in answer.tables):
        yield from _foreseen(answer)
    yield Heading("Which of them history bears out", "theories-verdicts", 3)
    for one in all_judged():
        yield from _verdict(one, answer)
    if futures.told(answer):
        yield from futures.blocks(answer)
    for finding in answer.findings:
        yield Note(f"Mind, of {finding.where}: {finding.remark}.")


def _foreseen(answer: Answer) -> Iterator[Block]:
    ranks = [r for r in answer.results if r.id.startswith("theories.rank.")]
    best = ranks[_best(ranks)]
    share = answer.result(best.id.replace(".rank.", ".share."))
    yield Heading("What was to be foreseen of this pact", "theories-foreseen", 3)
    yield Statement(
        f"{best.sentence}: {estimate(best.estimate)}. {share.sentence}: "
        f"{estimate(share.estimate)}.",
        (best.id, share.id),
    )
    told = "; ".join(
        f"{_by(r)} {amount(r.estimate.value, r.estimate.unit)}"
        for r in sorted(ranks, key=lambda r: r.estimate.value)
    )
    yield Statement(f"Places by specification: {told}.", tuple(r.id for r in ranks))
    pictures = {picture.id: picture for picture in answer.pictures}
    yield FigureBlock(pictures["theories.ranks"], tuple(r.id for r in ranks))
    yield FigureBlock(pictures["theories.raised"], (best.id,))
    yield TableBlock(answer.table("theories.standing"), folded=True)
    yield TableBlock(answer.table("theories.moved"), folded=True)


def _best(ranks: list[Result]) -> int:
    """Find the recommended specification among the results."""
    recommended = {
        f"theories.rank.{t.name}"
        for name in ("formation_defence", "formation_other")
        for t in theories(name)
        if t.kind == "recommended"
    }
    return next(k for k, r in enumerate(ranks) if r.id in recommended)


def _by(result: Result) -> str:
    return result.sentence.rsplit(", by ", 1)[-1]


def _verdict(one: Judged, answer: Answer) -> Iterator[Block]:
    cited = tuple(f"theories.gain.{one.model}.{v.theory.name}" for v in one.theories)
    upheld = [v.theory.title for v in one.theories if v.beats(one.hardest.name)]
    fell = [v.theory.title for v in one.theories if not v.beats(one.hardest.name)]
    text = f"{one.asks} The null that tells most is {one.hardest.title.lower()}. "
    if upheld:
        text += f"Alone, {_listed(upheld)} told more than it, doubt included"
        text += f"; {_listed(fell)} did not." if fell else "."
    else:
        text += f"No theory alone told more than it: {_listed(fell)} fell short or tied."
    yield Statement(text, cited)
    scoreboard = f"theories.scoreboard.{one.model}"
    yield FigureBlock(next(p for p in answer.pictures if p.id == scoreboard), cited)
    yield TableBlock(answer.table(f"theories.contest.{one.model}"), folded=True)


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
