"""Room for matrices, used again from step to step.

A round makes some twenty matrices and drops them. To ask for their memory anew each time
costs more than all that is reckoned in them.
"""

from dataclasses import dataclass, field
from math import prod
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

V = TypeVar("V", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """A place to reckon at; what lies on it is good until its name is asked for again."""

    sheets: dict[tuple[str, str], NDArray[np.generic]] = field(default_factory=dict)

    def sheet(
        self, name: str, shape: tuple[int, ...], kind: type[V] = np.float64  # type: ignore[assignment]
    ) -> NDArray[V]:
        """Give a matrix of that shape; its content is whatever was left there.

        >>> desk = Desk()
        >>> desk.sheet("a", (2, 3)).shape
        (2, 3)
        """
        size = prod(shape)
        key = name, np.dtype(kind).char
        held = self.sheets.get(key)
        if held is None or held.size < size:
            held = self.sheets[key] = np.empty(size, kind)
        return held[:size].reshape(shape)  # type: ignore[return-value]
