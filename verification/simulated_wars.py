"""Wars of runs from 1970, 1990 and 2000 on: how often and how large, beside what happened.

What happened is told twice: by the disputes that reached war (Gibler, Miller and Little;
one dispute is one war, however many pairs began it; its states are all who ever took part)
and by COW's list of wars between states, to 2007. A run's war is a dispute of two that is
war, with who joins in its year, on whatever level. Where a dispute is begun by many, a run
has a war of each pair; so both are also told with wars of one year that share a state taken
as one. What happened is set in the middle nine tenths of runs. Gaps between onsets and
numbers of states are held against those of all runs by the distance of Kolmogorov and
Smirnov times the root of their number, and told is the share of runs as far from all runs,
which is rough where wars are few. Forecasts are scored against the wars of 1946 to the
origin. The whole lists stand beside histories with as many wars thrown evenly into the
years, which is what a Poisson process of a known number is. Battle deaths are not
simulated; those of the list are fitted by `verification.war_sizes`.

Of Clauset (2018) the public abstract was found: lists of 1823 to 2003, onsets and sizes
such as a process that never changed would have. That onsets come every 1.91 years, and what
Richardson counted in 432 years, is `memory`. The first is made again from the list.

References
----------
Clauset (2018), https://doi.org/10.1126/sciadv.aao3580
Richardson (1944), https://doi.org/10.2307/2981216 (memory)
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.system import LAST_DISPUTES, system_of
from foedus.past.disputes import WAR_LEVEL
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.past.treaty import treaties_at
from foedus.simulation.ensemble import Ensemble, simulate
from foedus.simulation.predictive import predictive
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import DISPUTE, JOINED
from foedus.sources.shelf import shelf_here
from verification.table import Line, say, tell

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ORIGINS = (1970, 1990, 2000)
YEARS, RUNS, SEED = 20, 1_000, 1
"""So many runs hold 50 draws of the coefficients; 200 would hold ten."""
EVENLY = 2_000
"""Histories with wars thrown evenly into years."""
LAST_LISTED = 2007
"""COW's list goes to this year; its last war began in 2003."""
SIZES = {"2": (2, 2), "3 or 4": (3, 4), "5 to 9": (5, 9), "10 or more": (10, 256)}
"""Classes of the number of states in a war."""
RICHARDSON = (223, 142, 48, 15, 4)
"""Years of 1500 to 1931 with no, one, two, three and four onsets of war (memory)."""
ROUNDED = 1e-12
TOLD = float("inf")


@dataclass(frozen=True, slots=True)
class War:
    """One war.

    Attributes
    ----------
    year
        Year ahead in which it begins, from 0.
    states
        Who takes part, by places or names.
    """

    year: int
    states: frozenset[int | str]


@dataclass(frozen=True, slots=True)
class History:
    """The wars of some years, of a run or of the world."""

    years: int
    wars: tuple[War, ...]

    @property
    def counts(self) -> Ints:
        """How many begin in each year, (T,)."""
        return np.bincount([war.year for war in self.wars], minlength=self.years)

    @property
    def gaps(self) -> Ints:
        """Years from each onset to the next, 0 within a year."""
        return np.diff(np.sort([war.year for war in self.wars])).astype(np.int64)

    @property
    def sizes(self) -> Ints:
        """How many states take part in each."""
        return np.array([len(war.states) for war in self.wars], np.int64)

    def until(self, years: int) -> "History":
        """Keep the first years."""
        return History(years, tuple(war for war in self.wars if war.year < years))

    def together(self) -> "History":
        """Take wars that begin in one year and share a state as one."""
        found = list[War]()
        for war in sorted(self.wars, key=lambda one: one.year):
            apart, states = list[War](), war.states
            for one in found:
                if one.year == war.year and one.states & states:
                    states |= one.states
                else:
                    apart.append(one)
            found = [*apart, War(war.year, states)]
        return History(self.years, tuple(found))


def dispersion(history: History) -> float:
    """Give the variance of yearly counts over their mean, 1 of a Poisson process."""
    counts = history.counts
    return float(counts.var(ddof=1) / counts.mean()) if counts.any() else np.nan


def variation(history: History) -> float:
    """Give the standard deviation of gaps over their mean, about 1 of a Poisson process."""
    gaps = history.gaps
    return float(gaps.std(ddof=1) / gaps.mean()) if len(gaps) > 1 and gaps.any() else np.nan


def share(least: int, most: int) -> Callable[[History], float]:
    """Give what tells the share of wars with so many states."""

    def told(history: History) -> float:
        sizes = history.sizes
        return float(((sizes >= least) & (sizes <= most)).mean()) if len(sizes) else np.nan

    return told


TIMES: dict[str, Callable[[History], float]] = {
    "years without": lambda one: float((one.counts == 0).mean()),
    "dispersion": dispersion,
    "variation of gaps": variation,
}
OFTEN: dict[str, Callable[[History], float]] = {
    "wars": lambda one: float(len(one.wars)),
    **TIMES,
}
CROWDS: dict[str, Callable[[History], float]] = {
    "states, mean": lambda one: float(one.sizes.mean()) if one.wars else np.nan,
    "states, most": lambda one: float(one.sizes.max()) if one.wars else np.nan,
    **{f"of {name}": share(*ends) for name, ends in SIZES.items()},
    "of 30 or more": share(30, 256),
}


