"""Exchanges: an illustration made again, and what the case foretold of figures told later.

The illustration is that of the design's page, whose priors it does not print. Those here
are ours, written out below; so its numbers stand beside ours and are not asked to agree.

The second part is judged by time. The case is read as it was known on its day, run on as if
nothing ended it, and held against what was said later of deliveries to March and October
2025. The null is the simplest that there is: what a source said last of a year's rate goes
on. Nothing of the model was chosen by these figures, but the case's coder knew them.
"""

import sys
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from foedus.cases.folder import read_case
from foedus.chance import Stream
from foedus.exchange.barter import Span, barter
from foedus.exchange.course import course_of
from foedus.exchange.deal import Deal, Good
from foedus.exchange.month import opening
from foedus.exchange.months import month
from foedus.exchange.supply import supply
from foedus.exchange.terms import terms_of
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding
from foedus.ledger.pool import pool
from foedus.quantity import Unit
from foedus.questions.parts.exchange.draws import drawn_of
from foedus.questions.swings import swings
from foedus.states.roster import StateId
from verification.table import Line, tell

Floats = NDArray[np.float64]
TOLD = float("inf")
DRAWS, PAST, AHEAD = 20_000, 22, 120
LATER = date(2025, 12, 31)
FIGURES = (("2025-03", "shells.to_2025_03"), ("2025-10", "shells.to_2025_10"))
UNITS = {
    "stock": Unit.PIECES, "floor": Unit.SHARE, "output": Unit.PIECES_PER_YEAR,
    "growth": Unit.SHARE, "ceiling": Unit.RATIO, "rate": Unit.PIECES_PER_MONTH,
    "none": Unit.PIECES_PER_MONTH, "price": Unit.USD_PER_PIECE, "discount": Unit.SHARE,
}  # fmt: skip
VARIED = ("stock", "floor", "output", "growth", "rate")


def priors(u: Floats) -> dict[str, Floats]:
    """Write the priors out, at quantiles of the varied numbers, (R, 5).

    Stock: lognormal about 8 million, a factor of 1.7 as one standard deviation. Floor:
    even from 30 to 70 %. Output: lognormal about 2 million a year, a factor of 1.5. Growth
    in the first year: even from none to 100 %, towards four times the first output.
    Delivered in 22 months: even from 4 to 12 million.
    """
    deviate = norm.ppf(u)
    size = len(u)
    return {
        "stock": 8e6 * 1.7 ** deviate[:, 0],
        "floor": 0.3 + 0.4 * u[:, 1],
        "output": 2e6 * 1.5 ** deviate[:, 2],
        "growth": u[:, 3],
        "ceiling": np.full(size, 4.0),
        "rate": (4e6 + 8e6 * u[:, 4]) / PAST,
        "none": np.zeros(size),
        "price": np.ones(size),
        "discount": np.full(size, 0.1),
    }


def bare() -> Deal:
    """Lay out a deal of store and output alone."""
    return Deal(
        good=Good("round", "rounds", Unit.PIECES),
        supplier=StateId("PRK"), buyer=StateId("RUS"), first="2023-09",
        terms={
            "supplier.stock": "stock", "supplier.floor": "floor",
            "supplier.production": "output", "supplier.growth": "growth",
            "supplier.ceiling": "ceiling", "supplier.cost": "price",
            "supplier.impatience": "discount", "buyer.production": "none",
            "buyer.need": "none", "buyer.worth": "price", "buyer.impatience": "discount",
            "delivery.rate": "rate",
        },
        payments=(), left_out=("all but store and output",),
    )  # fmt: skip


def lasting(u: Floats) -> tuple[Floats, Floats]:
    """Give months of supply from the first month on, and output at the end of the past."""
    made = bare()
    terms = terms_of(made, priors(u), UNITS, where="verification")
    course = course_of(made, PAST + AHEAD)
    found = supply(terms, course, opening(terms, course, lag=1), start=0)
    grown = (1 - terms.pace) ** PAST
    now = terms.ceiling - (terms.ceiling - terms.output) * grown
    return found.months, now - terms.rate


