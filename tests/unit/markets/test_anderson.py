from dataclasses import dataclass

import numpy as np
import pytest

from foedus.markets.anderson import settle


@dataclass
class Linear:
    """x -> A x + b, each row its own."""

    matrices: np.ndarray
    offsets: np.ndarray

    def step(self, state):
        image = (self.matrices @ state[:, :, None])[:, :, 0] + self.offsets
        return image, np.abs(image - state).max(axis=1)

    def of(self, rows):
        return Linear(self.matrices[rows], self.offsets[rows])

    def rest(self):
        eye = np.eye(self.matrices.shape[1])
        return np.linalg.solve(eye - self.matrices, self.offsets[:, :, None])[:, :, 0]


def linear(rows, size, seed=0, pull=0.9):
    draw = np.random.default_rng(seed)
    made = draw.normal(0, 1, (rows, size, size))
    radius = np.abs(np.linalg.eigvals(made)).max(axis=1)
    return Linear(made * (pull / radius)[:, None, None], draw.normal(0, 1, (rows, size)))


def test_linear_maps_settle_where_algebra_says():
    law = linear(7, 5)
    rest = settle(law, np.zeros((7, 5)), tolerance=1e-12, memory=6)
    assert rest.state == pytest.approx(law.rest(), abs=1e-9)
    assert (rest.residual <= 1e-12).all()


def test_memory_saves_many_rounds():
    law = linear(5, 8, pull=0.97)
    fast = settle(law, np.zeros((5, 8)), tolerance=1e-10, memory=8)
    slow, steps = np.zeros((5, 8)), 0
    while law.step(slow)[1].max() > 1e-10:
        slow, steps = law.step(slow)[0], steps + 1
    assert fast.iterations.max() < steps / 5


def test_a_row_that_starts_at_rest_does_not_move():
    law = linear(3, 4)
    start = law.rest()
    rest = settle(law, start, tolerance=1e-10)
    assert (rest.iterations == 1).all()
    assert rest.state == pytest.approx(start, abs=1e-12)


def test_a_row_settles_alike_alone_and_among_others():
    law = linear(40, 6, seed=2)
    law.matrices[::2] *= 0.1
    whole = settle(law, np.zeros((40, 6)), tolerance=1e-12)
    for row in (0, 1, 38, 39):
        alone = settle(law.of([row]), np.zeros((1, 6)), tolerance=1e-12)
        assert alone.state[0] == pytest.approx(whole.state[row], abs=1e-10)
    assert whole.iterations[::2].max() < whole.iterations[1::2].min() + 4


def test_a_map_without_rest_says_so_by_its_residual():
    law = linear(2, 3, pull=1.0)
    law.matrices[:] = np.eye(3)
    law.offsets[:] = 1.0
    rest = settle(law, np.zeros((2, 3)), tolerance=1e-10, most=30)
    assert (rest.residual > 1e-10).all()
    assert (rest.iterations == 30).all()
