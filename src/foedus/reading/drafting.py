"""One clause, coded: everything that a proposed claim says beside its place.

Who acts and to whom it is done, what kind of thing it is, when, how many and whose.
"""

import re
from dataclasses import replace
from typing import Any, cast

from foedus.reading import coding
from foedus.reading.actors import Mention
from foedus.reading.clauses import Clause, own_subject
from foedus.reading.grounding import selector
from foedus.reading.lexicon import nouns, verbs
from foedus.reading.proposal import (
    Basis,
    Figure,
    Kind,
    Moment,
    Participant,
    Place,
    Proposal,
)
from foedus.reading.quantities import shortened, whose
from foedus.reading.referring import Entities, names_a_bond, stands_for
from foedus.reading.sentences import Sentence, for_whom, hedges_of, owner, subject_of
from foedus.reading.voices import voice_of

_IF = re.compile(
    r"\b(?:if|unless|in the event (?:of|that)|should either|provided that|in case of)\b"
    r"[^,.;]*",
    re.IGNORECASE,
)
_FINE = (
    "day", "week", "month", "quarter", "year", "span", "decade", "century", "open-start",
    "open-end", "era", "vague",
)  # fmt: skip


def draft(sentence: Sentence, clause: Clause, others: list[Place]) -> Proposal:
    """Code a clause; `others` are the places of the sentence's other claims."""
    place, words = sentence.place(clause), sentence.words(clause)
    hedges = hedges_of(sentence, clause)
    figures = sentence.page.counted(place.start, place.end)
    counted = any(f.place.end - f.place.start > 6 for f in figures)
    kind = coding.kind_of(words, clause, hedges, figure=counted)
    condition = _condition(sentence, place)
    participants = _participants(sentence, clause, place)
    category = _category(sentence, clause)
    return Proposal(
        id="",
        document="",
        text_sha256="",
        selectors=(selector(sentence.page.text, place.start, place.end),),
        kind=kind,
        participants=participants,
        reciprocal=_is_reciprocal(participants, words),
        where=sentence.places(place),
        action=sentence.at(clause.head),
        plover=_fitting(category, kind, clause),
        contexts=coding.contexts_of(words),
        aux=coding.aux_of(words, kind, hedges, condition=condition is not None),
        polarity="denied" if coding.is_denied(words, clause) else "affirmed",
        voice=voice_of(sentence, clause),
        hedges=hedges,
        time=_time(sentence, clause, others),
        figures=tuple(_whose(sentence, f, clause) for f in figures),
        condition=condition,
        checkability=cast(
            "Any",
            coding.checkability_of(
                kind, hedges, named=bool(participants) and category is not None
            ),
        ),
    )


def _category(sentence: Sentence, clause: Clause) -> str | None:
    """Give a clause's category; one that trails as an effect has that of its cause."""
    own = coding.category_of(clause, tokens_of(sentence, clause))
    above = clause.above
    if clause.relation != "trailing" or above is None or coding.calls(clause.head):
        return own
    if above.relation not in ("main", "said"):
        return own
    return coding.category_of(above, tokens_of(sentence, above)) or own


def _fitting(category: str | None, kind: Kind, clause: Clause) -> str | None:
    """Keep a category where something is done, and let a duty be an agreement."""
    if kind == "obligation":
        return "AGREE"
    judged = kind == "evaluation" and not coding.calls_by_itself(clause)
    return None if judged else category


def _condition(sentence: Sentence, place: Place) -> Place | None:
    found = _IF.search(sentence.page.text, place.start, place.end)
    return Place(found.start(), found.end()) if found else None


