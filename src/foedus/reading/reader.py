"""A document, read: the claims that its text makes, proposed with their places.

Rules cut each sentence into clauses and keep those that say something of somebody: they
name an actor, hedge, oblige, or stand in another's voice. What only decorates (`signifies a
notable shift`) is passed over. The same text gives the same proposals, to the byte.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from foedus.reading import attribution, coding
from foedus.reading.clauses import Clause, own_subject
from foedus.reading.dates import Dateline
from foedus.reading.document import Layer
from foedus.reading.drafting import draft, ground_of, tokens_of
from foedus.reading.grounding import is_sound, selector
from foedus.reading.lexicon import nouns, verbs
from foedus.reading.page import Page, page_of
from foedus.reading.paragraphs import Paragraph, is_heading, paragraphs, past_the_place
from foedus.reading.parsing import parsed
from foedus.reading.proposal import (
    Hedging,
    Holder,
    Participant,
    Place,
    Proposal,
)
from foedus.reading.referring import (
    Entities,
    Focus,
    after,
    opening,
)
from foedus.reading.sentences import Sentence, for_whom, hedges_of, meant, owner, subject_of
from foedus.reading.voices import speaker, voice_of

CODER = "rules 1"
"""The rules, with their version; it stands in every proposal that they make."""

ENOUGH = 1.5
"""A clause is proposed from this weight on; the weights are in `_weight`: assumed."""

_ASIDE = re.compile(
    r"\b(?:[Yy]ou|[Yy]our|(?i:stay tuned|subscribe|click here"
    r"|read more|compiled by|copyright|all rights|cookies|newsletter"
    r"|share (?:your|this)))\b"
)
_OWN = re.compile(r"\b(?:[Ww]e|[Oo]ur|I|[Mm]y)\b")
"""Words of an author for himself, or of a government that speaks for its state."""
_REGION = re.compile(
    r"\b(?:Peninsula|Indo-Pacific|Asia-Pacific|North-?east Asia|Middle East|Gulf|region)\b"
)
_BOTH = re.compile(
    r"\b(?:both|each|the two) (?:nations?|countr(?:y|ies)|states?|part(?:y|ies)|sides?)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document was found to say."""

    layer: Layer
    said: Dateline | None
    proposals: tuple[Proposal, ...]


def read(layer: Layer) -> Reading:
    """Propose the claims of a document.

    Raises
    ------
    NeedFault
        The extra `read` is not installed.
    """
    page = page_of(layer.text)
    stretches = [
        past_the_place(layer.text, one)
        for one in paragraphs(layer.text)
        if not is_heading(one.of(layer.text))
    ]
    focus = opening(page.text, page.mentions)
    found: list[Proposal] = []
    for stretch, doc in zip(stretches, parsed(layer.text, stretches), strict=True):
        drafts, focus = _paragraph(page, stretch, doc, focus)
        found += drafts
    # A cut that the gate would refuse is no claim, whoever made it.
    found = [one for one in found if _passes(layer.text, one)]
    stem = layer.name.rpartition(".")[0] or layer.name
    return Reading(
        layer,
        page.said,
        tuple(
            _named(layer, one, f"{stem}-{number:03}", page)
            for number, one in enumerate(found, 1)
        ),
    )


def _passes(text: str, draft: Proposal) -> bool:
    denied = draft.polarity == "denied"
    return all(is_sound(text, s.start, s.end, denied=denied) for s in draft.selectors)


def _named(layer: Layer, draft: Proposal, id: str, page: Page) -> Proposal:
    """Give a draft its id, its document, and the words as they stand in it."""
    [place] = draft.selectors
    return replace(
        draft,
        id=id,
        document=layer.name,
        text_sha256=layer.text_sha256,
        selectors=(selector(layer.text, place.start, place.end),),
        said=page.said.moment.earliest if page.said else None,
        coder=CODER,
    )


