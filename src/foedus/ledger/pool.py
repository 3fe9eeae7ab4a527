"""From claims to a distribution: what the sources together say of one number.

The rule is a linear opinion pool over families of sources. Each claim becomes a density
of its own: a figure spreads by the claim's credibility and its hedges; a range is its
range; `over 600,000` is a lower bound with nothing below it; `up to` an upper one. Claims
of one family share that family's weight, and the family's weight is the reliability of
its best source. So ten pages that repeat one ministry count as one; and a claim that
launders or repeats another's word shares the weight of that word's family, as reliable as
whoever said it first, whatever paper it comes back in.

What is not claimed but assumed comes out with its basis saying so.

References
----------
Stone (1961), The opinion pool, https://doi.org/10.1214/aoms/1177704873
Clemen, Winkler (1999), https://doi.org/10.1111/j.1539-6924.1999.tb00399.x
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.doors import digest
from foedus.faults import LedgerFault
from foedus.ledger.book import Book, once_a_book, standing
from foedus.ledger.echoes import echoes, roots
from foedus.ledger.entry import Binding, Claim, ClaimId, Entry, Operator, Override
from foedus.ledger.origin import Source, SourceId
from foedus.quantity import Estimate, Unit

RULE_VERSION = "linear_pool/2"

WEIGHT = {"A": 1.0, "B": 0.8, "C": 0.5, "D": 0.3, "E": 0.1, "F": 0.2}
"""Weight of a family by the reliability of its best source: assumed, not fitted."""

SPREAD = {1: 0.05, 2: 0.10, 3: 0.20, 4: 0.35, 5: 0.50, 6: 0.35}
"""Relative standard deviation of a single figure by credibility: assumed, not fitted."""

WIDER = {"slight": 1.25, "clear": 1.5, "strong": 2.0}
"""Factor on the spread for the strongest hedge of a claim: assumed, not fitted."""

LEVEL = 0.9


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the pool one claim makes up."""

    claim: Claim
    origins: tuple[str, ...]
    """Families that it goes back to: its own, or those of the words that it repeats."""
    weight: float
    """Of the whole pool, 0..1."""

    @property
    def family(self) -> str:
        """Name its origins in one."""
        return " and ".join(self.origins)


@dataclass(frozen=True, slots=True)
class Pool:
    """What the claims on one parameter say together.

    Attributes
    ----------
    draws
        From the mixture, (R,), read only.
    assumed
        True where no claim stands behind it.
    """

    parameter: str
    unit: Unit
    draws: NDArray[np.float64]
    shares: tuple[Share, ...]
    assumed: bool
    basis: str

    def estimate(self) -> Estimate:
        """Give the median and the central 90 %."""
        low, mid, high = np.quantile(self.draws, [0.05, 0.5, 0.95])
        return Estimate(float(mid), float(low), float(high), LEVEL, self.unit, self.basis)

    def chance_above(self, threshold: float) -> float:
        """Give the probability that the number is above a threshold."""
        return float((self.draws > threshold).mean())

    @property
    def families(self) -> frozenset[str]:
        """Name the origins that it rests on."""
        return frozenset(family for share in self.shares for family in share.origins)


def pool(
    binding: Binding, book: Sequence[Entry], *, stream: Stream, runs: int = 4_000
) -> Pool:
    """Pool the claims that a parameter is bound to.

    Claims that are not in the book, since they were withdrawn, dropped with their source
    or not yet known that day, are passed over. When none is left the assumed figures
    serve, and the pool says so.

    Raises
    ------
    LedgerFault
        Neither a claim nor an assumption is left.
    """
    generator = stream.child("pool", binding.parameter).generator()
    shares = weigh(binding, book)
    if binding.override is not None or not shares:
        own = binding.override or binding.assumed
        if own is None:
            raise LedgerFault(
                f"nothing is left to rest {binding.parameter!r} on",
                expected="a claim that stands, or an assumed figure",
                where=f"parameter {binding.parameter}",
                mend="bind another claim, or give an assumed figure with its reason",
            )
        draws = _triangle(own, generator, runs)
        basis = f"{'override' if binding.override else 'assumed'}: {own.reason}"
        shares = shares if binding.override else ()
    else:
        draws = _mixture(shares, generator, runs)
        basis = f"{RULE_VERSION} {digest([(s.claim, s.weight) for s in shares])}"
    draws.flags.writeable = False
    assumed = binding.override is None and not shares
    return Pool(binding.parameter, binding.unit, draws, shares, assumed, basis)


def is_founded(binding: Binding, book: Sequence[Entry]) -> bool:
    """Tell whether a claim that stands or an assumption is left to rest a parameter on."""
    return bool(binding.assumed or binding.override or weigh(binding, book))


