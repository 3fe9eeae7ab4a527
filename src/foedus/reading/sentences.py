"""One sentence, read: its clauses, who is meant in them, and how surely.

What hangs on the words around a clause is settled here: whom its pronouns mean, and which
hedges it takes over from the clause above.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from foedus.reading import attribution
from foedus.reading.actors import Mention
from foedus.reading.clauses import Clause, Token, clauses, own_subject
from foedus.reading.page import Page
from foedus.reading.proposal import Hedging, Holder, Place
from foedus.reading.referring import Entities, Focus, names_a_bond, stands_for

_WHERE = frozenset("in around across near at throughout within".split())  # noqa: SIM905
_SPEAKER = re.compile(r"\b(?:we|our|us|i|my|he|his|him|she|her)\b", re.IGNORECASE)
RELATIVE = frozenset(("which", "who", "that"))


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence with its clauses and what is known around it."""

    tokens: Any
    offset: int
    """Where its paragraph begins in the text."""
    page: Page
    focus: Focus
    quotes: Sequence[tuple[attribution.Quotation, Holder]]
    clauses: tuple[Clause, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.clauses = clauses(self.tokens)

    def place(self, clause: Clause) -> Place:
        """Give where a clause stands in the text."""
        doc = self.tokens.doc
        last = doc[clause.end - 1]
        return Place(
            self.offset + doc[clause.start].idx, self.offset + last.idx + len(last.text)
        )

    def words(self, clause: Clause) -> str:
        """Give a clause's words, folded."""
        place = self.place(clause)
        return self.page.text[place.start : place.end]

    def under(self, token: Token) -> Place:
        """Give the stretch of a word and all that depends on it."""
        inside = list(token.subtree)
        return Place(
            self.offset + inside[0].idx, self.offset + inside[-1].idx + len(inside[-1].text)
        )

    def named(self, place: Place) -> tuple[Mention, ...]:
        """Give who is named in a stretch, less mere places: `fighting in X`."""
        return tuple(
            m for m in self.page.named(place.start, place.end) if not self._is_a_place(m)
        )

    def places(self, place: Place) -> tuple[str, ...]:
        """Give the states that are mere places in a stretch."""
        held = self.page.named(place.start, place.end)
        return tuple(dict.fromkeys(m.entity for m in held if self._is_a_place(m)))

    def at(self, token: Token) -> Place:
        """Give where a word stands in the text."""
        start = self.offset + token.idx
        return Place(start, start + len(token.text))

    def _is_a_place(self, mention: Mention) -> bool:
        doc = self.tokens.doc
        span = doc.char_span(
            mention.start - self.offset, mention.end - self.offset, alignment_mode="expand"
        )
        if span is None:
            return False
        root = span.root
        return root.dep_ == "pobj" and root.head.lower_ in _WHERE


def subject_of(sentence: Sentence, clause: Clause) -> Entities:
    """Tell who the subject of a clause is."""
    token = clause.subject
    if token is None:
        return ()
    if clause.listed:
        before = Place(sentence.place(clause).start, sentence.at(clause.head).start)
        return tuple(dict.fromkeys(m.entity for m in sentence.named(before)))
    if token.lower_ in RELATIVE and clause.head.dep_ in ("relcl", "acl"):
        token = clause.head.head
        while token.dep_ == "conj":
            token = token.head
    return meant(sentence, token, above=clause.above)


def meant(sentence: Sentence, token: Token, *, above: Clause | None) -> Entities:
    """Tell whom a noun with all that depends on it means."""
    place = short(sentence, token)
    words = sentence.page.text[place.start : place.end]
    named = tuple(dict.fromkeys(m.entity for m in sentence.named(place)))
    outer = (
        subject_of(sentence, above)
        if above is not None and above.subject is not token
        else ()
    )
    if named:
        return named
    if _SPEAKER.search(words):
        spoken = _speaking(sentence, token)
        if spoken:
            return spoken
    told = stands_for(words, sentence.focus, subject=outer)
    if told and not _acts_on_itself(sentence, token, told):
        return told
    if told:
        return sentence.focus.bond or told
    return sentence.focus.bond if names_a_bond(words) else ()


def _acts_on_itself(sentence: Sentence, token: Token, told: Entities) -> bool:
    """Tell whether `it` was taken for one who is named in its own clause, or who fears it.

    `As it threatens to shrink X's hold`: what threatens X is not X. Nor is it X in `X fears
    that it could help Y`.
    """
    if token.lower_ != "it" or len(told) != 1:
        return False
    head = token.head
    rest = Place(sentence.offset + head.idx, sentence.under(head).end)
    if told[0] in {m.entity for m in sentence.named(rest)}:
        return True
    above = head.head
    return head.dep_ == "ccomp" and above.lemma_.lower() in ("fear", "worry", "dread")


def _speaking(sentence: Sentence, token: Token) -> Entities:
    """Tell whom `we` means in a quotation, and `his` behind the person who speaks."""
    at = token.idx
    for quote, voice in sentence.quotes:
        if quote.start <= at < quote.end and voice.entities:
            return voice.entities
    start = sentence.offset + sentence.tokens.start_char
    people = [m for m in sentence.page.named(start, sentence.offset + at) if m.person]
    return (people[-1].entity,) if people else ()


def short(sentence: Sentence, token: Token) -> Place:
    """Give a noun's stretch without the clauses that hang on it."""
    place = sentence.under(token)
    doc, first = token.doc, min(t.i for t in token.subtree)
    last = first
    cut = {c.head.i for c in sentence.clauses}
    while (
        last + 1 < len(doc)
        and doc[last + 1] in token.subtree
        and doc[last + 1].i not in cut
    ):
        if doc[last + 1].dep_ in ("relcl", "acl") and last + 1 > token.i:
            break
        last += 1
    end = sentence.offset + doc[last].idx + len(doc[last].text)
    return Place(place.start, min(place.end, max(end, place.start + 1)))


def owner(sentence: Sentence, clause: Clause) -> Entities:
    """Tell whom `its` means in a clause: the owner in its subject before the rest."""
    token = clause.subject
    if token is not None:
        for child in token.children:
            if child.dep_ == "poss":
                named = sentence.named(sentence.under(child))
                if named:
                    return (named[-1].entity,)
    found = subject_of(sentence, clause)
    if not found and clause.above is not None:
        return owner(sentence, clause.above)
    return found


def hedges_of(sentence: Sentence, clause: Clause) -> tuple[Hedging, ...]:
    """Give a clause's own hedges, and those that it takes over from above."""
    place = sentence.place(clause)
    own = sentence.page.hedged(place.start, place.end)
    taken: list[Hedging] = list(_leading(sentence, clause))
    for one in clause.chain():
        taken += _over(sentence, one)
        if one.above is not None and one.relation in ("trailing", "and"):
            upper = sentence.place(one.above)
            taken += [
                h
                for h in sentence.page.hedged(upper.start, upper.end)
                if h not in own and _passes_down(h, one)
            ]
    kept = {h.place.start: h for h in (*taken, *own)}
    return tuple(kept[start] for start in sorted(kept))


def _leading(sentence: Sentence, clause: Clause) -> Iterator[Hedging]:
    """Give the hedges that lead a clause up: `At best, X sends arms`.

    Whole adverbials before its first word count, not what another clause says there.
    """
    heads = {one.head.i for one in sentence.clauses}
    for child in clause.head.children:
        if child.i >= clause.start or child.dep_ not in ("advmod", "prep", "npadvmod"):
            continue
        inside = list(child.subtree)
        if inside[-1].i >= clause.start or heads & {t.i for t in inside}:
            continue
        lead = sentence.under(child)
        yield from sentence.page.hedged(lead.start, lead.end)


def _passes_down(hedge: Hedging, clause: Clause) -> bool:
    """Tell whether a clause takes a hedge over: `could` always, `expected` in an effect."""
    if hedge.family in ("expectation", "likelihood"):
        return clause.relation == "trailing"
    if hedge.family == "hearsay":
        # `Reportedly grew, with most going to X`: a clause of its own would be flat.
        return clause.relation == "trailing"
    if clause.relation == "and" and _is_apart(clause):
        return False
    return hedge.family == "modal"


def _is_apart(clause: Clause) -> bool:
    """Tell whether a semicolon and its own subject part a clause from that above."""
    before = clause.head.doc[max(clause.start - 6, 0) : clause.start]
    own = own_subject(clause.head)
    return own is not None and any(token.text == ";" for token in before)


def _over(sentence: Sentence, clause: Clause) -> list[Hedging]:
    """Give the hedges by which a clause is said: `reports suggest`, `concerns that`."""
    verb = attribution.saying_verb(clause) or attribution.holding_noun(clause)
    if verb is None:
        return []
    subject = own_subject(verb)
    first = min([verb.i, *([subject.i] if subject is not None else [])])
    doc = sentence.tokens.doc
    start = sentence.offset + doc[first].idx
    return list(sentence.page.hedged(start, sentence.offset + verb.idx + len(verb.text)))


def for_whom(sentence: Sentence, clause: Clause) -> Entities:
    """Tell for whom a clause is said to hold: `For X, the pact is a gain`."""
    if clause.relation != "main":
        return ()
    for child in clause.head.children:
        if child.lower_ == "for" and child.dep_ == "prep" and child.i < clause.start:
            named = sentence.named(sentence.under(child))
            return tuple(dict.fromkeys(m.entity for m in named))
    return ()
