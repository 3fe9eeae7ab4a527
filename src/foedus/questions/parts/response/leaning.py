"""What two states would lose of each other's ties, then and on the case's day.

Parameters of a case that are named for it are read where they are bound:

    trade.a_b_year         trade of two states, both ways
    share.b_in_a_trade     the part of a's trade that is with b
    energy.a_b_year        the part of a's imported energy that comes from b

with states by their letters. What the ledger does not tell is COW's trade of 2014, with
more doubt; of energy nothing is known of pairs that a case does not name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.estimation.partners import SINCE, Partners, carried_partners
from foedus.ledger.entry import Binding
from foedus.ledger.pool import pool
from foedus.pacts.pact import Pact
from foedus.pacts.provision import Duty
from foedus.past import fields
from foedus.power.leverage import Part, Stake, pledged, surely
from foedus.questions.parts.balance.alignment import Alignment, ideal_points, published
from foedus.questions.parts.balance.weighing import known
from foedus.questions.parts.sanctions.flows import founded
from foedus.states.roster import StateId, roster
from foedus.world.fields import CINC

TRADE, DEFENCE, ENERGY = "trade", "defence", "energy"
LAYERS = (TRADE, DEFENCE, ENERGY)

MISREPORTED = 0.1
"""By how much a published part of trade or a CINC may be off: assumed."""
AGED = 1 / 3
"""By how much a part of trade may have moved since COW last told it: assumed."""

_ENERGY = re.compile(r"energy\.([a-z]{3})_([a-z]{3})_(\d{4})")


@dataclass(frozen=True, slots=True)
class Lost:
    """A part that would be lost, and what says so."""

    part: Part
    said: str
    rests_on: tuple[str, ...]
    assumed: bool = False
    """Whether no claim stands behind it."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What the losses of a case's states are read off."""

    case: Case
    alignment: Alignment
    then: Partners
    bindings: Mapping[str, Binding]
    figures: Mapping[tuple[StateId, StateId], tuple[int, float, str]]
    cinc: Mapping[StateId, tuple[float, str]]
    seed: int


def ground_for(case: Case, alignment: Alignment, *, seed: int) -> Ground:
    """Gather what losses are read off."""
    return Ground(
        case,
        alignment,
        carried_partners(),
        founded(case),
        published(case, seed=seed),
        dict(_capabilities(case, alignment)),
        seed,
    )


def stakes(ground: Ground, one: StateId, other: StateId) -> dict[str, tuple[Lost, Lost]]:
    """Give what each of two would lose on the case's day, by layer, the first's first."""
    made = {
        TRADE: (_trade(ground, one, other), _trade(ground, other, one)),
        DEFENCE: (_defence(ground, one, other), _defence(ground, other, one)),
        ENERGY: _energy(ground, one, other, ground.case.heading.as_of.year),
    }
    return {layer: held for layer, held in made.items() if all(held)}  # type: ignore[misc]


def stakes_then(
    ground: Ground, one: StateId, other: StateId
) -> dict[str, tuple[Lost, Lost]]:
    """Give what each of two would have lost in the year that is carried, by layer."""
    made = {
        TRADE: (_trade_then(ground, one, other), _trade_then(ground, other, one)),
        DEFENCE: (_defence_then(ground, one, other), _defence_then(ground, other, one)),
        ENERGY: _energy(ground, one, other, SINCE),
    }
    return {layer: held for layer, held in made.items() if all(held)}  # type: ignore[misc]


def as_stakes(held: Mapping[str, tuple[Lost, Lost]]) -> tuple[Stake, ...]:
    """Turn losses into what the engine reads."""
    return tuple(Stake(layer, a.part, b.part) for layer, (a, b) in held.items())


def distance(ground: Ground, one: StateId, other: StateId) -> tuple[float, float] | None:
    """Give how far apart two vote, in ideal points, in the year carried and now."""
    points, _ = ideal_points(ground.case, ground.alignment.world)
    held = [ground.then.states.get(state) for state in (one, other)]
    then = [leaning.ideal_point for leaning in held if leaning is not None]
    now = points[[roster().index(one), roster().index(other)]]
    if len(then) < 2 or then[0] is None or then[1] is None or np.isnan(now).any():
        return None
    return abs(then[0] - then[1]), float(abs(now[0] - now[1]))


