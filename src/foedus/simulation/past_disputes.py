"""Disputes of the past, joined by simulated states and by those that in fact joined.

From each origin the system is fitted on what was known before it; each dispute of the years
up to the next origin is then ordered in the world at the end of the year before, as war or
not as it came to be, and runs tell who joins. Beside that stand forecasts by less: the
one-shot choice without callers, and three nulls fitted on the same years.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.contest import Progress
from foedus.estimation.models import joining, thirds
from foedus.estimation.models.coalitions import joined, sizes, wave
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows, stacked
from foedus.estimation.sides import OUT, WITH_A, WITH_B
from foedus.estimation.system import JOINING, system_of
from foedus.estimation.theory import Theory, theories
from foedus.pacts.standing import class_members
from foedus.past import fields
from foedus.past.past import Past
from foedus.past.treaty import treaties_at
from foedus.simulation.ordered import ordered
from foedus.simulation.scenario import Scenario
from foedus.terms.sides import Dispute
from foedus.world.change import Act

Floats = NDArray[np.float64]

ORIGINS = Origins(1950, 2010, every=5)
FIRST = 1946
"""First year of what the nulls are fitted on."""

SIMULATED, ONE_SHOT = "simulated", "one shot"
CELLS, TREATIES, ALL_BOUND = "near and great", "treaties", "all bound join"
FORECASTS = (SIMULATED, ONE_SHOT, CELLS, TREATIES, ALL_BOUND)
"""Simulated, with callers; the fitted choice without; shares by nearness and rank; shares
of the bound and of the others; and the word of treaties taken as it stands."""

POWERS = ("great", "nuclear")
"""Powers whose fighting on both sides is told: great ones, and those with nuclear arms."""

SURE = 0.99
"""How sure it is of the word of treaties who takes it as it stands."""
PRIOR_RUNS = 2.0
"""Runs that the null by cells counts for beside those that were simulated, so that what
happened in no run is not held to be impossible."""


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """What was foretold of disputes of the past.

    Attributes
    ----------
    rows
        A row for each dispute and state outside it, with what it did.
    chances
        Forecast -> chance to stay out, to join A and B, of each row, (S, 3).
    crowds
        Forecast -> chance that 0, 1, 2 ... join each dispute, (G, M).
    seen, wars, years
        How many joined each dispute, whether it was war, and its year, (G,).
    opposed
        `great` and `nuclear`: chance that some such powers fight on both sides, as was
        simulated, and whether they did, (G, 2).
    left_out
        Disputes that were passed over: one that began it was no state the year before.
    """

    rows: Rows
    chances: Mapping[str, Floats]
    crowds: Mapping[str, Floats]
    seen: NDArray[np.intp]
    wars: NDArray[np.bool_]
    years: NDArray[np.int64]
    opposed: Mapping[str, Floats]
    left_out: int


def foretold(
    past: Past,
    *,
    runs: int,
    seed: int,
    origins: Origins = ORIGINS,
    progress: Progress = lambda done, whole, step: None,
) -> Foretold:
    """Foretell who joins each dispute of the origins' years.

    Parameters
    ----------
    past
        The past, with pacts and disputes.
    runs, seed
        Of each simulation.
    origins
        From where to forecast.
    progress
        Told after each origin.

    Raises
    ------
    DataFault
        Nothing is known of the disputes of a year.
    """
    best = next(t for t in theories(joining.MODEL) if t.name == joining.RECOMMENDED)
    terms = tuple(dict.fromkeys((*JOINING, *joining.specified(best), "defence")))
    whole = joining.rows(past, range(joining.FIRST, origins.last + 1), terms=terms)
    blocks, parts, lost = list(origins), list[_Block](), 0
    for done, (origin, until) in enumerate(blocks, 1):
        made, gone = _block(past, whole, best, origin, until, runs=runs, seed=seed)
        parts.append(made)
        lost += gone
        progress(done, len(blocks), f"before {origin}")
    return _together(parts, lost)


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    rows: Rows
    chances: dict[str, Floats]
    crowds: dict[str, Floats]
    opposed: dict[str, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class _Simulated:
    """One dispute in all runs, with who began it and which powers there were."""

    dispute: Dispute
    sides: NDArray[np.int8]
    powers: Mapping[str, tuple[int, ...]]

    def opposed(self, kind: str, joined: Mapping[int, int]) -> tuple[float, float]:
        """Tell how often such powers fought on both sides in runs, and if they did."""
        some = list(self.powers[kind])
        begun = [
            bool(set(states) & set(some))
            for states in (self.dispute.attackers, self.dispute.victims)
        ]
        runs = [
            (self.sides[:, some] == way).any(axis=1) | began
            for way, began in zip((WITH_A, WITH_B), begun, strict=True)
        ]
        did = [
            began or any(joined.get(place) == way for place in some)
            for way, began in zip((WITH_A, WITH_B), begun, strict=True)
        ]
        return float((runs[0] & runs[1]).mean()), float(all(did))


def _block(
    past: Past, whole: Rows, best: Theory, origin: int, until: int, *, runs: int, seed: int
) -> tuple[_Block, int]:
    """Forecast the disputes of one origin's years in every way."""
    ahead, known = whole.during(origin, until - 1), _known(whole, origin)
    made = {one.dispute.number: one for one in _simulated(
        past, origin, until, runs=runs, seed=seed)}  # fmt: skip
    simulated = {number: one.sides for number, one in made.items()}
    held = np.isin(ahead.facts["dispute"], list(simulated))
    kept = ahead.where(held)
    lost = len(np.unique(ahead.facts["dispute"][~held]))
    cells = _cells(known.where(known.year >= FIRST), kept)
    fitted = joining.fit(whole, best, origin=origin)
    one_shot = joining.chances(fitted, kept)
    chances = {
        SIMULATED: _shares(simulated, kept, cells, runs), ONE_SHOT: one_shot, CELLS: cells,
        TREATIES: _bound(known.where(known.year >= FIRST), kept), ALL_BOUND: _taken(kept),
    }  # fmt: skip
    numbers = np.unique(kept.facts["dispute"])
    crowds = {
        SIMULATED: _counted([simulated[int(one)] for one in numbers]),
        ONE_SHOT: _waved(joining.chances(fitted, known), known, one_shot, kept),
        CELLS: sizes(cells, kept.facts["dispute"]),
    }
    opposed = {
        kind: np.array([made[int(one)].opposed(kind, _who(kept, one)) for one in numbers])
        for kind in POWERS
    }
    return _Block(kept, chances, crowds, opposed), lost