def weigh(binding: Binding, book: Sequence[Entry]) -> tuple[Share, ...]:
    """Give each claim its part of the pool: by family first, then within the family.

    A claim that repeats several words is a part of the family of each.
    """
    held = tuple(book)
    sources, figures = _heard(held)
    every = standing(held, Claim)
    named = {*binding.claims} & figures.keys()
    claims = [every[place] for place in sorted(figures[id] for id in named)]
    best: dict[str, float] = {}
    size: dict[str, float] = {}
    behind: list[tuple[Claim, tuple[str, ...]]] = []
    for claim in claims:
        first = [sources[one.speaker] for one in roots(claim, sources, _echoed(held))]
        told = tuple(sorted({source.family for source in first}))
        behind.append((claim, told))
        for source in first:
            weight = WEIGHT[source.reliability]
            best[source.family] = max(best.get(source.family, 0.0), weight)
        for family in told:
            size[family] = size.get(family, 0.0) + 1 / len(told)
    total = sum(best.values())
    shares = (
        Share(claim, told, sum(best[f] / total / size[f] / len(told) for f in told))
        for claim, told in behind
    )
    return tuple(sorted(shares, key=lambda share: share.origins))


_echoed = once_a_book(echoes)


@once_a_book
def _heard(book: Book) -> tuple[dict[SourceId, Source], dict[ClaimId, int]]:
    """Give the sources, and at which place the claims stand by which one gave a figure."""
    sources = {source.id: source for source in standing(book, Source)}
    figures = {
        claim.id: place
        for place, claim in enumerate(standing(book, Claim))
        if claim.quantity is not None and claim.speaker in sources
    }
    return sources, figures


def founded_in(book: Book) -> dict[str, Binding]:
    """Give the parameters that a claim that stands or an assumption is behind."""
    return dict(_founded(book))


@once_a_book
def _founded(book: Book) -> dict[str, Binding]:
    return {b.parameter: b for b in standing(book, Binding) if is_founded(b, book)}


def _mixture(
    shares: tuple[Share, ...], generator: np.random.Generator, runs: int
) -> NDArray[np.float64]:
    """Draw from each claim's density as often as its share asks, then shuffle."""
    edges = np.rint(np.cumsum([0.0, *(s.weight for s in shares)]) * runs).astype(int)
    parts = [
        _density(share.claim, generator, int(count))
        for share, count in zip(shares, np.diff(edges), strict=True)
    ]
    draws = np.concatenate(parts)
    generator.shuffle(draws)
    return draws


def _density(
    claim: Claim, generator: np.random.Generator, count: int
) -> NDArray[np.float64]:
    """Draw from what one claim says."""
    figure = claim.quantity
    if figure is None:  # weigh passes over claims without a figure
        return np.empty(0)
    hedged = max((WIDER[hedge.strength] for hedge in claim.hedges), default=1.0)
    spread = SPREAD[claim.credibility] * hedged
    if figure.operator == "about":
        spread *= 1.25
    low, value, high = figure.low, figure.value, figure.high
    if (
        figure.operator in ("equal", "about", "between")
        and low is not None
        and (high is not None)
    ):
        return _range(low, value, high, generator, count)
    point = next(number for number in (value, low, high) if number is not None)
    if figure.unit in _WITHIN_ONE:
        return _share(figure.operator, point, spread, generator, count)
    match figure.operator:
        case "at_least":
            bound = point if value is not None or high is None else high
            return bound + abs(bound) * spread * generator.standard_exponential(count)
        case "at_most":
            return point - abs(point) * generator.beta(1.0, 1.0 / spread, count)
        case _:
            noise = spread * generator.standard_normal(count) - spread**2 / 2
            bare: NDArray[np.float64] = point * np.exp(noise)
            return bare


def _range(
    low: float,
    value: float | None,
    high: float,
    generator: np.random.Generator,
    count: int,
) -> NDArray[np.float64]:
    """Draw from a range: evenly, or towards the value where one is given."""
    if low == high:
        return np.full(count, low)
    if value is None:
        return generator.uniform(low, high, count)
    return generator.triangular(low, value, high, count)


_WITHIN_ONE = {Unit.SHARE, Unit.PROBABILITY}


def _share(
    operator: Operator,
    point: float,
    spread: float,
    generator: np.random.Generator,
    count: int,
) -> NDArray[np.float64]:
    """Draw a share: on the log-odds scale, so that it stays between 0 and 1.

    The spread is relative to the smaller of the share and what it leaves, so that 95 %
    is as sure as 5 %.
    """
    match operator:
        case "at_least":
            return point + (1 - point) * generator.beta(1.0, 1.0 / spread, count)
        case "at_most":
            return point - point * generator.beta(1.0, 1.0 / spread, count)
    inner = min(max(point, 1e-3), 1 - 1e-3)
    width = spread / max(inner, 1 - inner)
    odds = np.log(inner / (1 - inner)) + width * generator.standard_normal(count)
    drawn: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return drawn


def _triangle(
    own: Override, generator: np.random.Generator, runs: int
) -> NDArray[np.float64]:
    if own.low == own.high:
        return np.full(runs, own.mode)
    return generator.triangular(own.low, own.mode, own.high, runs)
