"""What kernels hold: the scenario, one draw of its rates, the state of a run, events.

Each is one record, a block of memory with named arrays in it, so that a kernel hands it on
as one pointer. Every array has a place for each state of the roster: a state keeps its
place and its draws whoever else is there. What one run alters, the first part of `State`,
takes less than a megabyte, which a core's second cache holds, and is taken through all its
years before the next run begins; what it works in is the second part.

This file is long because records and what their fields mean stand together.
"""

from collections.abc import Sequence
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from foedus.simulation.pairs import PAIRS
from foedus.simulation.philox import WIDTH
from foedus.terms.system import FIXED as FIXED_TERMS

F8 = NDArray[np.float64]
F4 = NDArray[np.float32]
I8 = NDArray[np.int64]
I4 = NDArray[np.int32]
I2 = NDArray[np.int16]
U8 = NDArray[np.uint64]
U4 = NDArray[np.uint32]
U2 = NDArray[np.uint16]
B1 = NDArray[np.uint8]
Events = NDArray[Any]
"""Events in order, (E,), of type `EVENT`."""

LANES = WIDTH // 64
"""Words of 64 bits that hold a set of states."""

MOST_TREATIES = 1536
"""Treaties that one run can hold, those that ended among them."""

MOST_MANY = 160
"""Pacts of more than two states that one run can hold."""

MOST_TOUCHED = 4096
"""Pairs that a run may alter before all pairs are set back instead."""

MOST_BEGUN = 4096
"""Disputes that may begin in a year, pacts that may be signed, and states that may enter.
"""

MOST_YEARS, MOST_MOVES = 64, 2048

MOST_STRAINS, MOST_BOUND = 16, 64
"""Strains of a scenario, and treaties that they weigh on, one of each strain counting one.
"""

PEACE, UNLIMITED, OPEN, MAJOR, SIZE = range(5)
CLAUSES = 5
"""What is held of a treaty: its clauses, whether a major power is in, how many are."""

MOST_FOUNDED = 16
"""Pacts of many that one year can found."""

DISPUTE, JOINED, SIGNED, ENTERED, ENDED, LEADER, FOUNDED, FOUNDER, BORN, DIED = range(10)
"""Kinds of events."""

KINDS = (
    "disputes", "joined", "signed", "entered", "ended", "leaders", "founded", "founders",
    "born", "died",
)  # fmt: skip
COUNTED = (*KINDS, "wars")
"""What is counted in each year of each run; wars are disputes too."""
WARS = len(KINDS)

OF_ITSELF, ORDERED, REPLACED, BEREFT = range(4)
"""How a treaty ended, `c` of its event: by its hazard, as the scenario wills, as the two
signed another, or as a state that was in it is no more."""

ONSET, FORMATION, TERMINATION, ACCESSION, JOINING = range(5)
"""Year effects."""
EFFECTS = 5

UNBORN = 255
"""Stands in `State.since` for a place that no state has taken yet."""

FOUNDING, BIRTHS = range(2)
"""Counts of years that bunch, `Fixed.counts`."""

PROCESSES = (
    "onset", "war", "joining", "wave", "formation", "kind", "termination", "accession",
    "capability", "turnover", "year onset", "year formation", "year termination",
    "year accession", "year joining", "replacement", "founding", "taken", "births",
    "leaving",
)  # fmt: skip
"""Processes that draw, each by a key of its own."""
(
    K_ONSET, K_WAR, K_JOINING, K_WAVE, K_FORMATION, K_KIND, K_TERMINATION, K_ACCESSION,
    K_CAPABILITY, K_TURNOVER, K_YEAR,
) = range(11)  # fmt: skip
K_REPLACEMENT, K_FOUNDING, K_TAKEN, K_BIRTHS, K_LEAVING = range(15, 20)

SHOCK, EMBARGO, ACT, EXIT, NEUTRAL = range(5)
"""What a scenario may do in a year, besides beginning and ending pacts."""

TREATIES, MANY, TOUCHED, FULL, USED, MEMBERS = range(6)
"""Places in `State.ints`: treaties, pacts of many, touched pairs, what ran full, events,
and how many states there are."""

