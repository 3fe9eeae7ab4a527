"""Columns on their way into a fit: checked once, put on one scale, and put back.

A ridge penalty weighs terms against each other, so it must see them on one scale: less
their weighted mean, in units of their weighted standard deviation. The constant is free.
What is fitted there is told on the scale of the columns as they came.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]

CONSTANT = "constant"
"""The term that is no column."""

ROWS_AT_ONCE = 4096
"""Rows whose weighted copy still fits the processor's cache."""

LEAST_SPREAD = 1e-12
"""A spread below this share of a column's size is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Standardised columns, and the way back.

    Attributes
    ----------
    terms
        A name for each column, the constant first where there is one.
    ready
        Standardised columns, (S, K).
    scale
        Standard deviation of each column as it came, (K,); 1 for the constant.
    back
        Turns standardised coefficients into those of the columns as they came, (K, K).
    penalties
        Penalty on each standardised coefficient, (K,); 0 for the constant.
    """

    terms: tuple[str, ...]
    ready: Floats
    scale: Floats
    back: Floats
    penalties: Floats


def columns(
    values: Floats,
    terms: Sequence[str],
    *,
    weights: Floats,
    penalty: float,
    constant: bool,
    where: str,
) -> Columns:
    """Check columns and standardise them.

    Without a constant nothing is centred and the scale is the root mean square, so that
    a row and its mirror image count the same.

    Raises
    ------
    DataFault
        No row, names that do not fit, a value that is not finite, a negative weight or
        penalty, or a column that does not vary where no penalty would hold it.
    """
    values = checked(values, terms, penalty=penalty, where=where)
    total = checked_weights(weights, len(values), where=where).sum()
    mean = weights @ values / total if constant else np.zeros(values.shape[1])
    ready = np.empty((len(values), values.shape[1] + constant))
    ready[:, :constant] = 1.0
    moved = ready[:, int(constant) :]
    np.subtract(values, mean, out=moved)
    scale = np.sqrt(np.einsum("s,sk,sk->k", weights, moved, moved, optimize=False) / total)
    still = scale <= LEAST_SPREAD * np.maximum(np.abs(mean), 1e-300)
    if still.any() and not penalty:
        _refuse_still(terms, still, where=where)
    scale[still] = 1.0
    moved /= scale
    back = np.diag(np.concatenate([np.ones(int(constant)), 1 / scale]))
    if constant:
        back[0, 1:] = -mean / scale
    first = (CONSTANT,) if constant else ()
    ones, zeros = np.ones(len(first)), np.zeros(len(first))
    return Columns(
        (*first, *terms),
        ready,
        np.concatenate([ones, scale]),
        back,
        np.concatenate([zeros, np.full(len(scale), float(penalty))]),
    )


def checked(values: Floats, terms: Sequence[str], *, penalty: float, where: str) -> Floats:
    """Give the columns as floats, (S, K), if they can be fitted at all.

    Raises
    ------
    DataFault
        No row, names that do not fit, a value that is not finite, a negative penalty.
    """
    values = np.asarray(values, dtype=np.float64)
    named = len(set(terms)) == len(terms) and CONSTANT not in terms
    if values.ndim != 2 or values.shape[1] != len(terms) or not named:
        raise DataFault(
            f"{len(terms)} terms for columns of shape {values.shape}",
            expected=f"one name for each column, each once, none of them {CONSTANT!r}",
            where=where,
            mend="name the columns in their order; the constant is added by the fit",
        )
    if not len(values) or not np.isfinite(penalty) or penalty < 0:
        raise DataFault(
            f"{len(values)} rows and a penalty of {penalty:g}",
            expected="at least one row, and a penalty of 0 or more",
            where=where,
            mend="widen the sample, or give another penalty",
        )
    # The sum is finite unless a value is not: one pass, and no table of truth values.
    if not np.isfinite(values.sum()):
        broken = np.flatnonzero(~np.isfinite(values).all(axis=0))
        if len(broken):
            names = ", ".join(terms[k] for k in broken.tolist())
            raise DataFault(
                f"values that are not finite in {names}",
                expected="a number in every row",
                where=where,
                mend="leave those rows out, or fill them before the fit",
            )
    return values


def checked_weights(weights: Floats, rows: int, *, where: str) -> Floats:
    """Give the weights if they can weigh so many rows.

    Raises
    ------
    DataFault
        Another number of rows, a weight that is negative or not finite, or none above 0.
    """
    fit = weights.shape == (rows,) and bool(np.isfinite(weights).all())
    if not fit or weights.min() < 0 or weights.sum() <= 0:
        raise DataFault(
            f"weights of shape {weights.shape} for {rows} rows, or some that cannot weigh",
            expected="one weight a row, 0 or more, not all of them 0",
            where=where,
            mend="give every row a weight, or none at all",
        )
    return weights


def rowwise(
    given: Floats | None, rows: int, *, empty: float, name: str, where: str
) -> Floats:
    """Give one finite number a row, the same one where none was given.

    Raises
    ------
    DataFault
        Another number of rows, or one that is not finite.
    """
    if given is None:
        return np.full(rows, empty)
    held = np.asarray(given, dtype=np.float64)
    if held.shape != (rows,) or not np.isfinite(held).all():
        raise DataFault(
            f"{name} of shape {held.shape} for {rows} rows, or some not finite",
            expected="one finite number a row",
            where=where,
            mend=f"give {name} for the rows that are fitted",
        )
    return held


def gram(values: Floats, weights: Floats) -> Floats:
    """Sum the weighted outer products of rows, (K, K); no weight is negative."""
    total = np.zeros((values.shape[1], values.shape[1]))
    root = np.sqrt(weights)
    for start in range(0, len(values), ROWS_AT_ONCE):
        part = slice(start, start + ROWS_AT_ONCE)
        weighed = values[part] * root[part, None]
        total += weighed.T @ weighed
    return total


def _refuse_still(terms: Sequence[str], still: NDArray[np.bool_], *, where: str) -> None:
    names = ", ".join(term for term, at_rest in zip(terms, still, strict=True) if at_rest)
    raise DataFault(
        f"no variation in {names}",
        expected="columns that differ between rows",
        where=where,
        mend="drop the column, or fit with a penalty, which leaves it at 0",
    )
