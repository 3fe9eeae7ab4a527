"""What the simulated system reads of all pairs at once, as tables.

Terms of the other files serve a model that foretells one year. A run of many years needs
terms that the events of the run themselves move on: these are few, and each is either
fixed for the run, or moved by capabilities and pacts, or a memory of what happened.

A memory is not a stock but the ratio of what happened to what was to be expected,
`ln((k + H) / (k + E))`, as in a gamma-Poisson model with discounting: were a pair to
quarrel as often as expected of it, nothing would change. What a state did is held against
what all did, and what a pair did against what its two states did. So no rise is remembered
twice, and hazards whose coefficients stay below 1 neither creep up nor die out by
themselves.

References
----------
Harvey, Fernandes (1989), Time series models for count or qualitative observations,
https://doi.org/10.1080/07350015.1989.10509750
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.past import fields
from foedus.terms.filling import filled
from foedus.terms.reading import Known

Floats = NDArray[np.float64]
Tables = Mapping[str, Floats]

TRIFLE = 1e-5
"""Added to a share of capability, so that the least state has a logarithm."""

FAR = 5.2
"""ln(1 + km / 100) of two states whose distance is not known: 18,000 km."""

FEUD_LIFE, BUSY_LIFE, SIGNING_LIFE = 10.0, 5.0, 3.0
"""Half-lives, in years, of disputes of a pair, of a state, and of pacts signed."""

WHOLE_PRIOR = 20.0
"""Prior of what all states together did, in disputes or pacts."""

YOUTH = 3.0
"""Half-life, in years, of being a new state: such sign more pacts than others."""

FOES = 0.5
"""What must be left of past disputes for two states to be foes: as a stock."""

FIXED: Mapping[str, tuple[str, ...]] = {
    "onset": (
        "land", "sea", "near", "ldist", "region", "trade", "major_i", "major_j",
        "far_major_i", "far_major_j", "dem_i", "dem_j", "dem_both",
    ),
    "formation": (
        "land", "near", "ldist", "region", "trade", "language", "majors", "far_majors",
        "dem_apart", "dem_sum",
    ),
}  # fmt: skip
"""Terms that a run does not move."""

MOVING: Mapping[str, tuple[str, ...]] = {
    "onset": (
        "cap_i", "cap_j", "ratio", "reach_i", "reach_j", "pacted", "allied", "shared",
        "pledged_i", "pledged_j",
    ),
    "formation": (
        "cap_sum", "ratio", "reach_sum", "pacted", "shared", "foes", "feud", "young",
    ),
}  # fmt: skip
"""Terms that capabilities, pacts, disputes and births of the run move."""

UNEXPECTED = ("feud", "young")
"""Terms that do not tell what is to be expected of a pair, since they pass."""

MEMORY: Mapping[str, tuple[str, ...]] = {
    "onset": ("again", "busy_i", "busy_j"),
    "formation": ("signing",),
}
"""Ratios of what happened to what was to be expected."""

NEEDS = (
    fields.ALIVE, fields.MEMBER_YEARS, fields.REGION, fields.CINC, fields.POLYARCHY,
    fields.MAJOR, fields.DISTANCE, fields.CONTIGUITY, fields.TRADE, fields.TRADE_TOTAL,
    fields.LANGUAGE, fields.DEFENCE, fields.PACT, fields.ONSET_10, fields.INITIATED_5,
    fields.SUFFERED_5, fields.SIGNED_DEFENCE_3, fields.SIGNED_OTHER_3,
)  # fmt: skip
"""What a world must know."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What the tables are made from: states (N,), and pairs (N, N)."""

    alive: NDArray[np.bool_]
    age: Floats
    """Years as a member; -1 of those that enter in the year that is foretold."""
    cap: Floats
    """Capability, ln of its share."""
    major: Floats
    dem: Floats
    land: Floats
    sea: Floats
    near: Floats
    ldist: Floats
    region: Floats
    trade: Floats
    language: Floats
    owes: Floats
    """1 where the first owes the second defence."""
    pacted: Floats
    disputes: Floats
    """Stock of disputes of each pair, half-life 10 years."""
    busy: Floats
    """Stock of disputes of each state, half-life 5 years."""
    signed: Floats
    """Stock of pacts of two that each state signed, half-life 3 years."""

    @property
    def members(self) -> int:
        """How many states there are."""
        return int(self.alive.sum())

    @property
    def younger(self) -> Floats:
        """Years that both of a pair have been members, (N, N)."""
        both: Floats = np.minimum(self.age[:, None], self.age[None, :])
        return both


