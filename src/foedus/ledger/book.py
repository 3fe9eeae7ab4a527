"""The book: entries in the order in which they were posted, and ways to look at them.

A book is a tuple of entries. What was withdrawn stays in it and is passed over here.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import TypeVar, cast

from foedus.faults import LedgerFault
from foedus.ledger.entry import Binding, Claim, Entry, Link, Result, Retraction, Review
from foedus.ledger.origin import Document, Source, SourceId
from foedus.spells import spell_of

Book = tuple[Entry, ...]
K = TypeVar("K", Source, Document, Claim, Link, Binding, Result, Review)
T = TypeVar("T")
REMEMBERED = 8
"""Books of which it is remembered what was found in them."""


def name_of(entry: Entry) -> str:
    """Give the name by which other entries speak of this one."""
    match entry:
        case Source(id=id):
            return f"source:{id}"
        case Document(id=id):
            return f"document:{id}"
        case Claim(id=id) | Result(id=id):
            return id
        case Binding(parameter=key):
            return f"binding:{key}"
        case Link(a=a, b=b, relation=relation):
            return f"link:{a}:{relation}:{b}"
        case Review(proposal=proposal, reviewer=reviewer, number=number):
            return f"review:{reviewer}:{proposal}:{number}"
        case Retraction(withdrawn=name):
            return f"retraction:{name}"


def once_a_book(look: Callable[[Book], T]) -> Callable[[Book], T]:
    """Look through a book once only, and hand out again what was found.

    A book and its entries never change, so that it is enough to know which book it is: to
    compare two of thousands of entries would cost more than to look through one. What is
    found must not be changed either.

    >>> @once_a_book
    ... def size(book):
    ...     print("counted")
    ...     return len(book)
    >>> empty = ()
    >>> size(empty), size(empty)
    counted
    (0, 0)
    """
    # The book is kept with what was found, or another could take its id.
    found: dict[int, tuple[Book, T]] = {}

    @wraps(look)
    def looked(book: Book) -> T:
        held = found.get(id(book))
        if held is None:
            held = found[id(book)] = book, look(book)
            for old in list(found)[:-REMEMBERED]:
                found.pop(old, None)
        return held[1]

    return looked


def _by_kind(book: Iterable[Entry]) -> dict[type[Entry], tuple[Entry, ...]]:
    """Part the entries that nobody has withdrawn by kind, the last of each name."""
    kept: dict[type[Entry], dict[str, Entry]] = {}
    for entry in book:
        if isinstance(entry, Retraction):
            for named in kept.values():
                named.pop(entry.withdrawn, None)
        else:
            kept.setdefault(type(entry), {})[name_of(entry)] = entry
    return {kind: tuple(named.values()) for kind, named in kept.items()}


_kinds_of = once_a_book(_by_kind)


def standing(book: Iterable[Entry], kind: type[K]) -> tuple[K, ...]:
    """List the entries of a kind that nobody has withdrawn, the last of each name."""
    kinds = _kinds_of(book) if isinstance(book, tuple) else _by_kind(book)
    return cast("tuple[K, ...]", kinds.get(kind, ()))


def known_by(book: Iterable[Entry], day: date) -> Book:
    """Leave out the claims said after a day, and results posted after it.

    A withdrawal corrects the record and holds whatever the day. A claim dated to a month
    or a year is known once that month or year has ended; a link once both its claims are.
    """
    kept = tuple(entry for entry in book if not _after(entry, day))
    claims = {entry.id for entry in kept if isinstance(entry, Claim)}
    return tuple(
        entry
        for entry in kept
        if not isinstance(entry, Link) or {entry.a, entry.b} <= claims
    )


def without_source(book: Iterable[Entry], source: SourceId) -> Book:
    """Leave out a source and every claim that rests on its word.

    Raises
    ------
    LedgerFault
        The book knows no such source.
    """
    entries = tuple(book)
    known = [e.id for e in entries if isinstance(e, Source)]
    if source not in known:
        raise LedgerFault(
            f"no source {source!r}",
            expected=f"one of {', '.join(sorted(known)) or '(none)'}",
            where="the ledger",
            mend="see `foedus ledger show CASE --sources`",
        )
    return tuple(
        entry
        for entry in entries
        if not (isinstance(entry, Source) and entry.id == source)
        and not (isinstance(entry, Claim) and source in {v.holder for v in entry.voice})
    )


def without_claim(book: Iterable[Entry], claim: str) -> Book:
    """Leave out one claim."""
    return tuple(e for e in book if not (isinstance(e, Claim) and e.id == claim))


def _after(entry: Entry, day: date) -> bool:
    match entry:
        case Claim(said=said, id=id):
            spell = spell_of(said, where=f"claim {id}")
            return (spell.end or spell.start) > day
        case Result(posted=posted):
            return posted > day
        case _:
            return False