def _who(rows: Rows, number: int) -> dict[int, int]:
    """Name who joined a dispute, by places, and on which side."""
    kept = (rows.facts["dispute"] == number) & (rows.outcome != OUT)
    k = rows.facts["k"][kept].astype(np.int64).tolist()
    return dict(zip(k, rows.outcome[kept].tolist(), strict=True))


def _known(whole: Rows, origin: int) -> Rows:
    """Keep what was known before an origin; who joined later was still out."""
    rows = whole.before(origin)
    early = rows.facts["joined"].astype(np.int64) < origin
    return replace(rows, outcome=np.where(early, rows.outcome, OUT))


def _simulated(
    past: Past, origin: int, until: int, *, runs: int, seed: int
) -> Iterator[_Simulated]:
    """Give the sides that states take in each dispute, run by run."""
    system = system_of(past, before=origin)
    for year in range(origin, until):
        known = past.until(year - 1)
        world = known.at(year - 1)
        strength = np.where(
            world[fields.ALIVE] > 0, np.nan_to_num(world[fields.CINC]) + 1e-9, 0.0
        )
        begun = [(one, _act(past, one, strength)) for one in _begun(past, year)]
        acts = [(one, act) for one, act in begun if act is not None]
        if not acts:
            continue
        armed = class_members("nuclear_armed", date(year, 1, 1))
        powers = {
            "great": tuple(np.flatnonzero(world[fields.MAJOR] > 0).tolist()),
            "nuclear": tuple(past.ids.index(state) for state in armed),
        }
        scenario = Scenario(world, year, treaties_at(known, year - 1), system, years=1)
        made = ordered(scenario, [act for _, act in acts], runs=runs, seed=seed)
        for (one, _), held in zip(acts, made, strict=True):
            yield _Simulated(one, held.sides, powers)


def _begun(past: Past, year: int) -> tuple[Dispute, ...]:
    seen = past.during(fields.ORIGINATED, year)
    return thirds.disputes_in(past, [year]) if seen.any() else ()


def _act(past: Past, one: Dispute, strength: Floats) -> Act | None:
    """Order a dispute between the strongest of those who began it on each side.

    None where one that began it was no state the year before.
    """
    sides = [
        max(states, key=lambda place: (float(strength[place]), -place))
        for states in (one.attackers, one.victims)
    ]
    if min(strength[sides]) <= 0.0:
        return None
    attacker, victim = (past.ids[place] for place in sides)
    return Act(date(one.year, 1, 1), attacker, victim, war=one.war)


def _shares(
    simulated: Mapping[int, NDArray[np.int8]], rows: Rows, prior: Floats, runs: int
) -> Floats:
    """Give the share of runs in which each row stays out, joins A, and joins B, (S, 3)."""
    told = np.empty((len(rows), 3))
    numbers, k = rows.facts["dispute"], rows.facts["k"].astype(np.intp)
    for number in np.unique(numbers):
        kept = numbers == number
        sides = simulated[int(number)][:, k[kept]]
        counted = np.stack([(sides == way).sum(axis=0) for way in (OUT, WITH_A, WITH_B)], 1)
        told[kept] = (counted + PRIOR_RUNS * prior[kept]) / (runs + PRIOR_RUNS)
    return told


