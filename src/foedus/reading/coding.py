"""What kind of thing a clause says, and under which PLOVER category it falls.

References
----------
Open Event Data Alliance, PLOVER: Political Language Ontology for Verifiable Event Records,
manual (2018, revised 2023).
"""

import re
from collections.abc import Sequence
from functools import cache

from foedus.reading.clauses import Clause, Token
from foedus.reading.lexicon import cue, plover, verbs
from foedus.reading.proposal import Hedging, Kind


def kind_of(words: str, clause: Clause, hedges: Sequence[Hedging], *, figure: bool) -> Kind:
    """Tell what kind of thing a clause says; the more telling cue goes first."""
    lemma = clause.head.lemma_.lower()
    judges = lemma in verbs("judging")
    if cue("duty").search(words) and not judges:
        return "obligation"
    if cue("intent").search(words) and not _has_modal(clause):
        return "intent"
    if _looks_ahead(words, clause, hedges):
        return "forecast"
    if cue("sees").search(words):
        return "perception"
    if figure and lemma in verbs("stative"):
        return "quantity"
    if cue("why").search(words):
        return "causal"
    if judges or (lemma == "be" and cue("judging").search(words)):
        return "evaluation"
    if lemma in verbs("stative") or (lemma in verbs("becoming") and _is_perfect(clause)):
        return "state"
    return "state" if _lasts(clause) else "event"


def _is_perfect(clause: Clause) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in clause.head.children)


def _lasts(clause: Clause) -> bool:
    """Tell a habit or a course of things from an act: the present of what is no act."""
    head = clause.head
    if clause.relation == "fronted" and head.tag_ == "VBN":
        return True
    if calls(head):
        return False
    going = head.tag_ == "VBG" and any(c.dep_ == "aux" for c in head.children)
    return head.tag_ in ("VBZ", "VBP") or going


def _has_modal(clause: Clause) -> bool:
    return any(c.tag_ == "MD" for c in clause.head.children)


def _looks_ahead(words: str, clause: Clause, hedges: Sequence[Hedging]) -> bool:
    if cue("ahead", exact=True).search(words):
        return True
    return clause.relation in ("trailing", "and") and any(
        h.family == "modal" for h in hedges
    )


def aux_of(
    words: str, kind: Kind, hedges: Sequence[Hedging], *, condition: bool
) -> tuple[str, ...]:
    """Tell whether it lies in the past, ahead, or only in thought."""
    found = []
    if cue("past").search(words):
        found.append("historical")
    if kind == "forecast":
        found.append("future")
    if condition or any(h.words.lower() in ("could", "would", "might") for h in hedges):
        found.append("hypothetical")
    return tuple(found)


def is_denied(words: str, clause: Clause) -> bool:
    """Tell whether a clause says that something is not so.

    Only the verb's own denial counts, and that of the verb by which it is said.
    """
    if cue("no_denial").search(words):
        return False
    if any(c.dep_ == "neg" for c in clause.head.children):
        return True
    above = clause.head.head if clause.relation == "said" else None
    if above is not None and above.lemma_.lower() in (
        "deny",
        "reject",
        "refute",
        "dispute",
    ):
        return True
    return bool(re.match(r"(?i)\s*(?:no|neither|nobody|none)\b", words)) or any(
        c.dep_ in ("dobj", "attr", "nsubj") and any(g.lower_ == "no" for g in c.children)
        for c in clause.head.children
    )


@cache
def _calls() -> tuple[dict[str, str], dict[str, str]]:
    """Give verb -> category and noun -> category; the first category named keeps a word."""
    acts: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for category, calling in plover().categories.items():
        for verb in calling.verbs:
            acts.setdefault(verb, category)
        for noun in calling.nouns:
            nouns.setdefault(noun, category)
    return acts, nouns


def category_of(clause: Clause, tokens: Sequence[Token]) -> str | None:
    """Give the PLOVER category of a clause, or None where none fits."""
    acts, nouns = _calls()
    heads = [clause.head, *(c for c in clause.head.children if c.dep_ in ("xcomp", "conj"))]
    named = [
        nouns[t.lemma_.lower()]
        for t in tokens
        if t.pos_ in ("NOUN", "PROPN") and t.lemma_.lower() in nouns
    ]
    for head in heads:
        lemma = head.lemma_.lower()
        if lemma in verbs("taking"):
            return "AID"
        if lemma in verbs("light") and named:
            objects = [t for t in head.children if t.dep_ in ("dobj", "attr", "oprd")]
            first = next(
                (nouns[t.lemma_.lower()] for t in objects if t.lemma_.lower() in nouns),
                None,
            )
            return first or min(named, key=_rank)
        if lemma in acts:
            return acts[lemma]
    return min(named, key=_rank) if named else None


def calls_by_itself(clause: Clause) -> bool:
    """Tell whether a clause's own verb, or the noun that is its subject, calls for one."""
    subject = clause.subject
    named = subject is not None and subject.lemma_.lower() in _calls()[1]
    return calls(clause.head) or named


def calls(head: Token) -> bool:
    """Tell whether a verb itself calls for a category."""
    return head.lemma_.lower() in _calls()[0]


def _rank(category: str) -> int:
    return list(plover().categories).index(category)


def contexts_of(words: str) -> tuple[str, ...]:
    """Name the fields that a clause touches.

    >>> contexts_of("It shipped artillery shells and oil.")
    ('military', 'economic')
    """
    said = set(re.findall(r"[a-z][a-z-]+", words.lower()))
    return tuple(name for name, known in plover().contexts.items() if said & set(known))


def checkability_of(kind: Kind, hedges: Sequence[Hedging], *, named: bool) -> str:
    """Tell how far it can be checked: yes, partly, or an opinion."""
    if kind == "evaluation":
        return "partly" if named else "opinion"
    if kind in ("intent", "perception", "causal"):
        return "partly"
    if kind == "forecast":
        return "yes" if named else "partly"
    return "yes"
