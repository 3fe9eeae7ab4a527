"""Who sanctions whom: as a case names it, or a file of one's own.

A coalition's file is YAML with the keys of `Coalition`; all but the target and the members
may be left out.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from foedus import doors
from foedus.faults import CaseFault
from foedus.states.roster import StateId, roster


@dataclass(frozen=True, slots=True)
class Coalition:
    """States that sanction another."""

    target: StateId
    members: tuple[StateId, ...] = ()
    group: str = ""
    """A group of the case whose states are members too."""
    kind: Literal["complete", "partial", "export", "import"] = "complete"
    """What is barred: all trade, part of it, what members sell, or what they buy."""
    since: int | None = None
    """Year from which trade shows it; None where it is only thought of."""
    depth: float | None = None
    """How far all members go, 0 to 1; None takes the case's own range."""
    depths: dict[StateId, float] = field(default_factory=dict)
    """Member -> its own depth, where it differs."""
    enforcement: dict[StateId, float] = field(default_factory=dict)
    """Third state -> the share of the cost it enforces on goods in transit, where known."""
    transit: str = ""
    """A group of the case through which goods may go round."""
    hubs: tuple[StateId, ...] = ()
    """States besides that goods may go through."""
    because: str = ""

    def of(self, groups: dict[str, tuple[StateId, ...]], *, where: str) -> "Coalition":
        """Put the states of its groups in place of their names.

        Raises
        ------
        CaseFault
            There is no such group, no member, a state is none, or the target is a member.
        """
        lost = [name for name in (self.group, self.transit) if name and name not in groups]
        if lost:
            raise CaseFault(
                f"no group {lost[0]!r}",
                expected=f"one of {', '.join(sorted(groups)) or '(none)'}",
                where=where,
                mend="name a group of the case, or list the states under members or hubs",
            )
        members = dict.fromkeys((*self.members, *groups.get(self.group, ())))
        hubs = dict.fromkeys((*self.hubs, *groups.get(self.transit, ())))
        out = {*members, self.target}
        whole = replace(
            self,
            members=tuple(members),
            hubs=tuple(hub for hub in hubs if hub not in out),
            group="",
            transit="",
        )
        _refuse_strangers(whole, where)
        return whole


def read_coalition(path: Path) -> Coalition:
    """Read a coalition from a file of one's own.

    Raises
    ------
    CaseFault
        The file cannot be read, or does not say who sanctions whom.
    """
    text = doors.read_text(path, fault=CaseFault)
    return doors.read_yaml(Coalition, text, where=str(path), fault=CaseFault)


def _refuse_strangers(made: Coalition, where: str) -> None:
    named = (made.target, *made.members, *made.hubs, *made.depths, *made.enforcement)
    for state in named:
        if state not in roster().ids:
            raise CaseFault(
                f"{state!r} is no state",
                expected="ids of the roster of states",
                where=where,
                mend="look it up by `foedus states NAME`",
            )
    if not made.members or made.target in made.members:
        raise CaseFault(
            f"{len(made.members)} member(s) against {made.target}"
            + (", which is one of them" if made.target in made.members else ""),
            expected="one member or more, the target not among them",
            where=where,
            mend="list who sanctions under members",
        )
    shares = [made.depth or 0.0, *made.depths.values(), *made.enforcement.values()]
    out = [share for share in shares if not 0 <= share <= 1]
    if out or (lost := sorted(made.depths.keys() - set(made.members))):
        raise CaseFault(
            f"depths or enforcement of {out or lost}",
            expected="0 to 1, and depths of members only",
            where=where,
            mend="depth 1 is the estimated effect of the kind; none is deeper",
        )
