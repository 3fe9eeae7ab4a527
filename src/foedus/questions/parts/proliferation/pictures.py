"""Pictures of what help may speed: chances by year, months saved, the effect, a tornado."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.estimation.helped import summary
from foedus.estimation.proliferation import EFFECTS, LAST_STEP, LEVEL, HelpEffect
from foedus.exchange.capability import Programme
from foedus.quantity import Unit
from foedus.questions.answer import Cell, Picture
from foedus.questions.numbers import amount
from foedus.questions.parts.proliferation.hastening import (
    FULL,
    NONE,
    YEARS,
    Drawn,
    Race,
    Scenario,
    months_saved,
)
from foedus.questions.parts.proliferation.tables import TAILS, Q, months
from foedus.questions.swings import swings
from foedus.questions.wording import names, sentence

Floats = NDArray[np.float64]
SOURCE = "past programmes and the way to the bomb; ranges of the case as told in the table"
STEPS = {
    "plant": "set out for a plant", "pursuit": "set out for a bomb",
    "bomb": "got from pursuit to the bomb",
}  # fmt: skip
POINTS = 256


def pictures_of(case: Case, effect: HelpEffect, races: Sequence[Race]) -> Iterator[Picture]:
    """Draw what was found."""
    yield _saved(races)
    for race in races:
        yield _chances(case, race)
    yield _effect(effect)
    yield _tornado(races[0])


def _chances(case: Case, race: Race) -> Picture:
    year, ten = case.heading.as_of.year, YEARS.index(10)
    said = {one.id: amount(float(one.chance[:, ten].mean()), Unit.PROBABILITY)
            for one in race.scenarios}  # fmt: skip
    return Picture(
        id=f"{Q}.{race.goal.id}.chance",
        kind="lines",
        title=f"{sentence(names([race.goal.state]))} has {race.goal.title} by {year + 10} "
        f"with a chance of {said[NONE]} without help and {said[FULL]} with full help",
        alt="Chance of having it, year by year, with the middle 90 % of draws: "
        + "; ".join(f"{one.title}, {year + 10}: {said[one.id]}" for one in race.scenarios),
        source=SOURCE,
        x="year",
        y="chance of having it",
        columns=("year", "series", "value", "low", "high"),
        rows=tuple(row for one in race.scenarios for row in _line(one, year)),
    )


def _line(one: Scenario, year: int) -> Iterator[tuple[Cell, ...]]:
    for k, ahead in enumerate(YEARS):
        low, _, high = np.quantile(one.chance[:, k], TAILS).tolist()
        mean = float(one.chance[:, k].mean())
        yield (year + ahead, one.title, mean, min(low, mean), max(high, mean))


def _saved(races: Sequence[Race]) -> Picture:
    rows = [
        (race, one, one.saving.saved) for race in races for one in race.helped if one.saving
    ]
    full = [(race, saved) for race, one, saved in rows if one.id == FULL]
    first, most = max(full, key=lambda row: float(np.median(row[1])))
    return Picture(
        id=f"{Q}.months",
        kind="bars",
        title=f"Full help would save most with {first.goal.title}: {months(most)} months",
        alt="Months by which each comes sooner: "
        + "; ".join(
            f"{race.goal.title}, {one.title} {months(saved)}" for race, one, saved in rows
        ),
        source=SOURCE,
        x="months sooner",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(
            (sentence(race.goal.title), one.title, mid, low, high)
            for race, one, saved in rows
            for low, mid, high in [np.round(np.quantile(saved, TAILS)).tolist()]
        ),
    )


def _effect(effect: HelpEffect) -> Picture:
    rows = [("Literature: the prior, assumed", "claim", effect.prior())]
    steps = [
        (f"Those who {STEPS[one.step]}, by {one.help}", one.mean, one.low, one.high)
        for one in effect.steps
        if one.chosen
    ]
    made = [_interval(label, kind, summary(EFFECTS, c, LEVEL)) for label, kind, c in rows]
    made += [
        _interval(label, "claim", (m, 0.0, low, high)) for label, m, low, high in steps
    ]
    made += [
        _interval("The three steps, biases allowed for", "claim",
                  summary(EFFECTS, effect.data(), LEVEL)),
        _interval("Literature and the last of them", "claim",
                  summary(EFFECTS, effect.posterior([LAST_STEP]), LEVEL)),
        _interval("Both together", "pool", summary(EFFECTS, effect.posterior(), LEVEL)),
    ]  # fmt: skip
    ratio = float(np.exp(summary(EFFECTS, effect.posterior(), LEVEL)[0]))
    return Picture(
        id=f"{Q}.ratio",
        kind="intervals",
        title="The steps disagree on whether help speeds or impedes; with the literature "
        f"full help makes the hazard {ratio:.1f} times as high",
        alt="Hazard with full help over that without: "
        + "; ".join(f"{r[0]} {r[3]:.2g} ({r[2]:.2g} to {r[4]:.2g})" for r in made),
        source="Smith and Spaniel; Fuhrmann and Tkach; Fuhrmann; the prior is assumed",
        x="hazard with full help over that without; 1 is no effect",
        y="",
        columns=("label", "source", "low", "value", "high", "kind"),
        rows=tuple(made),
    )


def _interval(
    label: str, kind: str, told: Sequence[float]
) -> tuple[str, str, float, float, float, str]:
    mean, _, low, high = told
    value, least, most = (float(np.exp(x)) for x in (mean, low, high))
    return (label, "", least, value, most, kind)


def _tornado(race: Race) -> Picture:
    """Turn what the months that full help saves hang on, one by one."""
    one = race.drawn
    samples = {
        "effect of full help": one.effect,
        "scale of the class and pace": one.programme.scale,
        "shape of the class": one.programme.shape,
        "time worked so far": one.programme.age,
    }
    ready = {name: np.sort(sample) for name, sample in samples.items()}
    path = race.full

    def law(rows: Floats) -> Floats:
        at = [np.quantile(sample, rows[:, k]) for k, sample in enumerate(ready.values())]
        drawn = Drawn(Programme(at[2], at[1], at[3]), at[0])
        return months_saved(drawn, np.ones(len(rows)), path)[:, None]

    held = swings(law, tuple(ready), points=POINTS, stream=Stream(1).child(Q, race.goal.id))
    order = np.argsort(-np.abs(held.high[:, 0] - held.low[:, 0]), kind="stable")
    middle = float(held.middle[0])
    return Picture(
        id=f"{Q}.tornado",
        kind="bars",
        title=f"What full help saves with {race.goal.title} hangs most on one thing: "
        f"{held.names[order[0]]}",
        alt="Months saved when one thing is low or high and the others are in the middle, "
        f"{middle:.0f}: "
        + "; ".join(
            f"{held.names[k]} {held.low[k, 0]:.0f} and {held.high[k, 0]:.0f}" for k in order
        ),
        source=SOURCE,
        x=f"months sooner; {middle:.0f} with all in the middle",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(
            (sentence(held.names[k]), side, float(np.round(values[k, 0])), None, None)
            for k in order
            for side, values in (("low", held.low), ("high", held.high))
        ),
    )
