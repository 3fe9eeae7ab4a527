"""Which stretches of a sentence say something of their own.

A sentence of analysis carries several claims: a main clause, what its speaker is said to
say, and what trails behind as `weakening Beijing's hold`. Each clause is cut at its
subject, less what leads up to it and less the clauses inside it that stand by themselves.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from foedus.reading.lexicon import nouns, verbs

Relation = Literal[
    "main", "and", "beside", "trailing", "fronted", "said", "noun", "which", "event"
]
"""How a clause hangs on the one above it: see `_relation`."""

Token = Any
"""A token of spaCy, which has no types."""

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
BESIDE = frozenset("while whereas as although though because since".split())  # noqa: SIM905
_TAILS = frozenset(("such",))
_LEADS = frozenset(
    """however moreover furthermore additionally yet thus therefore also firstly secondly
    finally meanwhile consequently indeed still further instead similarly likewise
    overall ultimately and but or nor""".split()  # noqa: SIM905
)


@dataclass(slots=True, eq=False)
class Clause:
    """A stretch with a head; places count tokens of the paragraph."""

    head: Token
    relation: Relation
    above: "Clause | None"
    start: int = 0
    end: int = 0
    subject: Token | None = None
    inner: list["Clause"] = field(default_factory=list)
    listed: bool = False
    """Whether all before its verb is its subject: a list that the parser broke."""

    @property
    def mark(self) -> str:
        """The word that joins it to the clause above, in small letters."""
        return next(
            (c.lower_ for c in self.head.children if c.dep_ == "mark"),
            "",
        )

    def chain(self) -> Iterator["Clause"]:
        """Give the clause and those above it."""
        one: Clause | None = self
        while one is not None:
            yield one
            one = one.above


def clauses(sentence: Any) -> tuple[Clause, ...]:  # noqa: ANN401  # a span of spaCy
    """Cut a sentence into its clauses, the main one first."""
    held: dict[int, Clause] = {}
    for token in _from_the_top(sentence.root):
        above = _above(token, held)
        relation = _relation(token, above)
        if relation is not None:
            clause = Clause(
                token, relation, above, subject=_subject(token, relation, above)
            )
            held[token.i] = clause
            if above is not None:
                above.inner.append(clause)
    for clause in held.values():
        _cut(clause, sentence)
    _part_at_the_comma(held.values())
    lost = _join_lists(held.values())
    kept = (clause for clause in held.values() if clause not in lost)
    return tuple(sorted(kept, key=lambda c: (c.start, -c.end)))


def _part_at_the_comma(held: Collection[Clause]) -> None:
    """Give a subject back that the parser strung to the end of the clause before it.

    `As X builds bases, Y and Z's pact ...` is read as `bases, Y and Z`; nothing then parts
    the two clauses, and the last comma of the first is where the second begins.
    """
    for front in held:
        main = front.above
        if main is None or front.relation not in ("beside", "fronted"):
            continue
        if front.end != main.start or front.head.i > main.head.i:
            continue
        doc = front.head.doc
        commas = [i for i in range(front.head.i, front.end) if doc[i].text == ","]
        if commas:
            front.end, main.start = commas[-1], commas[-1] + 1


def _join_lists(held: Collection[Clause]) -> list[Clause]:
    """Give a list of subjects back to its verb, where the parser broke it.

    `X, Y, and Z see ...` is read as X, with `Z see` beside it; those given are lost.
    """
    lost = []
    for clause in held:
        above = clause.above
        if clause.relation != "and" or above is None or above.relation != "main":
            continue
        if not _is_verb(above.head) and above.end <= clause.head.i and clause.mark == "":
            clause.start, clause.relation, clause.listed = above.start, "main", True
            clause.above = None
            lost.append(above)
    return lost


def _from_the_top(root: Token) -> Iterator[Token]:
    waiting = [root]
    while waiting:
        token = waiting.pop(0)
        yield token
        waiting += list(token.children)


def _above(token: Token, held: dict[int, Clause]) -> Clause | None:
    return next((held[a.i] for a in token.ancestors if a.i in held), None)


def _is_verb(token: Token) -> bool:
    return bool(token.pos_ in ("VERB", "AUX"))


def own_subject(token: Token) -> Token | None:
    """Give the subject that stands with a verb, or None."""
    return next((c for c in token.children if c.dep_ in SUBJECTS), None)


def _relation(token: Token, above: Clause | None) -> Relation | None:
    """Tell how a token's clause hangs on the one above; None where it makes none."""
    if token.dep_ == "ROOT" or above is None:
        return "main"
    match token.dep_:
        case "conj" if _is_verb(token) and _is_clausal(token.head):
            alone = own_subject(token) or _takes_back(token) or _names_another(token)
            alone = alone or _looks_ahead(token)
            alone = alone or (_has_modal(token) and not _has_modal(above.head))
            return "and" if alone else None
        case "advcl":
            return _adverbial(token, above)
        case "ccomp" | "parataxis" if _is_said(token):
            return "said" if own_subject(token) or _is_verb(token) else None
        case "ccomp" | "parataxis" if own_subject(token) and token.i < token.head.i:
            return "and"
        case "acl" | "relcl" | "ccomp" if _holds_a_sentence(token):
            return "noun"
        case "acl" if token.tag_ in ("VBG", "VBN") and _behind_a_comma(token):
            return "trailing" if token.i > above.head.i else None
        case "relcl":
            return _relative(token, above)
        case "acl" | "pcomp" if token.tag_ == "VBG" and _is_absolute(token):
            return "trailing" if token.i > above.head.i else "fronted"
        case "pcomp" if token.tag_ == "VBG" and token.head.lower_ == "by":
            return "fronted" if token.i < above.head.i else None
        case _:
            return None


