"""Many fixed points at once, each hurried along by what its last steps taught.

Anderson's mixing looks for the combination of the last few steps that would have moved
least, and goes on from there. Each scenario is a row with its own memory; rows that have
settled are set aside, so that the slow ones do not keep the fast ones at work.

References
----------
Anderson (1965), https://doi.org/10.1145/321296.321305
Walker, Ni (2011), https://doi.org/10.1137/10078356X
"""

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RIDGE = 1e-13
"""Added to the scaled Gram matrix, so that steps that repeat each other do no harm."""
WORSE = 1e3
"""A residual that many times the best so far makes a row forget its memory."""


class Map(Protocol):
    """What is to be brought to rest."""

    def step(self, state: Floats) -> tuple[Floats, Floats]:
        """Map every row once, (R, K) to (R, K), and say how far it is from rest, (R,)."""

    def of(self, rows: NDArray[np.intp]) -> Self:
        """Keep some rows."""


@dataclass(frozen=True, slots=True, eq=False)
class Rest:
    """Where each row came to rest, or how near it got.

    Attributes
    ----------
    state
        The nearest to rest that each row came, (R, K).
    residual
        How far from rest the map said that it was there, (R,).
    iterations
        Steps taken by each row, (R,).
    """

    state: Floats
    residual: Floats
    iterations: NDArray[np.int64]


def settle(
    law: Map, start: Floats, *, tolerance: float, memory: int = 6, most: int = 500
) -> Rest:
    """Iterate each row until it is as near to rest as the tolerance.

    Parameters
    ----------
    law
        The map, of as many rows as the start.
    start
        Where to begin, (R, K).
    tolerance
        Distance that counts as rest.
    memory
        Earlier steps kept, 1 or more.
    most
        Steps after which a row is handed back as it is.
    """
    state = np.array(start, dtype=np.float64)
    rest = Rest(
        state.copy(), np.full(len(state), np.inf), np.zeros(len(state), dtype=np.int64)
    )
    rows = np.arange(len(state), dtype=np.intp)
    mixer = _Mixer.empty(state, memory)
    for turn in range(1, most + 1):
        image, residual = law.step(state)
        lost = ~(np.isfinite(residual) & np.isfinite(image).all(axis=1))
        # Mixing may leap to where nothing is defined; then go on from the nearest so far.
        residual = np.where(lost, np.inf, residual)
        image = np.where(lost[:, None], rest.state[rows], image)
        moved = np.where(lost[:, None], 0.0, image - state)
        nearer = residual < rest.residual[rows]
        rest.iterations[rows[rest.residual[rows] > tolerance]] = turn
        rest.state[rows[nearer]] = state[nearer]
        rest.residual[rows[nearer]] = residual[nearer]
        waiting = rest.residual[rows] > tolerance
        if not waiting.any():
            break
        state = mixer.mix(image, moved, residual, turn)
        if waiting.sum() <= 0.7 * len(rows):
            kept = np.flatnonzero(waiting)
            law, rows, state, mixer = law.of(kept), rows[kept], state[kept], mixer.of(kept)
    return rest


@dataclass(slots=True, eq=False)
class _Mixer:
    """The memory of each row: differences of images and of moves, and their Gram matrix."""

    images: Floats
    moves: Floats
    gram: Floats
    last_image: Floats
    last_move: Floats
    best: Floats

    @classmethod
    def empty(cls, state: Floats, memory: int) -> "_Mixer":
        rows, size = state.shape
        shape = (rows, memory, size)
        blank = np.zeros_like(state)
        gram = np.zeros((rows, memory, memory))
        best = np.full(rows, np.inf)
        return cls(np.zeros(shape), np.zeros(shape), gram, blank, blank, best)

    def of(self, rows: NDArray[np.intp]) -> "_Mixer":
        return _Mixer(
            self.images[rows], self.moves[rows], self.gram[rows],
            self.last_image[rows], self.last_move[rows], self.best[rows],
        )  # fmt: skip

    def mix(self, image: Floats, moved: Floats, residual: Floats, turn: int) -> Floats:
        """Give the next state of each row from its image, its move and its memory."""
        if turn > 1:
            self._remember((turn - 2) % self.gram.shape[1], image, moved)
        self.last_image, self.last_move = image, moved
        self.best = np.minimum(self.best, residual)
        lost = residual > WORSE * self.best
        if lost.any():
            self.images[lost], self.moves[lost], self.gram[lost] = 0.0, 0.0, 0.0
            self.best[lost] = residual[lost]
        if turn == 1:
            return image
        sizes = np.sqrt(np.diagonal(self.gram, axis1=1, axis2=2))
        sizes = np.where(sizes > 0, sizes, 1.0)
        scaled = self.gram / (sizes[:, :, None] * sizes[:, None, :])
        scaled += RIDGE * np.eye(scaled.shape[1])
        pull = (self.moves @ moved[:, :, None])[:, :, 0] / sizes
        weights = np.linalg.solve(scaled, pull[:, :, None])[:, :, 0] / sizes
        mixed: Floats = image - (weights[:, None, :] @ self.images)[:, 0, :]
        return mixed

    def _remember(self, slot: int, image: Floats, moved: Floats) -> None:
        np.subtract(image, self.last_image, out=self.images[:, slot])
        np.subtract(moved, self.last_move, out=self.moves[:, slot])
        row = (self.moves @ self.moves[:, slot, :, None])[:, :, 0]
        self.gram[:, slot, :] = row
        self.gram[:, :, slot] = row
