"""On whose word: officials, governments, theories, and sources that nobody names.

A voice holds for the clause that depends on it, for what hangs on that clause, and for
every sentence inside one pair of quotation marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedus.reading.clauses import Clause, Token, own_subject
from foedus.reading.lexicon import verbs
from foedus.reading.proposal import Holder, HolderKind, Place
from foedus.states.roster import roster

_UNNAMED = re.compile(
    r"\b(?:reports?|observers?|analysts?|experts?|critics?|sources?|officials?|many|some|data"
    r"|commentators?|scholars?|others|media|diplomats|intelligence|evidence|rumou?rs?|studies"
    r"|speculation|assessments?|concerns?|fears?|worries|claims?|allegations?|signs?|imagery"
    r"|indications?|estimates?|investigations?|inquir(?:y|ies)|surveys?|polls?|figures"
    r"|documents?|newspapers?|articles?|monitors|leaks?|statistics|think tanks?|records"
    r"|witnesses|residents|activists|researchers)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:sources?|insiders?|rumou?rs?|newspapers?|leaks?)$", re.IGNORECASE
)
_CLASS = re.compile(
    r"\b(?:critics?|opponents?|proponents?|supporters?|advocates|analysts?|experts?|observers?"
    r"|commentators?|scholars?|pundits|s[ck]eptics|historians|researchers|economists|activists)$",
    re.IGNORECASE,
)
_THEORY = re.compile(
    r"\b(?:(?:neo-|structural |defensive |offensive |classical )?realis[mt]|neorealis[mt]"
    r"|(?:neo)?liberalis[mt]|constructivis[mt]|institutionalis[mt]|marxis[mt]|game theory"
    r"|(?:realist|liberal|constructivist|marxist|feminist) (?:theory|perspective|view|lens"
    r"|school|scholars?)|balance[- ]of[- ](?:power|threat) theory|theor(?:y|ies))\b",
    re.IGNORECASE,
)
_SCHOOLS = {
    "realis": "Realism",
    "neorealis": "Neorealism",
    "constructivis": "Constructivism",
}
_QUOTE = re.compile(r'"[^"]+(?:"|$)')
_POST = re.compile(
    r"\b(?:minister|president|premier|chancellor|spokes(?:man|woman|person)|secretary|general"
    r"|ambassador|envoy|admiral|commander|governor|senator|lawmakers?|officials?|diplomats?"
    r"|leader|chief|adviser|advisor)$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:\b(?:ministry|government|army|military|navy|air force|cabinet|administration"
    r"|embassy|foreign office|authorities|junta|regime|state department)|"
    + _POST.pattern
    + ")$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:Institute|Council|Cent(?:er|re)|Agency|Times|Post|Guardian|Telegraph|News|Daily|Herald|Tribune|Observer|Journal|Economist|Reuters|Bloomberg"
    r"|AP|AFP|BBC|CNN|Yonhap|Xinhua|TASS|KCNA|SIPRI|IISS|RAND|Foundation|University|Committee"
    r"|Commission|Organi[sz]ation|Association|Bank|Fund|Party|Movement|Society|Endowment|Office"
    r"|Press|Group|Watch|International|Mission|Programme|Program)\b"
)
_SAID_OF = re.compile(
    r"\b(?:according to|in the words of|as (?:stated|noted|reported|explained) by)\s", re.I
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks that is speech, places in the paragraph."""

    start: int
    end: int


def quotations(words: str) -> tuple[Quotation, ...]:
    """Find what is quoted as speech, not as a name: five words, or three with a stop.

    >>> quotations('He called it "a pact". "It is a long way to go," he said.')
    (Quotation(start=23, end=48),)
    """
    return tuple(
        Quotation(m.start(), m.end())
        for m in _QUOTE.finditer(words)
        if len(m.group().split()) >= (3 if re.search(r"[.,!?]\"?$", m.group()) else 5)
    )


def is_theory(words: str) -> bool:
    """Tell whether words name a theory of international relations.

    >>> is_theory("Neorealism"), is_theory("a constructivist view"), is_theory("Oslo")
    (True, True, False)
    """
    return bool(_THEORY.search(words))


