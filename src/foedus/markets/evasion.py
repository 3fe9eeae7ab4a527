"""A sanction in equilibrium with the ways around it: what still arrives, and who earns.

References
----------
Chupilkin, Javorcik, Plekhanov (2023), The Eurasian roundabout, EBRD working paper
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.faults import DataFault, SolveFault
from foedus.markets.anderson import settle
from foedus.markets.clearing import Closure
from foedus.markets.economy import Economy, economy
from foedus.markets.gravity import Equilibrium, equilibrium
from foedus.markets.routes import Rerouted, Routes, rerouted

Floats = NDArray[np.float64]
WHERE = "markets.evasion.evade"
LEAST_TRAFFIC = 1e-12
"""Of its base, below which a hub's traffic is held when crowding is reckoned."""


@dataclass(frozen=True, slots=True, eq=False)
class Evasion:
    """An equilibrium in which goods may go round; the first axis is the scenario, R.

    Attributes
    ----------
    equilibrium
        What all earn, pay and trade.
    rerouted
        What goes which way.
    cut
        Cells that the scenario sanctions, (R, Z).
    paid, paid_before
        For each cell's trade, by the buyer, USD bn a year, (R, Z) and (Z,).
    straight_before
        Share that went direct before, (Z,).
    crowding
        Log cost added to each hub by its own traffic, (R, N).
    """

    equilibrium: Equilibrium
    rerouted: Rerouted
    cut: NDArray[np.bool_]
    paid: Floats
    paid_before: Floats
    straight_before: Floats
    crowding: Floats

    @property
    def direct(self) -> Floats:
        """Sanctioned trade that goes direct, USD bn a year, (R,)."""
        return self._sum(self.paid * self.rerouted.straight)

    @property
    def indirect(self) -> Floats:
        """Sanctioned trade that goes through hubs, USD bn a year, (R,)."""
        return self._sum(self.paid * (1 - self.rerouted.straight))

    @property
    def leak(self) -> Floats:
        """Share of what is still traded in sanctioned cells that goes round, (R,)."""
        whole = self.direct + self.indirect
        return np.where(whole > 0, self.indirect / np.where(whole > 0, whole, 1.0), 0.0)

    @property
    def substitution(self) -> Floats:
        """Rise of indirect trade for each dollar of direct trade lost, (R,).

        Below zero where routes through members close too; NaN where no direct trade is
        lost. Above one only through incomes: see `doubtful`.
        """
        before = np.broadcast_to(self.paid_before, self.cut.shape)
        lost = self._sum(before * self.straight_before) - self.direct
        risen = self.indirect - self._sum(before * (1 - self.straight_before))
        return np.where(lost > 0, risen / np.where(lost > 0, lost, 1.0), np.nan)

    @property
    def doubtful(self) -> NDArray[np.bool_]:
        """Tell whether more goes round than was lost, beyond what routes can do, (R,)."""
        return np.asarray(self.substitution > 1)

    @property
    def hub_trade(self) -> Floats:
        """Sanctioned trade that passes each hub, USD bn a year, (R, N)."""
        held = np.where(self.cut, self.paid, 0.0)
        passed: Floats = np.einsum("rz,rzn->rn", held, self.rerouted.via)
        return passed

    @property
    def hub_rents(self) -> Floats:
        """What each hub earns on sanctioned trade, USD bn a year, (R, N)."""
        held = np.where(self.cut, self.paid, 0.0)
        earned: Floats = np.einsum("rz,rzn->rn", held, self.rerouted.rents)
        return earned

    def _sum(self, cells: Floats) -> Floats:
        return np.asarray(np.where(self.cut, cells, 0.0).sum(axis=1), dtype=np.float64)


def routed_economy(base: Economy, held: Routes) -> Economy:
    """Read the base anew, with what hubs earn on the routes before any change."""
    return economy(
        base.trade,
        theta=base.theta,
        labour=base.labour,
        inputs=base.inputs,
        routed=held.unchanged().barriers,
    )


