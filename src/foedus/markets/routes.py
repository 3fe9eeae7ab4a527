"""The way goods take: straight, or through a third country that asks less.

Between an exporter and an importer stand a direct route and one through every hub. A
sanction raises the cost of the direct route in full and of the others as far as their hub
enforces it; goods move to what has become cheapest, and the hubs earn their margin on them.

The number of hops is a matter of the middle of a product, first leg x middle x last leg:
the identity for one hub, I + K for up to two, (I - K)^-1 for any number.

References
----------
Allen, Arkolakis (2022), https://doi.org/10.1093/restud/rdac001
Ganapati, Wong, Ziv (2021), https://doi.org/10.3386/w29015
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from foedus.faults import DataFault, SolveFault
from foedus.markets.barriers import Barriers
from foedus.markets.trade import Trade

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Hops = Literal["one", "two", "any"]
WHERE = "markets.routes.routes"


@dataclass(frozen=True, slots=True, eq=False)
class Routes:
    """How pairs may trade; a cell is an exporter, an importer and a sector.

    Attributes
    ----------
    trade
        The flows before any change.
    exporter, importer, sector
        Cells, (Z,).
    theta, nu
        Elasticity of trade and dispersion of routes, of each cell's sector, (Z,).
    direct
        Weight of the direct route, (Z,).
    first, last
        Weights of the leg to a hub and of the one from it, (Z, N).
    between
        Weight of a leg between two hubs, (S, N, N); all zero where there is but one.
    markup
        Margin that each state takes as a hub, over what it pays, (N,).
    hops
        How many hubs may follow each other.
    kappa
        Common factor of hub routes in each sector, fitted to the re-export share, (S,).
    """

    trade: Trade
    exporter: Places
    importer: Places
    sector: Places
    theta: Floats
    nu: Floats
    direct: Floats
    first: Floats
    last: Floats
    between: Floats
    markup: Floats
    hops: Hops
    kappa: Floats

    def unchanged(self) -> "Rerouted":
        """Give the routes before any change, as one scenario."""
        return rerouted(self, np.zeros((1, len(self.exporter))))


@dataclass(frozen=True, slots=True, eq=False)
class Rerouted:
    """What is traded how under changed costs; the first axis is the scenario, R.

    Attributes
    ----------
    log_openness
        ln B of each cell, all routes taken together, (R, Z).
    straight
        Share of a cell's trade that goes direct, (R, Z).
    via
        Share of a cell's trade that passes each hub, (R, Z, N).
    received
        Share of what the buyer pays that reaches the exporter, (R, Z).
    rents
        Share of it that each hub earns, (R, Z, N); with what is received it makes one.
    """

    routes: Routes
    log_openness: Floats
    straight: Floats
    via: Floats
    received: Floats
    rents: Floats

    @property
    def barriers(self) -> Barriers:
        """The change as barriers, routes and rents included."""
        scenarios, cells = self.log_openness.shape
        at = self.routes
        return Barriers(
            scenarios,
            np.repeat(np.arange(scenarios), cells),
            np.tile(at.exporter, scenarios),
            np.tile(at.importer, scenarios),
            np.tile(at.sector, scenarios),
            self.log_openness.ravel(),
            self.received.ravel(),
            self.rents.reshape(scenarios * cells, -1),
        )


def routes(
    trade: Trade,
    exporter: Places,
    importer: Places,
    *,
    theta: ArrayLike,
    nu: ArrayLike,
    indirect: ArrayLike,
    markup: ArrayLike = 0.0,
    hops: Hops = "one",
) -> Routes:
    """Set up the routes of some pairs, fitted to the share that is seen to be indirect.

    Parameters
    ----------
    trade
        Flows, from whose symmetric part the costs of legs are read:
        tau^-theta = sqrt(X_ij X_ji / (X_ii X_jj)).
    exporter, importer
        The pairs, (Z,), by place.
    theta, nu
        Elasticity of trade and dispersion of routes, nu no lower, one number or (S,).
    indirect
        Observed share of the pairs' trade in each sector that passes a hub, 0 to below 1;
        0 shuts all hubs.
    markup
        Margin of hubs, one number or (N,).
    hops
        How many hubs may follow each other.

    Raises
    ------
    DataFault
        nu is below theta, a share or a margin is out of bounds, or no hub can be reached.
    SolveFault
        With any number of hops, routes would go round without end.
    """
    sectors, n = len(trade.sectors), len(trade.states)
    elastic, spread, seen = (
        np.broadcast_to(np.asarray(v, dtype=np.float64), (sectors,))
        for v in (theta, nu, indirect)
    )
    margin = np.broadcast_to(np.asarray(markup, dtype=np.float64), (n,)).copy()
    _refuse_bounds(elastic, spread, seen, margin)
    legs = _legs(trade, spread / elastic)
    toll = (1 + margin) ** -spread[:, None]
    cell = (np.tile(exporter, sectors), np.tile(importer, sectors))
    sector = np.repeat(np.arange(sectors), len(exporter))
    raw = Routes(
        trade, *cell, sector, elastic[sector], spread[sector],
        legs[sector, cell[0], cell[1]],
        _but(legs[sector, cell[0]] * toll[sector], *cell),
        _but(legs[sector, :, cell[1]], *cell),
        np.zeros_like(legs) if hops == "one" else legs * toll[:, None, :],
        margin, hops, np.ones(sectors),
    )  # fmt: skip
    return _scaled(raw, np.array([_kappa(raw, s, float(seen[s])) for s in range(sectors)]))


def rerouted(
    held: Routes,
    log_cut: Floats,
    *,
    enforcement: ArrayLike = 0.0,
    concealment: ArrayLike = 0.0,
    hub_cost: ArrayLike = 0.0,
) -> Rerouted:
    """Let goods choose anew after a change of costs.

    Parameters
    ----------
    held
        The routes.
    log_cut
        ln b, what the change does to the direct openness of each cell, (R, Z).
    enforcement
        Share of the cost that each hub enforces, 0..1: one number, (N,) or (R, N).
    concealment
        Log cost of hiding where goods come from, in full where all trade is cut: one
        number, (N,) or (R, N).
    hub_cost
        Further log cost of passing a hub, (N,) or (R, N).

    Notes
    -----
    ln t_direct = -ln b / theta; ln t_hub = -e ln b / theta + chi (1 - b) + cost. The
    factor (1 - b) makes no sanction mean no change.
    """
    scenarios, n = len(log_cut), len(held.trade.states)
    e, chi, cost = (
        np.broadcast_to(np.asarray(v, dtype=np.float64), (scenarios, n))
        for v in (enforcement, concealment, hub_cost)
    )
    hidden = chi[:, None] * -np.expm1(log_cut)[..., None] + cost[:, None]
    with np.errstate(invalid="ignore"):
        through = -e[:, None] * (log_cut / held.theta)[..., None]
    # Where trade is cut to nothing, a hub that enforces nothing is still open: 0 x inf = 0.
    through = np.where(e[:, None] == 0, 0.0, through)
    hub = np.exp(-held.nu[:, None] * (through + hidden))
    straight = held.direct * np.exp(log_cut * held.nu / held.theta)
    arriving, via, paid = _passed(held, hub)
    before = _whole(held)
    after = straight + arriving
    with np.errstate(divide="ignore", invalid="ignore"):
        grown = held.theta / held.nu * np.log(after / before)
        shares = np.where(after > 0, 1 / after, 0.0)
    rents = paid * (held.markup / (1 + held.markup)) * shares[..., None]
    return Rerouted(
        held,
        np.where(before > 0, grown, 0.0),
        np.where(after > 0, straight * shares, 1.0),
        via * shares[..., None],
        1 - rents.sum(axis=-1),
        rents,
    )


def _passed(held: Routes, hub: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the weight of all hub routes, (R, Z), and of those through each, (R, Z, N).

    The third counts a route by what the hub is paid: less the margins of later hubs.
    """
    first = held.first * hub
    if held.hops == "one":
        through = first * held.last
        return through.sum(axis=-1), through, through
    arriving = np.empty(hub.shape[:2])
    via, paid = np.empty_like(hub), np.empty_like(hub)
    for r, z in np.ndindex(hub.shape[:2]):
        start, end = first[r, z], held.last[z]
        legs = held.between[held.sector[z]] * hub[r, z]
        entering = _along(legs.T, start, held.hops)
        # With two hops at most, who comes from another hub goes on to the importer.
        onward = end if held.hops == "two" else _along(legs, end, held.hops)
        ahead = _along(legs, end, held.hops)
        valued = _along(legs / (1 + held.markup), end, held.hops)
        final = end if held.hops == "two" else valued
        arriving[r, z] = entering @ end
        via[r, z] = start * ahead + (entering - start) * onward
        paid[r, z] = start * valued + (entering - start) * final
    return arriving, via, paid


