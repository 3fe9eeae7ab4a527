"""What a sanction's outcome hangs on, as ranges: estimated, bound by a case, or assumed.

Every knob is a sample, turned by a number between 0 and 1 that picks a quantile of it. So
one design of such numbers serves the answer's draws and the reading of which knob matters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from foedus.cases.case import Case
from foedus.cases.coalition import Coalition
from foedus.chance import Stream
from foedus.estimation.sanctions import carried_effects
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Override
from foedus.ledger.pool import is_founded, pool
from foedus.quantity import Unit
from foedus.states.roster import StateId

Floats = NDArray[np.float64]
SIZE = 4_000
"""Numbers that a sample holds."""
NAMES = ("beta", "depth", "theta", "nu", "chi", "enforcement", "margin", "indirect")
"""The knobs that are turned, in the order of a design's columns."""
THETA = (float(np.log(4.5)), 0.3)
"""Mean and spread of ln theta."""
BOUND = "sanctions."
"""How the parameters begin by which a case gives ranges of its own."""

ASSUMED: Mapping[str, Override] = {
    "depth": Override(0.7, 1.0, 1.0, "a coalition seldom bars all that the kind names"),
    "nu": Override(1.2, 1.8, 3.0, "routes are closer substitutes than sellers; by how much "
                   "no estimate was found"),
    "chi": Override(0.05, 0.15, 0.4, "goods resold to Russia rose in price by up to two "
                    "fifths more than elsewhere in 2023"),
    "enforcement": Override(0.0, 0.1, 0.3, "a state outside a coalition enforces little of "
                            "its law"),
    "margin": Override(0.02, 0.05, 0.12, "trading margins; none was found for these hubs"),
    "indirect": Override(0.02, 0.05, 0.1, "re-exports among the trade of a pair; none was "
                         "found for these pairs"),
}  # fmt: skip
"""Ranges where a case gives none: low, mode, high, and why."""

MEANINGS: Mapping[str, str] = {
    "beta": "effect of the sanction on ln trade",
    "depth": "how far the coalition goes",
    "theta": "elasticity of trade to its cost",
    "nu": "dispersion of routes over theta",
    "chi": "log cost of hiding where goods come from",
    "enforcement": "share of the cost that hubs enforce",
    "margin": "what hubs take over what they pay",
    "indirect": "share of the pairs' trade that passes hubs before any sanction",
}


