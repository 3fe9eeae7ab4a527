"""What contagion comes to, as results, each with its interval."""

from collections.abc import Iterator

from foedus.cases.case import Case
from foedus.estimation.contagion import Ratio, carried_trials
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit, exactly
from foedus.questions.parts.contagion.one_year import COUNTS, OneYear, spread_of
from foedus.questions.parts.contagion.reading import Agreement, Held, Line, agreement
from foedus.questions.wording import names
from foedus.states.roster import roster

QUESTION = "contagion"
SYSTEM = "system:forward"
SHOWN = 12
"""Pairs that are shown, those that move most."""

COUNTED = {
    "disputes": "Disputes of {actors} with others",
    "wars": "Wars of {actors} with others",
    "against": "Disputes between {own} and {rivals}",
    "entered": "Entries of states to pacts of many",
    "rivals_entered": "Entries to the pacts of many that {rivals} share",
}
"""What is counted in the runs besides pacts of two, in a sentence."""


def results(case: Case, held: Held, basis: str) -> Iterator[Result]:
    """Post what the runs come to."""
    scene, years = held.scene, held.scene.years

    def post(id: str, told: str, number: Estimate) -> Result:
        return Result(
            id=ResultId(f"{QUESTION}.{id}"),
            question=QUESTION,
            sentence=told,
            estimate=number,
            rests_on=(SYSTEM,),
            posted=case.heading.as_of,
        )

    def more(line: Line, told: str) -> Result:
        number = line.moved.estimate(line.place, basis)
        return post(line.id, told, number)

    span = f"in {years} years" if years > 1 else "in a year"
    yield more(held.all, f"Other pacts of two that {scene.what} adds {span}, of all states")
    yield more(held.defence, f"Of these, pacts of defence that it adds {span}")
    for state in scene.actors[:4]:
        line = held.of(state)
        yield more(line, f"Other pacts of {line.name} that {scene.what} adds {span}")
    yield post(
        "larger",
        f"Pairs whose pacts {scene.what} moves by one in a thousand runs or more, and "
        "beyond what luck would do among so many",
        exactly(held.larger, Unit.COUNT, basis),
    )
    yield post(
        "others",
        f"What pairs that hold none of the signers gain {span}, of what they had: a matter "
        "of reckoning, since what a state signed is held against what all signed",
        exactly(held.common, Unit.SHARE, basis),
    )
    for line in held.most(SHOWN):
        yield more(line, f"Pacts of {line.name} that {scene.what} adds {span}")
    for line in (*held.regions(), *held.sides()):
        yield more(line, f"Pacts {line.name} that {scene.what} adds {span}")
    for key, one in held.contrasts.items():
        yield post(
            f"counted.{key}", f"{counted(held, key)} that it adds {span}", one.difference
        )


def counted(held: Held, key: str) -> str:
    """Say what is counted."""
    sides = held.scene.sides
    return COUNTED[key].format(
        actors=names(held.scene.actors), own=names(sides.own), rivals=names(sides.rivals)
    )


def tried_results(case: Case) -> Iterator[Result]:
    """Post how such readings did after pacts of the past."""
    held = carried_trials()
    what = (
        f"{held.trials} pacts of defence of great powers signed from {held.first} to "
        f"{held.last}"
    )
    pairs = (
        f"the {held.named} pairs that each moves most signed so many times as often as "
        "pairs that were held as likely"
    )
    for id, told, one, unit in (
        ("after", f"In the {held.after_years} years after {what}, {pairs}",
         held.after, Unit.RATIO),
        ("before", f"In the {held.after_years} years before {what}, {pairs}",
         held.before, Unit.RATIO),
        ("gain", f"What knowing of the pact told of who signed after {what}, for each pact "
         "that was then signed", held.gain, Unit.NATS),
        ("late", f"The same of those signed from {held.late_first} on alone",
         held.late_gain, Unit.NATS),
        ("placebo", f"What a pact of others, drawn by lot, told instead of each of {what}",
         held.placebo, Unit.NATS),
    ):  # fmt: skip
        yield Result(
            id=ResultId(f"{QUESTION}.tried.{id}"),
            question=QUESTION,
            sentence=told,
            estimate=_ratio(one, unit),
            rests_on=("data:atop_pacts", "data:atop_members", SYSTEM),
            posted=case.heading.as_of,
        )


def _ratio(one: Ratio, unit: Unit) -> Estimate:
    basis = "python -m verification.contagion"
    return Estimate(one.value, one.low, one.high, 0.9, unit, basis)


def second_results(case: Case, held: Held, other: OneYear, basis: str) -> Iterator[Result]:
    """Post what the one-year model says, and how far the two agree."""
    pair, ids = names(held.scene.actors), roster().ids
    rests = (f"model:{other.model}", f"model:{COUNTS}")

    def post(id: str, told: str, number: Estimate, more: tuple[str, ...] = ()) -> Result:
        return Result(
            id=ResultId(f"{QUESTION}.one_year.{id}"),
            question=QUESTION,
            sentence=told,
            estimate=number,
            rests_on=(*rests, *more),
            posted=case.heading.as_of,
        )

    yield post(
        "all",
        f"Other pacts of the kind that the next year brings more, by the one-year model, "
        f"once {pair} have signed",
        spread_of(other.rises.sum(axis=1), Unit.COUNT, basis),
    )
    for state in held.scene.actors:
        told = f"Of these, by the one-year model, pacts that {names([state])} signs"
        yield post(f"of.{state}", told, spread_of(other.of(state), Unit.COUNT, basis))
    for place in other.most(SHOWN):
        two = [ids[other.i[place]], ids[other.j[place]]]
        yield post(
            f"pair.{two[0]}.{two[1]}",
            f"What it adds, by the one-year model, to the chance that {names(two)} sign "
            "such a pact in the next year",
            spread_of(other.rises[:, place], Unit.SHARE, basis),
        )
    found: Agreement = agreement(held, other)
    yield post(
        "both",
        f"Of the {found.compared} pairs that the one-year model names most, how many the "
        "runs name among theirs",
        exactly(found.both, Unit.COUNT, basis),
        (SYSTEM,),
    )
    yield post(
        "ranks",
        "Rank correlation of what the two readings add to the pairs of the signers",
        exactly(round(found.ranks, 3), Unit.NONE, basis),
        (SYSTEM,),
    )
