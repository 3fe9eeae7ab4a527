"""The chain of voices of a clause: who says it, sees it, or is said to fear it."""

from foedus.reading import attribution
from foedus.reading.clauses import Clause, Token, own_subject
from foedus.reading.lexicon import verbs
from foedus.reading.proposal import Holder, Place
from foedus.reading.referring import names_a_bond
from foedus.reading.sentences import Sentence, hedges_of, short

_AGAINST = frozenset(("though", "although", "while", "whereas"))
"""Words by which an author sets something beside what another says."""


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
    if subject.lower_ == "it" and subject.dep_ == "nsubjpass":
        # `It has been reported that`: somebody has said it, nobody is named.
        place = sentence.at(verb)
        return Holder("anonymous", None, (), verb.text, place)
    return speaker(sentence, subject, verb)


def speaker(
    sentence: Sentence,
    subject: Token,
    verb: Token | None,
    *,
    quoted: bool = False,
    several: Place | None = None,
) -> Holder | None:
    """Make a voice of a noun that speaks; None where it is nobody: `this explains`."""
    place = several or _own_words(sentence, subject)
    words = sentence.page.text[place.start : place.end]
    named = () if attribution.is_a_class(words) else sentence.named(place)
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


def _own_words(sentence: Sentence, subject: Token) -> Place:
    """Give a speaker's words, less what is told of him behind: `X, an expert of Y`."""
    place = short(sentence, subject)
    told = next(
        (c for c in subject.children if c.dep_ == "appos" and c.i > subject.i), None
    )
    if subject.pos_ != "PROPN" or told is None:
        return place
    end = sentence.at(subject).end
    known = sentence.named(Place(place.start, end))
    return Place(place.start, end) if known or _is_a_person(subject) else place


def _is_a_person(subject: Token) -> bool:
    """Tell whether a name has a given name or a form of address before it."""
    return any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in subject.children)


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
            found = speaker(sentence, subject, head, several=_listed(sentence, one))
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


def _listed(sentence: Sentence, clause: Clause) -> Place | None:
    """Give the stretch of a list of subjects that the parser broke; None of others."""
    if not clause.listed:
        return None
    return Place(sentence.place(clause).start, sentence.at(clause.head).start)


def _is_felt(words: str) -> bool:
    return any(w in words for w in ("alarm", "concern", "fear", "worr", "threat", "anxi"))


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
