"""The evidence of a case as a map of arguments: claims, links, and rival explanations."""

from foedus.cases.case import Case
from foedus.ledger.argdown import argdown, of_ledger, of_links, of_rivals
from foedus.ledger.book import standing
from foedus.ledger.entry import Claim, Link
from foedus.ledger.origin import Source


def case_argdown(case: Case, *, topic: str | None = None) -> str:
    """Write the claims of a case, or those of a topic, as Argdown.

    The rival explanations stand in it with what each claim does to them.
    """
    claims = [c for c in standing(case.book, Claim) if topic in (None, c.topic)]
    names = {source.id: source.name for source in standing(case.book, Source)}
    statements = of_ledger(claims, names)
    relations = of_links(standing(case.book, Link))
    if case.rivals is not None:
        told, marks = of_rivals(case.rivals.hypotheses, case.rivals.judgements)
        statements, relations = (*told, *statements), (*relations, *marks)
    return argdown(case.heading.title, statements, relations)
