"""Blocs: states that hold together in all layers, as draws and never as a fact.

A partition is the best of very many that are nearly as good, at one resolution, with one
weight on each layer and ties as they happen to be recorded. So it is found again and again:
resolution swept, layers weighed anew, every tie given a random weight of mean one. What is
told is how often two states fall together. The blocs named are those that disagree least
with all draws (Binder's loss); how often a state falls to each is its chance to belong.

The search is Leiden's, by `graspologic_native` (MIT), which takes no ties against. It need
not: Potts' constant model values a group by its ties less g for each pair in it, so that c
added to the gain of every pair and g set to c leave the value of every partition as it was,
and no tie is below 0.

References
----------
Traag, Waltman, van Eck (2019), https://doi.org/10.1038/s41598-019-41695-z (Leiden);
Traag, Van Dooren, Nesterov (2011), https://doi.org/10.1103/PhysRevE.84.016114 (constant
Potts model); Rosvall, Bergstrom (2010), https://doi.org/10.1371/journal.pone.0008694
(bootstrapped ties); Rubin (1981), https://doi.org/10.1214/aos/1176345338 (random weights);
Binder (1978), https://doi.org/10.1093/biomet/65.1.31; Guimera, Amaral (2005),
https://doi.org/10.1038/nature03288 (participation).
"""

from dataclasses import dataclass
from functools import cache

import graspologic_native
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from foedus.chance import Stream
from foedus.faults import DataFault
from foedus.power.network import Layer, Network, gains

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

NOBODY = -1
"""The label of a state without ties: it belongs to no bloc."""
RESOLUTIONS = (2 / 3, 3 / 2)
"""The resolution is drawn between these, evenly in its logarithm."""
EVENNESS = 4.0
"""Layers are weighed by gamma draws of this shape: two in three within a half of even."""
TRIES = 2
"""Searches of which the best is kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocs:
    """The blocs of a network, with their doubt.

    Attributes
    ----------
    states
        Names, (N,).
    bloc
        The bloc that a state is counted to, (N,); 0 is the largest, -1 none.
    together
        How often two states fall in one bloc, (N, N).
    chance
        How often a state falls to each of the B blocs, (N, B); what is missing to 1 falls
        elsewhere.
    drawn
        Labels, draw by draw, (R, N).
    between
        How evenly a state falls to blocs, 0 always to one, 1 evenly to all, (N,).
    spread
        Participation of its ties for in each draw, (R, N): 0 all within one bloc.
    """

    states: tuple[str, ...]
    bloc: Labels
    together: Floats
    chance: Floats
    drawn: Labels
    between: Floats
    spread: Floats

    @property
    def counts(self) -> NDArray[np.int64]:
        """Blocs of two or more in each draw, (R,)."""
        return np.array([(np.bincount(d[d >= 0]) > 1).sum() for d in self.drawn])

    def members(self, bloc: int) -> tuple[str, ...]:
        """Name the states counted to a bloc."""
        return tuple(s for s, b in zip(self.states, self.bloc, strict=True) if b == bloc)

    def of(self, one: str, other: str) -> float:
        """Give how often two states fall together."""
        return float(self.together[self.states.index(one), self.states.index(other)])


def partition(gain: Floats, *, stream: Stream, tries: int = TRIES) -> Labels:
    """Find groups whose pairs gain most together, (N,); the largest is 0.

    Parameters
    ----------
    gain
        What each pair adds where it is joined, (N, N), alike both ways, of any sign.
    stream
        Opened for the search alone.
    tries
        Searches, of which the best is kept.

    Examples
    --------
    >>> camps = np.kron([[1.0, -1.0], [-1.0, 1.0]], np.ones((3, 3)))
    >>> partition(camps, stream=Stream(1)).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    n = len(gain)
    off = ~np.eye(n, dtype=np.bool_)
    if n < 2 or not (gain[off] > 0).any():
        return np.arange(n, dtype=np.int64)
    # Never quite 0, for a tie of no weight would still be an entry.
    lift = float(max(-gain[off].min(), gain[off].max() * 1e-9))
    places = np.tile(np.arange(n, dtype=np.int32), (n, 1))[off]
    _, found = graspologic_native.leiden_csr(
        np.arange(n + 1, dtype=np.int64) * (n - 1),
        places,
        np.maximum(gain[off] + lift, 0.0),
        n,
        resolution=lift,
        iterations=2,
        use_modularity=False,
        seed=int(stream.generator().integers(2**31)),
        trials=tries,
    )
    return _by_size(np.array([found[k] for k in range(n)], dtype=np.int64))


def blocs(held: Network, *, seed: int, runs: int = 32) -> Blocs:
    """Draw the blocs of a network.

    The order of the states and layers without ties change nothing, and two networks of the
    same states meet the same draws.

    Parameters
    ----------
    held
        The network.
    seed
        Of resolution, weights and ties.
    runs
        Draws, R.

    Raises
    ------
    DataFault
        Fewer than one draw is asked for.
    """
    if runs < 1:
        raise DataFault(
            f"{runs} draws of blocs",
            expected="one or more",
            where="power.blocs",
            mend="ask for 32, or more where a chance is to be told finely",
        )
    order = np.array(sorted(range(len(held.states)), key=lambda k: held.states[k]))
    sorted_ = held.ordered(order.astype(np.intp))
    stream = Stream(seed).child("blocs")
    drawn = np.array([_draw(sorted_, stream.child(r)) for r in range(runs)], dtype=np.int64)
    back = np.argsort(order)
    return _summed(held, drawn.reshape(runs, -1)[:, back], order, stream)


