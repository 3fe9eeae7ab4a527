"""Four methods of bargaining beside a replication, and on issues whose outcome is known.

The replication's medians are from `golden/bdm`. The issues are those of DEU III (Arregui
and Perarnaud 2021, https://doi.org/10.34810/data53, CC BY 4.0): positions and salience of
member states, Commission and Parliament on laws of the European Union, and what came of it.
The mirror does not hold them; FOEDUS_DEU names the file `deu3.csv` of
github.com/blksv/predictioneers_game at 21b97375, which adds products in a second line.
`python -m verification.bargaining` prints all scores of docs/bargaining.md.

References
----------
Bueno de Mesquita (2011), https://doi.org/10.1177/0738894210388127
"""

import csv
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from foedus.bargaining.challenge import challenge
from foedus.bargaining.compromise import compromise
from foedus.bargaining.condorcet import condorcet
from foedus.bargaining.election import Ratio
from foedus.bargaining.median import median
from foedus.bargaining.offers import Variant
from foedus.bargaining.stakes import Stakes, stakes_of
from foedus.chance import Stream
from verification.table import GOLDEN, Line, rows, say, tell

Floats = NDArray[np.float64]
PINNED = "3fbb9606abecb9d0725d7cb7077543c53331f5ec8b50f5294672644f354d5170"
FEWEST = 3
"""Actors with a position and a salience, without whom an issue is passed over."""
LATE = 2004
"""Year from which issues are those of the larger Union."""
DRAWS = 2_000
METHODS = ("compromise", "median", "condorcet", "challenge")
NULLS = ("mean of positions", "50", "status quo")
TOLD = float("inf")

MEDIANS = (7.0, 8.4159, 9.6109, 9.9620, 9.9620, 9.9620, 7.4720)
"""Of the emission data, by round, as the replication prints them."""
OTHERS = {"compromise": 23.64, "median": 28.37}
"""Mean errors that another program reports on the same 351 issues, all of like power: the
backtest of a solver after Scholz, Calbert and Smith that names DEU III by its address."""


@dataclass(frozen=True, slots=True)
class Known:
    """An issue with its outcome."""

    proposal: str
    year: int
    stakes: Stakes
    stood: float
    """The reference point; NaN where none is told."""
    outcome: float


def lines() -> list[Line]:
    """Put our figures beside those that others published."""
    table = rows(GOLDEN / "bdm" / "ExampleActors.csv")
    columns = [[float(row[name]) for row in table]
               for name in ("Position", "Salience", "Capability")]  # fmt: skip
    ends = min(columns[0]), max(columns[0])
    stakes = stakes_of(
        [row["Actor"] for row in table],
        columns[0],
        100 * np.array(columns[1]),
        columns[2],
        ends=ends,
    )
    found = challenge(stakes, variant=Variant.PUBLISHED).medians[:, 0]
    made = [
        Line(f"emission standards, median, round {k}", float(found[k]), told, 5e-5)
        for k, told in enumerate(MEDIANS)
    ]
    made.append(Line("emission standards, mean", float(compromise(stakes)[0]),
                     7.389956, 5e-7))  # fmt: skip
    if not at_hand():
        say("FOEDUS_DEU names no file: issues with known outcomes are left out")
        return made
    scores = errors(equal=True)
    return made + [
        Line(f"DEU III, mean error, {name}", float(np.mean(scores[name])), told, 0.05)
        for name, told in OTHERS.items()
    ]


def at_hand() -> Path | None:
    """Give the file with known outcomes, where it is there and is the pinned one."""
    named = os.environ.get("FOEDUS_DEU")
    path = Path(named) if named else None
    if path is None or not path.is_file():
        return None
    return path if sha256(path.read_bytes()).hexdigest() == PINNED else None


@cache
def known(*, equal: bool) -> tuple[Known, ...]:
    """Read the issues; power is alike for all, or as the product of each state."""
    path = at_hand()
    if path is None:
        return ()
    with path.open(encoding="utf-8") as file:
        products, *table = csv.DictReader(file, delimiter="\t")
    names = [name[1:] for name in products if name[0] == "s"]
    actors = [name for name in names if f"p{name}" in products]
    made = (_known(row, actors, products, equal=equal) for row in table)
    return tuple(issue for issue in made if issue is not None)


def _known(
    row: Mapping[str, str], actors: list[str], products: Mapping[str, str], *, equal: bool
) -> Known | None:
    there = [a for a in actors if np.isfinite([_on(row[f"p{a}"]), _on(row[f"s{a}"])]).all()]
    outcome = _on(row["out"])
    if not np.isfinite(outcome) or len(there) < FEWEST:
        return None
    power = [1.0 if equal else float(products[f"p{a}"]) for a in there]
    stakes = stakes_of(
        there, [_on(row[f"p{a}"]) for a in there], [_on(row[f"s{a}"]) for a in there], power
    )
    return Known(row["prnr"], _year(row["intro"]), stakes, _on(row["rp"]), outcome)


