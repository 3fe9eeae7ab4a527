"""How long the pact will last, told four ways, what may end it, and what would tell."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.ledger.entry import Result
from foedus.quantity import Estimate
from foedus.questions.answer import Answer, Table
from foedus.questions.durability import QUESTION
from foedus.questions.numbers import estimate
from foedus.questions.parts.durability.like import ASKED
from foedus.questions.parts.durability.signs import rivals_of, sharpest
from foedus.questions.wording import series


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell all ways side by side, then what ends it, then the signs to watch."""
    answer = answers[QUESTION]
    yield Heading("How long it lasts", "durability")
    if answer.results:
        cited = tuple(_alive(answer, "alive", years).id for years in ASKED)
        yield Statement(
            "By the fit, which puts the treaty's own design on the rate at which treaties "
            "end: "
            + "; ".join(
                f"after {years} years it stands with a chance of "
                f"{estimate(_alive(answer, 'alive', years).estimate)}"
                for years in ASKED
            )
            + ".",
            cited,
        )
        yield from _run_forward(answer)
        yield from _like(answer)
        yield FigureBlock(answer.pictures[0], cited)
        yield TableBlock(answer.table(f"{QUESTION}.beside"))
        yield from _ends(case, answer)
        yield from _signs(case, answer)
        yield TableBlock(answer.table(f"{QUESTION}.classes"), folded=True)
        yield TableBlock(answer.table(f"{QUESTION}.drivers"), folded=True)
    if answer.findings:
        yield Note("Mind:", tuple(finding.remark for finding in answer.findings))


def _alive(answer: Answer, key: str, years: int) -> Result:
    return answer.result(f"{QUESTION}.{key}.{years}")


def _held(answer: Answer, key: str) -> Table | None:
    return next((t for t in answer.tables if t.id == f"{QUESTION}.{key}"), None)


def _run_forward(answer: Answer) -> Iterator[Statement]:
    """Set runs without drivers beside those with all."""
    if not any(r.id == f"{QUESTION}.plain.10" for r in answer.results):
        return
    plain = _alive(answer, "plain", 10)
    told = (
        "Run forward with the whole system, in which what happens elsewhere may touch it, "
        f"it stands after 10 years with a chance of {estimate(plain.estimate)}"
    )
    if not any(r.id == f"{QUESTION}.simulated.10" for r in answer.results):
        yield Statement(f"{told}.", (plain.id,))
        return
    under = _alive(answer, "simulated", 10)
    yield Statement(
        f"{told}; under all that the case names as what may end it, with "
        f"{estimate(under.estimate)}. The second is mostly what was assumed of these.",
        (plain.id, under.id),
    )


def _ends(case: Case, answer: Answer) -> Iterator[Block]:
    """Tell which drivers carry it, as far as they are told apart."""
    table = _held(answer, "strains")
    if table is None or case.drivers is None:
        return
    last = ASKED[-1]
    moved = {
        one.id: _alive(answer, f"without.{one.id}", last)
        for one in case.drivers.drivers
        if any(r.id == f"{QUESTION}.without.{one.id}.{last}" for r in answer.results)
    }
    titles = {one.id: one.title for one in case.drivers.drivers}
    order = sorted(moved, key=lambda id: -moved[id].estimate.value)
    doubted = [id for id in order if moved[id].estimate.low <= 0]
    first = moved[order[0]]
    yield Heading("What may end it", "durability-drivers", 3)
    told = (
        f"Of what the case names, most hangs on this, that {titles[order[0]]}: could it "
        f"not be, the pact would be likelier by {_points(first.estimate)} to stand after "
        f"{last} years."
    )
    if doubted:
        told += (
            " Of others it is in doubt whether they weaken it or hold it together: "
            if order[0] not in doubted
            else " It is in doubt whether these weaken it or hold it together: "
        ) + f"that {series([titles[id] for id in doubted])}."
    yield Statement(told, tuple(moved[id].id for id in dict.fromkeys((order[0], *doubted))))
    yield FigureBlock(
        next(p for p in answer.pictures if p.id == f"{QUESTION}.ends"),
        tuple(r.id for r in answer.results if r.id.startswith(f"{QUESTION}.end.")),
    )
    yield TableBlock(table)
    for key in ("strains.basis", "ends"):
        more = _held(answer, key)
        if more is not None:
            yield TableBlock(more, folded=True)


def _points(moved: Estimate) -> str:
    low, high = (f"{100 * x:.0f}" for x in (moved.low, moved.high))
    return f"{100 * moved.value:.0f} points ({low} to {high}, 90 % interval)"


def _signs(case: Case, answer: Answer) -> Iterator[Block]:
    """Tell what the claims come to, and which signs would tell the explanations apart."""
    table = _held(answer, "signs")
    if table is None or case.rivals is None:
        return
    yield Heading(f"{case.rivals.question.rstrip('?')}: what to watch", "signs", 3)
    made, ranks = rivals_of(case), tuple[str, ...]()
    if made is not None:
        ranks = tuple(
            f"evidence.rivals.{place.hypothesis.id}" for place in made.verdict.places
        )
        yield Statement(f"{made.says()} The section on evidence sets out why.", ranks)
    for one in sharpest(case.rivals.signs)[:1]:
        says = {h.id: h.says for h in case.rivals.hypotheses}
        yield Statement(
            f"Nothing would tell more than this: {one.what} ({one.by}). It would speak for "
            f"\u201c{series([says[id] for id in one.favours])}\u201d, since {one.reason}.",
            ranks,
        )
    yield TableBlock(table)


def _like(answer: Answer) -> Iterator[Statement]:
    """Set the widest class of treaties like it beside the narrowest."""
    held = [r for r in answer.results if r.id.startswith(f"{QUESTION}.class.")]
    ten = [r for r in held if r.id.endswith(".10")]
    if ten:
        first, last = ten[0], ten[-1]
        yield Statement(
            f"{first.sentence}: {estimate(first.estimate)}. {last.sentence}: "
            f"{estimate(last.estimate)}. The narrower the class, the fewer fates it holds.",
            (first.id, last.id),
        )