def evade(
    base: Economy,
    held: Routes,
    log_cut: Floats,
    *,
    enforcement: ArrayLike = 0.0,
    concealment: ArrayLike = 0.0,
    crowding: float = 0.0,
    closure: Closure = "multiplicative",
    sharing: NDArray[np.bool_] | None = None,
) -> Evasion:
    """Find the equilibrium of a sanction that goods may go round.

    Parameters
    ----------
    base
        The economy, from `routed_economy`.
    held
        The routes.
    log_cut
        ln b of each cell of the routes, (R, Z), none above zero.
    enforcement, concealment
        As in `rerouted`.
    crowding
        Elasticity of a hub's cost to its traffic: above 0 hubs congest, below 0 they gain
        by scale.
    closure
        What becomes of imbalances; `multiplicative` or `additive`.
    sharing
        States that share their burden by transfers, (R, N).

    Raises
    ------
    DataFault
        A cut above zero, an economy that was not read with these routes, deficits to be
        balanced under them, or scale economies so strong that trade would tip to one hub.
    SolveFault
        A scenario did not settle, or its hubs' traffic did not.
    """
    _refuse_tipping(held, crowding, log_cut, closure)
    _refuse_other_routes(base, held)
    size = (len(log_cut), len(base.final))
    law = _Crowd(
        base, held, log_cut, np.asarray(enforcement), np.asarray(concealment), crowding,
        closure, np.zeros(size, dtype=np.bool_) if sharing is None else sharing,
    )  # fmt: skip
    if crowding == 0:
        return law.found(np.zeros(size))
    rest = settle(law, np.zeros(size), tolerance=1e-9, memory=4, most=100)
    if rest.residual.max() > 1e-9:
        raise SolveFault(
            f"the traffic of hubs still moves by {rest.residual.max():.2g}",
            expected="traffic at rest",
            where=WHERE,
            mend="take a crowding nearer to zero",
        )
    return law.found(rest.state)


@dataclass(frozen=True, slots=True, eq=False)
class _Crowd:
    """The map from hubs' log traffic to itself, (R, N)."""

    base: Economy
    held: Routes
    log_cut: Floats
    enforcement: Floats
    concealment: Floats
    crowding: float
    closure: Closure
    sharing: NDArray[np.bool_]

    def of(self, rows: NDArray[np.intp]) -> "_Crowd":
        def kept(values: Floats) -> Floats:
            return values[rows] if values.ndim == 2 else values

        return replace(
            self,
            log_cut=self.log_cut[rows],
            enforcement=kept(self.enforcement),
            concealment=kept(self.concealment),
            sharing=self.sharing[rows],
        )

    def found(self, traffic: Floats) -> Evasion:
        cost = self.crowding * traffic
        moved = rerouted(
            self.held, self.log_cut, enforcement=self.enforcement,
            concealment=self.concealment, hub_cost=cost,
        )  # fmt: skip
        even = equilibrium(
            self.base, moved.barriers, closure=self.closure, sharing=self.sharing
        )
        at = self.held
        paid = (
            self.base.shares[at.exporter, at.importer, at.sector]
            * np.exp(moved.log_openness)
            * even.sellers[:, at.exporter, at.sector]
            * even.buyers[:, at.importer, at.sector]
        )
        before = self.base.trade.flows[at.exporter, at.importer, at.sector]
        straight = at.unchanged().straight[0]
        return Evasion(even, moved, self.log_cut < 0, paid, before, straight, cost)

    def step(self, state: Floats) -> tuple[Floats, Floats]:
        made = self.found(state)
        before = made.paid_before @ self.held.unchanged().via[0]
        after = np.einsum("rz,rzn->rn", made.paid, made.rerouted.via)
        used = before > 0
        ratio = np.where(used, after, 1.0) / np.where(used, before, 1.0)
        image = np.log(np.maximum(ratio, LEAST_TRAFFIC))
        # Where hubs congest, traffic answers the other way: go only as far as it will come.
        damped = 1 + float(self.held.nu.max()) * max(self.crowding, 0.0)
        moved = image - state
        return state + moved / damped, np.abs(moved).max(axis=1)


def _refuse_tipping(
    held: Routes, crowding: float, log_cut: Floats, closure: Closure
) -> None:
    steepest = float(held.nu.max())
    for right, found, expected, mend in (
        (
            crowding * steepest > -1,
            f"scale economies of {crowding:g} at a dispersion of {steepest:g}",
            f"crowding above {-1 / steepest:.3g}",
            "with more, all trade tips to one hub, and which one is chance",
        ),
        (
            bool((log_cut <= 0).all()),
            f"a cut of {log_cut.max(initial=0):g}",
            "ln b of 0 or less",
            "a sanction hampers trade; cut draws above zero to zero and say so",
        ),
        (
            closure != "balanced",
            "deficits to be taken out of an economy with routes",
            "multiplicative or additive",
            "balance the economy first, then set up its routes",
        ),
    ):
        if not right:
            raise DataFault(found, expected=expected, where=WHERE, mend=mend)


def _refuse_other_routes(base: Economy, held: Routes) -> None:
    paid = base.trade.flows[held.exporter, held.importer, held.sector]
    earned = paid @ held.unchanged().rents[0]
    if not np.allclose(earned, base.rents, rtol=1e-9, atol=1e-12 * paid.sum()):
        raise DataFault(
            f"hubs that earn {base.rents.sum():.4g}, by their routes {earned.sum():.4g}",
            expected="an economy that was read with these routes",
            where=WHERE,
            mend="pass it through `routed_economy` first",
        )
