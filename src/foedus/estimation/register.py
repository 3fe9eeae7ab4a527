"""The models of history, found by folder: a file of `models` that names a MODEL is one.

A model that finds more than coefficients says so by a function `constants(rows, fits)`,
and one that reads more for an entry than its terms by `specified(theory)`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from types import MappingProxyType
from typing import Protocol, cast

from foedus.estimation.alone import alone
from foedus.estimation.contest import Model, Progress
from foedus.estimation.fit import Fit
from foedus.estimation.rows import Rows
from foedus.estimation.sheet import Sheet
from foedus.estimation.theory import Theory, terms_of, theories
from foedus.faults import NeedFault
from foedus.past.past import Past
from foedus.terms.reading import Terms


class History(Model, Protocol):
    """A model of history: what its file offers beside fitting and forecasting."""

    MODEL: str
    ASKS: str
    TERMS: Terms
    FIRST: int
    """First year of its rows."""
    LAST: int
    """Last year of which the outcome is known."""

    def rows(self, past: Past, years: Iterable[int], *, terms: Sequence[str]) -> Rows:
        """Make the rows of some years, with the terms asked for."""
        ...

    def forecast_rows(self, past: Past, year: int, *, terms: Sequence[str]) -> Rows:
        """Make the rows of a year that has not been."""
        ...

    def backtest(
        self, past: Past, *, entries: Sequence[Theory], seed: int, progress: Progress
    ) -> tuple[Sheet, ...]:
        """Judge specifications on years that they had not seen."""
        ...


@dataclass(frozen=True, slots=True)
class Fitted:
    """All that was fitted of one model."""

    fits: Mapping[str, Fit]
    """By specification."""
    constants: Mapping[str, float]
    """What is found once the coefficients are, such as the spread of a shared wave."""


@cache
def models() -> Mapping[str, History]:
    """Find the models, by name.

    >>> "onset" in models()
    True
    """
    found = (item.name for item in files("foedus.estimation.models").iterdir())
    names = sorted(n.removesuffix(".py") for n in found if n.endswith(".py"))
    modules = [import_module(f"foedus.estimation.models.{name}") for name in names]
    held = {m.MODEL: cast(History, m) for m in modules if hasattr(m, "MODEL")}
    return MappingProxyType(held)


def model(name: str) -> History:
    """Give a model by its name.

    Raises
    ------
    NeedFault
        There is none of that name.
    """
    found = models()
    if name not in found:
        raise NeedFault(
            f"no model of history is called {name!r}",
            expected=f"one of {', '.join(found)}",
            where="estimation.register",
            mend="spell it as `foedus fit --help` does",
        )
    return found[name]


def fits(
    one: History,
    past: Past,
    *,
    before: int | None = None,
    tell: Callable[[str], None] = lambda name: None,
) -> Fitted:
    """Fit every specification of a model on all that is known, or was before a year.

    Parameters
    ----------
    one
        The model.
    past
        The past, to the last year of the rows at least.
    before
        The year that is to be forecast; after all that is known where none is given.
    tell
        Told the name of each specification that is done.

    Raises
    ------
    SolveFault
        A specification has no fit.
    """
    with alone():
        return _fitted(one, past, before, tell)


def _fitted(
    one: History, past: Past, before: int | None, tell: Callable[[str], None]
) -> Fitted:
    last = one.LAST if before is None else min(one.LAST, before - 1)
    entries = theories(one.MODEL)
    rows = one.rows(past, range(one.FIRST, last + 1), terms=asked(one, entries))
    made = dict[str, Fit]()
    for theory in entries:
        made[theory.name] = one.fit(rows, theory, origin=before or last + 1)
        tell(theory.name)
    found: Callable[[Rows, Mapping[str, Fit]], Mapping[str, float]] | None
    found = getattr(one, "constants", None)
    return Fitted(made, found(rows, made) if found else {})


def asked(one: History, entries: Sequence[Theory]) -> tuple[str, ...]:
    """List the terms that specifications of a model ask for, each once.

    Raises
    ------
    NeedFault
        A term is unknown to the model.
    """
    where = f"theories/{one.MODEL}.yaml"
    specified: Callable[[Theory], Sequence[str]] | None = getattr(one, "specified", None)
    if specified is None:
        return terms_of(entries, terms=one.TERMS, where=where)
    return terms_of(entries, terms=one.TERMS, where=where, specified=specified)
