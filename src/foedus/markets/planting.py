"""Diversion planted where its place is known, to see how well it is found.

A direct trade is lost to sanctions on half of the products. Some hubs pass a share of it
on: it adds to what they buy from the coalition and to what they sell to the target, and
half of it never shows in their own books. All else is noise. How often the search puts a
leaking cell above one that does not leak is the area under its ROC curve.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.score import auc
from foedus.markets.diversion import Suspicion, excess, suspicion

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Planting:
    """What is planted.

    Attributes
    ----------
    leak
        Share of lost direct trade that the leaking hubs pass on together.
    hubs, products, leaking
        How many there are, and how many hubs leak.
    noise
        Standard deviation of ln trade about its expectation, and of each report.
    unreported
        Share of what leaks that the hub's own books do not show.
    hub_size
        Median of a hub's usual trade with either side, over the direct trade. The default
        is that of the EU-27's exports of 2019 to Armenia, Georgia, Kazakhstan, Kyrgyzstan
        and Uzbekistan over those to Russia (Eurostat Comext: 0.0037 to 0.067).
    """

    leak: float
    hubs: int = 40
    products: int = 120
    leaking: int = 5
    noise: float = 0.4
    unreported: float = 0.5
    hub_size: float = 0.023


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """One world with planted diversion: trade of hubs by product, USD bn a year.

    Attributes
    ----------
    restricted
        Products that are sanctioned, (K,).
    leaks
        What is passed on, (H, K).
    inward, outward
        Observed and expected, from the coalition and to the target, (H, K) each.
    reported
        What hubs say that they bought from the coalition, (H, K).
    """

    restricted: NDArray[np.bool_]
    leaks: Floats
    inward: tuple[Floats, Floats]
    outward: tuple[Floats, Floats]
    reported: Floats


@dataclass(frozen=True, slots=True)
class Found:
    """How well planted diversion was found, as areas under ROC curves."""

    cells: float
    """Leaking cells among all cells of sanctioned products, all signs together."""
    by_excess: float
    by_ghost: float
    hubs: float
    """Leaking hubs among hubs."""


def planted(planting: Planting, stream: Stream) -> Planted:
    """Make a world in which some hubs pass on what sanctions cut off."""
    shape = (planting.hubs, planting.products)

    def normals(name: str, *size: int) -> Floats:
        return stream.child(name).generator().standard_normal(size)

    lost = np.exp(normals("direct", planting.products))
    restricted = np.arange(planting.products) % 2 == 0
    parts = np.exp(normals("parts", planting.leaking))
    shares = np.zeros(planting.hubs)
    shares[: planting.leaking] = parts / parts.sum()
    leaks = planting.leak * shares[:, None] * np.where(restricted, lost, 0.0)

    def leg(name: str) -> tuple[Floats, Floats]:
        size = planting.hub_size * np.exp(normals(f"{name} size", planting.hubs))
        usual = size[:, None] * lost * np.exp(normals(f"{name} usual", *shape))
        noisy = usual * np.exp(planting.noise * normals(f"{name} noise", *shape))
        return noisy + leaks, usual

    inward, outward = leg("inward"), leg("outward")
    arrived = inward[0] - planting.unreported * leaks
    reported = arrived * np.exp(planting.noise * normals("report", *shape))
    return Planted(restricted, leaks, inward, outward, reported)


def search(world: Planted) -> tuple[Suspicion, Suspicion, Floats]:
    """Look for it: with all signs, with excess alone, and with the ghost alone, (H, K)."""
    ghost = excess(world.inward[0], world.reported)
    both = suspicion(world.inward, world.outward, world.restricted, ghost=ghost)
    alone = suspicion(world.inward, world.outward, world.restricted)
    return both, alone, ghost


def found(planting: Planting, stream: Stream) -> Found:
    """Plant, search and score once."""
    world = planted(planting, stream)
    both, alone, ghost = search(world)
    kept = world.restricted
    truth = np.array(world.leaks[:, kept] > 0, dtype=np.float64).ravel()

    def area(score: Floats) -> float:
        return auc(truth, score[:, kept].ravel())

    hubs = np.array(np.any(world.leaks > 0, axis=1), dtype=np.float64)
    return Found(
        area(both.score), area(alone.score), area(ghost),
        auc(hubs, both.hub_score),
    )  # fmt: skip