(
    PAIR_PRIOR, BUSY_PRIOR, SIGNING_PRIOR, DRIFT, WAVE_SIGMA, WAVE_SHIFT, WAR_SIGMA,
    WAR_SHIFT, TURNOVER, UNREST, OTHERS, REPLACING, TAKEN_SIGMA, TAKEN_SHIFT,
) = range(14)  # fmt: skip
"""Places in `Fixed.scalars`; `OTHERS` is ln of how many others there are."""

KEPT, BUNCH, STOCK, COUNTED_YEARS = range(4)
"""Columns of `Fixed.counts`: what a year leaves, the size of the negative binomial law, and
what was counted in how many years, both fading."""

_Field = tuple[str, str, tuple[int, ...]]
_W, _P, _M = (WIDTH,), (MOST_TREATIES,), (MOST_MANY,)
_WW, _SETS = (WIDTH, WIDTH), (WIDTH, LANES)

EVENT = np.dtype(
    [("run", "u4"), ("year", "u1"), ("kind", "u1"), ("a", "i2"), ("b", "i2"), ("c", "i2"),
     ("code", "i8")]
)  # fmt: skip
"""Who did what to whom: `a` and `b` are places of states; `c` tells war, the originator of
the opposed side, defence, or that the scenario willed it; `code` names a treaty, and of a
joiner the path, as `simulation.paths` reads it."""

FIXED = np.dtype(
    [
        ("members", "i8"), ("year", "i8"), ("gap", "i8"), ("treaties", "i8"),
        ("moved", "i8"), ("alive", "i8", _W), ("on_roster", "u1", _W), ("cap", "f8", _W),
        ("major", "f8", _W), ("dem", "f8", _W), ("age", "f8", _W), ("near", "f4", _WW),
        ("ldist", "f4", _WW), ("region", "u1", _WW),
        ("features_onset", "f4", (len(FIXED_TERMS["onset"]), *_WW)),
        ("features_formation", "f4", (len(FIXED_TERMS["formation"]), *_WW)),
        ("disputes", "f4", _WW), ("told", "f4", _WW), ("busy", "f8", _W),
        ("signed", "f8", _W), ("told_busy", "f8", (MOST_YEARS, WIDTH)),
        ("told_signed", "f8", (MOST_YEARS, WIDTH)), ("code", "i8", _P), ("born", "i2", _P),
        ("inside", "u8", (MOST_TREATIES, LANES)), ("owing", "u8", (MOST_TREATIES, LANES)),
        ("clauses", "i2", (MOST_TREATIES, CLAUSES)), ("begins", "i8", _P),
        ("ends", "i8", _P), ("moves", "i8", (MOST_MOVES, 4)), ("sizes", "f8", MOST_MOVES),
        ("shut", "u8", _SETS), ("effects", "f8", (EFFECTS, 6)), ("scalars", "f8", 24),
        ("on", "u1", 32), ("keys", "u8", (32, 2)), ("young", "f8", _W),
        ("could_be", "u1", _W),
        ("possibles", "i8"), ("nearby", "i8"), ("possible", "i8", _W), ("parent", "i8", _W),
        ("rate_busy", "f8", _W), ("rate_signed", "f8", _W), ("counts", "f8", (2, 4)),
        ("clause_sets", "f8", 16),
        ("strains", "i8"), ("bound", "i8"), ("strain_keys", "u8", (MOST_STRAINS, 2)),
        ("strain_years", "i8", MOST_STRAINS), ("strain_again", "u1", MOST_STRAINS),
        ("strain_row", "i8", MOST_BOUND), ("strain_code", "i8", MOST_BOUND),
        ("watched", "i8"),
    ],
    align=True,
)  # fmt: skip

RATES = np.dtype(
    [
        ("onset", "f8", 14), ("formation", "f8", 10), ("war", "f8", 10),
        ("joining", "f8", 15), ("kind", "f8", 5), ("termination", "f8", 8),
        ("accession", "f8", 8), ("base_onset", "f4", _WW), ("base_formation", "f4", _WW),
        ("pledge", "f8", 2), ("tie", "f8", 3), ("founder", "f8", 4), ("partner", "f8", 5),
        ("taken", "f8", 7), ("leaving", "f8", 1),
        ("strain_chance", "f8", (MOST_STRAINS, MOST_YEARS)),
        ("strain_odds", "f8", MOST_STRAINS),
    ],
    align=True,
)  # fmt: skip


