"""Dangerous dyads: peacesciencer's extension of Bremer (1992), from our own panel.

The reference is R's glm on the panel that peacesciencer 1.2.9 makes. It counts spells by
rows: years in which a pair is not politically relevant do not pass. Ours count by the
calendar; the first fit counts as theirs does, the second as ours does, which is told and
not judged.

References
----------
Bremer (1992), https://doi.org/10.1177/0022002792036002005
Miller (2022), peacesciencer, https://doi.org/10.1177/07388942221077926
"""

import sys

import polars as pl

from foedus.estimation.fit import Fit
from foedus.estimation.logit import logit
from foedus.panel.making import dyads
from foedus.sources.shelf import shelf_here
from verification.table import GOLDEN, Line, beside, rows, tell

REFERENCE = GOLDEN / "peacesciencer" / "model_dangerous_dyads_m.csv"
PAIR = ("sender_cow", "target_cow")
NAMES = {
    "(Intercept)": "constant",
    "gmlmidspell": "spell",
    "I(gmlmidspell^2)": "spell2",
    "I(gmlmidspell^3)": "spell3",
}


def panel() -> pl.DataFrame:
    """Make the politically relevant dyads, with both ways to count spells."""
    made = (
        dyads(1816, 2010, directed=False)
        .on(shelf_here().table)
        .add("relevant", "gml_disputes")
        .spells("gml_ongoing")
        .add("capabilities", "atop")
        .add("democracy", keep=["uds_adjusted"])
        .add("wealth", keep=["gdp_per_person"])
    )
    frame = made.collect(ids=False).sort(*PAIR, "year")
    before = pl.col("gml_ongoing").fill_null(0).shift(1).fill_null(0)
    frame = frame.with_columns(begun=before.cum_sum().over(*PAIR))
    return frame.with_columns(spell_by_rows=pl.int_range(pl.len()).over(*PAIR, "begun"))


def weaker(of: str) -> pl.Expr:
    """Take the lower of both states' values, if both are known."""
    sender, target = pl.col(f"sender_{of}"), pl.col(f"target_{of}")
    return pl.when(sender.is_not_null() & target.is_not_null()).then(
        pl.min_horizontal(sender, target)
    )


def fitted(frame: pl.DataFrame, spell: str) -> Fit:
    """Fit the model with one way to count spells."""
    armed = frame.with_columns(
        **{
            f"{side}_armed": pl.col(f"{side}_military_personnel")
            / pl.col(f"{side}_population")
            for side in ("sender", "target")
        }
    )
    major = (pl.col("sender_major") == 1) | (pl.col("target_major") == 1)
    count = pl.col(spell).cast(pl.Float64)
    columns = armed.select(
        onset="gml_onset",
        landcontig=pl.col("contiguity") == 1,
        cincprop=weaker("cinc") / pl.max_horizontal("sender_cinc", "target_cinc"),
        cowmajdyad=major,
        atop_defense="atop_defence",
        mindemest=weaker("uds_adjusted"),
        minmgdppc=weaker("gdp_per_person"),
        minmilit=weaker("armed"),
        spell=count,
        spell2=count**2,
        spell3=count**3,
    ).cast(pl.Float64)
    known = columns.drop_nulls().filter(pl.all_horizontal(pl.all().is_finite()))
    terms = known.columns[1:]
    return logit(known.select(terms).to_numpy(), known["onset"].to_numpy(), terms=terms)


def lines() -> list[Line]:
    """Fit the model both ways and put it beside the reference."""
    held = rows(REFERENCE)
    coef = {NAMES.get(r["term"], r["term"]): float(r["Estimate"]) for r in held}
    doubt = {NAMES.get(r["term"], r["term"]): float(r["Std..Error"]) for r in held}
    whole = {"n": float(held[0]["N"]), "lnL": float(held[0]["logLik"])}
    frame = panel()
    found: list[Line] = []
    for spell, exact in (("spell_by_rows", True), ("gml_ongoing_spell", False)):
        fit = fitted(frame, spell)
        group = "" if exact else "by the calendar: "
        own = dict(zip(fit.terms, fit.coef, strict=True))
        errors = dict(zip(fit.terms, fit.doubt, strict=True))
        ours = {"n": fit.rows, "lnL": fit.log_likelihood}
        found += beside(ours, whole, tolerance=1e-6 if exact else float("inf"), group=group)
        found += beside(own, coef, tolerance=1e-5 if exact else float("inf"), group=group)
        if exact:
            found += beside(errors, doubt, tolerance=1e-4, group="se ")
    return found


if __name__ == "__main__":
    sys.exit(tell("Dangerous dyads 1816-2010", lines()) > 0)
