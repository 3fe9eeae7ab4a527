"""A fitted model: what every estimator gives back, and all that a forecast needs.

Coefficients stand on the scale of the columns as they came, so a forecast asks for no
memory of the sample. Their covariance is that of the posterior under the penalty read as
a normal prior, and is what `draws` draws from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Draws, Stream
from foedus.doors import json_text, read_json
from foedus.estimation.columns import CONSTANT, Columns
from foedus.estimation.newton import Peak
from foedus.faults import DataFault, NeedFault

Floats = NDArray[np.float64]
Kind = Literal["logit", "choice", "sides", "multinomial", "counts", "mple", "ppml"]

DISPERSION = "log_dispersion"
"""The term of a count model that is no column: ln of the spread beyond Poisson, ln 1/r."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fitted model.

    Attributes
    ----------
    kind
        The estimator.
    terms
        Name of each coefficient; `constant` first where there is one. In a multinomial
        fit each is `category:term`.
    coef
        Coefficients on the scale of the columns as they came, (K,).
    cov
        Covariance of the coefficients, (K, K).
    scale
        Standard deviation of each column in the sample, (K,); 1 for the constant.
    penalty
        Ridge penalty on the squared standardised coefficients, halved.
    rows
        Rows fitted.
    events
        Events among them.
    log_likelihood
        Weighted log-likelihood at the coefficients, without the penalty.
    rounds
        Newton rounds used.
    half_life
        Years in which the weight of a row halves; None where all weigh the same.
    categories
        Categories of a multinomial fit, the baseline first; empty in every other.

    Examples
    --------
    >>> one = Fit("logit", ("constant", "near"), np.array([-2.0, 1.0]), np.eye(2),
    ...           np.ones(2), 0.0, 9, 3, -4.5, 5)
    >>> one.utility(np.array([[0.0], [3.0]]))
    array([-2.,  1.])
    """

    kind: Kind
    terms: tuple[str, ...]
    coef: Floats
    cov: Floats
    scale: Floats
    penalty: float
    rows: int
    events: int
    log_likelihood: float
    rounds: int
    half_life: float | None = None
    categories: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        count = len(self.terms)
        for name, shape in (
            ("coef", (count,)),
            ("cov", (count, count)),
            ("scale", (count,)),
        ):
            held = np.array(getattr(self, name), dtype=np.float64)
            if held.shape != shape or not np.isfinite(held).all():
                raise DataFault(
                    f"{name} of shape {held.shape}, or not finite, for {count} terms",
                    expected=f"finite numbers of shape {shape}",
                    where="estimation.fit.Fit",
                    mend="hand over what one fit gave, term by term",
                )
            held.flags.writeable = False
            object.__setattr__(self, name, held)

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns that a forecast is made from, in their order."""
        terms = self.terms
        if self.categories:
            first = f"{self.categories[1]}:"
            terms = tuple(t.removeprefix(first) for t in terms if t.startswith(first))
        return tuple(term for term in terms if term not in (CONSTANT, DISPERSION))

    @property
    def doubt(self) -> Floats:
        """Give the standard error of each coefficient, (K,)."""
        errors: Floats = np.sqrt(np.maximum(np.diag(self.cov), 0.0))
        return errors

    @property
    def standard(self) -> Floats:
        """Give what a standard deviation of each column adds to the utility, (K,)."""
        return self.coef * self.scale

    def utility(self, values: Floats) -> Floats:
        """Give the linear predictor of each row, (S,).

        Parameters
        ----------
        values
            The columns of `columns`, as they come, (S, K) less the constant.

        Raises
        ------
        DataFault
            Another number of columns.
        NeedFault
            A multinomial fit, which has a utility for each category.
        """
        if self.categories:
            raise NeedFault(
                "one utility asked of a multinomial fit",
                expected="a fit with one utility",
                where="estimation.fit.Fit.utility",
                mend="ask estimation.multinomial.shares for its probabilities",
            )
        values = fitting(values, self.columns, where="estimation.fit.Fit.utility")
        first = int(self.terms[:1] == (CONSTANT,))
        slopes = self.coef[first : first + len(self.columns)]
        return values @ slopes + (self.coef[0] if first else 0.0)

    def draws(self, runs: int, stream: Stream) -> Draws:
        """Draw coefficients from their normal posterior, a column a term.

        The first draws are the same however many are asked for.

        Parameters
        ----------
        runs
            How many.
        stream
            Where to draw from, named by the model: two fits drawn from one stream would
            err together.
        """
        roots, directions = np.linalg.eigh(self.cov)
        spread = directions * np.sqrt(np.maximum(roots, 0.0))
        noise = (
            stream.child("fit", self.kind)
            .generator()
            .standard_normal((runs, len(self.terms)))
        )
        drawn = self.coef + noise @ spread.T
        return Draws({term: drawn[:, k].copy() for k, term in enumerate(self.terms)})


@dataclass(frozen=True, slots=True)
class FitRecord:
    """A fit in plain numbers, as it passes the doors; floats come back exactly."""

    kind: Kind
    terms: tuple[str, ...]
    coef: tuple[float, ...]
    cov: tuple[tuple[float, ...], ...]
    scale: tuple[float, ...]
    penalty: float
    rows: int
    events: int
    log_likelihood: float
    rounds: int
    half_life: float | None = None
    categories: tuple[str, ...] = ()

    @classmethod
    def of(cls, fit: Fit) -> "FitRecord":
        """Write down a fit."""
        return cls(
            fit.kind,
            fit.terms,
            tuple(fit.coef.tolist()),
            tuple(tuple(row) for row in fit.cov.tolist()),
            tuple(fit.scale.tolist()),
            float(fit.penalty),
            int(fit.rows),
            int(fit.events),
            float(fit.log_likelihood),
            int(fit.rounds),
            fit.half_life,
            fit.categories,
        )

    def fit(self) -> Fit:
        """Give the fit that was written down."""
        return Fit(
            self.kind,
            self.terms,
            np.array(self.coef, dtype=np.float64),
            np.array(self.cov, dtype=np.float64).reshape(len(self.terms), len(self.terms)),
            np.array(self.scale, dtype=np.float64),
            self.penalty,
            self.rows,
            self.events,
            self.log_likelihood,
            self.rounds,
            self.half_life,
            self.categories,
        )


def fit_text(fit: Fit) -> str:
    """Write a fit as JSON, every float exact."""
    return json_text(FitRecord.of(fit))


def read_fit(text: str, *, where: str) -> Fit:
    """Read a fit that `fit_text` wrote.

    Raises
    ------
    DataFault
        The text is no fit.
    """
    return read_json(FitRecord, text, where=where).fit()


def fitted(kind: Kind, held: Columns, peak: Peak, *, rows: int, events: int) -> Fit:
    """Put what was found on standardised columns back on the scale they came with."""
    return Fit(
        kind,
        held.terms,
        held.back @ peak.coef,
        held.back @ peak.cov @ held.back.T,
        held.scale,
        float(held.penalties.max(initial=0.0)),
        rows,
        events,
        peak.log_likelihood,
        peak.rounds,
    )


def fitting(values: Floats, names: Sequence[str], *, where: str) -> Floats:
    """Give the columns as floats, (S, K), if there is one for each name.

    Raises
    ------
    DataFault
        Another number of columns.
    """
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2 or values.shape[1] != len(names):
        raise DataFault(
            f"values of shape {values.shape}",
            expected=f"{len(names)} columns: {', '.join(names)}",
            where=where,
            mend="hand over the columns of the fit, in its order",
        )
    return values
