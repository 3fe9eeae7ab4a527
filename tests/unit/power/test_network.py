import numpy as np
import pytest

from foedus.faults import DataFault
from foedus.power.network import gains, network

PAIR = np.array([[0.0, 1.0], [1.0, 0.0]])


def test_what_is_not_known_is_no_tie():
    held = network(["A", "B"], {"votes": np.where(PAIR > 0, np.nan, 0.0)})
    assert not held.tied.any()
    assert held.alive == ()


def test_a_state_has_no_tie_with_itself():
    assert not network(["A", "B"], {"votes": np.eye(2)}).tied.any()


def test_a_state_that_stands_twice_is_refused():
    with pytest.raises(DataFault, match="stands twice"):
        network(["A", "A"], {"votes": PAIR})


def test_a_layer_of_another_shape_is_refused():
    with pytest.raises(DataFault, match="shape"):
        network(["A", "B", "C"], {"votes": PAIR})


def test_a_layer_that_goes_one_way_is_refused():
    with pytest.raises(DataFault, match="one way"):
        network(["A", "B"], {"votes": np.triu(PAIR)})


def test_a_tie_without_end_is_refused():
    with pytest.raises(DataFault, match="without end"):
        network(["A", "B"], {"votes": np.where(PAIR > 0, np.inf, 0.0)})


def test_ties_for_and_against_are_told_against_chance_apart():
    # By hand: A-B for, A-C against. 2w+ = 2, 2w- = 2, whole 4; strengths for (1, 1, 0),
    # against (1, 0, 1). A-B: 1/4 - (1/4 * 1/4) / (1/2) + 0 = 1/8, A-C its reverse.
    ties = np.array([[0.0, 1.0, -1.0], [1.0, 0.0, 0.0], [-1.0, 0.0, 0.0]])
    gain = gains(network(["A", "B", "C"], {"all": ties}), {"all": 1.0}, 1.0)
    assert gain[0].tolist() == [0.0, 0.125, -0.125]
    assert gain[1, 2] == 0.0


def test_every_layer_is_as_loud_as_any_other():
    quiet = network(["A", "B"], {"pacts": PAIR})
    loud = network(["A", "B"], {"pacts": 1000 * PAIR})
    weights = {"pacts": 1.0}
    assert gains(quiet, weights, 1.0).tolist() == gains(loud, weights, 1.0).tolist()
