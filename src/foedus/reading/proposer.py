"""A language model as one more proposer, behind the same gate as everybody.

Any address that speaks OpenAI's form of chat completions will do. What the model says is
taken piece by piece: a quotation that does not stand in the text is refused, an actor that
nobody knows is dropped, and each is told. A model that answers nonsense, hangs or dies
costs its own proposals and nothing else; what the rules found stays. Nothing enters
unreviewed.
"""

import json
import os
import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from time import monotonic
from typing import Any, cast

from foedus import doors
from foedus.faults import DataFault, Finding
from foedus.ledger.entry import Selector
from foedus.reading.document import Layer
from foedus.reading.folding import fold_for_parsing
from foedus.reading.grounding import Refusal, ground, selector
from foedus.reading.hedges import hedgings
from foedus.reading.lexicon import names, plover
from foedus.reading.library import library
from foedus.reading.paragraphs import paragraphs
from foedus.reading.proposal import (
    Hedging,
    Holder,
    HolderKind,
    Kind,
    Participant,
    Place,
    Proposal,
)
from foedus.states.roster import roster

PIECE = 6_000
"""Code points sent at once, whole paragraphs."""

NEAR = 120
"""Code points around a claim in which a hedge is looked for: assumed."""

MOST = 2**22
"""Bytes of an answer that are read; a longer one is refused."""

KEY = "FOEDUS_LLM_KEY"
"""Environment variable with the key of the address, where it asks for one."""

PROMPT = """You code claims in texts on international politics for human review.
Answer with one JSON object: {"claims": [...]}, and nothing else. Each claim has:
exact: the words of the claim, copied letter by letter from the text, one clause;
prefix: up to 30 letters that stand right before them, copied too;
kind: event, state, obligation, intent, perception, causal, forecast, evaluation, quantity;
actors, recipients: lists of ISO 3166-1 alpha-3 codes, or WEST, UN, NATO, EU;
plover: a PLOVER category in capitals, or null;
polarity: affirmed or denied;
voice: {"kind": author, official, government, collective, anonymous or theory, "name": who};
hedges: list of words that take something back, copied from the text.
Leave out what the text does not say. Never complete or correct a quotation."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which model, where, and how long to wait for each answer."""

    address: str
    """Up to and without `/chat/completions`, such as http://127.0.0.1:8080/v1."""
    model: str
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class _Voice:
    kind: HolderKind = "author"
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """One claim as a model gives it, checked for its form alone."""

    exact: str
    kind: Kind
    prefix: str = ""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    plover: str | None = None
    polarity: str = "affirmed"
    voice: _Voice = field(default_factory=_Voice)
    hedges: tuple[str, ...] = ()


def coder_of(asked: Asked) -> str:
    """Name a model with the digests of what it was told: prompt and codebook.

    >>> coder_of(Asked("http://127.0.0.1/v1", "tiny")).startswith("model tiny, prompt ")
    True
    """
    book = doors.digest([plover(), names().groups])
    return f"model {asked.model}, prompt {_short(PROMPT)}, codebook {book[:8]}"


def propose(layer: Layer, asked: Asked) -> tuple[tuple[Proposal, ...], tuple[Finding, ...]]:
    """Ask a model for the claims of a text; what it gets wrong is a finding.

    Raises
    ------
    NeedFault
        The extra `llm` is not installed.
    DataFault
        The address is none.
    """
    httpx = library("httpx", extra="llm")
    if not re.match(r"https?://\S+$", asked.address):
        raise DataFault(
            f"{asked.address!r} is no address",
            expected="http:// or https://, up to and without /chat/completions",
            where="the model",
            mend="give such as http://127.0.0.1:8080/v1",
        )
    found: list[Proposal] = []
    told: list[Finding] = []
    stem = layer.name.rpartition(".")[0] or layer.name
    with httpx.Client(headers=_headers()) as client:
        for piece in pieces(layer.text):
            words = layer.text[piece.start : piece.end]
            where = f"{layer.name}, at {piece.start}, {asked.model}"
            answer = _answer(httpx, client, asked, words, where)
            if isinstance(answer, Finding):
                told.append(answer)
                continue
            for raw in answer:
                one = _proposal(layer, piece, raw, where, told)
                if one is not None:
                    id = f"{stem}-m{len(found) + 1:03}"
                    found.append(replace(one, id=id, coder=coder_of(asked)))
    return tuple(found), tuple(told)


def pieces(text: str) -> tuple[Place, ...]:
    """Part a text into stretches of whole paragraphs that are sent one by one."""
    made: list[Place] = []
    for one in paragraphs(text):
        if made and one.end - made[-1].start <= PIECE:
            made[-1] = Place(made[-1].start, one.end)
        else:
            made.append(Place(one.start, one.end))
    return tuple(made)


