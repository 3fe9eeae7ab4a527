"""How long one treaty will last: its own risk on a level that nobody knows.

What this asks of history is small: the coefficients of a treaty's relative risk, the
level of ends at the last year known and how it jumps, which states have lost pacts of
late, and how long treaties of each kind have lasted. The package carries it in one file,
so that a case is answered where no data set is at hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.chance import Stream
from foedus.estimation.base_rates import Longevity, base_rates, signed_pacts
from foedus.estimation.fit import Fit, FitRecord
from foedus.estimation.hazard import MOST_HAZARD, surviving
from foedus.estimation.lasting import TERMS, Course, begun, course_of
from foedus.faults import DataFault
from foedus.past import fields
from foedus.past.past import Past, Year
from foedus.past.standing import Facts, standing_pacts
from foedus.quantity import Estimate, Field, Unit
from foedus.states.roster import StateId, roster
from foedus.terms.reading import columns, meaning

Floats = NDArray[np.float64]

HORIZONS = (5, 10, 15)
LEVEL = 0.9
RUNS = 4000

DIGITS = 6
"""Significant digits of what is carried: fewer than solvers agree on."""

LEAST_STOCK = 0.005
"""Of pacts that ended, less than this is left out of the file."""

CODES: Mapping[str, int] = {"unstated": 0, "fixed": 1, "task": 2, "unlimited": 3}
"""How long a treaty is made for -> ATOP's code."""

BY_ITSELF = 2


Length = Literal["unstated", "fixed", "task", "unlimited"]
"""How long a treaty is made for."""


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty as its durability reads it."""

    signed: int
    """Year of signature."""
    members: tuple[StateId, ...]
    defence: bool = True
    nonaggression: bool = False
    duration: Length = "unlimited"
    term_months: int = 0
    """Length of its first term."""
    renewed_months: int = 0
    """Length of a later term; 0 if it is that of the first."""
    renews_itself: bool = False
    may_be_left: bool = False
    """It provides for a member that leaves before its time."""
    wartime: bool = False
    """Made during a war, to end with it."""
    signed_month: int = 1

    def __post_init__(self) -> None:
        for member in self.members:
            roster().index(member)
        if len(self.members) < 2 or (self.duration == "fixed") != (self.term_months > 0):
            raise DataFault(
                f"a {self.duration} treaty of {len(self.members)} members and "
                f"{self.term_months} months",
                expected="two members or more, and months where a length is fixed, only",
                where="estimation.durability.Treaty",
                mend="name all members; give the length in months, or another duration",
            )


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that the durability of a treaty rests on."""

    fit: FitRecord
    """Relative risks of treaties of one year."""
    course: Course
    """The level of ends, and how it goes on."""
    mean_risk: float
    """ln of the mean risk of the treaties that stood then."""
    centre: tuple[float, ...]
    """Their terms, weighed by risk: how that mean goes with the coefficients."""
    ended: dict[StateId, float]
    """State -> fading stock of pacts of its that ended, half-life 5 years."""
    violated: dict[StateId, float]
    """State -> the same of pacts that were broken, half-life 10 years."""
    rates: tuple[Longevity, ...]
    """How long treaties of each kind have lasted."""
    sources: dict[str, str]
    """Data set -> version."""

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)


@dataclass(frozen=True, slots=True)
class Driver:
    """What one term does to the log of a treaty's risk, against those that stand."""

    term: str
    meaning: str
    value: float
    mean: float
    adds: float


def survival_of(
    treaty: Treaty,
    outlook: Outlook,
    *,
    since: int | None = None,
    horizons: Sequence[int] = HORIZONS,
    runs: int = RUNS,
    seed: int,
) -> tuple[Estimate, ...]:
    """Give the chance that a treaty still stands after so many years.

    It is the mean over runs; the interval of 90 % is over what is common to all treaties,
    the level of ends of the coming years, and over the coefficients.

    Parameters
    ----------
    treaty
        The treaty.
    outlook
        `carried_outlook()`, or one made of a past.
    since
        The year at whose end it stands, from which years are counted; that of its
        signature by default. Of the years between what is known and this one, the level
        is drawn too.
    horizons
        Years ahead.
    runs
        How many runs.
    seed
        Of all that is drawn.

    Raises
    ------
    DataFault
        `since` is before the signature, or before what the outlook knows.
    """
    origin = max(treaty.signed, outlook.course.year) if since is None else since
    if origin < max(treaty.signed, outlook.course.year):
        raise DataFault(
            f"a treaty of {treaty.signed} asked about since {origin}",
            expected=f"a year from {max(treaty.signed, outlook.course.year)} on",
            where="estimation.durability",
            mend="choose a later year, or an outlook made of an earlier past",
        )
    stream = Stream(seed).child("durability", treaty.signed)
    risks = _risks(treaty, outlook, origin, max(horizons), stream, runs)
    levels = _levels(outlook.course, origin + max(horizons), stream, runs)
    hazards = np.minimum(levels[:, -max(horizons) :] * risks, MOST_HAZARD)
    alive = surviving(hazards)
    return tuple(
        _estimate(alive[:, ahead - 1], f"{outlook.digest}, {runs} runs, seed {seed}")
        for ahead in horizons
    )


