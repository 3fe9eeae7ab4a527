"""Which states hold together on the case's day, with the pact and without; who is between.

A bloc is told as a chance: how often two states fall together over draws of resolution, of
weights on layers and of ties. The layers are read by `alignment`, the draws are those of
`power.blocs`. How far the world is from two camps is told as the least number of ties in
the way of them, now and through the years that the package carries.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from foedus import doors
from foedus.cases.case import Case
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.past.snapshot import CARRIED
from foedus.quantity import Estimate, Unit, exactly
from foedus.questions.parts.balance.alignment import Alignment, alignment_of
from foedus.questions.parts.balance.bloc_pictures import pictures_of
from foedus.questions.parts.balance.bloc_tables import READ_BY_SERIES, tables_of
from foedus.questions.parts.balance.sorting import LAYER_RUNS, RUNS, Sorting, sort
from foedus.questions.series import Tables
from foedus.questions.telling import Told
from foedus.questions.wording import names
from foedus.states.roster import StateId

LEVEL = 0.9
Z = 1.6449
"""Of the central nine tenths of a normal."""


def blocs_of(
    case: Case,
    *,
    question: str = "balance",
    seed: int = 1,
    tables: Tables | None = None,
    alignment: Alignment | None = None,
) -> Told:
    """Tell the blocs of a case's day, and structural balance through time.

    Parameters
    ----------
    case
        The case.
    question
        In whose answer they are told: results are named for it.
    seed
        Of all draws.
    tables
        Gives data sets by name, for a day of a year that the package does not carry.
    alignment
        The network of the case's day, where it has been read already.
    """
    try:
        held = alignment or alignment_of(case, seed=seed, tables=tables)
    except NeedFault as lacking:
        remark = f"{lacking.found}. To mend it: {lacking.mend}"
        return Told(findings=(Finding("doubt", "blocs", remark),))
    found = sort(case, held, question=question, seed=seed)
    return Told(
        results=tuple(_results(found)),
        tables=tuple(tables_of(found)),
        pictures=tuple(pictures_of(found)),
        findings=tuple(_cautions(found)),
    )


def pair_key(one: StateId, other: StateId) -> str:
    """Name a pair, its states in order.

    >>> pair_key(StateId("RUS"), StateId("PRK"))
    'prk_rus'
    """
    return "_".join(sorted((one.lower(), other.lower())))


def _results(found: Sorting) -> Iterator[Result]:
    low, mid, high = np.quantile(
        found.full.counts, [0.05, 0.5, 0.95], method="inverted_cdf"
    )
    yield _posted(
        found,
        "blocs.count",
        "Blocs of two states or more in the world, over draws",
        Estimate(float(mid), float(low), float(high), LEVEL, Unit.COUNT, _basis(found)),
    )
    for one, other in combinations(found.region, 2):
        yield from _of_pair(found, one, other)
    for state in found.region:
        yield from _of_state(found, state)
    yield from _of_layers(found)
    yield from _of_camps(found)
    yield from _of_years(found)


def _of_pair(found: Sorting, one: StateId, other: StateId) -> Iterator[Result]:
    """Post how often two fall together, with the pact and without it."""
    pair, key = names([one, other]), f"blocs.together.{pair_key(one, other)}"
    rests = tuple(_figures(found, (one, other)))
    full, bare = (held.of(one, other) for held in (found.full, found.bare))
    said = f"Chance that {pair} fall in one bloc"
    yield _posted(found, key, f"{said}, with the pact", _chance(full, found), rests)
    without = _chance(bare, found)
    yield _posted(found, f"{key}.without", f"{said}, without the pact", without, rests)
    # Both worlds meet the same draws, so that what differs is the pact's doing alone.
    yield _posted(
        found,
        f"{key}.rise",
        f"What the pact adds to the chance that {pair} fall in one bloc",
        exactly(full - bare, Unit.SHARE, _basis(found)),
        rests,
    )


def _of_state(found: Sorting, state: StateId) -> Iterator[Result]:
    at = found.row(state)
    if not found.full.between[at] and found.full.bloc[at] < 0:
        return
    yield _posted(
        found,
        f"blocs.between.{state.lower()}",
        f"How evenly {names([state])} falls to several blocs, 0 always to one",
        exactly(float(found.full.between[at]), Unit.SHARE, _basis(found)),
        tuple(_figures(found, (state,))),
    )


def _of_layers(found: Sorting) -> Iterator[Result]:
    """Post how often the case's two fall together where one layer is left out."""
    pair = found.case.heading.dyad
    for layer, held in found.bereft.items():
        yield _posted(
            found,
            f"blocs.hangs.{layer}",
            f"Chance that {names(pair)} fall in one bloc by all layers but {layer}",
            _chance(held.of(*pair), found, draws=LAYER_RUNS),
        )