def _is_said(token: Token) -> bool:
    """Tell whether somebody says or fears a clause; to see a thing decline is neither."""
    above = token.head.lemma_.lower()
    if above == "see":
        return any(c.dep_ == "mark" for c in token.children)
    return above in verbs("saying") or above in verbs("seeing")


def _has_modal(token: Token) -> bool:
    return any(c.tag_ == "MD" for c in token.children)


def _looks_ahead(token: Token) -> bool:
    """Tell whether a second verb of one subject forecasts: `and is expected to reach`."""
    expected = token.lemma_.lower() in ("expect", "project", "forecast", "predict", "poise")
    passive = any(c.dep_ == "auxpass" for c in token.children)
    likely = any(c.lower_ in ("likely", "unlikely") for c in token.children)
    return (expected and passive) or (token.lemma_ == "be" and likely)


def _is_absolute(token: Token) -> bool:
    """Tell `, with the treaty acting as ...`: a clause without a finite verb."""
    prep = token.head.head if token.dep_ == "acl" else token.head
    if prep.lower_ != "with":
        return False
    return bool(prep.i == prep.sent.start or prep.doc[prep.i - 1].text == ",")


def _adverbial(token: Token, above: Clause) -> Relation | None:
    mark = next((c.lower_ for c in token.children if c.dep_ == "mark"), "")
    if own_subject(token) is not None:
        if mark in BESIDE:
            # `As quickly as it was formed` measures, and says nothing by itself.
            return "beside" if _is_verb(token.head) else None
        return "trailing" if not mark and _behind_a_comma(token) else None
    if token.tag_ in ("VBG", "VBN"):
        if token.i < above.head.i:
            return "fronted"
        return "trailing" if _behind_a_comma(token) or _takes_back(token) else None
    return "beside" if mark in ("while", "although", "though") else None


def _relative(token: Token, above: Clause) -> Relation | None:
    """Part off `at a time when ...`, and `, who ...` of somebody; the rest stays joined."""
    if token.head.lower_ == "time" and own_subject(token) is not None:
        return "which"
    own = own_subject(token)
    if own is None or not _behind_a_comma(token):
        return None
    if own.lower_ == "who" or (own.lower_ == "which" and _weighs(token)):
        return "which"
    return None


def _weighs(token: Token) -> bool:
    """Tell whether a clause behind `which` has its own matter: a duty or a forecast."""
    return token.lemma_.lower() in verbs("providing") or any(
        c.tag_ == "MD" for c in token.children
    )


def _names_another(token: Token) -> bool:
    """Tell whether a second verb of one subject turns to somebody with a name."""
    if token.tag_ not in ("VBZ", "VBP", "VBD"):
        return False
    inside = list(token.subtree)
    return len(inside) > 5 and any(
        t.i > token.i and t.text[:1].isupper() and t.pos_ in ("PROPN", "ADJ")
        for t in inside
    )