def _participants(
    sentence: Sentence, clause: Clause, place: Place
) -> tuple[Participant, ...]:
    """Give who acts and to whom it is done; in the passive the subject suffers."""
    subject = subject_of(sentence, clause)
    passive = clause.subject is not None and clause.subject.dep_ == "nsubjpass"
    named = sentence.named(place)
    within = _subject_place(sentence, clause)
    rest = [m for m in named if within is None or not within.start <= m.start < within.end]
    tail = sentence.page.text[max(place.start, within.end if within else 0) : place.end]
    meant_too = stands_for(tail, sentence.focus, subject=owner(sentence, clause))
    meant_too += sentence.focus.bond if names_a_bond(tail) else ()
    held: dict[str, Participant] = {}
    for entity in _feeling(sentence, clause):
        held[entity] = Participant(entity, "actor", "inferred")
    whom = for_whom(sentence, clause)
    for entity in whom:
        held.setdefault(entity, Participant(entity, "actor", "named"))
    if whom and not any(m.entity in subject for m in named):
        subject = ()  # a bond that is judged for one side is that side's matter
    for entity in subject:
        role = "recipient" if passive else "actor"
        held[entity] = Participant(
            entity, cast("Any", role), *ground_of(named, entity, subject)
        )
    for one in _agents(sentence, within, subject):
        held.setdefault(
            one.entity,
            Participant(one.entity, "actor", one.basis, Place(one.start, one.end)),
        )
    for one in rest:
        held.setdefault(
            one.entity,
            Participant(one.entity, "recipient", one.basis, Place(one.start, one.end)),
        )
    # A pair that is only meant, where nobody acts on it, acts together: `their alliance`.
    together = len(meant_too) > 1 and not any(p.role == "actor" for p in held.values())
    for entity in meant_too or _taken_over(sentence, clause, rest):
        held.setdefault(
            entity, Participant(entity, "actor" if together else "recipient", "anaphor")
        )
    return tuple(held.values())


def _agents(
    sentence: Sentence, within: Place | None, subject: Entities
) -> tuple[Mention, ...]:
    """Give who is named deep in the subject: `sanctions imposed by X`."""
    if within is None:
        return ()
    return tuple(m for m in sentence.named(within) if m.entity not in subject)


def _feeling(sentence: Sentence, clause: Clause) -> Entities:
    """Give those whose fear or view a clause is, where they stand outside it."""
    voice = voice_of(sentence, clause)[-1]
    if voice.kind not in ("collective", "government") or voice.verb is not None:
        return ()
    return voice.entities


def _taken_over(sentence: Sentence, clause: Clause, rest: list[Mention]) -> Entities:
    """Give whom the clause above is done to, where a trailing one names nobody."""
    above = clause.above
    if rest or above is None or clause.relation != "trailing":
        return ()
    return tuple(
        p.entity
        for p in _participants(sentence, above, sentence.place(above))
        if p.role == "recipient"
    )


def ground_of(
    named: tuple[Any, ...], entity: str, subject: Entities
) -> tuple[Basis, Place | None]:
    """Tell on what ground somebody is meant, and where he is named."""
    one = next((m for m in named if m.entity == entity), None)
    if one is not None:
        return one.basis, Place(one.start, one.end)
    return ("bridging" if len(subject) > 1 else "anaphor"), None


def _subject_place(sentence: Sentence, clause: Clause) -> Place | None:
    token = clause.subject
    if token is None or token.i >= clause.head.i:
        return None
    head = sentence.offset + clause.head.idx
    if clause.listed:
        return Place(sentence.place(clause).start, head)
    place = sentence.under(token)
    return Place(place.start, min(place.end, head))


def _is_reciprocal(participants: tuple[Participant, ...], words: str) -> bool:
    actors = {p.entity for p in participants if p.role == "actor"}
    said = set(re.findall(r"[a-z]+", words.lower()))
    return len(actors) > 1 and bool(
        said & (nouns("bonds") | {"mutual", "mutually", "each", "both"})
    )


def _time(sentence: Sentence, clause: Clause, others: list[Place]) -> Moment | None:
    """Take the finest time of the clause, or of what its sentence says beside all."""
    place = sentence.place(clause)
    own = sentence.page.timed(place.start, place.end) or _right_before(sentence, place)
    if not own and clause.above is not None and clause.mark in ("as", "since", "because"):
        above = sentence.place(clause.above)
        own = sentence.page.timed(above.start, above.end)
    if not own and clause.above is not None and clause.relation == "and":
        own = _led_by(sentence, clause, clause.above)
    if not own:
        start = sentence.offset + sentence.tokens.start_char
        end = sentence.offset + sentence.tokens.end_char
        own = tuple(
            m
            for m in sentence.page.timed(start, end)
            if not any(o.start <= m.place.start < o.end for o in others)
            and not _leads_a_later(m, place, others)
            and (
                m.place.start > place.end or clause.relation in ("main", "said", "trailing")
            )
        )
    return min(
        own,
        key=lambda one: (_is_deep(sentence, clause, one), *_coarseness(one)),
        default=None,
    )


