"""What a case rests on, as references that can be cited."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from foedus.cases.case import Case
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim, Result
from foedus.ledger.origin import Document


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing to cite."""

    key: str
    kind: str
    title: str
    publisher: str
    date: str
    url: str

    def bibtex(self) -> str:
        r"""Write the reference as a BibTeX entry.

        >>> print(Reference("a", "misc", "A {b}", "P", "2024-06-19", "").bibtex())
        @misc{a,
          title = {A \{b\}},
          publisher = {P},
          date = {2024-06-19},
        }
        """
        fields = {
            "title": self.title,
            "publisher": self.publisher,
            "date": self.date,
            "url": self.url,
        }
        lines = [
            f"  {name} = {{{_escaped(value)}}}," for name, value in fields.items() if value
        ]
        return "\n".join([f"@{self.kind}{{{self.key},", *lines, "}"])


def _escaped(text: str) -> str:
    return re.sub(r"([{}])", r"\\\1", text)


def references(case: Case) -> tuple[Reference, ...]:
    """List every treaty and document of a case."""
    return (*_treaties(case, None), *_documents(case, None))


def references_of(case: Case, results: Iterable[Result]) -> tuple[Reference, ...]:
    """List the treaties and documents that some results rest on, however far down."""
    needed = _needed(case, results)
    return (*_treaties(case, needed), *_documents(case, needed))


def _needed(case: Case, results: Iterable[Result]) -> set[str]:
    claims = {c.id: c for c in standing(case.book, Claim)}
    bindings = {f"binding:{b.parameter}": b for b in standing(case.book, Binding)}
    figures = {f.id: f for f in case.figures}
    events = {f"event:{e.id}": e for e in case.timeline}
    held = {r.id: r for r in results}
    waiting, seen = [id for r in held.values() for id in r.rests_on], set[str]()
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        if id in claims:
            seen.add(f"document:{claims[id].document}")  # type: ignore[index]
        elif id in bindings:
            waiting += bindings[id].claims
        elif id in figures:
            seen.add(f"document:{figures[id].source}")
        elif id in events:
            seen.add(f"document:{events[id].source}")
        elif id in held:
            waiting += held[id].rests_on  # type: ignore[index]
        elif id.startswith("article:"):
            seen.add("pact:" + id.split(":")[1])
    return seen


def _treaties(case: Case, needed: set[str] | None) -> list[Reference]:
    return [
        Reference(
            key=pact.id,
            kind="misc",
            title=pact.name,
            publisher=pact.reference,
            date=str(pact.signed or ""),
            url=next(iter(pact.urls), ""),
        )
        for pact in case.pacts
        if needed is None or f"pact:{pact.id}" in needed
    ]


def _documents(case: Case, needed: set[str] | None) -> list[Reference]:
    return [
        Reference(
            key=document.id,
            kind="online" if document.url else "misc",
            title=document.title,
            publisher=document.publisher,
            date=document.published or "",
            url=document.url or "",
        )
        for document in standing(case.book, Document)
        if needed is None or f"document:{document.id}" in needed
    ]
