"""What a scenario changes, as a file of one's own.

A YAML file with a list `changes`; each says what it does by `do`: form, end, amend, act,
shock, embargo, leader_exit or neutral, on which day by `on`, and why by `because`. States
go by any name or code in use on the day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from foedus import doors
from foedus.faults import CaseFault, StateFault
from foedus.states.roster import roster
from foedus.world.change import Change

_STATES = ("state", "attacker", "victim", "target")
_LISTS = ("members", "owing")


_KINDS: Mapping[str, type[Change]] = {
    str(field.default): kind
    for kind in get_args(Change)
    for field in fields(kind)
    if field.name == "do"
}
"""What a change may do -> what it is read as."""


@dataclass(frozen=True, slots=True)
class _Listed:
    changes: tuple[dict[str, Any], ...]


def read_changes(path: Path) -> tuple[Change, ...]:
    """Read the changes of a scenario.

    Raises
    ------
    CaseFault
        The file cannot be read, changes nothing, or does not say what it changes.
    StateFault
        A name means no state on the day.
    """
    text = doors.read_text(path, fault=CaseFault)
    read = doors.read_yaml(_Listed, text, where=str(path), fault=CaseFault).changes
    if not read:
        raise CaseFault(
            "no change",
            expected="a list `changes` with one entry or more",
            where=str(path),
            mend="write what is done, as docs/simulation.md shows",
        )
    lines = doors.lines_of(text, "changes")
    return tuple(
        _read(one, where=f"{path}:{line}") for one, line in zip(read, lines, strict=True)
    )


def _read(told: dict[str, Any], *, where: str) -> Change:
    """Read one change, and put ids in place of the names of states."""
    do = str(told.get("do"))
    if do not in _KINDS:
        near = get_close_matches(do, list(_KINDS), n=1)
        raise CaseFault(
            f"a change that does {do!r}" if "do" in told else "a change without `do`",
            expected=f"one of {', '.join(_KINDS)}",
            where=where,
            mend=f"did you mean {near[0]}?" if near else "say by `do` what it does",
        )
    one = doors.check(_KINDS[do], told, where=lambda _: where, fault=CaseFault)
    try:
        return _named(one)
    except StateFault as fault:
        raise StateFault(
            fault.found, expected=fault.expected, where=where, mend=fault.mend
        ) from fault


def _named(one: Change) -> Change:
    """Put ids in place of the names of states."""
    held = {field.name for field in fields(one)}
    meant: dict[str, Any] = {
        name: roster().find(getattr(one, name), day=one.on)
        for name in _STATES
        if name in held
    }
    for name in _LISTS:
        listed: Sequence[str] | None = getattr(one, name, None)
        if listed is not None:
            meant[name] = tuple(roster().find(state, day=one.on) for state in listed)
    return replace(one, **meant)
