"""Two systems that differ by a pact alone, and the groups in which pairs are looked at.

Runs begin with the year in which the pact was signed: nobody who decides on the others
knows more of it than that it is signed. In the one system it is signed as the year opens,
and remembered as such; in the other it never is. Of changes of one's own runs begin with
the year of the case, in whose world its pact stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.faults import NeedFault
from foedus.pacts.pact import Pact, PactId
from foedus.past import fields
from foedus.past.treaty import treaties_of
from foedus.questions.outset import scenario_of
from foedus.questions.series import Tables
from foedus.questions.wording import names
from foedus.simulation.reading import Reading
from foedus.simulation.scenario import Scenario
from foedus.simulation.spread import pairs_of
from foedus.states.roster import StateId
from foedus.world.change import Change, FormPact

Ints = NDArray[np.int64]

EARLIEST = 1950
"""The first year of which runs have been tried; of earlier ones fits know too little."""

RUNS_A_DRAW = 5
"""Runs of one draw; what is read of them are chances, which need few."""

REGIONS: Mapping[int, str] = {
    2: "the Americas", 3: "Europe", 4: "West and Central Africa",
    5: "East and Southern Africa", 6: "the Middle East and North Africa",
    7: "Asia and the Pacific",
}  # fmt: skip
"""Regions by COW's numbers of states, as `past.states` cuts them."""

