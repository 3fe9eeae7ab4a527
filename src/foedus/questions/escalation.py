"""Who would in fact join, if it came to war: the fitted side of what treaties oblige to.

What a treaty obliges to is one thing, and what states did in the wars since 1816 another.
For each act of the case the model of joining gives every outsider's chance to take either
side, once with the pact and once without it, by the same draws. Whether there is war is
told by nobody here: the chances are those given war.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.cases.case import Case, Question
from foedus.chance import Stream
from foedus.estimation.theory import theories
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.mechanisms.joining import WITH_ATTACKERS, Wave, choices
from foedus.pacts.pact import Pact
from foedus.past import fields
from foedus.past.past import Year
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Answer, Picture, Table
from foedus.questions.bound import bound
from foedus.questions.series import Tables
from foedus.questions.unanswered import unanswered
from foedus.questions.vantage import Vantage, basis_of, vantage
from foedus.questions.wording import names
from foedus.states.roster import StateId, roster
from foedus.terms.sides import Dispute

QUESTION = "escalation"
ASKS = "Who would in fact join, and how likely is war between great powers?"
WHAT = "who would join"
"""What a remark is on."""

Floats = NDArray[np.float64]

LEVEL = 0.9
MODEL = "joining"
MOST_RUNS = 500
"""Draws of coefficients and of the wave; each reads every outsider of every act."""
SHOWN = 10
"""Outsiders that are shown, the likeliest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What the model gives for one act, run by run."""

    act: Question
    joins: Floats
    """Chance of each state to join attackers, and victims, with the pact, (R, N, 2)."""
    without: Floats
    """The same without it, by the same draws, (R, N, 2)."""
    powers: Floats
    """Chance that great powers fight on both sides, (R,)."""


def ask(
    case: Case, *, seed: int = 1, runs: int = 4_000, tables: Tables | None = None
) -> Answer:
    """Tell who would join each headline act of the case, given that it means war.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the draws of coefficients and of the wave that joiners share.
    tables
        Gives data sets by name, for a case of a year that the package does not carry.
    """
    try:
        stand = vantage(case.heading.as_of.year, tables)
    except NeedFault as lacking:
        return unanswered(case, QUESTION, WHAT, lacking)
    acts = [act for act in case.acts if act.headline and _both_alive(act, stand)]
    told = [_told(case, act, stand, seed=seed, runs=min(runs, MOST_RUNS)) for act in acts]
    basis = basis_of(stand, MODEL)
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=tuple(result for one in told for result in _results(case, one, basis)),
        tables=tuple(_table(case, one) for one in told),
        pictures=tuple(_picture(case, one) for one in told),
        findings=(_caution(stand),),
        basis=doors.digest([case.digest, QUESTION, basis, seed, runs]),
    )


def _both_alive(act: Question, stand: Vantage) -> bool:
    alive = stand.past.at(stand.read)[fields.ALIVE]
    return all(alive[roster().index(s)] > 0 for s in (act.attacker, act.victim))


def _told(case: Case, act: Question, stand: Vantage, *, seed: int, runs: int) -> Told:
    """Read the act in the world with the pact and without it, by the same draws."""
    fitted, best = stand.fitted(MODEL), _recommended()
    drawing = Stream(seed).child(QUESTION, act.id)
    drawn = fitted.fits[best].draws(runs, drawing).columns
    wave = Wave(
        fitted.constants["wave_of_wars.sigma"], fitted.constants["wave_of_wars.shift"]
    )
    shared = wave.draws(runs, drawing.child("wave"))
    day = act.day or case.heading.as_of
    dispute = Dispute.between([act.attacker], [act.victim], day, war=True)
    world, rest = stand.past.at(stand.read), [p for p in case.pacts if not _is_own(case, p)]
    read = partial(choices, dispute=dispute, coefficients=drawn, shared=shared)
    with_pact = bound(world, case.pacts, day)
    joins = read(with_pact)[:, :, WITH_ATTACKERS:]
    return Told(
        act,
        joins,
        read(bound(world, rest, day))[:, :, WITH_ATTACKERS:],
        _powers(joins, with_pact, act),
    )


def _is_own(case: Case, pact: Pact) -> bool:
    return pact.id == case.heading.pact


def _recommended() -> str:
    return next(t.name for t in theories(MODEL) if t.kind == "recommended")


def _powers(joins: Floats, world: Year, act: Question) -> Floats:
    """Give the chance that some great power fights on each side, (R,).

    Given the wave each chooses by itself, so that the chance is one of nobody on one side,
    nobody on the other, and nobody on either.
    """
    major = world[fields.MAJOR] > 0
    attacker, victim = roster().index(act.attacker), roster().index(act.victim)
    with_a, with_b = joins[:, major, 0], joins[:, major, 1]
    no_a = np.prod(1 - with_a, axis=1) * (0.0 if major[attacker] else 1.0)
    no_b = np.prod(1 - with_b, axis=1) * (0.0 if major[victim] else 1.0)
    neither = np.prod(1 - with_a - with_b, axis=1)
    if major[attacker] or major[victim]:
        neither = np.zeros_like(neither)
    both: Floats = 1 - no_a - no_b + neither
    return both


def _results(case: Case, one: Told, basis: str) -> Iterator[Result]:
    act, helped = one.act, names([one.act.victim])
    if_war = f"if {names([act.attacker])} makes war on {helped}"

    def post(id: str, told: str, drawn: Floats, unit: Unit) -> Result:
        return Result(
            id=ResultId(f"{QUESTION}.{act.id}.{id}"),
            question=QUESTION,
            sentence=told,
            estimate=_estimate(drawn, unit, basis),
            rests_on=(f"model:{MODEL}",),
            posted=case.heading.as_of,
        )

    for place, side in _likeliest(one):
        whom = names([act.attacker if side == 0 else act.victim])
        state = roster().ids[place]
        yield post(
            f"joins.{state}",
            f"Chance that {names([state])} fights beside {whom} {if_war}",
            one.joins[:, place, side],
            Unit.PROBABILITY,
        )
    partner = _partner(case, act)
    if partner is not None:
        place = roster().index(partner)
        moved = one.joins[:, place, 1] - one.without[:, place, 1]
        yield post(
            "by_the_pact",
            f"What the pact adds to the chance that {names([partner])} fights beside "
            f"{helped} {if_war}",
            moved,
            Unit.SHARE,
        )
    yield post(
        "joiners", f"Outsiders that join {if_war}", one.joins.sum(axis=(1, 2)), Unit.COUNT
    )
    yield post(
        "great_powers",
        f"Chance that great powers fight on both sides {if_war}",
        one.powers,
        Unit.PROBABILITY,
    )


def _partner(case: Case, act: Question) -> StateId | None:
    """Name the pact's other party, where the victim is one of the two."""
    others = [state for state in case.heading.dyad if state != act.victim]
    bound_one = act.victim in case.heading.dyad and act.attacker not in others
    return others[0] if bound_one else None


