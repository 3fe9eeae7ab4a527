"""With no act ordered: how likely a war of great or nuclear powers is, in plain runs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.ledger.entry import Result, ResultId
from foedus.questions.answer import Table
from foedus.questions.numbers import estimate
from foedus.questions.parts.escalation.acts import Scene
from foedus.questions.parts.escalation.told import QUESTION, RESTS
from foedus.questions.wording import names
from foedus.simulation.run import chunk
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import DISPUTE, JOINED, Events
from foedus.simulation.summary import share_of
from foedus.states.roster import StateId, roster

Flags = NDArray[np.bool_]

YEARS, MOST_RUNS = 10, 400
AHEAD = (1, 5, 10)


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Years in which it first came to it, by run; `YEARS` where it did not, (R,)."""

    scenario: Scenario
    nuclear: NDArray[np.int64]
    great: NDArray[np.int64]
    disputes: Events
    runs: int
    basis: str


def outlook(scene: Scene, *, runs: int, seed: int, basis: str) -> Outlook:
    """Run the world of a day on for ten years, with nothing ordered."""
    scenario, runs = scene.scenario.but(years=YEARS), min(runs, MOST_RUNS)
    events = chunk(scenario, runs=range(runs), seed=seed).events
    wars = _wars(events)
    return Outlook(
        scenario,
        _first(events, wars, scene.armed, runs),
        _first(events, wars, scene.great, runs),
        events[events["kind"] == DISPUTE],
        runs,
        basis,
    )


def _wars(events: Events) -> NDArray[np.int64]:
    """Name the wars: run, year and pair in one number each, sorted."""
    fought = events[(events["kind"] == DISPUTE) & (events["c"] == 1)]
    return np.unique(_named(fought, fought["a"], fought["b"]))


def _named(
    events: Events, one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Name disputes; of one pair and year there is one, whoever began it."""
    low, high = (f(one, other).astype(np.int64) for f in (np.minimum, np.maximum))
    at = events["run"].astype(np.int64) * 256 + events["year"]
    named: NDArray[np.int64] = (at << 16) | (low << 8) | high
    return named


def _first(
    events: Events, wars: NDArray[np.int64], places: Sequence[int], runs: int
) -> NDArray[np.int64]:
    """Give the first year in which some of the states take both sides of a war, (R,)."""
    fought = events[(events["kind"] == DISPUTE) & (events["c"] == 1)]
    joined = events[events["kind"] == JOINED]
    joined = joined[np.isin(_named(joined, joined["b"], joined["c"]), wars)]
    with_low, with_high = (set[int]() for _ in range(2))
    for held, who, own, other in (
        (fought, fought["a"], fought["a"], fought["b"]),
        (fought, fought["b"], fought["b"], fought["a"]),
        (joined, joined["a"], joined["b"], joined["c"]),
    ):
        mine = np.isin(who, list(places))
        for into, kept in ((with_low, own < other), (with_high, own > other)):
            into |= set(_named(held, own, other)[mine & kept].tolist())
    first = np.full(runs, YEARS, np.int64)
    for war in sorted(with_low & with_high):
        run, year = war >> 24, (war >> 16) & 255
        first[run] = min(first[run], year)
    return first


def results(case: Case, held: Outlook, scene: Scene) -> Iterator[Result]:
    """Post the chances within one, five and ten years, and of the acts' pairs."""

    def post(part: str, sentence: str, flags: Flags) -> Result:
        return Result(
            id=ResultId(f"{QUESTION}.{part}"),
            question=QUESTION,
            sentence=sentence,
            estimate=share_of(
                flags, runs_a_draw=held.scenario.runs_a_draw, basis=held.basis
            ),
            rests_on=(*RESTS, "model:onset", "model:war"),
            posted=case.heading.as_of,
        )

    for years in AHEAD:
        within = "a year" if years == 1 else f"{years} years"
        yield post(
            f"nuclear_war.{years}",
            "Chance of a war in which states with nuclear arms take both sides within "
            f"{within}",
            held.nuclear < years,
        )
        yield post(
            f"great_war.{years}",
            f"Chance of a war in which great powers take both sides within {within}",
            held.great < years,
        )
    for one in scene.asked:
        if one.act.headline:
            yield post(
                f"{one.act.id}.begins",
                f"Chance that {names([one.act.attacker])} and {names([one.act.victim])} "
                f"have a dispute within {YEARS} years",
                _quarrel(held, one.act.attacker, one.act.victim),
            )


def _quarrel(held: Outlook, one: StateId, other: StateId) -> Flags:
    places = [roster().index(state) for state in (one, other)]
    mine = held.disputes[
        np.isin(held.disputes["a"], places) & np.isin(held.disputes["b"], places)
    ]
    found = np.zeros(held.runs, bool)
    found[mine["run"].astype(np.intp)] = True
    return found


def table(told: Sequence[Result]) -> Table:
    """Set out what plain runs tell."""
    held = {result.id: result for result in told}
    rows = [
        (
            f"within {years} year{'s' if years > 1 else ''}",
            *(estimate(held[ResultId(f"{QUESTION}.{kind}.{years}")].estimate)
              for kind in ("nuclear_war", "great_war")),
        )
        for years in AHEAD
    ]  # fmt: skip
    return Table(
        id=f"{QUESTION}.outlook",
        title="A war between such powers, if nothing is ordered",
        columns=("", "Nuclear arms on both sides", "Great powers on both sides"),
        rows=tuple(rows),
        rests_on=tuple(
            (f"{QUESTION}.nuclear_war.{years}", f"{QUESTION}.great_war.{years}")
            for years in AHEAD
        ),
        note=f"Plain runs of {YEARS} years, with all that may happen in them. The hazards "
        "know no nuclear arms. To take a side is to be in the dispute, be it by threats "
        "alone.",
    )
