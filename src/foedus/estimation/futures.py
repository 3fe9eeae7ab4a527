"""The futures of rival theories: for each the system's hazards, with its own terms alone.

All are fitted on the same years, with year effects, priors and waves of their own. What the
package carries was fitted on what was known before the year after its world's, as the whole
system was, and holds no terms that are 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np

from foedus import doors
from foedus.estimation.fit import FitRecord
from foedus.estimation.forward import HAZARDS, Forward, forward, forwards
from foedus.estimation.system import System, system_of
from foedus.estimation.system_rows import FORMATION, ONSET, widened
from foedus.past.past import Past

TERMS = MappingProxyType(
    {
        **HAZARDS,
        "expected_onset": ONSET.bare,
        "expected_formation": FORMATION.bare,
    }
)
"""Fit -> its terms but for the constant, as the whole system has them."""


@dataclass(frozen=True, slots=True)
class Futures:
    """The systems of all entries, as they pass the doors: without terms that are 0."""

    entries: dict[str, System]

    @property
    def digest(self) -> str:
        """Name all that it holds."""
        return doors.digest(self)

    @property
    def before(self) -> int:
        """Give the first year that nothing was known of."""
        return next(iter(self.entries.values())).before

    @property
    def sources(self) -> dict[str, str]:
        """Give the data sets they were fitted on, with their versions."""
        return next(iter(self.entries.values())).sources

    def system(self, name: str) -> System:
        """Give the system of one entry, with coefficients of 0 where it has no term.

        Raises
        ------
        NeedFault
            There is no such entry.
        """
        held = self.entries[forward(name).name]
        fits = {
            fit: FitRecord.of(widened(one.fit(), TERMS[fit])) if fit in TERMS else one
            for fit, one in held.fits.items()
        }
        return replace(held, fits=fits)


def future_of(past: Past, entry: Forward, *, before: int) -> System:
    """Fit the system of one theory on what was known before a year."""
    return system_of(past, before=before, keep=entry.keep)


def futures_of(
    past: Past,
    *,
    before: int,
    entries: Sequence[Forward] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Futures:
    """Fit the systems of all theories and nulls.

    Parameters
    ----------
    past
        The past, which may reach farther; nothing later is read.
    before
        The year that simulations begin with.
    entries
        Which; those of the package if none are told.
    tell
        Told the name of each when it is fitted.
    """
    known, held = past.until(min(before - 1, past.last)), dict[str, System]()
    for one in forwards() if entries is None else entries:
        made = future_of(known, one, before=before)
        fits = {
            fit: narrowed(told) if fit in TERMS else told for fit, told in made.fits.items()
        }
        held[one.name] = replace(made, fits=fits)
        tell(one.name)
    return Futures(held)


def narrowed(told: FitRecord) -> FitRecord:
    """Leave out terms that were not fitted and whose coefficients are 0.

    >>> from foedus.estimation.fit import Fit
    >>> one = Fit("logit", ("constant", "near", "far"), np.array([-1.0, 0.5, 0.0]),
    ...           np.diag([0.1, 0.1, 0.0]), np.ones(3), 0.0, 9, 3, -4.5, 5)
    >>> narrowed(FitRecord.of(one)).terms
    ('constant', 'near')
    """
    fit = told.fit()
    at = np.flatnonzero((fit.coef != 0) | np.any(fit.cov != 0, axis=1))
    kept = replace(
        fit,
        terms=tuple(fit.terms[k] for k in at),
        coef=fit.coef[at],
        cov=fit.cov[np.ix_(at, at)],
        scale=fit.scale[at],
    )
    return FitRecord.of(kept)


def futures_text(made: Futures) -> str:
    """Write them as JSON, the same text for the same fits."""
    return doors.json_text(made) + "\n"


@cache
def carried_futures() -> Futures:
    """Give the futures that the package carries."""
    place = files("foedus.estimation") / "futures.json"
    return doors.read_json(
        Futures, place.read_text("utf-8"), where="estimation/futures.json"
    )
