"""Pictures of one coalition: how far it reaches, what that hangs on, where it leaks."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.trade_costs import BILLION
from foedus.quantity import Unit
from foedus.questions.answer import Picture
from foedus.questions.numbers import amount
from foedus.questions.parts.sanctions.impact import AS_IS, EMBARGO, GLOBAL
from foedus.questions.parts.sanctions.knobs import MEANINGS
from foedus.questions.parts.sanctions.siege import Siege
from foedus.questions.parts.sanctions.tolls import ranked_hubs, span
from foedus.questions.wording import names, sentence

Floats = NDArray[np.float64]
COLUMNS = ("group", "series", "value", "low", "high")
SOURCE = "model of trade; effects of sanctions as estimated, ranges as told in the table"
SHOWN = 8
"""Hubs that are drawn."""


def pictures_of(siege: Siege) -> Iterator[Picture]:
    """Draw what was found of a coalition."""
    yield _reach(siege)
    yield _hubs(siege)
    who = names([siege.coalition.target])
    yield _tornado(siege, 0, "tornado", f"the share of its income that {who} loses")
    yield _tornado(siege, 1, "tornado_leak", "the share of what is still traded that leaks")


def _reach(siege: Siege) -> Picture:
    made, target = siege.impact, siege.coalition.target
    best = max(
        siege.joining,
        key=lambda s: float(np.median(made.lost(f"joined by {s}", target))),
        default=None,
    )
    told = {"the coalition": AS_IS}
    if best is not None:
        told[f"with {names([best])}"] = f"joined by {best}"
    told |= {"all states": GLOBAL, "an embargo by the coalition": EMBARGO}
    held = {said: made.lost(variant, target) for said, variant in told.items()}
    who = names([target])
    return Picture(
        id=f"{siege.id}.reach",
        kind="bars",
        title=f"The sanctions take {span(held['the coalition'])} of the income of {who}",
        alt=f"Real income that {who} loses: "
        + "; ".join(f"{said} {span(draws)}" for said, draws in held.items()),
        source=SOURCE,
        x="share of real income lost",
        y="",
        columns=COLUMNS,
        rows=tuple((sentence(said), who, *_three(draws)) for said, draws in held.items()),
    )


def _hubs(siege: Siege) -> Picture:
    made = siege.impact
    order = ranked_hubs(siege)[:SHOWN]
    held = {hub: BILLION * made.at(made.hub_trade, hub) for hub in order}
    first = order[0] if order else None
    title = (
        "No hub was asked of"
        if first is None
        else (
            f"Most goes round by {names([first])}, {span(held[first], Unit.USD)} a year, "
            "by the model"
        )
    )
    return Picture(
        id=f"{siege.id}.ways",
        kind="bars",
        title=title,
        alt=f"Sanctioned trade with {names([siege.coalition.target])} by each hub: "
        + "; ".join(f"{names([h])} {span(d, Unit.USD)}" for h, d in held.items()),
        source=SOURCE,
        x="US$ bn a year",
        y="",
        columns=COLUMNS,
        rows=tuple(
            (names([hub]), "passes", *(x / BILLION for x in _three(draws)))
            for hub, draws in held.items()
        ),
    )


def _tornado(siege: Siege, output: int, key: str, said: str) -> Picture:
    """Draw how an output answers each knob, the widest swing first."""
    held = siege.swings
    low, high, middle = held.low[:, output], held.high[:, output], held.middle[output]
    order = np.argsort(-np.abs(high - low), kind="stable")
    most = MEANINGS[held.names[order[0]]]
    return Picture(
        id=f"{siege.id}.{key}",
        kind="bars",
        title=f"{sentence(said)} hangs most on one thing: {most}",
        alt=f"{sentence(said)} when one knob is turned low or high and the others stay in "
        f"the middle, where it is {_share(middle)}: "
        + "; ".join(
            f"{held.names[k]} {_share(low[k])} and {_share(high[k])}" for k in order
        ),
        source=SOURCE,
        x=f"{said}; {_share(middle)} with all in the middle",
        y="",
        columns=COLUMNS,
        rows=tuple(
            (MEANINGS[held.names[k]], side, float(values[k]), None, None)
            for k in order
            for side, values in (("low", low), ("high", high))
        ),
    )


def _share(value: float) -> str:
    return amount(float(value), Unit.SHARE)


def _three(draws: Floats) -> tuple[float, float, float]:
    """Give the median and the central 90 %."""
    low, mid, high = np.quantile(draws, [0.05, 0.5, 0.95])
    return float(mid), float(low), float(high)
