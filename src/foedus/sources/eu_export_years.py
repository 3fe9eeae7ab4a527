"""What the European Union of 27 sells to each partner, year by year.

The file of 2016 calls the partners in French. Those names come from the list of the R
package countrycode, which is pinned beside the files.
"""

from pathlib import Path

import polars as pl

from foedus.sources.comext import directed, read_views
from foedus.sources.rfile import r_frame
from foedus.states.roster import fold

FRENCH = ("country.name.fr", "un.name.fr", "cldr.name.fr")

FRENCH_YEAR = 2016
"""Beside Guinée it has a Guinea, by its size Guinea-Bissau, which it lacks."""


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the files of years, with the partners that the last file names."""
    *views, names = paths
    listed = r_frame(names)
    called = {
        fold(name): iso
        for column in FRENCH
        for name, iso in listed.select(column, "iso3c").drop_nulls().rows()
    }
    bissau = (pl.col("year") == FRENCH_YEAR) & (pl.col("PARTNER") == "Guinea")
    frame = read_views(views).with_columns(
        PARTNER=pl.when(bissau).then(pl.lit("Guinea-Bissau")).otherwise("PARTNER")
    )
    return directed(frame, called)
