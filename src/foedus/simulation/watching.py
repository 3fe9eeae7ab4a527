"""One treaty watched: what it comes to under strains, under none, and without each.

Until a treaty ends, a world in which it is strained is the same as one in which it is not.
So runs in which it is held together, and its odds are noted, tell exactly when it would
have ended under any strains: the runs of `simulate` with them end it in the same years. And
they tell it as a probability, without the luck of the last draw (Rao and Blackwell).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.faults import NeedFault
from foedus.past.treaty import Treaty
from foedus.simulation.opening import keys_of, timetable
from foedus.simulation.philox import word
from foedus.simulation.run import Watched, watched
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import K_TERMINATION
from foedus.simulation.strains import Strain, bears, sizes, yearly

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CHUNK = 100
"""Runs that a thread makes at once."""

WORDS = 2.0**32


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """Runs in which one treaty was held together, and what would have ended it.

    Attributes
    ----------
    treaty
        Its name.
    strains
        Names of the strains that weigh on it.
    log_odds
        Of its end in each year but for strains, (R, T).
    adds
        What each strain adds to them in each year, 0 where it does not weigh, (R, K, T).
    luck
        The number below 1 by which its end in each year is drawn, (R, T).
    draws
        Which draw of the coefficients and sizes each run has, (R,).
    doubt
        Whether sizes are drawn.
    """

    treaty: str
    strains: tuple[str, ...]
    log_odds: Floats
    adds: Floats
    luck: Floats
    draws: Ints
    doubt: bool = True

    def hazard(self, names: Sequence[str]) -> Floats:
        """Give the chance of its end in each year under some of the strains, (R, T).

        Raises
        ------
        NeedFault
            No strain of a name weighs on it.
        """
        kept = [self._place(name) for name in names]
        told = self.log_odds + self.adds[:, kept].sum(axis=1)
        chance: Floats = 1.0 / (1.0 + np.exp(np.minimum(-told, 700.0)))
        return chance

    def alive(self, names: Sequence[str]) -> Floats:
        """Give the chance that it stands after each year under some strains, (R, T)."""
        left: Floats = np.cumprod(1.0 - self.hazard(names), axis=1, dtype=np.float64)
        return left

    def ended(self, names: Sequence[str], luck: Floats | None = None) -> Ints:
        """Give the year ahead, from 0, in which each run ends it, (R,); T for never.

        Parameters
        ----------
        luck
            Other numbers below 1 to draw by, (R, T), instead of the runs' own.
        """
        return first_end(self.hazard(names), self.luck if luck is None else luck)

    def came(self, name: str) -> Floats:
        """Give the share of runs in which a strain has weighed by each year, (T,)."""
        weighed = self.adds[:, self._place(name)] != 0.0
        share: Floats = np.maximum.accumulate(weighed, axis=1).mean(axis=0)
        return share

    def under(self, strains: Sequence[Strain], *, copies: int, seed: int) -> "Watch":
        """Give each run several times over, under strains that come and go anew.

        What a strain's name draws is the same whatever other strains there are, so that
        two sets of strains under one seed differ only by what differs between them.

        Parameters
        ----------
        strains
            All that are to weigh on the treaty, instead of those that it was watched under.
        copies
            How often each run is told: K copies follow one another.
        seed
            Of sizes, comings and luck.
        """
        rows, years = len(self.draws) * copies, self.luck.shape[1]
        draws = np.repeat(self.draws, copies)
        numbers, at = np.unique(draws, return_inverse=True)
        here = Stream(seed).child("simulation", "watch", self.treaty)
        adds = np.zeros((rows, len(strains), years))
        for place, one in enumerate(strains):
            sized = [
                sizes(one, seed=seed, draw=draw, doubt=self.doubt)
                for draw in numbers.tolist()
            ]
            chance = np.stack([yearly(one, told, years) for told, _ in sized])[at]
            words = here.child("coming", one.name).uniforms(rows, years)
            weighs = _weighs(one, words < chance)
            adds[:, place] = weighs * np.array([added for _, added in sized])[at, None]
        return replace(
            self,
            strains=tuple(one.name for one in strains),
            log_odds=np.repeat(self.log_odds, copies, axis=0),
            adds=adds,
            luck=here.child("luck").uniforms(rows, years),
            draws=draws,
        )

    def _place(self, name: str) -> int:
        if name not in self.strains:
            raise NeedFault(
                f"no strain {name!r} on {self.treaty}",
                expected=f"one of {', '.join(self.strains) or '(none)'}",
                where="simulation.Watch",
                mend="name a strain of the scenario",
            )
        return self.strains.index(name)


def first_end(hazard: Floats, luck: Floats) -> Ints:
    """Give the year in which each run ends, (R,), by its chances and its luck, (R, T).

    >>> first_end(np.array([[0.1, 0.9], [0.1, 0.1]]), np.full((2, 2), 0.5)).tolist()
    [1, 2]
    """
    drawn = luck < hazard
    first: Ints = np.where(drawn.any(axis=1), drawn.argmax(axis=1), drawn.shape[1])
    return first


def watch(
    scenario: Scenario, treaty: str, *, runs: int, seed: int, workers: int = 1
) -> Watch:
    """Run a scenario many times with one treaty held together.

    Parameters
    ----------
    scenario
        Where runs begin; the parts of it must let treaties end.
    treaty
        Name of one that stands as they begin.
    runs
        How many.
    seed
        Of all draws.
    workers
        Threads.

    Raises
    ------
    NeedFault
        No such treaty stands, it is many treaties of two, nothing may end, or no run is
        asked for.
    SolveFault
        A run overflows.
    """
    known = _known(scenario, treaty)
    if runs < 1 or "termination" not in scenario.parts:
        raise NeedFault(
            f"{runs} runs of {', '.join(sorted(scenario.parts)) or 'no parts'}",
            expected="one run or more, termination among the parts",
            where="simulation.watch",
            mend="ask for some hundred runs of a scenario in which treaties may end",
        )
    spans = [range(k, min(k + CHUNK, runs)) for k in range(0, runs, CHUNK)]

    def made(span: range) -> Watched:
        return watched(scenario, known.code, runs=span, seed=seed)

    if workers > 1:
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(made, spans))
    else:
        parts = [made(span) for span in spans]
    own = [
        place
        for place, one in enumerate(scenario.strains)
        if any(bears(known, name) for name in one.treaties)
    ]
    weighs = np.concatenate([one.weighs for one in parts])[:, own]
    adds = np.concatenate([one.adds for one in parts])[:, own]
    return Watch(
        treaty,
        tuple(scenario.strains[place].name for place in own),
        np.concatenate([one.log_odds for one in parts]),
        weighs * adds[:, :, None],
        _luck(scenario, known.code, runs, seed),
        np.arange(runs) // scenario.runs_a_draw,
        scenario.doubt,
    )


def _weighs(one: Strain, comes: Bools) -> Bools:
    """Tell in which years a strain weighs, by those in which it would come, (R, T)."""
    rows, years = comes.shape
    held, come = np.zeros_like(comes), np.zeros(rows, np.bool_)
    until = np.full(rows, -1)
    lasts = years if one.years is None else one.years
    for year in range(years):
        now = comes[:, year] & (~come | one.again)
        until[now] = year + lasts - 1
        come |= now
        held[:, year] = until >= year
    return held


def _known(scenario: Scenario, treaty: str) -> Treaty:
    listed, begins, _ = timetable(scenario)
    for one, begun in zip(listed, begins, strict=True):
        if one.name == treaty and begun < 0:
            return one
    raise NeedFault(
        f"no treaty {treaty!r} to watch",
        expected="one that stands as runs begin, by its whole name",
        where="simulation.watch",
        mend="name a pact of the case that is in force, or atop:NUMBER",
    )


def _luck(scenario: Scenario, code: int, runs: int, seed: int) -> Floats:
    """Draw the words by which kernels end the treaty, (R, T)."""
    key, years = keys_of(seed)[K_TERMINATION], range(scenario.years)
    words = [
        [word(key[0], key[1], code & 0xFFFFFFFF, year, 0, run, 0) for year in years]
        for run in range(runs)
    ]
    return np.array(words, np.float64) / WORDS