def _paragraph(
    page: Page,
    stretch: Paragraph,
    doc: Any,  # noqa: ANN401  # of spaCy
    focus: Focus,
) -> tuple[list[Proposal], Focus]:
    drafts: list[Proposal] = []
    quotes: list[tuple[attribution.Quotation, Holder]] = []
    said = attribution.quotations(doc.text)
    sentences = list(doc.sents)
    for tokens in sentences:
        sentence = Sentence(tokens, stretch.start, page, focus, quotes)
        if said and not quotes:
            quotes = _speakers(page, stretch, doc, focus, said)
            sentence.quotes = quotes
        named = page.named(
            stretch.start + tokens.start_char, stretch.start + tokens.end_char
        )
        if not _is_aside(tokens, named=bool(named)):
            drafts += _claims(sentence)
        start = stretch.start + tokens.start_char
        end = stretch.start + tokens.end_char
        focus = after(focus, page.text[start:end], page.named(start, end), _topic(sentence))
    # Each paragraph's places are its own text's, so a focus on offsets never leaks out.
    return drafts, focus


def _speakers(
    page: Page,
    stretch: Paragraph,
    doc: Any,  # noqa: ANN401  # of spaCy
    focus: Focus,
    said: tuple[attribution.Quotation, ...],
) -> list[tuple[attribution.Quotation, Holder]]:
    """Find whose words the quotations of a paragraph are; the last speaker goes on."""
    found: list[tuple[attribution.Quotation, Holder]] = []
    last: Holder | None = None
    for quote in said:
        verb = attribution.reporter(list(doc), quote)
        if verb is not None:
            sentence = Sentence(verb.sent, stretch.start, page, focus, ())
            own = own_subject(verb)
            last = (own and speaker(sentence, own, verb, quoted=True)) or last
        if last is not None:
            found.append((quote, last))
    return found


def _is_aside(tokens: Any, *, named: bool) -> bool:  # noqa: ANN401  # of spaCy
    """Tell whether a sentence asks, bids, or speaks to its reader.

    One that says `we` of somebody who is `named` may be a government's own statement.
    """
    words = tokens.text.strip()
    if words.endswith("?") or re.match(r"https?://|www\.|\[?\d+\]?\s", words):
        return True
    bids = tokens.root.tag_ == "VB" and not any(
        c.dep_ in ("nsubj", "nsubjpass", "aux") for c in tokens.root.children
    )
    aside = _ASIDE.search(words) or (not named and _OWN.search(words))
    return bool(bids) or ('"' not in words and bool(aside))


def _topic(sentence: Sentence) -> Entities:
    main = next((c for c in sentence.clauses if c.relation == "main"), None)
    return owner(sentence, main) if main is not None else ()


def _claims(sentence: Sentence) -> Iterator[Proposal]:
    kept = [c for c in sentence.clauses if _weight(sentence, c) >= ENOUGH]
    places = {id(c): sentence.place(c) for c in kept}
    for clause in kept:
        others = [p for key, p in places.items() if key != id(clause)]
        yield draft(sentence, clause, others)
    yield from _events(sentence, list(places.values()))


def _weight(sentence: Sentence, clause: Clause) -> float:
    """Weigh how much a clause says of somebody; below ENOUGH it is passed over."""
    place, words = sentence.place(clause), sentence.words(clause)
    if _only_says(clause) or len(words.split()) < 3 or _is_asked(clause):
        return -10.0
    named = {m.entity for m in sentence.named(place)} | set(for_whom(sentence, clause))
    weight = 2.0 + 0.5 * (len(named) > 1) if named else 0.0
    weight += 1.5 if not named and _BOTH.search(words) else 0.0
    subject = subject_of(sentence, clause)
    weight += (1.5 if _own(clause) else 1.0) if subject and not weight else 0.0
    weight += 1.5 if hedges_of(sentence, clause) else 0.0
    weight += 2.0 if len(voice_of(sentence, clause)) > 1 else 0.0
    weight += 1.5 if _REGION.search(words) and not weight else 0.0
    category = coding.category_of(clause, tokens_of(sentence, clause))
    weight += 1.0 if category else 0.0
    weight += 1.0 if category in ("AGREE", "SANCTION") else 0.0
    weight += 1.0 if sentence.page.counted(place.start, place.end) else 0.0
    return weight - _less(sentence, clause, bool(category))


