"""What a scenario changes in the world on a day: interventions, as data.

A change of a simulated world holds from the first of January of its year, since a run
knows no months. What a change does is fitted where the fits have a term for it: pacts,
disputes, capability, and trade between the two. What a leader's exit does to pacts is not
fitted: whoever tells it gives the size, and the size is an assumption.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class EndPact:
    """A treaty ends, by its name."""

    on: date
    name: str
    because: str = ""
    do: Literal["end"] = "end"


@dataclass(frozen=True, slots=True)
class AmendPact:
    """A treaty is made anew with other members or duties; what is left out stays."""

    on: date
    name: str
    members: tuple[StateId, ...] | None = None
    defence: bool | None = None
    peace: bool | None = None
    because: str = ""
    do: Literal["amend"] = "amend"


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


@dataclass(frozen=True, slots=True)
class Embargo:
    """States cut their trade with another by a share."""

    on: date
    target: StateId
    members: tuple[StateId, ...]
    depth: float = 1.0
    because: str = ""
    do: Literal["embargo"] = "embargo"


@dataclass(frozen=True, slots=True)
class LeaderExit:
    """A leader leaves; `ends_times` multiplies the odds that its pacts end that year."""

    on: date
    state: StateId
    ends_times: float
    because: str
    do: Literal["leader_exit"] = "leader_exit"


Change = FormPact | EndPact | AmendPact | Act | Shock | Embargo | LeaderExit
