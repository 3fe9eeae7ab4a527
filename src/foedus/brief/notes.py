"""The numbered notes of a brief: from a sentence to its ledger entries, and back.

Entries are numbered as a reader meets them; those that only other entries rest on come
after, in the order in which the chain from result to claim to document is walked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from foedus.brief.statement import (
    Brief,
    Card,
    FigureBlock,
    Heading,
    Judgement,
    Statement,
    TableBlock,
)
from foedus.faults import LedgerFault


@dataclass(frozen=True, slots=True)
class Reference:
    """One mark in the text that points at an entry."""

    number: int
    anchor: str
    """Where the mark stands, so that the entry can point back."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place where an entry is used, by the section that it stands in."""

    section: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A card with its number and its neighbours on both sides."""

    number: int
    card: Card
    rests_on: tuple[int, ...]
    carries: tuple[int, ...]
    """The entries that rest on this one."""
    uses: tuple[Use, ...]
    """The first use in each section."""


@dataclass(frozen=True, slots=True)
class Notes:
    """All entries of a brief, numbered."""

    numbers: Mapping[str, int]
    entries: tuple[Entry, ...]
    cited: int
    """How many of them the text itself names; they have the lowest numbers."""

    def references(self, rests_on: Iterable[str], place: str) -> tuple[Reference, ...]:
        """Give the marks that stand at a place for these entries, lowest first."""
        numbers = sorted({self.numbers[id] for id in rests_on})
        return tuple(Reference(n, f"ref-{place}-{n}") for n in numbers)


def number(brief: Brief) -> Notes:
    """Number every entry of a brief.

    Raises
    ------
    LedgerFault
        A block or a card rests on an entry that the brief has no card of.
    """
    uses: dict[str, dict[str, str]] = {}
    for place, section, rests_on in _places(brief):
        for id in rests_on:
            uses.setdefault(id, {}).setdefault(section, place)
    numbers = {id: n for n, id in enumerate(_reached(brief, uses), 1)}
    carries: dict[str, list[int]] = {}
    for id, n in numbers.items():
        for other in brief.cards[id].rests_on:
            carries.setdefault(other, []).append(n)
    return Notes(
        numbers,
        tuple(
            Entry(
                n,
                brief.cards[id],
                tuple(sorted({numbers[other] for other in brief.cards[id].rests_on})),
                tuple(carries.get(id, ())),
                tuple(
                    Use(section, f"ref-{place}-{n}")
                    for section, place in uses.get(id, {}).items()
                ),
            )
            for id, n in numbers.items()
        ),
        cited=len(uses),
    )


def runs(references: Iterable[Reference]) -> tuple[tuple[Reference, ...], ...]:
    """Gather marks whose numbers follow on each other, since thirty in a row say nothing.

    >>> [len(run) for run in runs(Reference(n, "") for n in (1, 4, 5, 6, 9))]
    [1, 3, 1]
    """
    made: list[list[Reference]] = []
    for reference in references:
        if made and made[-1][-1].number + 1 == reference.number:
            made[-1].append(reference)
        else:
            made.append([reference])
    return tuple(map(tuple, made))


def row_place(block: int, row: int) -> str:
    """Name the place of a row of a table."""
    return f"{block}-row{row}"


def cited_by_rows(block: TableBlock) -> tuple[tuple[str, ...], ...]:
    """Give what each row rests on, one tuple a row."""
    return tuple(
        cited
        for _, cited in zip_longest(block.table.rows, block.table.rests_on, fillvalue=())
    )


def _places(brief: Brief) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Walk every place that may carry a note: its name, its section, what it rests on."""
    section = brief.title
    for at, block in enumerate(brief.blocks):
        match block:
            case Heading():
                section = block.text
            case Statement() | Judgement() | FigureBlock():
                yield str(at), section, block.rests_on
            case TableBlock():
                for row, cited in enumerate(cited_by_rows(block)):
                    yield row_place(at, row), section, cited
            case _:
                pass


def _reached(brief: Brief, cited: Iterable[str]) -> Iterator[str]:
    """Walk from what the text names to all that it rests on, nearest first."""
    queue = [*cited]
    seen: set[str] = set(queue)
    while queue:
        nearest, queue = queue, []
        for id in nearest:
            if id not in brief.cards:
                raise _no_card(id, brief)
            yield id
            fresh = [other for other in brief.cards[id].rests_on if other not in seen]
            seen.update(fresh)
            queue += dict.fromkeys(fresh)
    yield from (id for id in sorted(brief.cards) if id not in seen)


def _no_card(id: str, brief: Brief) -> LedgerFault:
    return LedgerFault(
        f"the brief rests on {id!r} and has no card of it",
        expected="a card of every entry that a block or a card names",
        where=f"brief of {brief.case}",
        mend="post the entry, or do not say what rests on it",
    )
