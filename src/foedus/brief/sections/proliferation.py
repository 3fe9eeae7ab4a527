"""What help may speed: the effect of help, then each capability, then what is said."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.capability_file import Goal
from foedus.cases.case import Case
from foedus.questions.answer import Answer
from foedus.questions.numbers import estimate
from foedus.questions.parts.proliferation.hastening import ASKED, FULL, NONE
from foedus.questions.proliferation import QUESTION
from foedus.questions.wording import sentence

LAST = ASKED[-1]


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell what help does to the time that each capability takes."""
    answer = answers[QUESTION]
    if not case.capabilities:
        return
    pictures = {p.id.removeprefix(f"{QUESTION}."): p for p in answer.pictures}
    yield Heading("What help may speed", "proliferation")
    yield from _effect(answer)
    yield FigureBlock(pictures["ratio"], _ids("effect.both", "effect.data", "effect.last"))
    yield FigureBlock(
        pictures["months"], _ids(*(f"{g.id}.{FULL}.saved" for g in case.capabilities))
    )
    yield TableBlock(answer.table(f"{QUESTION}.saved"))
    for goal in case.capabilities:
        yield from _goal(goal, answer)
        yield FigureBlock(
            pictures[f"{goal.id}.chance"],
            _ids(f"{goal.id}.{NONE}.by.{LAST}", f"{goal.id}.{FULL}.by.{LAST}"),
        )
    first = case.capabilities[0]
    yield FigureBlock(pictures["tornado"], _ids(f"{first.id}.{FULL}.saved"))
    yield TableBlock(answer.table(f"{QUESTION}.links"))
    for table in ("claims", "bound", "effect", "programmes"):
        yield TableBlock(answer.table(f"{QUESTION}.{table}"), folded=True)
    yield Note("Mind:", tuple(f"{f.where}: {f.remark}" for f in answer.findings))


def _effect(answer: Answer) -> Iterator[Statement]:
    """Set the literature, the steps and both beside each other."""
    yield Statement(
        "How long a capability takes is read off past programmes, and what help does to it "
        "off the literature and off who got on the way to a bomb. The literature does not "
        "agree whether help speeds or impedes. Nothing here was observed, but for what is "
        "claimed.",
    )
    told = _ids("effect.literature", "effect.data", "effect.both", "effect.last")
    yield Statement(
        " ".join(
            f"{r.sentence}: {estimate(r.estimate)}." for r in map(answer.result, told)
        ),
        told,
    )
    steps = _ids("step.plant.agreements", "step.pursuit.plants", "step.bomb.plants")
    early, late, bomb = (estimate(answer.result(id).estimate) for id in steps)
    yield Statement(
        "Those who were helped set out sooner and got there later. The hazard with full "
        f"help over that without is {early} at the step to a plant and {late} at the step "
        f"to the pursuit of a bomb, but {bomb} from pursuit to the bomb. Part of that is "
        "who asks for help, so that each step is allowed a bias of its own.",
        steps,
    )
    gains = _ids("gain.bomb.plants.base_rate", "gain.bomb.plants.means_alone")
    base, means = (estimate(answer.result(id).estimate) for id in gains)
    yield Statement(
        f"On years that it had not seen, help foretold of the last step {base} more than "
        f"the base rate and {means} more than a state\u2019s own means, per thousand "
        "state-years: neither is beaten, and what follows is a scenario and no proved "
        "forecast.",
        gains,
    )


def _goal(goal: Goal, answer: Answer) -> Iterator[Block]:
    there = {r.id for r in answer.results}
    stem = f"{QUESTION}.{goal.id}"
    yield Heading(sentence(goal.title), f"proliferation-{goal.id.replace('_', '-')}", 3)
    known = {id for row in answer.table(f"{QUESTION}.claims").rests_on for id in row}
    if known.issuperset(goal.rests_on) and goal.rests_on:
        yield Statement(goal.stage, goal.rests_on)
    told = [
        f"{stem}.{scenario}.{key}"
        for scenario in (NONE, *(h.id for h in goal.help), FULL)
        for key in (f"by.{LAST}", "saved", "saved.last")
        if f"{stem}.{scenario}.{key}" in there
    ]
    yield Statement(
        " ".join(
            f"{r.sentence}: {estimate(r.estimate)}." for r in map(answer.result, told)
        ),
        (*told, f"{QUESTION}.class.{goal.reference}"),
    )


def _ids(*keys: str) -> tuple[str, ...]:
    return tuple(f"{QUESTION}.{key}" for key in keys)