def _holds_a_sentence(token: Token) -> bool:
    return token.head.lemma_.lower() in nouns("held") and any(
        c.dep_ == "mark" and c.lower_ == "that" for c in token.children
    )


def _is_clausal(token: Token) -> bool:
    return _is_verb(token) or token.dep_ in ("ROOT", "conj", "advcl", "xcomp")


def _takes_back(token: Token) -> bool:
    return any(
        c.lower_ in ("potentially", "possibly", "perhaps", "likely", "probably")
        for c in token.children
    )


def _behind_a_comma(token: Token) -> bool:
    first = min(t.i for t in token.subtree)
    return first > 0 and token.doc[first - 1].text in (",", "—", "-", ";", ":")


def _subject(token: Token, relation: Relation, above: Clause | None) -> Token | None:
    own = own_subject(token)
    if own is not None:
        return own
    if relation in ("and", "trailing", "fronted", "beside", "main") and above is not None:
        if token.dep_ == "acl" and (token.i - token.head.i < 3 or _is_absolute(token)):
            return token.head
        return above.subject
    return token.head if token.dep_ in ("acl", "relcl") else None


def _cut(clause: Clause, sentence: Any) -> None:  # noqa: ANN401  # a span of spaCy
    """Find the first and the last token of a clause."""
    inside = {t.i for t in clause.head.subtree}
    for inner in clause.inner:
        inside -= {t.i for t in inner.head.subtree}
    first = _first(clause, inside)
    last = clause.head.i
    doc = clause.head.doc
    while last + 1 in inside or (
        last + 1 < sentence.end and doc[last + 1].is_punct and last + 2 in inside
    ):
        last += 1
        if doc[last].lower_ in _TAILS and doc[last - 1].text == ",":
            last -= 1
            break
    while (
        last > clause.head.i
        and (
            doc[last].is_punct
            or doc[last].is_space
            or doc[last].lower_ in ("and", "but", "while", "as", "with")
        )
        and doc[last].text not in ("%", ")")
    ):
        last -= 1
    clause.start, clause.end = _object(clause, first), last + 1


def _object(clause: Clause, first: int) -> int:
    """Begin at what somebody stresses: it is the claim, and the verb gives its voice."""
    own = own_subject(clause.head)
    if own is None or clause.head.lemma_.lower() not in verbs("stressing"):
        return first
    if own.pos_ != "PROPN" and own.lower_ not in ("he", "she"):
        return first
    thing = next((c for c in clause.head.children if c.dep_ == "dobj"), None)
    if thing is None or thing.i < clause.head.i or len(list(thing.subtree)) < 5:
        return first
    return int(min(t.i for t in thing.subtree))


def _with_condition(clause: Clause, first: int, inside: set[int]) -> int:
    """Go back to a condition that leads the clause: `if X attacks, Y must ...`."""
    for child in clause.head.children:
        if child.i >= first:
            continue
        under = sorted(t.i for t in child.subtree)
        lead = [child.doc[i].lower_ for i in under[:3]]
        condition = lead[:1] in (["if"], ["unless"], ["should"]) or lead == [
            "in",
            "the",
            "event",
        ]
        if condition and set(under) <= inside:
            return int(under[0])
    return first


def _first(clause: Clause, inside: set[int]) -> int:
    """Go back from the head to the subject, or as far as the words stay together."""
    head, doc = clause.head, clause.head.doc
    own = own_subject(head)
    if (
        own is not None
        and own.dep_ == "csubj"
        and any(t.lower_ == "what" for t in own.subtree)
    ):
        return int(head.i) + 1
    if own is not None and own.i < head.i and clause.relation != "which":
        first = min(t.i for t in own.subtree)
        if all(i in inside or doc[i].is_punct for i in range(first, head.i)):
            while doc[first].is_punct or (
                doc[first].lower_ in _LEADS and doc[first].dep_ in ("advmod", "cc", "dep")
            ):
                first += 1
            return _with_condition(clause, first, inside)
    first = head.i
    while first - 1 in inside and doc[first - 1].text not in (",", ";", ":", "—", '"'):
        first -= 1
    while first < head.i and (
        (doc[first].dep_ in ("mark", "cc") and doc[first].lower_ != "by")
        or doc[first].lower_ in ("and", "but", "or", "while", "as", "that")
        or doc[first].is_space
    ):
        first += 1
    return int(first)
