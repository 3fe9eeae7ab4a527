"""The treaty of the case, clause by clause."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.pacts.provision import MILITARY
from foedus.questions.answer import Answer
from foedus.questions.obligations import QUESTION
from foedus.questions.wording import names, words


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Set out what the treaty says, and what the coding leaves out."""
    pact = next(p for p in case.pacts if p.id == case.heading.pact)
    day = case.heading.as_of
    yield Heading("The treaty, clause by clause", "treaty")
    starts = sorted({s.start for party in pact.parties for s in party.spells})
    force = f"in force from {starts[0]}" if starts else "not in force"
    yield Statement(
        f"{pact.name}: signed {pact.signed}, {force}"
        + ("" if pact.runs(day) else f", and not in force on {day}")
        + f"; between {names(p.state for p in pact.parties)}.",
        (f"pact:{pact.id}",),
        mark="provisional" if pact.provisional else "",
    )
    for provision in pact.provisions:
        if provision.duty in MILITARY:
            asked = (
                ", ".join(words(c) for c in provision.conditions.asked()) or "nothing more"
            )
            yield Statement(
                f"Article {provision.article} holds the duty to {words(provision.duty)}. "
                f"{provision.says} Beside the act itself it asks for: {asked}. Its words "
                f"bind as {words(provision.force)}.",
                (f"article:{pact.id}:{provision.article}",),
            )
    yield TableBlock(answers[QUESTION].table("obligations.clauses"))
    if pact.contested or pact.reservations:
        yield Note("Contested or reserved:", (*pact.contested, *pact.reservations))
    if pact.left_out:
        yield Note("The coding leaves out:", pact.left_out)
