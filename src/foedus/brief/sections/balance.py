"""The balance of power, with and without the pact.

Its parts come in this order: who is counted, level by level; at the place; the war chest;
camps as poles; polarity since 1816; what measures are worth; blocs. A part that the answer
has nothing of leaves itself out.
"""

from collections.abc import Iterator, Mapping

from foedus.brief.sections import blocs
from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.ledger.entry import Result
from foedus.questions.answer import Answer, Picture
from foedus.questions.balance import QUESTION
from foedus.questions.numbers import amount, estimate
from foedus.questions.parts.balance.sides import slug
from foedus.questions.parts.balance.weighing import WITH, WITHOUT
from foedus.questions.wording import sentence

Held = Mapping[str, Result]


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Read the balance part by part."""
    answer = answers[QUESTION]
    yield Heading("Balance of power, with and without the pact", "balance")
    if not answer.results:
        yield Note("Mind:", tuple(finding.remark for finding in answer.findings))
        return
    held = {r.id.removeprefix(f"{QUESTION}."): r for r in answer.results}
    pictures = {picture.id: picture for picture in answer.pictures}
    yield Statement(
        "A pact moves no soldier; it moves who stands beside whom. So the balance is read "
        "as the capability of those whom treaties bind to help the partner when it is "
        "attacked, by several measures side by side; conditional promises count as kept. "
        "Ranges hold all measures, and what the doubt of their figures leaves open."
    )
    yield TableBlock(answer.table("balance.sides"))
    for level in case.heading.levels:
        yield Heading(sentence(level.called), f"balance-{level.name}", 3)
        yield from _level(level.name, held, pictures)
    yield TableBlock(answer.table("balance.shares"), folded=True)
    yield TableBlock(answer.table("balance.states"), folded=True)
    yield TableBlock(answer.table("balance.doubts"), folded=True)
    yield from _there(case, answer, held, pictures)
    yield from _chest(answer, held)
    yield from _camps(case, answer, held)
    yield from _since_1816(answer, held, pictures)
    yield from _worth(answer, held)
    yield from blocs.blocks(case, answer)
    unknown = [f for f in answer.findings if f.where != blocs.WHERE]
    if unknown:
        yield Note("Not known:", tuple(f"{f.where}: {f.remark}" for f in unknown))


def _level(name: str, held: Held, pictures: Mapping[str, Picture]) -> Iterator[Block]:
    without, with_, gain, con = (
        held[f"{name}.{id}"] for id in (slug(WITHOUT), slug(WITH), "gain", "con")
    )
    yield Statement(
        f"Without the pact those bound to help the partner hold "
        f"{estimate(without.estimate)}; with it {estimate(with_.estimate)}. Measure by "
        f"measure the pact adds {estimate(gain.estimate)}; the middle one of the gains "
        "is not the gain of the middle ones.",
        (without.id, with_.id, gain.id),
    )
    yield Statement(
        f"Capability is concentrated there at CON {estimate(con.estimate)}, where "
        "none is even and one is all in one hand.",
        (con.id,),
    )
    own = [
        r.id for id, r in held.items() if id.startswith(f"{name}.") and id.count(".") == 1
    ]
    shares = [
        id for id in own if held[id.removeprefix(f"{QUESTION}.")].estimate.unit == "share"
    ]
    yield FigureBlock(pictures[f"balance.{name}.shares"], tuple(shares))


def _there(
    case: Case, answer: Answer, held: Held, pictures: Mapping[str, Picture]
) -> Iterator[Block]:
    level = case.heading.levels[-1]
    ids = [f"{level.name}.there.{slug(side)}" for side in (WITHOUT, WITH)]
    if not all(id in held for id in ids):
        return
    without, with_ = (held[id] for id in ids)
    table = answer.table("balance.there")
    yield Heading("What could be brought to the place", "balance-there", 3)
    yield Statement(
        "Strength wears down with distance. By the law of The War Trap those bound to help "
        f"hold {estimate(without.estimate)} of what could arrive from {level.called} "
        f"without the pact, and {estimate(with_.estimate)} with it. Capitals stand for "
        "states: forces that are on the spot already are worn down all the same.",
        (without.id, with_.id),
    )
    yield FigureBlock(pictures["balance.there"], tuple(r.id for r in (without, with_)))
    yield TableBlock(table, folded=True)


def _chest(answer: Answer, held: Held) -> Iterator[Block]:
    yield Heading("The war chest", "balance-chest", 3)
    men = [held.get(f"chest.military_personnel.{which}") for which in ("without", "with")]
    money = [
        held.get(f"chest.military_expenditure.{which}") for which in ("without", "with")
    ]
    for what, pair in (("soldiers", men), ("military spending in a year", money)):
        told = [one for one in pair if one is not None]
        if len(told) > 1:
            without, with_ = (one.estimate for one in told)
            yield Statement(
                f"In {what} those who must help have "
                f"{amount(without.value, without.unit)} without the pact and "
                f"{amount(with_.value, with_.unit)} with it; if conditional promises are "
                f"not kept, as little as {amount(with_.low, with_.unit)}.",
                tuple(one.id for one in told),
            )
    yield TableBlock(answer.table("balance.chest"))
    yield TableBlock(answer.table("balance.helpers"), folded=True)


def _camps(case: Case, answer: Answer, held: Held) -> Iterator[Block]:
    yield Heading("Camps as poles", "balance-camps", 3)
    for level in case.heading.levels[1:]:
        number, poles = (
            [held[f"{level.name}.camps.{id}.{which}"] for which in ("without", "with")]
            for id in ("number", "poles")
        )
        moved = held[f"{level.name}.camps.moved"]
        without, with_ = (one.estimate for one in number)
        yield Statement(
            f"At the level of {level.called} counting the parties of the pact as one takes "
            f"the effective number of powers from {without.value:.2f} to "
            f"{with_.value:.2f}; measure by measure it falls by "
            f"{estimate(moved.estimate)}, most by {_most(answer, level.called)}. Poles by "
            "the rule of half the strongest: "
            f"{estimate(poles[0].estimate)} "
            f"without the pact, {estimate(poles[1].estimate)} with it.",
            tuple(one.id for one in (*number, moved, *poles)),
        )
    yield TableBlock(answer.table("balance.camps"), folded=True)


def _most(answer: Answer, level: str) -> str:
    """Name the measure by which the effective number falls most at a level."""
    rows = [row for row in answer.table("balance.camps").rows if row[0] == level]
    most = max(rows, key=lambda row: float(row[4] or 0) / float(row[5] or 1))
    return str(most[1])


def _since_1816(
    answer: Answer, held: Held, pictures: Mapping[str, Picture]
) -> Iterator[Block]:
    if "polarity.majors.con" not in held:
        return
    yield Heading("Polarity since 1816", "balance-polarity", 3)
    for scope, among in (("majors", "the major powers"), ("all", "all states")):
        con, number, poles = (
            held[f"polarity.{scope}.{id}"] for id in ("con", "number", "poles")
        )
        yield Statement(
            f"Among {among} capability is concentrated at CON {estimate(con.estimate)}, as "
            f"if there were {estimate(number.estimate)} equal powers; poles by the rule of "
            f"half the strongest: {estimate(poles.estimate)}.",
            (con.id, number.id, poles.id),
        )
    yield FigureBlock(pictures["balance.con"], (held["polarity.majors.con"].id,))
    yield FigureBlock(pictures["balance.number"], (held["polarity.majors.number"].id,))
    yield from _shifts(held)
    yield TableBlock(answer.table("balance.polarity"))
    yield TableBlock(answer.table("balance.turns"), folded=True)


def _shifts(held: Held) -> Iterator[Block]:
    for key, said in (
        ("majors.cinc", "CINC among the major powers"),
        ("all.cinc", "CINC among all states"),
    ):
        found, drift, near, chance = (
            held[f"polarity.{key}.{id}"] for id in ("shifts", "drift", "near", "by_chance")
        )
        few = found.estimate.value <= drift.estimate.value
        yield Statement(
            f"By {said} the level of CON shifts {found.estimate.value:.0f} times; the same "
            f"yearly changes in random order shift {drift.estimate.value:.0f} times"
            + (", so the shifts are no more than a drift would give. " if few else ". ")
            + f"Within a year of a turning point of the textbooks lie "
            f"{near.estimate.value:.0f} of them, where chance would put "
            f"{chance.estimate.value:.1f}.",
            (found.id, drift.id, near.id, chance.id),
        )


def _worth(answer: Answer, held: Held) -> Iterator[Block]:
    if "outcomes.learned" not in held:
        return
    learned, blind, cinc, surplus = (
        held[f"outcomes.{id}"] for id in ("learned", "learned_blind", "cinc", "surplus")
    )
    yield Heading("What the measures are worth", "balance-measures", 3)
    beats = learned.estimate.low > 0
    yield Statement(
        "A measure learned from past disputes "
        + ("tells more" if beats else "does not tell more")
        + " than CINC of who wins the next ones, on years that neither had seen: its gain "
        f"a dispute is {_nats(learned)}. Where neither is told the year it seems to be "
        f"{_nats(blind)}: what it learns is the calendar, since with the year known the "
        "gain is gone. " + ("" if beats else "So no learned measure is used above."),
        (learned.id, blind.id),
    )
    yield Statement(
        f"No measure tells much: the gain of CINC over the base rate is {_nats(cinc)}, "
        f"that of surplus domestic product over CINC {_nats(surplus)}.",
        (cinc.id, surplus.id),
    )
    yield TableBlock(answer.table("balance.outcomes"), folded=True)


def _nats(result: Result) -> str:
    one = result.estimate
    # Nought has no sign.
    value, low, high = (f"{x:.3f}".replace("-0.000", "0.000")
                        for x in (one.value, one.low, one.high))  # fmt: skip
    return f"{value} nats ({low} to {high}, {one.level * 100:.0f} % interval)"
