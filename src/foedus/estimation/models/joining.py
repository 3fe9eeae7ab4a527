"""Joining: what every other state does once two have a dispute.

Rows are given the dispute, who began it, and whether it is a war. The last is known only
when all is over, and partly because others joined: what is scored given war is an upper
bound of what could have been foretold, and a table tells what is left without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation import sides
from foedus.estimation.contest import Contest, Progress, contest
from foedus.estimation.fit import Fit
from foedus.estimation.models import joining_tables as tables
from foedus.estimation.models.coalitions import Crowds, crowds_of, joined, sizes, wave
from foedus.estimation.models.thirds import CALENDAR, TERMS, forecast_rows, rows, views
from foedus.estimation.origins import Origins, recency, rolling
from foedus.estimation.rows import Rows
from foedus.estimation.sheet import Sheet
from foedus.estimation.standing import CONTEST, contest_sheet
from foedus.estimation.theory import Theory
from foedus.faults import DataFault
from foedus.past.past import Past
from foedus.terms.reading import known_terms

__all__ = [
    "ASKS", "CALENDAR", "MODEL", "TERMS", "backtest", "chances", "constants", "fit",
    "forecast_rows", "foreseen", "rows", "specified", "told",
]  # fmt: skip

Floats = NDArray[np.float64]

MODEL = "joining"
ASKS = "Who joins a dispute of others, and on which side?"

FIRST, LAST = 1816, 2010
"""The years of which disputes are known."""

ORIGINS = Origins(1950, 2010, every=5)
RECOMMENDED = "small"
SHOWN = ("war", "k_maj", "defence")
"""Terms that the tables read, whatever is entered."""

PENALTY, HALF_LIFE = 30.0, 40.0
"""Ridge penalty, and the half-life of rows' weights in years, where an entry names none:
of the page's 20 to 40 years the one that told more of 1900 to 1949."""

WAVE_YEARS = 60
"""Years back of which disputes tell what outsiders share; to 2010 they are those judged."""

SHARE, SEED = 0.15, 1816
"""Rows that are all but certain to stay out are fitted on a sample of this share."""


def fit(rows: Rows, theory: Theory, *, origin: int) -> Fit:
    """Fit a specification on what was known before an origin.

    A state that joined later than that was then still out. Of rows far from everything a
    sample is fitted; those of old disputes weigh less.

    Raises
    ------
    NeedFault
        The rows do not hold a term.
    DataFault
        A level that this model does not know, or nobody who had joined.
    """
    terms = specified(theory)
    held = _sampled(_as_known(rows.before(origin), origin))
    half_life = HALF_LIFE if theory.half_life is None else theory.half_life
    made = sides.sides(
        *views(held, terms),
        held.outcome,
        terms=terms,
        weights=held.weights * recency(held.year, origin=origin, half_life=half_life),
        penalty=PENALTY if theory.penalty is None else theory.penalty,
    )
    return replace(made, half_life=half_life)


def chances(fit: Fit, rows: Rows) -> Floats:
    """Give the chance to stay out, to join A and to join B, (S, 3)."""
    return sides.chances(fit, *views(rows, fit.columns))


def told(chances: Floats, rows: Rows) -> tuple[Floats, NDArray[np.int64]]:
    """Give the chance that was given to what each state did, and the year, (S,) each."""
    return chances[np.arange(len(rows)), rows.outcome], rows.year


def constants(rows: Rows, fits: Mapping[str, Fit]) -> dict[str, float]:
    """Find the waves that outsiders of a dispute share, on the disputes of the last years.

    They are found on what the coefficients were fitted on, and so in sample.
    """
    last = int(rows.year.max())
    late = _as_known(rows.where(rows.year >= last - WAVE_YEARS), last + 1)
    war, found = late.facts["war"].astype(bool), dict[str, float]()
    for name, kept in (("wave_of_wars", war), ("wave", ~war)):
        held = late.where(kept)
        groups = held.facts["dispute"]
        one = wave(chances(fits[RECOMMENDED], held), held.outcome, groups)
        found |= {f"{name}.sigma": one.sigma, f"{name}.shift": one.shift}
    return found


def specified(theory: Theory) -> tuple[str, ...]:
    """List the terms of an entry, with the curve in calendar time where it asks for one.

    Raises
    ------
    DataFault
        It asks for a level that this model does not know.
    """
    if theory.level == "recent":
        raise DataFault(
            f"{theory.name} asks for a recent level",
            expected="constant or time",
            where="estimation.models.joining",
            mend="write `level: time`, or leave it out",
        )
    return theory.terms + (CALENDAR if theory.level == "time" else ())


