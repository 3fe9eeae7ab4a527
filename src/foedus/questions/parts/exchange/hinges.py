"""What the months of supply and the share of use hang on, parameter by parameter.

The indices split the variance of the draws as they were before any published figure, when
the parameters were still apart from each other; the correlation ratio is read off the draws
that are left, where they no longer are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.exchange.barter import Span, barter
from foedus.exchange.course import course_of
from foedus.exchange.matching import covered
from foedus.exchange.month import opening
from foedus.exchange.supply import supply
from foedus.exchange.terms import terms_of
from foedus.questions.parts.exchange.draws import Drawn
from foedus.questions.parts.exchange.outlook import YEAR
from foedus.questions.swings import Swings, swings

Floats = NDArray[np.float64]
POINTS = 256
"""Size of the design by which the variance is split."""
BINS = 20
"""Classes of a parameter between which the mean of an output may differ."""
OUTPUTS = ("months of supply left", "share of the buyer's use in a year")


@dataclass(frozen=True, slots=True, eq=False)
class Hinges:
    """What the outputs hang on.

    Attributes
    ----------
    swings
        Before the published figures; outputs as in OUTPUTS.
    after
        Parameter -> correlation ratio with the months of supply among the draws left.
    """

    swings: Swings
    after: Mapping[str, float]


def hinges_of(case: Case, drawn: Drawn, months_left: Floats, *, seed: int) -> Hinges:
    """Turn the parameters of an exchange one by one and together.

    Parameters
    ----------
    case
        To name in a fault.
    drawn
        The draws.
    months_left
        Of the draws that are left, (K,).
    seed
        Of the design.
    """
    columns = {k: np.sort(v) for k, v in drawn.columns.items() if v.min() < v.max()}
    fixed = {k: v for k, v in drawn.columns.items() if k not in columns}
    names = tuple(columns)

    def law(rows: Floats) -> Floats:
        turned = {k: _at(columns[k], rows[:, j]) for j, k in enumerate(names)}
        still = {k: np.full(len(rows), held[0]) for k, held in fixed.items()}
        return _outputs(case, drawn, turned | still)

    stream = Stream(seed).child("exchange", "swings")
    found = swings(law, names, points=POINTS, stream=stream)
    left = {k: drawn.columns[k][drawn.kept] for k in names}
    return Hinges(found, {k: correlation_ratio(v, months_left) for k, v in left.items()})


def _at(column: Floats, quantiles: Floats) -> Floats:
    place = quantiles * (len(column) - 1)
    return np.asarray(np.interp(place, np.arange(len(column)), column), dtype=np.float64)


def _outputs(case: Case, drawn: Drawn, columns: Mapping[str, Floats]) -> Floats:
    """Give the outputs at some values of the parameters, (P, 2)."""
    deal, now = drawn.deal, drawn.now
    terms = terms_of(deal, columns, drawn.units, where=f"case {case.name}, swings")
    course = course_of(deal, now + deal.horizon)
    begun = opening(terms, course, lag=deal.lag)
    span = Span(0, now + YEAR, deal.patience, len(deal.endings), keep=("arrived", "used"))
    path = barter(terms, course_of(deal, now + YEAR), begun, span)
    lasts = supply(terms, course, begun, start=0).months
    share = covered(path["arrived"][now:], path["used"][now:])
    return np.stack([np.maximum(lasts - now, 0.0), share], axis=1)


def correlation_ratio(parameter: Floats, output: Floats) -> float:
    """Give the part of an output's variance that lies between classes of a parameter.

    It needs no independence, is 0 where the parameter tells nothing and 1 where it tells
    all, and is corrected for what classes of unrelated numbers would show by chance.

    >>> x = np.linspace(0, 1, 2_000)
    >>> round(correlation_ratio(x, x**2), 2)
    1.0
    """
    size = len(output)
    whole = float(output.var())
    if size <= BINS or whole == 0:
        return 0.0
    order = np.argsort(parameter, kind="stable")
    within = sum(
        float(output[part].var()) * len(part) for part in np.array_split(order, BINS)
    )
    corrected = 1 - (within / (size - BINS)) / (whole * size / (size - 1))
    return max(corrected, 0.0)
