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

SHORT = 65536.0
"""Half words there are."""


@compiled
def falls(short: int, rest: np.uint32, chance: float) -> bool:
    """Tell whether a draw of 48 bits, half a word and a word, falls below a chance.

    >>> falls(1 << 15, np.uint32(0), 0.5), falls((1 << 15) - 1, np.uint32(1), 0.5)
    (False, True)
    """
    return bool(np.float64(short) * WHOLE + np.float64(rest) < chance * (SHORT * WHOLE))


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

    In most rows none is, which the compiler sees from eight marks at a time.
    """
    found, some = 0, np.uint8(0)
    for k in range(WIDTH):
        some |= state.mask[k]
    if not some:
        return 0
    for k in range(WIDTH):
        if state.mask[k] and state.on_roster[k]:
            state.some[found] = k
            found += 1
    return found
