import numpy as np
import pytest

from foedus.chance import Stream
from foedus.faults import DataFault
from foedus.power.blocs import blocs, partition
from foedus.power.kin import Kin, kin_blocs
from foedus.power.moving import moved
from foedus.power.network import Network, network

NAMES = [f"S{k:02d}" for k in range(24)]


def worth(gain, labels):
    return float((gain * (labels[:, None] == labels[None, :])).sum())


def random_gain(seed, n=24):
    held = np.triu(np.random.default_rng(seed).normal(size=(n, n)), 1)
    return held + held.T


def test_moves_never_end_below_the_best_of_the_starts():
    for seed in range(20):
        gain = random_gain(seed)
        starts = np.random.default_rng(seed).integers(0, 4, size=(5, 24))
        before = [worth(gain, one) for one in starts]
        assert worth(gain, moved(gain, starts)) >= max(before)


def test_no_single_move_betters_what_moves_end_at():
    gain = random_gain(3)
    end = moved(gain, np.zeros((1, 24), dtype=np.int64))
    for state in range(24):
        for to in range(int(end.max()) + 2):
            other = end.copy()
            other[state] = to
            assert worth(gain, other) <= worth(gain, end) + 1e-9


def test_the_starts_are_left_as_they_were():
    starts = np.zeros((2, 24), dtype=np.int64)
    moved(random_gain(1), starts)
    assert not starts.any()


def layered(seed=0):
    rng = np.random.default_rng(seed)
    camps = np.kron(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.ones((12, 12)))
    noise = np.triu(rng.normal(size=(24, 24)), 1)
    trade = np.triu(rng.random((24, 24)), 1)
    return network(
        NAMES, {"votes": camps + noise + noise.T - np.eye(24), "trade": trade + trade.T}
    )


def test_draws_are_worth_what_searches_of_their_own_find_and_more():
    held = layered()
    single = blocs(held, seed=1, runs=12)
    found = kin_blocs({"whole": Kin(held, 12, 12)}, seed=1)["whole"]
    assert found.drawn.shape == single.drawn.shape
    assert np.abs(found.together - single.together).mean() < 0.1


def test_the_same_network_twice_gives_the_same_draws():
    held = layered()
    found = kin_blocs({"whole": Kin(held, 8, 8), "again": Kin(held, 8)}, seed=1)
    assert (found["whole"].drawn == found["again"].drawn).all()


def test_the_order_of_the_states_changes_nothing():
    held = layered()
    turned = held.ordered(np.random.default_rng(5).permutation(24))
    one = kin_blocs({"whole": Kin(held, 6, 6)}, seed=2)["whole"]
    two = kin_blocs({"whole": Kin(turned, 6, 6)}, seed=2)["whole"]
    at = [turned.states.index(state) for state in held.states]
    assert np.allclose(one.together, two.together[np.ix_(at, at)])


def test_two_worlds_apart_by_a_layer_are_told_apart():
    held = layered()
    less = Network(held.states, held.layers[1:])
    found = kin_blocs({"whole": Kin(held, 10, 10), "less": Kin(less, 10)}, seed=1)
    assert found["whole"].of("S00", "S01") > 0.7
    assert found["whole"].of("S00", "S23") < 0.2
    assert found["less"].of("S00", "S01") < 0.7


def test_a_state_that_loses_all_its_ties_falls_with_nobody():
    held = layered()
    ties = held.layers[0].ties.copy()
    ties[0] = ties[:, 0] = 0.0
    less = network(NAMES, {"votes": ties})
    found = kin_blocs({"whole": Kin(held, 4, 4), "less": Kin(less, 4)}, seed=1)
    assert (found["less"].drawn[:, 0] == -1).all()
    assert found["less"].bloc[0] == -1


def test_a_first_network_that_is_not_searched_is_refused():
    with pytest.raises(DataFault, match="1 networks"):
        kin_blocs({"whole": Kin(layered(), 4)}, seed=1)


def test_other_states_are_refused():
    other = network(NAMES[:3], {"pacts": np.zeros((3, 3))})
    with pytest.raises(DataFault, match="2 sets of states"):
        kin_blocs({"whole": Kin(layered(), 4, 4), "other": Kin(other, 4)}, seed=1)


def test_moves_better_a_search_of_one_round():
    gain = random_gain(9)
    end = partition(gain, stream=Stream(1), tries=1, rounds=1)
    assert worth(gain, moved(gain, end[None])) >= worth(gain, end)
