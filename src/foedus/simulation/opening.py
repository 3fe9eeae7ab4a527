"""From a scenario and a seed to the arrays that kernels run on.

What libraries of mathematics or of linear algebra work out here is rounded to digits on
which they agree, so that the events of a run are the same on every machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Draws, Stream
from foedus.estimation.system_rows import FORMATION as FORMING
from foedus.estimation.system_rows import ONSET as ONSETS
from foedus.estimation.system_rows import rates as expected_rates
from foedus.faults import DataFault
from foedus.past.treaty import Treaty
from foedus.simulation.march import base, bound, found
from foedus.simulation.odds import O_AGAIN
from foedus.simulation.philox import WIDTH
from foedus.simulation.rates import matrix
from foedus.simulation.retying import factors
from foedus.simulation.scenario import KNOWN_TO, Scenario
from foedus.simulation.shapes import (
    ACT,
    CLAUSES,
    EMBARGO,
    EXIT,
    FULL,
    LANES,
    MAJOR,
    MOST_MANY,
    MOST_MOVES,
    MOST_TREATIES,
    OPEN,
    PEACE,
    PROCESSES,
    SHOCK,
    SIZE,
    UNLIMITED,
    Fixed,
    Rates,
    State,
    empty_fixed,
    empty_rates,
    empty_state,
)
from foedus.simulation.treaties import MOST_SHARED
from foedus.terms import system
from foedus.terms.system import BUSY_LIFE, FIXED, SIGNING_LIFE
from foedus.world.change import (
    Act,
    AmendPact,
    Embargo,
    EndPact,
    FormPact,
    LeaderExit,
    Shock,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DIGITS = 8
"""Digits after the point that are kept of what libraries work out."""

PACTS_KNOWN_TO = 2018
"""The last year whose signatures are remembered."""

_EFFECTS = ("onset", "formation", "termination", "accession")
_OF_PART = {
    "onset": ("onset",), "war": ("war",), "joining": ("joining", "wave"),
    "formation": ("formation", "kind"), "termination": ("termination",),
    "accession": ("accession",), "capability": ("capability",),
    "turnover": ("turnover",),
}  # fmt: skip


def fixed_of(scenario: Scenario, seed: int) -> Fixed:
    """Make the arrays of a scenario that no run alters."""
    fixed = empty_fixed()
    _put_states(fixed, scenario)
    _put_pairs(fixed, scenario)
    _put_treaties(fixed, scenario)
    _put_moves(fixed, scenario)
    fixed.year, fixed.gap = scenario.year, scenario.gap
    years = scenario.years + 2
    fixed.told_busy[:years] = _told(scenario, "onset", BUSY_LIFE, KNOWN_TO)
    fixed.told_signed[:years] = _told(scenario, "formation", SIGNING_LIFE, PACTS_KNOWN_TO)
    fixed.effects[:] = _effects(scenario)
    scalars, on, keys = _scalars(scenario), _on(scenario), _keys(seed)
    fixed.scalars[: len(scalars)] = scalars
    fixed.on[: len(on)], fixed.keys[: len(keys)] = on, keys
    return fixed


def _put_states(fixed: Fixed, scenario: Scenario) -> None:
    seen = scenario.seen
    alive, side = np.flatnonzero(seen.alive), len(seen.alive)
    fixed.members = len(alive)
    fixed.alive[: len(alive)], fixed.on_roster[alive] = alive, 1
    later = scenario.year - 1 - scenario.world.year
    for into, values in (
        (fixed.cap, seen.cap), (fixed.major, seen.major), (fixed.dem, seen.dem),
        (fixed.age, seen.age + later),
        (fixed.busy, seen.busy * _late(scenario, BUSY_LIFE)),
        (fixed.signed, seen.signed * _late(scenario, SIGNING_LIFE)),
    ):  # fmt: skip
        into[:side] = _few(values)


def _put_pairs(fixed: Fixed, scenario: Scenario) -> None:
    seen, side = scenario.seen, len(scenario.seen.alive)
    told = expected_rates(ONSETS, seen, scenario.system.fits["expected_onset"].fit())
    for into, values in (
        (fixed.near, seen.near), (fixed.ldist, seen.ldist), (fixed.region, seen.region),
        (fixed.disputes, seen.disputes * _late(scenario, system.FEUD_LIFE)),
        (fixed.told, told),
    ):  # fmt: skip
        into[:side, :side] = _few(values)
    for features, name, tables in (
        (fixed.features_onset, "onset", system.onset_tables(seen)),
        (fixed.features_formation, "formation", system.formation_tables(seen)),
    ):
        for place, term in enumerate(FIXED[name]):
            features[place, :side, :side] = _few(tables[term])


def _put_treaties(fixed: Fixed, scenario: Scenario) -> None:
    treaties, begins, ends = timetable(scenario)
    many = len(treaties)
    if many > MOST_TREATIES // 2:
        raise DataFault(
            f"{many} treaties as runs begin",
            expected=f"at most {MOST_TREATIES // 2}, so that there is room for more",
            where="simulation.opening",
            mend="leave out treaties that bind nobody, or raise MOST_TREATIES",
        )
    fixed.treaties = many
    fixed.code[:many] = [one.code for one in treaties]
    fixed.born[:many] = [one.signed for one in treaties]
    fixed.inside[:many] = _sets(scenario, [one.members for one in treaties])
    fixed.owing[:many] = _sets(scenario, [one.owing for one in treaties])
    fixed.clauses[:many] = _clauses(scenario, treaties)
    fixed.begins[:many], fixed.ends[:many] = begins, ends


def _put_moves(fixed: Fixed, scenario: Scenario) -> None:
    moves, sizes = _moves(scenario)
    if len(moves) > MOST_MOVES:
        raise DataFault(
            f"{len(moves)} moves of a scenario",
            expected=f"at most {MOST_MOVES}, a member of an embargo counting one",
            where="simulation.opening",
            mend="change less at once",
        )
    fixed.moved = len(moves)
    fixed.moves[: len(moves)], fixed.sizes[: len(sizes)] = moves, sizes
    shut = np.zeros((WIDTH, WIDTH), bool)
    barred = moves[moves[:, 1] == EMBARGO]
    shut[barred[:, 2], barred[:, 3]] = shut[barred[:, 3], barred[:, 2]] = True
    fixed.shut[:] = _packed(shut)


def rates_at(fixed: Fixed, draws: Mapping[str, Draws], place: int) -> Rates:
    """Take one draw of the coefficients, and add up what no run moves."""
    rates = empty_rates()
    held = {
        name: np.ascontiguousarray(matrix(one, name)[place]) for name, one in draws.items()
    }
    for name in ("war", "joining", "kind", "termination", "accession"):
        getattr(rates, name)[:] = held[name]
    for name, features, into, moving in (
        ("onset", fixed.features_onset, rates.base_onset, rates.onset),
        ("formation", fixed.features_formation, rates.base_formation, rates.formation),
    ):
        many = len(FIXED[name]) + 1
        base(fixed, features, held[name][:many], into)
        trade = held[name][1 + FIXED[name].index("trade")]
        moving[:] = np.append(held[name][many:], trade)
    # A memory that made quarrels rarer would be no memory; bounds rest on that.
    rates.onset[O_AGAIN] = max(rates.onset[O_AGAIN], 0.0)
    factors(rates)
    return rates


def opening_of(fixed: Fixed, rates: Rates, room: State | None = None) -> State:
    """Make the state that runs of one draw begin with.

    Parameters
    ----------
    room
        That of another draw of the same scenario, whose bounds alone are written anew.

    Raises
    ------
    DataFault
        More pacts stand than there is room for.
    """
    state = empty_state() if room is None else room
    if room is None:
        found(fixed, rates, state)
        if state.ints[FULL]:
            raise DataFault(
                "more pacts as runs begin than there is room for",
                expected=f"at most {MOST_MANY} of more than two states, and {MOST_SHARED} "
                "of the same two",
                where="simulation.opening",
                mend="leave out treaties that bind nobody, or raise MOST_MANY",
            )
    bound(fixed, rates, state)
    return state


def timetable(scenario: Scenario) -> tuple[list[Treaty], list[int], list[int]]:
    """List treaties with the year ahead in which each begins, -1 if it stands, and ends.

    Members that are no states of the world are left out, and so are treaties of one.
    """
    gone = scenario.without
    known = {
        one.name: one
        for one in scenario.treaties
        if not any(one.called(name) for name in gone)
    }
    listed, begins, ends = list(known.values()), [-1] * len(known), [-1] * len(known)
    place = {name: k for k, name in enumerate(known)}
    for change in sorted(scenario.changes, key=lambda one: one.on):
        ahead = change.on.year - scenario.year
        made = _made(change, known)
        if isinstance(change, (EndPact, AmendPact)):
            for name in [n for n, one in known.items() if n == change.name
                         or one.called(change.name)]:  # fmt: skip
                ends[place[name]] = ahead
        if made is not None:
            place[made.name] = place[getattr(change, "name", made.name)] = len(listed)
            known[getattr(change, "name", made.name)] = made
            listed.append(made)
            begins.append(ahead)
            ends.append(-1)
    kept = [k for k, one in enumerate(listed) if len(_members(scenario, one)) > 1]
    return [listed[k] for k in kept], [begins[k] for k in kept], [ends[k] for k in kept]


def _made(change: object, known: Mapping[str, Treaty]) -> Treaty | None:
    """Make the treaty that a change brings, if it brings one."""
    if isinstance(change, FormPact):
        owing = change.owing or change.members if change.defence else ()
        return Treaty(
            change.name, change.on.year, change.members, owing, change.peace,
            change.unlimited, change.open,
        )  # fmt: skip
    if not isinstance(change, AmendPact) or change.name not in known:
        return None
    old = known[change.name]
    members = old.members if change.members is None else change.members
    defence = bool(old.owing) if change.defence is None else change.defence
    owing = members if defence and not set(old.owing) >= set(members) else old.owing
    return replace(
        old,
        name=f"{old.name} of {change.on.year}",
        members=members,
        owing=tuple(one for one in owing if one in members) if defence else (),
        peace=old.peace if change.peace is None else change.peace,
    )


def _moves(scenario: Scenario) -> tuple[Ints, Floats]:
    at, rows, sizes = scenario.ids.index, list[tuple[int, int, int, int]](), list[float]()
    for one in sorted(scenario.changes, key=lambda change: change.on):
        ahead = one.on.year - scenario.year
        if isinstance(one, Shock):
            rows.append((ahead, SHOCK, at(one.state), 0))
            sizes.append(float(np.round(np.log(one.times), DIGITS)))
        elif isinstance(one, LeaderExit):
            rows.append((ahead, EXIT, at(one.state), 0))
            sizes.append(float(np.round(np.log(one.ends_times), DIGITS)))
        elif isinstance(one, Act):
            rows.append((ahead, ACT, at(one.attacker), at(one.victim)))
            sizes.append(-1.0 if one.war is None else float(one.war))
        elif isinstance(one, Embargo):
            for member in one.members:
                pair = at(member), at(one.target)
                rows.append((ahead, EMBARGO, *pair))
                lost = scenario.seen.trade[pair] * (1 - (1 - one.depth) ** 0.5)
                sizes.append(-float(np.round(lost, DIGITS)))
    return np.array(rows, np.int64).reshape(-1, 4), np.array(sizes)


def _late(scenario: Scenario, half_life: float) -> float:
    """Give what is left of a stock between the world's year and the first one."""
    years = scenario.year - 1 - scenario.world.year
    return float(2.0 ** (-years / half_life))


