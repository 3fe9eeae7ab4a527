"""What a model is fitted on and judged by: rows with an outcome, and columns of terms.

A row of year y reads the world as it stood on 31 December of the year before. Rows keep
every term that any specification asks for, so that rival theories are fitted on the same
rows by choosing among the same columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault, NeedFault

Floats = NDArray[np.float64]
Index = NDArray[np.bool_] | NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows of one model, in the order of years.

    Attributes
    ----------
    year
        The year that is forecast, (S,).
    outcome
        What happened, (S,): 0 or 1, or the number of an alternative.
    terms
        Names of the columns, K of them.
    values
        The terms, as known on 31 December of the year before, (S, K).
    facts
        What each row is about: places of states (`i`, `j`, `k`), numbers of events.
    weights
        How many rows of the world each stands for, (S,).
    """

    year: NDArray[np.int64]
    outcome: NDArray[np.int64]
    terms: tuple[str, ...]
    values: NDArray[np.floating]
    facts: Mapping[str, NDArray[np.generic]]
    weights: Floats

    def __post_init__(self) -> None:
        lengths = {len(self.year), len(self.outcome), len(self.values), len(self.weights)}
        lengths |= {len(fact) for fact in self.facts.values()}
        if len(lengths) > 1 or self.values.shape[1:] != (len(self.terms),):
            raise DataFault(
                f"columns of {sorted(lengths)} rows, values of shape {self.values.shape}",
                expected="one value a row, and one column a term",
                where="estimation.rows.Rows",
                mend="make the rows of a year together, from one list of facts",
            )

    def __len__(self) -> int:
        return len(self.year)

    def of(self, terms: Sequence[str]) -> Floats:
        """Give the columns of some terms, (S, K).

        Raises
        ------
        NeedFault
            The rows do not hold a term.
        """
        lacking = [term for term in terms if term not in self.terms]
        if lacking:
            raise NeedFault(
                f"the rows hold no {', '.join(lacking)}",
                expected=f"terms among {', '.join(self.terms)}",
                where="estimation.rows",
                mend="ask for these terms when the rows are made",
            )
        places = [self.terms.index(term) for term in terms]
        return self.values[:, places].astype(np.float64)

    def where(self, kept: Index) -> "Rows":
        """Keep some of the rows, in their order."""
        return replace(
            self,
            year=self.year[kept],
            outcome=self.outcome[kept],
            values=self.values[kept],
            facts={name: fact[kept] for name, fact in self.facts.items()},
            weights=self.weights[kept],
        )

    def before(self, year: int) -> "Rows":
        """Keep the rows of earlier years, all that a forecast may be fitted on."""
        return self.where(self.year < year)

    def during(self, first: int, last: int) -> "Rows":
        """Keep the rows of some years, both ends included."""
        return self.where((self.year >= first) & (self.year <= last))


def stacked(parts: Sequence[Rows]) -> Rows:
    """Put rows of several years one after another.

    Raises
    ------
    DataFault
        There are none, or they do not have the same columns.
    """
    if not parts or len({part.terms for part in parts}) > 1:
        raise DataFault(
            "no rows, or rows of different columns",
            expected="at least one part, all with the same terms",
            where="estimation.rows.stacked",
            mend="choose years in which the data sets speak of the outcome",
        )
    return Rows(
        year=np.concatenate([part.year for part in parts]),
        outcome=np.concatenate([part.outcome for part in parts]),
        terms=parts[0].terms,
        values=np.concatenate([part.values for part in parts]),
        facts={
            name: np.concatenate([part.facts[name] for part in parts])
            for name in parts[0].facts
        },
        weights=np.concatenate([part.weights for part in parts]),
    )