def _of_camps(found: Sorting) -> Iterator[Result]:
    """Post how far the day's ties are from two camps, with the pact and without it."""
    for key, held, said in (
        ("now", found.camps, "with the pact"),
        ("without", found.camps_bare, "without the pact"),
    ):
        middle = (held.low + held.high) / 2
        least = Estimate(middle, held.low, held.high, 1.0, Unit.COUNT, _basis(found))
        yield _posted(
            found,
            f"frustration.{key}",
            "The least pledges and quarrels in the way of two camps, of "
            f"{held.ties:,} in all, {said}",
            least,
        )


def _of_years(found: Sorting) -> Iterator[Result]:
    """Post structural balance in the first and the last year told of it."""
    told = [year for year in found.years if year.quarrels]
    for key, year in (("first", told[0]), ("last", told[-1])) if told else ():
        held = year.quarrels
        if held is None:
            continue
        yield _posted(
            found,
            f"frustration.{key}",
            f"Part of all pledges and quarrels in the way of two camps in {year.year}",
            exactly(held.high / max(held.ties, 1), Unit.SHARE, carried_basis()),
            READ_BY_SERIES,
            base=False,
        )


def carried_basis() -> str:
    """Name the series that the package carries."""
    return "foedus fit blocs"


def _posted(
    found: Sorting,
    key: str,
    said: str,
    number: Estimate,
    rests: tuple[str, ...] = (),
    *,
    base: bool = True,
) -> Result:
    whole = (*(found.alignment.rests_on if base else ()), *rests)
    return Result(
        id=ResultId(f"{found.question}.{key}"),
        question=found.question,
        sentence=said,
        estimate=number,
        rests_on=tuple(dict.fromkeys(whole)),
        posted=found.case.heading.as_of,
    )


def _chance(share: float, found: Sorting, *, draws: int = RUNS) -> Estimate:
    """Give a share of draws as a chance, with what so few draws leave open (Wilson)."""
    n, square = draws, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * np.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = max(min(middle - half, share), 0.0), min(max(middle + half, share), 1.0)
    return Estimate(share, float(low), float(high), LEVEL, Unit.PROBABILITY, _basis(found))


def _figures(found: Sorting, states: tuple[StateId, ...]) -> Iterator[str]:
    """Name the ideal points of the case that some states are placed by."""
    latest = {
        f.state: f.id
        for f in sorted(found.case.figures, key=lambda f: f.year)
        if f.field == "un_ideal_point" and f.year <= found.case.heading.as_of.year
    }
    return (latest[state] for state in states if state in latest)


def _basis(found: Sorting) -> str:
    held = [found.case.digest, found.alignment.basis, RUNS]
    return f"{RUNS} draws {doors.digest(held)}"


def _cautions(found: Sorting) -> Iterator[Finding]:
    yield Finding(
        "doubt",
        "blocs",
        "every layer counts alike but for draws; the search for blocs proves no best, and "
        "what it misses is part of the doubt told",
    )
    if found.alignment.world.year == CARRIED:
        yield Finding(
            "doubt",
            "blocs",
            "; ".join(f"{one.name}: {one.said}" for one in found.alignment.layers),
        )
    yield Finding(
        "note",
        "blocs",
        "arms transfers are no layer: their register is handed out by its producer only, "
        "and that of one supplier would make all its customers one camp",
    )