def theory_named(words: str) -> str:
    """Give the usual name of the theory in some words.

    >>> theory_named("a Constructivist perspective")
    'Constructivism'
    """
    found = _THEORY.search(words)
    told = found.group() if found else words
    return next(
        (name for stem, name in _SCHOOLS.items() if told.lower().startswith(stem)), told
    )


def is_unnamed(words: str) -> bool:
    """Tell whether words name a kind of source and nobody in particular.

    >>> is_unnamed("Observers"), is_unnamed("Reports from the front"), is_unnamed("Oslo")
    (True, True, False)
    """
    return bool(_UNNAMED.search(words))


def is_a_class(words: str) -> bool:
    """Tell whether words name people by what they think or study: nobody's voice.

    `Oslo's critics` speak neither for Oslo nor for a state that is named.

    >>> is_a_class("NATO's critics"), is_a_class("French officials")
    (True, False)
    """
    return bool(_CLASS.search(words))


def is_an_office(words: str) -> bool:
    """Tell whether words name an office or a post, whosever it is.

    >>> is_an_office("the defence ministry"), is_an_office("the road")
    (True, False)
    """
    return bool(_OFFICE.search(words))


def office_kind(words: str) -> HolderKind:
    """Tell a post from an office: a minister is an official, a ministry a government.

    >>> office_kind("the foreign minister"), office_kind("the army")
    ('official', 'government')
    """
    return "official" if _POST.search(words) else "government"


def saying_verb(clause: Clause) -> Token | None:
    """Give the verb by which somebody says a clause, or None."""
    if clause.relation == "said":
        return clause.head.head
    return None


def holding_noun(clause: Clause) -> Token | None:
    """Give the noun that holds a clause, as in `concerns that`, or None."""
    return clause.head.head if clause.relation == "noun" else None


def reports(token: Token) -> bool:
    """Tell whether a verb is one of saying."""
    return token.lemma_.lower() in verbs("saying")


def reporter(tokens: Sequence[Token], said: Quotation) -> Token | None:
    """Find the verb of saying that a quotation belongs to, the nearest outside it."""
    outside = [
        t
        for t in tokens
        if reports(t)
        and t.pos_ == "VERB"
        and not said.start <= t.idx < said.end
        and own_subject(t) is not None
    ]
    return min(
        outside,
        key=lambda t: min(abs(t.idx - said.start), abs(t.idx - said.end)),
        default=None,
    )


def sources_named(words: str) -> Iterator[tuple[int, int]]:
    """Find `according to X`: the place of X, up to the next comma or the end.

    >>> words = "The second, according to Rudenko, is new."
    >>> [words[start:end] for start, end in sources_named(words)]
    ['Rudenko']
    """
    for match in _SAID_OF.finditer(words):
        end = re.search(r"[,;.:]", words[match.end() :])
        yield match.end(), match.end() + (end.start() if end else len(words))


def _is_state(entity: str) -> bool:
    return entity in roster().ids


def kind_of(entities: Sequence[str], *, person: bool, words: str) -> HolderKind:
    """Tell what kind of voice it is."""
    if is_theory(words):
        return "theory"
    if not person and _NOBODY.search(words):
        return "anonymous"
    if person and _BODY.search(words):
        return "collective"
    if person:
        return "official"
    if len(set(entities)) > 1 or any(not _is_state(e) for e in entities):
        return "collective"
    if not entities and re.search(r"\bofficials?\b", words):
        return "official"
    if entities:
        return (
            "government"
            if not re.search(r"\bofficials?\b|\bminister", words)
            else "official"
        )
    return "anonymous"


def holder(
    words: str,
    place: Place,
    entities: Sequence[str],
    *,
    person: str | None,
    verb: str | None,
    quoted: bool,
) -> Holder:
    """Make one voice of the chain."""
    kind = kind_of(entities, person=person is not None, words=words)
    told = person or ("; ".join(entities) if entities else words)
    name = theory_named(words) if kind == "theory" else told
    return Holder(kind, name, tuple(entities), verb, place, quoted)
