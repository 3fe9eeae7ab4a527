"""Carroll and Kenkel (2019): how little the capability ratio tells of who wins a dispute.

Disputes of one state against one, to 2007, that A wins, B wins or nobody (a yield is the
other's victory). They measure a model by the share of the null's log loss that it saves in
ten-fold cross-validation, .0173 for an ordered logit on the capability ratio. A spline in
the calendar year alone saves .198 by the design page.

They use COW's disputes 4.01, 1,740 cases; at hand is version 5.0, whose one-on-one disputes
are 1,533. So the figures agree in size and not in digits, and are held to that.

References
----------
Carroll, Kenkel (2019), Prediction, proxies, and power, https://doi.org/10.1111/ajps.12442
(the DOI from `memory`); their sample and measure are read off their programs at
https://github.com/brentonk/ppp-replication and https://github.com/brentonk/doe-h2o
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import minimize

from foedus.chance import Stream
from foedus.estimation.logit import probability
from foedus.estimation.multinomial import multinomial, shares
from foedus.sources.shelf import shelf_here
from foedus.terms.spline import spline
from verification.table import MIRROR, Line, tell

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Model = Callable[[Floats, Ints], Callable[[Floats], Floats]]
FILES = (
    "raw.githubusercontent.com/tbrown122387/r_and_python_book/"
    "a676e1c3c7419309660040bcb3ba5ec0a4c6fd13/data"
)
FOLDS, TIMES, SEED = 10, 5, 1
B_WINS, NOBODY, A_WINS = 0, 1, 2
OUTCOMES = {1: A_WINS, 2: B_WINS, 3: B_WINS, 4: A_WINS, 5: NOBODY}
TOLD = float("inf")


def disputes() -> pl.DataFrame:
    """Read the disputes, with the capability ratio of their first year."""
    folder = Path(MIRROR or ".") / FILES
    cases = pl.read_csv(folder / "MIDA 5.0.csv").filter(
        pl.col("numa") == 1,
        pl.col("numb") == 1,
        pl.col("outcome").is_in(list(OUTCOMES)),
        pl.col("styear") <= 2007,
    )
    took_part = pl.read_csv(folder / "MIDB 5.0.csv").select("dispnum", "ccode", "sidea")
    power = shelf_here().table("nmc").frame
    power = power.select(pl.col("cow", "year").cast(pl.Int64), "cinc")
    for side, on_a in (("a", 1), ("b", 0)):
        states = took_part.unique().filter(pl.col("sidea") == on_a)
        cases = cases.join(states.select("dispnum", cow="ccode"), on="dispnum")
        cases = cases.join(
            power.rename({"cinc": f"cinc_{side}"}),
            left_on=["cow", "styear"],
            right_on=["cow", "year"],
        ).drop("cow")
    return cases.sort("dispnum").with_columns(
        ended=pl.col("outcome").replace(OUTCOMES),
        ratio=pl.col("cinc_a") / (pl.col("cinc_a") + pl.col("cinc_b")),
    )


def null(values: Floats, ended: Ints) -> Callable[[Floats], Floats]:
    """Forecast the shares of the sample."""
    parts = np.bincount(ended, minlength=3) / len(ended)
    return lambda others: np.tile(parts, (len(others), 1))


def ordered(values: Floats, ended: Ints) -> Callable[[Floats], Floats]:
    """Fit an ordered logit: one slope, two cuts."""

    def chances(place: Floats, of: Floats) -> Floats:
        slope, first, apart = place
        low = probability(first - slope * of[:, 0])
        high = probability(first + np.exp(apart) - slope * of[:, 0])
        return np.stack([low, high - low, 1 - high], axis=1)

    def loss(place: Floats) -> float:
        told = chances(place, values)[np.arange(len(ended)), ended]
        return -float(np.log(np.maximum(told, 1e-300)).sum())

    found = minimize(loss, np.array([0.0, -3.0, np.log(5.0)]), method="BFGS").x
    return lambda others: chances(found, others)


def by_the_calendar(values: Floats, ended: Ints) -> Callable[[Floats], Floats]:
    """Fit a multinomial logit on a spline of the year, knots where Harrell puts five."""
    knots = np.quantile(values[:, 0], [0.05, 0.275, 0.5, 0.725, 0.95])

    def curve(of: Floats) -> Floats:
        return np.column_stack([of, spline(of[:, 0], knots)])

    terms = ("year", "bend1", "bend2", "bend3")
    fit = multinomial(curve(values), ended, terms=terms, categories=("B", "nobody", "A"))
    return lambda others: shares(fit, curve(others))


def loss(model: Model, values: Floats, ended: Ints) -> float:
    """Give the mean log loss in repeated cross-validation."""
    lost = []
    for time in range(TIMES):
        order = Stream(SEED).child("folds", time).generator().permutation(len(ended))
        for fold in range(FOLDS):
            out = np.zeros(len(ended), dtype=np.bool_)
            out[order[fold::FOLDS]] = True
            told = model(values[~out], ended[~out])(values[out])
            lost.append(-np.log(told[np.arange(out.sum()), ended[out]]))
    return float(np.concatenate(lost).mean())


def lines() -> list[Line]:
    """Put what each model saves beside the reference."""
    cases = disputes()
    ended = cases["ended"].to_numpy().astype(np.intp)
    year = cases.select(pl.col("styear").cast(pl.Float64)).to_numpy()
    ratio = cases.select("ratio").to_numpy()
    nothing = loss(null, ratio, ended)
    return [
        Line("disputes", cases.height, 1740, TOLD),
        Line("won by nobody, share", float((ended == NOBODY).mean()), 1460 / 1740, 0.01),
        Line(
            "PRL, capability ratio",
            1 - loss(ordered, ratio, ended) / nothing,
            0.0173,
            0.003,
        ),
        Line(
            "PRL, calendar", 1 - loss(by_the_calendar, year, ended) / nothing, 0.198, 0.005
        ),
    ]


if __name__ == "__main__":
    sys.exit(tell("Outcomes of disputes 1816-2007", lines()) > 0)
