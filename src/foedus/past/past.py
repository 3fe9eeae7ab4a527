"""The world year by year, as arrays that nobody can read ahead in.

`past.at(1913)` gives the world as it stood on 31 December 1913 and holds nothing later:
whoever forecasts 1914 reads from it and from nothing else. `past.until(1913)` is the
whole past as it would have been had it been written down that day, by which a guard
proves that a forecast did not know better.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.faults import DataFault, Finding, NeedFault
from foedus.quantity import Field
from foedus.sources.source import Years
from foedus.states.roster import StateId

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """The world on 31 December of a year."""

    year: int
    ids: tuple[StateId, ...]
    columns: Mapping[str, NDArray[np.generic]]

    def __getitem__(self, field: Field) -> Values:
        """Give the column of a field, (N,) or (N, N); NaN where not known.

        Raises
        ------
        NeedFault
            The past has no such column.
        """
        return _held(self.columns, field, f"31 December {self.year}").astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """Every year from `first`, T of them, for the N states of the roster.

    Attributes
    ----------
    columns
        Field name -> its values, (T, N) or (T, N, N), in the least type that holds them.
    coverage
        Field name -> the years its source speaks of. Later years hold what was last
        known, and may be read; what happened in them is not known.
    pacts
        One row a pact: when it was signed and ended, how, and what it provides.
    members
        One row a member, pact and phase: `state` by its place in the roster.
    disputes
        One row a dispute and pair, in its first year, the attacker first.
    sources
        Data set -> its version, for whoever wants to know what it rests on.
    """

    first: int
    ids: tuple[StateId, ...]
    columns: Mapping[str, NDArray[np.generic]]
    coverage: Mapping[str, Years]
    pacts: pl.DataFrame
    members: pl.DataFrame
    disputes: pl.DataFrame
    sources: Mapping[str, str]
    findings: tuple[Finding, ...] = ()

    @property
    def last(self) -> int:
        """The last year."""
        return self.first + len(next(iter(self.columns.values()))) - 1

    def at(self, year: int) -> Year:
        """Give the world as it stood on 31 December of a year.

        Raises
        ------
        DataFault
            The past does not reach to that year.
        """
        now = self._index(year)
        return Year(year, self.ids, {n: column[now] for n, column in self.columns.items()})

    def __getitem__(self, field: Field) -> NDArray[np.generic]:
        """Give a column through all years, (T, N) or (T, N, N).

        Raises
        ------
        NeedFault
            The past has no such column.
        """
        return _held(self.columns, field, "the past")

    def during(self, field: Field, year: int) -> NDArray[np.generic]:
        """Give what happened in a year, (N,) or (N, N): an outcome, never a feature.

        Raises
        ------
        DataFault
            The field's source does not speak of that year.
        """
        covered = self.coverage[field.name]
        if not covered.first <= year <= covered.last:
            raise DataFault(
                f"{field.name} is not known of {year}",
                expected=f"a year from {covered.first} to {covered.last}",
                where="past.during",
                mend="end the sample there; what is not covered is not 0",
            )
        values: NDArray[np.generic] = self[field][self._index(year)]
        return values

    def until(self, year: int) -> "Past":
        """Give the past as it was known at the end of a year.

        Raises
        ------
        DataFault
            The past does not reach to that year.
        """
        whole = self._index(year) + 1
        columns = {name: column[:whole] for name, column in self.columns.items()}
        return replace(
            self,
            columns=MappingProxyType(columns),
            pacts=_begun(self.pacts, year),
            members=_begun(self.members, year),
            disputes=self.disputes.filter(pl.col("year") <= year),
        )

    def _index(self, year: int) -> int:
        if not self.first <= year <= self.last:
            raise DataFault(
                f"nothing is known of {year}",
                expected=f"a year from {self.first} to {self.last}",
                where="past",
                mend="ask of a year that the data sets reach to",
            )
        return year - self.first


def _held(
    columns: Mapping[str, NDArray[np.generic]], field: Field, where: str
) -> NDArray[np.generic]:
    try:
        return columns[field.name]
    except KeyError:
        raise NeedFault(
            f"no {field.name} is known",
            expected=f"one of {', '.join(sorted(columns))}",
            where=where,
            mend="name a field of foedus.past.fields, or add what gives it",
        ) from None


def _begun(spells: pl.DataFrame, year: int) -> pl.DataFrame:
    """Keep what had begun, and forget ends that had not come."""
    ended = pl.col("end_year") <= year
    told = ("end_year", "end_month", "end", "termination", "in_force")
    unknown = [name for name in told if name in spells.columns]
    return spells.filter(pl.col("start_year") <= year).with_columns(
        pl.when(ended).then(pl.col(name)).alias(name) for name in unknown
    )


def check_pacts(past: Past, *, where: str) -> None:
    """Refuse a past without pacts, as the one year that the package carries is.

    Raises
    ------
    NeedFault
        It holds none.
    """
    if "duration" not in past.pacts.columns:
        raise NeedFault(
            f"the past of {past.first} to {past.last} holds no pacts",
            expected="a past made of a shelf that holds atop_pacts",
            where=where,
            mend="bring the data by `foedus shelf get atop_pacts atop_members`",
        )
