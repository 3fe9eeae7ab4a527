"""Contested issues: those of a case, or a file of one's own.

A file is YAML with a list `issues`, each as a case's issues.yaml has it: a question, a line
from 0 to 100 with described points, where things stand, and for each stakeholder low, most
likely and high of position, salience and influence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from foedus import doors
from foedus.cases.case import Issue, Stake
from foedus.faults import CaseFault

LINE = (0.0, 100.0)
"""Ends of every issue's line; salience and influence go from 0 to 100 too."""


@dataclass(frozen=True, slots=True)
class _File:
    issues: tuple[Issue, ...]
    status: str = ""
    left_out: tuple[str, ...] = ()


def read_issues(path: Path) -> tuple[Issue, ...]:
    """Read issues from a file of one's own.

    Raises
    ------
    CaseFault
        The file cannot be read, holds no issue, or a number of it is off its scale.
    """
    text = doors.read_text(path, fault=CaseFault)
    issues = doors.read_yaml(_File, text, where=str(path), fault=CaseFault).issues
    if not issues:
        raise CaseFault(
            "the file holds no issue",
            expected="one issue or more under `issues`",
            where=str(path),
            mend="write them as docs/bargaining.md shows",
        )
    refuse_unsound(issues, where=str(path))
    return issues


def refuse_unsound(issues: Iterable[Issue], *, where: str) -> None:
    """Refuse issues that stand twice, have no stakeholder, or a number off its scale.

    Raises
    ------
    CaseFault
        With the issue and the stakeholder.
    """
    seen: set[str] = set()
    for issue in issues:
        if issue.id in seen:
            raise CaseFault(
                f"the issue {issue.id!r} stands twice",
                expected="each issue once",
                where=where,
                mend="drop one, or give it an id of its own",
            )
        seen.add(issue.id)
        if not issue.actors:
            raise CaseFault(
                f"nobody has a stake in {issue.id!r}",
                expected="one stakeholder or more under `actors`",
                where=f"{where}, issue {issue.id}",
                mend="name who cares about it, with position, salience and influence",
            )
        points = [issue.status_quo, *map(float, issue.continuum)]
        if off := [point for point in points if not LINE[0] <= point <= LINE[1]]:
            raise CaseFault(
                f"a point of the line stands at {off[0]:g}",
                expected="described points and status_quo from 0 to 100",
                where=f"{where}, issue {issue.id}",
                mend="put the ends of what could happen at 0 and 100",
            )
        for actor, stake in issue.actors.items():
            _refuse_stake(stake, f"{where}, issue {issue.id}, stakeholder {actor}")


def _refuse_stake(stake: Stake, where: str) -> None:
    for name in ("position", "salience", "influence"):
        low, mode, high = getattr(stake, name)
        if not LINE[0] <= low <= mode <= high <= LINE[1]:
            raise CaseFault(
                f"{name} is {low:g}, {mode:g}, {high:g}",
                expected="low, most likely and high in that order, each from 0 to 100",
                where=where,
                mend="order the three, and keep them on the scale",
            )
