"""Where stakeholders stand on an issue, as draws: what claims stand behind, what is judged.

Numbers on an issue are judgements: low, most likely, high, drawn as triangles. Some lean on
claims, some on nothing that was known by the day; the two are told apart. A case may bind a
number to claims by a parameter `response.ISSUE.ACTOR.position` (or salience, influence);
then it is drawn from what the claims pool to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from foedus.bargaining.stakes import Stakes, stakes_of
from foedus.cases.case import Case, Issue
from foedus.chance import Stream
from foedus.faults import CaseFault
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim
from foedus.ledger.pool import pool, weigh
from foedus.states.roster import StateId, roster

Floats = NDArray[np.float64]
FIELDS = ("position", "salience", "influence")
BOUND = "response"
"""How the parameters begin by which a case binds a number of an issue to claims."""


@dataclass(frozen=True, slots=True, eq=False)
class Standpoints:
    """An issue with its stakeholders drawn.

    Attributes
    ----------
    rests_on
        Stakeholder -> the entries known by the day that its numbers lean on; empty where
        they are judgement only.
    bound
        Numbers that are drawn from claims, as (stakeholder, field).
    """

    issue: Issue
    stakes: Stakes
    rests_on: Mapping[str, tuple[str, ...]]
    bound: tuple[tuple[str, str], ...] = ()

    @property
    def entries(self) -> tuple[str, ...]:
        """Name all entries that anything here leans on, each once."""
        return tuple(dict.fromkeys(id for held in self.rests_on.values() for id in held))

    @property
    def judged(self) -> tuple[str, ...]:
        """Name the stakeholders behind whom no claim stands that was known."""
        return tuple(actor for actor, held in self.rests_on.items() if not held)

    @property
    def id(self) -> str:
        """Begin the ids of results on this issue."""
        return f"{BOUND}.{self.issue.id}"


def standpoints(case: Case, issue: Issue, *, stream: Stream, runs: int) -> Standpoints:
    """Draw what each stakeholder wants, how much it cares, and what it can do.

    Raises
    ------
    DataFault
        What a number is bound to lies off its scale.
    """
    known = {claim.id for claim in standing(case.book, Claim)}
    bindings = {b.parameter: b for b in standing(case.book, Binding)}
    columns: dict[str, list[Floats]] = {field: [] for field in FIELDS}
    rests_on: dict[str, tuple[str, ...]] = {}
    bound = []
    for actor, stake in issue.actors.items():
        held = [id for id in stake.rests_on if id in known]
        for field in FIELDS:
            key = f"{BOUND}.{issue.id}.{actor}.{field}"
            inner = stream.child(issue.id, actor, field)
            binding = bindings.get(key)
            if binding is not None and weigh(binding, case.book):
                drawn = pool(binding, case.book, stream=inner, runs=runs)
                columns[field].append(drawn.draws)
                held += [f"binding:{key}", *(share.claim.id for share in drawn.shares)]
                bound.append((actor, field))
            else:
                columns[field].append(_triangle(getattr(stake, field), inner, runs))
        rests_on[actor] = tuple(dict.fromkeys(held))
    stacked = (np.column_stack(columns[field]) for field in FIELDS)
    return Standpoints(
        issue, stakes_of(tuple(issue.actors), *stacked), rests_on, tuple(bound)
    )


def _triangle(told: tuple[float, float, float], stream: Stream, runs: int) -> Floats:
    low, mode, high = told
    if low == high:
        return np.full(runs, low)
    return stream.generator().triangular(low, mode, high, runs)


def less(issues: Iterable[Issue], actor: str) -> tuple[Issue, ...]:
    """Leave a stakeholder out of the issues in which it has a stake.

    Raises
    ------
    CaseFault
        It has none in any, or nobody else has one.
    """
    given = tuple(issues)
    every = sorted({name for issue in given for name in issue.actors})
    if actor not in every:
        near = get_close_matches(actor, every, n=1, cutoff=0.5)
        raise CaseFault(
            f"no stakeholder {actor!r} in any issue",
            expected=f"one of {', '.join(every) or '(none)'}",
            where="--without",
            mend=f"did you mean {near[0]}?" if near else "spell it as the issues do",
        )
    kept = tuple(
        replace(issue, actors={k: v for k, v in issue.actors.items() if k != actor})
        for issue in given
    )
    if alone := [issue.id for issue in kept if not issue.actors]:
        raise CaseFault(
            f"without {actor} nobody has a stake in {alone[0]!r}",
            expected="one stakeholder or more left",
            where="--without",
            mend="leave another out, or drop the issue",
        )
    return kept


def called(actor: str) -> str:
    """Call a stakeholder as people do, by the state in its id where there is one.

    >>> called("KOR_government"), called("CHN"), called("NATO_EU")
    ('South Korea, government', 'China', 'NATO and EU')
    """
    state, _, rest = actor.partition("_")
    if state in roster().ids:
        name = roster().state(StateId(state)).name
        return f"{name}, {rest.replace('_', ' ')}" if rest else name
    return " and ".join(actor.split("_")) if actor.isupper() else actor.replace("_", " ")
