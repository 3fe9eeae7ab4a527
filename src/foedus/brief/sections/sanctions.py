"""Sanctions: what they take and from whom, what goes round them, and by whom."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.ledger.entry import Result
from foedus.questions.answer import Answer, Picture
from foedus.questions.numbers import estimate
from foedus.questions.sanctions import QUESTION, answered, running
from foedus.questions.wording import names
from foedus.states.roster import StateId

BUSY = 3
"""Hubs that are told in sentences."""


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell coalition by coalition what the model says, then what was seen."""
    answer = answers[QUESTION]
    if not running(case):
        return
    yield Heading("Sanctions, ways round them, and who might join", "sanctions")
    yield Statement(
        "A coalition's barriers are put to a model of trade in which goods may go through "
        "others. Flows are modelled, and led to what was published; the effect of "
        "sanctions is estimated from past ones; where nothing tells a number its range is "
        "assumed and marked so. Nothing here was observed, but for what is said to be."
    )
    for one in answered(case, answer):
        yield from _against(answer, one.target)
    if answer.findings:
        yield Note("Mind:", tuple(f"{f.where}: {f.remark}" for f in answer.findings))


def _against(answer: Answer, target: StateId) -> Iterator[Block]:
    stem = f"{QUESTION}.{target.lower()}"
    held = {
        r.id.removeprefix(f"{stem}."): r
        for r in answer.results
        if r.id.startswith(f"{stem}.")
    }
    pictures = {p.id.removeprefix(f"{stem}."): p for p in answer.pictures}
    yield Heading(f"Against {names([target])}", f"sanctions-{target.lower()}", 3)
    told = ("bite", "bite.another", "harm", "of_global", "of_embargo")
    yield from _told(held, told)
    yield FigureBlock(pictures["reach"], (held["bite"].id,))
    yield from _told(held, ("leak", "substitution"))
    yield FigureBlock(pictures["tornado_leak"], (held["leak"].id,))
    yield from _ways(held, pictures)
    yield from _told(held, ("bound", "cut"))
    yield TableBlock(answer.table(f"{stem}.hubs"), folded=True)
    yield from _told(held, _joining(held))
    yield TableBlock(answer.table(f"{stem}.joining"))
    yield from _told(held, ("article", "transfers"))
    yield FigureBlock(pictures["tornado"], (held["bite"].id,))
    for table in ("knobs", "members", "flows", "exits"):
        yield TableBlock(answer.table(f"{stem}.{table}"), folded=True)
    yield from _seen(answer, held, pictures, stem)


def _told(held: Mapping[str, Result], keys: tuple[str, ...]) -> Iterator[Statement]:
    """Put results into one statement, a sentence each."""
    there = [held[key] for key in keys if key in held]
    if there:
        yield Statement(
            " ".join(f"{r.sentence}: {estimate(r.estimate)}." for r in there),
            tuple(r.id for r in there),
        )


def _ways(held: Mapping[str, Result], pictures: Mapping[str, Picture]) -> Iterator[Block]:
    hubs = [key for key in held if key.startswith("hub.") and key.endswith(".trade")]
    if hubs:
        busy = tuple(hubs[:BUSY])
        closings = tuple(key.replace(".trade", ".closing") for key in busy)
        yield from _told(held, (*busy, *closings))
        yield FigureBlock(pictures["ways"], tuple(held[key].id for key in hubs))


def _joining(held: Mapping[str, Result]) -> tuple[str, ...]:
    """Name the state that adds most, and the one that adds most for its own loss."""
    adding = [k for k in held if k.startswith("joining.") and not k.endswith(".cost")]
    if not adding:
        return ()
    most = max(adding, key=lambda key: held[key].estimate.value)
    both = dict.fromkeys((most, adding[0]))
    return tuple(part for key in both for part in (key, f"{key}.cost"))


def _seen(
    answer: Answer, held: Mapping[str, Result], pictures: Mapping[str, Picture], stem: str
) -> Iterator[Block]:
    """Set what was seen beside what the model lets through."""
    if "seen.offset" not in held:
        return
    offset, leak = held["seen.offset"], held["leak"]
    hubs = [key for key in held if key.startswith("seen.hub.")]
    most = max(hubs, key=lambda key: held[key].estimate.value)
    yield Statement(
        f"Seen, and consistent with diversion but no proof of it: {offset.sentence}: "
        f"{estimate(offset.estimate)}. The model's leak of {estimate(leak.estimate)} is a "
        "share of what is still traded, by all ways, so that the two may differ.",
        (offset.id, leak.id),
    )
    yield from _told(held, (most, f"{most.removeprefix('seen.')}.trade"))
    yield FigureBlock(pictures["seen.bought"], tuple(held[key].id for key in hubs))
    yield TableBlock(answer.table(f"{stem}.seen.hubs"), folded=True)