def pair_id(one: StateId, other: StateId) -> str:
    """Name a pair in the ledger.

    >>> pair_id(StateId("CHN"), StateId("PRK"))
    'chn_prk'
    """
    return f"{one}_{other}".lower()


def _near(value: float, off: float) -> Part:
    """Give a part with the same doubt up and down, in its own terms."""
    return Part(max(value * (1 - off), 0.0), min(value, 1.0), min(value * (1 + off), 1.0))


def _pooled(ground: Ground, name: str) -> Part:
    held = pool(ground.bindings[name], ground.case.book, stream=Stream(ground.seed))
    low, mid, high = np.quantile(np.clip(held.draws, 0.0, 1.0), [0.05, 0.5, 0.95])
    return Part(float(low), float(mid), float(high))


def _trade(ground: Ground, one: StateId, other: StateId) -> Lost | None:
    """Give the part of one's trade that is with another, by the newest that tells it."""
    name = f"share.{other}_in_{one}_trade".lower()
    if name in ground.bindings:
        return Lost(_pooled(ground, name), "published", (f"binding:{name}",))
    return _in_proportion(ground, one, other) or _of_all(ground, one, other)


def _in_proportion(ground: Ground, one: StateId, other: StateId) -> Lost | None:
    """Scale a partner's published part by what was published of both of one year."""
    ours = _years_told(ground, one, other)
    for year in sorted(ours, reverse=True):
        for third in roster().ids:
            share = f"share.{third}_in_{one}_trade".lower()
            theirs = _years_told(ground, one, third) if share in ground.bindings else {}
            if year in theirs:
                part = _pooled(ground, share)
                ratio = _amount(ground, ours[year]) / _amount(ground, theirs[year])
                return Lost(
                    _near(min(part.mode * ratio, 1.0), MISREPORTED + AGED / 2),
                    f"published of {year}, in proportion to a partner whose part is told",
                    tuple(f"binding:{name}" for name in (ours[year], share, theirs[year])),
                )
    return None


def _years_told(ground: Ground, one: StateId, other: StateId) -> dict[int, str]:
    """Give the years, up to the case's day, whose trade of two is bound, and where."""
    last = ground.case.heading.as_of.year
    made = dict[int, str]()
    for pair in ((one, other), (other, one)):
        stem = f"trade.{pair_id(*pair)}_"
        for name in ground.bindings:
            year = name.removeprefix(stem)
            if year != name and year.isdigit() and int(year) <= last:
                made[int(year)] = name
    return made


def _amount(ground: Ground, name: str) -> float:
    held = pool(ground.bindings[name], ground.case.book, stream=Stream(ground.seed))
    return held.estimate().value


def _of_all(ground: Ground, one: StateId, other: StateId) -> Lost | None:
    """Take published trade, or COW's last, over all of one's trade as COW last told it."""
    world = ground.alignment.world
    at, to = roster().index(one), roster().index(other)
    whole = float(world[fields.TRADE_TOTAL][at])
    figure = ground.figures.get(_pair(one, other))
    if not whole > 0:
        return None
    if figure is not None:
        rests = (figure[2], "data:trade_dyads")
        return Lost(_near(figure[1] / whole, AGED), "published, of COW's whole", rests)
    value = float(world[fields.TRADE][at, to])
    if np.isnan(value):
        return None
    return Lost(_near(value / whole, AGED), "COW, 2014", ("data:trade_dyads",))


def _trade_then(ground: Ground, one: StateId, other: StateId) -> Lost | None:
    share = ground.then.share(one, other)
    if share is None:
        return None
    return Lost(_near(share, MISREPORTED), f"COW, {SINCE}", ("data:trade_dyads",))


def _pair(one: StateId, other: StateId) -> tuple[StateId, StateId]:
    first, second = sorted((one, other))
    return first, second


