"""Who wins a dispute: measures of capability judged by what they foretell.

Disputes of one state against one that A won, B won or nobody did (a yield is the other's
victory). Each measure enters by the share of side A in what both have, as known at the end
of the year before. A learned measure, in the spirit of Carroll and Kenkel, enters the
shares and the sizes of both sides by all measures at once. All are fitted anew every five
years on what was known then, and scored on the five years that follow.

Who wins has grown rarer with time, and the sizes of states grew too. So what a learned
measure gains over a ratio may be the calendar alone. Entries are therefore judged told the
year, and a learned one that is not told it stands beside them to show the difference.

References
----------
Carroll, Kenkel (2019), Prediction, proxies, and power, https://doi.org/10.1111/ajps.12442
(the address from `memory`)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus import doors
from foedus.estimation.contest import Contest, contest
from foedus.estimation.fit import Fit
from foedus.estimation.multinomial import multinomial, shares
from foedus.estimation.origins import Origins, recency
from foedus.estimation.rows import Rows
from foedus.estimation.score import Gain
from foedus.estimation.theory import Theory
from foedus.faults import NeedFault
from foedus.sources.table import Table

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Tables = Callable[[str], Table]

READS = ("cow_disputes", "cow_dispute_years", "nmc", "cow_wealth", "cow_surplus")
ORIGINS = Origins(1900, 2014, every=5)
"""From where the measures are judged; disputes reach to 2014."""
PENALTY, HALF_LIFE, SEED = 20.0, 20.0, 1816
"""Ridge, and years in which a dispute comes to count half; fixed, not sought."""
NOBODY, A_WINS, B_WINS = 0, 1, 2
_OUTCOMES = {1.0: A_WINS, 2.0: B_WINS, 3.0: B_WINS, 4.0: A_WINS, 5.0: NOBODY}
EVEN, FLOOR = 0.5, 1e-5
"""What stands for a share that is not known, and for the log of a share of nothing."""
CALENDAR = "calendar"

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "cinc": "CINC",
        "gdp": "GDP",
        "net": "GDP x GDP per head",
        "surplus": "surplus domestic product",
        "military_spending": "military expenditure",
        "military_personnel": "military personnel",
    }
)
"""Measures that enter one by one, and how they are called."""
_LEARNED = (*MEASURES, "iron_and_steel", "energy", "population", "urban_population")
_ALL = tuple(f"{kind}_{name}" for name in _LEARNED for kind in ("share", "a", "b"))

LEFT_OUT = (
    "disputes of more than two states, and those that ended in compromise or a war",
    "the forests and the pooling of Carroll and Kenkel: a ridge on like inputs stands for "
    "a learned measure; verification/power.py has a forest beside it",
    "resolve, terrain, distance and allies, which no measure of capability holds",
)


@dataclass(frozen=True, slots=True)
class Scored:
    """How one entry fared out of sample; gains in nats a dispute, above 0 is better."""

    name: str
    title: str
    loss: float
    over_base: Gain
    """Over the base rate, told the year wherever the entry is."""
    over_cinc: Gain
    """Over the ratio of CINC."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the contest of measures came to."""

    first: int
    last: int
    disputes: int
    """Forecast ones."""
    won: int
    """Those among them that somebody won."""
    unknown: dict[str, float]
    """Measure -> share of disputes in which it is not known of a side."""
    whole: tuple[Scored, ...]
    """A wins, B wins or nobody."""
    decided: tuple[Scored, ...]
    """A or B, of the disputes that somebody won."""
    sources: dict[str, str]
    columns: str
    """Digest of the rows."""
    left_out: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)

    def scored(self, name: str, *, decided: bool = False) -> Scored:
        """Give an entry by its name.

        Raises
        ------
        NeedFault
            There is none of that name.
        """
        held = self.decided if decided else self.whole
        for one in held:
            if one.name == name:
                return one
        raise NeedFault(
            f"no measure {name!r}",
            expected=", ".join(one.name for one in held),
            where="estimation.outcomes",
            mend="ask for one of those",
        )

    @property
    def learned_beats_cinc(self) -> bool:
        """Tell whether the learned measure told more than CINC, beyond doubt of 95 %."""
        return self.scored("learned").over_cinc.low > 0


