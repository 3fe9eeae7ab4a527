"""A coalition's sanction put to trade again and again, once for each turn of the knobs.

Each turn is one economy with its routes, and every variant of the sanction is put to it in
one batch: as it is, by all states, as an embargo, with one more member, with one hub
closed. What comes out is a cube: variant by turn by state.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.cases.coalition import Coalition
from foedus.markets.economy import economy
from foedus.markets.embargo import Sanction, embargo_effect
from foedus.markets.evasion import routed_economy
from foedus.markets.imposing import Setting, imposed
from foedus.markets.routes import routes
from foedus.markets.trade import Trade
from foedus.questions.parts.sanctions.flows import sanction_of
from foedus.questions.parts.sanctions.knobs import NAMES, Board, Turned
from foedus.states.roster import StateId

Floats = NDArray[np.float64]
Change = Mapping[str, tuple[StateId, ...]]
OF_THE_SANCTION = frozenset({"beta", "depth", "enforcement"})
"""Knobs that change neither the economy nor its routes."""
AS_IS, GLOBAL, EMBARGO = "as it is", "by all states", "an embargo"


@dataclass(frozen=True, slots=True)
class Variant:
    """The sanction with something changed."""

    name: str
    joined: tuple[StateId, ...] = ()
    """States that become members."""
    closed: tuple[StateId, ...] = ()
    """Hubs that enforce all of it, and go on trading themselves."""


@dataclass(frozen=True, slots=True, eq=False)
class Impact:
    """What every variant comes to under every turn of the knobs.

    Attributes
    ----------
    states
        Names, (N,).
    variants
        Names, (M,).
    loss
        Share of real income lost against no sanction, (M, R, N).
    leak, substitution
        As `markets.imposing.Outcome` has them, (M, R).
    hub_trade, hub_rents
        Sanctioned trade through each hub and what it earns, USD bn a year, (M, R, N).
    transfers
        Under which members of the sanction as it is fare alike, USD bn a year, (R, N).
    income
        Before the sanction, USD bn a year, (R, N).
    """

    states: tuple[str, ...]
    variants: tuple[str, ...]
    loss: Floats
    leak: Floats
    substitution: Floats
    hub_trade: Floats
    hub_rents: Floats
    transfers: Floats
    income: Floats

    def lost(self, variant: str, state: str) -> Floats:
        """Give what a state loses under a variant, (R,)."""
        return self.loss[self.variants.index(variant), :, self.states.index(state)]

    def more(self, variant: str, state: str) -> Floats:
        """Give what a state loses under a variant beyond the sanction as it is, (R,)."""
        return self.lost(variant, state) - self.lost(AS_IS, state)

    def at(self, values: Floats, state: str) -> Floats:
        """Give a state's part of hub trade or rents under the sanction as it is, (R,)."""
        return values[self.variants.index(AS_IS), :, self.states.index(state)]


@dataclass(frozen=True, slots=True, eq=False)
class Economies:
    """The trade and the knobs of one coalition, ready to be turned."""

    trade: Trade
    coalition: Coalition
    board: Board

    def setting(self, turned: Turned) -> Setting:
        """Set up economy and routes at a turn of the knobs."""
        target = self.trade.place(self.coalition.target)
        others = np.array([k for k in range(len(self.trade.states)) if k != target])
        same = np.full(len(others), target)
        held = routes(
            self.trade,
            np.concatenate([others, same]),
            np.concatenate([same, others]),
            theta=turned.theta,
            nu=turned.nu * turned.theta,
            indirect=turned.indirect,
            markup=turned.margin,
        )
        base = routed_economy(economy(self.trade, theta=turned.theta), held)
        return Setting(base, held, concealment=turned.chi)

    def sanction(self, turned: Turned, variant: Variant) -> Sanction:
        """Give a variant of the sanction at a turn of the knobs."""
        closed = dict.fromkeys(variant.closed, 1.0)
        enforced = {**turned.enforcement, **closed}
        made = sanction_of(self.coalition, turned.depth, enforced)
        new = [s for s in variant.joined if s not in self.coalition.members]
        return made.joined_by(*new)


def variants_of(
    coalition: Coalition, joining: Sequence[StateId], close: Sequence[StateId]
) -> Iterator[Variant]:
    """Give the changes to a sanction that are asked of: joining, and closing of hubs."""
    yield Variant(AS_IS)
    for state in joining:
        yield Variant(f"joined by {state}", joined=(state,))
    for hub in coalition.hubs:
        yield Variant(f"closed: {hub}", closed=(hub,))
    if close:
        yield Variant(f"closed: {', '.join(close)}", closed=tuple(close))


def impact(economies: Economies, variants: Sequence[Variant], design: Floats) -> Impact:
    """Put every variant to trade at every turn of the knobs.

    Parameters
    ----------
    economies
        Trade and knobs.
    variants
        The first is the sanction as it is; that by all states and an embargo are added.
    design
        Where the knobs are turned to, (R, K).

    Raises
    ------
    SolveFault
        Some turn did not settle.
    """
    rows = [_turn(economies, variants, u) for u in design]
    columns = [np.stack(one, axis=1) for one in zip(*rows, strict=True)]
    loss, leak, substitution, trade, rents, transfers, income = columns
    names = (*(one.name for one in variants), GLOBAL, EMBARGO)
    return Impact(
        economies.trade.states, names, loss, leak, substitution, trade, rents,
        transfers[0], income[0],
    )  # fmt: skip


def told_by(economies: Economies, rows: Floats) -> Floats:
    """Give the target's loss and the leak of the sanction as it is, (P, 2).

    Turns that differ in the sanction alone share one economy and its routes.

    Parameters
    ----------
    rows
        Where the knobs are turned to, (P, K).
    """
    target = economies.trade.place(economies.coalition.target)
    apart = [k for k, name in enumerate(NAMES) if name not in OF_THE_SANCTION]
    _, same = np.unique(rows[:, apart], axis=0, return_inverse=True)
    told = np.empty((len(rows), 2))
    for group in np.split(np.argsort(same, kind="stable"), _starts(same)):
        turns = [economies.board.turned(rows[row]) for row in group]
        asked = [(economies.sanction(one, Variant(AS_IS)), one.beta) for one in turns]
        found = imposed(economies.setting(turns[0]), asked)
        told[group, 0] = 1 - found.welfare[:, 0, target]
        told[group, 1] = found.leak[:, 0]
    return told


def _starts(same: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give where each group but the first begins, once rows are sorted by group."""
    return np.cumsum(np.bincount(same.ravel()))[:-1]


def _turn(
    economies: Economies, variants: Sequence[Variant], u: Floats
) -> tuple[Floats, ...]:
    turned = economies.board.turned(u)
    setting = economies.setting(turned)
    asked = [economies.sanction(turned, one) for one in variants]
    full = replace(asked[0], depth=1.0, depths={})
    wall = embargo_effect(setting.base.theta)
    beta = np.full(len(wall), turned.beta)
    every = [(one, beta) for one in (*asked, asked[0].of_all(economies.trade))]
    found = imposed(setting, [*every, (full, wall)])
    shared = imposed(setting, [(asked[0], beta)], sharing=True)
    base = setting.base
    return (
        1 - found.welfare[:, 0], found.leak[:, 0], found.substitution[:, 0],
        found.hub_trade[:, 0], found.hub_rents[:, 0],
        shared.transfers[:, 0], (base.value_added + base.rents)[None],
    )  # fmt: skip
