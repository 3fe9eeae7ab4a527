"""A small deal to test with: pieces of a good for oil, money and machines."""

from dataclasses import replace

import numpy as np

from foedus.exchange.barter import Span, barter
from foedus.exchange.course import course_of
from foedus.exchange.deal import Beside, Deal, Ending, Feed, Good, Outside, Payment
from foedus.exchange.ends import outer_ends
from foedus.exchange.month import Month, opening
from foedus.exchange.terms import terms_of
from foedus.quantity import Unit
from foedus.states.roster import StateId

SERIES = tuple(
    name
    for name in Month.__dataclass_fields__
    if name not in ("received", "dry", "unprofitable", "outbid")
)
BOUND = {
    "stock": (Unit.PIECES, 1000.0), "floor": (Unit.SHARE, 0.4),
    "output": (Unit.PIECES_PER_MONTH, 20.0), "growth": (Unit.SHARE, 0.5),
    "ceiling": (Unit.RATIO, 2.0), "usable": (Unit.SHARE, 0.9),
    "own": (Unit.PIECES_PER_MONTH, 2.0), "cost": (Unit.USD_PER_PIECE, 100.0),
    "scarcity": (Unit.RATIO, 0.5), "sanction": (Unit.USD_PER_PIECE, 10.0),
    "s.rate": (Unit.SHARE, 0.1), "b.stock": (Unit.PIECES, 50.0),
    "b.output": (Unit.PIECES_PER_MONTH, 30.0), "b.growth": (Unit.SHARE, 0.1),
    "need": (Unit.PIECES_PER_MONTH, 100.0), "others": (Unit.PIECES_PER_MONTH, 5.0),
    "others.price": (Unit.USD_PER_PIECE, 500.0), "worth": (Unit.USD_PER_PIECE, 400.0),
    "urgency": (Unit.RATIO, 1.0), "b.rate": (Unit.SHARE, 0.2),
    "rate": (Unit.PIECES_PER_MONTH, 50.0), "duds": (Unit.SHARE, 0.2),
    "least": (Unit.SHARE, 0.1), "start": (Unit.USD, 500.0), "interest": (Unit.SHARE, 0.05),
    "limit": (Unit.USD, 1e9),
    "oil": (Unit.BARRELS_PER_MONTH, 40.0), "oil.price": (Unit.USD_PER_BARREL, 80.0),
    "oil.need": (Unit.BARRELS_PER_MONTH, 60.0), "oil.own": (Unit.BARRELS_PER_MONTH, 5.0),
    "oil.stops": (Unit.SHARE, 0.4), "money": (Unit.USD_PER_MONTH, 1500.0),
    "machines": (Unit.USD_PER_MONTH, 800.0), "men": (Unit.PERSONS, 3.0),
    "wage": (Unit.USD_PER_MONTH, 100.0), "men.all": (Unit.PERSONS, 30.0),
    "war": (Unit.PROBABILITY, 0.3), "law": (Unit.PROBABILITY, 0.1),
    "pays": (Unit.USD_PER_PIECE, 50.0), "asks": (Unit.USD_PER_PIECE, 900.0),
}  # fmt: skip
"""Parameter -> its unit and the number that tests vary."""
UNITS = {key: unit for key, (unit, _) in BOUND.items()}
TERMS = {
    "supplier.stock": "stock", "supplier.floor": "floor", "supplier.production": "output",
    "supplier.growth": "growth", "supplier.ceiling": "ceiling",
    "supplier.usable": "usable", "supplier.use": "own", "supplier.cost": "cost",
    "supplier.scarcity": "scarcity", "supplier.sanction_cost": "sanction",
    "supplier.impatience": "s.rate", "buyer.stock": "b.stock",
    "buyer.production": "b.output", "buyer.growth": "b.growth", "buyer.need": "need",
    "buyer.others": "others", "buyer.others_price": "others.price", "buyer.worth": "worth",
    "buyer.urgency": "urgency", "buyer.impatience": "b.rate", "delivery.rate": "rate",
    "delivery.duds": "duds", "delivery.least": "least", "credit.start": "start",
    "credit.interest": "interest", "credit.limit": "limit",
}  # fmt: skip


def deal(**told):
    """The whole deal, with some of its keys changed."""
    held = {
        "good": Good("thing", "things", Unit.PIECES),
        "supplier": StateId("PRK"), "buyer": StateId("RUS"), "first": "2024-01",
        "terms": TERMS, "lag": 2, "horizon": 24,
        "payments": (
            Payment("oil", "oil", Unit.BARRELS, "oil", "oil.price",
                    feeds=Feed("oil.need", "oil.own", "oil.stops")),
            Payment("money", "money", Unit.USD, "money"),
            Payment("machines", "machines", Unit.USD, "machines", prepaid=True),
        ),
        "beside": (Beside("men", "men", Unit.PERSONS, "men", "wage", whole="men.all"),),
        "endings": (Ending("war", "the war ends", "war"),
                    Ending("law", "law stops it", "law", enforced=True)),
        "outside": {StateId("CHN"): Outside("pays", "asks")},
        "left_out": ("all but the form",),
    }  # fmt: skip
    return Deal(**{**held, **told})


def bare(**told):
    """The least deal there can be: no growth, no inputs, no outside, no credit terms."""
    needed = (
        "supplier.stock", "supplier.floor", "supplier.production", "supplier.cost",
        "supplier.impatience", "buyer.production", "buyer.need", "buyer.worth",
        "buyer.impatience", "delivery.rate",
    )  # fmt: skip
    return deal(
        terms={role: TERMS[role] for role in needed} | told.pop("terms", {}),
        payments=told.pop("payments", (Payment("money", "money", Unit.USD, "money"),)),
        **{"beside": (), "endings": (), "outside": {}, "lag": 1, **told},
    )


def draws(size=1, **told):
    """One number a parameter, or draws of it."""
    held = {key: value for key, (_, value) in BOUND.items()}
    held |= {key.replace("__", "."): value for key, value in told.items()}
    return {
        k: np.broadcast_to(np.asarray(v, dtype=float), (size,)) for k, v in held.items()
    }


def spread(size, seed, wide=0.8):
    """Draws all about the numbers of BOUND, within what each role can have."""
    generator = np.random.default_rng(seed)
    held = {}
    for key, (unit, value) in BOUND.items():
        drawn = value * np.exp(wide * generator.standard_normal(size))
        if unit in (Unit.SHARE, Unit.PROBABILITY) and key not in ("growth", "b.growth"):
            drawn = np.minimum(drawn, 1.0)
        held[key] = np.maximum(drawn, 1.0) if key == "ceiling" else drawn
    held["start"] = 2000 * generator.standard_normal(size)
    return held


def terms(made, drawn):
    return terms_of(made, drawn, UNITS, where="a test")


def run(made, held, *, months=24, known=True, uniforms=None, rule="bounds", course=None):
    """Run a deal from its first month; `known` that nothing ended it."""
    course = course or course_of(made, months)
    span = Span(0, months, patient=made.patience, within=len(made.endings), keep=SERIES,
                payments=True)  # fmt: skip
    outer = None
    if not known:
        count = (len(made.endings), held.size)
        given = np.full(count, 1 - 1e-12) if uniforms is None else uniforms
        outer = outer_ends(made, course, held.hazards, given, now=0)
    state = opening(held, course, lag=made.lag)
    return barter(held, course, state, span, outer=outer, rule=rule)


def without(held, **told):
    """Change some of the arrays of the terms."""
    return replace(
        held,
        **{k: np.broadcast_to(float(v), getattr(held, k).shape) for k, v in told.items()},
    )