def _along(legs: Floats, start: Floats, hops: Hops) -> Floats:
    if hops == "two":
        return np.asarray(start + legs @ start, dtype=np.float64)
    _refuse_endless(legs)
    return np.asarray(np.linalg.solve(np.eye(len(start)) - legs, start), dtype=np.float64)


def _refuse_endless(legs: Floats) -> None:
    radius = float(np.abs(np.linalg.eigvals(legs)).max(initial=0.0))
    if radius >= 1:
        raise SolveFault(
            f"routes through hubs have a spectral radius of {radius:.3g}",
            expected="a radius below one, or goods would go round for ever",
            where=WHERE,
            mend="allow two hops, or look for hubs that trade as freely as at home",
        )


def _whole(held: Routes) -> Floats:
    """Give the weight of all routes before any change, (Z,)."""
    ones = np.ones((1, *held.first.shape))
    return np.asarray(held.direct + _passed(held, ones)[0][0], dtype=np.float64)


def _legs(trade: Trade, power: Floats) -> Floats:
    """Give tau^-nu of each leg, (S, N, N), from the openness that flows show."""
    flows = trade.flows.transpose(2, 0, 1)
    home = np.diagonal(flows, axis1=1, axis2=2)
    scale = np.sqrt(home[:, :, None] * home[:, None, :])
    back = flows.swapaxes(1, 2)
    # A pair seen to trade one way only is judged by that way.
    open_ = np.sqrt(flows * np.where(back > 0, back, flows)) / scale
    legs: Floats = open_ ** power[:, None, None]
    places = np.arange(legs.shape[1])
    legs[:, places, places] = 0.0
    return legs


