"""Does the book balance? Each check reads the whole book and alters nothing.

A new check is a function in this file and a line in CHECKS.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from foedus.faults import DataFault, Finding
from foedus.ledger.book import name_of, standing
from foedus.ledger.entry import Binding, Claim, Entry, Link, Quantity, Result, Retraction
from foedus.ledger.origin import Document, Source
from foedus.spells import spell_of

Check = Callable[[Sequence[Entry]], Iterable[Finding]]


def every_name_is_posted_once(book: Sequence[Entry]) -> Iterator[Finding]:
    """Two entries of one name are one entry too many; a later one must withdraw first."""
    times: Counter[str] = Counter()
    for entry in book:
        times[name_of(entry)] += 1
        if isinstance(entry, Retraction):
            times[entry.withdrawn] = times[name_of(entry)] = 0
    for name, count in times.items():
        if count > 1:
            yield Finding("breach", name, f"posted {count} times")


def every_claim_has_its_document(book: Sequence[Entry]) -> Iterator[Finding]:
    """A claim stands in a document that the book knows."""
    documents = {e.id for e in standing(book, Document)}
    for claim in standing(book, Claim):
        if claim.document not in documents:
            yield Finding(
                "breach", f"claim {claim.id}", f"points at no document: {claim.document}"
            )


def every_claim_has_its_speaker(book: Sequence[Entry]) -> Iterator[Finding]:
    """Each voice of a claim is a source that the book knows."""
    sources = {e.id for e in standing(book, Source)}
    for claim in standing(book, Claim):
        if not claim.voice:
            yield Finding("breach", f"claim {claim.id}", "nobody is said to have said it")
        for voice in claim.voice:
            if voice.holder not in sources:
                yield Finding(
                    "breach", f"claim {claim.id}", f"points at no source: {voice.holder}"
                )


def every_claim_has_a_possible_date(book: Sequence[Entry]) -> Iterator[Finding]:
    """A claim has a date that is one; what it is about may lie ahead."""
    for claim in standing(book, Claim):
        for day in (claim.said, claim.about):
            if day is None:
                continue
            try:
                spell_of(day, where=f"claim {claim.id}")
            except DataFault as trouble:
                yield Finding("breach", f"claim {claim.id}", trouble.found)


def every_figure_is_whole(book: Sequence[Entry]) -> Iterator[Finding]:
    """A figure holds the numbers that its operator speaks of, in order."""
    for claim in standing(book, Claim):
        figure = claim.quantity
        if figure is None:
            if claim.parameter:
                yield Finding("doubt", f"claim {claim.id}", "names a parameter, no figure")
            continue
        if wrong := _unwhole(figure):
            yield Finding("breach", f"claim {claim.id}", wrong)


def _unwhole(figure: Quantity) -> str:
    """Tell what is amiss with the numbers of a figure; nothing if all is well."""
    low, value, high = figure.low, figure.value, figure.high
    if value is None and (low is None or high is None):
        return "a figure without a number"
    if figure.operator == "between" and (low is None or high is None):
        return "a range without its ends"
    if figure.operator in ("at_least", "at_most") and value is None:
        return "a bound without its value"
    held = [number for number in (low, value, high) if number is not None]
    return "" if held == sorted(held) else "its low, value and high are out of order"


def every_link_joins_two_claims(book: Sequence[Entry]) -> Iterator[Finding]:
    """A link points at two claims that were posted, and not twice at one."""
    claims = {e.id for e in book if isinstance(e, Claim)}
    for link in standing(book, Link):
        for end in (link.a, link.b):
            if end not in claims:
                yield Finding("breach", name_of(link), f"points at no claim: {end}")
        if link.a == link.b:
            yield Finding("breach", name_of(link), "joins a claim to itself")


def every_binding_rests_on_claims(book: Sequence[Entry]) -> Iterator[Finding]:
    """A parameter rests on claims in its own unit, or is marked as assumed."""
    claims = {e.id: e for e in book if isinstance(e, Claim)}
    for binding in standing(book, Binding):
        where = f"parameter {binding.parameter}"
        if not binding.claims and binding.override is None and binding.assumed is None:
            yield Finding("breach", where, "rests on nothing, and is not marked as assumed")
        for own in (binding.override, binding.assumed):
            if own is not None and not own.low <= own.mode <= own.high:
                yield Finding("breach", where, "its low, mode and high are out of order")
        for id in binding.claims:
            claim = claims.get(id)
            if claim is None:
                yield Finding("breach", where, f"points at no claim: {id}")
            elif claim.quantity is None:
                yield Finding("breach", where, f"claim {id} gives no figure")
            elif claim.quantity.unit is not binding.unit:
                yield Finding(
                    "breach",
                    where,
                    f"claim {id} is in {claim.quantity.unit}, not {binding.unit}",
                )


def every_result_rests_on_something(book: Sequence[Entry]) -> Iterator[Finding]:
    """A number that an engine gave names what it rests on."""
    for result in standing(book, Result):
        if not result.rests_on and not result.estimate.basis:
            yield Finding("breach", f"result {result.id}", "rests on nothing")


def every_retraction_withdraws_something(book: Sequence[Entry]) -> Iterator[Finding]:
    """What is withdrawn was posted before."""
    posted: set[str] = set()
    for entry in book:
        if isinstance(entry, Retraction) and entry.withdrawn not in posted:
            yield Finding("breach", name_of(entry), "withdraws what was never posted")
        posted.add(name_of(entry))


CHECKS: tuple[Check, ...] = (
    every_name_is_posted_once,
    every_claim_has_its_document,
    every_claim_has_its_speaker,
    every_claim_has_a_possible_date,
    every_figure_is_whole,
    every_link_joins_two_claims,
    every_binding_rests_on_claims,
    every_result_rests_on_something,
    every_retraction_withdraws_something,
)


def balance(book: Sequence[Entry], checks: Sequence[Check] = CHECKS) -> tuple[Finding, ...]:
    """Run every check and hand back all that they find.

    >>> balance(())
    ()
    """
    return tuple(finding for check in checks for finding in check(book))