def _counted(simulated: Sequence[NDArray[np.int8]]) -> Floats:
    """Give the chance that 0, 1, 2 ... join, a hair of it spread over all, (G, M)."""
    width = simulated[0].shape[1] + 1
    counts = np.stack(
        [np.bincount((sides > 0).sum(axis=1), minlength=width) for sides in simulated]
    )
    told: Floats = (counts + 0.01) / (counts + 0.01).sum(axis=1, keepdims=True)
    return told


def _waved(before: Floats, known: Rows, ahead: Floats, rows: Rows) -> Floats:
    """Tell how many join by the one-shot choice and its waves, (G, M)."""
    groups, fought = rows.facts["dispute"], rows.facts["war"].astype(bool)
    was = known.facts["war"].astype(bool)
    late = known.year >= known.year.max() - joining.WAVE_YEARS
    told = np.zeros((len(np.unique(groups)), len(np.unique(rows.facts["k"])) + 2))
    for war in (True, False):
        kept, of = fought == war, (was == war) & late
        if kept.any():
            shared = wave(before[of], known.outcome[of], known.facts["dispute"][of])
            made = sizes(ahead[kept], groups[kept], shared)
            at = np.searchsorted(np.unique(groups), np.unique(groups[kept]))
            told[at, : made.shape[1]] = made
    return told


def _cell(rows: Rows, side: str) -> NDArray[np.int64]:
    """Number the cell of each row as seen from a side: war, nearness, rank."""
    near, major = rows.of([f"{side}:near", f"{side}:k_maj"]).T
    bins = np.digitize(near, [thirds.BEYOND, 1 / 6])
    told: NDArray[np.int64] = (
        rows.facts["war"].astype(np.int64) * 6 + bins * 2 + (major > 0)
    )
    return told


def _cells(known: Rows, rows: Rows) -> Floats:
    """Forecast by shares of earlier rows: war, how near to the side, major power or not."""
    return _by_share(known, rows, _cell, cells=12)


def _bound(known: Rows, rows: Rows) -> Floats:
    """Forecast by shares of earlier rows: war, and whether defence is owed to the side."""

    def cell(held: Rows, side: str) -> NDArray[np.int64]:
        owes = held.of([f"{side}:defence"])[:, 0] > 0
        return held.facts["war"].astype(np.int64) * 2 + owes

    return _by_share(known, rows, cell, cells=4)


def _by_share(
    known: Rows,
    rows: Rows,
    cell: Callable[[Rows, str], NDArray[np.int64]],
    *,
    cells: int,
) -> Floats:
    """Give shares by cell, each side seen by itself; an empty cell has that of all."""
    told = np.empty((len(rows), 3))
    for side, way in (("a", WITH_A), ("b", WITH_B)):
        was, now = (cell(held, side) for held in (known, rows))
        joins = np.bincount(was, known.outcome == way, minlength=cells)
        all_ = np.bincount(was, minlength=cells)
        rate = float((known.outcome == way).mean())
        told[:, way] = ((joins + rate) / (all_ + 1.0))[now]
    told[:, OUT] = 1.0 - told[:, WITH_A] - told[:, WITH_B]
    return told


def _taken(rows: Rows) -> Floats:
    """Take treaties at their word: whoever owes a side defence joins it, nobody else."""
    told = np.full((len(rows), 3), (1.0 - SURE) / 2)
    with_a, with_b = (rows.of([f"{side}:defence"])[:, 0] > 0 for side in "ab")
    told[with_a, WITH_A] = told[with_b & ~with_a, WITH_B] = SURE
    told[~with_a & ~with_b, OUT] = SURE
    both = with_a & with_b
    told[both] = ((1 - SURE), SURE / 2, SURE / 2)
    return told


def _together(parts: Sequence[_Block], lost: int) -> Foretold:
    rows = stacked([part.rows for part in parts])
    width = {
        name: max(part.crowds[name].shape[1] for part in parts) for name in parts[0].crowds
    }
    crowds = {
        name: np.concatenate(
            [
                np.pad(part.crowds[name], ((0, 0), (0, wide - part.crowds[name].shape[1])))
                for part in parts
            ]
        )
        for name, wide in width.items()
    }
    first = [np.unique(p.rows.facts["dispute"], return_index=True)[1] for p in parts]
    return Foretold(
        rows,
        {n: np.concatenate([part.chances[n] for part in parts]) for n in FORECASTS},
        crowds,
        np.concatenate([joined(part.rows) for part in parts]),
        np.concatenate([p.rows.facts["war"][f] for p, f in zip(parts, first, strict=True)]),
        np.concatenate([p.rows.year[f] for p, f in zip(parts, first, strict=True)]),
        {kind: np.concatenate([part.opposed[kind] for part in parts]) for kind in POWERS},
        lost,
    )
