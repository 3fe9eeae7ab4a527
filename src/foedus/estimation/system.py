"""The system as a whole: hazards that a run of many years can carry on by itself.

Each is fitted on what was known before a year, a few terms each, all of which the events
of a run move on. Two things keep the level where history had it. Memories are of what
happened beyond what was expected (`foedus.terms.system`), and what all pairs of a year
share is a year effect that returns to its mean. The chance of a pair falls with the number
of states, since a state quarrels with those it has to do with, and not with all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus import doors
from foedus.estimation.alone import alone
from foedus.estimation.bunched import Bunched
from foedus.estimation.called import Called
from foedus.estimation.fit import Fit, FitRecord
from foedus.estimation.logit import logit, probability
from foedus.estimation.models import accession, termination, thirds, war
from foedus.estimation.models.coalitions import wave
from foedus.estimation.models.ending import replacement
from foedus.estimation.models.events import WORLD_WARS
from foedus.estimation.rows import Rows
from foedus.estimation.sides import chances, sides
from foedus.estimation.system_founding import founding_of
from foedus.estimation.system_rows import (
    FORMATION,
    ONSET,
    Kind,
    cells_of,
    memory,
    remembered,
    sight_in,
    widened,
)
from foedus.estimation.system_states import states_of
from foedus.estimation.year_effect import YearEffect, year_effect
from foedus.past import fields
from foedus.past.past import Past
from foedus.past.treaties import signatures
from foedus.terms import system

Floats = NDArray[np.float64]

FIRST, LEAST_YEARS = 1946, 40
"""Fitted on are the years from 1946 on, the age of the Charter, or the last forty where
these are more."""

LAST_DISPUTES, LAST_PACTS = 2010, 2018
"""The last years of which disputes and pacts are known."""

PENALTY = 10.0
PAIR_PRIORS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
STATE_PRIORS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Among which the priors of memories are chosen, in disputes or pacts."""

WAR = ("near", "ldist", "cap_hi", "cap_lo", "maj2", "dem_lo", "dem_hi", "allied", "s10")
JOINING = (
    "war", "target", "defence", "defence_target", "defence_war", "o_defence", "near",
    "o_near", "near_war", "k_maj", "kmaj_war", "k_lc", "feud", "o_feud",
)  # fmt: skip
ENDING = ("lage", "nmem", "defends", "nag", "majors", "indef", "quarrel")
ENTERING = ("near_max", "near_mean", "region_share", "many", "age", "open_to", "defence")
KIND = ("near", "majors", "shared", "pacted")

Kept = Mapping[str, frozenset[str]]
"""Hazard -> the terms that are fitted; all, of a hazard that is not named."""
WHOLE: Kept = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class System:
    """All that a simulation needs of history.

    Attributes
    ----------
    before
        The first year that nothing was known of.
    sources
        Data set -> version.
    fits
        `onset`, `war`, `joining`, `formation`, `kind`, `termination`, `accession`, those
        of `system_founding` and of `system_states`, and `expected_onset` and
        `expected_formation`, which tell what was to be expected.
    effects
        The year effects of onset, formation, termination, accession and joining.
    counts
        How many pacts of many a year founds, `founding`, and how many states are born,
        `births`.
    constants
        Priors of memories, spread of capabilities, waves, the chance that a new pact of
        two replaces one that they have, `replaced`, clauses, strength of new states.
    """

    before: int
    sources: dict[str, str]
    fits: dict[str, FitRecord]
    effects: dict[str, YearEffect]
    counts: dict[str, Bunched]
    constants: dict[str, float]

    @property
    def digest(self) -> str:
        """Name all that it holds."""
        return doors.digest(self)


def system_of(past: Past, *, before: int, keep: Kept = WHOLE) -> System:
    """Fit the system on what was known before a year.

    Parameters
    ----------
    past
        The past, which may reach farther; nothing later is read.
    before
        The year that a simulation begins with.
    keep
        Terms of some hazards that are fitted, as a theory has them; the coefficients of
        their others are 0.
    """
    with alone():
        return _system_of(past.until(min(before - 1, past.last)), before, keep)


def system_text(made: System) -> str:
    """Write a system as JSON, the same text for the same fits."""
    return doors.json_text(made, indent=1) + "\n"


@cache
def carried_system() -> System:
    """Give the system that the package carries."""
    place = files("foedus.estimation") / "system.json"
    return doors.read_json(System, place.read_text("utf-8"), where="estimation/system.json")