def _draw(held: Network, stream: Stream) -> Labels:
    """Find one partition, of ties and weights drawn anew."""
    low, high = RESOLUTIONS
    u = float(stream.child("resolution").uniforms(1)[0])
    weights = {
        layer.name: float(
            stream.child("layer", layer.name).generator().gamma(EVENNESS) / EVENNESS
        )
        for layer in held.layers
    }
    layers = tuple(Layer(one.name, _shaken(one, stream)) for one in held.layers)
    shaken = Network(held.states, layers)
    gain = gains(shaken, weights, low * (high / low) ** u)
    return _of_the_tied(gain, held.tied, stream)


def _shaken(layer: Layer, stream: Stream) -> Floats:
    """Give each tie a random weight of mean one, alike both ways."""
    if not layer.loudness:
        return layer.ties
    n = len(layer.ties)
    above = _above(n)
    drawn = stream.child("ties", layer.name).generator().exponential(size=len(above))
    held = np.zeros(n * n)
    held[above] = layer.ties.ravel()[above] * drawn
    square = held.reshape(n, n)
    return square + square.T


@cache
def _above(n: int) -> NDArray[np.intp]:
    """Give the places above the diagonal of a square laid out in a row."""
    i, j = np.triu_indices(n, 1)
    return np.asarray(i * n + j, dtype=np.intp)


def _of_the_tied(gain: Floats, tied: NDArray[np.bool_], stream: Stream) -> Labels:
    labels = np.full(len(gain), NOBODY, dtype=np.int64)
    at = np.flatnonzero(tied)
    if len(at):
        labels[at] = partition(gain[np.ix_(at, at)], stream=stream, tries=TRIES)
    return labels


def _summed(
    held: Network, drawn: Labels, order: NDArray[np.int64], stream: Stream
) -> Blocs:
    tied = held.tied
    together = _together(drawn)
    ranked = together[np.ix_(order, order)]
    found = _of_the_tied(ranked - 0.5, tied[order], stream.child("consensus"))
    bloc = np.full(len(tied), NOBODY, dtype=np.int64)
    bloc[order] = found
    chance = _chance(drawn, bloc)
    return Blocs(
        states=held.states,
        bloc=bloc,
        together=together,
        chance=chance,
        drawn=drawn,
        between=_evenness(chance),
        spread=_participations(held, drawn),
    )


def _together(drawn: Labels) -> Floats:
    """Give how often two states fall in one bloc; who has no ties falls with nobody."""
    same = np.zeros((drawn.shape[1], drawn.shape[1]))
    for labels in drawn:
        same += (labels[:, None] == labels[None, :]) & (labels >= 0)[:, None]
    return same / len(drawn)


def _chance(drawn: Labels, bloc: Labels) -> Floats:
    """Match each draw's groups to the blocs by their overlap, and count who falls where."""
    count = int(bloc.max(initial=NOBODY)) + 1
    fell = np.zeros((len(bloc), count))
    for labels in drawn:
        groups = int(labels.max(initial=NOBODY)) + 1
        shared = np.zeros((groups, count))
        both = (labels >= 0) & (bloc >= 0)
        np.add.at(shared, (labels[both], bloc[both]), 1.0)
        of, to = linear_sum_assignment(-shared)
        named = np.full(groups + 1, NOBODY)
        named[of] = to
        at = np.flatnonzero(named[labels] >= 0)
        fell[at, named[labels[at]]] += 1.0
    return fell / len(drawn)


def _evenness(chance: Floats) -> Floats:
    """Give the entropy of where a state falls, elsewhere too, over the most it can be."""
    rest = np.maximum(1.0 - chance.sum(axis=1, keepdims=True), 0.0)
    held = np.hstack([chance, rest])
    safe = np.where(held > 0, held, 1.0)
    entropy: Floats = np.abs((held * np.log(safe)).sum(axis=1))
    most = np.log(max(chance.shape[1], 2))
    return np.where(chance.sum(axis=1) > 0, np.minimum(entropy / most, 1.0), 0.0)


def _participations(held: Network, drawn: Labels) -> Floats:
    """Give one less the squared parts of its ties for that go to each bloc, (R, N)."""
    ties = np.zeros((len(held.states), len(held.states)))
    for layer in held.alive:
        ties += np.maximum(layer.ties, 0.0) / layer.loudness
    whole = ties.sum(axis=1)
    return np.array([_participation(ties, whole, labels) for labels in drawn])


def _participation(ties: Floats, whole: Floats, labels: Labels) -> Floats:
    groups = np.zeros((len(labels), int(labels.max(initial=NOBODY)) + 1))
    at = np.flatnonzero(labels >= 0)
    groups[at, labels[at]] = 1.0
    parts = ties @ groups / np.where(whole > 0, whole, 1.0)[:, None]
    return np.where(whole > 0, 1.0 - np.square(parts).sum(axis=1), 0.0)


def _by_size(labels: Labels) -> Labels:
    """Number groups by size, the largest first; of like size by their first member."""
    _, first, inverse, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return rank[inverse.ravel()]
