"""How long exchanges take: 20,000 draws over 120 months, and as draws and months grow.

The deal is made here: a good paid in oil, money and a machine that feeds output, with two
endings and an outside offer, so that every rule of the month is at work.
"""

import os
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

import numpy as np

from foedus.chance import Stream
from foedus.exchange.barter import Span, barter
from foedus.exchange.course import course_of
from foedus.exchange.deal import Deal, Ending, Feed, Good, Outside, Payment
from foedus.exchange.ends import outer_ends
from foedus.exchange.month import opening
from foedus.exchange.terms import Terms, terms_of
from foedus.faces.cli.terminal import print_table
from foedus.quantity import Unit
from foedus.states.roster import StateId

TIMES = 7
LAG = 2
RANGES: dict[str, tuple[Unit, float, float]] = {
    "s.stock": (Unit.PIECES, 3e6, 12e6), "s.floor": (Unit.SHARE, 0.3, 0.7),
    "s.output": (Unit.PIECES_PER_YEAR, 1e6, 4e6), "s.growth": (Unit.SHARE, 0.0, 1.0),
    "s.ceiling": (Unit.RATIO, 1.0, 4.0), "s.cost": (Unit.USD_PER_PIECE, 200, 600),
    "s.scarcity": (Unit.RATIO, 0.0, 2.0), "s.rate": (Unit.SHARE, 0.05, 0.3),
    "b.stock": (Unit.PIECES, 0.0, 4e6), "b.output": (Unit.PIECES_PER_YEAR, 2e6, 3e6),
    "b.need": (Unit.PIECES_PER_YEAR, 3e6, 5.5e6), "b.worth": (Unit.USD_PER_PIECE, 1e3, 4e3),
    "b.urgency": (Unit.RATIO, 0.0, 2.0), "b.rate": (Unit.SHARE, 0.05, 0.3),
    "rate": (Unit.PIECES_PER_YEAR, 2e6, 4e6), "duds": (Unit.SHARE, 0.1, 0.5),
    "oil": (Unit.BARRELS_PER_YEAR, 0.5e6, 2e6), "oil.price": (Unit.USD_PER_BARREL, 60, 120),
    "oil.need": (Unit.BARRELS_PER_YEAR, 1e6, 9e6), "oil.stops": (Unit.SHARE, 0.1, 0.6),
    "machine": (Unit.USD_PER_YEAR, 1e7, 5e8), "money": (Unit.USD_PER_YEAR, 1e8, 6e8),
    "ends.war": (Unit.PROBABILITY, 0.1, 0.5), "ends.law": (Unit.PROBABILITY, 0.01, 0.1),
    "pays": (Unit.USD_PER_PIECE, 100, 800),
}  # fmt: skip
"""Parameter -> unit, and the ends of an even range."""


def deal() -> Deal:
    """Lay out the deal."""
    return Deal(
        good=Good("thing", "things", Unit.PIECES),
        supplier=StateId("PRK"), buyer=StateId("RUS"), first="2023-08", lag=LAG,
        terms={
            "supplier.stock": "s.stock", "supplier.floor": "s.floor",
            "supplier.production": "s.output", "supplier.growth": "s.growth",
            "supplier.ceiling": "s.ceiling", "supplier.cost": "s.cost",
            "supplier.scarcity": "s.scarcity", "supplier.impatience": "s.rate",
            "buyer.stock": "b.stock", "buyer.production": "b.output",
            "buyer.need": "b.need", "buyer.worth": "b.worth", "buyer.urgency": "b.urgency",
            "buyer.impatience": "b.rate", "delivery.rate": "rate", "delivery.duds": "duds",
        },
        payments=(
            Payment("oil", "oil", Unit.BARRELS, "oil", "oil.price",
                    feeds=Feed("oil.need", stops="oil.stops")),
            Payment("machines", "machines", Unit.USD, "machine", prepaid=True),
            Payment("money", "money", Unit.USD, "money"),
        ),
        endings=(Ending("war", "war", "ends.war"),
                 Ending("law", "law", "ends.law", enforced=True)),
        outside={StateId("CHN"): Outside(pays="pays")},
        left_out=("a deal made for timing",),
    )  # fmt: skip


def drawn(size: int) -> Terms:
    """Draw the terms."""
    stream = Stream(1).child("benchmark")
    draws = {
        key: low + (high - low) * stream.child(key).uniforms(size)
        for key, (_, low, high) in RANGES.items()
    }
    units = {key: unit for key, (unit, _, _) in RANGES.items()}
    return terms_of(deal(), draws, units, where="benchmark")


def work(size: int, months: int) -> Callable[[], object]:
    """Set an exchange up; what is timed is its months."""
    terms, made = drawn(size), deal()
    course = course_of(made, months)
    uniforms = Stream(1).child("ends").uniforms(2, size)
    state = opening(terms, course, lag=LAG)
    span = Span(0, months, patient=3, within=2, keep=("given", "store", "price", "debt"))

    def run() -> object:
        outer = outer_ends(made, course, terms.hazards, uniforms, now=0)
        return barter(terms, course, state, span, outer=outer)

    return run


def seconds(run: Callable[[], object]) -> tuple[float, float]:
    """Time some work, warmed up: the median by the clock, and the least work of a core.

    The second leaves out what a busy machine takes for others.
    """
    run()
    spent, worked = [], []
    for _ in range(TIMES):
        start, begun = perf_counter(), process_time()
        run()
        spent.append(perf_counter() - start)
        worked.append(process_time() - begun)
    return median(spent), min(worked)


def main() -> None:
    """Print the table."""
    rows = []
    for size, months in ((20_000, 120), (4_000, 84), (2_000, 120), (100_000, 120)):
        spent, worked = seconds(work(size, months))
        target = "200 ms" if (size, months) == (20_000, 120) else ""
        each = f"{worked / size / months * 1e9:.0f} ns"
        told = f"{spent * 1e3:,.0f} ms", f"{worked * 1e3:,.0f} ms"
        rows.append((f"{size:,} draws x {months} months", target, *told, each))
    load = os.getloadavg()[0]
    print_table(
        "Exchanges, every rule at work",
        ("Work", "To reach", f"Median of {TIMES}", "Least of a core", "A draw and month"),
        rows,
        f"Python {sys.version.split()[0]}, numpy {np.__version__}, load {load:.1f}",
    )


if __name__ == "__main__":
    main()
