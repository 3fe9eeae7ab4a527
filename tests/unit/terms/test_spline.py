import numpy as np
import pytest

from foedus.faults import DataFault
from foedus.terms.spline import spline

KNOTS = (0.0, 1.5, 3.0, 4.5)


def test_a_spline_is_straight_beyond_its_last_knot():
    held = spline(np.array([5.0, 6.0, 7.0, 8.0]), KNOTS)
    assert np.allclose(np.diff(held, n=2, axis=0), 0)


def test_a_spline_is_flat_before_its_first_knot():
    assert not spline(np.array([-2.0, -1.0, 0.0]), KNOTS).any()


@pytest.mark.parametrize("knot", KNOTS[1:-1])
def test_a_spline_has_no_kink_at_a_knot(knot):
    h = 1e-4
    x = np.array([knot - 2 * h, knot - h, knot, knot + h, knot + 2 * h])
    slopes = np.diff(spline(x, KNOTS), axis=0) / h
    assert np.allclose(slopes, slopes[0], atol=1e-3)


@pytest.mark.parametrize("knots", [(0.0, 1.0), (0.0, 2.0, 1.0), (0.0, np.nan, 1.0)])
def test_knots_that_do_not_rise_are_a_fault(knots):
    with pytest.raises(DataFault, match="knots"):
        spline(np.array([1.0]), knots)
