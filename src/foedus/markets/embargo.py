"""A sanction as a rise of trade costs between a coalition and its target.

A member that takes part to a depth d multiplies the openness of its trade with the target
by exp(beta d), where beta is what an estimate says a full sanction does to ln trade. An
embargo is the same with costs tenfold.

References
----------
Chowdhry, Hinz, Kamin, Wanner (2024), https://doi.org/10.1093/epolic/eiae019
Felbermayr, Kirilakha, Syropoulos, Yalcin, Yotov (2020),
https://doi.org/10.1016/j.euroecorev.2020.103561
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.faults import DataFault
from foedus.markets.barriers import Barriers
from foedus.markets.trade import Trade

Floats = NDArray[np.float64]
EMBARGO_COST = 10.0
"""Cost ratio of an embargo: what remains of trade is 10^-theta."""
Direction = Literal["both", "to the target", "from the target"]


@dataclass(frozen=True, slots=True)
class Sanction:
    """Who sanctions whom, and how far.

    Attributes
    ----------
    coalition
        Members.
    target
        Whom they sanction.
    depth
        How far all members go, 0 not at all, 1 as estimated.
    depths
        Member -> its own depth, where it differs.
    direction
        Which trade is hampered.
    enforcement
        Third state -> the share of the cost that it enforces on goods in transit, 0..1;
        members enforce all of it, others nothing.
    """

    coalition: tuple[str, ...]
    target: str
    depth: float = 1.0
    depths: Mapping[str, float] = field(default_factory=dict)
    direction: Direction = "both"
    enforcement: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.target in self.coalition or len(set(self.coalition)) < len(self.coalition):
            raise DataFault(
                f"a coalition of {', '.join(self.coalition)} against {self.target}",
                expected="members named once, the target not among them",
                where="markets.embargo.Sanction",
                mend="take the target, or the second mention, out of the coalition",
            )
        out = {
            name: value
            for name, value in (
                ("depth", self.depth),
                *self.depths.items(),
                *self.enforcement.items(),
            )
            if not 0 <= value <= 1
        }
        if out or self.depths.keys() - set(self.coalition):
            raise DataFault(
                f"depths or enforcement of {out or sorted(self.depths)}",
                expected="0 to 1, and depths of members only",
                where="markets.embargo.Sanction",
                mend="depth 1 is the estimated effect; a deeper one is a larger beta",
            )

    def joined_by(self, *states: str) -> "Sanction":
        """Give the sanction with more members, at the common depth."""
        return replace(self, coalition=(*self.coalition, *states))

    def of_all(self, trade: Trade) -> "Sanction":
        """Give the sanction that every other state takes part in."""
        held = set(self.coalition) | {self.target}
        return self.joined_by(*(state for state in trade.states if state not in held))

    def enforced(self, trade: Trade) -> Floats:
        """Give the share of the cost that each state enforces in transit, (N,)."""
        share = np.zeros(len(trade.states))
        for state, held in self.enforcement.items():
            share[trade.place(state)] = held
        share[trade.places(self.coalition)] = 1.0
        return share


def cost_ratio(effect: ArrayLike, theta: ArrayLike) -> Floats:
    """Give the rise of trade costs that an effect on ln trade stands for.

    tau = exp(-effect / theta), never below 1: an estimate above zero is read as no
    barrier, and one without bound as an embargo.

    >>> cost_ratio([-4.0, 0.3, -np.inf], 4.0).round(3).tolist()
    [2.718, 1.0, 10.0]
    """
    with np.errstate(over="ignore"):
        ratio = np.exp(-np.asarray(effect, dtype=np.float64) / np.asarray(theta))
    floored: Floats = np.where(np.isinf(ratio), EMBARGO_COST, np.maximum(ratio, 1.0))
    return floored


def embargo_effect(theta: ArrayLike) -> Floats:
    """Give the beta of an embargo, -theta ln 10."""
    elasticity: Floats = np.asarray(theta, dtype=np.float64)
    return -elasticity * float(np.log(EMBARGO_COST))


def sanctioned_pairs(
    trade: Trade, sanction: Sanction
) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    """Give exporters, importers and depths of the pairs that a sanction hampers, (Z,)."""
    members = trade.places(sanction.coalition)
    target = np.full(len(members), trade.place(sanction.target))
    depth = np.array(
        [sanction.depths.get(state, sanction.depth) for state in sanction.coalition],
        dtype=np.float64,
    )
    if sanction.direction == "to the target":
        return members, target, depth
    if sanction.direction == "from the target":
        return target, members, depth
    return (
        np.concatenate([members, target]),
        np.concatenate([target, members]),
        np.concatenate([depth, depth]),
    )


def barriers_of(trade: Trade, sanction: Sanction, *, beta: ArrayLike) -> Barriers:
    """Give the barriers of a sanction, one scenario for each draw of its effect.

    Parameters
    ----------
    trade
        Names and sectors.
    sanction
        Who sanctions whom.
    beta
        Effect of depth 1 on ln trade, none above zero: one number, one for each sector
        (S,), or draws (R, S).

    Raises
    ------
    DataFault
        A member does not trade here, or an effect is above zero.
    """
    effects = effects_of(beta, len(trade.sectors))
    exporter, importer, depth = sanctioned_pairs(trade, sanction)
    scenarios, sectors = effects.shape
    pairs = len(exporter)
    log_openness = effects[:, None, :] * depth[None, :, None]
    every = scenarios * pairs * sectors
    return Barriers(
        scenarios,
        np.repeat(np.arange(scenarios), pairs * sectors),
        np.tile(np.repeat(exporter, sectors), scenarios),
        np.tile(np.repeat(importer, sectors), scenarios),
        np.tile(np.arange(sectors), scenarios * pairs),
        log_openness.ravel(),
        np.ones(every),
    )


def effects_of(beta: ArrayLike, sectors: int) -> Floats:
    """Read an effect as draws by sector, (R, S).

    Raises
    ------
    DataFault
        An effect is above zero or not a number, or there is none for some sector.
    """
    effects = np.asarray(beta, dtype=np.float64)
    effects = np.atleast_2d(np.broadcast_to(effects, (sectors,)) if effects.ndim < 1
                            else effects)  # fmt: skip
    if effects.shape[1] != sectors or not (effects <= 0).all():
        raise DataFault(
            f"effects of shape {effects.shape}, the largest {effects.max(initial=0):g}",
            expected=f"none above zero; one number, ({sectors},), or draws (R, {sectors})",
            where="markets.embargo.effects_of",
            mend="cut draws above zero to zero, as `cost_ratio` does, and say so",
        )
    return effects
