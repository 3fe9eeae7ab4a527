"""Claims and how they stand to each other as Argdown, which people read and maps draw.

Each claim is a statement with title, tags and source; each relation stands under
the claim that it speaks to. Argdown is read loosely, as it is unless told otherwise: `+` is
support and `-` attack. Two claims that contradict each other attack each other.

References
----------
Voigt, C., Argdown, https://argdown.org, its page on syntax.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from foedus.ledger.entry import Claim, Link
from foedus.ledger.hypotheses import Hypothesis, Judgement
from foedus.ledger.origin import SourceId

Sign = Literal["+", "-", "_"]

_SIGNS: Mapping[str, Sign] = {"corroborates": "+", "extends": "+", "contradicts": "-"}
"""Relation of a link -> what the first does to the second; the others say nothing of truth,
and stand in the text as remarks."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as Argdown holds it."""

    title: str
    text: str
    tags: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """What one statement does to another, and why."""

    of: str
    to: str
    sign: Sign
    reason: str = ""


def argdown(
    heading: str, statements: Sequence[Statement], relations: Iterable[Relation]
) -> str:
    """Write statements and their relations, each statement once.

    >>> rain, wet = Statement("rain", "It rains."), Statement("wet", "The road is wet.")
    >>> print(argdown("A road", [rain, wet], [Relation("rain", "wet", "+")]))
    # A road
    <BLANKLINE>
    [rain]: It rains.
    <BLANKLINE>
    [wet]: The road is wet.
      + [rain]
    <BLANKLINE>
    """
    known = {one.title for one in statements}
    upon: dict[str, list[Relation]] = {}
    for one in relations:
        if {one.of, one.to} <= known:
            upon.setdefault(one.to, []).append(one)
    blocks = [f"# {_plain(heading)}"]
    blocks += [_block(one, upon.get(one.title, ())) for one in statements]
    return "\n\n".join(blocks) + "\n"


def _block(one: Statement, upon: Sequence[Relation]) -> str:
    told = [f"[{_title(one.title)}]: {_plain(one.text)}"]
    told += [f"#({re.sub('[()]', '', tag)})" for tag in one.tags]
    if one.facts:
        told.append(json.dumps(dict(one.facts), ensure_ascii=False))
    lines = [" ".join(told)]
    for relation in upon:
        why = f" // {_plain(relation.reason)}" if relation.reason else ""
        lines.append(f"  {relation.sign} [{_title(relation.of)}]{why}")
    return "\n".join(lines)


def of_ledger(
    claims: Iterable[Claim], sources: Mapping[SourceId, str]
) -> tuple[Statement, ...]:
    """Give the claims of a ledger as statements.

    Parameters
    ----------
    claims
        In the order in which they are told.
    sources
        Id of a source -> its name.
    """
    return tuple(
        Statement(
            one.id,
            one.sentence,
            (one.topic, one.kind),
            {
                "source": " by way of ".join(
                    sources.get(voice.holder, voice.holder) for voice in reversed(one.voice)
                ),
                "said": one.said,
                "credibility": str(one.credibility),
            },
        )
        for one in claims
    )


def of_links(links: Iterable[Link]) -> tuple[Relation, ...]:
    """Give links as relations; a contradiction goes both ways."""
    held: list[Relation] = []
    for one in links:
        sign = _SIGNS.get(one.relation)
        if sign is None:
            continue
        held.append(Relation(one.a, one.b, sign, one.reason))
        if one.relation == "contradicts":
            held.append(Relation(one.b, one.a, sign, one.reason))
    return tuple(held)


def of_rivals(
    hypotheses: Iterable[Hypothesis], judgements: Iterable[Judgement]
) -> tuple[tuple[Statement, ...], tuple[Relation, ...]]:
    """Give rival explanations as statements, and what each claim does to them."""
    statements = tuple(Statement(one.id, one.says, ("explanation",)) for one in hypotheses)
    relations = tuple(
        Relation(one.claim, one.hypothesis, "-" if "against" in one.mark else "+", one.mark)
        for one in judgements
        if one.mark != "neutral"
    )
    return statements, relations


def _title(text: str) -> str:
    return re.sub(r"[\[\]\n]+", " ", text)


_SPECIAL = re.compile(r"[\\*_\[\]<>{}#@/]")
"""What Argdown may read as marks of its own."""


def _plain(text: str) -> str:
    r"""Put a text on one line, and a backslash before what Argdown would take for a mark.

    >>> print(_plain("It said [sic] that #1_a"))
    It said \[sic\] that \#1\_a
    """
    return _SPECIAL.sub(lambda match: f"\\{match.group()}", " ".join(text.split()))
