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
from foedus.simulation.levels import (
    DIGITS,
    clause_sets,
    counts_of,
    due_stocks,
    effects_of,
    few,
    scalars_of,
)
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
    NEUTRAL,
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
from foedus.simulation.strains import put_strains
from foedus.simulation.treaties import MOST_SHARED
from foedus.simulation.unborn import NEARBY, among, unborn_of, widened
from foedus.terms import system
from foedus.terms.system import BUSY_LIFE, FIXED, SIGNING_LIFE, YOUTH, Sight
from foedus.world.change import (
    Act,
    AmendPact,
    Embargo,
    EndPact,
    FormPact,
    LeaderExit,
    Neutral,
    Shock,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PACTS_KNOWN_TO = 2018
"""The last year whose signatures are remembered."""

_OF_PART = {
    "onset": ("onset",), "war": ("war",), "joining": ("joining", "wave"),
    "formation": ("formation", "kind"), "termination": ("termination",),
    "accession": ("accession",), "capability": ("capability",),
    "turnover": ("turnover",), "replacement": ("replacement",),
    "founding": ("founding", "taken"), "births": ("births",), "deaths": ("leaving",),
}  # fmt: skip


def fixed_of(scenario: Scenario, seed: int) -> Fixed:
    """Make the arrays of a scenario that no run alters."""
    fixed = empty_fixed()
    seen = _put_coming(fixed, scenario)
    _put_states(fixed, scenario, seen)
    _put_pairs(fixed, scenario, seen)
    _put_treaties(fixed, scenario)
    _put_moves(fixed, scenario)
    put_strains(fixed, scenario.strains, timetable(scenario)[0], seed)
    fixed.year, fixed.gap = scenario.year, scenario.gap
    fixed.effects[:] = effects_of(scenario)
    fixed.counts[:] = counts_of(scenario)
    fixed.clause_sets[:] = clause_sets(scenario)
    scalars, on, keys = scalars_of(scenario), _on(scenario), keys_of(seed)
    fixed.scalars[: len(scalars)] = scalars
    fixed.on[: len(on)], fixed.keys[: len(keys)] = on, keys
    return fixed


def _put_coming(fixed: Fixed, scenario: Scenario) -> Sight:
    """Make room for states that may come, and see them beside those that are."""
    seen, constants = scenario.seen, scenario.system.constants
    if "births" not in scenario.parts:
        return widened(seen, None, constants)
    coming = unborn_of(seen.alive)
    many = len(coming.places)
    fixed.possibles, fixed.nearby = many, min(many, NEARBY)
    fixed.possible[:many], fixed.could_be[coming.places] = coming.places, 1
    fixed.parent[coming.places] = coming.parents
    return widened(seen, coming, constants)


def _put_states(fixed: Fixed, scenario: Scenario, seen: Sight) -> None:
    alive = np.flatnonzero(seen.alive)
    fixed.members = len(alive)
    fixed.alive[: len(alive)], fixed.on_roster[alive] = alive, 1
    fixed.could_be[alive] = 1
    later = scenario.year - 1 - scenario.world.year
    for into, values in (
        (fixed.cap, seen.cap), (fixed.major, seen.major), (fixed.dem, seen.dem),
        (fixed.age, seen.age + later),
        (fixed.busy, seen.busy * _late(scenario, BUSY_LIFE)),
        (fixed.signed, seen.signed * _late(scenario, SIGNING_LIFE)),
        (fixed.young, 2.0 ** (-(seen.age + later + 1.0) / YOUTH)),
    ):  # fmt: skip
        into[:] = few(values)


def _put_pairs(fixed: Fixed, scenario: Scenario, seen: Sight) -> None:
    every = among(seen, fixed.possible[: fixed.possibles])
    for kind, rate, stock, half_life, last in (
        (ONSETS, fixed.rate_busy, fixed.told_busy, BUSY_LIFE, KNOWN_TO),
        (FORMING, fixed.rate_signed, fixed.told_signed, SIGNING_LIFE, PACTS_KNOWN_TO),
    ):
        fit = scenario.system.fits[f"expected_{kind.name}"].fit()
        told = expected_rates(kind, every, fit, members=fixed.members)
        if kind is ONSETS:
            fixed.told[:] = few(told)
        of_state = told[:, seen.alive].sum(axis=1)
        rate[:] = few(of_state)
        of_state = np.where(seen.alive, of_state, 0.0)
        stock[: scenario.years + 2] = due_stocks(scenario, seen, of_state, half_life, last)
    for into, values in (
        (fixed.near, seen.near), (fixed.ldist, seen.ldist), (fixed.region, seen.region),
        (fixed.disputes, seen.disputes * _late(scenario, system.FEUD_LIFE)),
    ):  # fmt: skip
        into[:] = few(values)
    for features, name, tables in (
        (fixed.features_onset, "onset", system.onset_tables(seen)),
        (fixed.features_formation, "formation", system.formation_tables(seen)),
    ):
        for place, term in enumerate(FIXED[name]):
            features[place] = few(tables[term])


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
    for name in held.keys() - {"onset", "formation"}:
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
    owing = owing if change.owing is None else change.owing
    defence = bool(owing) if change.owing is not None else defence
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
        elif isinstance(one, Neutral):
            until = one.until.year - scenario.year if one.until else scenario.years
            rows.append((ahead, NEUTRAL, at(one.state), until))
            sizes.append(1.0)
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


def _on(scenario: Scenario) -> NDArray[np.uint8]:
    on = {name for part in scenario.parts for name in _OF_PART[part]}
    return np.array([name in on for name in PROCESSES], np.uint8)


def keys_of(seed: int) -> NDArray[np.uint64]:
    """Give the keys of the processes, (K, 2), by `shapes.PROCESSES`."""
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