def _on(cell: str) -> float:
    """Read a point of the line; what is none, or beyond its ends, is not known."""
    try:
        value = float(cell)
    except ValueError:
        return np.nan
    return value if 0 <= value <= 100 else np.nan


def _year(day: str) -> int:
    """Read the year of a day; it comes last even where a spreadsheet turned the day round.

    >>> _year("26-01-00"), _year("25-05-2016"), _year("2021-09-05")
    (2000, 2016, 2005)
    """
    last = int(day.rsplit("-", 1)[-1])
    return last if last > 99 else last + (1900 if last > 50 else 2000)


@cache
def forecasts(*, equal: bool) -> dict[str, Floats]:
    """Forecast every issue by every method and null, NaN where one tells nothing."""
    made: dict[str, list[float]] = {}
    for issue in known(equal=equal):
        for name, value in _forecast(issue).items():
            made.setdefault(name, []).append(value)
    held = {name: np.array(values) for name, values in made.items()}
    pool = np.array([held[name] for name in METHODS])
    return {**held, "pooled, equal weights": np.nanmean(pool, axis=0)}


def _forecast(issue: Known) -> dict[str, float]:
    stakes = issue.stakes
    rounds = challenge(stakes)
    published = challenge(stakes, variant=Variant.PUBLISHED)
    told = {
        "compromise": compromise(stakes),
        "median": median(stakes),
        "condorcet": condorcet(stakes).expected(),
        "challenge": rounds.outcome,
        "condorcet, linear": condorcet(stakes, ratio=Ratio.LINEAR).expected(),
        "condorcet, conditional": condorcet(stakes, process="conditional").expected(),
        "challenge, at rest or not": rounds.medians[-1],
        "challenge, published": published.outcome,
        "published, at rest or not": published.medians[-1],
        "mean of positions": stakes.positions.mean(axis=1),
    }
    return {
        **{name: float(value[0]) for name, value in told.items()},
        "50": 50.0,
        "status quo": issue.stood,
    }


def errors(*, equal: bool) -> dict[str, Floats]:
    """Give the absolute error of every forecast, NaN where there is none."""
    outcomes = np.array([issue.outcome for issue in known(equal=equal)])
    return {name: np.abs(v - outcomes) for name, v in forecasts(equal=equal).items()}


def _against(one: Floats, other: Floats, proposals: list[str]) -> tuple[float, float]:
    """Give 90 % of the mean difference of errors, drawn anew by proposal."""
    apart = one - other
    names = sorted(set(proposals))
    place = np.array([names.index(p) for p in proposals])
    told = np.isfinite(apart)
    sums = np.bincount(place[told], apart[told], minlength=len(names))
    many = np.bincount(place[told], minlength=len(names))
    turns = Stream(1).child("verification", "bargaining").generator()
    picked = turns.integers(0, len(names), (DRAWS, len(names)))
    means = sums[picked].sum(axis=1) / many[picked].sum(axis=1)
    low, high = np.quantile(means, [0.05, 0.95])
    return float(low), float(high)


def scored(*, equal: bool) -> Iterator[str]:
    """Write the table of errors, each beside that of the plain mean of positions."""
    held, issues = errors(equal=equal), known(equal=equal)
    early = np.array([issue.year < LATE for issue in issues])
    proposals = [issue.proposal for issue in issues]
    yield (
        f"{'':28}{'issues':>8}{'error':>8}{'before ' + str(LATE):>13}{'since':>8}"
        f"{'over plain mean':>18}"
    )
    for name, error in held.items():
        told = np.isfinite(error)
        low, high = _against(error, held["mean of positions"], proposals)
        yield (
            f"{name:28}{told.sum():8}{np.nanmean(error):8.2f}"
            f"{np.nanmean(error[early]):13.2f}{np.nanmean(error[~early]):8.2f}"
            f"{low:+10.2f} to{high:+6.2f}"
        )


def main() -> int:
    """Print the comparison, and the scores where the issues are at hand."""
    apart = tell((__doc__ or "").splitlines()[0], lines())
    if at_hand():
        for equal in (True, False):
            said = "power alike" if equal else "power as the product of each state"
            say(f"\nMean absolute error on issues of the European Union, {said}")
            for line in scored(equal=equal):
                say(line)
    return int(apart > 0)


if __name__ == "__main__":
    sys.exit(main())
