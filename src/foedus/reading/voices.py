"""The chain of voices of a clause: who says it, sees it, or is said to fear it."""

import re

from foedus.reading import attribution
from foedus.reading.clauses import Clause, Token, own_subject
from foedus.reading.lexicon import verbs
from foedus.reading.proposal import Holder, Place
from foedus.reading.referring import BODIES, names_a_bond
from foedus.reading.sentences import Sentence, hedges_of, short, subject_of

_ALARMS = re.compile(
    r"rais\w+ (?:\w+ )?(?:alarm|concern|fear|worr|suspicion)", re.IGNORECASE
)
"""Words of a feeling that somebody has who is not named."""
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
        beside = _parenthetic(one.head)
        if beside is not None:
            found = _of_verb(sentence, beside, None)
            if found is not None:
                return found
        noun = attribution.holding_noun(one)
        if noun is not None:
            told = _told_in(sentence, noun)
            return told if told is not None else _of_noun(sentence, noun)
    agents = (_by_agent(sentence, c) for c in clause.chain() if _goes_on(clause, c))
    return _according(sentence) or next((a for a in agents if a is not None), None)


def _goes_on(clause: Clause, above: Clause) -> bool:
    return above is clause or clause.relation in ("trailing", "and")


def _of_verb(sentence: Sentence, verb: Token, clause: Clause | None) -> Holder | None:
    subject = own_subject(verb)
    if subject is None:
        subject = _taken_over(verb, clause)
    if subject is None:
        return None
    if subject.lower_ == "it" and subject.dep_ == "nsubjpass":
        # `It has been reported that`: somebody has said it, nobody is named.
        place = sentence.at(verb)
        return Holder("anonymous", None, (), verb.text, place)
    return speaker(sentence, subject, verb)


def _parenthetic(head: Token) -> Token | None:
    """Give the verb of `X, the report stated, has Y`, which stands beside what it says."""
    return next(
        (c for c in head.children if c.dep_ == "parataxis" and attribution.reports(c)), None
    )


def _taken_over(verb: Token, clause: Clause | None) -> Token | None:
    """Give the subject of `X left, saying that ...`, where the verb has none of its own."""
    if verb.dep_ == "acl" and verb.head.dep_ == "dobj":
        # `The agency issued a report asserting that ...`: the agency asserts.
        return own_subject(verb.head.head)
    if verb.dep_ == "conj" and own_subject(verb.head) is not None:
        return own_subject(verb.head)
    above = clause.above if clause is not None else None
    if above is None or above.head.i != verb.i or verb.tag_ != "VBG":
        return None
    return above.subject


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
    named = sentence.named(place)
    # `UN experts` are the UN's own; `NATO's critics` and `Western analysts` are nobody's.
    own = any(m.entity in BODIES for m in named) and "'s" not in words
    if attribution.is_a_class(words) and not own:
        named = ()
    entities = tuple(dict.fromkeys(m.entity for m in named))
    person = next((m.person for m in named if m.person), None)
    if not entities and subject.lower_ in ("he", "she") and sentence.focus.name:
        entities, person = sentence.focus.person, sentence.focus.name
    if not entities and subject.lower_ == "they":
        entities = sentence.focus.pair
    if not entities and subject.lower_ == "it" and subject.dep_ == "nsubj":
        entities = _last_named(sentence, subject) or sentence.focus.subject[:1]
    if not entities and subject.pos_ == "PROPN" and not names_a_bond(words):
        person = words
    if not entities and person is None and attribution.is_an_office(words):
        told = verb.text if verb is not None else None
        kind = attribution.office_kind(words)
        return Holder(kind, words, (), told, place, quoted)
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


def _last_named(sentence: Sentence, before: Token) -> tuple[str, ...]:
    """Give the subject named last before a word of its own sentence."""
    held = [
        entities
        for one in sentence.clauses
        if one.head.i < before.i and (entities := subject_of(sentence, one))
    ]
    return held[-1][:1] if held else ()


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


def _told_in(sentence: Sentence, noun: Token) -> Holder | None:
    """Find who `said in a statement that ...`: the verb above the noun has the speaker."""
    prep = noun.head
    if prep.dep_ != "prep" or prep.lower_ not in ("in", "during", "at"):
        return None
    verb = prep.head
    return _of_verb(sentence, verb, None) if attribution.reports(verb) else None


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
    lemma = head.lemma_.lower()
    agent = next((c for c in head.children if c.dep_ == "agent"), None)
    voicing = attribution.reports(head) or lemma in verbs("voicing")
    voicing = voicing or (agent is not None and lemma in verbs("seeing"))
    if lemma == "call" and any(c.lower_ in ("for", "on", "upon") for c in head.children):
        return None  # who calls for a thing asks for it, and says nothing of it
    if not voicing and lemma not in ("expect", "describe"):
        return None
    if agent is not None:
        subject = next((c for c in agent.children if c.dep_ == "pobj"), None)
        return speaker(sentence, subject, head) if subject is not None else None
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in head.children):
        if lemma not in verbs("heard"):
            return None  # what was announced or confirmed has come to pass
        start = sentence.offset + head.idx
        return Holder(
            "anonymous", None, (), head.text, Place(start, start + len(head.text))
        )
    subject = own_subject(head)
    if subject is None or lemma not in verbs("voicing"):
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
        if one.relation == "beside" and one.mark in _AGAINST and one is not clause:
            break
        head = one.head
        subject = one.subject
        if (_sees(head) or _is_troubled(head)) and subject is not None:
            found = speaker(sentence, subject, head, several=_listed(sentence, one))
            if found is not None:
                return found
        theory = _theory(sentence, one)
        if theory is not None:
            return theory
        front = _for_whom(sentence, one)
        if front is not None and (one is not clause or _is_felt(words)):
            return front
    if any(_ALARMS.match(h.words) for h in hedges_of(sentence, clause)):
        return Holder("anonymous")
    return None


_TROUBLED = frozenset(
    ("concerned", "worried", "alarmed", "wary", "anxious", "uneasy", "fearful", "nervous")
)


def _is_troubled(head: Token) -> bool:
    """Tell whether a clause says what somebody feels: `X has grown concerned about it`."""
    return head.lemma_.lower() in ("be", "grow", "become", "remain") and any(
        c.dep_ in ("acomp", "oprd", "attr") and c.lower_ in _TROUBLED for c in head.children
    )


def _sees(head: Token) -> bool:
    """Tell whether a verb is one of view.

    Who considers leaving, or a partner, has a plan; who sees a thing decline undergoes it.
    """
    lemma = head.lemma_.lower()
    if lemma == "consider":
        return any(
            (c.dep_ in ("ccomp", "oprd", "xcomp") and c.tag_ != "VBG") or c.lower_ == "as"
            for c in head.children
        )
    if lemma == "see" and any(c.dep_ == "ccomp" and c.tag_ == "VB" for c in head.children):
        return False
    return lemma in verbs("seeing")


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