ALTERED: Sequence[_Field] = (
    ("e", "u2", _WW), ("f", "u2", (PAIRS,)), ("own", "u2", _WW), ("other", "u2", _WW),
    ("disputes", "f4", (PAIRS,)), ("pacted", "u1", _WW), ("owes", "u1", _WW),
    ("cap", "f8", _W), ("busy", "f8", _W), ("signed", "f8", _W), ("unrest", "f8", _W),
    ("allies", "u8", _SETS), ("foes", "u8", _SETS), ("guards", "u8", _SETS),
    ("code", "i8", _P), ("born", "i2", _P), ("inside", "u8", (MOST_TREATIES, LANES)),
    ("owing", "u8", (MOST_TREATIES, LANES)), ("clauses", "i2", (MOST_TREATIES, CLAUSES)),
    ("stands", "u1", _P), ("pair", "i4", _P), ("many", "i2", _P), ("grown", "u1", _M),
    ("reach", "u2", (MOST_MANY, WIDTH)), ("marked", "u8", _SETS),
    ("touched", "u2", (MOST_TOUCHED,)), ("ints", "i8", (8,)),
    ("effects", "f8", (EFFECTS,)), ("tides", "f8", (EFFECTS,)), ("on_roster", "u1", _W),
    ("alive", "i8", _W), ("since", "i8", _W), ("counts", "f8", (2, 2)),
    ("until", "i8", (MOST_STRAINS,)), ("come", "u1", (MOST_STRAINS,)),
    ("watch", "f8", (MOST_YEARS,)), ("weighs", "u1", (MOST_STRAINS, MOST_YEARS)),
)  # fmt: skip
"""What a run alters and finds again in the next year."""

WORKED_IN: Sequence[_Field] = (
    ("words", "u4", _W), ("shorts", "u2", (2, WIDTH)), ("mask", "u1", _W),
    ("rows", "f4", (4, WIDTH)), ("halves", "u2", _W), ("side", "u1", _W),
    ("pick", "i4", (MOST_BEGUN,)), ("signing", "i4", (MOST_BEGUN,)),
    ("entering", "i4", (MOST_BEGUN,)), ("lot", "u4", _P), ("ending", "i2", _P),
    ("leave", "f8", _P), ("odds", "f8", _P), ("mass", "f8", _W), ("acts", "f8", _W),
    ("suffers", "f8", _W), ("signs", "f8", _W), ("joins", "f8", _W), ("act", "f4", _W),
    ("suffer", "f4", _W), ("sign", "f4", _W), ("join", "f4", _W), ("members", "i8", _W),
    ("some", "i8", _W), ("called", "u8", (3, LANES)), ("u", "f8", _W), ("v", "f8", _W),
    ("x", "f8", _W), ("y", "f8", _W), ("w", "f8", _W), ("z", "f8", _W), ("heat", "f8", _W),
    ("sign_heat", "f8", _W), ("levels", "f8", (2,)),
    ("due_busy", "f8", _W), ("due_signed", "f8", _W), ("founding", "i8", (MOST_FOUNDED,)),
    ("founders", "u8", (MOST_FOUNDED, LANES)),
)  # fmt: skip
"""What is written before it is read in each year, or for each pair."""

STATE = np.dtype([*ALTERED, *WORKED_IN], align=True)
ALTERED_BYTES = np.dtype(list(ALTERED), align=True).itemsize
"""What one run takes, but for the room that it works in."""