def illustration() -> list[Line]:
    """Make the page's illustration again with priors of our own."""
    stream = Stream(1).child("illustration")
    months, spare = lasting(stream.uniforms(DRAWS, len(VARIED)))
    could = months >= PAST
    left = months[could] - PAST

    def law(rows: Floats) -> Floats:
        return np.maximum(lasting(rows)[0] - PAST, 0.0)[:, None]

    total = swings(law, VARIED, points=2_048, stream=stream.child("sobol")).total[:, 0]
    indices = dict(zip(VARIED, total, strict=True))
    return [
        Line("draws that can have delivered", float(could.mean()), 0.76, TOLD),
        Line("output now covers the rate", float((spare[could] > 0).mean()), 0.74, TOLD),
        Line("fewer than 12 months left", float((left < 12).mean()), 0.08, TOLD),
        Line("total index, output", float(indices["output"]), 0.57, TOLD),
        Line("total index, growth", float(indices["growth"]), 0.54, TOLD),
        Line("total index, rate", float(indices["rate"]), 0.47, TOLD),
        Line("total index, stock", float(indices["stock"]), 0.05, TOLD),
    ]


def foretold() -> list[Line]:
    """Hold what the case foretold against what was said later, beside the null."""
    case, _ = read_case("russia-dprk")
    if case.exchange is None:
        return []
    drawn = drawn_of(case, case.exchange, seed=1, runs=4_000)
    deal, kept = drawn.deal, drawn.kept
    last = month(FIGURES[-1][0]) - month(deal.first) + 1
    span = Span(drawn.now, last, deal.patience, len(deal.endings))
    path = barter(
        drawn.terms.rows(kept), course_of(deal, last), drawn.history.state.rows(kept), span
    )
    by_model = np.concatenate([drawn.history["given"][:, kept], path["given"]]).cumsum(
        axis=0
    )
    constant = _pooled("shells.rate_year", case.heading.as_of) / 12
    lines = []
    for until, key in FIGURES:
        count = month(until) - month(deal.first) + 1
        said = float(np.median(_pooled(key, LATER))) / 1e6
        low, mid, high = np.quantile(by_model[count - 1], [0.05, 0.5, 0.95]) / 1e6
        null = np.quantile(count * constant, [0.05, 0.5, 0.95]) / 1e6
        lines += [
            Line(f"to {until}, model's 5 %, millions", low, said, TOLD),
            Line(f"to {until}, model's middle", mid, said, TOLD),
            Line(f"to {until}, model's 95 %", high, said, TOLD),
            Line(f"to {until}, null's 5 %", float(null[0]), said, TOLD),
            Line(f"to {until}, null's middle", float(null[1]), said, TOLD),
            Line(f"to {until}, null's 95 %", float(null[2]), said, TOLD),
            Line(f"to {until}, CRPS of model and null",
                 crps(by_model[count - 1] / 1e6, said), crps(count * constant / 1e6, said),
                 TOLD),
        ]  # fmt: skip
    return lines


def crps(draws: Floats, said: float) -> float:
    """Give the continuous ranked probability score of draws; nought is perfect.

    References
    ----------
    Gneiting, Raftery (2007), https://doi.org/10.1198/016214506000001437
    """
    ordered, size = np.sort(draws), len(draws)
    weights = 2 * np.arange(1, size + 1) - size - 1
    spread = float((weights * ordered).sum()) / size**2
    return float(np.abs(draws - said).mean()) - spread


def _pooled(key: str, day: date) -> Floats:
    """Pool a number of the case as it was known on a day."""
    case, _ = read_case("russia-dprk", as_of=day)
    [binding] = [b for b in standing(case.book, Binding) if b.parameter == key]
    return pool(binding, case.book, stream=Stream(1), runs=DRAWS).draws


def lines() -> list[Line]:
    """Give both parts."""
    return [*illustration(), *foretold()]


if __name__ == "__main__":
    sys.exit(tell("Exchanges: an illustration, and what was foretold", lines()) > 0)
