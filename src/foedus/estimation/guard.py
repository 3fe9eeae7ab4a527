"""A forecast must not know the future, and here that is proved and not promised.

A term cannot say from when its knowledge is: whoever wrote it may be mistaken. So the
rows of a year are made twice, once from the whole past and once from the past as it was
written down at the end of the year before. Where one column differs in one row, it knew
better, by whatever way it came to know.
"""

from collections.abc import Callable, Iterable

import numpy as np

from foedus.estimation.rows import Rows
from foedus.faults import DataFault
from foedus.past.past import Past

Maker = Callable[[Past, int], Rows]
"""Makes the rows that are forecast for a year. It must do so from a past that ends the
year before: the outcome of that year is then not known, and may be anything."""


def refuse_foresight(make: Maker, past: Past, years: Iterable[int]) -> None:
    """Refuse columns that are other when the future is cut off.

    Parameters
    ----------
    make
        Makes the rows of a year from a past.
    past
        The whole past.
    years
        The years to try.

    Raises
    ------
    DataFault
        A column of some year knew what came later; it is named.
    """
    for year in years:
        told, ignorant = make(past, year), make(past.until(year - 1), year)
        if len(told) != len(ignorant) or told.terms != ignorant.terms:
            raise _foresight(
                f"the rows of {year} are {len(told):,}, and {len(ignorant):,} without it",
                "the choice of rows",
            )
        same = np.isclose(told.values, ignorant.values, rtol=0, atol=0, equal_nan=True)
        knowing = [
            name for name, ok in zip(told.terms, same.all(axis=0), strict=True) if not ok
        ]
        if knowing:
            raise _foresight(
                f"{', '.join(knowing)} of {year} would have been other, had nothing after "
                f"{year - 1} been known",
                f"term {knowing[0]}",
            )


def _foresight(found: str, where: str) -> DataFault:
    return DataFault(
        found,
        expected="columns that are known on 31 December of the year before",
        where=where,
        mend="read the world at the year before, or lag what the term reads",
    )