def _system_of(past: Past, before: int, keep: Kept) -> System:
    first = min(FIRST, before - LEAST_YEARS)
    quarrels = _peaceful(first, min(before - 1, LAST_DISPUTES))
    pacts = _peaceful(first, min(before - 1, LAST_PACTS))
    onset = _remembering(ONSET, past, quarrels, keep.get("onset"))
    forming = _remembering(FORMATION, past, pacts, keep.get("formation"))
    joining, waves, joined = _joining(past, quarrels, keep.get("joining"))
    ended = _endings(past, pacts)
    single = ended.where(~ended.facts["anew"].astype(np.bool_))
    ending = _single(single, ENDING, keep.get("termination"))
    entrants = accession.rows(past, pacts, terms=ENTERING)
    entering = _single(entrants, ENTERING, keep.get("accession"))
    founding, lives = (
        founding_of(past, pacts),
        states_of(past, _peaceful(first, before - 1)),
    )
    fits = {
        "onset": onset.fit, "expected_onset": onset.told,
        "formation": forming.fit, "expected_formation": forming.told,
        "kind": _kind(past, pacts, keep.get("kind")),
        "war": _war(past, quarrels, keep.get("war")), "joining": joining,
        "termination": ending[0], "accession": entering[0],
        **founding.fits, **lives.fits,
    }  # fmt: skip
    return System(
        before,
        dict(sorted(past.sources.items())),
        {name: _rounded(fit) for name, fit in fits.items()},
        {"onset": onset.effect, "formation": forming.effect,
         "termination": ending[1], "accession": entering[1], "joining": joined},
        {"founding": founding.counts, "births": lives.counts},
        {
            **{f"onset.{key}": value for key, value in onset.priors.items()},
            "formation.state": forming.priors["state"],
            **waves,
            "drift": _drift(past, first),
            "replaced": float(f"{replacement(ended).share:.4g}"),
            **founding.constants,
            **lives.constants,
        },
    )  # fmt: skip


def _peaceful(first: int, last: int) -> tuple[int, ...]:
    """List years but for those of the world wars, which would outweigh all others."""
    fought = {y for one, other in WORLD_WARS for y in range(one, other + 1)}
    return tuple(year for year in range(first, last + 1) if year not in fought)


@dataclass(frozen=True, slots=True, eq=False)
class _Remembering:
    fit: Fit
    told: Fit
    effect: YearEffect
    priors: dict[str, float]


def _remembering(
    kind: Kind, past: Past, years: Sequence[int], keep: frozenset[str] | None
) -> _Remembering:
    """Fit what is to be expected, then what memories tell beyond it."""
    cells = cells_of(kind, past, years)
    told = cells.fit(kind.bare, keep=keep)
    held = remembered(cells, past, told)
    priors = {"pair": 0.1, "state": 1.0}

    def tried(**other: float) -> Fit:
        return cells.fit(kind.terms, memory(kind, held, priors | other), keep=keep)

    def best(name: str, among: Sequence[float]) -> float:
        if keep is not None and not keep.intersection(kind.memories):
            return priors[name]
        return max(among, key=lambda one: tried(**{name: one}).log_likelihood)

    if kind is ONSET:
        priors["pair"] = best("pair", PAIR_PRIORS)
    priors["state"] = best("state", STATE_PRIORS)
    fit = tried()
    seen, happened, expected = cells.by_year(fit, memory(kind, held, priors))
    effect = year_effect(seen.tolist(), happened, expected)
    return _Remembering(fit, told, effect, priors)


def _single(
    rows: Rows, terms: Sequence[str], keep: frozenset[str] | None
) -> tuple[Fit, YearEffect]:
    """Fit a logit of rows, and the effect of their years."""
    outcome, some = rows.outcome.astype(np.float64), _some(terms, keep)
    made = logit(rows.of(some), outcome, terms=some, weights=rows.weights, penalty=PENALTY)
    fit = widened(made, terms)
    chance = probability(fit.utility(rows.of(terms))) * rows.weights
    return fit, _of_years(rows, outcome, chance)


def _endings(past: Past, years: Sequence[int]) -> Rows:
    """Make rows of treaties; of quarrels among members those of pacts of two alone."""
    held = termination.rows(past, years, terms=ENDING)
    values = held.values.copy()
    of_two = values[:, held.terms.index("nmem")] == 0
    values[:, held.terms.index("quarrel")] *= of_two
    return Rows(held.year, held.outcome, held.terms, values, held.facts, held.weights)


