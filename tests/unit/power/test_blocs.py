import numpy as np
import pytest

from foedus.chance import Stream
from foedus.faults import DataFault
from foedus.power.blocs import blocs, partition
from foedus.power.network import network

NAMES = [f"S{k}" for k in range(8)]


def camps(within=1.0, across=-1.0):
    block = np.kron([[within, across], [across, within]], np.ones((4, 4)))
    np.fill_diagonal(block, 0.0)
    return network(NAMES, {"ties": block})


def test_two_camps_are_found_in_every_draw():
    found = blocs(camps(), seed=1, runs=20)
    assert found.members(0) == ("S0", "S1", "S2", "S3")
    assert found.members(1) == ("S4", "S5", "S6", "S7")
    assert found.of("S0", "S3") == 1.0
    assert found.of("S0", "S4") == 0.0
    assert found.between.tolist() == [0.0] * 8
    assert found.counts.tolist() == [2] * 20


def test_a_state_with_a_foot_in_both_camps_sits_between():
    ties = np.zeros((9, 9))
    ties[:8, :8] = camps().layers[0].ties
    ties[8, :8] = ties[:8, 8] = 1.0
    found = blocs(network([*NAMES, "X"], {"ties": ties}), seed=1, runs=40)
    assert int(np.argmax(found.between)) == 8
    assert found.between[8] > 0.5
    assert found.spread[:, 8].min() == pytest.approx(0.5)
    assert found.chance[8, :2].min() > 0.3


def test_the_same_seed_gives_the_same_draws_and_another_gives_others():
    rng = np.random.default_rng(0)
    ties = np.triu(rng.normal(size=(20, 20)), 1)
    held = network([f"S{k:02d}" for k in range(20)], {"ties": ties + ties.T})
    one, same, other = (blocs(held, seed=s, runs=6).drawn for s in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_no_draws_are_refused():
    with pytest.raises(DataFault, match="0 draws"):
        blocs(camps(), seed=1, runs=0)


def test_a_network_without_ties_has_no_blocs():
    found = blocs(network(NAMES, {"ties": np.zeros((8, 8))}), seed=1, runs=3)
    assert found.bloc.tolist() == [-1] * 8
    assert found.counts.tolist() == [0, 0, 0]
    assert found.chance.shape == (8, 0)


def test_a_partition_comes_within_a_few_hundredths_of_the_best_of_all():
    # Random gains are the hardest there are; the search gives no proof, and is told so.
    rng, short = np.random.default_rng(4), []
    for trial in range(40):
        gain = np.triu(rng.normal(size=(7, 7)), 1)
        gain = gain + gain.T
        best = max(value(gain, labels) for labels in partitions(7))
        short.append(
            1 - value(gain, partition(gain, stream=Stream(trial), tries=20)) / best
        )
    assert np.mean(short) < 0.02
    assert np.mean(np.array(short) < 1e-9) > 0.8


def value(gain, labels):
    labels = np.asarray(labels)
    return np.triu(gain * (labels[:, None] == labels[None, :]), 1).sum()


def partitions(n):
    """Every way to part n states."""
    held = [[0]]
    for _ in range(n - 1):
        held = [[*one, k] for one in held for k in range(max(one) + 2)]
    return held
