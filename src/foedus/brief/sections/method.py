"""Method: what was done, what was left out, what to cite."""

from collections.abc import Iterator, Mapping

from foedus.brief.cards import document_id
from foedus.brief.statement import Block, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.ledger.book import standing
from foedus.ledger.origin import Document
from foedus.ledger.pool import RULE_VERSION, SPREAD, WEIGHT, WIDER
from foedus.quantity import SCALE, SCALE_VERSION
from foedus.questions.answer import Answer, Table


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell how the brief was made, and what it does not say."""
    yield Heading("Method, data and what is left out", "method")
    yield Note(
        "How numbers are made:",
        (
            "Obligations follow from treaties coded clause by clause; conditions whose "
            "facts are not known come out as conditional, never as yes.",
            f"Figures are pooled over origins by {RULE_VERSION}. Assumed, not fitted: "
            f"weights by reliability {_listed(WEIGHT)}; relative spread by credibility "
            f"{_listed(SPREAD)}; widening by hedge {_listed(WIDER)}.",
            "Balance is the range over measures, each a share among the states counted; "
            "no measure is preferred.",
            f"Words of probability follow {SCALE_VERSION}: "
            + "; ".join(f"{w.word} {w.low:.0%} to {w.high:.0%}" for w in SCALE)
            + ". Confidence speaks of the evidence and is told apart.",
        ),
    )
    provisional = [p.name for p in case.pacts if p.provisional]
    if provisional:
        yield Note("Provisional, coded by one hand only:", tuple(provisional))
    yield Note("The case leaves out:", case.heading.left_out)
    findings = [f for answer in answers.values() for f in answer.findings]
    if findings:
        yield Note("Findings:", tuple(f"{f.where}: {f.remark}" for f in findings))
    documents = standing(case.book, Document)
    yield Heading("Documents and data", "citations")
    yield Statement(
        f"The case rests on {len(documents)} documents and data sets and on "
        f"{len(case.pacts)} treaties.",
        tuple(document_id(d.id) for d in documents)
        + tuple(f"pact:{p.id}" for p in case.pacts),
    )
    yield TableBlock(
        Table(
            id="citations",
            title="Documents and data sets read",
            columns=("Title", "Publisher", "Published", "Address"),
            rows=tuple((d.title, d.publisher, d.published, d.url) for d in documents),
            rests_on=tuple((document_id(d.id),) for d in documents),
        ),
        folded=True,
    )


def _listed(table: Mapping[str, float] | Mapping[int, float]) -> str:
    return ", ".join(f"{key} {value:g}" for key, value in table.items())