def _headers() -> dict[str, str]:
    key = os.environ.get(KEY)
    return {"Authorization": f"Bearer {key}"} if key else {}


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def _answer(
    httpx: Any,  # noqa: ANN401  # a module without types
    client: Any,  # noqa: ANN401
    asked: Asked,
    words: str,
    where: str,
) -> list[Any] | Finding:
    """Ask once, and once again where the line broke; then say so."""
    trouble = "nothing was tried"
    for _ in range(2):
        try:
            return _claims(_text(httpx, client, asked, words))
        except httpx.TimeoutException:
            return _lost(where, f"no answer within {asked.seconds:g} seconds")
        except (httpx.HTTPError, httpx.InvalidURL) as broken:
            trouble = str(broken) or type(broken).__name__
        except (ValueError, KeyError, TypeError, IndexError, RecursionError) as broken:
            return _lost(where, f"the answer is not what was asked for: {broken}")
    return _lost(where, f"the line broke: {trouble}")


def _lost(where: str, why: str) -> Finding:
    return Finding(
        "doubt",
        where,
        f"{why[:200]}; the model proposes nothing here, what the rules found stays. Check "
        f"the address and the model, or read again without it",
    )


def _text(httpx: Any, client: Any, asked: Asked, words: str) -> str:  # noqa: ANN401
    """Send a piece and take the answer as it comes, within the time and the size."""
    body = {
        "model": asked.model,
        "temperature": 0,
        "seed": 1,
        "messages": [
            {"role": "system", "content": PROMPT},
            {"role": "user", "content": words},
        ],
    }
    until = monotonic() + asked.seconds
    held = b""
    with client.stream(
        "POST",
        asked.address.rstrip("/") + "/chat/completions",
        json=body,
        timeout=asked.seconds,
    ) as response:
        response.raise_for_status()
        for part in response.iter_bytes():
            held += part
            if monotonic() > until:
                # A server that drips keeps each read short, and would never time out.
                raise httpx.ReadTimeout("the answer drips")
            if len(held) > MOST:
                raise ValueError(f"longer than {MOST:,} bytes")
    content = json.loads(held)["choices"][0]["message"]["content"]
    if not isinstance(content, str):
        raise TypeError("its content is no text")
    return content


def _claims(content: str) -> list[Any]:
    """Take the claims out of an answer, with or without a fence about it."""
    bare = re.sub(r"^\s*```(?:json)?\s*|\s*```\s*$", "", content)
    claims = json.loads(bare)["claims"]
    if not isinstance(claims, list):
        raise TypeError("`claims` is no list")
    return claims


def _proposal(
    layer: Layer, piece: Place, raw: object, where: str, told: list[Finding]
) -> Proposal | None:
    """Let one claim through the gate, or tell why not."""
    try:
        said = doors.check(_Said, raw, where=where)
    except DataFault as fault:
        told.append(Finding("breach", where, f"{fault.found}; expected {fault.expected}"))
        return None
    words = layer.text[piece.start : piece.end]
    denied = said.polarity == "denied"
    found = ground(words, said.exact, prefix=said.prefix, denied=denied)
    if isinstance(found, Refusal):
        told.append(found.finding(where))
        return None
    place = Place(piece.start + found.start, piece.start + found.end)
    return Proposal(
        id="",
        document=layer.name,
        text_sha256=layer.text_sha256,
        selectors=(_at(layer, place),),
        kind=said.kind,
        participants=_participants(said, where, told),
        plover=said.plover if said.plover in plover().categories else None,
        polarity="denied" if said.polarity == "denied" else "affirmed",
        voice=_voice(said),
        hedges=_hedges(layer, place, said, where, told),
        checkability="partly",
    )


def _at(layer: Layer, place: Place) -> Selector:
    return selector(layer.text, place.start, place.end)


def _participants(said: _Said, where: str, told: list[Finding]) -> tuple[Participant, ...]:
    known = {str(state.id) for state in roster().states} | set(names().groups.values())
    given = [(e, "actor") for e in said.actors]
    given += [(e, "recipient") for e in said.recipients]
    for entity, _ in given:
        if entity not in known:
            told.append(Finding("doubt", where, f"{entity!r} is nobody that is known here"))
    return tuple(
        Participant(entity, cast("Any", role), "inferred")
        for entity, role in given
        if entity in known
    )


def _voice(said: _Said) -> tuple[Holder, ...]:
    author = Holder("author")
    if said.voice.kind == "author":
        return (author,)
    return (author, Holder(said.voice.kind, said.voice.name))


def _hedges(
    layer: Layer, near: Place, said: _Said, where: str, told: list[Finding]
) -> tuple[Hedging, ...]:
    """Keep the hedges that the tables know and that stand near the claim as given."""
    first = max(0, near.start - NEAR)
    known = hedgings(fold_for_parsing(layer.text[first : near.end + NEAR]))
    kept = []
    for given in said.hedges:
        held = [hedge for hedge in known if hedge.words.lower() == given.lower()]
        if not held:
            told.append(Finding("doubt", where, f"{given!r} is no hedge near the claim"))
            continue
        hedge = min(held, key=lambda h: abs(first + h.place.start - near.start))
        place = Place(first + hedge.place.start, first + hedge.place.end)
        kept.append(replace(hedge, place=place))
    return tuple(kept)