def _told(scenario: Scenario, name: str, half_life: float, last: int) -> Floats:
    """Give what stocks of states were to be, (T + 2, W)."""
    kind = ONSETS if name == "onset" else FORMING
    rate = expected_rates(
        kind, scenario.seen, scenario.system.fits[f"expected_{name}"].fit()
    )
    of_state = rate.sum(axis=1)
    gap = max(scenario.year - 1 - last, 0)
    age = scenario.seen.age + (scenario.year - 1 - scenario.world.year)
    kept = 2.0 ** (-1.0 / half_life)
    before = system.expected(of_state, np.maximum(age - gap, 0), half_life) * kept**gap
    told = [
        before * kept**year + of_state * (1 - kept**year) / (1 - kept)
        for year in range(scenario.years + 2)
    ]
    wide = np.zeros((len(told), WIDTH))
    wide[:, : len(of_state)] = _few(np.stack(told))
    return wide


def _effects(scenario: Scenario) -> Floats:
    held = [scenario.system.effects[name] for name in _EFFECTS]
    return np.array(
        [
            [
                one.rho,
                one.spread,
                round(one.shock, DIGITS),
                *np.round(one.ahead(scenario.year - 1), DIGITS),
            ]
            for one in held
        ]
    )


def _scalars(scenario: Scenario) -> Floats:
    held = scenario.system.constants
    others = np.round(np.log(max(scenario.seen.members - 1, 1)), DIGITS)
    return np.array(
        [
            held["onset.pair"], held["onset.state"], held["formation.state"],
            held["drift"], held["wave.sigma"], held["wave.shift"],
            held["wave_of_wars.sigma"], held["wave_of_wars.shift"],
            scenario.turnover, scenario.unrest, others,
        ]
    )  # fmt: skip