def backtest(
    past: Past,
    *,
    entries: Sequence[Theory],
    seed: int,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Forecast 1950 to 2010 from origins every five years, and tell how it went.

    Parameters
    ----------
    past
        The past.
    entries
        The specifications, the recommended one among them.
    seed
        Of the bootstrap.
    progress
        Told after each entry.

    Raises
    ------
    NeedFault
        A term is unknown, or the recommended specification was not entered.
    """
    asked = dict.fromkeys((*SHOWN, *(term for one in entries for term in specified(one))))
    names = known_terms(asked, terms=TERMS, where=MODEL)
    whole = rows(past, range(FIRST, LAST + 1), terms=names)
    every = contest(_THIS, whole, entries, ORIGINS, progress=progress)
    wars = tables.wars_of(every)
    best = wars.entry(RECOMMENDED)
    sheet = partial(contest_sheet, scale=tables.THOUSAND, seed=seed)
    unit = "nats per 1000 states and disputes"
    return (
        tables.scores(wars, id="wars", title="Wars", seed=seed),
        tables.scores(every, id="disputes", title="All disputes", seed=seed),
        replace(sheet(wars, title="Theories on wars", unit=unit), id=f"{CONTEST}_wars"),
        sheet(every, title="Theories on all disputes", unit=unit),
        tables.reliability(every.rows, every.entry(RECOMMENDED).chances),
        tables.crowds(wars.rows, best.chances, foreseen(whole, best.theory)),
        tables.waves(every.rows, every.entry(RECOMMENDED).chances),
        tables.rates(whole),
        tables.coefficients(fit(whole, best.theory, origin=LAST + 1), TERMS),
        _unforetold(past, whole, every, best.theory, seed=seed),
    )


def _unforetold(
    past: Past, whole: Rows, every: Contest, theory: Theory, *, seed: int
) -> Sheet:
    """Tell what is left where nobody says whether the dispute will be a war."""
    terms = specified(theory)
    asked = range(ORIGINS.first, ORIGINS.last + 1)
    if_war, if_not = (rows(past, asked, terms=terms, war=war) for war in (True, False))
    before = int(np.searchsorted(whole.year, ORIGINS.first))

    def mixed(made: tuple[Fit, float], ahead: NDArray[np.intp], origin: int) -> Floats:
        fitted, share = made
        now = ahead - before
        war, lesser = (chances(fitted, each.where(now)) for each in (if_war, if_not))
        return share * war + (1.0 - share) * lesser

    forecast = rolling(
        lambda known, origin: (
            fit(whole.where(known), theory, origin=origin),
            _share_of_wars(whole.where(known), origin),
        ),
        mixed, whole.year, ORIGINS,
    )  # fmt: skip
    unknown = forecast.values[forecast.made]
    return tables.unforetold(every, theory.name, unknown, seed=seed)


def foreseen(whole: Rows, theory: Theory, *, origins: Origins = ORIGINS) -> Crowds:
    """Foretell how many join each war, by the wave that earlier wars shared.

    Parameters
    ----------
    whole
        Rows of all years.
    theory
        The specification that gives each state its chance.
    origins
        From where to forecast.
    """
    wars = whole.where(whole.facts["war"].astype(bool))
    blocks = []
    for origin, until in origins:
        ahead, known = (
            wars.during(origin, until - 1),
            _as_known(wars.before(origin), origin),
        )
        if not len(ahead):
            continue
        fitted = fit(whole, theory, origin=origin)
        shared = wave(chances(fitted, known), known.outcome, known.facts["dispute"])
        told = sizes(chances(fitted, ahead), ahead.facts["dispute"], shared)
        blocks.append(Crowds(told, joined(ahead)))
    return crowds_of(blocks)


def _share_of_wars(known: Rows, origin: int) -> float:
    """Give the share of disputes that were wars, late ones weighing more."""
    _, first = np.unique(known.facts["dispute"], return_index=True)
    weights = recency(known.year[first], origin=origin, half_life=HALF_LIFE)
    return float(weights @ known.facts["war"][first].astype(np.float64) / weights.sum())


def _as_known(rows: Rows, origin: int) -> Rows:
    """Let those be out who joined at the origin or later."""
    joined = rows.facts["joined"].astype(np.int64) < origin
    return replace(rows, outcome=np.where(joined, rows.outcome, sides.OUT))


def _sampled(rows: Rows) -> Rows:
    """Keep who joined and who might have, and a share of the rest in its stead."""
    kept = rows.facts["close"].astype(bool) | rows.facts["war"].astype(bool)
    kept |= rows.outcome != sides.OUT
    # Rows come in the order of years, so a later origin draws the same for earlier ones.
    drawn = Stream(SEED).child(MODEL, "sample").uniforms(len(rows)) < SHARE
    weights = np.where(kept, rows.weights, rows.weights / SHARE)
    return replace(rows, weights=weights).where(kept | drawn)


@dataclass(frozen=True, slots=True)
class _Joining:
    """The model, as a contest asks for it."""

    def fit(self, rows: Rows, theory: Theory, *, origin: int) -> Fit:
        return fit(rows, theory, origin=origin)

    def chances(self, fit: Fit, rows: Rows) -> Floats:
        return chances(fit, rows)

    def told(self, chances: Floats, rows: Rows) -> tuple[Floats, NDArray[np.int64]]:
        return told(chances, rows)


_THIS = _Joining()