class Fixed(Protocol):
    """A scenario: nothing of it is written to by a run."""

    members: int
    """How many states there are."""
    year: int
    """The first year that is run."""
    gap: int
    """Years before it of which disputes are not known."""
    treaties: int
    moved: int
    """How many moves there are."""
    alive: I8
    """Places of the members, rising, the first `members` of (W,)."""
    on_roster: B1
    cap: F8
    """Capability, ln of its share, (W,)."""
    major: F8
    dem: F8
    age: F8
    near: F4
    ldist: F4
    region: B1
    features_onset: F4
    """Terms that no run moves, (K, W, W)."""
    features_formation: F4
    disputes: F4
    """Stock of disputes of pairs, (W, W)."""
    told: F4
    """Disputes a year that were to be expected of each pair, (W, W)."""
    busy: F8
    signed: F8
    told_busy: F8
    """What the stocks of states were to be, by year ahead, (T, W)."""
    told_signed: F8
    code: I8
    """Name of each treaty, the first `treaties` of (P,)."""
    born: I2
    """Year of signature."""
    inside: U8
    """Members, (P, 4)."""
    owing: U8
    """Those of them that owe the others defence, (P, 4)."""
    clauses: I2
    """As `PEACE` to `SIZE` number them, (P, 5)."""
    begins: I8
    """Year ahead with which it begins to run; -1 for those that stand."""
    ends: I8
    """Year ahead with which it ends by decree; -1 for none."""
    moves: I8
    """Year ahead, kind and two places of each move, (M, 4)."""
    sizes: F8
    shut: U8
    """With whom each is under an embargo some time, (W, 4)."""
    effects: F8
    """Of each year effect rho, mean, shock, opening mean and doubt, and noise, (5, 6)."""
    scalars: F8
    on: B1
    """Which processes are at work, by `PROCESSES`."""
    keys: U8
    """Keys of the processes, (K, 2)."""
    young: F8
    """How new each state is in the first year, 1 if of that year, (W,)."""
    could_be: B1
    """Which places a state has or may come to have, (W,)."""
    possibles: int
    """How many places may be taken by new states."""
    nearby: int
    """How many of these, the first ones, are taken before any other."""
    possible: I8
    """Those places, the first `possibles` of (W,)."""
    parent: I8
    """Place of the state that each would come out of, (W,)."""
    rate_busy: F8
    """Disputes a year that are to be expected of each state, (W,)."""
    rate_signed: F8
    counts: F8
    """By `FOUNDING` and `BIRTHS`: what is kept, size, stock and years, (2, 4)."""
    clause_sets: F8
    """Shares of the sets of clauses of pacts of many, added up, (16,)."""
    strains: int
    bound: int
    """How many treaties they weigh on, one of each strain counting one."""
    strain_keys: U8
    strain_years: I8
    """How many years each weighs once it has come."""
    strain_again: B1
    strain_row: I8
    """Which strain weighs, (MOST_BOUND,)."""
    strain_code: I8
    """On which treaty."""
    watched: int
    """The treaty that is held together and whose log odds are noted; 0 for none."""


class Rates(Protocol):
    """One draw of the coefficients."""

    onset: F8
    """Of the terms that move and of memories, then of trade."""
    formation: F8
    war: F8
    joining: F8
    kind: F8
    termination: F8
    accession: F8
    base_onset: F4
    """Utility by what no run moves, (W, W)."""
    base_formation: F4
    pledge: F8
    """What a pledge to a side, and to the opposed, multiplies odds by at most."""
    founder: F8
    partner: F8
    taken: F8
    leaving: F8
    strain_chance: F8
    """Chance of each strain to come in each year ahead, (MOST_STRAINS, MOST_YEARS)."""
    strain_odds: F8
    """What each adds to the log odds of an end."""
    tie: F8
    """What a pact multiplies the odds of a dispute by, what a promise of defence does, and
    what a pact does to the odds to sign another, (3,)."""