def _but(weights: Floats, exporter: Places, importer: Places) -> Floats:
    """Take exporter and importer themselves out of the hubs."""
    cells = np.arange(len(weights))
    weights = weights.copy()
    weights[cells, exporter] = 0.0
    weights[cells, importer] = 0.0
    return weights


def _scaled(raw: Routes, kappa: Floats) -> Routes:
    return Routes(
        raw.trade, raw.exporter, raw.importer, raw.sector, raw.theta, raw.nu, raw.direct,
        raw.first * kappa[raw.sector, None], raw.last,
        raw.between * kappa[:, None, None], raw.markup, raw.hops, kappa,
    )  # fmt: skip


def _kappa(raw: Routes, sector: int, seen: float) -> float:
    """Find the factor at which the sector's indirect share is the one seen."""
    if seen == 0:
        return 0.0
    traded = raw.trade.flows[raw.exporter, raw.importer, raw.sector]
    weight = np.where(raw.sector == sector, traded, 0.0)

    def miss(log_kappa: float) -> float:
        tried = np.zeros(len(raw.kappa))
        tried[sector] = np.exp(log_kappa)
        scaled = _scaled(raw, tried)
        whole = _whole(scaled)
        part = np.where(whole > 0, 1 - raw.direct / np.where(whole > 0, whole, 1.0), 0.0)
        return float(weight @ part / weight.sum()) - seen

    highest = _highest(raw, sector)
    low, high = _bracket(miss, highest)
    return float(np.exp(brentq(miss, low, high, xtol=1e-13)))


def _highest(raw: Routes, sector: int) -> float:
    """Give ln kappa beyond which routes of any length would have no end."""
    if raw.hops != "any":
        return 60.0
    radius = float(np.abs(np.linalg.eigvals(raw.between[sector])).max(initial=0.0))
    return -np.log(radius) - 1e-6 if radius > 0 else 60.0


def _bracket(miss: Callable[[float], float], highest: float) -> tuple[float, float]:
    low = min(-60.0, highest - 60.0)
    if not miss(low) < 0 < miss(highest):
        raise DataFault(
            "no strength of the hubs gives the indirect share that was observed",
            expected="pairs that trade, hubs that both sides trade with",
            where=WHERE,
            mend="lower `indirect`, or give the pairs hubs that they trade with",
        )
    return low, highest


def _refuse_bounds(theta: Floats, nu: Floats, seen: Floats, markup: Floats) -> None:
    for right, found, expected in (
        ((theta > 0) & (nu >= theta), f"nu {nu.tolist()}, theta {theta.tolist()}",
         "routes at least as alike as sellers: nu no lower than theta, above 0"),
        ((seen >= 0) & (seen < 1), f"indirect shares {seen.tolist()}", "0 to below 1"),
        (markup >= 0, f"a margin of {markup.min(initial=0):g}", "0 or more"),
    ):  # fmt: skip
        if not right.all():
            raise DataFault(
                found,
                expected=expected,
                where=WHERE,
                mend="look at the units: shares, logs",
            )