def _some(terms: Sequence[str], keep: frozenset[str] | None) -> tuple[str, ...]:
    return tuple(term for term in terms if keep is None or term in keep)


def _war(past: Past, years: Sequence[int], keep: frozenset[str] | None) -> Fit:
    rows, some = war.rows(past, years, terms=WAR), _some(WAR, keep)
    outcome = rows.outcome.astype(np.float64)
    return widened(logit(rows.of(some), outcome, terms=some, penalty=PENALTY), WAR)


def _joining(
    past: Past, years: Sequence[int], keep: frozenset[str] | None
) -> tuple[Fit, dict[str, float], YearEffect]:
    """Fit who joins, what outsiders of a dispute share, and what all of a year do.

    What a year has beside its level is that of its disputes, and left to their waves.
    """
    rows = thirds.rows(past, years, terms=JOINING)
    late = rows.facts["joined"].astype(np.int64) > years[-1]
    outcome = np.where(late, 0, rows.outcome)
    a, b = thirds.views(rows, JOINING)
    some = _some(JOINING, keep)
    at = [JOINING.index(term) for term in some]
    made = sides(
        a[:, at], b[:, at], outcome, terms=some, weights=rows.weights, penalty=PENALTY
    )
    fit = widened(made, JOINING)
    told, fought = chances(fit, a, b), rows.facts["war"].astype(bool)
    found = dict[str, float]()
    for name, kept in (("wave_of_wars", fought), ("wave", ~fought)):
        one = wave(told[kept], outcome[kept], rows.facts["dispute"][kept])
        found |= {f"{name}.sigma": one.sigma, f"{name}.shift": one.shift}
        called = Called(past, rows.where(kept), fit, JOINING)
        found[f"{name}.shift"] += called.shift(one.sigma, one.shift, outcome[kept])
    waves = {name: float(f"{value:.4g}") for name, value in found.items()}
    effect = _of_years(rows, (outcome > 0).astype(np.float64), 1.0 - told[:, 0])
    return fit, waves, replace(effect, noise=0.0)


def _of_years(rows: Rows, outcome: Floats, chance: Floats) -> YearEffect:
    """Find the effect of the years of rows by what happened and what was expected."""
    years, place = np.unique(rows.year, return_inverse=True)
    happened, expected = (
        np.bincount(place, told).astype(np.float64) for told in (outcome, chance)
    )
    return year_effect(years.tolist(), happened, expected)


def _kind(past: Past, years: Sequence[int], keep: frozenset[str] | None) -> Fit:
    """Fit whether a pact of two that is signed is one of defence."""
    signed = signatures(past.pacts, past.members).filter(pl.col("year").is_in(years))
    parts = []
    for year in signed["year"].unique().sort().to_list():
        now = signed.filter(pl.col("year") == year)
        tables = system.formation_tables(sight_in(past, year))
        at = now["low"].to_numpy(), now["high"].to_numpy()
        parts.append(np.column_stack([tables[term][at] for term in KIND]))
    military = signed.sort("year", "pact")["military"].to_numpy().astype(np.float64)
    some = _some(KIND, keep)
    values = np.concatenate(parts)[:, [KIND.index(term) for term in some]]
    return widened(logit(values, military, terms=some, penalty=PENALTY), KIND)


def _drift(past: Past, first: int) -> float:
    """Give the standard deviation of a year's change of ln capability, by quartiles."""
    held = np.log(past[fields.CINC][first - past.first :].astype(np.float64))
    moved = np.diff(held, axis=0)
    moved = moved[np.isfinite(moved) & (moved != 0)]
    low, high = np.quantile(moved, [0.25, 0.75])
    return float(f"{(high - low) / 1.349:.4g}")


def _rounded(fit: Fit) -> FitRecord:
    """Round to digits on which every processor agrees."""
    few = np.vectorize(lambda value: float(f"{value:.6g}"), otypes=[float])
    return FitRecord.of(
        Fit(
            fit.kind, fit.terms, few(fit.coef), few(fit.cov), few(fit.scale), fit.penalty,
            fit.rows, fit.events, float(f"{fit.log_likelihood:.8g}"), fit.rounds,
        )
    )  # fmt: skip
