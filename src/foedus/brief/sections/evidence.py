"""The evidence: agreement, difference, what rests on one source, what is assumed."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Statement, TableBlock
from foedus.cases.case import Case
from foedus.ledger.book import standing
from foedus.ledger.entry import Claim
from foedus.questions.answer import Answer
from foedus.questions.evidence import QUESTION
from foedus.questions.parts.evidence.rivals import rivalry
from foedus.questions.wording import many


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Set out what the sources say and how far they can be leaned on."""
    answer = answers[QUESTION]
    claims = standing(case.book, Claim)
    table = answer.table("evidence.parameters")
    counts = [r for r in answer.results if r.id.startswith("evidence.standing.")]
    yield Heading("Evidence", "evidence")
    yield Statement(
        f"The ledger holds {len(claims)} claims known on {case.heading.as_of}, "
        f"{sum(c.basis == 'memory' for c in claims)} of them from memory. "
        f"{len(table.rows)} numbers are drawn from them: "
        + ", ".join(
            f"{r.estimate.value:.0f} {r.sentence.rsplit(': ', 1)[-1]}" for r in counts
        )
        + ".",
        tuple(r.id for r in counts),
    )
    yield TableBlock(answer.table("evidence.shared"))
    yield TableBlock(table, folded=True)
    for picture in answer.pictures:
        key = picture.id.removesuffix(".intervals")
        yield FigureBlock(picture, (key,))
    yield from _clashes(answer)
    yield from _rivals(case, answer)
    for id, title, anchor in (
        ("evidence.disagreements", "Where sources contradict each other", "disagreements"),
        ("evidence.laundered", "Whose word comes back as an author's own", "laundered"),
        ("evidence.one_origin", "What rests on one origin", "one-origin"),
        ("evidence.assumed", "What is assumed", "assumed"),
        ("evidence.by_source", "What each source carries", "by-source"),
        ("evidence.review", "How far the coding was looked over", "review"),
    ):
        part = next((t for t in answer.tables if t.id == id), None)
        if part is not None and part.rows:
            yield Heading(title, anchor, 3)
            yield TableBlock(part, folded=len(part.rows) > 15)


def _clashes(answer: Answer) -> Iterator[Block]:
    """Tell which figures cannot all be true, and which of them give way first."""
    sets, first = (answer.result(f"{QUESTION}.clash.{id}") for id in ("sets", "first"))
    if sets.estimate.value:
        yield Heading("What cannot all be true", "contradictions", 3)
        yield Statement(
            f"{many(sets.estimate.value, 'set')} of figures cannot all be true, even if "
            "each figure is off by its own spread. All others can be once "
            f"{many(first.estimate.value, 'figure')} "
            f"{'gives' if first.estimate.value == 1 else 'give'} way.",
            (sets.id, first.id),
        )
        yield TableBlock(answer.table(f"{QUESTION}.contradictions"))
        yield TableBlock(answer.table(f"{QUESTION}.conflicts"), folded=True)
    closure = answer.table(f"{QUESTION}.closure")
    if closure.rows:
        yield TableBlock(closure, folded=True)


def _rivals(case: Case, answer: Answer) -> Iterator[Block]:
    """Tell which rival explanations the claims speak against, as far as it stands."""
    made = rivalry(case, case.book, question=QUESTION)
    if made is None or not made.is_told:
        return
    yield Heading(made.rivals.question.rstrip("?"), "rivals", 3)
    ranks = tuple(r.id for r in answer.results if r.id.startswith(f"{QUESTION}.rivals."))
    yield Statement(made.says(), ranks)
    yield TableBlock(answer.table(f"{QUESTION}.rivals"))
    yield TableBlock(answer.table(f"{QUESTION}.rivals.matrix"), folded=True)
    turns = answer.table(f"{QUESTION}.rivals.turns")
    if turns.rows:
        yield TableBlock(turns, folded=len(turns.rows) > 15)
