"""How long pacts live: Kaplan and Meier's curve for classes of ATOP 5.1.

The reference are the base rates of the design's prototype (golden/history_scores.json).
A pact ends if ATOP says that its terms were fulfilled, violated or replaced; loss of
independence and the end of 2018 lose it to sight. Bilateral pacts are those of two founders
that have a code of COW.

References
----------
Leeds, Ritter, Mitchell, Long (2002), ATOP, https://doi.org/10.1080/03050620213653
"""

import json
import sys
from pathlib import Path

import numpy as np
import polars as pl

from foedus.estimation.survival import Survival, survival
from verification.table import GOLDEN, MIRROR, Line, tell

FOLDER = (
    "raw.githubusercontent.com/jandresgannon/DoDL/"
    "67007e1463492dcc15aa24446c99871abe937429/inst/extdata/ATOP"
)
MOST_CODE = 1000
"""Codes of COW lie below; ATOP gives higher ones to members that COW does not count."""
MIDDLE, AFTER_LAST = 6, 13
"""The month where none is known, and that after the last one watched."""
YEARS = (5, 10, 15, 20)
DEFENCE = pl.col("defense") == 1
PAIR = (pl.col("bilat") == 1) & (pl.col("founders") == 2)
CLASSES = {
    "bilateral defence, all": (PAIR & DEFENCE, 1816, 2018),
    "bilateral defence 1816-1918": (PAIR & DEFENCE, 1816, 1918),
    "bilateral defence 1919-1945": (PAIR & DEFENCE, 1919, 1945),
    "bilateral defence 1946-1989": (PAIR & DEFENCE, 1946, 1989),
    "bilateral defence 1990-2018": (PAIR & DEFENCE, 1990, 2018),
    "bilateral defence 1946+": (PAIR & DEFENCE, 1946, 2018),
}


def pacts() -> pl.DataFrame:
    """Read the pacts, with the number of their founders that COW counts."""
    folder = Path(MIRROR or ".") / FOLDER
    frame = pl.read_csv(folder / "atop5_1a.csv", infer_schema_length=None)
    members = pl.read_csv(folder / "atop5_1m.csv", infer_schema_length=None)
    known = members.filter(pl.col("member") < MOST_CODE)
    founders = (
        known.join(frame.select("atopid", "begyr"), on="atopid")
        .filter(pl.col("yrent") == pl.col("begyr"))
        .group_by("atopid")
        .agg(founders=pl.col("member").n_unique())
    )
    return frame.join(founders, on="atopid", how="left")


def curve(held: pl.DataFrame) -> Survival:
    """Estimate the curve of some pacts, in years."""
    alive = pl.col("endyr") <= 0
    begun = pl.when(pl.col("begmo") > 0).then("begmo").otherwise(MIDDLE)
    ended = pl.when(pl.col("endmo") > 0).then("endmo").otherwise(MIDDLE)
    years = pl.when(alive).then(2018).otherwise(pl.col("endyr")) - pl.col("begyr")
    months = pl.when(alive).then(AFTER_LAST).otherwise(ended) - begun
    lasted = held.select(years + months / 12).to_series().to_numpy()
    return survival(np.maximum(lasted, 0.0), held["term"].is_in([1, 2, 3]).to_numpy())


def lines() -> list[Line]:
    """Put each class beside the reference."""
    golden = json.loads((GOLDEN / "history_scores.json").read_text("utf-8"))
    theirs = golden["M4"]["final"]["KM"]
    frame, found = pacts(), []
    for name, (asked, first, last) in CLASSES.items():
        held = frame.filter(asked & pl.col("begyr").is_between(first, last))
        made, wanted = curve(held), theirs[name]
        found.append(Line(f"{name}: pacts", held.height, wanted["n"], 0))
        found.append(Line(f"{name}: ends", made.ended.sum(), wanted["ends"], 0))
        for year, share in zip(YEARS, made.at(np.array(YEARS)), strict=True):
            told = Line(f"{name}: {year} years", share, wanted["S"][str(year)], 5.1e-4)
            found.append(told)
    return found


if __name__ == "__main__":
    sys.exit(tell("Survival of pacts", lines()) > 0)