def sight(world: Known) -> Sight:
    """Read a world."""
    alive = np.asarray(world[fields.ALIVE] > 0)
    distance = _float(world[fields.DISTANCE])
    ldist = np.where(np.isnan(distance), FAR, np.log1p(distance / 100))
    region, contiguity = world[fields.REGION], world[fields.CONTIGUITY]
    total = _float(world[fields.TRADE_TOTAL])
    most = np.maximum(np.fmax(total[:, None], total[None, :]), 1.0)
    cinc = filled(world[fields.CINC], world[fields.ALIVE])
    return Sight(
        alive=alive,
        age=_float(np.nan_to_num(world[fields.MEMBER_YEARS])),
        cap=np.log(cinc + TRIFLE),
        major=_float(np.nan_to_num(world[fields.MAJOR])),
        dem=filled(world[fields.POLYARCHY], world[fields.ALIVE]),
        land=_float(contiguity == 1),
        sea=_float(contiguity > 1),
        near=np.exp(-ldist),
        ldist=ldist,
        region=_float(region[:, None] == region[None, :]),
        trade=np.sqrt(np.nan_to_num(_float(world[fields.TRADE])) / most),
        language=_float(np.nan_to_num(world[fields.LANGUAGE])),
        owes=_float(world[fields.DEFENCE] > 0),
        pacted=_float(world[fields.PACT] > 0),
        disputes=_float(np.nan_to_num(world[fields.ONSET_10])),
        busy=_float(np.nan_to_num(world[fields.INITIATED_5] + world[fields.SUFFERED_5])),
        signed=_float(
            np.nan_to_num(world[fields.SIGNED_DEFENCE_3] + world[fields.SIGNED_OTHER_3])
        ),
    )


def onset_tables(seen: Sight) -> dict[str, Floats]:
    """Give the terms of onset, fixed and moving, the first axis acting on the second."""
    return _of_both(seen) | {
        "major_i": _first(seen.major),
        "major_j": _second(seen.major),
        "far_major_i": _first(seen.major) * seen.ldist,
        "far_major_j": _second(seen.major) * seen.ldist,
        "dem_i": _first(seen.dem),
        "dem_j": _second(seen.dem),
        "dem_both": np.outer(seen.dem, seen.dem),
        "cap_i": _first(seen.cap),
        "cap_j": _second(seen.cap),
        "reach_i": _first(seen.cap) * seen.ldist,
        "reach_j": _second(seen.cap) * seen.ldist,
        "allied": np.maximum(seen.owes, seen.owes.T),
        "pledged_i": _first(pledged(seen)),
        "pledged_j": _second(pledged(seen)),
    }


def formation_tables(seen: Sight) -> dict[str, Floats]:
    """Give the terms of signing a pact of two, symmetric."""
    cap, dem = np.add.outer(seen.cap, seen.cap), seen.dem
    majors = np.add.outer(seen.major, seen.major)
    return _of_both(seen) | {
        "language": seen.language,
        "majors": majors,
        "far_majors": majors * seen.ldist,
        "dem_apart": np.abs(np.subtract.outer(dem, dem)),
        "dem_sum": np.add.outer(dem, dem),
        "cap_sum": cap,
        "reach_sum": cap * seen.ldist,
        "foes": np.log1p(_in_common(seen.disputes >= FOES, seen.alive)),
        "feud": np.log1p(seen.disputes),
        "young": np.add.outer(young(seen), young(seen)),
    }


def young(seen: Sight) -> Floats:
    """Tell how new each state is in the year that is foretold, 1 of its first, (N,)."""
    new: Floats = 2.0 ** (-(seen.age + 1.0) / YOUTH)
    return new


def pledged(seen: Sight) -> Floats:
    """Give the capability pledged to the defence of each, ln(1 + hundredths), (N,)."""
    strength = np.where(seen.alive, np.exp(seen.cap), 0.0)
    return np.log1p(100.0 * (strength @ seen.owes))


def expected(rate: Floats, years: Floats, half_life: float) -> Floats:
    """Give the stock that a yearly rate leaves after so many years, the same shape.

    >>> expected(np.array(1.0), np.array(1.0), 1.0).item()
    1.5
    """
    kept = 2.0 ** (-1.0 / half_life)
    left: Floats = rate * (1.0 - kept ** (years + 1.0)) / (1.0 - kept)
    return left


def _of_both(seen: Sight) -> dict[str, Floats]:
    ally = np.maximum(seen.owes, seen.owes.T) > 0
    return {
        "land": seen.land,
        "sea": seen.sea,
        "near": seen.near,
        "ldist": seen.ldist,
        "region": seen.region,
        "trade": seen.trade,
        "ratio": np.abs(np.subtract.outer(seen.cap, seen.cap)),
        "pacted": seen.pacted,
        "shared": np.log1p(_in_common(ally, seen.alive)),
    }


def _in_common(ties: NDArray[np.bool_], alive: NDArray[np.bool_]) -> Floats:
    """Count the members that both of a pair have such a tie with, (N, N)."""
    held = (ties & alive[None, :] & alive[:, None]).astype(np.float32)
    return _float(held @ held)


def _first(of_state: Floats) -> Floats:
    return np.repeat(of_state[:, None], len(of_state), axis=1)


def _second(of_state: Floats) -> Floats:
    return np.repeat(of_state[None, :], len(of_state), axis=0)


def _float(values: NDArray[np.generic]) -> Floats:
    return np.asarray(values, np.float64)
