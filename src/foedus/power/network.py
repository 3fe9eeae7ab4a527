"""A signed network in layers: who is tied to whom, in how many ways, for and against.

Alliance and trade draw states together, quarrels drive them apart, and votes do both. A
layer holds one kind of tie, positive or negative, and is made as loud as every other
before a weight is laid on it: else trade, which nearly all pairs have, would drown
treaties, which few have. What groups a layer has is told against what its states would
have by their number of ties alone, for and against apart.

References
----------
Gomez, Jensen, Arenas (2009), https://doi.org/10.1103/PhysRevE.80.016114, equation 16;
Traag, Bruggeman (2009), https://doi.org/10.1103/PhysRevE.80.036115;
Mucha, Richardson, Macon, Porter, Onnela (2010), https://doi.org/10.1126/science.1184819.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One kind of tie among N states.

    Attributes
    ----------
    name
        What kind.
    ties
        Strength of each tie, (N, N), alike both ways, below 0 where it is against; 0 is
        no tie.
    """

    name: str
    ties: Floats

    @property
    def loudness(self) -> float:
        """Sum of the strength of all ties, each counted both ways."""
        return float(np.abs(self.ties).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Layers over the same states; each state stands at one place in all of them."""

    states: tuple[str, ...]
    layers: tuple[Layer, ...]

    @property
    def alive(self) -> tuple[Layer, ...]:
        """The layers that hold a tie."""
        return tuple(layer for layer in self.layers if layer.loudness > 0)

    @property
    def tied(self) -> NDArray[np.bool_]:
        """Who has a tie in some layer, (N,)."""
        held = np.zeros(len(self.states), dtype=np.bool_)
        for layer in self.layers:
            held |= (layer.ties != 0).any(axis=1)
        return held

    def ordered(self, order: Sequence[int] | NDArray[np.intp]) -> "Network":
        """Give the same network with its states in another order."""
        at = np.asarray(order, dtype=np.intp)
        layers = tuple(replace(one, ties=one.ties[np.ix_(at, at)]) for one in self.layers)
        return Network(tuple(self.states[k] for k in at), layers)


def network(states: Sequence[str], layers: Mapping[str, Floats]) -> Network:
    """Put layers of ties together.

    Parameters
    ----------
    states
        Names, each once.
    layers
        Name -> ties, (N, N), alike both ways; NaN is not known and counts as no tie.

    Raises
    ------
    DataFault
        A state stands twice, or a layer has another shape, goes but one way, or has a tie
        without end.

    Examples
    --------
    >>> pacts = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    >>> held = network(["A", "B", "C"], {"pacts": pacts})
    >>> held.tied.tolist()
    [True, True, False]
    """
    if len(set(states)) < len(states):
        raise DataFault(
            "a state stands twice in a network",
            expected="each state once",
            where="power.network",
            mend="drop the second of the two",
        )
    made = tuple(Layer(n, _kept(n, ties, len(states))) for n, ties in layers.items())
    return Network(tuple(states), made)


def _kept(name: str, ties: Floats, n: int) -> Floats:
    """Copy ties that are sound, sealed against writing and without ties to oneself."""
    held = np.array(ties, dtype=np.float64)
    if held.shape != (n, n):
        raise _unsound(f"layer {name} has shape {held.shape}", f"{n} rows and columns")
    held[np.isnan(held)] = 0.0
    np.fill_diagonal(held, 0.0)
    if not np.isfinite(held).all():
        raise _unsound(f"layer {name} has a tie without end", "finite ties")
    if not np.allclose(held, held.T, rtol=1e-9, atol=1e-12):
        raise _unsound(f"layer {name} goes but one way", "ties alike both ways")
    held = (held + held.T) / 2
    held.flags.writeable = False
    return held


def _unsound(found: str, expected: str) -> DataFault:
    return DataFault(
        found,
        expected=expected,
        where="power.network",
        mend="take the stronger, or the mean, of both ways at the source",
    )


def gains(held: Network, weights: Mapping[str, float], resolution: float) -> Floats:
    """Give what each pair adds to the modularity of a partition that joins it, (N, N).

    For a layer of loudness 1, w+ and w- its ties for and against, s+ and s- their sums by
    state and 2w+ and 2w- in all, a pair adds

        w+_ij - w-_ij - g (s+_i s+_j / 2w+  -  s-_i s-_j / 2w-)

    at resolution g; layers are added by their weights. A layer without ties adds nothing.

    Parameters
    ----------
    held
        The network.
    weights
        Layer -> its weight, scaled so that those of layers with ties add up to 1.
    resolution
        Above 1 for more and smaller groups.

    Examples
    --------
    >>> apart = network(["A", "B"], {"war": np.array([[0.0, -1.0], [-1.0, 0.0]])})
    >>> gains(apart, {"war": 1.0}, 1.0)[0, 1] < 0
    np.True_
    """
    n = len(held.states)
    whole = sum(weights[layer.name] for layer in held.alive) or 1.0
    made = np.zeros((n, n))
    for layer in held.alive:
        made += weights[layer.name] / whole * _beyond_chance(layer, resolution)
    np.fill_diagonal(made, 0.0)
    return made


def _beyond_chance(layer: Layer, resolution: float) -> Floats:
    ties = layer.ties / layer.loudness
    made = ties.copy()
    for sign in (1.0, -1.0):
        own = np.maximum(sign * ties, 0.0)
        strength = own.sum(axis=1)
        if strength.any():
            chance = np.outer(strength, strength) / strength.sum()
            made -= sign * resolution * chance
    return made
