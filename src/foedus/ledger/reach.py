"""How far what is said of a number reaches: intervals, by origin.

A figure reaches a number of its own spreads past what it says: up and down for a bare
figure, past either end for a range, past the one end for a bound. The spread is that of
the pool, by credibility and hedges. What one family of sources says of one number is one
statement, and counts once; only where a family contradicts itself do its claims stand
apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, inf, log

from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim, Entry, Override, Quantity
from foedus.ledger.origin import Source
from foedus.ledger.pool import SPREAD, WEIGHT, WIDER
from foedus.quantity import Unit

Interval = tuple[float, float]

ASSUMED_HOLD = 0.02
"""How firmly an assumption stands beside claims: under all but the weakest. Assumed."""
FROM_MEMORY = 0.5
"""How firmly a claim from memory stands beside one that was read: assumed."""
_WITHIN_ONE = {Unit.SHARE, Unit.PROBABILITY}
ANYTHING: Interval = (0.0, inf)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, its ends before any doubt, and its relative spread."""

    low: float
    high: float
    spread: float
    unit: Unit

    def reach(self, spreads: float) -> Interval:
        """Give the interval that lies within so many spreads of it.

        >>> Figure(100.0, 100.0, 0.1, Unit.TONNES).reach(0.0)
        (100.0, 100.0)
        """
        return (
            _moved(self.low, -spreads * self.spread, self.unit),
            _moved(self.high, spreads * self.spread, self.unit),
        )


FARTHEST = 300.0
"""In logarithms, how far an end is moved at the most."""


def _moved(end: float, by: float, unit: Unit) -> float:
    """Move an end on the scale of its unit: log odds for a share, else logarithms."""
    if end in (0.0, inf, -inf) or by == 0:
        return end
    if unit in _WITHIN_ONE and 0 < end < 1:
        odds = log(end / (1 - end)) + by / max(end, 1 - end)
        return 1 / (1 + exp(min(max(-odds, -FARTHEST), FARTHEST)))
    if unit in _WITHIN_ONE and end == 1:
        return 1.0 if by > 0 else exp(by)
    # Beyond that no figure of the world lies, and the exponential has no value.
    return end * exp(min(max(by if end > 0 else -by, -FARTHEST), FARTHEST))


@dataclass(frozen=True, slots=True)
class Statement:
    """What one origin says of one number; or what the case assumes of it.

    Attributes
    ----------
    claims
        Their ids; empty for an assumption.
    figures
        One a claim, of which all must hold.
    hold
        How firmly it stands, 0 to 1: the weight of the family's best source, by how
        narrow the best claim's credibility is.
    """

    parameter: str
    origin: str
    claims: tuple[str, ...]
    figures: tuple[Figure, ...]
    hold: float

    @property
    def name(self) -> str:
        """Name it: its claims, or the parameter that is assumed."""
        return "+".join(self.claims) or f"assumed {self.parameter}"

    @property
    def assumed(self) -> bool:
        """Whether nobody said it."""
        return not self.claims

    def reach(self, spreads: float) -> Interval:
        """Give what all its figures leave open within so many spreads."""
        ends = [figure.reach(spreads) for figure in self.figures]
        return max(low for low, _ in ends), min(high for _, high in ends)


def statements(
    bindings: Iterable[Binding], book: Sequence[Entry], *, spreads: float
) -> dict[str, tuple[Statement, ...]]:
    """Gather what is said of each parameter, a statement for each origin, by name.

    An override is no evidence and is passed over where there are claims; an assumption
    serves only where there are none.

    Returns
    -------
    Parameter -> its statements, none where nothing is known of it.
    """
    sources = {source.id: source for source in standing(book, Source)}
    claims = {claim.id: claim for claim in standing(book, Claim)}
    return {
        binding.parameter: _statements(
            binding,
            [
                (sources[claim.speaker], claim)
                for claim in (claims[id] for id in binding.claims if id in claims)
                if claim.speaker in sources
            ],
            spreads,
        )
        for binding in bindings
    }


def _statements(
    binding: Binding, told: Iterable[tuple[Source, Claim]], spreads: float
) -> tuple[Statement, ...]:
    families: dict[str, list[tuple[Claim, Figure, float]]] = {}
    for source, claim in told:
        if claim.quantity is None:
            continue
        hold = WEIGHT[source.reliability] * SPREAD[1] / SPREAD[claim.credibility]
        hold *= FROM_MEMORY if claim.basis == "memory" else 1.0
        one = (claim, _figure(claim, claim.quantity), hold)
        families.setdefault(source.family, []).append(one)
    made = [
        one
        for family, held in families.items()
        for one in _voices(binding.parameter, family, held, spreads)
    ]
    own = binding.override or binding.assumed
    if not made and own is not None:
        made = [_assumption(binding, own)]
    return tuple(sorted(made, key=lambda s: s.name))


def _voices(
    parameter: str, family: str, held: list[tuple[Claim, Figure, float]], spreads: float
) -> list[Statement]:
    """Make one statement of a family, or one a claim where it contradicts itself."""
    held = sorted(held, key=lambda one: one[0].id)
    whole = Statement(
        parameter,
        family,
        tuple(claim.id for claim, _, _ in held),
        tuple(figure for _, figure, _ in held),
        max(hold for _, _, hold in held),
    )
    low, high = whole.reach(spreads)
    if low <= high:
        return [whole]
    return [Statement(parameter, family, (c.id,), (f,), hold) for c, f, hold in held]


def _figure(claim: Claim, said: Quantity) -> Figure:
    hedged = max((WIDER[hedge.strength] for hedge in claim.hedges), default=1.0)
    spread = SPREAD[claim.credibility] * hedged * (1.25 if said.operator == "about" else 1)
    held = [n for n in (said.low, said.value, said.high) if n is not None]
    top = 1.0 if said.unit in _WITHIN_ONE else inf
    match said.operator:
        case "at_least":
            # As the pool has it: the value is the bound, else the range's upper end.
            bound = said.value if said.value is not None else held[-1]
            return Figure(bound, top, spread, said.unit)
        case "at_most":
            return Figure(min(0.0, held[0]), held[-1], spread, said.unit)
        case _:
            return Figure(held[0], held[-1], spread, said.unit)


def _assumption(binding: Binding, own: Override) -> Statement:
    figure = Figure(own.low, own.high, SPREAD[2], binding.unit)
    return Statement(binding.parameter, "assumed", (), (figure,), ASSUMED_HOLD)


def open_range(unit: Unit, said: Sequence[Statement]) -> Interval:
    """Give what a number may be when nobody is believed: a share, or not below nothing.

    An amount of which something below nothing is said, such as a growth, may be anything.
    """
    if any(figure.low < 0 for one in said for figure in one.figures):
        return -inf, inf
    return (0.0, 1.0) if unit in _WITHIN_ONE else ANYTHING
