"""Randomness by name.

A stream is named by the seed of the study and the path of the decision that draws from
it: `("onset", 1914, "run", 7)`. Nothing is advanced and nothing is shared, so adding a
mechanism, skipping a year or running in another order changes no other draw. Two
scenarios under one seed therefore differ only by what was changed in them (common
random numbers), and their contrast is quieter by far than that of two separate runs.

References
----------
Salmon, Moraes, Dror, Shaw (2011), Philox, https://doi.org/10.1145/2063384.2063405
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from foedus.faults import NeedFault


@dataclass(frozen=True, slots=True)
class Stream:
    """A place to draw from, known by its path alone."""

    seed: int
    path: tuple[str | int, ...] = ()

    def child(self, *steps: str | int) -> "Stream":
        """Name a stream below this one.

        >>> Stream(1).child("onset", 1914) == Stream(1).child("onset").child(1914)
        True
        """
        return replace(self, path=self.path + steps)

    def generator(self) -> np.random.Generator:
        """Open the stream at its start; the same path always opens the same numbers."""
        steps = [str(step) if isinstance(step, str) else int(step) for step in self.path]
        digest = blake2b(repr((int(self.seed), steps)).encode(), digest_size=16).digest()
        return np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "big")))

    def words(self, process: str) -> tuple[int, int]:
        """Name the key of a process that draws words by counters, as two of 32 bits.

        Whoever has the key draws from `foedus.simulation.philox`, where a draw is a
        function of the key and of (unit, year and stage, run, other unit).

        >>> Stream(7).words("onset") == Stream(7).words("joining")
        False
        """
        named = repr((int(self.seed), list(self.path), process)).encode()
        digest = blake2b(named, digest_size=8).digest()
        return int.from_bytes(digest[:4], "big"), int.from_bytes(digest[4:], "big")

    def uniforms(self, *shape: int) -> NDArray[np.float64]:
        """Draw uniforms in [0, 1).

        Shape them by the whole roster, (N,) or (N, N), with N every state that ever
        was: a state that leaves the system then takes no other state's draw away.
        """
        return self.generator().random(shape)


@dataclass(frozen=True, slots=True)
class Draws:
    """Named parameters, each drawn the same number of times.

    Attributes
    ----------
    columns
        Parameter key -> its draws, (R,). Row r of every column belongs to run r.
    """

    columns: Mapping[str, NDArray[np.float64]]

    def __post_init__(self) -> None:
        for column in self.columns.values():
            column.flags.writeable = False

    def __getitem__(self, key: str) -> NDArray[np.float64]:
        """Give the draws of one parameter, (R,), read only."""
        try:
            return self.columns[key]
        except KeyError:
            raise NeedFault(
                f"no draws of {key!r}",
                expected=f"one of {', '.join(sorted(self.columns)) or '(none drawn)'}",
                where="chance.Draws",
                mend=f"bind claims to {key!r}, or give it an assumed value",
            ) from None
