"""The forward half of theories: where they agree, where they part, what would tell."""

from collections.abc import Iterator

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.estimation.forward import forwards
from foedus.estimation.futures_scores import carried_scores
from foedus.ledger.entry import Result
from foedus.questions.answer import Answer
from foedus.questions.numbers import amount, estimate
from foedus.questions.parts.theories.ahead import ALIKE
from foedus.questions.parts.theories.parting import TIMES
from foedus.questions.theories import QUESTION
from foedus.questions.wording import series

THEORIES = tuple(one for one in forwards() if one.kind == "theory")
CAUTION = (
    "A theory here is a list of terms, and its name a label on the list. Each is given the "
    "same world, the same treaties and the same chance, and its hazards are fitted anew "
    "with its own terms alone; distance, the number of states, the level of the year and "
    "the size and age of treaties are common to all. What no run can move, such as votes, "
    "income or the concentration of power, is in none of them."
)
_WHAT = (
    ("disputes", "pairs that begin a dispute"), ("signed", "pairs that sign a pact of two"),
)  # fmt: skip
TELLING = 1.5
"""How many times as likely two theories make what is seen, to be named as parted."""


def told(answer: Answer) -> bool:
    """Tell whether theories could be run forward."""
    return any(r.id.startswith(f"{QUESTION}.weight.") for r in answer.results)


def blocks(answer: Answer) -> Iterator[Block]:
    """Tell what theories foretell together, what parts them, and how they fared."""
    yield Heading("Where they disagree about the future", "theories-futures", 3)
    yield Note(CAUTION)
    yield from _together(answer)
    yield from _apart(answer)
    yield from _watched(answer)
    yield _next(answer)
    yield TableBlock(answer.table(f"{QUESTION}.next"))
    yield _fared(answer)
    yield TableBlock(answer.table(f"{QUESTION}.foresaw"), folded=True)
    yield TableBlock(answer.table(f"{QUESTION}.futures"), folded=True)
    yield TableBlock(answer.table(f"{QUESTION}.terms"), folded=True)


def parted(answer: Answer) -> list[Result]:
    """Give how far counts part theories, the widest first."""
    held = [r for r in answer.results if r.id.startswith(f"{QUESTION}.times.")]
    return sorted(held, key=lambda r: -r.estimate.value)


def counted(times: Result) -> str:
    """Name the count that a result on how theories part is of."""
    return times.id.removeprefix(f"{QUESTION}.times.")


def by_theory(answer: Answer, count: str) -> list[Result]:
    """Give what each theory foretells of a count, the most first."""
    held = [answer.result(f"{QUESTION}.future.{count}.{one.name}") for one in THEORIES]
    return sorted(held, key=lambda r: -r.estimate.value)


def head(result: Result) -> str:
    """Give what a result counts and when, without whose it is."""
    return result.sentence.rpartition(", by ")[0]


def whose(result: Result) -> str:
    """Name the theory that a result is by."""
    return result.sentence.rpartition(", by ")[2]


def _together(answer: Answer) -> Iterator[Block]:
    """Tell on what all agree."""
    alike = []
    for times in parted(answer):
        held = by_theory(answer, counted(times))
        if held[0].estimate.value <= ALIKE * held[-1].estimate.value:
            alike.append(held)
    if not alike:
        return
    spans = [
        f"{head(held[0])}: {_span(held)}" for held in sorted(alike, key=lambda h: h[0].id)
    ]
    yield Statement(
        f"All agree, within a factor of {ALIKE:g}, on what follows. {'. '.join(spans)}.",
        tuple(r.id for held in alike for r in held),
    )


def _apart(answer: Answer) -> Iterator[Block]:
    """Tell what parts them, and when it would be seen."""
    pictures = {picture.id: picture for picture in answer.pictures}
    table = answer.table(f"{QUESTION}.partings")
    when = {row[0]: row[5] for row in table.rows}
    wide = [r for r in parted(answer) if r.estimate.value >= TELLING] or parted(answer)[:1]
    for times in wide:
        held = by_theory(answer, counted(times))
        apart = answer.result(f"{QUESTION}.apart.{counted(times)}")
        whole = answer.result(f"{QUESTION}.future.{counted(times)}.system")
        said = "; ".join(f"{whose(r)} {estimate(r.estimate)}" for r in held)
        yield Statement(
            f"{head(held[0])}: {said}. The whole system, with the terms of all and "
            f"memories besides, tells {estimate(whole.estimate)}. {_difference(apart)}; "
            f"{_seen(str(when[head(held[0]).rpartition(' from ')[0]]))}.",
            (*(r.id for r in held), whole.id, apart.id, times.id),
        )
    cited = tuple(r.id for r in by_theory(answer, counted(parted(answer)[0])))
    yield FigureBlock(pictures[f"{QUESTION}.futures"], cited)
    yield FigureBlock(
        pictures[f"{QUESTION}.telling"], tuple(r.id for r in parted(answer)[:1])
    )
    yield TableBlock(table, folded=True)


