"""What a scenario changes, as a file of one's own.

A YAML file with a list `changes`; each says what it does by `do`: form, end, amend, act,
shock, embargo, leader_exit or neutral, on which day by `on`, and why by `because`. States
go by any name or code in use on the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from foedus import doors
from foedus.faults import CaseFault, DataFault
from foedus.states.roster import roster
from foedus.world.change import Change

_STATES = ("state", "attacker", "victim", "target")
_LISTS = ("members", "owing")


@dataclass(frozen=True, slots=True)
class _Changes:
    changes: tuple[Annotated[Change, Field(discriminator="do")], ...]


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
    try:
        read = doors.read_yaml(_Changes, text, where=str(path), fault=CaseFault).changes
    except DataFault as fault:
        raise CaseFault(
            fault.found, expected=fault.expected, where=f"{path}: {fault.where}",
            mend=fault.mend,
        ) from fault  # fmt: skip
    if not read:
        raise CaseFault(
            "no change",
            expected="a list `changes` with one entry or more",
            where=str(path),
            mend="write what is done, as docs/simulation.md shows",
        )
    return tuple(_named(one) for one in read)


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
