"""What was found of goods that may have gone round a sanction, as the package carries it.

The figures are derived ones: how much more a coalition sold to a target's neighbours than
its other trade would have had it, when that began, and what the neighbours never reported.
They are consistent with diversion and prove none. `markets.roundabout` makes them from the
shelf's tables; a case where no table is at hand reads them here.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus import doors

WORDING = "consistent with diversion, not proof of it"


@dataclass(frozen=True, slots=True)
class Span:
    """A figure with the least and the most that its assumptions give."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gain:
    """What a hub bought beyond expectation; values in EUR bn."""

    hub: str
    begins: str | None
    """First of three months on end that stand out; None where there are none."""
    peak: str
    """The month with the highest ratio."""
    peak_ratio: float
    """Trade over what was expected of it, in that month."""
    bought: dict[str, Span]
    """Year -> bought beyond expectation; low and high by the year it is reckoned from."""
    ghost: dict[str, float]
    """Year -> left for the hub and not reported there, beyond what is usual."""
    ghost_share: dict[str, float]
    """Year -> share of what left that was not reported, freight allowed for."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A buyer beside all others, of whom only years are known."""

    state: str
    year: int
    log_excess: float
    gained: float
    """EUR bn beyond expectation."""
    rank: int
    """By the log excess, 1 the highest."""


@dataclass(frozen=True, slots=True)
class Diverted:
    """What a coalition sold to hubs and target after a month, beside expectation."""

    coalition: str
    target: str
    since: str
    until: str
    hubs: tuple[Gain, ...]
    lost: dict[str, Span]
    """Year -> sold to the target less than expected, EUR bn."""
    offset: dict[str, Span]
    """Year -> all hubs' gains over that loss: the most that can have gone round by them."""
    ghost_offset: dict[str, float]
    """Year -> goods that vanished on the way over that loss: the least, of this sign."""
    partners: tuple[Partner, ...]
    ranked: int
    """Buyers that were ranked."""
    pairs: tuple[tuple[str, str, int, float], ...]
    """Seller, hub and year whose gap between both reports stands out; EUR bn."""
    sources: dict[str, str]
    left_out: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)


def diverted_text(found: Diverted) -> str:
    """Write what was found as JSON, the same text for the same data."""
    return doors.json_text(found, indent=1) + "\n"


@cache
def carried_diverted() -> Diverted:
    """Give what the package carries, made by `markets.roundabout`."""
    place = files("foedus.estimation") / "diverted.json"
    return doors.read_json(Diverted, place.read_text("utf-8"), where="diverted.json")