def lines() -> list[Line]:
    """Put simulated wars beside those that happened, and these beside chance."""
    table = shelf_here().table
    past, listed = past_of(table), table("cow_war_participants").frame
    found, every = list[Line](), list[History]()
    largest = int(disputed(past, 1946, LAST_DISPUTES).sizes.max())
    for origin in ORIGINS:
        runs, ended = runs_of(past, origin), origin + YEARS - 1
        seen = {
            "disputes": disputed(past, origin, min(ended, LAST_DISPUTES)),
            "COW": of_list(listed, origin, min(ended, LAST_LISTED)),
        }
        for name, history in seen.items():
            kept = [run.until(history.years) for run in runs]
            apart = years_between(kept), years_between([history])
            found.append(Line(f"{origin} {name}: years between wars", *apart, TOLD))
            found += beside(f"{origin} {name}", kept, history, OFTEN | CROWDS)
            found += distances(f"{origin} {name}", kept, history)
        history = seen["disputes"]
        kept = [run.until(history.years) for run in runs]
        found += scored(f"{origin}", kept, history, disputed(past, 1946, origin - 1))
        above, came = (
            [(one.sizes > largest).any() for one in some] for some in (kept, [history])
        )
        name = f"{origin}: a war of more than {largest}"
        found.append(Line(name, _mean(above), _mean(came), TOLD))
        joint = [run.together() for run in kept]
        found += beside(f"{origin} as one", joint, history.together(), OFTEN | CROWDS)
        every += runs
    return found + whole_lists(past, listed, every)


def runs_of(past: Past, origin: int) -> list[History]:
    """Simulate from an origin, and give the wars of each run."""
    known = past.until(origin - 1)
    system = system_of(known, before=origin)
    scenario = Scenario(
        known.at(origin - 1), origin, treaties_at(known, origin - 1), system, years=YEARS
    )
    return fought(simulate(scenario, runs=RUNS, seed=SEED, events=True))


def fought(held: Ensemble) -> list[History]:
    """Give the wars of each run: two that begin one, and who joins them."""
    wars: dict[tuple[int, int, int, int], set[int | str]] = {}
    if held.events is None:
        return []
    rows = held.events[np.isin(held.events["kind"], (DISPUTE, JOINED))]
    for run, year, kind, a, b, c in rows[["run", "year", "kind", "a", "b", "c"]].tolist():
        two = (a, b) if kind == DISPUTE else (b, c)
        key = run, year, min(two), max(two)
        if kind == DISPUTE and c == 1:
            wars.setdefault(key, set()).update(two)
        elif kind == JOINED and key in wars:
            wars[key].add(a)
    told: dict[int, list[War]] = {int(run): [] for run in held.runs}
    for (run, year, _, _), states in wars.items():
        told[run].append(War(year, frozenset(states)))
    return [History(held.years, tuple(told[int(run)])) for run in held.runs]


def disputed(past: Past, first: int, last: int) -> History:
    """Give the disputes that reached war, each once."""
    kept = past.disputes.filter(~pl.col("later"), pl.col("hostility") == WAR_LEVEL)
    begun = kept.filter(
        pl.col("year") == pl.col("start_year"), pl.col("onset") == 1,
        pl.col("sender_originator") == 1, pl.col("target_originator") == 1,
        pl.col("start_year").is_between(first, last),
    )  # fmt: skip
    names = begun["dispute"].unique().sort().implode()
    whole = kept.filter(pl.col("dispute").is_in(names)).group_by("dispute")
    return _history(
        whole.agg(pl.col("start_year").min().alias("year"), pl.col("sender").alias("who")),
        first, last,
    )  # fmt: skip


def of_list(listed: pl.DataFrame, first: int, last: int) -> History:
    """Give COW's wars between states, each in the year of its first day."""
    whole = listed.group_by("war").agg(pl.col("year").min(), pl.col("state").alias("who"))
    return _history(whole.filter(pl.col("year").is_between(first, last)), first, last)


def _history(rows: pl.DataFrame, first: int, last: int) -> History:
    told = rows.sort(rows.columns[0]).select("year", "who").iter_rows()
    wars = tuple(War(year - first, frozenset(who)) for year, who in told)
    return History(last - first + 1, wars)


def beside(
    where: str,
    runs: Sequence[History],
    seen: History,
    asked: dict[str, Callable[[History], float]],
) -> list[Line]:
    """Set what happened into the middle nine tenths of runs."""
    found, within = list[Line](), list[bool]()
    for name, statistic in asked.items():
        came, told = statistic(seen), np.array([statistic(run) for run in runs])
        if np.isnan(came):
            continue
        told = told[~np.isnan(told)]
        low, high = np.quantile(told, [0.05, 0.95], method="inverted_cdf").tolist()
        within.append(low - ROUNDED <= came <= high + ROUNDED)
        found += [
            Line(f"{where}: {name}", float(told.mean()), came, TOLD),
            Line(f"{where}: {name}, from", low, came, TOLD),
            Line(f"{where}: {name}, to", high, came, TOLD),
        ]
    return [*found, Line(f"{where}: within nine in ten", _mean(within), 0.9, TOLD)]