def _on(scenario: Scenario) -> NDArray[np.uint8]:
    on = {name for part in scenario.parts for name in _OF_PART[part]}
    return np.array([name in on for name in PROCESSES], np.uint8)


def _keys(seed: int) -> NDArray[np.uint64]:
    here = Stream(seed).child("simulation")
    return np.array([here.words(name) for name in PROCESSES], np.uint64)


def _members(scenario: Scenario, one: Treaty) -> list[int]:
    """Give the places of the members that are states of the world."""
    places = [scenario.ids.index(state) for state in one.members]
    return [place for place in places if scenario.seen.alive[place]]


def _sets(scenario: Scenario, lists: Sequence[Sequence[str]]) -> NDArray[np.uint64]:
    marked = np.zeros((len(lists), WIDTH), bool)
    for row, states in enumerate(lists):
        places = [scenario.ids.index(state) for state in states]
        marked[row, [p for p in places if scenario.seen.alive[p]]] = True
    return _packed(marked)


def _packed(marked: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Turn rows of marks into sets of states, (N, 4)."""
    packed = np.packbits(marked, axis=1, bitorder="little")
    return packed.view("<u8").astype(np.uint64).reshape(len(marked), LANES)


def _clauses(scenario: Scenario, treaties: Sequence[Treaty]) -> Ints:
    held = np.zeros((len(treaties), CLAUSES), np.int64)
    for row, one in enumerate(treaties):
        inside = _members(scenario, one)
        held[row, PEACE], held[row, UNLIMITED] = one.peace, one.unlimited
        held[row, OPEN], held[row, SIZE] = one.open, len(inside)
        held[row, MAJOR] = bool((scenario.seen.major[inside] > 0).any())
    return held


def _few(values: Floats) -> Floats:
    """Keep digits on which all libraries agree; what is not known of a state is 0."""
    few: Floats = np.nan_to_num(np.round(values, DIGITS))
    return few
