"""Networks by pseudo-likelihood: each tie given all the others.

Given the rest of the network, a tie is a logit of what would change in the network's
statistics were it there: its change statistics. Pooled over years and fitted by `logit`
they give the maximum pseudo-likelihood estimate of an exponential random graph model, over
time a TERGM. Its model-based standard errors are too small where ties depend on each
other; bootstrap over years instead.

References
----------
Strauss, Ikeda (1990), https://doi.org/10.1080/01621459.1990.10475327
Leifeld, Cranmer, Desmarais (2018), https://doi.org/10.18637/jss.v083.i06
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.fit import Fit
from foedus.estimation.logit import logit
from foedus.faults import DataFault

Floats = NDArray[np.float64]
WHERE = "estimation.mple.mple"


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """One year of a network, ready to be pooled.

    Attributes
    ----------
    ties
        1 where there is a tie, (N, N), symmetric.
    changes
        Name -> change statistic of each pair, (N, N); the upper triangle is read.
    """

    ties: Floats
    changes: Mapping[str, Floats]


def mple(slices: tuple[Slice, ...]) -> Fit:
    """Maximise the pseudo-likelihood of undirected networks, pooled over years.

    Raises
    ------
    DataFault
        No year, a network that is not symmetric, or years with other statistics.
    SolveFault
        The statistics separate the ties, or repeat each other.

    Examples
    --------
    >>> ring = np.array([[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0.0]])
    >>> mple((Slice(ring, {}),)).coef.round(3)
    array([0.693])
    """
    _refuse_slices(slices)
    names = tuple(slices[0].changes)
    parts = [_upper(one, names) for one in slices]
    outcome = np.concatenate([ties for ties, _ in parts])
    values = np.concatenate([columns for _, columns in parts])
    found = logit(values, outcome, terms=names)
    return replace(found, kind="mple", terms=("edges", *names))


def shared_partners(ties: Floats) -> Floats:
    """Count the states to which both of a pair are tied, (N, N); diagonal zero."""
    partners: Floats = ties @ ties
    np.fill_diagonal(partners, 0.0)
    return partners


def gwesp(ties: Floats, *, decay: float = 0.0) -> Floats:
    """Give the change of geometrically weighted edgewise shared partners, (N, N).

    With decay a a tie with p shared partners counts e^a (1 - (1 - e^-a)^p); at 0 that is
    whether there is any. A new tie counts for itself, and raises by one the partners of
    each tie between either of the pair and a state tied to both.

    References
    ----------
    Hunter (2007), https://doi.org/10.1016/j.socnet.2006.08.005
    """
    partners = shared_partners(ties)
    keep = 1 - np.exp(-decay)
    own = np.exp(decay) * (1 - _power(keep, partners))
    # What one more partner adds to a tie that had p of them without this pair's own tie:
    # in a network that has the tie, one of those p is by way of it.
    without = _power(keep, partners)
    within = _power(keep, np.maximum(partners - 1, 0.0))
    absent = ties * without
    present = ties * within
    gained_absent = absent @ ties + ties @ absent
    gained_present = present @ ties + ties @ present
    change: Floats = own + np.where(ties > 0, gained_present, gained_absent)
    np.fill_diagonal(change, 0.0)
    return change


def nodal_sum(values: Floats) -> Floats:
    """Sum a trait over each pair, (N, N): the change statistic `nodecov`."""
    return values[:, None] + values[None, :]


def nodal_gap(values: Floats) -> Floats:
    """Give how far a trait of a pair is apart, (N, N): the change statistic `absdiff`."""
    gap: Floats = np.abs(values[:, None] - values[None, :])
    return gap


def stability(before: Floats) -> Floats:
    """Give 1 where a tie was before and -1 where none was, (N, N)."""
    return 2 * before - 1


def mirrored(upper: Floats) -> Floats:
    """Make symmetric a matrix of which only one triangle was kept, (N, N)."""
    whole: Floats = np.maximum(upper, upper.T)
    return whole


def _power(base: float, exponents: Floats) -> Floats:
    powers: Floats = np.power(base, exponents)  # 0 to the 0 is 1, as it should be here
    return powers


def _upper(one: Slice, names: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Lay out the pairs of a year, each once."""
    pairs = np.triu_indices(len(one.ties), 1)
    columns = [one.changes[name][pairs] for name in names]
    values = np.stack(columns, axis=1) if columns else np.empty((len(pairs[0]), 0))
    return one.ties[pairs], values


def _refuse_slices(slices: tuple[Slice, ...]) -> None:
    for one in slices:
        square = one.ties.ndim == 2 and one.ties.shape[0] == one.ties.shape[1]
        same = one.changes.keys() == slices[0].changes.keys()
        fits = square and all(c.shape == one.ties.shape for c in one.changes.values())
        if not same or not fits or not np.array_equal(one.ties, one.ties.T):
            raise DataFault(
                f"ties of shape {one.ties.shape} with {', '.join(one.changes)}",
                expected="a symmetric network and the same statistics in every year",
                where=WHERE,
                mend="mirror what was kept as a triangle, and name each statistic alike",
            )
    if not slices:
        raise DataFault(
            "no year", expected="at least one", where=WHERE, mend="hand over a network"
        )
