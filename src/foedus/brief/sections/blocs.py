"""Who holds together, who sits between, and who has a hold on whom."""

from collections.abc import Iterator

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.ledger.entry import Result
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Answer, Picture
from foedus.questions.leaning import LAYERS, pair_id
from foedus.questions.leverage_tables import SIDES
from foedus.questions.numbers import amount, estimate
from foedus.questions.wording import names, sentence, series
from foedus.states.roster import StateId

STEP = 0.01
"""Change of a part of a whole below which a hold is said to have hardly moved."""
HARDLY, SURELY = 0.3, 0.7
"""Chances below and above which the evidence speaks for one side."""


WHERE = frozenset({"blocs", "leverage", "blocs and leverage"})
"""Where findings of this part stand."""


def blocks(case: Case, answer: Answer) -> Iterator[Block]:
    """Tell blocs, leverage, and what to mind of both, in the answer that holds them."""
    yield from _blocs(case, answer)
    yield from _leverage(case, answer)
    yield from _cautions(answer)


def _blocs(case: Case, answer: Answer) -> Iterator[Block]:
    """Tell the blocs of the day, with the pact and without, and balance through time."""
    stem = answer.question
    held = {str(result.id): result for result in answer.results}
    if f"{stem}.blocs.count" not in held:
        return
    pictures = {picture.id: picture for picture in answer.pictures}
    yield Heading("Blocs, with and without the pact", "blocs", 3)
    yield Statement(
        "A bloc is no fact but a reading: states that alliances, trade and votes draw "
        "together and that rivalries, disputes and sanctions part from others. So it is "
        "found again and again, layers weighed and ties drawn anew, and told as a chance."
    )
    yield _together(case, stem, held)
    yield FigureBlock(pictures[f"{stem}.blocs.map"], (f"{stem}.blocs.count",))
    yield TableBlock(answer.table(f"{stem}.blocs"))
    yield FigureBlock(pictures[f"{stem}.blocs.layers"], (f"{stem}.blocs.count",))
    yield TableBlock(answer.table(f"{stem}.blocs.pairs"))
    yield from _hanging(stem, held)
    yield TableBlock(answer.table(f"{stem}.blocs.hangs"), folded=True)
    yield FigureBlock(pictures[f"{stem}.blocs.between"], (f"{stem}.blocs.count",))
    yield TableBlock(answer.table(f"{stem}.blocs.between"), folded=True)
    yield from _balanced(answer, stem, held, pictures)
    yield TableBlock(answer.table(f"{stem}.blocs.layers"), folded=True)


def _together(case: Case, stem: str, held: dict[str, Result]) -> Statement:
    """Say how often the two fall together, and each with those whom the region holds."""
    one, other = case.heading.dyad
    key = "_".join(sorted((one.lower(), other.lower())))
    full, bare, rise, count = (
        held[f"{stem}.blocs.{name}"]
        for name in (
            f"together.{key}",
            f"together.{key}.without",
            f"together.{key}.rise",
            "count",
        )
    )
    adds = (
        "so that the pact adds nothing to it"
        if rise.estimate.value == 0
        else f"so that the pact adds {amount(rise.estimate.value, Unit.SHARE)}"
    )
    return Statement(
        f"{sentence(names([one, other]))} fall in one bloc with a chance of "
        f"{estimate(full.estimate)} with the pact and {estimate(bare.estimate)} without, "
        f"{adds}; the world falls into {estimate(count.estimate)} blocs.",
        (full.id, bare.id, rise.id, count.id),
    )


def _hanging(stem: str, held: dict[str, Result]) -> Iterator[Block]:
    """Name the layer without which the two fall together least often."""
    without = [r for id, r in held.items() if id.startswith(f"{stem}.blocs.hangs.")]
    least = min(without, key=lambda r: (r.estimate.value, r.id), default=None)
    if least and any(r.estimate.value > least.estimate.value for r in without):
        layer = least.id.rpartition(".")[2]
        chance = estimate(least.estimate)
        yield Statement(
            f"It hangs most on {layer}: left out, that chance is {chance}.", (least.id,)
        )


def _balanced(
    answer: Answer, stem: str, held: dict[str, Result], pictures: dict[str, Picture]
) -> Iterator[Block]:
    """Say how far the world is from two camps, now and through time."""
    now, without = held[f"{stem}.frustration.now"], held[f"{stem}.frustration.without"]
    yield Statement(
        f"{now.sentence}: {estimate(now.estimate)}; without it, "
        f"{estimate(without.estimate)}. Nought would be two camps, one against the other.",
        (now.id, without.id),
    )
    first, last = (held.get(f"{stem}.frustration.{key}") for key in ("first", "last"))
    if first and last:
        yield Statement(
            f"{first.sentence}: {estimate(first.estimate)}. {last.sentence}: "
            f"{estimate(last.estimate)}. In every year the number is proved the least.",
            (first.id, last.id),
        )
        for key in ("frustration", "years"):
            yield FigureBlock(pictures[f"{stem}.blocs.{key}"], (last.id,))
        yield TableBlock(answer.table(f"{stem}.blocs.turns"), folded=True)


def _leverage(case: Case, answer: Answer) -> Iterator[Block]:
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


def _cautions(answer: Answer) -> Iterator[Block]:
    told = [finding.remark for finding in answer.findings if finding.where in WHERE]
    if told:
        yield Note("Mind, of blocs and leverage:", tuple(told))
