"""What is told of an act, drawn: who joins, and by which paths, round by round."""

from collections.abc import Iterable

from foedus.quantity import Unit
from foedus.questions.answer import Picture
from foedus.questions.numbers import amount
from foedus.questions.parts.escalation.removals import called
from foedus.questions.parts.escalation.told import QUESTION, Told
from foedus.questions.wording import names, sentence
from foedus.simulation.ordered import BESIDE_VICTIM
from foedus.states.roster import StateId, roster

SOURCE = "runs of the system, and fits that the package carries, model joining"
LEAST, MOST = 0.025, 40
"""Chance from which a path is drawn, and how many at most."""


def bars(one: Told) -> Picture:
    """Draw the chance of each of the likeliest, simulated and by the one-shot choice."""
    rows, act = list(_bars(one)), one.asked.act
    first = rows[0][0] if rows else "nobody"
    return Picture(
        id=f"{QUESTION}.{act.id}",
        kind="bars",
        title=sentence(f"{one.asked.condition}, the likeliest to join is {first}"),
        alt="Chance to join of each outsider: "
        + "; ".join(f"{row[0]} {row[2]:.0%}" for row in rows if row[1] == "simulated")
        + ".",
        source=SOURCE,
        x="chance to join, with the span over nine in ten draws of the coefficients",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(rows),
    )


def _bars(one: Told) -> Iterable[tuple[str, str, float, float, float]]:
    for place, side in one.likeliest:
        label = f"{names([roster().ids[place]])}, beside {one.whom(side)}"
        told = one.chance_of(one.joined.sides[:, place] == side)
        yield label, "simulated", told.value, told.low, told.high
        if one.fitted is not None:
            alone = float(one.fitted[place, side - 1])
            yield label, "one-shot choice", alone, alone, alone


def chain(one: Told) -> Picture:
    """Draw the likeliest paths: the act, and who is drawn in by whom, round by round."""
    act, runs = one.asked.act, len(one.joined.war)
    held: dict[tuple[int, StateId, str, str], list[tuple[StateId, float]]] = {}
    for state, side, path, times in one.every_path[:MOST]:
        if times / runs < LEAST:
            break
        whom = act.victim if side == BESIDE_VICTIM else act.attacker
        key = (path.round, path.caller or whom, path.way, path.pact or "")
        held.setdefault(key, []).append((state, times / runs))
    rows: list[tuple[str, str, str, int, str]] = [
        (act.attacker, act.victim, "attack", 0, "")
    ]
    for (round, target, kind, pact), states in sorted(
        held.items(), key=lambda item: (item[0][0], -max(c for _, c in item[1]), item[0])
    ):
        pact = called(pact, one.case, one.scene.scenario) if pact else ""
        label = _label(pact, [chance for _, chance in states])
        rows += [(state, target, kind, round, label) for state, _ in states]
    return Picture(
        id=f"{QUESTION}.{act.id}.paths",
        kind="chain",
        title=sentence(f"{one.asked.condition}: by which paths others come in"),
        alt=_told(one),
        source=SOURCE,
        x="",
        y="",
        columns=("source", "target", "kind", "round", "label"),
        rows=tuple(rows),
    )


def _label(pact: str, chances: list[float]) -> str:
    low, high = (amount(c, Unit.PROBABILITY) for c in (min(chances), max(chances)))
    span = low if low == high else f"{low.removesuffix(' %')} to {high}"
    return f"{pact}, {span}" if pact else span


def _told(one: Told) -> str:
    said = [
        f"{names([state])} {path.way} {times / len(one.joined.war):.0%}"
        for state, _, path, times in one.paths
    ]
    return "The likeliest paths: " + "; ".join(said) + "."
