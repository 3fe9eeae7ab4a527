"""EUSANCT: sanctions that the EU, the United States or the UN threatened or imposed.

The file has a case a row and its senders side by side; here each has a row of its own.
"""

from pathlib import Path

import polars as pl

from foedus.sources.forms import read_sheet

SENDERS = ("EU", "US", "UN")


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Unfold the senders."""
    frame = read_sheet(paths[0])
    rows = pl.concat(
        frame.filter(pl.col(who) == 1).select(
            "caseid",
            "targetstate",
            "finaloutcome",
            sender=pl.lit(who),
            start=f"startyear{who}",
            imposed=f"imposition{who}_year",
            end=f"endyear{who}",
            threat=f"threat{who}",
            imposition=f"imposition{who}",
            economic=f"imposition{who}_econ",
            aimed=f"imposition{who}_target",
        )
        for who in SENDERS
    )
    return rows.sort("caseid", maintain_order=True)
