"""One coalition of a case worked through: its ground, its draws, and what it hangs on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.cases.coalition import Coalition
from foedus.chance import Stream
from foedus.faults import CaseFault
from foedus.markets.coalition import exit_costs
from foedus.markets.economy import economy
from foedus.markets.hubs import Passage, passage
from foedus.markets.trade import Trade
from foedus.pacts.provision import Duty
from foedus.questions.parts.sanctions.flows import Ground, ground_of
from foedus.questions.parts.sanctions.impact import (
    AS_IS,
    Economies,
    Impact,
    Variant,
    impact,
    told_by,
    variants_of,
)
from foedus.questions.parts.sanctions.knobs import (
    NAMES,
    Board,
    as_another,
    board_of,
    design,
)
from foedus.questions.swings import Swings, swings
from foedus.states.roster import StateId, roster

Floats = NDArray[np.float64]
MOST_RUNS = 64
"""Turns of the knobs at the most; each settles some thirty economies."""
POINTS = 64
"""Size of the design by which the variance is split."""
NEIGHBOURS = 8
"""Largest partners of the target whose joining is asked of."""
BUSIEST = 4
"""Hubs that the model finds, besides those that the case names."""
MIDDLE = np.full(len(NAMES), 0.5)
"""The turn at which every knob is in the middle."""
LEAST_LEG = 0.01
"""Share of the target's purchases that a way must be able to carry to count as one."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article by which the case's pact bars a party from sanctioning the target."""

    id: str
    """Of the entry that tells it."""
    article: str
    party: StateId


@dataclass(frozen=True, slots=True, eq=False)
class Siege:
    """What was found of one coalition.

    Attributes
    ----------
    coalition
        With its groups in place, and with the hubs that the model found.
    joining
        States whose joining was asked of.
    wide
        The sanction as it is, its effect drawn as that on one more target; None where too
        few targets tell.
    helped
        Share of the draws as on one more target that would help trade, and are set to 0.
    close
        Hubs asked to be closed together.
    article
        The article by which the pact bars its party from taking part, or None.
    passage
        The most that can go round, and the fewest whose closing stops ways of any size.
    exits
        Share of real income that the first loses where its trade with the second ends,
        without a sanction and with all knobs in the middle, (N, N).
    """

    coalition: Coalition
    ground: Ground
    board: Board
    impact: Impact
    wide: Impact | None
    helped: float
    swings: Swings
    joining: tuple[StateId, ...]
    close: tuple[StateId, ...]
    article: Article | None
    passage: Passage
    exits: Floats

    @property
    def id(self) -> str:
        """Name it among the results."""
        return f"sanctions.{self.coalition.target.lower()}"

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Name the entries that all its numbers rest on."""
        target = self.coalition.target
        told = [
            one.id
            for one in self.ground.figures
            if any(target in flow for flow in one.flows)
        ]
        knobs = (id for knob in self.board.knobs for id in knob.rests_on)
        return tuple(dict.fromkeys((*self.ground.rests_on, *knobs, *told)))


def siege_of(
    case: Case,
    coalition: Coalition,
    *,
    running: Coalition | None,
    seed: int,
    runs: int,
    close: Sequence[str] = (),
    trade: Trade | None = None,
) -> Siege:
    """Work through a coalition of a case.

    Parameters
    ----------
    case
        Its ledger gives published trade and ranges; its pact, an article on sanctions.
    coalition
        With its groups in place.
    running
        The coalition whose sanction published trade shows already; None where none does.
    seed, runs
        Of the turns of the knobs.
    close
        Hubs to be closed together.
    trade
        The user's own table; None models it.
    """
    shut = _closed(close, coalition)
    named = replace(coalition, hubs=tuple(dict.fromkeys((*coalition.hubs, *shut))))
    ground = ground_of(case, named, running=running, trade=trade, seed=seed)
    stream = Stream(seed).child("sanctions", coalition.target, "turns")
    whole = _with_busiest(case, named, ground, seed)
    economies = Economies(ground.trade, whole, board_of(case, whole, seed=seed))
    article = _weighed(article_of(case, coalition.target), coalition, ground)
    joining = _joining(whole, ground, [article.party] if article else [])
    partner = () if article is None else (_by_partner(article.party),)
    variants = (*variants_of(whole, joining, shut), *partner)
    another = as_another(economies.board, whole, seed=seed)
    turns = design(min(runs, MOST_RUNS), len(NAMES), stream)
    return Siege(
        whole,
        ground,
        economies.board,
        impact(economies, variants, turns),
        None if another is None else _as_is(replace(economies, board=another), turns),
        0.0 if another is None else float((another.single["beta"].sample == 0).mean()),
        swings(lambda rows: told_by(economies, rows), NAMES, points=POINTS,
               stream=stream.child("swings")),
        joining,
        shut,
        article,
        _passage(whole, ground),
        exit_costs(economy(ground.trade, theta=economies.board.turned(MIDDLE).theta)),
    )  # fmt: skip