OWN, RIVALS, WIDER, OTHERS = range(4)
"""Sides: with the signers, against them, in a coalition against them, and all others."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Who stands where, by the case's own reckoning."""

    own: tuple[StateId, ...]
    rivals: tuple[StateId, ...]
    wider: tuple[StateId, ...]

    def called(self, side: int) -> str:
        """Name a side in a sentence."""
        return (
            f"the signers\u2019 side ({names(self.own)})",
            f"their rivals ({names(self.rivals)})",
            "the other states that sanction them",
            "all other states",
        )[side]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What is held together.

    Attributes
    ----------
    with_, without
        Systems with what is asked about, and without it.
    pact
        The pact that is asked about; None where changes of one's own are.
    actors
        Who signs or is changed, in order.
    own
        Pairs that the change itself binds: no contagion, and left out of every sum.
    sides
        Who stands where.
    opens, begins
        The day on which runs are taken to open, and the first on which the pact binds.
    as_if
        Whether the pact was not signed by the day, and is taken as if it were.
    """

    with_: Scenario
    without: Scenario
    pact: Pact | None
    actors: tuple[StateId, ...]
    own: frozenset[frozenset[StateId]]
    sides: Sides
    opens: date
    begins: date
    as_if: bool = False

    @property
    def years(self) -> int:
        """How many years are run."""
        return self.with_.years

    @property
    def first(self) -> int:
        """The first of them."""
        return self.with_.year

    @property
    def last(self) -> int:
        """The last of them."""
        return self.with_.year + self.with_.years - 1

    @property
    def what(self) -> str:
        """What is there in the one and not in the other."""
        if self.pact is None:
            return "what is changed"
        return f"the pact of {names(self.actors)}"

    def bound(self, low: Ints, high: Ints) -> NDArray[np.bool_]:
        """Tell which pairs the change itself binds, (P,)."""
        ids, held = self.with_.ids, np.zeros(len(low), bool)
        for pair in self.own:
            one, other = sorted(ids.index(state) for state in pair)
            held |= (low == one) & (high == other)
        return held


def scene_of_pact(
    case: Case, id: PactId, *, years: int, tables: Tables | None = None
) -> Scene:
    """Set up runs from the year in which a pact of the case was signed.

    Raises
    ------
    NeedFault
        The case reads no such pact, it binds nobody to anybody, or the world of its year
        is not at hand or before all fits.
    """
    pact = pact_of(case, id)
    day = _begins(pact)
    signed = pact.signed or day
    as_if = signed > case.heading.as_of
    opens = case.heading.as_of if as_if else signed
    if opens.year < EARLIEST:
        raise NeedFault(
            f"{id} was signed in {opens.year}, before runs can be made",
            expected=f"a pact of {EARLIEST} or later",
            where="questions.contagion",
            mend="ask about a later pact: hazards are fitted on the years before it",
        )
    found = scenario_of(case, years=years, tables=tables, day=opens)
    rest = tuple(one for one in found.treaties if not one.called(id))
    plain = found.but(treaties=rest, runs_a_draw=RUNS_A_DRAW)
    forming = tuple(
        FormPact(
            opens, one.name, one.members, bool(one.owing), one.owing, one.peace,
            one.unlimited, one.open,
        )
        for one in treaties_of(pact, day)
    )  # fmt: skip
    if not forming:
        raise NeedFault(
            f"{id} binds no two states to each other",
            expected="a pact of two states or more",
            where="questions.contagion",
            mend="ask about another pact",
        )
    held = _scene(case, plain, forming, pact, opens)
    return replace(held, begins=day, as_if=as_if)


def scene_of_changes(
    case: Case,
    changes: tuple[Change, ...],
    *,
    years: int,
    tables: Tables | None = None,
) -> Scene:
    """Set up runs from the year of the case, with changes of one's own and without.

    Raises
    ------
    NeedFault
        A change does not fit the runs, or the world of the year is not at hand.
    """
    found = scenario_of(case, years=years, tables=tables)
    plain = found.but(runs_a_draw=RUNS_A_DRAW)
    return _scene(case, plain, changes, None, case.heading.as_of)


def pact_of(case: Case, id: PactId) -> Pact:
    """Find a pact among those that the case reads.

    Raises
    ------
    NeedFault
        There is none of that name; those near it are told.
    """
    known = {pact.id: pact for pact in case.pacts}
    if id in known:
        return known[id]
    near = get_close_matches(id, list(known), n=4, cutoff=0.4) or sorted(known)
    raise NeedFault(
        f"the case reads no pact {id!r}",
        expected=f"such as {', '.join(near)}",
        where="questions.contagion",
        mend="name a pact of the case, or put it under `pacts` in case.yaml",
    )


def groups_of(scene: Scene) -> dict[str, list[Ints]]:
    """Give the group of each pair, by number: of all, by state, region and side."""
    low, high = pairs_of(scene.with_)
    own = scene.bound(low, high)
    region = np.nan_to_num(scene.with_.world[fields.REGION], nan=2).astype(np.int64)
    side = np.full(len(scene.with_.ids), OTHERS)
    for number, states in (
        (WIDER, scene.sides.wider), (RIVALS, scene.sides.rivals), (OWN, scene.sides.own),
    ):  # fmt: skip
        side[[scene.with_.ids.index(state) for state in states]] = number
    groups = {
        "all": [np.zeros(len(low), np.int64)],
        "states": [low, high],
        "regions": [crossed(region[low] - 2, region[high] - 2, len(REGIONS))],
        "sides": [crossed(side[low], side[high], 4)],
    }
    return {
        name: [np.where(own, -1, labels) for labels in held]
        for name, held in groups.items()
    }


def crossed(one: Ints, other: Ints, many: int) -> Ints:
    """Number the unordered pairs of groups.

    >>> crossed(np.array([0, 2, 1]), np.array([0, 1, 2]), 3)
    array([0, 5, 5])
    """
    low, high = np.minimum(one, other), np.maximum(one, other)
    told: Ints = low * many + high
    return told


def readings_of(scene: Scene) -> dict[str, Reading]:
    """Name what is counted in the runs besides pacts of two."""
    sides, actors = scene.sides, scene.actors
    held = {
        "disputes": Reading("disputes", of=actors, apart=True),
        "wars": Reading("wars", of=actors, apart=True),
        "entered": Reading("entered"),
    }
    if sides.rivals:
        held["against"] = Reading("disputes", of=sides.own, against=sides.rivals)
        into = rival_pacts(scene)
        if into:
            held["rivals_entered"] = Reading("entered", into=into)
    return held


def rival_pacts(scene: Scene) -> tuple[str, ...]:
    """Name the pacts of many that two rivals or more and no signer are in."""
    rivals, actors = set(scene.sides.rivals), set(scene.actors)
    return tuple(
        one.name
        for one in scene.without.treaties
        if len(one.members) > 2
        and len(rivals & set(one.members)) > 1
        and not actors & set(one.members)
    )


def _scene(
    case: Case,
    plain: Scenario,
    changes: tuple[Change, ...],
    pact: Pact | None,
    opens: date,
) -> Scene:
    actors = tuple(dict.fromkeys(state for one in changes for state in _named(one, plain)))
    alive = {plain.ids[k] for k in np.flatnonzero(plain.seen.alive)}
    lost = [state for state in actors if state not in alive]
    if lost:
        raise NeedFault(
            f"{names(lost)} {'is' if len(lost) == 1 else 'are'} no member of the system at "
            f"the end of {plain.world.year}",
            expected="states that were members then",
            where="questions.contagion",
            mend="ask about states that there are, or of another year",
        )
    own = {
        frozenset((a, b))
        for one in changes
        for a in getattr(one, "members", None) or ()
        for b in getattr(one, "members", None) or ()
        if a < b and one.do in ("form", "amend")
    }
    return Scene(
        plain.but(changes=changes), plain, pact, actors, frozenset(own),
        sides_of(case, actors, alive), opens, opens,
    )  # fmt: skip


def sides_of(case: Case, actors: Sequence[StateId], alive: Iterable[StateId]) -> Sides:
    """Read off camps and coalitions of the case who stands where.

    The signers' side is the largest camp that holds them all, their rivals the largest
    camp that shares no state with it; others that sanction one of them are a side apart.
    """
    there = set(alive)
    camps = [frozenset(camp.states) & there for camp in case.heading.camps]
    own = max(
        (camp for camp in camps if camp >= set(actors)), key=len, default=frozenset(actors)
    )
    rivals = max((camp for camp in camps if not camp & own), key=len, default=frozenset())
    sanctioning = {
        member
        for one in case.heading.coalitions
        if one.target in actors
        for member in one.members
    }
    wider = (sanctioning & there) - own - rivals
    return Sides(tuple(sorted(own)), tuple(sorted(rivals)), tuple(sorted(wider)))


def _named(change: Change, plain: Scenario) -> list[StateId]:
    """List the states that a change names, or the members of the treaty that it names."""
    held = [getattr(change, key, None) for key in ("state", "attacker", "victim", "target")]
    told = [one for one in held if one is not None]
    told += getattr(change, "members", None) or ()
    if not told and (name := getattr(change, "name", "")):
        bound = [one.members for one in plain.treaties if one.called(name)]
        told += [state for members in bound for state in members]
    return told


def _begins(pact: Pact) -> date:
    """Give the first day on which a pact binds two states.

    Raises
    ------
    NeedFault
        It never did.
    """
    days = sorted({spell.start for party in pact.parties for spell in party.spells})
    for day in days:
        if pact.runs(day):
            return day
    raise NeedFault(
        f"{pact.id} never binds two states",
        expected="a pact that ran between two states or more",
        where="questions.contagion",
        mend="ask about another pact",
    )