class State(Protocol):
    """A run as it stands."""

    e: U2
    """Bound of the odds of a dispute by pair terms, the first acting, (W, W); bounds of
    pairs are kept as `pairs.half` does."""
    f: U2
    """Bound of the odds to sign by pair terms, (PAIRS,) as `pairs.of_two` places them."""
    own: U2
    """Bound of what draws the second to the side of the first, (W, W)."""
    other: U2
    """Bound of what draws the second to the side opposed to the first, (W, W)."""
    disputes: F4
    """Stock of disputes over what is left of one by now, (PAIRS,)."""
    pacted: B1
    """Pacts that both are members of, (W, W)."""
    owes: B1
    """Pacts by which the first owes the second defence, (W, W)."""
    cap: F8
    busy: F8
    """Stock of disputes over what is left of one by now, (W,)."""
    signed: F8
    unrest: F8
    """Added to the log odds that pacts of a state end, this year, (W,)."""
    allies: U8
    """With whom each has a promise of defence either way, (W, 4)."""
    foes: U8
    """With whom each ever had more than a trifle of disputes left, (W, 4)."""
    guards: U8
    """Who owes each defence, (W, 4)."""
    code: I8
    born: I2
    inside: U8
    owing: U8
    clauses: I2
    stands: B1
    pair: I4
    """The two of a pact of two in one number; -1 for one of many."""
    many: I2
    """Row among pacts of many; -1 for a pact of two."""
    grown: B1
    """Whether a pact of many is other than at the opening."""
    reach: U2
    """Bound of what draws each state to a pact of many, (MOST_MANY, W)."""
    marked: U8
    """Pairs that are touched, as bits of the lower of each, (W, 4)."""
    touched: U2
    """The same pairs, as they came: the first and the second in one number."""
    ints: I8
    effects: F8
    """Year effects, (5,)."""
    tides: F8
    """Their levels, which last, (5,)."""
    on_roster: B1
    """Who is a state now, (W,)."""
    alive: I8
    """Places of those, rising, the first `MEMBERS` of (W,)."""
    since: I8
    """Year ahead in which a new state came; -1 of those there from the first, (W,)."""
    due_busy: F8
    """What the stock of disputes of each state was to be by now, (W,)."""
    due_signed: F8
    counts: F8
    """By `FOUNDING` and `BIRTHS` what was counted in how many years, fading, (2, 2)."""
    founding: I8
    """Pacts of many founded in a year: the first two and the set of clauses in one."""
    founders: U8
    """Who found each, (16, 4)."""
    words: U4
    shorts: U2
    """Half words of two states that follow one another in the roster, (2, W)."""
    mask: B1
    rows: F4
    """Bounds at hand, (4, W)."""
    halves: U2
    side: B1
    """Side that each state joins in the dispute at hand, 3 for neither whatever comes, and
    four times the round in which it does, (W,)."""
    pick: I4
    """Disputes of the year: the first and the second in one number, (MOST_BEGUN,)."""
    signing: I4
    """Who sign in a year."""
    entering: I4
    """Who enter which treaty in a year."""
    lot: U4
    """The word of each treaty, (P,)."""
    ending: I2
    """Treaties that end in a year."""
    mass: F8
    """Share of capability, (W,)."""
    acts: F8
    """Log odds by state terms of those who act, (W,)."""
    suffers: F8
    signs: F8
    joins: F8
    act: F4
    """Bounds of the odds by state terms, (W,)."""
    suffer: F4
    sign: F4
    join: F4
    members: I8
    """Members of the treaty at hand, (W,)."""
    some: I8
    """States that are looked at more closely, (W,)."""
    u: F8
    """Room to work in, as the next five, (W,): many are worked out at once only from one
    array into another."""
    v: F8
    w: F8
    x: F8
    y: F8
    z: F8
    odds: F8
    """Odds that each treaty ends, (MOST_TREATIES,)."""
    leave: F8
    """Log odds that each treaty ends, (MOST_TREATIES,)."""
    heat: F8
    """Disputes of each over what was to be expected, held against all, (W,)."""
    sign_heat: F8
    """The same of pacts signed."""
    levels: F8
    """Disputes of all over what was to be expected, and what that allows bounds, (2,)."""
    called: U8
    """Who owes defence to those who joined the first side, the second, and late, (3, 4)."""
    until: I8
    """The last year ahead in which each strain weighs; -1 before it has come."""
    come: B1
    watch: F8
    """Log odds that the watched treaty ends, but for strains, by year; without end where
    it stood no more."""
    weighs: B1
    """Whether each strain weighed in each year of a watched run."""


def empty_fixed() -> Fixed:
    """Make room for a scenario."""
    return cast(Fixed, _record(FIXED))


def empty_rates() -> Rates:
    """Make room for a draw of the coefficients."""
    return cast(Rates, _record(RATES))


def empty_state() -> State:
    """Make room for a run."""
    return cast(State, _record(STATE))


def _record(kind: np.dtype[Any]) -> object:
    return np.zeros(1, kind).view(np.recarray)[0]
