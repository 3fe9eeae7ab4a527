"""Fits that the package carries, so that a case can be asked where no data set is at hand.

An artefact holds the coefficients of every specification of a model, with what they were
fitted on: the years, the versions of the data sets, and a digest of every column of the
past, by which a changed data set is found and named. `foedus fit` makes it anew; the same
data give the same file, digit for digit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from math import floor, log10

import numpy as np

from foedus import doors
from foedus.estimation.fit import Fit, FitRecord
from foedus.faults import NeedFault
from foedus.past.past import Past

DIGITS = 8
"""Significant digits of what has no standard error."""

DOUBT, FOUND = 5, 4
"""Significant digits of covariances, and of constants, which are searched for."""

_PLACE = files("foedus.estimation") / "artefacts"


@dataclass(frozen=True, slots=True)
class Artefact:
    """The fits of one model, and what they rest on."""

    model: str
    first: int
    """First year of the rows."""
    last: int
    """Last year of the rows: a forecast is for later ones."""
    sources: dict[str, str]
    """Data set -> version."""
    columns: dict[str, str]
    """Column of the past -> digest of its values up to the last year."""
    fits: dict[str, FitRecord]
    """Specification -> what was fitted."""
    constants: dict[str, float]
    """What was found once the coefficients were."""

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)

    def fit(self, name: str) -> Fit:
        """Give a fit by the name of its specification.

        Raises
        ------
        NeedFault
            It has none of that name.
        """
        try:
            return self.fits[name].fit()
        except KeyError:
            raise NeedFault(
                f"no fit of {name!r} for {self.model}",
                expected=f"one of {', '.join(self.fits)}",
                where=f"artefacts/{self.model}.json",
                mend="enter the specification and run `foedus fit`",
            ) from None


def artefact(
    model: str,
    past: Past,
    fits: Mapping[str, Fit],
    constants: Mapping[str, float],
    *,
    first: int,
    last: int,
) -> Artefact:
    """Put fits together with what they rest on."""
    return Artefact(
        model=model,
        first=first,
        last=last,
        sources=dict(sorted(past.sources.items())),
        columns=digests(past.until(last)),
        fits={name: _few_digits(FitRecord.of(fit)) for name, fit in fits.items()},
        constants={name: _rounded(value, FOUND) for name, value in constants.items()},
    )


def digests(past: Past) -> dict[str, str]:
    """Name each column of a past by its values."""
    return {
        name: blake2b(np.ascontiguousarray(column).data, digest_size=8).hexdigest()
        for name, column in sorted(past.columns.items())
    }


def changed(old: Artefact, new: Artefact) -> tuple[str, ...]:
    """Say in sentences what differs between two artefacts of a model; nothing if none."""
    told = []
    columns = [n for n in new.columns if old.columns.get(n) != new.columns[n]]
    if columns:
        told.append(f"other data: {', '.join(columns)}")
    versions = [n for n in new.sources if old.sources.get(n) != new.sources[n]]
    if versions:
        told.append(f"other versions: {', '.join(versions)}")
    if (old.first, old.last) != (new.first, new.last):
        told.append(f"years {new.first} to {new.last}, were {old.first} to {old.last}")
    for name in dict.fromkeys([*old.fits, *new.fits]):
        if name not in new.fits or name not in old.fits:
            told.append(f"{name} is {'gone' if name in old.fits else 'new'}")
        elif old.fits[name] != new.fits[name]:
            told.append(f"{name}: {_moved(old.fits[name], new.fits[name])}")
    for name in dict.fromkeys([*old.constants, *new.constants]):
        was, now = old.constants.get(name), new.constants.get(name)
        if was != now:
            told.append(f"{name} is {now}, was {was}")
    return tuple(told)


@cache
def shipped(model: str) -> Artefact:
    """Give the artefact of a model that the package carries.

    Raises
    ------
    NeedFault
        It carries none.
    """
    place = _PLACE / f"{model}.json"
    if not place.is_file():
        raise NeedFault(
            f"the package carries no fit of {model!r}",
            expected=f"a model among {', '.join(carried_models())}",
            where="estimation/artefacts",
            mend="make it by `foedus fit`",
        )
    return read_artefact(place.read_text("utf-8"), where=f"artefacts/{model}.json")


def carried_models() -> tuple[str, ...]:
    """Name the models of which the package carries fits."""
    found = (item.name for item in _PLACE.iterdir()) if _PLACE.is_dir() else ()
    return tuple(sorted(n.removesuffix(".json") for n in found if n.endswith(".json")))


def artefact_text(made: Artefact) -> str:
    """Write an artefact as JSON, the same text for the same fits."""
    return doors.json_text(made, indent=1) + "\n"


def read_artefact(text: str, *, where: str) -> Artefact:
    """Read an artefact that `artefact_text` wrote.

    Raises
    ------
    DataFault
        The text is none.
    """
    return doors.read_json(Artefact, text, where=where)


def _few_digits(record: FitRecord) -> FitRecord:
    """Round to digits on which every processor agrees."""
    errors = [record.cov[k][k] ** 0.5 for k in range(len(record.coef))]
    return replace(
        record,
        coef=tuple(
            _within(value, error) for value, error in zip(record.coef, errors, strict=True)
        ),
        cov=tuple(tuple(_rounded(value, DOUBT) for value in row) for row in record.cov),
        scale=tuple(_rounded(value) for value in record.scale),
        log_likelihood=_rounded(record.log_likelihood),
    )


def _within(value: float, error: float) -> float:
    """Round to a hundred-thousandth of a standard error."""
    return round(value, 5 - floor(log10(error))) if error > 0 else _rounded(value)


def _rounded(value: float, digits: int = DIGITS) -> float:
    return float(f"{value:.{digits}g}")


def _moved(old: FitRecord, new: FitRecord) -> str:
    """Say how far the coefficients of a specification moved."""
    if old.terms != new.terms:
        return "other terms"
    steps = np.abs(np.array(new.coef) - np.array(old.coef))
    spread = np.sqrt(np.maximum(np.diag(np.array(old.cov)), 1e-300))
    if not steps.any():
        return "the same coefficients, another sample or covariance"
    most = int(np.argmax(steps / spread))
    return (
        f"{new.terms[most]} moved most, from {old.coef[most]:.4g} to {new.coef[most]:.4g}, "
        f"{steps[most] / spread[most]:.2g} of its standard error"
    )
