"""What is told of an act, as tables that people read."""

from collections.abc import Iterable, Sequence

from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Table
from foedus.questions.numbers import amount, estimate
from foedus.questions.parts.escalation.told import QUESTION, Less, Told
from foedus.questions.wording import names, sentence
from foedus.simulation.ordered import BESIDE_ATTACKER, BESIDE_VICTIM
from foedus.states.roster import roster


def joiners(one: Told) -> Table:
    """Who joins: simulated, without the pact, and by the fitted choice alone."""
    act = one.asked.act
    attacker, victim = names([act.attacker]), names([act.victim])
    shown = [(roster().ids[place], place) for place, _ in one.likeliest]

    def both(held: Iterable[float]) -> str:
        return " / ".join(f"{share:.0%}" for share in held)

    def bare(place: int) -> str:
        if one.without is None:
            return ""
        sides = one.without.sides[:, place]
        return both([(sides == way).mean() for way in (BESIDE_ATTACKER, BESIDE_VICTIM)])

    return Table(
        id=f"{QUESTION}.{act.id}",
        title=f"Who joins, {one.asked.condition}",
        columns=(
            "State",
            f"Beside {attacker}",
            f"Beside {victim}",
            "Without the pact",
            "One-shot choice",
        ),
        rows=tuple(
            (
                sentence(names([state])),
                f"{(one.joined.sides[:, place] == BESIDE_ATTACKER).mean():.1%}",
                f"{(one.joined.sides[:, place] == BESIDE_VICTIM).mean():.1%}",
                bare(place),
                "" if one.fitted is None else both(one.fitted[place]),
            )
            for state, place in shown
        ),
        rests_on=tuple((one.id(f"joins.{state}"),) for state, _ in shown),
        note="Simulated: joiners call those who owe them defence. Without the pact, by the "
        "same draws, and by the one-shot choice, in which nobody is called: beside the one "
        "/ beside the other.",
    )


def paths(one: Told) -> Table:
    """By which path the likeliest joiners come."""
    act = one.asked.act
    told = []
    for state, side, path, times in one.paths:
        told.append(
            (
                sentence(names([state])),
                one.whom(side),
                path.round,
                one.by(path, side),
                f"{times / len(one.joined.war):.1%}",
            )
        )
    return Table(
        id=f"{QUESTION}.{act.id}.paths",
        title=f"By which path they come, {one.asked.condition}",
        columns=("State", "Beside", "Round", "Path", "Chance"),
        rows=tuple(told),
        rests_on=tuple((one.id(f"path.{place}"),) for place in range(len(told))),
        note="Round 1 chooses in view of the first two alone; who owes defence to a joiner "
        "is called in the round after it.",
    )


def less(one: Told) -> Table:
    """What one promise less changes, asked for and tried, the most first."""
    held = [*one.own, *one.ranked]
    rows = []
    for each in held:
        spared, calmer = one.spared(each), one.calmer(each)
        rows.append(
            (
                sentence(each.removal.says) + _unmoved(one, each),
                _noted(spared),
                _noted(calmer),
            )
        )
    return Table(
        id=f"{QUESTION}.{one.asked.act.id}.less",
        title=f"What one promise less changes, {one.asked.condition}",
        columns=("Change", "Joiners fewer", "Great powers take both sides, less often by"),
        rows=tuple(rows),
        rests_on=tuple(
            (one.id(f"less.{e.removal.id}"), one.id(f"calmer.{e.removal.id}")) for e in held
        ),
        note=f"Paired runs, {len(held[0].joined.war) if held else 0} of each, with the "
        "interval of the mean. Tried are the clauses, promises and states by which most "
        "joiners came. That a neutral keeps to its word is assumed.",
    )


def _unmoved(one: Told, each: Less) -> str:
    """Say why nothing changes, where nothing does."""
    if each.removal.moot:
        return f": {each.removal.moot}"
    return ": the same join in every run" if one.moves_nothing(each) else ""


def _noted(told: Estimate) -> str:
    noise = told.low <= 0.0 <= told.high
    return estimate(told) + (", within noise" if noise and told.low != told.high else "")


def every(all_: Sequence[Told]) -> Table:
    """Set out every act of the case in a line."""
    rows = []
    for one in all_:
        act, many = one.asked.act, one.joined.many
        most = one.likeliest[:1]
        first = (
            f"{names([roster().ids[most[0][0]]])}, "
            f"{(one.joined.sides[:, most[0][0]] == most[0][1]).mean():.0%}"
            if most
            else "nobody"
        )
        rows.append(
            (
                f"{sentence(names([act.attacker]))} on {names([act.victim])}",
                str(one.asked.day),
                amount(float(one.chance.war.mean()), Unit.PROBABILITY),
                first,
                f"{many.mean():.1f}",
                f"{(many == 0).mean():.0%}",
                f"{(many > 5).mean():.0%}",
                f"{one.joined.opposed(one.scene.great).mean():.0%}",
                f"{one.joined.opposed(one.scene.armed).mean():.0%}",
            )
        )
    given = {
        True: "given war",
        False: "given a dispute short of war",
        None: "given a dispute",
    }
    return Table(
        id=f"{QUESTION}.acts",
        title="Every act, and how far it spreads",
        columns=(
            "Act",
            "Day",
            "Is war",
            "Likeliest to join",
            "Joiners",
            "Nobody",
            "More than five",
            "Great powers take both",
            "Nuclear arms on both",
        ),
        rows=tuple(rows),
        rests_on=tuple((one.id("war"), one.id("joiners")) for one in all_),
        note=f"Is war: given a dispute; all else {given[all_[0].asked.war]}. Runs know two "
        "states and a day: acts of one pair on one day are one.",
    )
