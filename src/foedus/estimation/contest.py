"""Rival specifications of one model, judged on years that none of them had seen.

Every entry is fitted anew at each origin and forecasts the years until the next. What it
gave to that which then happened is all that counts: the mean log of it is its score, the
difference of two such means, with whole years drawn again, says whether one entry told
more than another. A pool mixes entries by weights that were best on earlier blocks, so
that it too knows nothing of the years it is judged on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.alone import alone
from foedus.estimation.fit import Fit
from foedus.estimation.origins import Origins, rolling
from foedus.estimation.rows import Rows
from foedus.estimation.score import LEAST_CHANCE, Gain, paired_gain
from foedus.estimation.stack import pooled, stack
from foedus.estimation.theory import Theory
from foedus.faults import NeedFault

Floats = NDArray[np.float64]
Progress = Callable[[int, int, str], None]
"""Told after each step: how many are done, of how many, and what was done."""


class Model(Protocol):
    """What a model must offer to hold a contest: a module does."""

    def fit(self, rows: Rows, theory: Theory, *, origin: int) -> Fit:
        """Fit a specification on rows that were known before the origin."""
        ...

    def chances(self, fit: Fit, rows: Rows) -> Floats:
        """Forecast rows, (S,) or one column an alternative, (S, A)."""
        ...

    def told(self, chances: Floats, rows: Rows) -> tuple[Floats, NDArray[np.int64]]:
        """Give the chance that was given to what happened, (E,), and the year of each."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """One entry, out of sample."""

    theory: Theory
    chances: Floats
    """What it forecast of each row, (S,) or (S, A)."""
    told: Floats
    """The chance it gave to each thing that happened, (E,)."""

    @property
    def losses(self) -> Floats:
        """Its log loss for each thing that happened, in nats, (E,)."""
        each: Floats = -np.log(np.maximum(self.told, LEAST_CHANCE))
        return each


@dataclass(frozen=True, slots=True, eq=False)
class Contest:
    """All entries on the same rows.

    Attributes
    ----------
    rows
        The rows that were forecast.
    origins
        From where.
    years
        The year of each thing that happened, (E,); a year is a block of the bootstrap.
    tried
        The entries, in the order in which they were entered.
    """

    rows: Rows
    origins: Origins
    years: NDArray[np.int64]
    tried: tuple[Tried, ...]

    def entry(self, name: str) -> Tried:
        """Give an entry by its name.

        Raises
        ------
        NeedFault
            There is none of that name.
        """
        for one in self.tried:
            if one.theory.name == name:
                return one
        raise NeedFault(
            f"no entry {name!r}",
            expected=f"one of {', '.join(one.theory.name for one in self.tried)}",
            where="estimation.contest",
            mend="enter it, or name one that was entered",
        )

    def loss(self, name: str) -> float:
        """Give an entry's mean log loss, in nats."""
        return float(self.entry(name).losses.mean())

    def gain(self, name: str, over: str, *, seed: int) -> Gain:
        """Give what an entry told more than another, in nats, with its interval."""
        mine, other = self.entry(name), self.entry(over)
        return paired_gain(other.losses, mine.losses, self.years, seed=seed)

    def weights(self, names: Sequence[str]) -> Floats:
        """Give the weights of the pool that would have told most, (M,)."""
        return stack(self._told(names))

    def pool(self, names: Sequence[str]) -> Floats:
        """Give what a pool told whose weights are those of earlier blocks, (E,).

        In the first block, before which there is none, all weigh the same.
        """
        told = self._told(names)
        mixed = np.empty(len(told))
        for origin, until in self.origins:
            before = self.years < origin
            weights = stack(told[before]) if before.any() else np.ones(len(names))
            now = (self.years >= origin) & (self.years < until)
            mixed[now] = pooled(told[now], weights / weights.sum())
        return mixed

    def _told(self, names: Sequence[str]) -> Floats:
        told = np.column_stack([self.entry(name).told for name in names])
        return np.maximum(told, LEAST_CHANCE)


def contest(
    model: Model,
    rows: Rows,
    entries: Sequence[Theory],
    origins: Origins,
    *,
    progress: Progress = lambda done, whole, step: None,
) -> Contest:
    """Try every entry at every origin.

    Parameters
    ----------
    model
        Fits and forecasts.
    rows
        All years: those before the first origin serve to fit on.
    entries
        The specifications.
    origins
        From where to forecast, and to which year.
    progress
        Told after each entry.

    Raises
    ------
    DataFault
        An origin has no rows before it.
    SolveFault
        An entry could not be fitted.
    """
    tested = rows.during(origins.first, origins.last)
    tried, years = list[Tried](), np.empty(0, np.int64)
    for done, theory in enumerate(entries, 1):
        with alone():
            chances = _forecasts(model, rows, theory, origins)
        told, years = model.told(chances, tested)
        tried.append(Tried(theory, chances, told))
        progress(done, len(entries), theory.name)
    return Contest(tested, origins, years, tuple(tried))


def _forecasts(model: Model, rows: Rows, theory: Theory, origins: Origins) -> Floats:
    """Forecast the tested rows by one entry, (S,) or (S, A)."""
    made = rolling(
        lambda before, origin: model.fit(rows.where(before), theory, origin=origin),
        lambda fit, ahead, origin: model.chances(fit, rows.where(ahead)),
        rows.year,
        origins,
        read=rows.year - 1,
    )
    return made.values[made.made]
