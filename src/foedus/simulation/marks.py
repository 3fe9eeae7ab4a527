"""What both disputes and pacts do with words: mark, list the marked, note an event."""

import numpy as np

from foedus.simulation.compiled import compiled
from foedus.simulation.philox import WIDTH
from foedus.simulation.shapes import FULL, USED, Events, State
from foedus.simulation.treaties import FULL_EVENTS

LONGEST = 5.6
"""ln(1 + km / 100) that no distance on Earth reaches."""

WHOLE = 4294967296.0
"""Words there are."""


@compiled
def note(
    events: Events, state: State, run: int, year: int, kind: int, a: int, b: int, c: int,
    code: int,
) -> None:  # fmt: skip
    """Write an event down, if there is room; if not, say so."""
    place = state.ints[USED]
    if place >= len(events):
        state.ints[FULL] = FULL_EVENTS
        return
    one = events[place]
    one.run, one.year, one.kind = run, year, kind
    one.a, one.b, one.c, one.code = a, b, c, code
    state.ints[USED] = place + 1


@compiled
def places(state: State) -> int:
    """List the members that are marked, `State.some`; count them.

    Few are: 32 are looked at at once.
    """
    found = 0
    for block in range(0, WIDTH, 32):
        some = np.uint8(0)
        for k in range(block, block + 32):
            some |= state.mask[k]
        if some:
            for k in range(block, block + 32):
                if state.mask[k] and state.on_roster[k]:
                    state.some[found] = k
                    found += 1
    return found
