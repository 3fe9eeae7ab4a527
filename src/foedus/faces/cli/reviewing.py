"""What a reviewer sees and types, one proposed claim after the other.

Every key writes at once; whoever stops, by `q`, Ctrl-C or a broken line, goes on later
where he was. It asks through two functions, so that a test can be the reviewer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from foedus.faults import DataFault, LedgerFault
from foedus.reading.links import Candidate
from foedus.reading.proposal import Proposal
from foedus.reading.review import (
    RELATIONS,
    check_link,
    coded,
    corrected,
    decide,
    decisions,
    place_of,
    waiting,
)

KEYS = (
    "a accept · c correct a field · r reject · m merge into another · l link to another · "
    "s skip · q stop · ? this line"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What one reviewer works with."""

    proposals: Sequence[Proposal]
    candidates: Sequence[Candidate]
    journal: Path
    who: str
    key: Callable[[], str]
    """Gives the key that was pressed."""
    line: Callable[[str], str]
    """Asks for a line of text."""
    show: Callable[[str], None]
    """Shows some lines."""


def review(desk: Desk) -> int:
    """Go through what is waiting; give how many decisions were made."""
    made = 0
    left = waiting(desk.proposals, decisions(desk.journal), desk.who)
    desk.show(f"{len(left)} of {len(desk.proposals)} claims are waiting for {desk.who}.")
    for number, one in enumerate(left, 1):
        desk.show(shown(one, desk.candidates, f"{number} of {len(left)}"))
        outcome = _one(desk, one)
        made += outcome == "decided"
        if outcome == "stop":
            break
    return made


def _one(desk: Desk, one: Proposal) -> str:
    """Take keys until a claim is decided, skipped, or the reviewer stops."""
    first = one
    while True:
        match desk.key():
            case "a":
                _post(desk, one, "accepted" if one is first else "corrected")
                return "decided"
            case "r":
                _post(desk, one, "rejected", reason=desk.line("Why"))
                return "decided"
            case "m":
                if _related(desk, one, "merged"):
                    return "decided"
            case "l":
                _related(desk, one, "linked")
            case "c":
                one = _changed(desk, one)
                desk.show(_fields(one))
            case "s":
                return "skipped"
            case "q" | "\x03" | "\x04" | "":
                return "stop"
            case _:
                desk.show(KEYS)


def _changed(desk: Desk, one: Proposal) -> Proposal:
    try:
        return corrected(one, desk.line("Field").strip(), desk.line("Value"))
    except DataFault as fault:
        desk.show(f"{fault.found}. Expected: {fault.expected}.")
        return one


def _related(desk: Desk, one: Proposal, verdict: str) -> bool:
    """Merge or link, and tell whether it was done."""
    other = desk.line("Id of the other claim").strip()
    relation = (
        desk.line(f"Relation ({', '.join(RELATIONS)})").strip()
        if verdict == "linked"
        else "extends"
    )
    try:
        check_link(one.id, other, relation, (p.id for p in desk.proposals))
    except LedgerFault as fault:
        desk.show(f"{fault.found}. Expected: {fault.expected}.")
        return False
    reason = desk.line("Why") if verdict == "linked" else ""
    where = next(place_of(p) for p in desk.proposals if p.id == other)
    _post(
        desk,
        one,
        verdict,
        other=other,
        other_place=where,
        relation=relation if verdict == "linked" else None,
        reason=reason,
    )
    return True


def _post(desk: Desk, one: Proposal, verdict: str, **more: str | None) -> None:
    found = decide(
        desk.journal,
        one,
        verdict,  # type: ignore[arg-type]
        who=desk.who,
        when=datetime.now(UTC),
        **more,  # type: ignore[arg-type]
    )
    for finding in found:
        desk.show(f"{finding.weight}: {finding.where}: {finding.remark}")
    desk.show(f"{one.id}: {verdict}")


def shown(one: Proposal, candidates: Sequence[Candidate], place: str) -> str:
    """Show a claim with all that it was read as."""
    [first, *_] = one.selectors
    near = [c for c in candidates if one.id in (c.a, c.b)]
    said = " → ".join(h.name or h.kind for h in one.voice)
    lines = [
        "",
        f"[{place}] {one.id} in {one.document}, at {first.start}",
        f"  …{_flat(first.prefix)}>>>{_flat(one.exact)}<<<{_flat(first.suffix)}…",
        f"  on the word of: {said}",
        _fields(one),
        *(f"  figure: {f.words} [{f.operator}] {f.referent or ''}" for f in one.figures),
        *_other_days(one),
        *(f"  {c.relation}? {c.b if c.a == one.id else c.a}: {c.reason}" for c in near[:4]),
        KEYS,
    ]
    return "\n".join(lines)


def _other_days(one: Proposal) -> list[str]:
    if one.time is None or not one.time.rejected:
        return []
    return [f"  time may also be: {', '.join(one.time.rejected)}"]


def _fields(one: Proposal) -> str:
    fields: Mapping[str, str] = coded(one)
    return "\n".join(f"  {field}: {value}" for field, value in fields.items() if value)


def _flat(text: str) -> str:
    return " ".join(text.split())