def _own(clause: Clause) -> bool:
    return clause.relation not in ("trailing", "fronted")


def _less(sentence: Sentence, clause: Clause, called: bool) -> float:
    """Weigh what speaks against a clause: it decorates, trails, or leads up."""
    lemma = clause.head.lemma_.lower()
    less = 2.0 if lemma in verbs("empty") else 0.0
    # `Comes at a time when`: what matters is said by the clause behind.
    if lemma == "come" and any(inner.relation == "which" for inner in clause.inner):
        less += 2.0
    place = sentence.place(clause)
    if clause.relation == "trailing" and not called and not sentence.named(place):
        less += 1.0
    if clause.relation == "fronted":
        less += 1.5
    main = next((c for c in sentence.clauses if c.relation == "main"), clause)
    if clause.relation == "beside" and clause.mark == "as" and clause.head.i < main.head.i:
        less += 2.0
    stands = clause.subject is not None and clause.subject.lower_ in ("it", "this", "that")
    plain = clause.head.lemma_ == "be" or not subject_of(sentence, clause)
    if stands and plain and clause.relation == "main":
        less += 1.0
    return less


def _only_says(clause: Clause) -> bool:
    """Tell whether all that a clause says is that somebody says another."""
    return any(
        (inner.relation == "said" and inner.head.head.i == clause.head.i)
        or (inner.relation == "noun" and inner.head.head.dep_ == "dobj")
        for inner in clause.inner
    )


def _is_asked(clause: Clause) -> bool:
    return any(
        c.lower_ in ("whether", "how", "what", "who") and c.i < clause.head.i
        for c in clause.head.children
        if c.dep_ in ("mark", "advmod", "attr", "dobj", "nsubj")
    ) and clause.relation in ("said", "main")


def _events(sentence: Sentence, kept: list[Place]) -> Iterator[Proposal]:
    """Propose the events that stand as nouns: `X's invasion of Y`, `the collapse of Z`."""
    for token in sentence.tokens:
        if token.lemma_.lower() not in nouns("events") or token.pos_ != "NOUN":
            continue
        poss = next((c for c in token.children if c.dep_ == "poss"), None)
        if poss is None:
            continue
        actors = meant(sentence, poss, above=None)
        if not actors:
            continue
        place = _noun_place(sentence, token)
        if any(
            p.end - p.start < 1.8 * (place.end - place.start)
            and p.start <= place.start < p.end
            for p in kept
        ):
            continue
        yield _event(sentence, token, place, actors)


def _noun_place(sentence: Sentence, token: Any) -> Place:  # noqa: ANN401  # of spaCy
    start = min(t.idx for t in token.subtree)
    last = token
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "to", "on", "against"):
            last = list(child.subtree)[-1]
    return Place(sentence.offset + start, sentence.offset + last.idx + len(last.text))


def _event(
    sentence: Sentence,
    token: Any,  # noqa: ANN401  # of spaCy
    place: Place,
    actors: Entities,
) -> Proposal:
    words = sentence.page.text[place.start : place.end]
    named = sentence.page.named(place.start, place.end)
    hedges: tuple[Hedging, ...] = sentence.page.hedged(place.start, place.end)
    clause = Clause(token, "event", None)
    others = [m for m in named if m.entity not in actors]
    return Proposal(
        id="",
        document="",
        text_sha256="",
        selectors=(selector(sentence.page.text, place.start, place.end),),
        kind="event",
        participants=(
            *(Participant(a, "actor", *ground_of(named, a, actors)) for a in actors),
            *(
                Participant(m.entity, "recipient", m.basis, Place(m.start, m.end))
                for m in others
            ),
        ),
        plover=coding.category_of(clause, list(token.subtree)),
        contexts=coding.contexts_of(words),
        hedges=hedges,
        time=next(iter(sentence.page.timed(place.start, place.end)), None),
        figures=sentence.page.counted(place.start, place.end),
    )