def _seen(year: str) -> str:
    """Say when two theories would be told apart, or that they would not."""
    if not year.isdigit():
        return f"that is too little to tell the two apart {year.removeprefix('not ')}"
    return (
        f"the two would be told apart by the end of {year}, when the right one must be "
        f"expected to have made what is seen {TIMES:g} times as likely as the other"
    )


def _watched(answer: Answer) -> Iterator[Block]:
    signs = [r for r in answer.results if r.id.startswith(f"{QUESTION}.sign.")]
    spoken = {r.id.split(".")[2] for r in signs}
    mute = [one.title for one in THEORIES if one.name not in spoken]
    if signs:
        yield TableBlock(answer.table(f"{QUESTION}.signs"))
    if mute:
        yield Note(
            f"For {series(mute)} no count by itself would be such a sign within the years "
            "that are run: what it foretells is too near to what others do."
        )


def _next(answer: Answer) -> Statement:
    table = answer.table(f"{QUESTION}.next")
    pair, cited = table.rows[0], table.rests_on[0]
    shown = [
        (title, cell)
        for title, cell in zip(table.columns[1:], pair[1:], strict=True)
        if title in {one.title for one in THEORIES}
    ]
    return Statement(
        f"Of pairs with a state around the pact the likeliest to sign one of two is "
        f"{pair[0]}: " + "; ".join(f"{cell} by {title}" for title, cell in shown) + ".",
        cited,
    )


def _fared(answer: Answer) -> Statement:
    """Tell which of them foresaw better, or that none beats the null."""
    scores, told_ = carried_scores(), []
    for what, said in _WHAT:
        wins = {one.title: scores.beats(one.name, what) for one in THEORIES}
        many = next(iter(wins.values()))[1]
        upheld = [f"{title} in {won}" for title, (won, _) in wins.items() if won]
        told_.append(
            f"of {said}, {series(upheld)} of {many} contests"
            if upheld
            else f"of {said}, none in any of {many} contests"
        )
    weights = sorted(
        (r for r in answer.results if r.id.startswith(f"{QUESTION}.weight.")),
        key=lambda r: -r.estimate.value,
    )
    titles = {f"{QUESTION}.weight.{one.name}": one.title for one in THEORIES}
    mixed = "; ".join(
        f"{titles[r.id]} {amount(r.estimate.value, r.estimate.unit)}" for r in weights
    )
    return Statement(
        "Run forward from the past, each theory told more than the hardest null, doubt "
        f"included, in so many cases: {'; '.join(told_)}. The mixture weighs them by what "
        f"each would have told: {mixed}. Weights show how forecasts overlap and are no "
        "verdict on which is true.",
        tuple(r.id for r in weights),
    )


def fared_in_short() -> str:
    """Say in how many contests any theory told more than the hardest null."""
    scores, parts = carried_scores(), []
    for what, said in _WHAT:
        best = max(THEORIES, key=lambda one: scores.beats(one.name, what)[0])
        won, many = scores.beats(best.name, what)
        parts.append(
            f"of {said} {best.title} told more than the hardest null in {won} of {many} "
            "contests"
            if won
            else f"of {said} none told more than the hardest null"
        )
    return "; ".join(parts)


def _span(held: list[Result]) -> str:
    unit = held[0].estimate.unit
    low, high = (amount(held[k].estimate.value, unit) for k in (-1, 0))
    return low if low == high else f"{low} to {high}"


def _difference(apart: Result) -> str:
    said = apart.sentence.rpartition(": how many more by ")[2]
    return (
        f"By {said.replace(' than by ', ' there are more than by ')}, the difference "
        f"being {estimate(apart.estimate)}"
    )
