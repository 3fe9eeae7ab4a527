"""Civil conflict onset: peacesciencer's extension of Fearon and Laitin (2003).

The reference is R's glm on the panel that peacesciencer 1.2.9 makes, in which people are
counted in millions; ours are persons, which moves the constant alone.

References
----------
Fearon, Laitin (2003), https://doi.org/10.1017/S0003055403000534
"""

import sys

import numpy as np
import polars as pl

from foedus.estimation.logit import logit
from foedus.panel.making import states
from foedus.sources.shelf import shelf_here
from verification.table import GOLDEN, Line, beside, rows, tell

REFERENCE = GOLDEN / "peacesciencer" / "model_civil_onset.csv"
PERSONS = 1e6
"""Persons that the reference counts as one."""


def panel() -> pl.DataFrame:
    """Make the state-years, their covariates a year late."""
    made = (
        states(1946, 2019, system="gw")
        .on(shelf_here().table)
        .add("civil_conflicts", kinds=["intrastate"])
        .add("democracy", keep=["uds_adjusted"])
        .add("fractionalization", "wealth", "terrain")
        .lag("gdp_per_person", "estimated_population", "uds_adjusted")
        .spells("ucdp_ongoing")
    )
    return made.collect(ids=False)


def lines() -> list[Line]:
    """Fit the model and put it beside the reference."""
    spell = pl.col("ucdp_ongoing_spell").cast(pl.Float64)
    democracy = pl.col("uds_adjusted_lag1")
    columns = {
        "log(l1_gdppc)": pl.col("gdp_per_person_lag1").log(),
        "log(l1_pop)": (pl.col("estimated_population_lag1") / PERSONS).log(),
        "l1_dem": democracy,
        "I(l1_dem^2)": democracy**2,
        "newlmtnest": pl.col("log_mountainous"),
        "ethfrac": pl.col("ethnic_fractionalization"),
        "relfrac": pl.col("religious_fractionalization"),
        "ucdpspell": spell,
        "I(ucdpspell^2)": spell**2,
        "I(ucdpspell^3)": spell**3,
    }
    frame = panel().select("ucdp_onset", *(e.alias(n) for n, e in columns.items()))
    known = frame.cast(pl.Float64).drop_nulls()
    known = known.filter(pl.all_horizontal(pl.all().is_finite()))
    values, onset = known.select(*columns).to_numpy(), known["ucdp_onset"].to_numpy()
    fit = logit(values, np.asarray(onset), terms=tuple(columns))
    held = rows(REFERENCE)
    names = ("(Intercept)", *columns)
    coef = {row["term"]: float(row["Estimate"]) for row in held}
    doubt = {row["term"]: float(row["Std..Error"]) for row in held}
    whole = {"n": float(held[0]["N"]), "lnL": float(held[0]["logLik"])}
    ours = {"n": fit.rows, "lnL": fit.log_likelihood}
    return [
        *beside(ours, whole, tolerance=1e-6),
        *beside(dict(zip(names, fit.coef, strict=True)), coef, tolerance=1e-5),
        *beside(
            dict(zip(names, fit.doubt, strict=True)), doubt, tolerance=1e-4, group="se "
        ),
    ]


if __name__ == "__main__":
    sys.exit(tell("Onset of civil conflict 1946-2019", lines()) > 0)
