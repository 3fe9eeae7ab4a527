"""Theories run forward from 1970, 1990 and 2000, beside what then happened.

Each theory, each null and the whole system is fitted on what was known before the origin
and run twenty years. Counts are scored by the chance that smoothed runs gave to what
happened; pairs by the share of runs in which they quarrelled or signed within 1, 5, 10 and
20 years, beside a static forecast, persistence and a base rate. What a forecast told more
than the hardest null has an interval by leaving out one state after another, since the
pairs of a state hang together. The mixture takes the weights that were best for what was
known by its origin: of 1970 nothing was, and they are equal.

`python -m verification.futures --out src/foedus/estimation/futures_scores.json` writes what
the package carries.

References
----------
Snijders, Borgatti (1999), Non-parametric standard errors and tests for network statistics,
Connections 22(2), 161-170 (memory)
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from foedus import doors
from foedus.estimation.forward import forwards
from foedus.estimation.futures import future_of
from foedus.estimation.futures_scores import (
    ALL,
    MIXED,
    WHOLE,
    CountScore,
    FuturesScores,
    PairScore,
    carried_scores,
    scores_text,
)
from foedus.estimation.stack import pooled, stack
from foedus.estimation.system import LAST_DISPUTES, LAST_PACTS, System, system_of
from foedus.past import fields
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.past.treaties import signatures
from foedus.past.treaty import treaties_at
from foedus.simulation.ensemble import Ensemble, simulate
from foedus.simulation.hits import runs_with
from foedus.simulation.predictive import predictive
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import DISPUTE, SIGNED
from foedus.sources.shelf import shelf_here
from verification.simulation import LAST, history, observed, one_year, persistence, within
from verification.table import Line, say, tell

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

ORIGINS, HORIZONS = (1970, 1990, 2000), (1, 5, 10, 20)
YEARS, RUNS, SEED = 20, 500, 1
COUNTED = ("disputes", "wars", "joined", "signed", "entered", "ended")
PAIRED = {"disputes": (DISPUTE, LAST_DISPUTES), "signed": (SIGNED, LAST_PACTS)}
THEORIES = tuple(one.name for one in forwards() if one.kind == "theory")
LEVEL = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Forecasts of all pairs of one origin, within so many years, and what came."""

    origin: int
    years: int
    what: str
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    came: Truths
    chances: dict[str, Floats]

    def told(self, names: Sequence[str]) -> Floats:
        """Give the chance that each forecast gave to what happened, (S, M)."""
        held = np.stack([self.chances[name] for name in names], axis=1)
        told: Floats = np.where(self.came[:, None], held, 1.0 - held)
        return told


def made(past: Past, say_: Callable[[str], None] = lambda _: None) -> FuturesScores:
    """Judge all futures."""
    blocks, counts = list[Block](), list[CountScore]()
    for origin in ORIGINS:
        held = ensembles(past, origin, say_)
        counts += counted(past, origin, held)
        blocks += paired(past, origin, held)
    entries = [one.name for one in forwards()]
    weights = {name: weighed(known, THEORIES) for name, known in known_by(blocks).items()}
    beside = {
        name: weighed(known, (*entries, WHOLE)) for name, known in known_by(blocks).items()
    }
    mixed = [mixture(one, weights[str(one.origin)]) for one in blocks]
    return FuturesScores(
        RUNS, LEVEL, tuple(scored(one) for one in mixed), tuple(counts), weights, beside
    )


def ensembles(past: Past, origin: int, say_: Callable[[str], None]) -> dict[str, Ensemble]:
    """Run each theory, each null and the whole system from one origin."""
    known = past.until(origin - 1)
    treaties, held = treaties_at(known, origin - 1), dict[str, Ensemble]()

    def run(name: str, system: System) -> None:
        scenario = Scenario(known.at(origin - 1), origin, treaties, system, years=YEARS)
        held[name] = simulate(scenario, runs=RUNS, seed=SEED, events=True)
        say_(f"{origin} {name}")

    for one in forwards():
        run(one.name, future_of(known, one, before=origin))
    run(WHOLE, system_of(known, before=origin))
    return held


def counted(past: Past, origin: int, held: Mapping[str, Ensemble]) -> Iterator[CountScore]:
    """Score the counts of the world."""
    for what in COUNTED:
        last = LAST.get(what, LAST_PACTS)
        came = observed(past, what)[origin - past.first : last + 1 - past.first].cumsum()
        for years in (h for h in HORIZONS if h <= min(len(came), YEARS)):
            happened = int(came[years - 1])
            told = {}
            for name, one in held.items():
                counts = one.of(what)[:, :years].sum(axis=1).astype(np.int64)
                low, high = np.quantile(counts, [0.05, 0.95])
                chance = predictive(counts).log_chance(np.array([happened]))[0]
                told[name] = (
                    few(counts.mean()), few(low), few(high), few(chance),
                )  # fmt: skip
            yield CountScore(origin, years, what, happened, told)


def paired(past: Past, origin: int, held: Mapping[str, Ensemble]) -> Iterator[Block]:
    """Forecast pairs, by runs and by nulls."""
    known = past.until(origin - 1)
    alive = np.flatnonzero(known.at(origin - 1)[fields.ALIVE] > 0)
    low, high = (alive[k] for k in np.triu_indices(len(alive), 1))
    for what, (kind, last) in PAIRED.items():
        came_by = within if what == "disputes" else signed_within
        for years in (h for h in HORIZONS if origin + h - 1 <= last):
            came = came_by(past, origin, origin + years - 1)[low, high]
            hits = {
                name: runs_with(one.events, kind, years).astype(np.float64)
                for name, one in held.items()
            }
            chances = {
                name: (told[low, high] + 0.02) / (RUNS + 1.0) for name, told in hits.items()
            }
            chances |= nulls(known, origin, years, what, low, high)
            yield Block(origin, years, what, low, high, came, chances)


