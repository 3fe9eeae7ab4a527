import numpy as np
import patsy
import pytest

from foedus.estimation.spline import bends
from foedus.faults import DataFault

KNOTS = (0.0, 1.5, 3.0, 4.5)
X = np.linspace(-1, 6, 200)


def test_the_basis_is_that_of_harrell_s_definition():
    # Regression Modeling Strategies, (2.24)-(2.27), typed out for the first of two columns.
    def cube(v):
        return np.maximum(v, 0) ** 3

    t1, _, t3, t4 = KNOTS
    first = cube(X - t1)
    first = (
        first - cube(X - t3) * (t4 - t1) / (t4 - t3) + cube(X - t4) * (t3 - t1) / (t4 - t3)
    )
    assert bends(X, KNOTS)[:, 0] == pytest.approx(first / (t4 - t1) ** 2)


def test_there_is_a_column_for_each_inner_knot():
    assert bends(X, KNOTS).shape == (200, 2)


def test_the_curve_spans_the_natural_cubic_splines_of_patsy():
    inside = np.linspace(0, 4.5, 100)
    theirs = np.asarray(
        patsy.dmatrix("cr(x, knots=(1.5, 3.0), lower_bound=0, upper_bound=4.5) - 1",
                      {"x": inside})
    )  # fmt: skip
    ours = np.column_stack([np.ones(100), inside, bends(inside, KNOTS)])
    left = theirs - ours @ np.linalg.lstsq(ours, theirs, rcond=None)[0]
    assert np.abs(left).max() < 1e-10


def test_the_tails_are_straight():
    below, above = bends(X[X < 0], KNOTS), bends(X[X > 4.5], KNOTS)
    assert not below.any()
    assert np.diff(above, n=2, axis=0) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("knots", [(0, 1), (0, 1, 1), (2, 1, 0)])
def test_knots_that_do_not_rise_are_refused(knots):
    with pytest.raises(DataFault, match="knots"):
        bends(X, knots)