def years_between(histories: Sequence[History]) -> float:
    """Give years over wars, of all histories together."""
    wars = sum(len(one.wars) for one in histories)
    return sum(one.years for one in histories) / max(wars, 1)


def distances(where: str, runs: Sequence[History], seen: History) -> list[Line]:
    """Hold gaps and sizes against those of all runs, and tell how many are as far off."""
    found = list[Line]()
    for name, column in (("gaps", _gaps), ("sizes", _sizes)):
        pool = np.sort(np.concatenate([column(run) for run in runs]))
        mine = column(seen)
        if not len(mine):
            continue
        far = distance(mine, pool) * len(mine) ** 0.5
        theirs = [
            distance(column(run), pool) * len(column(run)) ** 0.5
            for run in runs
            if len(column(run))
        ]
        as_far = float(np.mean(np.array(theirs) >= far - ROUNDED))
        found += [
            Line(f"{where}: {name}, distance", distance(mine, pool), 0.0, TOLD),
            Line(f"{where}: {name}, runs as far", as_far, 0.05, TOLD),
        ]
    return found


def _gaps(history: History) -> Ints:
    return history.gaps


def _sizes(history: History) -> Ints:
    return history.sizes


def distance(mine: Ints, pool: Ints) -> float:
    """Give the largest difference of two distributions of whole numbers; `pool` rises."""
    at = np.union1d(mine, pool)
    ours = np.searchsorted(np.sort(mine), at, side="right") / len(mine)
    theirs = np.searchsorted(pool, at, side="right") / len(pool)
    return float(np.abs(ours - theirs).max())


def scored(
    where: str, runs: Sequence[History], seen: History, before: History
) -> list[Line]:
    """Score counts of years and classes of sizes beside the years before, in nats."""
    years = np.array([run.counts for run in runs]).T
    ours = [
        predictive(told).log_chance(came)
        for told, came in zip(years, seen.counts, strict=True)
    ]
    theirs = predictive(before.counts).log_chance(seen.counts)
    mine, old = (classes(some) for some in (runs, [before]))
    came = classes([seen], smooth=0.0)
    return [
        Line(f"{where}: log score of counts", _mean(ours), _mean(theirs), TOLD),
        Line(f"{where}: of sizes", _crossed(came, mine), _crossed(came, old), TOLD),
    ]


def classes(histories: Iterable[History], *, smooth: float = 0.5) -> Floats:
    """Give the share of wars in each class of sizes, (4,)."""
    sizes = np.concatenate([one.sizes for one in histories])
    counts = np.array(
        [((sizes >= least) & (sizes <= most)).sum() for least, most in SIZES.values()]
    )
    told: Floats = (counts + smooth) / (counts.sum() + smooth * len(counts))
    return told


def _mean(some: object) -> float:
    return float(np.mean(np.asarray(some)))


def _crossed(came: Floats, told: Floats) -> float:
    return float(came @ np.log(told))


def whole_lists(past: Past, listed: pl.DataFrame, runs: Sequence[History]) -> list[Line]:
    """Hold what happened over long against even histories, and its sizes against runs."""
    found, joint = list[Line](), [run.together() for run in runs]
    all_wars = disputed(past, 1946, LAST_DISPUTES)
    for where, seen, ours in (
        ("COW 1823-2003", of_list(listed, 1823, 2003), runs),
        ("COW 1946-2007", of_list(listed, 1946, LAST_LISTED), runs),
        ("disputes 1946-2010", all_wars, runs),
        ("as one 1946-2010", all_wars.together(), joint),
    ):
        even = evenly(where, seen)
        found += beside(where, even, seen, TIMES)
        found += [line for line in distances(where, even, seen) if "gaps" in line.name]
        pool = History(0, tuple(war for run in ours for war in run.wars))
        found += [
            Line(f"{where}: {name}, all runs", statistic(pool), statistic(seen), TOLD)
            for name, statistic in CROWDS.items()
            if name != "states, most"
        ]
    apart = years_between([of_list(listed, 1823, 2003)])
    old = np.repeat(np.arange(len(RICHARDSON)), RICHARDSON)
    return [
        *found,
        Line("Clauset 1823-2003: years between wars", apart, 1.91, 0.01),
        Line("Richardson 1500-1931: dispersion", old.var(ddof=1) / old.mean(), 1.0, TOLD),
    ]


def evenly(where: str, seen: History) -> list[History]:
    """Throw as many wars evenly into the years, many times."""
    draw = Stream(SEED).child("evenly", where).generator()
    years = draw.integers(seen.years, size=(EVENLY, len(seen.wars)))
    return [
        History(seen.years, tuple(War(int(year), frozenset()) for year in row))
        for row in years
    ]


if __name__ == "__main__":
    say("ours: simulated, or thrown evenly; reference: what happened, or the null's score")
    sys.exit(tell((__doc__ or "").splitlines()[0], lines()) > 0)
