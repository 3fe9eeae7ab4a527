"""Strains: what may come in a year and weighs on named treaties, for that year or longer.

A strain has a chance to come each year and adds to the log odds that its treaties end. Both
sizes are guesses with a range, and are drawn anew with every draw of the coefficients, so
that a result bears the doubt about them. Whether it comes in a year of a run is a word
named by the seed and the strain's own name: to take one away moves no other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.faults import DataFault
from foedus.past.treaty import Treaty
from foedus.simulation.compiled import compiled
from foedus.simulation.philox import word
from foedus.simulation.shapes import (
    MOST_BOUND,
    MOST_STRAINS,
    MOST_YEARS,
    TREATIES,
    Fixed,
    Rates,
    State,
)

Cause = Literal["fulfilled", "violated", "replaced"]
"""How ATOP says that a treaty ended, where a strain ends it."""

DIGITS = 9
"""Digits after the point of what is drawn, on which all libraries agree."""

TAIL = 1.6448536269514722
"""Standard deviations on either side that hold nine in ten."""

LEAST = 1e-12
"""A chance is drawn as its log odds, which 0 and 1 do not have."""

FOREVER = 1 << 20
_WHOLE = 4294967296.0


@dataclass(frozen=True, slots=True)
class Size:
    """A guess: the middle, and the range that holds nine in ten."""

    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high < math.inf:
            raise DataFault(
                f"{self.value:g} between {self.low:g} and {self.high:g}",
                expected="low, value and high rising, and none without end",
                where="simulation.strains.Size",
                mend="give the range around the value",
            )


@dataclass(frozen=True, slots=True)
class Strain:
    """What may come, and what it does to the odds that treaties end.

    Attributes
    ----------
    name
        Its draws go by it.
    treaties
        Names of treaties that it weighs on.
    chance
        Of its coming in a year in which it may.
    times
        What it multiplies the odds of an end in a year by; below 1 it holds them together.
    path
        What multiplies the odds of its coming in each year ahead; the last goes on.
    years
        How many years it weighs, that of its coming the first; None for from then on.
    again
        Whether it may come again after it has come.
    makes
        How treaties that it ends are said to have ended.

    Examples
    --------
    >>> Strain("storm", ("a",), Size(0.1, 0.05, 0.2), Size(2, 1, 4)).again
    False
    """

    name: str
    treaties: tuple[str, ...]
    chance: Size
    times: Size
    path: tuple[float, ...] = ()
    years: int | None = None
    again: bool = False
    makes: Cause = "violated"

    def __post_init__(self) -> None:
        if not (self.chance.low >= 0 and self.chance.high <= 1):
            raise _wrong(self, f"a chance from {self.chance.low:g} to {self.chance.high:g}")
        if self.times.low <= 0:
            raise _wrong(self, f"odds multiplied by {self.times.low:g}")
        if any(not 0 < step < math.inf for step in self.path):
            raise _wrong(self, f"a path of {list(self.path)}")
        if self.years is not None and self.years < 1:
            raise _wrong(self, f"{self.years} years")


def check_strains(strains: Sequence[Strain]) -> None:
    """Refuse strains that share a name, or that there is no room for.

    Raises
    ------
    DataFault
        There are too many, or two of one name.
    """
    names = [one.name for one in strains]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice or len(names) > MOST_STRAINS:
        raise DataFault(
            f"two strains called {twice[0]!r}" if twice else f"{len(names)} strains",
            expected=f"at most {MOST_STRAINS}, each of a name of its own",
            where="simulation.Scenario, strains",
            mend="rename one, or leave out the weakest",
        )


def put_strains(
    fixed: Fixed, strains: Sequence[Strain], treaties: Sequence[Treaty], seed: int
) -> None:
    """Write the strains of a scenario into its arrays; kernels know treaties by number."""
    here = Stream(seed).child("simulation", "strain")
    fixed.strains = len(strains)
    bound = [
        (place, treaty.code)
        for place, one in enumerate(strains)
        for treaty in treaties
        if any(bears(treaty, name) for name in one.treaties)
    ]
    if len(bound) > MOST_BOUND:
        raise DataFault(
            f"strains on {len(bound)} treaties",
            expected=f"at most {MOST_BOUND}, a treaty of each strain counting one",
            where="simulation.Scenario, strains",
            mend="name fewer treaties",
        )
    fixed.bound = len(bound)
    for row, (place, code) in enumerate(bound):
        fixed.strain_row[row], fixed.strain_code[row] = place, code
    for place, one in enumerate(strains):
        fixed.strain_keys[place] = here.words(one.name)
        fixed.strain_years[place] = FOREVER if one.years is None else one.years
        fixed.strain_again[place] = one.again


def bears(treaty: Treaty, name: str) -> bool:
    """Tell whether a name means a treaty, a part of it, or what it was amended to.

    >>> bears(Treaty("a of 2027", 2027, ()), "a"), bears(Treaty("ab", 2027, ()), "a")
    (True, False)
    """
    return treaty.called(name) or treaty.name.startswith(f"{name} of ")


def size_strains(
    rates: Rates, strains: Sequence[Strain], *, seed: int, draw: int, doubt: bool
) -> None:
    """Draw how likely strains are and how heavy; without doubt they are as guessed."""
    for place, one in enumerate(strains):
        chance, added = sizes(one, seed=seed, draw=draw, doubt=doubt)
        rates.strain_odds[place] = added
        rates.strain_chance[place] = yearly(one, chance, MOST_YEARS)


def yearly(one: Strain, chance: float, years: int) -> NDArray[np.float64]:
    """Give the chance that a strain comes in each year ahead, (T,).

    Parameters
    ----------
    chance
        As drawn; the strain's path multiplies its odds.
    """
    path = np.full(years, one.path[-1] if one.path else 1.0)
    path[: len(one.path)] = one.path[:years]
    told = 1.0 / (1.0 + np.exp(-(_log_odds(chance) + np.log(path))))
    return np.round(told, DIGITS)


def sizes(one: Strain, *, seed: int, draw: int, doubt: bool) -> tuple[float, float]:
    """Give one draw of a strain: its chance in a year, and what it adds to log odds.

    Each is normal on either side of its middle, on the log odds and on the log, so that
    its range holds nine draws in ten.
    """
    held = (
        [_log_odds(x) for x in (one.chance.value, one.chance.low, one.chance.high)],
        [math.log(x) for x in (one.times.value, one.times.low, one.times.high)],
    )
    if not doubt:
        noise = np.zeros(2)
    else:
        stream = Stream(seed).child("simulation", "strain", one.name, draw)
        noise = stream.generator().standard_normal(2)
    told, added = (_split(float(z), *three) for z, three in zip(noise, held, strict=True))
    chance = 1.0 / (1.0 + math.exp(-told))
    return round(chance, DIGITS), round(added, DIGITS)


def without(strains: Sequence[Strain], name: str) -> tuple[Strain, ...]:
    """Give the strains but for one."""
    return tuple(one for one in strains if one.name != name)


def point(one: Strain) -> Strain:
    """Give a strain of the sizes that were guessed, without their doubt."""
    chance, times = one.chance.value, one.times.value
    return replace(
        one, chance=Size(chance, chance, chance), times=Size(times, times, times)
    )


@compiled
def calm(state: State) -> None:
    """Let no strain have come, as every run begins."""
    for place in range(MOST_STRAINS):
        state.until[place], state.come[place] = -1, 0


@compiled
def strike(fixed: Fixed, rates: Rates, state: State, run: int, year: int) -> None:
    """Draw which strains come in a year."""
    for place in range(fixed.strains):
        if state.come[place] and not fixed.strain_again[place]:
            continue
        key = fixed.strain_keys[place]
        drawn = np.float64(word(key[0], key[1], 0, year, 0, run, 0))
        if drawn < rates.strain_chance[place, year] * _WHOLE:
            state.come[place] = 1
            state.until[place] = year + fixed.strain_years[place] - 1


@compiled
def bear(fixed: Fixed, rates: Rates, state: State, year: int) -> None:
    """Add what strains weigh to the log odds that their treaties end, `State.leave`."""
    for row in range(fixed.bound):
        place = fixed.strain_row[row]
        if state.until[place] < year:
            continue
        for slot in range(state.ints[TREATIES]):
            if state.code[slot] == fixed.strain_code[row]:
                state.leave[slot] += rates.strain_odds[place]


@compiled
def watch(fixed: Fixed, state: State, year: int) -> None:
    """Note the log odds that the watched treaty ends but for strains; hold it together."""
    state.watch[year] = np.inf
    for place in range(fixed.strains):
        state.weighs[place, year] = state.until[place] >= year
    for slot in range(state.ints[TREATIES]):
        if state.code[slot] == fixed.watched and state.stands[slot]:
            state.watch[year] = state.leave[slot]
            state.leave[slot] = -np.inf


def _log_odds(chance: float) -> float:
    held = min(max(chance, LEAST), 1.0 - LEAST)
    return math.log(held / (1.0 - held))


def _split(noise: float, middle: float, low: float, high: float) -> float:
    side = high - middle if noise > 0 else middle - low
    return middle + noise * side / TAIL


def _wrong(one: Strain, found: str) -> DataFault:
    return DataFault(
        found,
        expected="a chance from 0 to 1, odds times a number above 0, for a year or more",
        where=f"the strain {one.name!r}",
        mend="write 0.05 for one year in twenty, 2 for twice the odds",
    )
