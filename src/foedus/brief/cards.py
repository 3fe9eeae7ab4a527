"""Every entry that a brief may rest on, as the card its reader sees."""

import re
from collections.abc import Iterable, Iterator

from foedus.brief.statement import Card
from foedus.cases.case import Case, Event, Figure
from foedus.estimation.artefact import shipped
from foedus.estimation.futures import carried_futures
from foedus.estimation.register import model
from foedus.estimation.system import carried_system
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim, Result
from foedus.ledger.origin import CREDIBILITY, RELIABILITY, Document, Source, SourceId
from foedus.pacts.pact import Pact
from foedus.questions.answer import Answer
from foedus.questions.numbers import amount, estimate
from foedus.questions.parts.evidence.echoed import Echoed
from foedus.questions.parts.theories.ahead import FUTURES
from foedus.questions.wording import names
from foedus.sources.source import source
from foedus.world.fields import FIELDS


def cards_of(case: Case, answers: Iterable[Answer]) -> dict[str, Card]:
    """Make the cards of a case and of what was answered for it, by entry id."""
    answers = tuple(answers)
    made = [
        *_documents(case),
        *_claims(case),
        *_parameters(case),
        *(card for pact in case.pacts for card in _articles(pact)),
        *(_figure(figure) for figure in case.figures),
        *(_event(event) for event in case.timeline),
        *(_result(result) for answer in answers for result in answer.results),
        *(_model(name) for name in _cited(answers, "model:")),
        *(_futures() for _ in _cited(answers, "futures:")),
        *(_system(name) for name in _cited(answers, "system:")),
        *(_data_set(name) for name in _read_by(answers)),
    ]
    return {card.id: card for card in made}


def document_id(id: str) -> str:
    """Name a document among the cards."""
    return f"document:{id}"


def _documents(case: Case) -> Iterator[Card]:
    for document in standing(case.book, Document):
        yield Card(
            id=document_id(document.id),
            kind="document",
            text=document.title,
            source=", ".join(filter(None, (document.publisher, document.published))),
            url=document.url,
        )


def _claims(case: Case) -> Iterator[Card]:
    sources = {source.id: source for source in standing(case.book, Source)}
    documents = {document.id: document for document in standing(case.book, Document)}
    echoed = Echoed(case.book, question="evidence")
    for claim in standing(case.book, Claim):
        document = documents[claim.document]
        yield Card(
            id=claim.id,
            kind="claim",
            text=claim.sentence,
            source=f"{_voices(claim, sources)}; {document.publisher}, {claim.said}",
            hedge="; ".join(filter(None, [echoed.mark(claim), _hedge(claim)])),
            url=document.url,
            rests_on=(
                document_id(document.id),
                *(echo.of.id for echo in echoed.found.get(claim.id, ())),
            ),
        )


def _voices(claim: Claim, sources: dict[SourceId, Source]) -> str:
    *relays, speaker = (sources[voice.holder] for voice in claim.voice)
    told = f"{speaker.name} ({speaker.reliability}, {RELIABILITY[speaker.reliability]})"
    return told + "".join(f", as told by {relay.name}" for relay in reversed(relays))


def _hedge(claim: Claim) -> str:
    said = [f"{claim.credibility}, {CREDIBILITY[claim.credibility]}: {claim.reason}"]
    if claim.hedges:
        said.append("hedged: " + ", ".join(f"\u201c{h.words}\u201d" for h in claim.hedges))
    if claim.basis == "memory":
        said.append("from memory, not looked up")
    return "; ".join(said)


def _parameters(case: Case) -> Iterator[Card]:
    known = {claim.id for claim in standing(case.book, Claim)}
    for binding in standing(case.book, Binding):
        claims = tuple(id for id in binding.claims if id in known)
        own = binding.override or binding.assumed
        figures = (
            f"{amount(own.low, binding.unit)} to {amount(own.high, binding.unit)}: "
            f"{own.reason}"
            if own
            else ""
        )
        yield Card(
            id=f"binding:{binding.parameter}",
            kind="parameter",
            text=f"{binding.meaning}, in {binding.unit.value}",
            source=f"linear pool over {len(claims)} claims" if claims else "assumed",
            hedge=("overridden: " if binding.override else "") + figures
            if binding.override or not claims
            else "",
            rests_on=claims,
        )


