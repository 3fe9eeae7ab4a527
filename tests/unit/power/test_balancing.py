import numpy as np
import pytest

from foedus.faults import DataFault
from foedus.power import balancing
from foedus.power.balancing import balance, signs_of
from foedus.power.shrinking import shrunk


def full(sign, n):
    return (sign * (np.ones((n, n)) - np.eye(n))).astype(np.int8)


@pytest.mark.parametrize("n", [3, 4, 5, 6, 7, 10])
def test_foes_all_round_are_as_frustrated_as_two_even_camps_leave_them(n):
    # All ties against: the two camps of k and n - k keep the ties within them unmet, and
    # the least is at k = n // 2 (Abelson and Rosenberg 1958 for complete graphs).
    k = n // 2
    found = balance(full(-1, n))
    assert found.low == found.high == k * (k - 1) // 2 + (n - k) * (n - k - 1) // 2


def test_friends_all_round_are_balanced():
    found = balance(full(1, 6))
    assert (found.high, found.balanced, found.triangles) == (0, 1.0, 1.0)
    assert set(found.camps.tolist()) in ({0}, {1})


def test_a_network_without_ties_has_no_camps_and_no_share():
    found = balance(np.zeros((3, 3), np.int8))
    assert found.camps.tolist() == [-1, -1, -1]
    assert np.isnan(found.balanced)
    assert np.isnan(found.triangles)


def test_what_the_solver_leaves_open_is_told_as_bounds(monkeypatch):
    signs = hard()
    monkeypatch.setattr(balancing, "_program", lambda *asked: None)
    loose = balance(signs)
    monkeypatch.undo()
    tight = balance(signs)
    assert tight.exact
    assert not loose.exact
    assert loose.low <= tight.low <= loose.high


def test_a_network_past_the_limit_is_bounded_and_not_solved(monkeypatch):
    def solver(*asked):
        raise AssertionError("the solver was asked")

    monkeypatch.setattr(balancing, "_program", solver)
    found = balance(hard(), most=10)
    assert found.low < found.high


def hard():
    """A network of which simple bounds do not meet."""
    rng = np.random.default_rng(1)
    upper = np.triu(rng.choice([-1, 1], size=(14, 14)), 1)
    return (upper + upper.T).astype(np.int8)


def test_a_sign_that_goes_one_way_is_refused():
    with pytest.raises(DataFault, match="one way"):
        signs_of(np.array([[0.0, 1.0], [0.0, 0.0]]))


def test_states_that_stand_alike_are_joined():
    # Two camps of like friends: all that is left is one tie, or none.
    block = np.kron([[1, -1], [-1, 1]], np.ones((5, 5))).astype(np.int8)
    np.fill_diagonal(block, 0)
    assert len(shrunk(block).weights) == 1
