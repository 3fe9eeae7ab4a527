"""Who is tied to whom on a case's day, with the pact and without it.

Each layer is read off the world that was known: alliances with the case's own treaties put
in, trade with what the ledger tells of later years, votes by the newest ideal points,
quarrels with those that the case says go on, and sanctions by its coalitions. What a data
set cannot know of the day is told beside it, never filled in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.estimation.bloc_years import carried_bloc_years
from foedus.pacts.pact import Pact
from foedus.pacts.provision import HOSTILITIES, Duty
from foedus.past import fields
from foedus.past.past import Year
from foedus.power.balancing import Signs, signs_of
from foedus.power.network import Network, network
from foedus.power.ties import (
    ALLIANCE,
    DISPUTES,
    RIVALRIES,
    SANCTIONS,
    TRADE,
    VOTES,
    either,
    faded,
    nearness,
    traded,
)
from foedus.questions.bound import bound
from foedus.questions.parts.balance.weighing import known
from foedus.questions.parts.sanctions.flows import dollars, founded
from foedus.questions.sanctions import running
from foedus.questions.series import Tables
from foedus.questions.vantage import Vantage, vantage
from foedus.questions.wording import many
from foedus.states.roster import StateId, roster
from foedus.world.fields import UN_IDEAL_POINT

Floats = NDArray[np.float64]
DATA: Mapping[str, tuple[str, ...]] = {
    ALLIANCE: ("data:atop_members", "data:atop_pacts"),
    TRADE: ("data:trade_dyads",),
    VOTES: ("data:unga_ideal_points",),
    RIVALRIES: ("data:rivalries",),
    DISPUTES: ("data:gml_dispute_years", "data:cow_dispute_years"),
    SANCTIONS: (),
}
"""What the cards of a layer are, besides what the case tells."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """One layer, and how it was read."""

    name: str
    ties: Floats
    said: str
    """Of when its data are, and what the case adds to them."""
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """The signed network of a case's day.

    Attributes
    ----------
    full, bare
        With the pact and without it.
    struck
        The ties that the pact alone makes, (N, N).
    layers
        How each layer was read, with the pact.
    world
        What was known of all states.
    """

    full: Network
    bare: Network
    struck: NDArray[np.bool_]
    layers: tuple[Read, ...]
    world: Year
    basis: str

    @property
    def states(self) -> tuple[str, ...]:
        """All states of the roster, N."""
        return self.full.states

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Everything that some layer rests on, each once."""
        return tuple(dict.fromkeys(id for one in self.layers for id in one.rests_on))

    def of(self, layer: str) -> Network:
        """Give the network of one layer, with the pact."""
        ties = next(one.ties for one in self.layers if one.name == layer)
        return network(self.states, {layer: ties})

    def but(self, layer: str) -> Network:
        """Give the network of all layers but one, with the pact."""
        kept = {one.name: one.ties for one in self.full.layers if one.name != layer}
        return network(self.states, kept)

    def signs(self, *, pact: bool) -> Signs:
        """Give pledges of defence as ties for, quarrels as ties against, which prevail."""
        held = {one.name: one.ties for one in self.layers}
        owed = held[ALLIANCE] if pact else np.where(self.struck, 0.0, held[ALLIANCE])
        foes = (held[RIVALRIES] < 0) | (held[SANCTIONS] < 0) | (held[DISPUTES] <= -1)
        return signs_of(np.where(foes, -1.0, owed))


def alignment_of(case: Case, *, seed: int, tables: Tables | None = None) -> Alignment:
    """Read the layers of a case's day.

    Parameters
    ----------
    case
        The case.
    seed
        Of the pools of published figures.
    tables
        Gives data sets by name, for a day of a year that the package does not carry.

    Raises
    ------
    NeedFault
        The day is earlier than the package carries, and a data set is not at hand.
    """
    stand = vantage(case.heading.as_of.year, tables)
    year = stand.past.at(stand.read)
    alliance, struck = _alliances(case, year)
    layers = (
        alliance,
        _trade(case, year, seed=seed),
        _votes(case, year),
        _rivalries(stand, year),
        _disputes(case, year),
        _sanctions(case),
    )
    alive = year[fields.ALIVE] > 0
    both = alive[:, None] & alive[None, :]
    ties = {one.name: np.where(both, one.ties, 0.0) for one in layers}
    bare = {**ties, ALLIANCE: np.where(struck, 0.0, ties[ALLIANCE])}
    return Alignment(
        full=network(roster().ids, ties),
        bare=network(roster().ids, bare),
        struck=struck,
        layers=layers,
        world=year,
        basis=stand.basis,
    )


def _alliances(case: Case, year: Year) -> tuple[Read, NDArray[np.bool_]]:
    """Read who owes whom defence, and which of it is owed by the pact alone."""
    day = case.heading.as_of
    others = [p for p in case.pacts if p.id != case.heading.pact]
    pact = next(p for p in case.pacts if p.id == case.heading.pact)
    full = either(bound(year, [*others, pact], day)[fields.DEFENCE])
    bare = either(bound(year, others, day)[fields.DEFENCE])
    if pact.signed and pact.signed.year <= year.year:
        # The world of that year holds the pact itself.
        bare = np.where(_owed(pact, day) & ~_any_owed(others, day), 0.0, bare)
    rests = (
        *DATA[ALLIANCE],
        *(
            f"article:{p.id}:{one.article}"
            for p in case.pacts
            if p.runs(day)
            for one in p.provisions
            if one.duty is Duty.DEFEND
        ),
    )
    said = (
        f"pledges of defence as they stood at the end of {min(year.year, 2018)}, and those "
        "of the case's treaties on its day"
    )
    return Read(ALLIANCE, full, said, tuple(dict.fromkeys(rests))), (full > 0) & (bare == 0)