def _articles(pact: Pact) -> Iterator[Card]:
    marks = ["coded once, provisional"] if pact.provisional else []
    yield Card(
        id=f"pact:{pact.id}",
        kind="article",
        text=pact.name,
        source=pact.reference,
        hedge="; ".join(marks),
        url=next(iter(pact.urls), None),
    )
    for provision in pact.provisions:
        seen = ["from memory"] if provision.basis == "memory" else []
        yield Card(
            id=f"article:{pact.id}:{provision.article}",
            kind="article",
            text=f"{pact.name}, art. {provision.article}: {provision.says}",
            source=pact.reference,
            hedge="; ".join(marks + seen),
            url=next(iter(pact.urls), None),
            rests_on=(f"pact:{pact.id}",),
        )


def _figure(figure: Figure) -> Card:
    field = FIELDS.get(figure.field)
    value = amount(figure.value, field.unit) if field else f"{figure.value:g}"
    marks = ["from memory"] if figure.basis == "memory" else []
    return Card(
        id=figure.id,
        kind="figure",
        text=f"{names([figure.state])}, {field.meaning if field else figure.field}, "
        f"{figure.year}: {value}",
        source=figure.source,
        hedge="; ".join([*marks, *filter(None, [figure.note])]),
        rests_on=(document_id(figure.source),),
    )


def _event(event: Event) -> Card:
    return Card(
        id=f"event:{event.id}",
        kind="event",
        text=f"{event.date}: {event.event}",
        source=event.source or "the case's coder",
        hedge="from memory, not looked up" if event.basis == "memory" else "",
        rests_on=(document_id(event.source),) if event.source else (),
    )


def _result(result: Result) -> Card:
    return Card(
        id=result.id,
        kind="result",
        text=f"{result.sentence}: {estimate(result.estimate)}",
        source=f"question {result.question}, {result.estimate.basis}",
        rests_on=result.rests_on,
    )


def _cited(answers: Iterable[Answer], kind: str) -> Iterator[str]:
    """Name what results rest on of a kind such as `data:`, each once."""
    cited = (id for answer in answers for r in answer.results for id in r.rests_on)
    return (id.removeprefix(kind) for id in dict.fromkeys(cited) if id.startswith(kind))


def _read_by(answers: tuple[Answer, ...]) -> Iterator[str]:
    """Name the data sets that results rest on, and those that their models do."""
    fitted = [s for name in _cited(answers, "model:") for s in shipped(name).sources]
    run = [s for _ in _cited(answers, "system:") for s in carried_system().sources]
    apart = [s for _ in _cited(answers, "futures:") for s in carried_futures().sources]
    return iter(dict.fromkeys([*_cited(answers, "data:"), *fitted, *run, *apart]))


def _model(name: str) -> Card:
    held = shipped(name)
    return Card(
        id=f"model:{name}",
        kind="model",
        text=f"{model(name).ASKS} Fitted on {held.first} to {held.last}, by "
        f"{len(held.fits)} specifications",
        source=f"foedus fit {name}, {held.digest}; judged by foedus backtest {name}",
        rests_on=tuple(f"data:{source}" for source in held.sources),
    )


def _futures() -> Card:
    held = carried_futures()
    return Card(
        id=FUTURES,
        kind="model",
        text="The hazards of the simulated system, fitted by the terms of each theory "
        f"alone on what was known before {held.before}, and run forward",
        source=f"foedus fit futures, {held.digest}; judged by verification.futures",
        rests_on=tuple(f"data:{source}" for source in held.sources),
    )


def _system(name: str) -> Card:
    held = carried_system()
    return Card(
        id=f"system:{name}",
        kind="model",
        text="The hazards of the simulated system: disputes, wars, who joins, pacts "
        "signed, entered and ended; run forward by years, many times",
        source=f"foedus fit system, {held.digest}; judged by verification.simulation",
        rests_on=tuple(f"data:{source}" for source in held.sources),
    )


def _data_set(name: str) -> Card:
    known = source(name)
    return Card(
        id=f"data:{name}",
        kind="document",
        text=f"{known.title}, version {known.version}",
        source=f"{known.producer}; {'; '.join(_works(known.citation))}",
        hedge="; ".join([*filter(None, [known.provisional]), *known.cautions]),
        url=known.home_page,
    )


def _works(citation: str) -> Iterator[str]:
    r"""Read from BibTeX what a reader looks for: title, where it came out, and when.

    >>> list(_works("@book{a,\n  title = {On {War}},\n  year = {1832}\n}"))
    ['On War, 1832']
    """
    for entry in re.split(r"\n(?=@)", citation.strip()):
        held = dict(re.findall(r"^\s*(\w+) = \{(.*)\},?$", entry, re.MULTILINE))
        places = ("title", "journal", "booktitle", "publisher", "year")
        parts = [held[key] for key in places if key in held]
        yield ", ".join(part.replace("{", "").replace("}", "") for part in parts)
