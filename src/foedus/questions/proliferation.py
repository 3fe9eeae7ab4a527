"""How much sooner help brings a capability.

For each capability of the case: the chance of having it year by year, without help, with
the help that is told of, and with full help; the months saved, by literature and bomb
together and by the literature alone. The effect of help rests on a prior that keeps the
literature's quarrel and on three steps that disagree on the sign; at no step does it
foretell more than a state's own means do, and the answer says so.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.cases.capability_file import Help
from foedus.cases.case import Case
from foedus.estimation.helped import summary
from foedus.estimation.programmes import past_programmes
from foedus.estimation.proliferation import (
    EFFECTS,
    LAST_STEP,
    LEVEL,
    HelpEffect,
    carried_effect,
)
from foedus.faults import Finding
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Answer
from foedus.questions.numbers import amount
from foedus.questions.parts.proliferation.hastening import (
    A_YEAR,
    ASKED,
    FULL,
    HORIZON,
    NONE,
    YEARS,
    Race,
    Scenario,
    course_of,
    race_of,
)
from foedus.questions.parts.proliferation.pictures import pictures_of
from foedus.questions.parts.proliferation.tables import tables_of
from foedus.questions.wording import many, names

Floats = NDArray[np.float64]

QUESTION = "proliferation"
ASKS = "How much sooner does help bring a capability?"
DATA = ("data:nuclear_cooperation", "data:nuclear_latency", "data:nuclear_proficiency")
LEAST = 0.005
"""Shares of draws below this are not worth a word."""
TAILS = [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2]


def ask(
    case: Case, *, seed: int = 1, runs: int = 4_000, help_path: Help | None = None
) -> Answer:
    """Tell what help does to the time that each capability of a case takes.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of all draws.
    help_path
        Help of the user's own, asked of every capability beside the case's.
    """
    effect = carried_effect()
    races = tuple(
        race_of(case, goal, asked=help_path, seed=seed, runs=runs)
        for goal in case.capabilities
    )
    told = bool(races)
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=tuple(_results(case, effect, races)) if told else (),
        tables=tuple(tables_of(case, effect, races)) if told else (),
        pictures=tuple(pictures_of(case, effect, races)) if told else (),
        findings=tuple(_cautions(case, effect, races)),
        basis=doors.digest([case.digest, QUESTION, seed, runs, help_path, effect.digest]),
    )


def _results(case: Case, effect: HelpEffect, races: Sequence[Race]) -> Iterator[Result]:
    def posted(
        key: str, sentence: str, estimate: Estimate, rests_on: tuple[str, ...] = DATA
    ) -> Result:
        return Result(
            ResultId(f"{QUESTION}.{key}"), QUESTION, sentence, estimate, rests_on,
            case.heading.as_of,
        )  # fmt: skip

    for key, sentence, number in _of_effect(effect):
        yield posted(key, sentence, number)
    for reference in dict.fromkeys(race.goal.reference for race in races):
        yield posted(f"class.{reference}", *_of_class(reference, effect), ())
    for race in races:
        for one in race.scenarios:
            for key, sentence, number in _of_scenario(case, race, one, effect):
                yield posted(f"{race.goal.id}.{key}", sentence, number, one.rests_on)
    for key, sentence, number in _of_steps(effect):
        yield posted(key, sentence, number)


def _of_effect(effect: HelpEffect) -> Iterator[tuple[str, str, Estimate]]:
    """Tell the effect of full help by each ground."""
    basis = f"estimation/proliferation.json, {effect.digest}"
    for key, said, chances in (
        ("literature", "by the literature, assumed", effect.prior()),
        ("data", "by the three steps alone", effect.data()),
        ("both", "by both", effect.posterior()),
        (
            "last",
            "by the literature and the step from pursuit to the bomb alone",
            effect.posterior([LAST_STEP]),
        ),
    ):
        mean, _, low, high = summary(EFFECTS, chances, LEVEL)
        ratio = _ratio(mean, low, high, basis)
        yield f"effect.{key}", f"Hazard with full help over that without, {said}", ratio
    impeding = float(effect.posterior()[EFFECTS < 0].sum())
    sure = Estimate(impeding, impeding, impeding, LEVEL, Unit.PROBABILITY, basis)
    yield "effect.impedes", "Chance that help impedes, by both", sure


def _of_steps(effect: HelpEffect) -> Iterator[tuple[str, str, Estimate]]:
    """Tell what help did at each step, and what it foretold on years not seen."""
    basis = f"estimation/proliferation.json, {effect.digest}"
    for one in effect.steps:
        yield (
            f"step.{one.step}.{one.help}",
            f"Hazard with full help over that without, at the step to the {one.step}, by "
            f"{one.help}",
            _ratio(one.mean, one.low, one.high, basis),
        )
        for gain in one.trial.gains:
            yield (
                f"gain.{one.step}.{one.help}.{gain.over.replace(' ', '_')}",
                f"What help by {one.help} foretold of the step to the {one.step} over "
                f"{gain.over}, nats a thousand state-years",
                Estimate(gain.mean, gain.low, gain.high, 0.95, Unit.NATS, basis),
            )
    for gain in effect.programmes.gains:
        yield (
            f"gain.programmes.{gain.over.replace(' ', '_')}",
            f"What the course of a class with help foretold of later programmes over "
            f"{gain.over}, nats a thousand years",
            Estimate(gain.mean, gain.low, gain.high, 0.95, Unit.NATS, basis),
        )


def _of_class(reference: str, effect: HelpEffect) -> tuple[str, Estimate]:
    held = course_of(reference, "both")
    axes = np.exp(held.grid.log_scales)[:, None], np.exp(held.grid.log_shapes)
    medians = axes[0] * np.log(2.0) ** (1 / axes[1])
    weights = held.chances.sum(axis=(2, 3)).reshape(-1)
    order = np.argsort(medians.reshape(-1), kind="stable")
    whole = np.cumsum(weights[order])
    low, mid, high = np.interp(TAILS, whole, medians.reshape(-1)[order]).tolist()
    known = past_programmes(reference)
    return (
        f"Years until half of programmes such as {many(len(known), 'past one')} get there "
        "without help",
        Estimate(mid, low, high, LEVEL, Unit.YEARS, f"programmes.yaml, {effect.digest}"),
    )


def _of_scenario(
    case: Case, race: Race, one: Scenario, effect: HelpEffect
) -> Iterator[tuple[str, str, Estimate]]:
    basis = f"{len(one.share)} draws, {effect.digest}"
    what, year = race.goal.title, case.heading.as_of.year
    under = "without help" if one.id == NONE else f"with {one.title}"
    day = f"{case.heading.as_of:%d %B}".lstrip("0")
    for years in ASKED:
        chance = one.chance[:, YEARS.index(years)]
        yield (
            f"{one.id}.by.{years}",
            f"Chance that {names([race.goal.state])} has {what} by {day} {year + years}, "
            f"{under}",
            _chance(chance, basis),
        )
    if one.saving is None or one.literature is None or one.last is None:
        return
    yield (
        f"{one.id}.saved",
        f"Months by which {what} comes sooner, {under}",
        _months(one.saving.saved, basis),
    )
    yield (
        f"{one.id}.saved.literature",
        f"Months by which {what} comes sooner, {under}, by the literature alone",
        _months(one.literature.saved, basis),
    )
    yield (
        f"{one.id}.saved.last",
        f"Months by which {what} comes sooner, {under}, by the literature and the step "
        "from pursuit to the bomb alone",
        _months(one.last.saved, basis),
    )
    yield (
        f"{one.id}.sooner",
        f"Chance that {what} comes a year sooner or more on the same luck, {under}",
        Estimate(one.sooner, one.sooner, one.sooner, LEVEL, Unit.PROBABILITY, basis),
    )


def _chance(draws: Floats, basis: str) -> Estimate:
    low, _, high = np.quantile(draws, TAILS).tolist()
    mean = float(draws.mean())
    return Estimate(mean, min(low, mean), max(high, mean), LEVEL, Unit.PROBABILITY, basis)


def _months(draws: Floats, basis: str) -> Estimate:
    """Tell months in whole ones, since no more is known."""
    low, mid, high = np.round(np.quantile(draws, TAILS)).tolist()
    return Estimate(mid, low, high, LEVEL, Unit.MONTHS, basis)


def _ratio(mean: float, low: float, high: float, basis: str) -> Estimate:
    value, least, most = np.exp([mean, low, high]).tolist()
    return Estimate(value, least, most, LEVEL, Unit.RATIO, basis)


def _cautions(case: Case, effect: HelpEffect, races: Sequence[Race]) -> Iterator[Finding]:
    where = f"case {case.name}"
    if not races:
        yield Finding("note", where, "names no capability: see capabilities.yaml")
        return
    if not any(step.trial.beats for step in effect.steps):
        yield Finding(
            "doubt", "the effect of help",
            "at no step to the bomb does help foretell more than a state's own means do, "
            "and of who gets from pursuit to the bomb it tells nothing over the base rate",
        )  # fmt: skip
    if not effect.programmes.beats:
        yield Finding(
            "doubt", "reference classes",
            "past programmes foretell later ones no better than a constant hazard; those "
            "that were given up are not in them, so that all look too quick",
        )  # fmt: skip
    yield Finding(
        "doubt", "the effect of help",
        "the studies behind the prior saw the same bombs as the data: both together are "
        "surer than they should be",
    )  # fmt: skip
    last = effect.posterior([LAST_STEP])
    yield Finding(
        "doubt", "the effect of help",
        "of the three steps only the last is one of programmes under way; read off it and "
        "the literature alone, help impedes with a chance of "
        f"{amount(float(last[EFFECTS < 0].sum()), Unit.PROBABILITY)}",
    )  # fmt: skip
    yield Finding(
        "doubt", "the stage reached",
        "how far each has come enters by the years worked alone: a hull that is shown, or "
        "a rocket that fails, moves no chance here",
    )  # fmt: skip
    assumed = dict.fromkeys(p.parameter for race in races for p in race.pools if p.assumed)
    if assumed:
        told = ", ".join(name.removeprefix(f"{QUESTION}.") for name in assumed)
        yield Finding("doubt", where, f"assumed and not claimed: {told}")
    for race in races:
        yield from _of_race(race)


def _of_race(race: Race) -> Iterator[Finding]:
    where = race.goal.title
    for help in race.unheard:
        yield Finding(
            "note", where,
            f"{help.title} is not told: none of its claims was known by the day",
        )  # fmt: skip
    for one in race.helped:
        beyond = one.saving.beyond_before.mean() if one.saving else 0.0
        if one.id == FULL and beyond > LEAST:
            yield Finding(
                "note", where,
                f"in {beyond:.0%} of draws the median without help lies beyond "
                f"{HORIZON / A_YEAR:.0f} years: what help saves there is the least that it "
                "can be",
            )  # fmt: skip
