"""Sanctions put to an economy, with or without ways around them, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.faults import DataFault
from foedus.markets.barriers import Barriers, together
from foedus.markets.clearing import Closure
from foedus.markets.economy import Economy
from foedus.markets.embargo import Sanction, barriers_of, effects_of, sanctioned_pairs
from foedus.markets.evasion import evade
from foedus.markets.gravity import equilibrium
from foedus.markets.routes import Routes

Floats = NDArray[np.float64]
AT_ONCE = 2_000_000
"""Numbers of scenario, cell and hub that are held in memory at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What sanctions are put to.

    Attributes
    ----------
    base
        The economy; with routes, the one that `routed_economy` read.
    routes
        The ways around, or None where there are none.
    concealment
        Log cost of hiding origins at each hub, one number or (N,).
    crowding
        Elasticity of hubs' cost to their traffic.
    closure
        What becomes of imbalances.
    """

    base: Economy
    routes: Routes | None = None
    concealment: ArrayLike = 0.0
    crowding: float = 0.0
    closure: Closure = "multiplicative"


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What sanctions come to: one row a sanction, M, and draw of its effect, D.

    Attributes
    ----------
    welfare
        Real income over its base, (M, D, N).
    transfers
        Given by those who share their burden, USD bn a year, (M, D, N).
    leak
        Share of sanctioned trade that goes round, (M, D); 0 without routes.
    substitution
        Rise of indirect for each dollar of direct trade lost, (M, D); NaN without routes.
    hub_trade, hub_rents
        Sanctioned trade that passes each hub and what it earns on it, USD bn a year,
        (M, D, N).
    """

    welfare: Floats
    transfers: Floats
    leak: Floats
    substitution: Floats
    hub_trade: Floats
    hub_rents: Floats


def imposed(
    setting: Setting,
    sanctions: Sequence[tuple[Sanction, ArrayLike]],
    *,
    sharing: bool = False,
) -> Outcome:
    """Find what each sanction, under each draw of its effect, comes to.

    Parameters
    ----------
    setting
        What they are put to.
    sanctions
        Each with its effect on ln trade: one number, (S,), or draws (D, S), as many for
        each.
    sharing
        Whether members share their burden.

    Raises
    ------
    DataFault
        Draws differ in number, or a sanctioned pair has no routes set up.
    SolveFault
        A scenario did not settle.
    """
    trade = setting.base.trade
    effects = [effects_of(beta, len(trade.sectors)) for _, beta in sanctions]
    draws = _common([len(one) for one in effects])
    members = np.zeros((len(sanctions), len(trade.states)), dtype=np.bool_)
    for row, (sanction, _) in enumerate(sanctions):
        members[row, trade.places(sanction.coalition)] = sharing
    members = np.repeat(members, draws, axis=0)
    given = [(one, beta) for (one, _), beta in zip(sanctions, effects, strict=True)]
    if setting.routes is None:
        found = _straight(setting, given, members)
    else:
        found = _around(setting, setting.routes, given, members)
    shape = (len(sanctions), draws)
    return Outcome(*(one.reshape(*shape, *one.shape[1:]) for one in found))


def _straight(
    setting: Setting,
    sanctions: Sequence[tuple[Sanction, Floats]],
    members: NDArray[np.bool_],
) -> tuple[Floats, ...]:
    trade = setting.base.trade
    barriers: Barriers = together(
        [barriers_of(trade, one, beta=beta) for one, beta in sanctions]
    )
    even = equilibrium(setting.base, barriers, closure=setting.closure, sharing=members)
    nothing = np.zeros_like(even.welfare)
    none = np.zeros(len(nothing))
    return even.welfare, even.transfers, none, none * np.nan, nothing, nothing


def _around(
    setting: Setting,
    held: Routes,
    sanctions: Sequence[tuple[Sanction, Floats]],
    members: NDArray[np.bool_],
) -> tuple[Floats, ...]:
    trade = setting.base.trade
    cut = np.concatenate([_cuts(held, one, beta) for one, beta in sanctions])
    enforced = np.concatenate(
        [np.tile(one.enforced(trade), (len(beta), 1)) for one, beta in sanctions]
    )
    chunks = -(-cut.size * len(trade.states) // AT_ONCE)
    parts = []
    for rows in np.array_split(np.arange(len(cut)), min(len(cut), chunks)):
        made = evade(
            setting.base, held, cut[rows], enforcement=enforced[rows],
            concealment=setting.concealment, crowding=setting.crowding,
            closure=setting.closure, sharing=members[rows],
        )  # fmt: skip
        even = made.equilibrium
        parts.append(
            (even.welfare, even.transfers, made.leak, made.substitution,
             made.hub_trade, made.hub_rents)
        )  # fmt: skip
    return tuple(np.concatenate(one) for one in zip(*parts, strict=True))


def _cuts(held: Routes, sanction: Sanction, effects: Floats) -> Floats:
    """Give ln b of each cell of the routes, (D, Z)."""
    exporter, importer, depth = sanctioned_pairs(held.trade, sanction)
    n = len(held.trade.states)
    deep = np.zeros((n, n))
    deep[exporter, importer] = depth
    cells = np.zeros((n, n), dtype=np.bool_)
    cells[held.exporter, held.importer] = True
    lost = np.argwhere((deep > 0) & ~cells)
    if len(lost):
        names = [f"{held.trade.states[i]} to {held.trade.states[j]}" for i, j in lost[:4]]
        raise DataFault(
            f"{len(lost)} sanctioned pair(s) have no routes: {'; '.join(names)}",
            expected="routes for every pair that may be sanctioned",
            where="markets.imposing.imposed",
            mend="set up routes between the target and all states, both ways",
        )
    return np.asarray(
        effects[:, held.sector] * deep[held.exporter, held.importer], dtype=np.float64
    )


def _common(draws: Sequence[int]) -> int:
    if len(set(draws)) != 1:
        raise DataFault(
            f"draws of different number, {sorted(set(draws))}",
            expected="one sanction or more, each with as many draws",
            where="markets.imposing.imposed",
            mend="draw each effect equally often",
        )
    return draws[0]