@dataclass(frozen=True, slots=True)
class Knob:
    """A number that is not known, as a sample in order."""

    name: str
    sample: Floats
    """(M,), sorted."""
    basis: str
    """`estimated`, `bound` by claims, or `assumed`, and how."""
    rests_on: tuple[str, ...] = ()

    def at(self, u: Floats) -> Floats:
        """Give the quantiles, of the shape of u."""
        last = len(self.sample) - 1
        found = np.interp(np.multiply(u, last), np.arange(last + 1), self.sample)
        return np.asarray(found, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Board:
    """All knobs of one coalition."""

    single: Mapping[str, Knob]
    hubs: Mapping[StateId, Knob]
    """Hub -> what it enforces."""

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """List every knob, single ones first."""
        return (*self.single.values(), *self.hubs.values())

    def turned(self, u: Floats) -> "Turned":
        """Turn all knobs at once; hubs enforce more or less together.

        Parameters
        ----------
        u
            One point of a design, (K,), in the order of NAMES.
        """
        at = dict(zip(NAMES, u, strict=True))
        enforced = {hub: float(k.at(at["enforcement"])) for hub, k in self.hubs.items()}
        held = {name: float(knob.at(at[name])) for name, knob in self.single.items()}
        return Turned(enforcement=enforced, **held)


@dataclass(frozen=True, slots=True)
class Turned:
    """A value of each knob."""

    beta: float
    depth: float
    theta: float
    nu: float
    """Over theta."""
    chi: float
    margin: float
    indirect: float
    enforcement: Mapping[StateId, float]


def board_of(case: Case, coalition: Coalition, *, seed: int) -> Board:
    """Gather the knobs of a coalition: estimate, bindings of the case, assumptions.

    An effect above zero is cut to zero: an equilibrium knows no help by sanctions.
    """
    stream = Stream(seed).child("sanctions", coalition.target)
    effects = carried_effects()
    beta = effects.draws(SIZE, stream)[coalition.kind]
    normal = stream.child("theta").generator().standard_normal(SIZE)
    theta = np.exp(THETA[0] + THETA[1] * normal)
    single = {
        "beta": _knob("beta", np.minimum(beta, 0.0), f"estimated, {effects.digest}",
                      tuple(f"data:{name}" for name in effects.sources)),
        "theta": _knob("theta", theta, "assumed: lognormal about 4.5, spread of the log "
                       "0.3, after the literature's 4 to 5"),
        "depth": _depth(case, coalition, stream),
        **{name: _bound(case, name, name, stream)
           for name in ("nu", "chi", "margin", "indirect")},
    }  # fmt: skip
    return Board(
        single, {hub: _enforced(case, coalition, hub, stream) for hub in coalition.hubs}
    )


def as_another(board: Board, coalition: Coalition, *, seed: int) -> Board | None:
    """Give the board with the effect drawn as that on one more target of its kind.

    The mean of past sanctions is known far better than what the next one will do. None
    where too few targets tell how they differ.
    """
    effects = carried_effects()
    if coalition.kind not in effects.spreads:
        return None
    stream = Stream(seed).child("sanctions", coalition.target)
    drawn = effects.spreads[coalition.kind].draws(SIZE, stream)
    beta = _knob(
        "beta",
        np.minimum(drawn, 0.0),
        f"estimated from target to target, {effects.digest}; "
        f"{(drawn > 0).mean():.0%} of draws above 0 are cut to it",
        board.single["beta"].rests_on,
    )
    return replace(board, single={**board.single, "beta": beta})


def design(points: int, knobs: int, stream: Stream) -> Floats:
    """Spread points evenly over the cube of knobs, (P, K), no value 0 or 1."""
    whole = qmc.Sobol(knobs, scramble=False).random_base2((points - 1).bit_length())
    # Shifted as a whole and wrapped round, so that the stream alone says where it begins.
    shifted = (whole[:points] + stream.uniforms(knobs)) % 1.0
    return np.asarray(np.clip(shifted, 1e-6, 1 - 1e-6), dtype=np.float64)


def _depth(case: Case, coalition: Coalition, stream: Stream) -> Knob:
    if coalition.depth is not None:
        return _knob("depth", np.array([coalition.depth]), "as asked")
    return _bound(case, f"depth.{coalition.target.lower()}", "depth", stream)


def _enforced(case: Case, coalition: Coalition, hub: StateId, stream: Stream) -> Knob:
    if hub in coalition.enforcement:
        told = np.array([coalition.enforcement[hub]])
        return _knob(f"enforcement, {hub}", told, "as asked")
    key, said = f"enforcement.{hub.lower()}", f"enforcement, {hub}"
    return _bound(case, key, "enforcement", stream, said=said)


def _bound(case: Case, key: str, name: str, stream: Stream, *, said: str = "") -> Knob:
    """Take the case's own range of a knob, or the one that is assumed for all."""
    bindings = {b.parameter: b for b in standing(case.book, Binding)}
    parameter = BOUND + key
    if parameter in bindings and is_founded(bindings[parameter], case.book):
        held = pool(bindings[parameter], case.book, stream=stream, runs=SIZE)
        rests = (f"binding:{parameter}", *(s.claim.id for s in held.shares))
        basis = held.basis.replace("override: ", "the case's own range: ")
        return _knob(said or name, held.draws, basis, rests)
    own = ASSUMED[name]
    free = Binding(parameter, MEANINGS[name], Unit.RATIO, assumed=own)
    draws = pool(free, (), stream=stream, runs=SIZE).draws
    return _knob(said or name, draws, f"assumed: {own.reason}")


def _knob(name: str, sample: Floats, basis: str, rests_on: Sequence[str] = ()) -> Knob:
    return Knob(name, np.sort(sample), basis, tuple(rests_on))