def _as_is(economies: Economies, turns: Floats) -> Impact:
    return impact(economies, [Variant(AS_IS)], turns)


def article_of(case: Case, target: StateId) -> Article | None:
    """Find the article by which the case's pact bars a party from sanctioning another."""
    pact = next(p for p in case.pacts if p.id == case.heading.pact)
    for provision in pact.provisions:
        if provision.duty is Duty.NOT_SANCTION:
            for debtor, creditor in pact.pairs(provision, case.heading.as_of):
                if creditor == target:
                    id = f"article:{pact.id}:{provision.article}"
                    return Article(id, provision.article, debtor)
    return None


def _weighed(
    article: Article | None, coalition: Coalition, ground: Ground
) -> Article | None:
    """Keep an article whose party trades, and is no member in spite of it."""
    kept = {*ground.trade.states} - {*coalition.members}
    return article if article and article.party in kept else None


def partner_variant(state: StateId) -> str:
    """Name the variant in which the pact's other party joins and closes its transit."""
    return f"without the article: {state}"


def _by_partner(state: StateId) -> Variant:
    return Variant(partner_variant(state), joined=(state,))


def _closed(close: Iterable[str], coalition: Coalition) -> tuple[StateId, ...]:
    """Read the hubs to be closed; members enforce all already."""
    shut = tuple(StateId(state) for state in close)
    held = [state for state in shut if state in {*coalition.members, coalition.target}]
    if held:
        raise CaseFault(
            f"{', '.join(held)} cannot be closed as a hub",
            expected="states outside the coalition, not its target",
            where="foedus ask --close",
            mend="members enforce the whole sanction already; leave them out",
        )
    return shut


def _with_busiest(case: Case, coalition: Coalition, ground: Ground, seed: int) -> Coalition:
    """Add the hubs through which most goes round, with all knobs in the middle."""
    economies = Economies(ground.trade, coalition, board_of(case, coalition, seed=seed))
    found = _as_is(economies, MIDDLE[None])
    passed = dict(zip(found.states, found.hub_trade[0, 0].tolist(), strict=True))
    held = {*coalition.members, *coalition.hubs, coalition.target}
    states = [s for s in passed if s in roster().ids and s not in held]
    others = sorted(states, key=lambda s: -passed[s])
    more = tuple(StateId(s) for s in others[:BUSIEST] if passed[s] > 0)
    return replace(coalition, hubs=(*coalition.hubs, *more))


def _joining(
    coalition: Coalition, ground: Ground, besides: Sequence[StateId]
) -> tuple[StateId, ...]:
    """Name the target's largest partners that are no members, and some besides."""
    flows = ground.trade.flows.sum(axis=2)
    at = ground.trade.place(coalition.target)
    size = flows[at] + flows[:, at]
    out = {*coalition.members, coalition.target}
    order = [ground.trade.states[k] for k in np.argsort(-size)]
    states = [StateId(s) for s in order if s in roster().ids and s not in out]
    largest = states[:NEIGHBOURS]
    there = [s for s in besides if s in ground.trade.states and s not in out]
    return tuple(dict.fromkeys((*largest, *there)))


def _passage(coalition: Coalition, ground: Ground) -> Passage:
    """Bound what can go round to the target; ways too narrow to matter are left out."""
    flows = ground.trade.flows.sum(axis=2)
    at = ground.trade.place(coalition.target)
    members = ground.trade.places(coalition.members)
    wide = np.minimum(flows[members].sum(axis=0), flows[:, at])
    least = LEAST_LEG * (flows[:, at].sum() - flows[at, at])
    kept = np.diag(np.diagonal(flows)).copy()
    for hub in np.flatnonzero(wide >= least):
        if hub != at and hub not in members:
            kept[members, hub] = flows[members, hub]
            kept[hub, at] = flows[hub, at]
    bare = Trade(ground.trade.states, ("all goods",), kept[..., None])
    return passage(bare, coalition.members, coalition.target)