def nulls(
    known: Past,
    origin: int,
    years: int,
    what: str,
    low: NDArray[np.intp],
    high: NDArray[np.intp],
) -> dict[str, Floats]:
    """Forecast by what was, and, of disputes, by the one-year model held for all years."""
    if what == "disputes":
        static = 1 - (1 - one_year(known, origin)[low, high]) ** years
        return {
            "static": held_in(static),
            "persistence": held_in(persistence(known, origin, years)[low, high]),
            "base": np.full(len(low), history(known, origin, years)),
        }
    before = signed_within(known, origin - years, origin - 1)
    rate = float(before[low, high].mean())
    return {
        "persistence": held_in(persistence(known, origin, years, signed_within)[low, high]),
        "base": held_in(np.full(len(low), rate)),
    }


def signed_within(past: Past, first: int, last: int) -> Truths:
    """Tell which pairs signed a pact of two in some years, (N, N), symmetric."""
    told = signatures(past.pacts, past.members)
    years = told["year"].to_numpy()
    kept = (years >= first) & (years <= last)
    came = np.zeros((len(past.ids), len(past.ids)), bool)
    came[told["low"].to_numpy()[kept], told["high"].to_numpy()[kept]] = True
    return came | came.T


def known_by(blocks: Sequence[Block]) -> dict[str, list[Block]]:
    """List what was known before each origin, and what is known today."""
    told = {
        str(origin): [one for one in blocks if one.origin + one.years <= origin]
        for origin in ORIGINS
    }
    return told | {ALL: list(blocks)}


def weighed(known: Sequence[Block], names: Sequence[str]) -> dict[str, float]:
    """Give the weights of the pool that tells most, each block counting the same.

    A block's log scores are counted an event of it, so that one with few events does not
    drown among those with many.
    """
    if not known:
        return {name: round(1 / len(names), 4) for name in names}
    told = np.concatenate([one.told(names) for one in known])
    each = np.concatenate(
        [np.full(len(one.came), 1.0 / max(one.came.sum(), 1)) for one in known]
    )
    # Most rows tell nothing apart: those on which all agree to six digits are left out.
    apart = np.ptp(np.log(told), axis=1) > 1e-6
    weights = stack(told[apart], weights=each[apart])
    return {
        name: round(float(share), 4) for name, share in zip(names, weights, strict=True)
    }


def mixture(one: Block, weights: Mapping[str, float]) -> Block:
    """Add the mixture of theories to the forecasts of a block."""
    held = np.stack([one.chances[name] for name in weights], axis=1)
    mixed = pooled(held, np.array(list(weights.values())) / sum(weights.values()))
    return Block(
        one.origin, one.years, one.what, one.low, one.high, one.came,
        {**one.chances, MIXED: mixed},
    )  # fmt: skip


def scored(one: Block) -> PairScore:
    """Score a block."""
    names = list(one.chances)
    losses = dict(zip(names, -np.log(one.told(names)).T, strict=True))
    fallen = [
        n for n in names if n in ("base", "persistence", "static", "distance", "history")
    ]
    hardest = min(fallen, key=lambda name: losses[name].mean())
    gains = {
        name: gain(losses[hardest] - losses[name], one.low, one.high)
        for name in (*THEORIES, MIXED, WHOLE)
    }
    return PairScore(
        one.origin, one.years, one.what, len(one.came), int(one.came.sum()),
        {name: few(loss.mean()) for name, loss in losses.items()}, hardest, gains,
    )  # fmt: skip


def gain(
    more: Floats, low: NDArray[np.intp], high: NDArray[np.intp]
) -> tuple[float, float, float]:
    """Give a mean over pairs, with its interval by leaving out each state in turn."""
    states = np.unique(np.concatenate([low, high]))
    total, of_state = more.sum(), np.zeros(int(states.max()) + 1)
    np.add.at(of_state, low, more)
    np.add.at(of_state, high, more)
    count = len(states)
    left = (total - of_state[states]) / ((count - 1) * (count - 2) / 2)
    error = np.sqrt((count - 2) / (2 * count) * ((left - left.mean()) ** 2).sum())
    half = float(norm.ppf((1 + LEVEL) / 2) * error)
    value = float(more.mean())
    return few(value), few(value - half), few(value + half)


def held_in(chance: Floats) -> Floats:
    """Keep a chance away from 0 and 1."""
    return np.clip(chance, 1e-6, 1 - 1e-6)


def few(value: float) -> float:
    """Round to digits on which machines agree."""
    return float(f"{float(value):.4g}")


def lines() -> list[Line]:
    """Put what is judged anew beside what the package carries."""
    anew, held = made(past_of(shelf_here().table)), carried_scores()
    found = list[Line]()
    for one, other in zip(anew.pairs, held.pairs, strict=True):
        where = f"{one.origin}, {one.years} y {one.what}"
        found += [
            Line(f"{where}: {name}", loss * 1e3, other.loss[name] * 1e3, np.inf)
            for name, loss in one.loss.items()
        ]
    return found


def main(argv: Sequence[str]) -> int:
    """Judge, print, and write where that is asked for."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--out", type=Path)
    out: Path | None = ask.parse_args(argv).out
    if out is None:
        return tell((__doc__ or "").splitlines()[0], lines())
    anew = made(past_of(shelf_here().table), say)
    doors.write_whole(out, scores_text(anew).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
