"""One sentence, read: its clauses with who is meant, on whose word, and how surely.

Everything that hangs on the words around a clause is settled here: whom its pronouns
mean, which voice it stands in, and which hedges it takes over from the clause above.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from foedus.reading import attribution
from foedus.reading.actors import Mention
from foedus.reading.clauses import Clause, Token, clauses, own_subject
from foedus.reading.lexicon import verbs
from foedus.reading.page import Page
from foedus.reading.proposal import Hedging, Holder, Place
from foedus.reading.referring import Entities, Focus, names_a_bond, stands_for

_WHERE = frozenset("in around across near on over at throughout within".split())  # noqa: SIM905
_SPEAKER = re.compile(r"\b(?:we|our|us|i|my|he|his|him|she|her)\b", re.IGNORECASE)
_AGAINST = frozenset(("though", "although", "while", "whereas"))
"""Words by which an author sets something beside what another says."""

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
    if token.lower_ in RELATIVE and clause.head.dep_ in ("relcl", "acl"):
        token = clause.head.head
        while token.dep_ == "conj":
            token = token.head
    return meant(sentence, token, above=clause.above)


def meant(sentence: Sentence, token: Token, *, above: Clause | None) -> Entities:
    """Tell whom a noun with all that depends on it means."""
    place = _short(sentence, token)
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


def _short(sentence: Sentence, token: Token) -> Place:
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
    taken: list[Hedging] = []
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


def _passes_down(hedge: Hedging, clause: Clause) -> bool:
    """Tell whether a clause takes a hedge over: `could` always, `expected` in an effect."""
    if hedge.family == "expectation":
        return clause.relation == "trailing"
    return hedge.family == "modal"


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


def voice_of(sentence: Sentence, clause: Clause) -> tuple[Holder, ...]:
    """Give the chain of voices of a clause, the author first."""
    author = Holder("author")
    inner = _quoted(sentence, clause) or _said(sentence, clause) or _seen(sentence, clause)
    return (author, inner) if inner is not None else (author,)


def _quoted(sentence: Sentence, clause: Clause) -> Holder | None:
    at = sentence.tokens.doc[clause.start].idx
    return next((h for quote, h in sentence.quotes if quote.start <= at < quote.end), None)


def _said(sentence: Sentence, clause: Clause) -> Holder | None:
    for one in clause.chain():
        if one.relation == "beside" and one.mark in _AGAINST:
            break
        verb = attribution.saying_verb(one)
        if verb is not None:
            found = _of_verb(sentence, verb, one)
            if found is not None:
                return found
        noun = attribution.holding_noun(one)
        if noun is not None:
            return _of_noun(sentence, noun)
    agents = (_by_agent(sentence, c) for c in clause.chain() if _goes_on(clause, c))
    return _according(sentence) or next((a for a in agents if a is not None), None)


def _goes_on(clause: Clause, above: Clause) -> bool:
    return above is clause or clause.relation in ("trailing", "and")


def _of_verb(sentence: Sentence, verb: Token, clause: Clause | None) -> Holder | None:
    subject = own_subject(verb)
    if subject is None:
        return None
    return speaker(sentence, subject, verb)


def speaker(
    sentence: Sentence, subject: Token, verb: Token | None, *, quoted: bool = False
) -> Holder | None:
    """Make a voice of a noun that speaks; None where it is nobody: `this explains`."""
    place = _short(sentence, subject)
    words = sentence.page.text[place.start : place.end]
    named = sentence.named(place)
    entities = tuple(dict.fromkeys(m.entity for m in named))
    person = next((m.person for m in named if m.person), None)
    if not entities and subject.lower_ in ("he", "she") and sentence.focus.name:
        entities, person = sentence.focus.person, sentence.focus.name
    if not entities and subject.lower_ == "they":
        entities = sentence.focus.pair
    if not entities and subject.pos_ == "PROPN" and not names_a_bond(words):
        person = words
    if (
        not entities
        and person is None
        and not attribution.is_unnamed(words)
        and not attribution.is_theory(words)
    ):
        return None
    return attribution.holder(
        words,
        place,
        entities,
        person=person,
        verb=verb.text if verb is not None else None,
        quoted=quoted,
    )


def _of_noun(sentence: Sentence, noun: Token) -> Holder:
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    named = sentence.named(sentence.under(owner)) if owner is not None else ()
    start = sentence.offset + noun.idx
    place = Place(start, start + len(noun.text))
    entities = tuple(dict.fromkeys(m.entity for m in named))
    words = f"unattributed {noun.lower_}" if not entities else noun.text
    return attribution.holder(words, place, entities, person=None, verb=None, quoted=False)


def _according(sentence: Sentence) -> Holder | None:
    text, start = sentence.tokens.text, sentence.tokens.start_char
    for first, last in attribution.sources_named(text):
        place = Place(
            sentence.offset + start + first,
            sentence.offset + start + min(last, len(text)),
        )
        words = sentence.page.text[place.start : place.end]
        named = sentence.page.named(place.start, place.end)
        person = next((m.person for m in named if m.person), None)
        entities = tuple(dict.fromkeys(m.entity for m in named))
        return attribution.holder(
            words, place, entities, person=person, verb="according to", quoted=False
        )
    return None


def _by_agent(sentence: Sentence, clause: Clause) -> Holder | None:
    """Find who is behind `was described by X as`, and a bare `is expected`."""
    head = clause.head
    if not attribution.reports(head) and head.lemma_.lower() not in ("expect", "describe"):
        return None
    agent = next((c for c in head.children if c.dep_ == "agent"), None)
    if agent is not None:
        subject = next((c for c in agent.children if c.dep_ == "pobj"), None)
        return speaker(sentence, subject, head) if subject is not None else None
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in head.children):
        start = sentence.offset + head.idx
        return Holder(
            "anonymous", None, (), head.text, Place(start, start + len(head.text))
        )
    subject = own_subject(head)
    if subject is None or head.lemma_.lower() not in verbs("voicing"):
        return None
    if any(c.dep_ == "neg" for c in head.children):
        return None
    if names_a_bond(" ".join(t.text for t in subject.subtree)):
        return None
    return speaker(sentence, subject, head)


def _seen(sentence: Sentence, clause: Clause) -> Holder | None:
    """Find whose view a clause is: `X sees`, `for X ... raises alarms`, a theory."""
    words = sentence.words(clause)
    for one in clause.chain():
        head = one.head
        subject = one.subject
        if head.lemma_.lower() in verbs("seeing") and subject is not None:
            found = speaker(sentence, subject, head)
            if found is not None:
                return found
        theory = _theory(sentence, one)
        if theory is not None:
            return theory
        front = _for_whom(sentence, one)
        if front is not None and (one is not clause or _is_felt(words)):
            return front
    if any(h.words.lower().startswith("raising") for h in hedges_of(sentence, clause)):
        return Holder("anonymous")
    return None


def _is_felt(words: str) -> bool:
    return any(w in words for w in ("alarm", "concern", "fear", "worr", "threat", "anxi"))


def for_whom(sentence: Sentence, clause: Clause) -> Entities:
    """Tell for whom a clause is said to hold: `For X, the pact is a gain`."""
    if clause.relation != "main":
        return ()
    for child in clause.head.children:
        if child.lower_ == "for" and child.dep_ == "prep" and child.i < clause.start:
            named = sentence.named(sentence.under(child))
            return tuple(dict.fromkeys(m.entity for m in named))
    return ()


def _for_whom(sentence: Sentence, clause: Clause) -> Holder | None:
    """Find `For X and Y,` before the subject of a clause about what they feel."""
    if not _is_felt(sentence.words(clause)):
        return None
    for child in clause.head.children:
        if child.lower_ == "for" and child.dep_ == "prep" and child.i < clause.start:
            subject = next((c for c in child.children if c.dep_ == "pobj"), None)
            return speaker(sentence, subject, None) if subject is not None else None
    return None


def _theory(sentence: Sentence, clause: Clause) -> Holder | None:
    """Find a theory that speaks: as subject, or as `from a realist perspective`."""
    lead = sentence.tokens.doc[sentence.tokens.start : clause.start].text
    subject = clause.subject
    said = subject is not None and attribution.is_theory(
        " ".join(t.text for t in subject.subtree if t.i <= subject.i)
    )
    if said and subject is not None:
        return speaker(sentence, subject, clause.head)
    looks = any(word in lead for word in ("perspective", "view", "lens"))
    if len(lead) >= 80 or not looks or not attribution.is_theory(lead):
        return None
    start = sentence.offset + sentence.tokens.start_char
    place = Place(start, start + len(lead))
    return Holder("theory", attribution.theory_named(lead), (), None, place)