def _estimate(drawn: Floats, unit: Unit, basis: str) -> Estimate:
    """Give the mean over runs, which is the chance itself, and the span of the runs."""
    value = float(drawn.mean())
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(
        value, min(value, float(low)), max(value, float(high)), LEVEL, unit, basis
    )


def _likeliest(one: Told) -> list[tuple[int, int]]:
    """List who joins most likely, each with the side it is likelier to take."""
    mean = one.joins.mean(axis=0)
    best = np.argsort(-mean.max(axis=1), kind="stable")[:SHOWN]
    return [(int(place), int(mean[place].argmax())) for place in best]


def _table(case: Case, one: Told) -> Table:
    mean, bare = one.joins.mean(axis=0), one.without.mean(axis=0)
    attacker, victim = names([one.act.attacker]), names([one.act.victim])
    shown = [(roster().ids[place], place) for place, _ in _likeliest(one)]
    return Table(
        id=f"{QUESTION}.{one.act.id}",
        title=f"Who joins, if {attacker} makes war on {victim}",
        columns=("State", f"Beside {attacker}", f"Beside {victim}", "Without the pact"),
        rows=tuple(
            (
                names([state]),
                f"{mean[place, 0]:.1%}",
                f"{mean[place, 1]:.1%}",
                f"{bare[place, 0]:.1%}, {bare[place, 1]:.1%}",
            )
            for state, place in shown
        ),
        rests_on=tuple((f"{QUESTION}.{one.act.id}.joins.{state}",) for state, _ in shown),
        note="Given war. Fitted on disputes since 1816, in which wars after 1989 are few. "
        "Without the pact: beside the one and beside the other, by the same draws.",
    )


def _picture(case: Case, one: Told) -> Picture:
    act, rows = one.act, list(_bars(one))
    first = rows[0]
    return Picture(
        id=f"{QUESTION}.{act.id}",
        kind="bars",
        title=f"If {names([act.attacker])} makes war on {names([act.victim])}, "
        f"the likeliest to join is {first[0]}",
        alt="Chance to join of each outsider: "
        + "; ".join(f"{row[0]} {row[2]:.0%}" for row in rows)
        + ".",
        source="fits that the package carries, model joining",
        x="chance to join, given war, with the span of nine runs in ten",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(rows),
    )


def _bars(one: Told) -> Iterable[tuple[str, str, float, float, float]]:
    sides = (names([one.act.attacker]), names([one.act.victim]))
    for place, side in _likeliest(one):
        drawn = _estimate(one.joins[:, place, side], Unit.PROBABILITY, "")
        state = names([roster().ids[place]])
        label = f"{state}, beside {sides[side]}"
        yield label, "chance to join", drawn.value, drawn.low, drawn.high


def _caution(stand: Vantage) -> Finding:
    return Finding(
        "note",
        WHAT,
        f"the world is that of the end of {stand.read}, with the case's treaties put in; "
        "disputes are known to 2014 and fade from there, so that the war in Ukraine is in "
        "no term; nuclear weapons are none either",
    )
