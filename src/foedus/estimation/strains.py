"""Whether what befalls the members of a treaty ends it, and how often leaders leave.

Four things that are said to end treaties are held against those of two that stood since
1816: a leader of one of them left, a war that they fought side by side ended, one signed a
military pact with a third, the capability of one fell. Each is added to the design of the
treaty, in the two years before the year that is forecast, and judged on later years by what
it adds to the forecast. Where it adds nothing, its size is no knowledge and says so.

References
----------
Leeds, Savun (2007), Terminating alliances, https://doi.org/10.1111/j.1468-2508.2007.00612.x
Leeds, Mattes, Vogel (2009), https://doi.org/10.1111/j.1540-5907.2009.00381.x
Goemans, Gleditsch, Chiozza (2009), Archigos, https://doi.org/10.1177/0022343308100719
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus import doors
from foedus.estimation.befalling import FALL_YEARS, FALLEN, SAYS, TURN
from foedus.estimation.choice import choice
from foedus.estimation.durability import few_digits
from foedus.estimation.finding import Found
from foedus.estimation.fit import Fit
from foedus.estimation.leader_exits import (
    AUTOCRATIC,
    Exits,
    Z,
    exits,
    exits_of,
    interval,
)
from foedus.estimation.models import termination
from foedus.estimation.rows import Rows
from foedus.estimation.theory import theories
from foedus.faults import NeedFault
from foedus.past import fields
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.past.treaties import FULFILLED, REPLACED, VIOLATED, signatures
from foedus.sources.table import Table

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Tables = Callable[[str], Table]
Kind = Literal["any", "violated"]
KINDS: tuple[Kind, ...] = ("any", "violated")

FIRST, LAST = 1816, 2018
TESTED = range(1950, 2017)
"""Years that are forecast by fits of the years before; leaders are known to 2015."""

SINCE = 1946
CAUSES = {"fulfilled": FULFILLED, "violated": VIOLATED, "replaced": REPLACED}

AFTER = 2
"""Years after an event in which it may end a treaty."""

PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Weight:
    """What an event adds to the log odds that a treaty of two ends soon after it.

    Attributes
    ----------
    name, says
        The event.
    of
        Which ends are told: any, or those by violation alone.
    adds, low, high
        Added to the log of the risk, and the interval of 90 %.
    years, events
        Treaty-years after such an event, and how many of them saw the end.
    broken
        How many of these ends were violations.
    gain, gain_low, gain_high
        What it added to the log-likelihood of which treaties end in the years forecast,
        in nats over all of them, and its interval of 90 % by years drawn anew.
    """

    name: str
    says: str
    of: Kind
    adds: float
    low: float
    high: float
    years: int
    events: int
    broken: int
    gain: float
    gain_low: float
    gain_high: float

    @property
    def holds(self) -> bool:
        """Whether forecasts by it were better than without it, beyond doubt of 90 %."""
        return self.gain_low > 0.0


def weights_of(past: Past, leaders: pl.DataFrame) -> tuple[Weight, ...]:
    """Fit what each event adds, on treaties of two, and judge it on later years."""
    best = next(t for t in theories(termination.MODEL) if t.kind == "recommended")
    rows = termination.rows(past, range(FIRST, LAST + 1), terms=best.terms)
    pairs = _pairs(past)
    rows = rows.where(np.isin(rows.facts["pact"], list(pairs)))
    two = np.array([pairs[pact] for pact in rows.facts["pact"].tolist()])
    seen = {
        name: _after(name, event, past.first, rows.year, two)
        for name, event in _events(past, leaders).items()
    }
    return tuple(
        _weight(name, of, rows, best.terms, held)
        for of in KINDS
        for name, held in seen.items()
    )


def causes_of(past: Past) -> dict[str, int]:
    """Count how treaties of two ended since `SINCE`, by cause."""
    pairs = _pairs(past)
    ended = past.pacts.filter(
        pl.col("pact").is_in(list(pairs)) & (pl.col("end_year") >= SINCE)
    )
    codes = ended["termination"].to_list()
    return {name: codes.count(code) for name, code in CAUSES.items()}


def _pairs(past: Past) -> dict[int, tuple[int, int]]:
    signed = signatures(past.pacts, past.members)
    return {
        int(pact): (int(low), int(high))
        for pact, low, high in signed.select("pact", "low", "high").iter_rows()
    }


def _events(past: Past, leaders: pl.DataFrame) -> dict[str, Bools]:
    """Tell when each event befell a state, (T, N), or a pair, (T, N, N)."""
    left = exits(leaders, past.first, past.last)
    democracy, cinc = (past[f].astype(np.float64) for f in (fields.POLYARCHY, fields.CINC))
    before = np.roll(democracy, 1, axis=0)
    before[0] = np.nan
    share = np.full_like(cinc, np.nan)
    share[FALL_YEARS:] = cinc[FALL_YEARS:] / cinc[:-FALL_YEARS]
    comrades = np.asarray(past[fields.COMRADES]) > 0
    ended = np.zeros_like(comrades)
    ended[1:] = comrades[:-1] & ~comrades[1:]
    with np.errstate(invalid="ignore"):
        return {
            "leader_exit": left,
            "autocrat_exit": left & (before < AUTOCRATIC),
            "regime_turn": np.abs(democracy - before) >= TURN,
            "common_war": ended,
            "other_pact": np.asarray(past[fields.SIGNED_DEFENCE]) > 0,
            "fall": share <= FALLEN,
        }


def _after(
    name: str, event: Bools, first: int, years: NDArray[np.int64], two: NDArray[np.int64]
) -> Bools:
    """Tell of each row whether the event befell the two in the years before, (S,)."""
    one, other = two.T
    held = np.zeros(len(years), np.bool_)
    for lag in range(1, AFTER + 1):
        at = years - lag - first
        if name == "common_war":
            held |= event[at, one, other]
        elif name == "other_pact":
            counted = event.sum(axis=2)
            own = event[at, one, other]
            held |= (counted[at, one] > own) | (counted[at, other] > own)
        else:
            held |= event[at, one] | event[at, other]
    return held


def _weight(name: str, of: Kind, rows: Rows, terms: Sequence[str], seen: Bools) -> Weight:
    """Fit one event beside the design of the treaty, and judge it year by year."""
    cause = rows.facts["cause"]
    if of == "violated":
        rows = replace(rows, outcome=(cause == VIOLATED).astype(np.int64))
    values = np.column_stack([rows.of(terms), seen.astype(np.float64)])
    fit = _fitted(rows, values, (*terms, name), rows.year <= LAST)
    place = fit.terms.index(name)
    spread = Z * float(fit.cov[place, place]) ** 0.5
    gains = np.array([_gain(rows, values, terms, name, year) for year in TESTED])
    low, high = interval(gains, f"{name} {of}")
    ended = rows.outcome == 1
    return Weight(
        name, SAYS[name], of, float(fit.coef[place]), float(fit.coef[place]) - spread,
        float(fit.coef[place]) + spread, int(seen.sum()), int((seen & ended).sum()),
        int((seen & ended & (cause == VIOLATED)).sum()), float(gains.sum()), low, high,
    )  # fmt: skip


def _fitted(rows: Rows, values: Floats, terms: Sequence[str], kept: Bools) -> Fit:
    ended = rows.outcome[kept].astype(np.float64)
    return choice(values[kept], ended, rows.year[kept], terms=terms, penalty=PENALTY)


def _gain(rows: Rows, values: Floats, terms: Sequence[str], name: str, year: int) -> float:
    """Give what an event adds to the log-likelihood of who ends in a year, in nats."""
    known, now = rows.year < year, rows.year == year
    if not rows.outcome[now].any():
        return 0.0
    told = []
    for names in (tuple(terms), (*terms, name)):
        fit = _fitted(rows, values[:, : len(names)], names, known)
        utility = fit.utility(values[now][:, : len(names)])
        share = utility - np.logaddexp.reduce(utility)
        told.append(float(share[rows.outcome[now] == 1].sum()))
    return told[1] - told[0]


@dataclass(frozen=True, slots=True)
class Strains:
    """What history tells of what befalls the members of treaties.

    Attributes
    ----------
    weights
        What each event adds, to any end and to violations.
    exits
        How often leaders of autocracies leave.
    sources
        Data set -> version.
    """

    weights: tuple[Weight, ...]
    exits: Exits
    causes: dict[str, int]
    """How ends of treaties of two came about since 1946, counted by ATOP's causes."""
    sources: dict[str, str]

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)

    def weight(self, name: str, of: Kind = "any") -> Weight:
        """Give what an event adds.

        Raises
        ------
        NeedFault
            No such event was fitted.
        """
        for one in self.weights:
            if (one.name, one.of) == (name, of):
                return one
        raise NeedFault(
            f"no event {name!r} was fitted",
            expected=f"one of {', '.join(SAYS)}",
            where="estimation.strains",
            mend="name one of them, or assume a size",
        )


def strains_of(table: Tables) -> Strains:
    """Fit what events add, and how often leaders leave, from data sets by name."""
    past, leaders = past_of(table), table("leaders")
    named = ("atop_members", "atop_pacts", "cow_democracy", "interstate_wars", "nmc")
    sources = {name: past.sources[name] for name in named}
    return Strains(
        weights_of(past, leaders.frame), exits_of(past, leaders.frame), causes_of(past),
        {**sources, "leaders": leaders.version},
    )  # fmt: skip


def strains_text(made: Strains) -> str:
    """Write it as JSON, in digits on which every processor agrees."""
    return doors.json_text(few_digits(doors.plain(made)), indent=1) + "\n"


@cache
def carried_strains() -> Strains:
    """Give what the package carries, made by `foedus fit strains`."""
    place = files("foedus.estimation") / "strains.json"
    return doors.read_json(Strains, place.read_text("utf-8"), where="strains.json")


FINDINGS: Mapping[str, Found] = {
    "strains": Found(
        lambda table: strains_text(strains_of(table)),
        lambda: strains_text(carried_strains()),
    ),
}
"""By name; made in some ten seconds."""
