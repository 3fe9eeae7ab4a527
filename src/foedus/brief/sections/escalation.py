"""Who would in fact join: each act ordered in the simulated system, and by which path."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case, Question
from foedus.ledger.entry import Result
from foedus.questions.answer import Answer
from foedus.questions.escalation import QUESTION
from foedus.questions.numbers import amount, estimate
from foedus.questions.wording import names

BEST = 2
"""Removals that are told in a sentence: those that spare most joiners."""


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell who joins each headline act, by which path, and what would break the chain."""
    answer = answers[QUESTION]
    yield Heading("Who would join", "escalation")
    yield Statement(
        "A promise is one thing and a war another. Each act is ordered in a simulated "
        "world of states; others choose as outsiders did in past disputes, and whoever "
        "joins calls those who owe it defence. All but the last part is given war: it says "
        "nothing of how likely the war is. Runs differ widely, since outsiders come in "
        "waves or stay away together."
    )
    held: dict[str, Result] = {result.id: result for result in answer.results}
    if f"{QUESTION}.past.wars" in held:
        yield _past(held)
    for act in case.acts:
        if f"{QUESTION}.{act.id}.none" in held:
            yield from _act(act, answer, held)
    yield from _every(answer, held)
    for finding in answer.findings:
        yield Note(f"Mind: {finding.remark}.")


def _past(held: Mapping[str, Result]) -> Statement:
    """Say how far the chances can be trusted, by the wars of the past."""
    parts = (
        "wars", "great_observed", "great_simulated", "nuclear_observed",
        "nuclear_simulated", "near_and_great", "treaties", "one_shot",
    )  # fmt: skip
    of = {part: held[f"{QUESTION}.past.{part}"] for part in parts}
    said = {part: _share(one) for part, one in of.items()}
    told = "; ".join(
        f"{_verdict(of[part])} {says}"
        for part, says in (
            ("near_and_great", "shares by nearness and rank"),
            ("treaties", "shares of the bound and of others"),
            ("one_shot", "the fitted choice without calls, which stands beside it below"),
        )
    )
    return Statement(
        f"Tried on {said['wars']} wars of 1950 to 2010, with what was known before each, "
        f"the simulation tells of who joined {told}. Great powers took both sides in "
        f"{said['great_observed']} of them, and in {said['great_simulated']} by the "
        f"simulation; states with nuclear arms in {said['nuclear_observed']} and "
        f"{said['nuclear_simulated']}. To take a side is to be in the dispute, be it by "
        "threats alone, and need not mean that such powers fight each other.",
        tuple(one.id for one in of.values()),
    )


def _verdict(one: Result) -> str:
    if one.estimate.low > 0:
        return "more than"
    return "less than" if one.estimate.high < 0 else "neither more nor less than"


def _act(act: Question, answer: Answer, held: Mapping[str, Result]) -> Iterator[Block]:
    stem = f"{QUESTION}.{act.id}"
    joiners, none, many, powers, nuclear = (
        held[f"{stem}.{part}"]
        for part in ("joiners", "none", "many", "great_powers", "nuclear")
    )
    first = next((r for r in answer.results if r.id.startswith(f"{stem}.joins.")), None)
    yield Heading(
        f"If {names([act.attacker])} makes war on {names([act.victim])}",
        f"escalation-{act.id}",
        3,
    )
    if first is not None:
        yield Statement(f"{first.sentence}: {estimate(first.estimate)}.", (first.id,))
    yield Statement(
        f"Outsiders that join: {estimate(joiners.estimate)}. Nobody does in "
        f"{_share(none)} of the runs, more than five do in {_share(many)}. Great powers "
        f"take both sides with a chance of {estimate(powers.estimate)}"
        + (
            ", and both that begin have nuclear arms."
            if nuclear.estimate.value == 1
            else f", states with nuclear arms with one of {estimate(nuclear.estimate)}."
        ),
        (joiners.id, none.id, many.id, powers.id, nuclear.id),
    )
    moved = held.get(f"{stem}.by_the_pact")
    if moved is not None:
        yield Statement(f"{moved.sentence}: {estimate(moved.estimate)}.", (moved.id,))
    yield from _less(stem, answer)
    for part in ("", ".paths"):
        yield FigureBlock(
            next(p for p in answer.pictures if p.id == f"{stem}{part}"),
            (joiners.id,) if first is None else (first.id, joiners.id),
        )
    for table in answer.tables:
        if table.id in {stem, f"{stem}.paths", f"{stem}.less"}:
            yield TableBlock(table, folded=True)


def _less(stem: str, answer: Answer) -> Iterator[Statement]:
    """Say which single promise, taken away, spares most joiners."""
    tried = [r for r in answer.results if r.id.startswith(f"{stem}.less.")]
    sure = [r for r in tried if r.estimate.low > 0][:BEST]
    if not sure:
        if tried:
            yield Statement(
                "Of the single promises that were taken away none spares joiners beyond "
                "noise.",
                tuple(r.id for r in tried),
            )
        return
    told = "; ".join(
        f"{r.sentence.split(', where ', 1)[1].removesuffix(', by')}: "
        f"{estimate(r.estimate)} joiners fewer"
        for r in sure
    )
    yield Statement(
        f"What breaks the chain most, of one change at a time: {told}.",
        tuple(r.id for r in sure),
    )


def _every(answer: Answer, held: Mapping[str, Result]) -> Iterator[Block]:
    """Tell every act in a table, and what plain runs say of such wars."""
    tables = {table.id: table for table in answer.tables}
    if f"{QUESTION}.acts" in tables:
        yield Heading("Every act of the case", "escalation-acts", 3)
        yield TableBlock(tables[f"{QUESTION}.acts"], folded=True)
    if f"{QUESTION}.nuclear_war.1" in held:
        yield Heading("If nothing is ordered", "escalation-outlook", 3)
        one, ten = (held[f"{QUESTION}.nuclear_war.{years}"] for years in (1, 10))
        past = held[f"{QUESTION}.past.nuclear_observed"]
        yield Statement(
            f"{one.sentence}: {estimate(one.estimate)}; within ten: "
            f"{estimate(ten.estimate)}. In the years 1950 to 2010 there were "
            f"{_share(past)} such wars. The hazards know no nuclear arms, and a power may "
            "take a side by threats alone: this is no chance of nuclear war.",
            (one.id, ten.id, past.id),
        )
        yield TableBlock(tables[f"{QUESTION}.outlook"], folded=True)
    for id, table in tables.items():
        if id.startswith(f"{QUESTION}.past."):
            yield TableBlock(table, folded=True)


def _share(one: Result) -> str:
    return amount(one.estimate.value, one.estimate.unit)
