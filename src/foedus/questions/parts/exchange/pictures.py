"""Pictures of an exchange: its supply, end and price, what-ifs, and what it hangs on."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.measures import price_of
from foedus.exchange.months import month, month_text
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding
from foedus.quantity import Unit
from foedus.questions.answer import Cell, Picture
from foedus.questions.numbers import amount
from foedus.questions.parts.exchange.dealing import Dealing, both_sides
from foedus.questions.parts.exchange.draws import changes_of
from foedus.questions.parts.exchange.hinges import OUTPUTS
from foedus.questions.parts.exchange.outlook import YEAR, Outlook
from foedus.questions.parts.exchange.tables import averaged, moved, span
from foedus.questions.wording import sentence

Floats = NDArray[np.float64]
COLUMNS = ("group", "series", "value", "low", "high")
LINES = ("year", "series", "value", "low", "high")
SOURCE = "model of the exchange; numbers and what they rest on as told in the tables"
SHOWN = 8
"""Numbers that a picture shows."""
RARE, OTHERS = 0.01, "some other way"
"""Chance below which a way to end is not drawn by itself, and how those are called."""
SAME = 1e-9
"""Shares nearer than this are one line."""
BANDS = (("middle half", 0.25, 0.75), ("nine in ten", 0.05, 0.95))


def pictures_of(made: Dealing) -> Iterator[Picture]:
    """Draw what was found of an exchange."""
    yield _store(made)
    yield _still_met(made)
    yield _endings(made)
    yield _prices(made)
    yield _moved(made)
    if made.outlooks.what_ifs:
        yield _what_ifs(made)
    if made.hinges is not None:
        yield _indices(made)
        yield _tornado(made)
    yield _sides(made)


def _ahead(made: Dealing) -> str:
    return f"months from {month_text(month(made.deal.first) + made.drawn.now)}"


def _scale(unit: Unit, top: float) -> tuple[float, str]:
    """Choose millions or thousands where a unit runs that high."""
    for size, word in ((1e9, "billion "), (1e6, "million "), (1e3, "thousand ")):
        if top >= size:
            return size, f"{word}{unit.value}"
    return 1.0, unit.value


def _store(made: Dealing) -> Picture:
    """Draw the fan of what is in store above the floor, while the rate is kept up."""
    spare, unit = made.usual.supply.spare, made.deal.good.unit
    size, said = _scale(unit, float(np.quantile(spare[0], 0.95)))
    rows: list[tuple[Cell, ...]] = []
    for name, low, high in BANDS:
        held = np.quantile(spare, [low, 0.5, high], axis=1) / size
        rows += [
            (m + 1, name, *(float(held[k, m]) for k in (1, 0, 2)))
            for m in range(made.usual.months)
        ]
    left = span(made.usual.supply.months, Unit.MONTHS)
    return Picture(
        id="exchange.store",
        kind="lines",
        title=f"The store of {made.supplier} carries the rate for {left}",
        alt=f"What {made.supplier} has in store above its floor, month by month, if it "
        f"goes on handing over at the rate of now: at first {span(spare[0], unit)}, after "
        f"{YEAR} months {span(spare[min(YEAR, made.usual.months) - 1], unit)}.",
        source=SOURCE,
        x=_ahead(made),
        y=f"in store above the floor, {said}",
        columns=LINES,
        rows=tuple(rows),
    )


def _still_met(made: Dealing) -> Picture:
    """Draw in how many draws the rate is still met, as it is and by what-if."""
    told = {"as it is": _met(made.usual)}
    for what_if, other in made.outlooks.what_ifs.values():
        line = _met(other)
        if all(np.abs(line - known).max() > SAME for known in told.values()):
            told[f"if {what_if.title}"] = line
    at_end = {said: float(line[-1]) for said, line in told.items()}
    return Picture(
        id="exchange.still_met",
        kind="lines",
        title=f"After {made.usual.months} months the rate is still kept up in "
        f"{amount(at_end['as it is'], Unit.SHARE)} of the draws",
        alt="Share of draws in which store and output still keep up the rate, at the end: "
        + "; ".join(f"{said} {amount(x, Unit.SHARE)}" for said, x in at_end.items()),
        source=SOURCE,
        x=_ahead(made),
        y="share of draws in which the rate is kept up",
        columns=LINES,
        rows=tuple(
            (m + 1, said, float(x), None, None)
            for said, line in told.items()
            for m, x in enumerate(line)
        ),
    )


def _met(outlook: Outlook) -> Floats:
    ahead = np.arange(1, outlook.months + 1)[:, None]
    return np.asarray((outlook.supply.months >= ahead).mean(axis=1), dtype=np.float64)


def _endings(made: Dealing) -> Picture:
    """Stack the chances of each way to end, month by month."""
    chances = _chances(made)
    floor = np.zeros(made.usual.months)
    rows: list[tuple[Cell, ...]] = []
    ends: dict[str, float] = {}
    for said, chance in chances.items():
        top = floor + chance
        rows += [
            (m + 1, said, float(top[m]), float(floor[m]), float(top[m]))
            for m in range(made.usual.months)
        ]
        ends[said], floor = float(chance[-1]), top
    first = max(ends, key=lambda said: ends[said], default="")
    return Picture(
        id="exchange.endings",
        kind="lines",
        title=f"Of the ways to end, the likeliest is that {first}"
        if first
        else f"In no draw does it end within {made.usual.months} months",
        alt=f"Chance that the exchange has ended, by cause, after {made.usual.months} "
        "months: " + "; ".join(f"{s} {amount(x, Unit.SHARE)}" for s, x in ends.items()),
        source=SOURCE,
        x=_ahead(made),
        y="chance that it has ended, ways stacked",
        columns=LINES,
        rows=tuple(rows),
    )


def _chances(made: Dealing) -> dict[str, Floats]:
    """Give the chance of each way to end, month by month; rare ones stand together."""
    path, ahead = made.usual.path, np.arange(1, made.usual.months + 1)[:, None]
    held: dict[str, Floats] = {}
    for place, said in enumerate(made.called.values()):
        ended = (path.cause == place) & (made.usual.goes_on < ahead)
        chance = np.asarray(ended.mean(axis=1), dtype=np.float64)
        name = said if chance[-1] >= RARE else OTHERS
        held[name] = held.get(name, 0.0) + chance
    others = held.pop(OTHERS, np.zeros(1))
    return held | ({OTHERS: others} if others[-1] > 0 else {})


def _three(draws: Floats) -> tuple[float, float, float]:
    low, mid, high = np.nanquantile(draws, [0.05, 0.5, 0.95])
    return float(mid), float(low), float(high)


def _mean(draws: Floats) -> tuple[float, float, float]:
    held = averaged(draws, Unit.NONE, "")
    return held.value, held.low, held.high


def _bars(
    id: str, title: str, alt: str, x: str, rows: tuple[tuple[Cell, ...], ...]
) -> Picture:
    return Picture(f"exchange.{id}", "bars", title, alt, SOURCE, x, "", COLUMNS, rows)


def _prices(made: Dealing) -> Picture:
    path, unit = made.usual.path, price_of(made.deal.good.unit)
    held = {
        f"{made.supplier} gains above": path["asking"][0],
        "agreed, offers as bounds": made.usual.price(),
        "agreed, offers split": made.outlooks.nash.price(),
        f"{made.buyer} gains below": path["worth"][0],
    }
    told = {said: draws for said, draws in held.items() if np.isfinite(draws).any()}
    agreed = span(made.usual.price(), unit)
    return _bars(
        "prices",
        f"The price lies between what the two would take: {agreed}",
        "; ".join(f"{said} {span(draws, unit)}" for said, draws in told.items()),
        f"US$ for one, {made.deal.good.title}",
        tuple((said, "price", *_three(draws)) for said, draws in told.items()),
    )


def _meanings(made: Dealing) -> Mapping[str, str]:
    return {b.parameter: b.meaning for b in standing(made.case.book, Binding)}


def _moved(made: Dealing) -> Picture:
    """Draw the numbers that the figures changed most, before and after."""
    found, said = changes_of(made.drawn)[:SHOWN], _meanings(made)
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        middle = float(np.median(one.before)) or 1.0
        for name, draws in (("before", one.before), ("after", one.after)):
            held = (x / middle for x in _three(draws))
            rows.append((sentence(said[one.parameter]), name, *held))
    first = found[0] if found else None
    return _bars(
        "moved",
        "No number was open"
        if first is None
        else f"What was published says most of one number: {said[first.parameter]}",
        "Numbers before and after the published figures, each over its middle before: "
        + "; ".join(
            f"{said[one.parameter]} {span(one.before, one.pool.unit)}, then "
            f"{span(one.after, one.pool.unit)}"
            for one in found
        ),
        "over the middle before what was published",
        tuple(rows),
    )


def _what_ifs(made: Dealing) -> Picture:
    usual, unit = made.usual, made.deal.good.unit
    size, said = _scale(unit, float(np.median(usual.given())))
    held = {
        what_if.title: (other.given() - usual.given()) / size
        for what_if, other in made.outlooks.what_ifs.values()
    }
    most = max(held, key=lambda name: abs(float(held[name].mean())))
    return _bars(
        "what_ifs",
        f"Most is changed within a year if {most}",
        f"Change of what is handed over in {YEAR} months: "
        + "; ".join(f"{name} {moved(d * size, unit)}" for name, d in held.items()),
        f"{said} more or fewer in {YEAR} months",
        tuple((sentence(name), "change", *_mean(draws)) for name, draws in held.items()),
    )


def _indices(made: Dealing) -> Picture:
    if made.hinges is None:
        return _bars("indices", "", "", "", ())
    held, said = made.hinges.swings, _meanings(made)
    order = np.argsort(-held.total[:, 0], kind="stable")[:SHOWN]
    most = said[held.names[order[0]]]
    rows: list[tuple[Cell, ...]] = []
    for k in order:
        for name, index in (("alone", held.first), ("in all", held.total)):
            share = min(max(float(index[k, 0]), 0.0), 1.0)
            rows.append((sentence(said[held.names[k]]), name, share, None, None))
    return _bars(
        "indices",
        f"How long the supply lasts hangs most on one number: {most}",
        f"Share of the variance of the {OUTPUTS[0]}, alone and in all: "
        + "; ".join(f"{r[0]}, {r[1]}, {float(r[2] or 0):.0%}" for r in rows),
        f"share of the variance of the {OUTPUTS[0]}",
        tuple(rows),
    )


def _tornado(made: Dealing) -> Picture:
    if made.hinges is None:
        return _bars("tornado", "", "", "", ())
    held, said = made.hinges.swings, _meanings(made)
    low, high, middle = held.low[:, 0], held.high[:, 0], float(held.middle[0])
    order = np.argsort(-np.abs(high - low), kind="stable")[:SHOWN]
    return _bars(
        "tornado",
        f"With all numbers in the middle the supply lasts {middle:.0f} months; one alone "
        f"takes it to {min(low.min(), high.min()):.0f} or {max(low.max(), high.max()):.0f}",
        "Months of supply with one number low or high and the others in the middle: "
        + "; ".join(f"{said[held.names[k]]} {low[k]:.0f} and {high[k]:.0f}" for k in order),
        "months of supply left, before what was published",
        tuple(
            (sentence(said[held.names[k]]), side, float(values[k]), None, None)
            for k in order
            for side, values in (("low", low), ("high", high))
        ),
    )


def _sides(made: Dealing) -> Picture:
    supplier, buyer = both_sides(made)
    titles = {p.good: p.title for p in made.deal.carried} | {
        made.deal.good.name: made.deal.good.title
    }
    held = {
        f"{titles[good]}, from {other}": (who, share)
        for who, other, side in (
            (made.supplier, made.buyer, supplier),
            (made.buyer, made.supplier, buyer),
        )
        for good, share in side.shares.items()
    }
    most = max(held, key=lambda name: float(np.median(held[name][1])))
    return _bars(
        "sides",
        f"The largest share is of {most}",
        "Share of its use that each side gets from the other: "
        + "; ".join(
            f"{who}, {name} {span(x, Unit.SHARE)}" for name, (who, x) in held.items()
        ),
        "share of its use in the last twelve months",
        tuple((sentence(name), who, *_three(x)) for name, (who, x) in held.items()),
    )
