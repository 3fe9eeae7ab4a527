"""Blocs of one network and of others that differ from it in a layer or in a tie.

What a pact does to blocs, and what hangs on a layer, are told by drawing the network anew
without them. All meet the same draws, so that what is drawn of a layer is drawn once for
all of them. And where the one network's groups have been searched for, the others are not
searched from nothing: each starts where several draws of the first ended and moves on from
there (`power.moving`). So does the first itself, which betters what its searches missed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.faults import DataFault
from foedus.power.blocs import (
    EVEN,
    NOBODY,
    Blocs,
    by_name,
    by_size,
    drawn_resolution,
    drawn_weight,
    how_often,
    need_draws,
    partition,
    shaken,
    summed,
)
from foedus.power.moving import moved
from foedus.power.network import Layer, Network, beyond_chance

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

STARTS = 4
"""Ends of searches that every draw starts from, the one under its own number first."""


@dataclass(frozen=True, slots=True, eq=False)
class Kin:
    """A network to draw, how often, and whether it is searched from nothing.

    Attributes
    ----------
    network
        Of the same states as the first.
    runs
        Draws, R.
    afresh
        Draws that are searched from nothing, the others starting where these ended; where
        0, all start where those of the first network did.
    """

    network: Network
    runs: int
    afresh: int = 0


def kin_blocs(
    kin: Mapping[str, Kin], *, seed: int, starts: int = STARTS
) -> dict[str, Blocs]:
    """Draw the blocs of networks of the same states that differ in little.

    The resolution, the weights of layers and those of ties are those of `blocs` under the
    same seed, and alike in all the networks.

    Parameters
    ----------
    kin
        Name -> network and draws. The first is to be searched afresh.
    seed
        Of resolution, weights and ties.
    starts
        Ends that every draw starts from.

    Raises
    ------
    DataFault
        Fewer than one draw is asked for, the states differ, or the first network is not
        searched.

    Examples
    --------
    >>> from foedus.power.network import network
    >>> camps = np.kron([[1.0, 0.0], [0.0, 1.0]], np.ones((3, 3)))
    >>> whole = network(list("ABCDEF"), {"pacts": camps})
    >>> kin = {"whole": Kin(whole, 4, 4), "again": Kin(whole, 4)}
    >>> found = kin_blocs(kin, seed=1)
    >>> found["again"].of("A", "B"), found["again"].of("A", "D")
    (1.0, 0.0)
    """
    _need_sound(kin)
    order = by_name(next(iter(kin.values())).network.states)
    stream = Stream(seed).child("blocs")
    made, ends = dict[str, Blocs](), list[Labels]()
    held = _ordered(kin, order)
    gains = _gains(held, stream)
    for name, one in held.items():
        tied = np.flatnonzero(one.network.tied)
        own = _searched(gains[name][: one.afresh], tied, len(order), stream)
        ends = ends or own
        drawn = [
            _drawn(gain, tied, _starts(own or ends, r, starts))
            for r, gain in enumerate(gains[name])
        ]
        search = None if made else stream.child("consensus")
        made[name] = _put_together(kin[name].network, drawn, tied, order, search)
    return made


def _put_together(
    held: Network,
    draws: list[Labels],
    tied: NDArray[np.intp],
    order: NDArray[np.int64],
    search: Stream | None,
) -> Blocs:
    """Sum up draws laid out by name, about the blocs that disagree least with them.

    Those are looked for from the draws themselves, and for the first network once
    from nothing.
    """
    drawn, back = np.array(draws, dtype=np.int64), np.argsort(order)
    often = how_often(drawn)
    agreement = often[np.ix_(tied, tied)] - EVEN
    np.fill_diagonal(agreement, 0.0)
    found = _searched([agreement], tied, len(order), search) if search else []
    bloc = _drawn(agreement, tied, [*draws[:STARTS], *found])
    return summed(held, drawn[:, back], often[np.ix_(back, back)], bloc[back])


def _starts(ends: list[Labels], draw: int, count: int) -> list[Labels]:
    """Choose ends for a draw, that of its own number first, each once."""
    return [ends[(draw + k) % len(ends)] for k in range(min(count, len(ends)))]


def _need_sound(kin: Mapping[str, Kin]) -> None:
    """See that there are draws, of the same states, and something to start from."""
    for one in kin.values():
        need_draws(one.runs)
    states = {one.network.states for one in kin.values()}
    first = next(iter(kin.values()), None)
    if len(states) == 1 and first and first.afresh > 0:
        return
    raise DataFault(
        f"{len(kin)} networks of {len(states)} sets of states",
        expected="the same states in all, and a first network that is searched",
        where="power.kin",
        mend="lay all networks out by one roster, and search the first afresh",
    )


def _ordered(kin: Mapping[str, Kin], order: NDArray[np.int64]) -> dict[str, Kin]:
    """Put states in the order of their names, in a layer that networks share once."""
    held = {id(layer): layer for one in kin.values() for layer in one.network.layers}
    states = tuple(next(iter(kin.values())).network.states[k] for k in order)
    made = {
        key: Layer(layer.name, layer.ties[np.ix_(order, order)])
        for key, layer in held.items()
    }
    return {
        name: Kin(
            Network(states, tuple(made[id(layer)] for layer in one.network.layers)),
            one.runs,
            one.afresh,
        )
        for name, one in kin.items()
    }


def _gains(kin: Mapping[str, Kin], stream: Stream) -> dict[str, list[Floats]]:
    """Give what pairs of tied states gain in each network, draw by draw."""
    made: dict[str, list[Floats]] = {name: [] for name in kin}
    places = {name: np.flatnonzero(one.network.tied) for name, one in kin.items()}
    alive = {name: one.network.alive for name, one in kin.items()}
    loud = {id(layer): layer for layers in alive.values() for layer in layers}
    for r in range(max(one.runs for one in kin.values())):
        drawn, due = stream.child(r), [name for name in kin if r < kin[name].runs]
        needed = {id(layer) for name in due for layer in alive[name]}
        resolution = drawn_resolution(drawn)
        beyond = {key: _beyond(loud[key], drawn, resolution) for key in needed}
        weights = {one.name: drawn_weight(one.name, drawn) for one in loud.values()}
        for name in due:
            parts = [(weights[one.name], beyond[id(one)]) for one in alive[name]]
            gain = _added(parts, len(kin[name].network.states))
            made[name].append(gain[np.ix_(places[name], places[name])])
    return made


def _beyond(layer: Layer, drawn: Stream, resolution: float) -> Floats:
    """Draw the ties of a layer, and give what they are beyond chance, (N, N)."""
    again = Layer(layer.name, shaken(layer, drawn))
    return beyond_chance(again, resolution)


def _added(parts: list[tuple[float, Floats]], states: int) -> Floats:
    """Add layers by their weights, which are scaled to add up to 1, (N, N)."""
    whole = sum(weight for weight, _ in parts) or 1.0
    made = np.zeros((states, states))
    for weight, beyond in parts:
        made += weight / whole * beyond
    np.fill_diagonal(made, 0.0)
    return made


def _searched(
    gains: list[Floats], tied: NDArray[np.intp], states: int, stream: Stream
) -> list[Labels]:
    """Search each draw from nothing, once; give the ends, (N,) each."""
    ends = []
    for r, gain in enumerate(gains):
        end = np.full(states, NOBODY, dtype=np.int64)
        end[tied] = partition(gain, stream=stream.child(r), tries=1, rounds=1)
        ends.append(end)
    return ends


def _drawn(gain: Floats, tied: NDArray[np.intp], starts: list[Labels]) -> Labels:
    """Give the best end that single moves reach from some ends of searches, (N,)."""
    made = np.full(len(starts[0]), NOBODY, dtype=np.int64)
    if len(tied):
        begun = np.array(starts)[:, tied]
        # Who had no tie there begins as one more group.
        begun = np.where(begun < 0, begun.max() + 1, begun)
        made[tied] = by_size(moved(gain, begun))
    return made