@dataclass(frozen=True, slots=True)
class Ended:
    """Fits and forecasts how disputes end, for `estimation.contest`."""

    categories: tuple[str, ...]

    def fit(self, rows: Rows, theory: Theory, *, origin: int) -> Fit:
        """Fit a specification on what was known before the origin."""
        many = len(theory.terms)
        weights = recency(rows.year, origin=origin, half_life=HALF_LIFE)
        return multinomial(
            rows.of(theory.terms),
            rows.outcome,
            terms=theory.terms,
            categories=self.categories,
            weights=weights,
            penalty=PENALTY if many > 1 + (CALENDAR in theory.terms) else 0.0,
        )

    def chances(self, fit: Fit, rows: Rows) -> Floats:
        """Forecast rows, (S, A)."""
        return shares(fit, rows.of(fit.columns))

    def told(self, chances: Floats, rows: Rows) -> tuple[Floats, Ints]:
        """Give the chance that was given to what happened, and the year of each, (S,)."""
        return chances[np.arange(len(rows)), rows.outcome], rows.year


def outcomes(table: Tables) -> Outcomes:
    """Hold the contest on the shelf's data.

    Raises
    ------
    ShelfFault
        A data set is not at hand.
    """
    held = {name: table(name) for name in READS}
    cases = disputes(held)
    rows = rows_of(cases)
    whole = contest(Ended(("nobody", "A", "B")), rows, entries(told_the_year=True), ORIGINS)
    won = rows.where(rows.outcome != NOBODY)
    by_side = replace(won, outcome=won.outcome - 1)
    decided = contest(Ended(("A", "B")), by_side, entries(told_the_year=False), ORIGINS)
    tested = whole.rows
    return Outcomes(
        ORIGINS.first,
        ORIGINS.last,
        len(tested),
        int((tested.outcome != NOBODY).sum()),
        {name: _digits(_lacking(cases, name)) for name in _LEARNED},
        tuple(_scores(whole)),
        tuple(_scores(decided)),
        {name: one.version for name, one in held.items()},
        doors.digest([cases.columns, cases.rows()]),
        LEFT_OUT,
    )


def entries(*, told_the_year: bool) -> tuple[Theory, ...]:
    """List what is entered: base rate, each measure, and the learned one."""
    year = (CALENDAR,) if told_the_year else ()

    def one(name: str, title: str, terms: Sequence[str]) -> Theory:
        kind = "null" if name in {"base", "constant"} else "theory"
        return Theory(name, title, kind, "", tuple(terms))  # type: ignore[arg-type]

    made = [
        one("base", "base rate" + (" and year" if year else ""), year),
        *(one(n, title, (f"share_{n}", *year)) for n, title in MEASURES.items()),
        one("learned", "learned from all measures", (*_ALL, *year)),
    ]
    if told_the_year:
        made += [
            one("constant", "base rate, not told the year", ()),
            one("cinc_blind", "CINC, not told the year", ("share_cinc",)),
            one("learned_blind", "learned, not told the year", _ALL),
        ]
    return tuple(made)


def disputes(held: Mapping[str, Table]) -> pl.DataFrame:
    """List disputes of one against one, with what both sides had the year before."""
    side_a = pl.col("sender_side_a") == 1
    sides = (
        held["cow_dispute_years"]
        .frame.group_by("dispute")
        .agg(
            pl.col("sender").n_unique().alias("states"),
            pl.col("sender").filter(side_a).n_unique().alias("on_a"),
            pl.col("sender").filter(side_a).first().alias("a"),
            pl.col("target").filter(side_a).first().alias("b"),
        )
    )
    ended = held["cow_disputes"].frame.select("dispute", "outcome", year="start_year")
    cases = (
        sides.filter(pl.col("states") == 2, pl.col("on_a") == 1)
        .join(ended, on="dispute")
        .filter(pl.col("outcome").is_in(list(_OUTCOMES)))
        .with_columns(
            ended=pl.col("outcome").replace_strict(_OUTCOMES, return_dtype=pl.Int64)
        )
    )
    power = capabilities(held)
    for side in ("a", "b"):
        named = {name: f"{side}_{name}" for name in _LEARNED}
        cases = cases.join(
            power.rename(named),
            left_on=[side, "year"],
            right_on=["state", "next"],
            how="left",
        )
    known = pl.col("a_cinc").is_not_null() & pl.col("b_cinc").is_not_null()
    wanted = [f"{side}_{name}" for side in ("a", "b") for name in _LEARNED]
    told = cases.filter(known).sort("year", "dispute")
    return told.select("dispute", "year", "ended", *wanted)


