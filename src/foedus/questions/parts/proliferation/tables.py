"""Tables of what help may speed: chances, months saved, the effect, claims, the past."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.estimation.programmes import past_programmes
from foedus.estimation.proliferation import HelpEffect, Step
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim, Link
from foedus.ledger.origin import Source
from foedus.ledger.pool import Pool
from foedus.quantity import Unit
from foedus.questions.answer import Cell, Table
from foedus.questions.numbers import amount
from foedus.questions.parts.proliferation.hastening import (
    ASKED,
    HORIZON,
    YEARS,
    Race,
    Scenario,
)
from foedus.questions.wording import names

Floats = NDArray[np.float64]
Q = "proliferation"
TAILS = [0.05, 0.5, 0.95]
_SAVED = ("saved", "saved.literature", "saved.last", "sooner")


def tables_of(case: Case, effect: HelpEffect, races: Sequence[Race]) -> Iterator[Table]:
    """Set out what was found."""
    yield _saved(case, races)
    yield _effect(effect)
    yield _claims(case, races)
    yield _links(case, races)
    yield _bound(case, races)
    yield _programmes(races)


def span(draws: Floats, unit: Unit) -> str:
    """Say a median with its central 90 %."""
    low, mid, high = (amount(float(x), unit) for x in np.quantile(draws, TAILS))
    return f"{mid} ({low} to {high})"


def months(draws: Floats) -> str:
    """Say months in whole ones, with the central 90 %."""
    low, mid, high = np.round(np.quantile(draws, TAILS)) + 0.0
    return f"{mid:.0f} ({low:.0f} to {high:.0f})"


def _saved(case: Case, races: Sequence[Race]) -> Table:
    year = case.heading.as_of.year
    rows = [(race, one) for race in races for one in race.scenarios]
    return Table(
        id=f"{Q}.saved",
        title="What help saves, and the chance of having it",
        columns=(
            "Capability", "Help", "Share of full help",
            *(f"Has it by {year + years}" for years in ASKED),
            "Months saved", "By the literature alone", "By it and the last step",
            "Saves a year or more",
        ),
        rows=tuple(_row(race, one) for race, one in rows),
        rests_on=tuple(
            tuple(
                f"{Q}.{race.goal.id}.{one.id}.{key}"
                for key in (
                    *(f"by.{years}" for years in ASKED),
                    *(_SAVED if one.saving else ()),
                )
            )
            for race, one in rows
        ),
        note=f"Medians with 90 % of the draws. Medians beyond {HORIZON:.0f} months are cut "
        "there, and what is saved is then the least that it can be. Below 0 help costs "
        "time. A year or more is counted on the same luck with help and without.",
    )  # fmt: skip


def _row(race: Race, one: Scenario) -> tuple[Cell, ...]:
    chances = [one.chance[:, YEARS.index(years)].mean() for years in ASKED]
    by = [amount(float(chance), Unit.PROBABILITY) for chance in chances]
    if one.saving is None or one.literature is None or one.last is None:
        return (race.goal.title, one.title, "none", *by, "", "", "", "")
    sure = np.ptp(one.share) == 0
    share = amount(float(one.share[0]), Unit.SHARE) if sure else span(one.share, Unit.SHARE)
    return (
        race.goal.title, one.title, share, *by,
        months(one.saving.saved), months(one.literature.saved), months(one.last.saved),
        amount(one.sooner, Unit.PROBABILITY),
    )  # fmt: skip


def _effect(effect: HelpEffect) -> Table:
    return Table(
        id=f"{Q}.effect",
        title="What help did on the way to the bomb, and what it foretold",
        columns=(
            "Step", "Help by", "States", "Events", "Hazard ratio of full help",
            "Told over own means", "Told over the base rate", "Beats every null",
        ),
        rows=tuple(
            (
                one.step, one.help + (" *" if one.chosen else ""), one.states, one.events,
                "{:.2g} ({:.2g} to {:.2g})".format(*np.exp([one.mean, one.low, one.high])),
                _gain(one, "means alone"), _gain(one, "base rate"),
                "yes" if one.trial.beats else "no",
            )
            for one in effect.steps
        ),
        rests_on=tuple(
            (
                f"{Q}.step.{one.step}.{one.help}",
                f"{Q}.gain.{one.step}.{one.help}.means_alone",
                f"{Q}.gain.{one.step}.{one.help}.base_rate",
            )
            for one in effect.steps
        ),
        note="* read for the effect. Intervals of the ratio are of 90 %, under a flat "
        "prior; what was told is in nats a thousand state-years on years not seen, with an "
        "interval of 95 %. Whoever was helped set out sooner and got there later: part of "
        "that is who asks.",
    )  # fmt: skip


def _gain(one: Step, over: str) -> str:
    gain = next(g for g in one.trial.gains if g.over == over)
    return f"{gain.mean:.2g} ({gain.low:.2g} to {gain.high:.2g})"


def _claims(case: Case, races: Sequence[Race]) -> Table:
    claims = {str(claim.id): claim for claim in standing(case.book, Claim)}
    voices = {source.id: source.name for source in standing(case.book, Source)}
    told = [
        (race.goal.title, side, claims[id])
        for race in races
        for side, ids in _sides(race)
        for id in ids
        if id in claims
    ]
    return Table(
        id=f"{Q}.claims",
        title="What is said of each, and of help with it",
        columns=("Capability", "Speaks", "Said", "By", "Claim"),
        rows=tuple(
            (title, side, claim.said, voices[claim.speaker], claim.sentence)
            for title, side, claim in told
        ),
        rests_on=tuple((claim.id,) for *_, claim in told),
    )


def _sides(race: Race) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "of how far it is", (*race.goal.rests_on, *race.goal.also)
    for help in race.goal.help:
        yield "for help", help.claims
        yield "against it", help.against


def _links(case: Case, races: Sequence[Race]) -> Table:
    claims = {claim.id: claim for claim in standing(case.book, Claim)}
    named = {id for race in races for _, ids in _sides(race) for id in ids} & claims.keys()
    links = [
        link
        for link in standing(case.book, Link)
        if {link.a, link.b} <= named and link.relation in ("contradicts", "qualifies")
    ]
    return Table(
        id=f"{Q}.links",
        title="Where these claims disagree",
        columns=("One says", "Another says", "So that"),
        rows=tuple(
            (claims[link.a].sentence, claims[link.b].sentence, link.reason)
            for link in links
        ),
        rests_on=tuple((link.a, link.b) for link in links),
    )


def _bound(case: Case, races: Sequence[Race]) -> Table:
    bindings = {b.parameter: b for b in standing(case.book, Binding)}
    pools = {one.parameter: one for race in races for one in race.pools}
    return Table(
        id=f"{Q}.bound",
        title="The case's own numbers, and what each rests on",
        columns=("Number", "Range", "Standing", "Why"),
        rows=tuple(_told(bindings[name], one) for name, one in pools.items()),
        rests_on=tuple((f"binding:{name}",) for name in pools),
    )


def _told(binding: Binding, held: Pool) -> tuple[Cell, ...]:
    own = binding.override or binding.assumed
    return (
        binding.meaning,
        span(held.draws, binding.unit),
        "assumed" if held.assumed else "claimed",
        own.reason if own else "",
    )


def _programmes(races: Sequence[Race]) -> Table:
    classes = list(dict.fromkeys(race.goal.reference for race in races))
    held = [one for name in classes for one in past_programmes(name)]
    return Table(
        id=f"{Q}.programmes",
        title="Past programmes that the times are read off",
        columns=("Class", "State", "Begun", "Got there", "Helped from", "Known from", ""),
        rows=tuple(
            (
                one.capability.replace("_", " "), names([one.state]), str(one.begun),
                str(one.reached) if one.reached else f"not by {one.watched}",
                str(one.helped_from or ""), one.source,
                "from memory in part" if one.basis == "memory" else "",
            )
            for one in held
        ),
        rests_on=tuple((f"{Q}.class.{one.capability}",) for one in held),
        note="Programmes that were given up are not among them.",
    )  # fmt: skip
