"""How much hangs on one source, and whether the sources agree.

Two questions of the same book: what becomes of a number when a source is left out, and
how far the ranges that separate origins leave open have anything in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from foedus.chance import Stream
from foedus.faults import Finding
from foedus.ledger.book import standing, without_source
from foedus.ledger.entry import Binding, Claim, Entry
from foedus.ledger.origin import SourceId
from foedus.ledger.pool import Pool, is_founded, pool
from foedus.quantity import Estimate

APART = 0.5
"""Origins disagree where the ranges of two overlap less than this: assumed."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What leaving out a source does to one pooled parameter."""

    parameter: str
    before: Estimate
    after: Estimate | None
    """None where nothing is left to rest on."""
    moved: float
    """Change of the median, in units of half the interval's width before."""


def pooled(
    book: Sequence[Entry], *, stream: Stream, runs: int
) -> tuple[tuple[Pool, ...], tuple[Finding, ...]]:
    """Pool every binding that has something to rest on; the others are findings."""
    pools, findings = [], []
    for binding in standing(book, Binding):
        if is_founded(binding, book):
            pools.append(pool(binding, book, stream=stream, runs=runs))
        else:
            findings.append(
                Finding(
                    "note",
                    f"parameter {binding.parameter}",
                    "none of its claims is left or known that day, and nothing is assumed",
                )
            )
    return tuple(pools), tuple(findings)


def drop(
    book: Sequence[Entry], source: SourceId, *, stream: Stream, runs: int = 4_000
) -> tuple[Shift, ...]:
    """Tell what each parameter becomes without a source, largest move first.

    Raises
    ------
    LedgerFault
        There is no such source.
    """
    less = without_source(book, source)
    claims = {c.id for c in standing(book, Claim)} - {c.id for c in standing(less, Claim)}
    touched = [b for b in standing(book, Binding) if claims.intersection(b.claims)]
    before = {b.parameter: pool(b, book, stream=stream, runs=runs) for b in touched}
    rest = tuple(e for e in less if not isinstance(e, Binding) or e in touched)
    after, _ = pooled(rest, stream=stream, runs=runs)
    later = {p.parameter: p.estimate() for p in after}
    shifts = [
        _shift(b.parameter, before[b.parameter].estimate(), later.get(b.parameter))
        for b in touched
    ]
    return tuple(sorted(shifts, key=lambda s: (-s.moved, s.parameter)))


def agreement(pooled: Pool) -> float:
    """Give the least overlap between any two origins: 1 where all say the same.

    The overlap of two is the common area of their intervals over the smaller of them;
    with one origin alone nothing can disagree, and it is 1.
    """
    bands = _family_bands(pooled)
    if len(bands) < 2:
        return 1.0
    return min(_common(one, other) for one, other in combinations(bands.values(), 2))


def _family_bands(pooled: Pool) -> dict[str, tuple[float, float]]:
    """Give the span of each origin's figures, bounds left open."""
    bands: dict[str, tuple[float, float]] = {}
    for share in pooled.shares:
        low, high = span(share.claim)
        for family in share.origins:
            held = bands.get(family, (low, high))
            bands[family] = (min(held[0], low), max(held[1], high))
    return bands


def span(claim: Claim) -> tuple[float, float]:
    """Give the range that a claim leaves open, with 10 % about a bare figure.

    `at least` leaves the top open, `at most` the bottom.
    """
    figure = claim.quantity
    if figure is None:
        return (-np.inf, np.inf)
    value = figure.value
    low = figure.low if figure.low is not None else value
    high = figure.high if figure.high is not None else value
    if low is None or high is None:
        return (-np.inf, np.inf)
    match figure.operator:
        case "at_least":
            return (low, np.inf)
        case "at_most":
            return (-np.inf, high)
        case _:
            return (low - 0.1 * abs(low), high + 0.1 * abs(high))


def _common(one: tuple[float, float], other: tuple[float, float]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    if common < 0:
        return 0.0
    smaller = min(one[1] - one[0], other[1] - other[0])
    return 1.0 if smaller == 0 or np.isinf(smaller) else float(min(1.0, common / smaller))


def _shift(parameter: str, before: Estimate, after: Estimate | None) -> Shift:
    width = (before.high - before.low) / 2
    if after is None:
        return Shift(parameter, before, None, float("inf"))
    moved = abs(after.value - before.value) / width if width else 0.0
    return Shift(parameter, before, after, moved)
