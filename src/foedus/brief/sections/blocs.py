"""Who holds together, with the pact and without, and who sits between."""

from collections.abc import Iterator

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.ledger.entry import Result
from foedus.quantity import Unit
from foedus.questions.answer import Answer, Picture
from foedus.questions.numbers import amount, estimate
from foedus.questions.wording import names, sentence

WHERE = "blocs"
"""Where findings of this part stand."""


def blocks(case: Case, answer: Answer) -> Iterator[Block]:
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
    told = [finding.remark for finding in answer.findings if finding.where == WHERE]
    if told:
        yield Note("Mind, of blocs:", tuple(told))


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
