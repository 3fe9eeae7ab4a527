"""Concentration since 1820 and measures of capability beside published values and a forest.

CON by half-decade is set beside the table of Singer, Bremer and Stuckey, whose digits are
from memory. They had the data of 1972: the shares of the major powers in the 19th century
were revised since, and ours lie above theirs by up to .06 before 1880. From 1895 on the two
agree within .03. A random forest on all measures stands for a learned measure that bends,
judged as the others are; Carroll and Kenkel's own pooling of learners is not made again.

References
----------
Singer, Bremer, Stuckey (1972), Capability distribution, uncertainty, and major power war
Carroll, Kenkel (2019), Prediction, proxies, and power, https://doi.org/10.1111/ajps.12442
(the address from `memory`)
"""

import sys

import numpy as np
from sklearn.ensemble import RandomForestClassifier

from foedus.estimation.contest import contest
from foedus.estimation.outcomes import (
    ORIGINS,
    READS,
    SEED,
    Ended,
    carried_outcomes,
    disputes,
    entries,
    outcomes,
    rows_of,
)
from foedus.estimation.polarity import carried_polarity
from foedus.estimation.rows import Rows
from foedus.estimation.score import Gain, paired_gain
from foedus.sources.shelf import shelf_here
from verification.table import Line, tell

TOLD = float("inf")
PUBLISHED_CON = {
    1820: 0.241, 1825: 0.233, 1830: 0.242, 1835: 0.243, 1840: 0.228, 1845: 0.259,
    1850: 0.260, 1855: 0.276, 1860: 0.280, 1865: 0.255, 1870: 0.233, 1875: 0.225,
    1880: 0.230, 1885: 0.209, 1890: 0.205, 1895: 0.223, 1900: 0.202, 1905: 0.207,
    1910: 0.212, 1913: 0.208, 1920: 0.371, 1925: 0.247, 1930: 0.242, 1935: 0.228,
    1938: 0.217, 1946: 0.417, 1950: 0.293, 1955: 0.331, 1960: 0.303, 1965: 0.284,
}  # fmt: skip
"""CON of capabilities among the major powers, 1820 to 1965; from memory."""
REVISED = 1895
"""Before it the data differ too much from those of 1972 to be held to digits."""
TREES, LEAF = 500, 20
LEAST = 1e-3


def lines() -> list[Line]:
    """Set CON beside the published one, and a forest beside the contest."""
    series = carried_polarity().line("cinc", "majors")
    found = carried_outcomes()
    forest = _forest()
    return [
        *(
            Line(
                f"CON among major powers, {year}",
                float(series.con[year - series.first] or np.nan),
                con,
                0.03 if year >= REVISED else TOLD,
            )
            for year, con in PUBLISHED_CON.items()
        ),
        Line("contest as carried", float(outcomes(shelf_here().table) == found), 1.0, 0),
        Line("forest over CINC, both told the year", forest.mean, 0.0, TOLD),
        Line("its interval, low end", forest.low, 0.0, TOLD),
        Line("its interval, high end", forest.high, 0.0, TOLD),
    ]


def _forest() -> Gain:
    """Give what a forest on everything tells more than the ratio of CINC."""
    table = shelf_here().table
    rows = rows_of(disputes({name: table(name) for name in READS}))
    cinc = next(one for one in entries(told_the_year=True) if one.name == "cinc")
    held = contest(Ended(("nobody", "A", "B")), rows, (cinc,), ORIGINS)
    told = np.concatenate([_block(rows, origin, until) for origin, until in ORIGINS])
    loss = -np.log(np.maximum(told, LEAST))
    return paired_gain(held.entry("cinc").losses, loss, held.years, seed=SEED)


def _block(rows: Rows, origin: int, until: int) -> np.ndarray:
    before, ahead = rows.before(origin), rows.during(origin, until - 1)
    if not len(ahead):
        return np.empty(0)
    forest = RandomForestClassifier(TREES, min_samples_leaf=LEAF, random_state=SEED)
    forest.fit(before.values, before.outcome)
    chances = forest.predict_proba(ahead.values)
    return np.asarray(chances[np.arange(len(ahead)), ahead.outcome])


if __name__ == "__main__":
    sys.exit(tell("Power: concentration and measures", lines()) > 0)