def _owed(pact: Pact, day: date) -> NDArray[np.bool_]:
    held = np.zeros((len(roster().ids),) * 2, dtype=np.bool_)
    for one in pact.provisions:
        if one.duty is Duty.DEFEND:
            for debtor, creditor in pact.pairs(one, day):
                at = roster().index(debtor), roster().index(creditor)
                held[at] = held[at[::-1]] = True
    return held


def _any_owed(pacts: list[Pact], day: date) -> NDArray[np.bool_]:
    whole = np.zeros((len(roster().ids),) * 2, dtype=np.bool_)
    for pact in pacts:
        whole |= _owed(pact, day)
    return whole


def _trade(case: Case, year: Year, *, seed: int) -> Read:
    amounts = either(year[fields.TRADE])
    told = published(case, seed=seed)
    for (one, other), (_, value, _) in told.items():
        at = roster().index(one), roster().index(other)
        amounts[at] = amounts[at[::-1]] = value
    said = f"trade of {min(year.year, 2014)} as COW tells it"
    if told:
        latest = max(when for when, _, _ in told.values())
        said += (
            f"; {many(len(told), 'pair')} by figures of the case, the newest of {latest}"
        )
    rests = (*DATA[TRADE], *(id for _, _, id in told.values()))
    return Read(TRADE, traded(amounts), said, rests)


def published(
    case: Case, *, seed: int
) -> dict[tuple[StateId, StateId], tuple[int, float, str]]:
    """Give what the ledger tells of trade both ways: year, dollars, entry, the newest."""
    bindings = founded(case)
    made = dict[tuple[StateId, StateId], tuple[int, float, str]]()
    for name, binding in sorted(bindings.items()):
        kind, _, rest = name.partition(".")
        parts = rest.split("_")
        if kind != "trade" or len(parts) != 3 or not parts[2].isdigit():
            continue
        one, other = sorted(StateId(part.upper()) for part in parts[:2])
        when = int(parts[2])
        value = dollars(case, binding, when, bindings, seed=seed)
        if value and when <= case.heading.as_of.year:
            found = (when, value, f"binding:{name}")
            made[one, other] = max(made.get((one, other), found), found)
    return made


def ideal_points(case: Case, year: Year) -> tuple[Floats, dict[StateId, str]]:
    """Give ideal points, (N,), and the case's figure of each state that it has one of."""
    points = year[fields.IDEAL_POINT].astype(np.float64)
    cited = dict[StateId, str]()
    for figure in sorted(known(case), key=lambda f: f.year):
        if figure.field == UN_IDEAL_POINT.name and figure.year >= year.year:
            points[roster().index(figure.state)] = figure.value
            cited[figure.state] = figure.id
    return points, cited


def _votes(case: Case, year: Year) -> Read:
    points, cited = ideal_points(case, year)
    alive = year[fields.ALIVE] > 0
    ties = nearness(np.where(alive, points, np.nan))
    said = f"ideal points in the General Assembly of {year.year}"
    said += f", {len(cited)} of them by figures of the case" if cited else ""
    shown = [cited[s] for s in case.heading.dyad if s in cited]
    return Read(VOTES, ties, said, (*DATA[VOTES], *shown))


def _rivalries(stand: Vantage, year: Year) -> Read:
    ties = -either(year[fields.RIVALRY])
    last = stand.past.coverage[fields.RIVALRY.name].last
    if year.year > last:
        for one, other in carried_bloc_years().rivals:
            at = roster().index(one), roster().index(other)
            ties[at] = ties[at[::-1]] = -1.0
    said = f"strategic rivalries of {min(last, year.year)}"
    return Read(RIVALRIES, ties, said, DATA[RIVALRIES])


def _disputes(case: Case, year: Year) -> Read:
    ties = -faded(year[fields.ENMITY_10])
    count = 0
    for act in case.background:
        over = act.until is not None and act.until < case.heading.as_of
        if act.kind in HOSTILITIES and not over:
            at = roster().index(act.attacker), roster().index(act.victim)
            ties[at] = ties[at[::-1]] = -1.0
            count += 1
    said = (
        f"what is left of disputes to {min(year.year, 2014)}, half in ten years, and "
        f"{count} that the case says go on"
    )
    return Read(DISPUTES, ties, said, DATA[DISPUTES])


def _sanctions(case: Case) -> Read:
    ties = np.zeros((len(roster().ids),) * 2)
    said = list[str]()
    for one in running(case):
        held = one.of(case.heading.groups, where=f"case {case.name}")
        to = roster().index(held.target)
        for member in held.members:
            at = roster().index(member)
            ties[at, to] = ties[to, at] = -1.0
        said.append(f"{len(held.members)} states on {held.target}")
    told = (
        f"coalitions of the case: {', '.join(said)}" if said else "none is told by the case"
    )
    return Read(SANCTIONS, ties, told, tuple(_pressed(case)))


def _pressed(case: Case) -> Iterator[str]:
    """Name the figures of the case that stand behind its coalitions."""
    for one in running(case):
        name = f"sanctions.depth.{one.target.lower()}"
        if name in founded(case):
            yield f"binding:{name}"