def drivers(treaty: Treaty, outlook: Outlook, *, year: int) -> tuple[Driver, ...]:
    """Tell what each term does to a treaty's risk in a year, what does most first."""
    fit = outlook.fit.fit()
    facts = _facts(treaty, np.array([year]))
    [held] = columns(fit.columns, terms=TERMS, known=_day(outlook), facts=facts)
    told = [
        Driver(term, meaning(TERMS, term), float(x), mean, float(b * (x - mean)))
        for term, x, mean, b in zip(
            fit.columns, held, outlook.centre, fit.coef, strict=True
        )
    ]
    return tuple(sorted(told, key=lambda one: -abs(one.adds)))


def outlook_of(past: Past, fit: Fit, *, year: int) -> Outlook:
    """Put together what the durability of a treaty rests on, as known at a year's end.

    Parameters
    ----------
    past
        The past; nothing after the year is read, but by the base rates.
    fit
        Relative risks, fitted on years up to that one.
    year
        The last year known.
    """
    facts, day = standing_pacts(past, year), past.at(year)
    held = columns(fit.columns, terms=TERMS, known=day, facts=facts)
    risk = np.exp(held @ fit.coef)
    return Outlook(
        fit=FitRecord.of(fit),
        course=course_of(past, year),
        mean_risk=float(np.log(risk.mean())),
        centre=tuple((risk @ held / risk.sum()).tolist()),
        ended=_left(day, fields.ENDED_5),
        violated=_left(day, fields.VIOLATED_10),
        rates=base_rates(signed_pacts(past)),
        sources={name: past.sources[name] for name in ("atop_members", "atop_pacts")},
    )


def outlook_text(outlook: Outlook) -> str:
    """Write an outlook as JSON, in digits on which every processor agrees."""
    return doors.json_text(few_digits(doors.plain(outlook)), indent=1) + "\n"


@cache
def carried_outlook() -> Outlook:
    """Give the outlook that the package carries, made by `foedus fit`."""
    place = files("foedus.estimation") / "durability.json"
    return doors.read_json(Outlook, place.read_text("utf-8"), where="durability.json")


def _levels(course: Course, last: int, stream: Stream, runs: int) -> Floats:
    """Let the level go on to a year, shocks included, (R, Y); as many stand as before."""
    held, told = begun(course, runs), []
    standing = np.full(runs, float(course.standing))
    for year in range(course.year + 1, last + 1):
        now = held.drawn(stream.child("level", year))
        ends = stream.child("ends", year).generator().binomial(course.standing, now)
        held = held.passed(ends, standing)
        told.append(now)
    return np.stack(told, axis=1)


def _risks(
    treaty: Treaty, outlook: Outlook, origin: int, years: int, stream: Stream, runs: int
) -> Floats:
    """Give the treaty's risk relative to the mean of those that stand, (R, Y)."""
    fit = outlook.fit.fit()
    held = columns(
        fit.columns,
        terms=TERMS,
        known=_day(outlook),
        facts=_facts(treaty, np.arange(origin + 1, origin + years + 1)),
    )
    drawn = fit.draws(runs, stream)
    coef = np.stack([drawn[term] for term in fit.terms])
    # The mean risk of the others goes with the same coefficients, to first order.
    mean = outlook.mean_risk + np.array(outlook.centre) @ (coef - fit.coef[:, None])
    risks: Floats = np.exp((held @ coef - mean).T)
    return risks


def _facts(treaty: Treaty, years: NDArray[np.int64]) -> Facts:
    """Give a treaty as a row for each year, as `standing_pacts` gives those that stand."""
    alike = {
        "signed": treaty.signed,
        "signed_month": treaty.signed_month,
        "duration": CODES[treaty.duration],
        "renewal": BY_ITSELF if treaty.renews_itself else 0,
        "renunciation": int(treaty.may_be_left),
        "term_months": treaty.term_months,
        "renewed_months": treaty.renewed_months,
        "promises_defence": int(treaty.defence),
        "promises_peace": int(treaty.nonaggression),
        "born_in_war": int(treaty.wartime),
    }
    members = np.zeros(len(roster().ids), dtype=np.bool_)
    members[[roster().index(member) for member in treaty.members]] = True
    rows = {name: np.full(len(years), value) for name, value in alike.items()}
    return {"year": years, **rows, "members": np.tile(members, (len(years), 1))}


def _day(outlook: Outlook) -> Year:
    """Give what terms may read of states: which of them lost pacts of late."""
    held = {
        fields.ENDED_5.name: _spread_out(outlook.ended),
        fields.VIOLATED_10.name: _spread_out(outlook.violated),
    }
    return Year(outlook.course.year, roster().ids, held)


def _spread_out(stocks: Mapping[StateId, float]) -> Floats:
    held = np.zeros(len(roster().ids))
    held[[roster().index(state) for state in stocks]] = list(stocks.values())
    return held


def _left(day: Year, field: Field) -> dict[StateId, float]:
    """Give what is left of a stock, by state, where anything is."""
    held = day[field]
    return {
        day.ids[place]: round(float(held[place]), 4)
        for place in np.flatnonzero(held >= LEAST_STOCK)
    }


def few_digits(held: Any) -> Any:  # noqa: ANN401  # JSON is what JSON is
    """Round every number in a JSON value."""
    if isinstance(held, float):
        return float(f"{held:.{DIGITS}g}")
    if isinstance(held, dict):
        return {name: few_digits(value) for name, value in held.items()}
    return [few_digits(value) for value in held] if isinstance(held, list) else held


def _estimate(chances: Floats, basis: str) -> Estimate:
    low, high = np.quantile(chances, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(
        float(chances.mean()), float(low), float(high), LEVEL, Unit.PROBABILITY, basis
    )
