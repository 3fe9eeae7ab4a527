from math import inf, nan

import numpy as np
import pytest

from foedus.faults import DataFault
from foedus.quantity import SCALE, Estimate, Field, Unit, exactly, word_for

SHARE = Field("share", "N", Unit.SHARE, "part of the whole", 0, 1)


def test_absence_is_let_through():
    SHARE.keep(np.array([0.0, np.nan, 1.0]), where="here")


def test_the_bounds_themselves_are_let_through():
    SHARE.keep(np.array([0.0, 1.0]), where="here")


def test_a_value_out_of_bounds_is_told_with_its_place():
    with pytest.raises(DataFault, match=r"share is 1\.5 at \(1,\)") as told:
        SHARE.keep(np.array([0.5, 1.5, -1.0]), where="nmc, 1914")
    assert "2 value(s)" in told.value.found
    assert told.value.where == "nmc, 1914"


def test_the_wrong_number_of_axes_is_told():
    with pytest.raises(DataFault, match="2 axes"):
        SHARE.keep(np.zeros((2, 2)), where="here")


@pytest.mark.parametrize("bounds", [(4.0, 1.0, 3.0), (0.0, 1.0, 0.5), (nan, 0.0, 1.0)])
def test_an_estimate_lies_within_its_own_interval(bounds):
    value, low, high = bounds
    with pytest.raises(DataFault, match="outside its own interval"):
        Estimate(value, low, high, 0.9, Unit.COUNT, "a run")


def test_an_estimate_may_be_open_at_one_end():
    assert Estimate(5.0, 1.0, inf, 0.9, Unit.COUNT, "a run").high == inf


def test_a_number_without_doubt_is_its_own_interval():
    one = exactly(23, Unit.COUNT, "treaty")
    assert (one.low, one.value, one.high, one.level) == (23, 23, 23, 1.0)


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.5, "roughly even chance"),
        (0.55, "likely"),
        (0.8, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_a_probability_has_the_word_of_its_band(probability, word):
    assert word_for(probability).word == word


def test_the_bands_of_the_scale_follow_on_without_a_gap():
    assert [w.high for w in SCALE[:-1]] == [w.low for w in SCALE[1:]]


@pytest.mark.parametrize("number", [-0.01, 1.01, nan])
def test_what_is_no_probability_has_no_word(number):
    with pytest.raises(DataFault, match="no probability"):
        word_for(number)


def test_no_two_units_are_written_alike():
    assert len({unit.value for unit in Unit}) == len(Unit)
