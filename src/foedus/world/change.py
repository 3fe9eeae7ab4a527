"""What a scenario changes in the world on a day: interventions, as data.

A change of a simulated world holds from the first of January of its year, since a run
knows no months. What a change does is fitted where the fits have a term for it: pacts,
disputes, capability, and trade between the two. What a leader's exit does to pacts is not
fitted: whoever tells it gives the size, and the size is an assumption.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.faults import DataFault
from foedus.states.roster import StateId


@dataclass(frozen=True, slots=True)
class FormPact:
    """States sign a pact; `owing` are those who owe the others defence, all if none."""

    on: date
    name: str
    members: tuple[StateId, ...]
    defence: bool = True
    owing: tuple[StateId, ...] = ()
    peace: bool = False
    unlimited: bool = False
    open: bool = False
    because: str = ""
    do: Literal["form"] = "form"

    def __post_init__(self) -> None:
        if len(set(self.members)) < 2 or not set(self.owing) <= set(self.members):
            raise DataFault(
                f"members {list(self.members)}, owing {list(self.owing)}",
                expected="two members or more, those who owe among them",
                where=f"the pact {self.name} that is formed",
                mend="list every member once, and as owing some of them or none",
            )


@dataclass(frozen=True, slots=True)
class EndPact:
    """A treaty ends, by its name."""

    on: date
    name: str
    because: str = ""
    do: Literal["end"] = "end"


@dataclass(frozen=True, slots=True)
class AmendPact:
    """A treaty is made anew with other members or duties; what is left out stays.

    `owing` are those who owe the others defence from then on; an empty list frees all.
    """

    on: date
    name: str
    members: tuple[StateId, ...] | None = None
    defence: bool | None = None
    peace: bool | None = None
    owing: tuple[StateId, ...] | None = None
    because: str = ""
    do: Literal["amend"] = "amend"

    def __post_init__(self) -> None:
        if self.owing is not None and self.defence is not None:
            raise DataFault(
                f"defence {self.defence}, owing {list(self.owing)}",
                expected="one of the two: who owes defence tells whether anybody does",
                where=f"the pact {self.name} that is amended",
                mend="leave `defence` out",
            )
        if self.owing and self.members and not set(self.owing) <= set(self.members):
            raise DataFault(
                f"members {list(self.members)}, owing {list(self.owing)}",
                expected="those who owe among the members",
                where=f"the pact {self.name} that is amended",
                mend="list as owing some of the members",
            )
        if self.members is not None and len(set(self.members)) < 2:
            raise DataFault(
                f"members {list(self.members)}",
                expected="two members or more",
                where=f"the pact {self.name} that is amended",
                mend="end the pact instead",
            )


@dataclass(frozen=True, slots=True)
class Act:
    """A state begins a dispute with another; `war` None leaves it to chance."""

    on: date
    attacker: StateId
    victim: StateId
    war: bool | None = None
    because: str = ""
    do: Literal["act"] = "act"


@dataclass(frozen=True, slots=True)
class Shock:
    """The capability of a state is multiplied."""

    on: date
    state: StateId
    times: float
    because: str = ""
    do: Literal["shock"] = "shock"

    def __post_init__(self) -> None:
        _above_nothing(self.times, f"the capability of {self.state}")


@dataclass(frozen=True, slots=True)
class Embargo:
    """States cut their trade with another by a share."""

    on: date
    target: StateId
    members: tuple[StateId, ...]
    depth: float = 1.0
    because: str = ""
    do: Literal["embargo"] = "embargo"

    def __post_init__(self) -> None:
        if not 0 <= self.depth <= 1 or self.target in self.members or not self.members:
            raise DataFault(
                f"an embargo of {list(self.members)} to a depth of {self.depth:g}",
                expected="members, the target not among them, and a depth from 0 to 1",
                where=f"the embargo on {self.target}",
                mend="list who bars trade; a depth of 1 bars all of it",
            )


@dataclass(frozen=True, slots=True)
class LeaderExit:
    """A leader leaves; `ends_times` multiplies the odds that its pacts end that year."""

    on: date
    state: StateId
    ends_times: float
    because: str
    do: Literal["leader_exit"] = "leader_exit"

    def __post_init__(self) -> None:
        _above_nothing(self.ends_times, f"the exit of the leader of {self.state}")


@dataclass(frozen=True, slots=True)
class Neutral:
    """A state declares itself neutral and keeps to it: it joins no dispute of others.

    Its pacts stand and deter as before; it may begin disputes or be the target of one. It
    holds to the end of the runs, or to the first of January of the year of `until`.
    """

    on: date
    state: StateId
    until: date | None = None
    because: str = ""
    do: Literal["neutral"] = "neutral"

    def __post_init__(self) -> None:
        if self.until is not None and self.until.year <= self.on.year:
            raise DataFault(
                f"neutral from {self.on} until {self.until}",
                expected="an end in a later year",
                where=f"the neutrality of {self.state}",
                mend="a change holds for whole years: let it end later, or leave it out",
            )


Change = FormPact | EndPact | AmendPact | Act | Shock | Embargo | LeaderExit | Neutral


def _above_nothing(times: float, where: str) -> None:
    if not 0 < times < float("inf"):
        raise DataFault(
            f"{times:g} times",
            expected="a number above 0",
            where=where,
            mend="write 0.5 for half, 2 for twice, 1 for no change",
        )
