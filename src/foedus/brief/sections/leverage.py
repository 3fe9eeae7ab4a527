"""Who has a hold on whom, and whether that of a patron erodes."""

from collections.abc import Iterator

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.ledger.entry import Result
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Answer
from foedus.questions.numbers import amount, estimate
from foedus.questions.parts.response.leaning import LAYERS, pair_id
from foedus.questions.parts.response.leverage_tables import SIDES
from foedus.questions.wording import names, series
from foedus.states.roster import StateId

STEP = 0.01
"""Change of a part of a whole below which a hold is said to have hardly moved."""
HARDLY, SURELY = 0.3, 0.7
"""Chances below and above which the evidence speaks for one side."""
WHERE = "leverage"
"""Where findings of this part stand."""


def blocks(case: Case, answer: Answer) -> Iterator[Block]:
    """Tell who has a hold on whom, and whether a patron's hold on the weaker erodes."""
    stem = answer.question
    held = {str(result.id): result for result in answer.results}
    tables = {table.id: table for table in answer.tables}
    if f"{stem}.leverage" not in tables:
        return
    yield Heading("Leverage: what each would lose", "leverage", 3)
    yield Statement(
        "Who would lose less by an end of ties can press who would lose more. What each "
        "would lose is told by layer; how much a layer counts is a judgement."
    )
    for patron, client in _patrons(case, stem, held):
        yield from _verdict(patron, client, stem, held)
    yield FigureBlock(
        next(p for p in answer.pictures if p.id == f"{stem}.leverage.index"),
        tuple(id for id in held if _is_index(id, stem)),
    )
    yield TableBlock(tables[f"{stem}.leverage"])
    yield TableBlock(tables[f"{stem}.leverage.layers"], folded=True)
    told = [finding.remark for finding in answer.findings if finding.where == WHERE]
    if told:
        yield Note("Mind, of leverage:", tuple(told))


def _is_index(id: str, stem: str) -> bool:
    """Tell whether a result is the leverage of a pair on the day."""
    rest = id.removeprefix(f"{stem}.leverage.")
    return rest != id and rest.endswith(".now") and rest.count(".") == 1


def _patrons(
    case: Case, stem: str, held: dict[str, Result]
) -> Iterator[tuple[StateId, StateId]]:
    """Name who has ties with the weaker of the two: others first, then its new partner."""
    one, other = case.heading.dyad
    client = other if f"{stem}.leverage.{pair_id(one, other)}.now" in held else one
    every = dict.fromkeys(
        (*(s for level in case.heading.levels for s in level.states), one, other)
    )
    partners = [s for s in every if f"{stem}.leverage.{pair_id(s, client)}.rise" in held]
    for patron in sorted(partners, key=lambda s: s in case.heading.dyad):
        yield patron, client


def _verdict(
    patron: StateId, client: StateId, stem: str, held: dict[str, Result]
) -> Iterator[Block]:
    """Say whether a hold has fallen, all layers together and each alone."""
    id = f"{stem}.leverage.{pair_id(patron, client)}"
    fell, then, now, rise = (held[f"{id}.{key}"] for key in ("fell", "then", "now", "rise"))
    firm = held.get(f"{id}.fell.firm")
    moved = _moved(id, held)
    said = [_words(fell.estimate, patron, client, moved)]
    said.append(f"{fell.sentence}: {estimate(fell.estimate)}.")
    if firm:
        said.append(f"{firm.sentence}: {estimate(firm.estimate)}.")
    said.append(
        f"In hundredths the index went from {_points(then.estimate)} to "
        f"{_points(now.estimate)}, by {_points(rise.estimate)}."
    )
    rests = [one.id for one in (fell, firm, then, now, rise) if one]
    yield Statement(" ".join(said), tuple(rests))
    yield from _by_layer(patron, client, id, held)
    votes = [held.get(f"{id}.votes.{key}") for key in ("then", "now")]
    if votes[0] and votes[1]:
        yield Statement(
            f"Their votes lay {votes[0].estimate.value:.2f} ideal points apart then, "
            f"and lie {votes[1].estimate.value:.2f} apart now.",
            (votes[0].id, votes[1].id),
        )


def _by_layer(
    patron: StateId, client: StateId, id: str, held: dict[str, Result]
) -> Iterator[Block]:
    """Set the layers side by side, then and now."""
    parts, rests = [], []
    for layer in LAYERS:
        keys = [f"{id}.{layer}.second.{year}" for year in ("then", "now")]
        if all(key in held for key in keys):
            before, after = (held[key].estimate for key in keys)
            parts.append(f"{layer}, {_span(before)} then and {_span(after)} now")
            rests += keys
    if parts:
        yield Statement(
            f"What {names([client])} would lose with {names([patron])}, layer by layer: "
            f"{'; '.join(parts)}.",
            tuple(rests),
        )


def _moved(id: str, held: dict[str, Result]) -> dict[str, list[str]]:
    """Sort layers by whether the hold has grown, fallen or stands in each of them."""
    made: dict[str, list[str]] = {"grown": [], "fallen": [], "stood": []}
    for layer in LAYERS:
        keys = [f"{id}.{layer}.{side}.{year}" for side in SIDES for year in ("then", "now")]
        if all(key in held for key in keys):
            first_then, first_now, then, now = (held[key].estimate.value for key in keys)
            step = (now - first_now) - (then - first_then)
            way = "stood" if abs(step) < STEP else "grown" if step > 0 else "fallen"
            made[way].append(layer)
    return made


def _words(
    fell: Estimate, patron: StateId, client: StateId, moved: dict[str, list[str]]
) -> str:
    """Put in words whether the evidence says that a hold erodes, all layers and each."""
    over = f"the hold of {names([patron])} on {names([client])}"
    ways = {"grown": "grown", "fallen": "fallen", "stood": "hardly moved"}
    each = "; ".join(
        f"by {series(layers)} it has {ways[way]}" for way, layers in moved.items() if layers
    )
    if fell.value >= SURELY:
        return f"The evidence says that {over} has eroded: {each}."
    if fell.value <= HARDLY:
        return f"The evidence does not say that {over} has eroded: {each}."
    return f"The evidence does not settle whether {over} has eroded: {each}."


def _points(number: Estimate) -> str:
    low, mid, high = (str(round(100 * v)) for v in (number.low, number.value, number.high))
    return f"{mid} ({low} to {high})"


def _span(number: Estimate) -> str:
    low, high = (amount(v, Unit.SHARE) for v in (number.low, number.high))
    return f"{amount(number.value, Unit.SHARE)} ({low} to {high})"
