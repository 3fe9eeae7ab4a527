"""Pacts of the past, and whether those then signed whom the runs had named.

Every pact of defence that a major power signed from 1950 to 2013 is a trial. Two systems
are run from the year of its signature, with it and without it, by hazards fitted on what
was known before (`estimation.system`, anew every five years) and the world of the year
before. Held against what was signed in the five years after:

- the gain, in nats for each pact of two that was then signed: how much more of all pacts
  the runs with the pact gave the pairs that did sign than those without it. The null is the
  runs without, so that a gain above 0 is what knowing of the pact tells;
- the same of a placebo, a pact of as many states drawn by lot, signed in its place;
- the pairs to which the pact adds most, and for each a pair of none of the signers that the
  runs without it held as likely: how many of each signed in the five years after, and in
  the five years before.

Intervals are of nine in ten, by drawing years of signature again. All is told and nothing
judged: `docs/models.md` says what it comes to. `--keep` writes what the package carries of
it, which the question quotes.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.chance import Stream
from foedus.estimation.contagion import Ratio, Tried
from foedus.estimation.system import System, system_of
from foedus.past import fields
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.past.treaties import signatures
from foedus.past.treaty import Treaty, treaties_at
from foedus.simulation.scenario import Scenario
from foedus.simulation.spread import pairs_of, spread
from foedus.sources.shelf import shelf_here
from foedus.world.change import FormPact
from verification.table import Line, say, tell

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]

FIRST, LAST, BLOCK = 1950, 2013, 5
AFTER = 5
"""Years after the signature in which pairs may sign."""
DRAWS, RUNS_A_DRAW, SEED = 10, 5, 1
TOP = 50
"""Pairs to which a pact adds most, that are matched."""
AGAIN = 2_000
"""Drawings of years again, for intervals."""
LATE = 1990
PERIODS = ((FIRST, LATE - 1), (LATE, LAST), (FIRST, LAST))


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """How one pact of the past did.

    Attributes
    ----------
    year
        Of its signature.
    signed
        Pacts of two that other pairs signed in the years after.
    gain, placebo
        Nats, summed over those pacts.
    top, matched
        How many of the pairs to which it adds most, and of those matched, signed: before,
        and after.
    told
        What the runs with it, and those without it, expected of the top pairs.
    """

    year: int
    signed: int
    gain: float
    placebo: float
    top: tuple[int, int]
    matched: tuple[int, int]
    told: tuple[float, float]


def lines() -> list[Line]:
    """Try the pacts of the past."""
    past = past_of(shelf_here().table)
    return list(told(list(trials(past))))


def trials(past: Past) -> Iterator[Trial]:
    """Try each pact of defence of a major power."""
    signed = _signed(past)
    system: System | None = None
    for year in range(FIRST, LAST + 1):
        known = past.until(year - 1)
        if system is None or (year - FIRST) % BLOCK == 0:
            system = system_of(known, before=year)
        world = known.at(year - 1)
        plain = Scenario(
            world, year, treaties_at(known, year - 1), system, years=1 + AFTER,
            runs_a_draw=RUNS_A_DRAW,
        )  # fmt: skip
        major = np.asarray(world[fields.MAJOR] > 0)
        alive = np.asarray(world[fields.ALIVE] > 0)
        for one in treaties_at(past, year):
            places = [past.ids.index(state) for state in one.members]
            there = [p for p in places if alive[p]]
            if one.signed != year or not one.owing or len(there) < 2 or not any(
                major[p] for p in there
            ):  # fmt: skip
                continue
            yield _tried(plain, one, there, signed)


def _tried(plain: Scenario, one: Treaty, there: Sequence[int], signed: Ints) -> Trial:
    low, high = pairs_of(plain)
    year = plain.year
    after = _within(signed, year + 1, year + AFTER)[low, high]
    before = _within(signed, year - AFTER, year - 1)[low, high]
    with_, without, apart, own = _shares(plain, one, there)
    alive = np.flatnonzero(np.asarray(plain.seen.alive))
    lot = Stream(SEED).child("placebo", one.name).generator()
    others = lot.choice(alive, len(there), replace=False).tolist()
    also, bare, _, theirs = _shares(plain, one, others)
    kept, kept_too = ~own, ~theirs
    top = np.argsort(-np.where(own, -np.inf, with_ - without), kind="stable")[:TOP]
    matched = _matched(without, top, np.flatnonzero(apart))
    return Trial(
        year, int(after[kept].sum()),
        _gain(with_, without, after, kept), _gain(also, bare, after, kept_too),
        (int((before[top] > 0).sum()), int((after[top] > 0).sum())),
        (int((before[matched] > 0).sum()), int((after[matched] > 0).sum())),
        (float(with_[top].sum()), float(without[top].sum())),
    )  # fmt: skip


def _shares(
    plain: Scenario, one: Treaty, places: Sequence[int]
) -> tuple[Floats, Floats, Truths, Truths]:
    """Give pacts to be expected of each pair, with and without; who is apart, and bound."""
    states = tuple(plain.ids[place] for place in places)
    forming = FormPact(
        date(plain.year, 1, 1), one.name, states, owing=states, peace=one.peace,
        unlimited=one.unlimited, open=one.open,
    )  # fmt: skip
    held = spread(
        plain.but(changes=(forming,)), plain, draws=DRAWS, seed=SEED, groups={}
    ).pairs
    low, high = pairs_of(plain)
    a, b = np.isin(low, places), np.isin(high, places)
    return held.with_, held.without, ~(a | b), a & b


def _gain(with_: Floats, without: Floats, after: Ints, kept: Truths) -> float:
    """Sum the gain over the pacts that were signed, in shares of all that were expected."""
    a, b = with_[kept] / with_[kept].sum(), without[kept] / without[kept].sum()
    return float((after[kept] * np.log(a / b)).sum())


def _matched(without: Floats, top: Ints, apart: Ints) -> Ints:
    """Give for each pair one of none of the signers that was held as likely, each once."""
    order = apart[np.argsort(without[apart], kind="stable")]
    free, found = order.tolist(), list[int]()
    values = without[order].tolist()
    for place in top:
        k = int(np.searchsorted(values, without[place]))
        near = [n for n in (k - 1, k) if 0 <= n < len(free)]
        best = min(near, key=lambda n: abs(values[n] - without[place]))
        found.append(free.pop(best))
        values.pop(best)
    return np.array(found, np.int64)


def _signed(past: Past) -> Ints:
    """Count the pacts that each pair signed by year, (Y, N, N), from `past.first` on."""
    held = signatures(past.pacts, past.members)
    side = len(past.ids)
    counts = np.zeros((LAST + AFTER + 1 - START, side, side), np.int64)
    for year, low, high in held.select("year", "low", "high").iter_rows():
        if START <= year <= LAST + AFTER:
            counts[year - START, low, high] += 1
    return counts


START = FIRST - AFTER
"""The first year whose signatures are looked at."""


def _within(signed: Ints, first: int, last: int) -> Ints:
    total: Ints = signed[first - START : last + 1 - START].sum(axis=0)
    return total


def told(held: Sequence[Trial]) -> Iterator[Line]:
    """Tell gains and rates, with their intervals."""
    for first, last in PERIODS:
        some = [one for one in held if first <= one.year <= last]
        where = f"{first}-{last}"
        yield _line(f"{where}: trials", len(some))
        yield _line(f"{where}: pacts signed after", sum(one.signed for one in some))
        held_ = tried(some, first, last)
        for name, told_ in (
            ("gain a pact, nats", held_.gain), ("placebo", held_.placebo),
            ("before, top over matched", held_.before), ("after", held_.after),
        ):  # fmt: skip
            yield _line(f"{where}: {name}", told_.value)
            yield _line(f"{where}: {name}, nine in ten from", told_.low)
            yield _line(f"{where}: {name}, nine in ten to", told_.high)
        for name, (top, other) in (
            ("before", held_.signed_before), ("after", held_.signed_after),
        ):  # fmt: skip
            yield Line(f"{where}: signed {name}, top | matched", top, other, np.inf)
        with_, without = (sum(one.told[k] for one in some) for k in (0, 1))
        yield Line(f"{where}: of top expected, with | without", with_, without, np.inf)


def tried(some: Sequence[Trial], first: int, last: int) -> Tried:
    """Put what the trials of some years come to in the form that the package carries."""
    late = [one for one in some if one.year >= LATE]

    def signed(when: int) -> tuple[int, int]:
        return sum(one.top[when] for one in some), sum(one.matched[when] for one in some)

    return Tried(
        first, last, len(some), TOP, AFTER,
        _again(some, lambda one: (one.gain, one.signed)),
        _again(some, lambda one: (one.placebo, one.signed)),
        signed(0), signed(1),
        _again(some, lambda one: (one.top[0], one.matched[0])),
        _again(some, lambda one: (one.top[1], one.matched[1])),
        LATE, _again(late or some, lambda one: (one.gain, one.signed)),
    )  # fmt: skip


def _line(name: str, value: float) -> Line:
    return Line(name, float(value), 0.0, np.inf)


def _again(held: Sequence[Trial], parts: Callable[[Trial], tuple[float, float]]) -> Ratio:
    """Give a ratio of sums, with nine in ten of drawings of years again."""
    years = sorted({one.year for one in held})
    sums = np.array(
        [np.sum([parts(one) for one in held if one.year == y], axis=0) for y in years],
        float,
    )
    lot = Stream(SEED).child("again").generator()
    drawn = sums[lot.integers(0, len(years), (AGAIN, len(years)))].sum(axis=1)
    ratio = drawn[:, 0] / np.maximum(drawn[:, 1], 1.0)
    whole = sums.sum(axis=0)
    low, high = np.quantile(ratio, [0.05, 0.95])
    few = (float(f"{x:.4g}") for x in (whole[0] / max(whole[1], 1.0), low, high))
    return Ratio(*few)


def main() -> int:
    """Try the pacts of the past, and keep what they come to where that is asked."""
    say("ours: what is told; reference: the matched pairs, or the runs without the pact")
    held = list(trials(past_of(shelf_here().table)))
    if "--keep" in sys.argv:
        place = Path(str(files("foedus.estimation"))) / "contagion.json"
        some = tried(held, FIRST, LAST)
        place.write_text(doors.json_text(some, indent=1) + "\n", "utf-8")
    return tell((__doc__ or "").splitlines()[0], list(told(held)))


if __name__ == "__main__":
    sys.exit(main())