def _is_deep(sentence: Sentence, clause: Clause, moment: Moment) -> bool:
    """Tell whether a time is that of a clause inside: `it fell to men who came in May`."""
    span = _tokens_at(sentence, moment.place)
    if span is None:
        return False
    for above in (span.root, *span.root.ancestors):
        if above.i == clause.head.i:
            return False
        if above.dep_ == "relcl":
            return True
    return False


_NEXT = 2
"""Code points between a time and a clause that it leads: a space, or a comma and one."""


def _leads_a_later(moment: Moment, place: Place, others: list[Place]) -> bool:
    """Tell whether a time behind a clause leads another: `it left, but in May it came`."""
    end = moment.place.end
    return moment.place.start > place.start and any(
        end <= other.start <= end + _NEXT for other in others
    )


def _right_before(sentence: Sentence, place: Place) -> tuple[Moment, ...]:
    """Give the time that leads a clause: `but in February it admitted ...`."""
    first = sentence.offset + sentence.tokens.start_char
    near = sentence.page.timed(max(place.start - 80, first), place.start)
    return tuple(m for m in near if m.place.end <= place.start <= m.place.end + _NEXT)


def _led_by(sentence: Sentence, clause: Clause, above: Clause) -> tuple[Moment, ...]:
    """Give the times that lead two verbs of one subject: `In 2018 X left and began`."""
    if own_subject(clause.head) is not None:
        return ()
    first = sentence.offset + sentence.tokens.start_char
    return sentence.page.timed(first, sentence.at(above.head).start)


def _coarseness(moment: Moment) -> tuple[bool, int, int]:
    """Order times: what the text says before what a reader must know, the finer first."""
    known = moment.basis == "world knowledge" and moment.grain == "open-start"
    return known, _FINE.index(moment.grain), moment.place.start


def _keeper(sentence: Sentence, clause: Clause) -> Entities:
    """Give the one whose people they are because he has, sends or loses them."""
    said = {clause.head.lemma_.lower()}
    said |= {c.lemma_.lower() for c in clause.head.children if c.dep_ == "conj"}
    subject = subject_of(sentence, clause)
    return subject if said & verbs("keeping") and len(subject) == 1 else ()


def _whose(sentence: Sentence, figure: Figure, clause: Clause) -> Figure:
    """Say whose people a figure counts."""
    figure = shortened(figure, _noun_end(sentence, figure))
    end = figure.place.end
    span = _tokens_at(sentence, figure.place)
    around = sentence.under(span.root) if span is not None else figure.place
    holders = [
        m.entity for m in sentence.page.named(around.start, min(around.end, end + 40))
    ]
    whole = sentence.tokens
    first, last = sentence.offset + whole.start_char, sentence.offset + whole.end_char
    near = [m.entity for m in sentence.page.named(first, last)]
    referent = whose(
        figure, holders or _keeper(sentence, clause), near=near or sentence.focus.pair
    )
    return replace(figure, referent=referent)


def _tokens_at(sentence: Sentence, place: Place) -> Any:  # noqa: ANN401  # of spaCy
    start, end = place.start - sentence.offset, place.end - sentence.offset
    return sentence.tokens.doc.char_span(start, end, alignment_mode="expand")


_WITHIN = frozenset(("ADJ", "PUNCT", "PART", "NUM"))
"""What may stand in a noun that is counted, before its last word."""


def _noun_end(sentence: Sentence, figure: Figure) -> int:
    """Find where the noun ends that a figure counts; words alone cannot tell it.

    `14 countries reflected a trend` counts countries, and `150 fighter jets` jets.
    """
    span = _tokens_at(sentence, figure.place)
    number = max((t.i for t in span or () if t.pos_ in ("NUM", "SYM")), default=None)
    if not figure.of or number is None:
        return figure.place.end
    behind = sentence.page.text.rfind(figure.of, figure.place.start, figure.place.end)
    end = behind
    for token in (t for t in span if sentence.offset + t.idx >= behind):
        if token.pos_ in ("NOUN", "PROPN"):
            end = sentence.offset + token.idx + len(token.text)
        elif token.pos_ not in _WITHIN and token.tag_ != "VBN" and token.lower_ != "of":
            break
    # Where the parse sees no noun, the words are taken as they stand.
    return end if end > behind >= 0 else figure.place.end


def tokens_of(sentence: Sentence, clause: Clause) -> list[Any]:
    """Give the tokens of a clause."""
    return list(sentence.tokens.doc[clause.start : clause.end])
