"""What was tried of contagion: pacts of the past, and whether those named then signed.

`python -m verification.contagion --keep` makes it anew from the shelf.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus import doors


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of sums over trials, with nine in ten of drawings of years again."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tried:
    """What the trials come to.

    Attributes
    ----------
    first, last, trials
        Years of signature, and how many pacts were tried.
    named, after_years
        Pairs that each names first, and years in which they may sign.
    gain, placebo
        Nats a pact that was then signed, of the pact and of one drawn by lot.
    signed_before, signed_after
        How many of those named, and of matched pairs, signed in as many years.
    before, after
        The first over the second.
    late_first, late_gain
        From which year on the pacts are late ones, and the gain of these alone.
    """

    first: int
    last: int
    trials: int
    named: int
    after_years: int
    gain: Ratio
    placebo: Ratio
    signed_before: tuple[int, int]
    signed_after: tuple[int, int]
    before: Ratio
    after: Ratio
    late_first: int
    late_gain: Ratio


@cache
def carried_trials() -> Tried:
    """Give what the package carries of the trials."""
    place = files("foedus.estimation") / "contagion.json"
    return doors.read_json(
        Tried, place.read_text("utf-8"), where="estimation/contagion.json"
    )