def capabilities(held: Mapping[str, Table]) -> pl.DataFrame:
    """Give each state's share of every quantity, by the year after."""
    nmc = held["nmc"].frame.with_columns(
        military_spending=pl.coalesce("military_spending", "military_spending_sterling")
    )
    wealth = held["cow_wealth"].frame.select(
        "state", "year", "gdp", net=pl.col("gdp") ** 2 / pl.col("population")
    )
    own = pl.col("log_surplus")
    surplus = held["cow_surplus"].frame.select(
        "state", "year", surplus=pl.when(own > 0).then(own.exp()).when(own == 0).then(0.0)
    )
    joined = nmc.join(wealth, on=["state", "year"], how="left").join(
        surplus, on=["state", "year"], how="left"
    )
    return joined.select(
        "state",
        (pl.col("year") + 1).alias("next"),
        *(pl.col(name) / pl.col(name).sum().over("year") for name in _LEARNED),
    ).filter(pl.col("state").is_not_null())


def rows_of(cases: pl.DataFrame) -> Rows:
    """Make a row of each dispute: shares of side A, logs of both, and the year."""
    year = cases["year"].to_numpy().astype(np.int64)
    columns = [_terms(cases, name) for name in _LEARNED]
    values = np.column_stack([*columns, (year - 1900) / 50])
    return Rows(
        year=year,
        outcome=cases["ended"].to_numpy().astype(np.int64),
        terms=(*_ALL, CALENDAR),
        values=values,
        facts={"dispute": cases["dispute"].to_numpy()},
        weights=np.ones(len(year)),
    )


def _terms(cases: pl.DataFrame, name: str) -> Floats:
    a, b = (cases[f"{side}_{name}"].to_numpy().astype(np.float64) for side in ("a", "b"))
    both = a + b
    share = np.where(both > 0, a / np.where(both > 0, both, 1.0), EVEN)
    logs = [np.log(np.nan_to_num(side) + FLOOR) for side in (a, b)]
    return np.column_stack([np.where(np.isfinite(both), share, EVEN), *logs])


def _lacking(cases: pl.DataFrame, name: str) -> float:
    known = cases[f"a_{name}"].is_not_null() & cases[f"b_{name}"].is_not_null()
    return 1 - float(known.mean())  # type: ignore[arg-type]


def _scores(held: Contest) -> list[Scored]:
    blind = {"cinc_blind", "learned_blind", "constant"}
    told = []
    for one in held.tried:
        name = one.theory.name
        base, cinc = ("constant", "cinc_blind") if name in blind else ("base", "cinc")
        gains = (_gain(held, name, rival) for rival in (base, cinc))
        told.append(Scored(name, one.theory.title, _digits(held.loss(name)), *gains))
    return told


def _gain(held: Contest, name: str, over: str) -> Gain:
    one = held.gain(name, over, seed=SEED)
    low, high = _digits(one.low), _digits(one.high)
    return replace(one, mean=_digits(one.mean), low=low, high=high)


def _digits(value: float) -> float:
    return float(f"{value:.4g}")


def outcomes_text(found: Outcomes) -> str:
    """Write what was found as JSON, the same text for the same data."""
    return doors.json_text(found, indent=1) + "\n"


@cache
def carried_outcomes() -> Outcomes:
    """Give what the package carries."""
    place = files("foedus.estimation") / "outcomes.json"
    return doors.read_json(Outcomes, place.read_text("utf-8"), where="outcomes.json")
