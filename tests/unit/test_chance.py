import subprocess
import sys

import numpy as np
import pytest

from foedus.chance import Draws, Stream
from foedus.faults import NeedFault
from foedus.quantity import Unit


def test_the_same_path_always_opens_the_same_numbers():
    one = Stream(7).child("onset", 1914)
    assert (one.uniforms(5) == Stream(7, ("onset", 1914)).uniforms(5)).all()


def test_drawing_twice_from_a_stream_advances_nothing():
    one = Stream(7).child("onset")
    assert (one.uniforms(5) == one.uniforms(5)).all()


def test_a_number_and_its_digits_name_two_streams():
    assert (Stream(1).child(1914).uniforms(3) != Stream(1).child("1914").uniforms(3)).any()


def test_a_path_is_not_the_sum_of_its_letters():
    one, other = Stream(1).child("ab", "c"), Stream(1).child("a", "bc")
    assert (one.uniforms(3) != other.uniforms(3)).any()


def test_another_seed_gives_other_numbers():
    assert (Stream(1).uniforms(3) != Stream(2).uniforms(3)).any()


def test_a_stream_opens_the_same_numbers_in_another_process():
    code = "from foedus.chance import Stream; print(Stream(7).child('a', 1).uniforms(2))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(Stream(7).child("a", 1).uniforms(2))


@pytest.mark.parametrize(("step", "same"), [(Unit.COUNT, "count"), (np.int64(3), 3)])
def test_streams_that_are_equal_open_the_same_numbers(step, same):
    one, other = Stream(1).child(step), Stream(1).child(same)
    assert one == other
    assert (one.uniforms(3) == other.uniforms(3)).all()


def test_draws_can_be_read_and_not_written():
    draws = Draws({"shells": np.arange(3.0)})
    assert draws["shells"].tolist() == [0, 1, 2]
    with pytest.raises(ValueError, match="read-only"):
        draws["shells"][0] = 9


def test_a_parameter_that_was_not_drawn_is_asked_for_by_name():
    with pytest.raises(NeedFault, match="no draws of 'oil'") as told:
        Draws({"shells": np.arange(3.0)})["oil"]
    assert "shells" in told.value.expected
    assert "oil" in told.value.mend
