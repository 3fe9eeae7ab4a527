"""Who belonged to the European Union and the Communities before it.

References
----------
European Parliament, "40 years of EU enlargements", the dates of accession:
https://www.europarl.europa.eu/external/html/euenlargement/default_en.htm
The withdrawal of the United Kingdom on 31 January 2020 is told from memory.
"""

import polars as pl

JOINED = {
    1958: ("BEL", "DEU", "FRA", "ITA", "LUX", "NLD"),
    1973: ("DNK", "GBR", "IRL"),
    1981: ("GRC",),
    1986: ("ESP", "PRT"),
    1995: ("AUT", "FIN", "SWE"),
    2004: ("CYP", "CZE", "EST", "HUN", "LTU", "LVA", "MLT", "POL", "SVK", "SVN"),
    2007: ("BGR", "ROU"),
    2013: ("HRV",),
}
"""By the year of accession."""
LEFT = {"GBR": 2020}


def member_years(first: int, last: int) -> pl.DataFrame:
    """Give each member in each year in some part of which it was one.

    >>> member_years(2020, 2021).filter(sender="GBR").rows()
    [('GBR', 2020)]
    """
    rows = [
        (state, year)
        for joined, states in JOINED.items()
        for state in states
        for year in range(max(joined, first), min(LEFT.get(state, last), last) + 1)
    ]
    return pl.DataFrame(rows, {"sender": pl.String, "year": pl.Int64}, orient="row")
