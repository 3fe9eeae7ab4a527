"""What a coalition's sanctions cost their target and its members, and who should join.

References
----------
Chowdhry, Hinz, Kamin, Wanner (2024), https://doi.org/10.1093/epolic/eiae019
Liu, Yang (2025), https://doi.org/10.3386/w34006
Hirschman (1945), National power and the structure of foreign trade
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.markets.barriers import Barriers
from foedus.markets.clearing import Closure
from foedus.markets.economy import Economy
from foedus.markets.embargo import Sanction, embargo_effect
from foedus.markets.gravity import equilibrium
from foedus.markets.imposing import Outcome, Setting, imposed

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Toll:
    """What a sanction takes, one element a draw, D; shares of real income, 0.01 is 1 %.

    Attributes
    ----------
    bite
        The target's loss, (D,).
    self_harm
        Member -> its own loss, (D,).
    harm
        Loss of the coalition as a whole, weighed by income, (D,).
    of_global
        Bite over that of the same sanction by all states, (D,).
    of_embargo
        Bite over that of an embargo by the same coalition, (D,).
    outcome
        All of it: the sanction, that by all states, and the embargo, (3, D, ...).
    """

    bite: Floats
    self_harm: Mapping[str, Floats]
    harm: Floats
    of_global: Floats
    of_embargo: Floats
    outcome: Outcome


@dataclass(frozen=True, slots=True, eq=False)
class Joining:
    """What one more state would change, by its joining or by its closing its transit.

    Attributes
    ----------
    state
        Who.
    bite
        Rise of the target's loss, (D,).
    cost
        The state's own loss by it, (D,); below zero it gains.
    """

    state: str
    bite: Floats
    cost: Floats

    @property
    def worth(self) -> float:
        """Mean rise of bite for each unit of mean cost; endless where it costs nothing."""
        bite, cost = float(self.bite.mean()), float(self.cost.mean())
        return bite / cost if cost > 0 else float(np.copysign(np.inf, bite))


def toll(setting: Setting, sanction: Sanction, *, beta: ArrayLike) -> Toll:
    """Measure a sanction beside the same one by all states and beside an embargo.

    Parameters
    ----------
    setting
        Economy and routes.
    sanction
        Who sanctions whom.
    beta
        Effect on ln trade: one number, (S,), or draws (D, S).

    Raises
    ------
    SolveFault
        A scenario did not settle.
    """
    trade = setting.base.trade
    full = replace(sanction, depth=1.0, depths={})
    wall = embargo_effect(setting.base.theta)
    first = imposed(setting, [(sanction, beta), (sanction.of_all(trade), beta)])
    last = imposed(setting, [(full, wall)])
    outcome = _stacked(first, last)
    loss = 1 - outcome.welfare
    target = trade.place(sanction.target)
    members = trade.places(sanction.coalition)
    income = (setting.base.value_added + setting.base.rents)[members]
    return Toll(
        loss[0, :, target],
        {state: loss[0, :, trade.place(state)] for state in sanction.coalition},
        loss[0][:, members] @ income / income.sum(),
        _part(loss[0, :, target], loss[1, :, target]),
        _part(loss[0, :, target], loss[2, :, target]),
        outcome,
    )


def next_members(
    setting: Setting,
    sanction: Sanction,
    *,
    beta: ArrayLike,
    among: Sequence[str] | None = None,
) -> tuple[Joining, ...]:
    """Rank states by what their joining adds to the bite for what it costs them.

    Parameters
    ----------
    among
        Who may join; all others where None.
    """
    trade = setting.base.trade
    held = {*sanction.coalition, sanction.target}
    asked = [s for s in (trade.states if among is None else among) if s not in held]
    wider = [sanction.joined_by(state) for state in asked]
    return _ranked(setting, sanction, asked, wider, beta)


def closings(
    setting: Setting,
    sanction: Sanction,
    *,
    beta: ArrayLike,
    hubs: Sequence[str] | None = None,
) -> tuple[Joining, ...]:
    """Rank states by what closing their transit adds to the bite for what it costs them.

    They go on trading with the target themselves.
    """
    trade = setting.base.trade
    held = {*sanction.coalition, sanction.target}
    asked = [s for s in (trade.states if hubs is None else hubs) if s not in held]
    closed = [
        replace(sanction, enforcement={**sanction.enforcement, state: 1.0})
        for state in asked
    ]
    return _ranked(setting, sanction, asked, closed, beta)


def shared_burden(setting: Setting, sanction: Sanction, *, beta: ArrayLike) -> Outcome:
    """Find the transfers among members under which all of them fare alike.

    They add up to nothing; `welfare` and `transfers` of the outcome tell.
    """
    return imposed(setting, [(sanction, beta)], sharing=True)


def exit_costs(
    base: Economy,
    *,
    closure: Closure = "multiplicative",
    pairs: Iterable[tuple[str, str]] | None = None,
) -> Floats:
    """Give what each state loses where its trade with another ends, (N, N).

    The first axis is who loses, the second with whom trade ends; a share of real income.

    Parameters
    ----------
    base
        The economy.
    closure
        How its imbalances are kept.
    pairs
        Pairs of states that are asked of, where not all are; others are left at 0.
    """
    n, s = base.labour.shape
    every = combinations(range(n), 2)
    asked = every if pairs is None else map(base.trade.places, pairs)
    cut = np.array([tuple(pair) for pair in asked], dtype=np.intp).reshape(-1, 2)
    both = np.concatenate([cut, cut[:, ::-1]], axis=1).reshape(-1, 2)
    cells = np.repeat(both, s, axis=0)
    even = equilibrium(
        base,
        Barriers(
            len(cut),
            np.repeat(np.arange(len(cut)), 2 * s),
            cells[:, 0],
            cells[:, 1],
            np.tile(np.arange(s), len(both)),
            np.full(len(cells), -np.inf),
            np.ones(len(cells)),
        ),
        closure=closure,
    )
    loss = np.zeros((n, n))
    rows = np.arange(len(cut))
    loss[cut[:, 0], cut[:, 1]] = 1 - even.welfare[rows, cut[:, 0]]
    loss[cut[:, 1], cut[:, 0]] = 1 - even.welfare[rows, cut[:, 1]]
    return loss


def _ranked(
    setting: Setting,
    sanction: Sanction,
    states: Sequence[str],
    changed: Sequence[Sanction],
    beta: ArrayLike,
) -> tuple[Joining, ...]:
    trade = setting.base.trade
    found = imposed(setting, [(one, beta) for one in (sanction, *changed)])
    target = trade.place(sanction.target)
    more = found.welfare[0] - found.welfare[1:]
    made = [
        Joining(state, one[:, target], one[:, trade.place(state)])
        for state, one in zip(states, more, strict=True)
    ]
    return tuple(sorted(made, key=lambda one: (-one.worth, -float(one.bite.mean()))))


def _part(bite: Floats, whole: Floats) -> Floats:
    return np.where(whole != 0, bite / np.where(whole != 0, whole, 1.0), np.nan)


def _stacked(first: Outcome, last: Outcome) -> Outcome:
    """Put the embargo, which has no draws, beside every draw of the sanctions."""

    def both(name: str) -> Floats:
        drawn, sure = getattr(first, name), getattr(last, name)
        return np.concatenate([drawn, np.repeat(sure, drawn.shape[1], axis=1)])

    return Outcome(
        both("welfare"), both("transfers"), both("leak"), both("substitution"),
        both("hub_trade"), both("hub_rents"),
    )  # fmt: skip