def _capabilities(
    case: Case, alignment: Alignment
) -> Iterator[tuple[StateId, tuple[float, str]]]:
    """Give the CINC of each state: the case's newest figure, or the world's."""
    world = alignment.world[fields.CINC]
    for at in np.flatnonzero(np.isfinite(world)):
        yield roster().ids[at], (float(world[at]), "data:nmc")
    for figure in sorted(known(case), key=lambda f: f.year):
        if figure.field == CINC.name:
            yield figure.state, (figure.value, figure.id)


def _defence(ground: Ground, one: StateId, other: StateId) -> Lost | None:
    """Give the part of all strength that one can count on that is another's pledge."""
    world, at = ground.alignment.full, roster().index(one)
    ties = next(layer.ties for layer in world.layers if layer.name == "alliance")
    owed = {
        str(roster().ids[k]): ground.cinc[roster().ids[k]][0]
        for k in np.flatnonzero(ties[at] > 0)
        if roster().ids[k] in ground.cinc
    }
    if one not in ground.cinc:
        return None
    part = pledged(ground.cinc[one][0], owed, other)
    if part is None:
        return None
    cited = tuple(ground.cinc[s][1] for s in (one, other) if s in ground.cinc)
    articles = next(r for r in ground.alignment.layers if r.name == "alliance").rests_on
    by = tuple(
        id for id in articles if id.startswith("article:") and _binds(ground, id, one)
    )
    return Lost(_near(part, MISREPORTED), "treaties and CINC", (*by, *cited))


def _binds(ground: Ground, article: str, state: StateId) -> bool:
    """Tell whether an article is of a treaty that a state is bound by."""
    pact = next(p for p in ground.case.pacts if article.startswith(f"article:{p.id}:"))
    return state in pact.members(ground.case.heading.as_of)


def _defence_then(ground: Ground, one: StateId, other: StateId) -> Lost | None:
    """Read the same of the year carried, the case's treaties of that day put in as well."""
    leaning = ground.then.states.get(one)
    if leaning is None or leaning.cinc is None:
        return None
    owed = {str(state): value for state, value in leaning.guarantors.items()}
    for pact in ground.case.pacts:
        for debtor in _debtors(pact, one):
            held = ground.then.states.get(debtor)
            owed.setdefault(str(debtor), (held.cinc if held else None) or 0.0)
    part = pledged(leaning.cinc, owed, other)
    rests = ("data:atop_members", "data:nmc")
    said = f"ATOP and CINC, {SINCE}"
    return None if part is None else Lost(_near(part, MISREPORTED), said, rests)


def _debtors(pact: Pact, creditor: StateId) -> Iterator[StateId]:
    """Name who owed a state defence by a treaty as the year carried ended."""
    for one in pact.provisions:
        if one.duty is Duty.DEFEND:
            pairs = pact.pairs(one, date(SINCE, 12, 31))
            yield from (debtor for debtor, owed in pairs if owed == creditor)


def _energy(
    ground: Ground, one: StateId, other: StateId, year: int
) -> tuple[Lost | None, Lost | None]:
    """Give both parts of imported energy; none where a case names but the other's."""
    first, second = (_powered(ground, *pair, year) for pair in ((one, other), (other, one)))
    if first is None and second is None:
        return None, None
    assumed = any(lost is not None and lost.assumed for lost in (first, second))
    cited = tuple(id for lost in (first, second) if lost for id in lost.rests_on)
    none = Lost(surely(0.0), "none is told", cited, assumed=assumed)
    return first or none, second or none


def _powered(ground: Ground, one: StateId, other: StateId, year: int) -> Lost | None:
    """Give the newest bound part by a year; that of the year carried is of no other."""
    found = dict[int, str]()
    for name in ground.bindings:
        parts = _ENERGY.fullmatch(name)
        if parts and (parts[1].upper(), parts[2].upper()) == (one, other):
            found[int(parts[3])] = name
    if year == SINCE:
        held = [when for when in found if when == SINCE]
    else:
        held = [when for when in found if SINCE < when <= year]
    if not held:
        return None
    name = found[max(held)]
    told = pool(ground.bindings[name], ground.case.book, stream=Stream(ground.seed))
    said = "assumed by the case" if told.assumed else "published"
    cited = (f"binding:{name}",)
    return Lost(_pooled(ground, name), said, cited, assumed=told.assumed)
