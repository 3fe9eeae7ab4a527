"""Initiator: which of two states began the dispute between them.

Nobody comes first but by the roster's order, so the model has no constant and its terms
are differences: whoever is named first, the chances are the same. Years in which both
began one tell nothing and are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from foedus.estimation.contest import Progress, contest
from foedus.estimation.models.events import Events, Weighing, dyad_rows
from foedus.estimation.models.scoring import (
    COLUMNS,
    NOTE,
    SHARES,
    recommended,
    reliability_sheet,
    scored,
)
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows, stacked
from foedus.estimation.sheet import Sheet
from foedus.estimation.standing import contest_sheet
from foedus.estimation.theory import Theory, terms_of, theories
from foedus.past import fields
from foedus.past.past import Past
from foedus.terms import initiator, pairs
from foedus.terms.reading import Terms, terms_in

MODEL = "initiator"
ASKS = "If a dispute begins between these two states, which of them begins it?"
TERMS: Terms = MappingProxyType({**terms_in(pairs), **terms_in(initiator)})

FIRST, LAST = 1817, 2010
"""The years of which both the disputes and the world before them are known."""

ORIGINS = Origins(1950, LAST, every=5)
"""From where it is judged."""

LOGIT = Events(Weighing(penalty=50.0, half_life=20.0), constant=False)
fit, chances, told, specified = LOGIT.fit, LOGIT.chances, LOGIT.told, LOGIT.specified


def rows(past: Past, years: Iterable[int], *, terms: Sequence[str]) -> Rows:
    """Make a row of every pair of which just one began a dispute.

    The outcome is 1 where the first of the two, by the roster, began.

    Raises
    ------
    DataFault
        The data sets do not speak of disputes in one of the years.
    """
    return stacked([_known(past, year, terms) for year in years])


def forecast_rows(past: Past, year: int, *, terms: Sequence[str]) -> Rows:
    """Make the rows of a year from a past that may end the year before.

    Every pair has a row, were it to quarrel; who will begin is not known, and is 0.
    """
    return dyad_rows(past, year, names=terms, terms=TERMS)


def backtest(
    past: Past,
    *,
    entries: Sequence[Theory],
    seed: int,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Judge the model on years it had not seen, and its rival theories on the same.

    Parameters
    ----------
    past
        All that is known.
    entries
        The specifications of the contest.
    seed
        Of the bootstrap.
    progress
        Told after each entry of the contest.

    Raises
    ------
    NeedFault
        An entry names an unknown term, or none is recommended.
    """
    best = recommended(theories(MODEL))
    names = terms_of(
        (*entries, best), terms=TERMS, where=f"backtest of {MODEL}", specified=specified
    )
    every = rows(past, range(FIRST, LAST + 1), terms=names)
    held = contest(LOGIT, every, entries, ORIGINS, progress=progress)
    rolled = contest(LOGIT, every, [best], ORIGINS)
    told = rolled.entry(best.name).chances
    line = scored("1950-2010, rolling", rolled.rows, told, base=0.5, seed=seed)
    right = float(((told > 0.5) == (rolled.rows.outcome == 1)).mean())
    return (
        Sheet(
            "scores",
            "How the initiator was foreseen",
            (*COLUMNS, "Right"),
            ((*line, right),),
            NOTE.replace("a base rate", "a coin").partition("; the rate")[0] + ".",
        ),
        reliability_sheet("Who began, 1950-2010, rolling", rolled.rows, told, SHARES),
        contest_sheet(
            held, title="Rival theories of the initiator", unit="nats a pair", seed=seed
        ),
    )


def _known(past: Past, year: int, terms: Sequence[str]) -> Rows:
    made, begun = (
        forecast_rows(past, year, terms=terms),
        past.during(fields.ORIGINATED, year),
    )
    i, j = made.facts["i"], made.facts["j"]
    first, second = begun[i, j] > 0, begun[j, i] > 0
    return replace(made, outcome=first.astype(np.int64)).where(first != second)
