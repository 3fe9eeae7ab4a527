"""Which knob an answer hangs on, held against functions whose shares are known."""

import numpy as np
import pytest

from foedus.chance import Stream
from foedus.questions.parts.sanctions.knobs import design
from foedus.questions.swings import HIGH, LOW, swings


def ishigami(rows):
    x, y, z = np.pi * (2 * rows.T - 1)
    return (np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x))[:, None]


def sum_of(*weights):
    return lambda rows: rows @ np.array(weights)[:, None]


def split(law, names, points=1024, seed=1):
    return swings(law, names, points=points, stream=Stream(seed))


def test_the_shares_of_ishigami_are_those_of_the_books():
    """Saltelli et al. (2000): 0.314, 0.442, 0 alone; 0.558, 0.442, 0.244 in all."""
    found = split(ishigami, ("a", "b", "c"), points=4096)
    assert found.first[:, 0] == pytest.approx([0.314, 0.442, 0.0], abs=0.02)
    assert found.total[:, 0] == pytest.approx([0.558, 0.442, 0.244], abs=0.02)


def test_what_adds_up_has_no_more_in_all_than_alone():
    found = split(sum_of(2.0, 1.0), ("a", "b"))
    assert found.first[:, 0] == pytest.approx([0.8, 0.2], abs=0.03)
    assert found.total == pytest.approx(found.first, abs=0.03)


def test_a_knob_that_does_nothing_has_no_share():
    found = split(sum_of(1.0, 0.0), ("a", "idle"), points=64)
    assert found.total[1, 0] == 0
    assert found.low[1] == found.high[1] == found.middle


def test_an_output_that_never_moves_has_no_shares():
    found = split(
        lambda rows: np.c_[rows[:, 0], np.full(len(rows), 3.0)], ("a",), points=16
    )
    assert found.first[0, 1] == found.total[0, 1] == 0


def test_one_knob_is_turned_and_the_others_stay_in_the_middle():
    found = split(sum_of(1.0, 10.0), ("a", "b"), points=16)
    assert found.low[:, 0] == pytest.approx([LOW + 5, 0.5 + 10 * LOW])
    assert found.high[:, 0] == pytest.approx([HIGH + 5, 0.5 + 10 * HIGH])


def test_a_design_fills_the_cube_evenly_and_by_its_stream_alone():
    rows = design(64, 5, Stream(3))
    assert rows.shape == (64, 5)
    assert ((rows > 0) & (rows < 1)).all()
    assert rows.mean(axis=0) == pytest.approx(0.5, abs=0.02)
    assert (rows == design(64, 5, Stream(3))).all()
    assert (rows != design(64, 5, Stream(4))).any()
