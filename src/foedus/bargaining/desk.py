"""Room for matrices, used again from step to step.

A round makes some twenty matrices and drops them. To ask for their memory anew each time
costs more than all that is reckoned in them.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import prod
from typing import TypeVar

import numpy as np

from foedus.bargaining.stakes import Floats

B = TypeVar("B")


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """A place to reckon at; what lies on it is good until its name is asked for again."""

    sheets: dict[str, Floats] = field(default_factory=dict)

    def sheet(self, name: str, shape: tuple[int, ...]) -> Floats:
        """Give a matrix of that shape; its content is whatever was left there.

        >>> desk = Desk()
        >>> desk.sheet("a", (2, 3)).shape
        (2, 3)
        """
        size = prod(shape)
        held = self.sheets.get(name)
        if held is None or held.size < size:
            held = self.sheets[name] = np.empty(size)
        return held[:size].reshape(shape)


def at_desks(work: Callable[[B, Desk], None], batches: Sequence[B]) -> None:
    """Work batches side by side, each worker at a desk of its own.

    No batch may touch what another one writes; then the answer does not hang on how many
    workers there are.

    >>> done = [0, 0, 0]
    >>> at_desks(lambda k, desk: done.__setitem__(k, k * k), [0, 1, 2])
    >>> done
    [0, 1, 4]
    """
    workers = max(1, min(len(batches), os.cpu_count() or 1))
    shares = [batches[k::workers] for k in range(workers)]

    def at_one(share: Sequence[B]) -> None:
        desk = Desk()
        for batch in share:
            work(batch, desk)

    if workers == 1:
        at_one(batches)
        return
    with ThreadPoolExecutor(workers) as pool:
        # Asked for one by one, so that a fault in a worker comes out here.
        for _ in pool.map(at_one, shares):
            pass
