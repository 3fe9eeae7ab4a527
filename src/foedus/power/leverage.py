"""What each of two states would lose if their ties ended, and who could use it.

Who would lose less can press who would lose more (Hirschman 1945; Keohane and Nye 1977).
In each layer, such as trade or defence, the loss of either is a part of all that it has
there, 0 to 1; the first's leverage over the second is the second's loss less its own. How
much a layer counts is a judgement, with its range, and stands as such in the answer.

References
----------
Hirschman (1945), National Power and the Structure of Foreign Trade;
Keohane, Nye (1977), Power and Interdependence, chapter 1;
Wagner (1988), https://doi.org/10.1017/S0020818300027703 (what asymmetry does not give).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.faults import DataFault

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole with its doubt: least, likeliest and most, 0 to 1."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.mode <= self.high <= 1:
            raise DataFault(
                f"a part of {self.low:g}, {self.mode:g}, {self.high:g}",
                expected="0 <= low <= mode <= high <= 1",
                where="power.leverage",
                mend="give parts of a whole, the least first",
            )

    def draws(self, stream: Stream, runs: int) -> Floats:
        """Draw from the triangle over it, (R,)."""
        if self.low == self.high:
            return np.full(runs, self.mode)
        drawn = stream.generator().triangular(self.low, self.mode, self.high, runs)
        return np.asarray(drawn, dtype=np.float64)


def surely(value: float) -> Part:
    """Give a part without doubt."""
    return Part(value, value, value)


@dataclass(frozen=True, slots=True)
class Stake:
    """What two states would lose in one layer if their tie there ended."""

    layer: str
    first: Part
    """Lost by the first state."""
    second: Part
    """Lost by the second."""

    def asymmetry(self, stream: Stream, runs: int) -> Floats:
        """Draw the leverage of the first over the second, -1 to 1, (R,)."""
        ours = self.first.draws(stream.child(self.layer, "first"), runs)
        theirs = self.second.draws(stream.child(self.layer, "second"), runs)
        return theirs - ours

    def turned(self) -> "Stake":
        """Give the same tie as the second state sees it."""
        return Stake(self.layer, self.second, self.first)


def weights(judged: Mapping[str, Part], *, seed: int, runs: int) -> dict[str, Floats]:
    """Draw how much each layer counts, (R,) each, not yet scaled to one."""
    stream = Stream(seed).child("leverage", "weights")
    return {layer: part.draws(stream.child(layer), runs) for layer, part in judged.items()}


def leverage(
    stakes: Iterable[Stake], counted: Mapping[str, Floats], *, seed: int
) -> Floats:
    """Draw the leverage of the first over the second in all layers, -1 to 1, (R,).

    A layer that is not weighed counts for nothing; weights of those that are given are
    scaled to one, so that what is not known neither raises nor lowers it.

    Parameters
    ----------
    stakes
        One a layer.
    counted
        Layer -> draws of its weight, (R,).
    seed
        Of the draws of what is lost.

    Raises
    ------
    DataFault
        No layer is both told and weighed.

    Examples
    --------
    >>> trade = Stake("trade", surely(0.1), surely(0.7))
    >>> leverage([trade], {"trade": np.ones(2)}, seed=1).round(2).tolist()
    [0.6, 0.6]
    """
    held = [stake for stake in stakes if stake.layer in counted]
    whole = sum((counted[stake.layer] for stake in held), np.zeros(1))
    if not held or not np.all(whole > 0):
        raise DataFault(
            "no layer is both told and weighed",
            expected="one layer at least that both states' losses are known of",
            where="power.leverage",
            mend="give a stake in a layer that has a weight above 0",
        )
    stream = Stream(seed).child("leverage", "stakes")
    runs = len(next(iter(counted.values())))
    parts = [counted[s.layer] * s.asymmetry(stream, runs) for s in held]
    made: Floats = sum(parts, np.zeros(runs)) / whole
    return made


def change(
    now: Iterable[Stake],
    then: Iterable[Stake],
    counted: Mapping[str, Floats],
    *,
    seed: int,
) -> Floats:
    """Draw how much the leverage of the first rose, over layers told of both years, (R,).

    Weights are the same in both years; what is lost is drawn apart.

    Raises
    ------
    DataFault
        No layer is told of both years and weighed.
    """
    ours, theirs = list(now), list(then)
    both = {s.layer for s in ours} & {s.layer for s in theirs}
    after = leverage([s for s in ours if s.layer in both], counted, seed=seed)
    before = leverage(
        [s for s in theirs if s.layer in both], counted, seed=seed + 1_000_003
    )
    return after - before


def pledged(own: float, owed: Mapping[str, float], partner: str) -> float | None:
    """Give the part that a partner is of all capability that a state can count on.

    Parameters
    ----------
    own
        Its own capability.
    owed
        Who owes it defence -> that state's capability.
    partner
        The state whose part is asked of; 0 where it owes no defence.

    Examples
    --------
    >>> pledged(1.0, {"B": 3.0}, "B"), pledged(1.0, {}, "B")
    (0.75, 0.0)
    """
    whole = own + sum(owed.values())
    return owed.get(partner, 0.0) / whole if whole > 0 else None
