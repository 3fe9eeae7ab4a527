"""How a joiner came to join: of itself, bound to who was struck, or called by a joiner.

Whoever joins without owing defence to anybody on its side joins of itself, in round 1. Who
owes it to the one that began on its side is bound by that pact, in round 1 too. Who would
have stayed out and owes it to a joiner is called by that one, in the next round.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from foedus.simulation.callers import CODE
from foedus.states.roster import StateId

Way = Literal["itself", "bound", "called"]


@dataclass(frozen=True, slots=True, order=True)
class Path:
    """The way by which a state joins.

    Attributes
    ----------
    round
        1 for who chooses in view of the first two alone, 2 for whom a joiner of the first
        round called, and so on.
    caller
        To whom defence is owed; None for who joins of itself.
    pact
        The treaty by which it is owed, by its name in the scenario.
    """

    round: int = 1
    caller: StateId | None = None
    pact: str | None = None

    @property
    def way(self) -> Way:
        """Tell which of the three ways it is."""
        if self.caller is None:
            return "itself"
        return "bound" if self.round == 1 else "called"


def path_of(code: int, ids: tuple[StateId, ...], pacts: Mapping[int, str]) -> Path:
    """Read the path that the event of a joiner carries.

    Parameters
    ----------
    code
        As the event has it.
    ids
        Names of places, as `Scenario.names` gives them.
    pacts
        Number of a treaty -> its name; one signed in the run itself has none there.

    Examples
    --------
    >>> path_of(0, (), {}).way
    'itself'
    >>> path_of((2 << 48) | (1 << 32) | 7, (StateId("USA"),), {7: "usa_kor_1953"})
    Path(round=2, caller='USA', pact='usa_kor_1953')
    """
    if code == 0:
        return Path()
    named = pacts.get(code & CODE, "a pact signed in the run")
    return Path(code >> 48, ids[((code >> 32) & 0xFFFF) - 1], named)
