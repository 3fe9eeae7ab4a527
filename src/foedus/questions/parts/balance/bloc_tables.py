"""Tables of blocs: who is in which, which pairs hold together, layers, and the years."""

from collections.abc import Iterator

import numpy as np

from foedus.estimation.bloc_years import BlocYear, Frustration
from foedus.quantity import Unit
from foedus.questions.answer import Cell, Table
from foedus.questions.numbers import amount
from foedus.questions.parts.balance.sorting import LAYER_RUNS, RUNS, SHOWN, Sorting
from foedus.questions.wording import names
from foedus.states.roster import StateId

READ_BY_SERIES = (
    "data:atop_members", "data:gml_dispute_years", "data:rivalries", "data:trade_dyads",
)  # fmt: skip
SURE = 0.75
"""Chance from which a state is named among the sure members of a bloc."""
TOLD_BLOCS, TOLD_BETWEEN = 8, 12
LEAST_TOLD = 0.1
"""Chance from which it is told that a state falls to a bloc."""
NEAR = 4
"""Years before and after a turn that are set side by side."""
TURNS = (
    (1854, "Crimean War"),
    (1871, "German Empire"),
    (1907, "Triple Entente"),
    (1914, "First World War"),
    (1939, "Second World War"),
    (1949, "NATO"),
    (1962, "Cuban crisis"),
    (1991, "End of the Soviet Union"),
    (2003, "War in Iraq"),
)
"""Years that everybody knows, set beside what was found; nothing was tuned to them."""


def tables_of(found: Sorting) -> Iterator[Table]:
    """Set out blocs, pairs, who is between, layers and years."""
    yield _members(found)
    yield _pairs(found)
    yield _hangs(found)
    yield _between(found)
    yield _layers(found)
    if found.years:
        yield _turns(found)


def id_of(found: Sorting, key: str) -> str:
    """Name a result, table or picture in the answer it is told in."""
    return f"{found.question}.{key}"


def _members(found: Sorting) -> Table:
    shown = found.large[:TOLD_BLOCS]
    return Table(
        id=id_of(found, "blocs"),
        title="Blocs of the day, by what ties and parts states in all layers",
        columns=(
            "Bloc",
            "States",
            "CINC",
            "Of the case's, sure",
            "Of the case's, less sure",
        ),
        rows=tuple(_bloc_row(found, bloc) for bloc in shown),
        rests_on=((id_of(found, "blocs.count"),),) * len(shown),
        note=f"Named for the most capable member; sure is {SURE:.0%} of {RUNS} draws. "
        "States that the case shows are named, the others counted.".replace("%", " %"),
    )


def _bloc_row(found: Sorting, bloc: int) -> tuple[Cell, ...]:
    members = [s for s in found.case.heading.states if found.home[found.row(s)] == bloc]
    chance = {s: found.sure(s) for s in members}
    sure = [s for s in members if chance[s] >= SURE]
    less = sorted((s for s in members if chance[s] < SURE), key=lambda s: (-chance[s], s))
    told = ", ".join(f"{names([s])} {amount(chance[s], Unit.SHARE)}" for s in less)
    return (
        found.called(bloc),
        int((found.home == bloc).sum()),
        amount(found.strength(bloc), Unit.SHARE),
        ", ".join(sorted(names([s]) for s in sure)),
        told,
    )


def _pairs(found: Sorting) -> Table:
    first = found.case.heading.dyad
    others = [s for s in found.region if s not in first]
    pairs = [first, *((one, other) for other in others for one in first)]
    return Table(
        id=id_of(found, "blocs.pairs"),
        title="How often two fall in one bloc, with the pact and without, and by layer",
        columns=(
            "Pair",
            "With the pact",
            "Without",
            *(f"By {name} alone" for name in SHOWN),
        ),
        rows=tuple(_pair_row(found, *pair) for pair in pairs),
        rests_on=tuple(
            tuple(
                id_of(
                    found,
                    f"blocs.together.{'_'.join(sorted(p.lower() for p in pair))}{end}",
                )
                for end in ("", ".without")
            )
            for pair in pairs
        ),
        note=f"Share of {RUNS} draws, the same with and without; of a layer alone, of "
        f"{LAYER_RUNS}. A layer in which one of the two has no tie tells nothing.",
    )


def _pair_row(found: Sorting, one: StateId, other: StateId) -> tuple[Cell, ...]:
    alone = []
    for name in SHOWN:
        held = found.alone[name]
        tied = held.bloc[[found.row(one), found.row(other)]] >= 0
        alone.append(amount(held.of(one, other), Unit.SHARE) if tied.all() else None)
    return (
        names([one, other]),
        amount(found.full.of(one, other), Unit.SHARE),
        amount(found.bare.of(one, other), Unit.SHARE),
        *alone,
    )


def _hangs(found: Sorting) -> Table:
    """Set out how often the case's two fall together, and with a third, but for a layer."""
    pairs = [found.case.heading.dyad, *((found.third, s) for s in found.case.heading.dyad)]
    return Table(
        id=id_of(found, "blocs.hangs"),
        title="What the blocs hang on: one layer left out at a time",
        columns=("Left out", *(names(pair) for pair in pairs)),
        rows=tuple(
            (layer, *(amount(held.of(*pair), Unit.SHARE) for pair in pairs))
            for layer, held in found.bereft.items()
        ),
        rests_on=tuple((id_of(found, f"blocs.hangs.{layer}"),) for layer in found.bereft),
        note=f"Share of {LAYER_RUNS} draws in which two fall in one bloc, with the pact.",
    )


def most_between(found: Sorting, most: int) -> tuple[StateId, ...]:
    """Name the case's states that fall most evenly to several blocs, the evenest first."""
    held = {s: float(found.full.between[found.row(s)]) for s in found.case.heading.states}
    return tuple(sorted(held, key=lambda s: (-held[s], s))[:most])


def _between(found: Sorting) -> Table:
    order = most_between(found, TOLD_BETWEEN)
    return Table(
        id=id_of(found, "blocs.between"),
        title="Which of the case's states sit between blocs",
        columns=("State", "Falls to", "Evenness", "Ties spread over blocs (90 % of draws)"),
        rows=tuple(_between_row(found, state) for state in order),
        rests_on=((id_of(found, "blocs.count"),),) * len(order),
        note="Evenness: entropy of where it falls, 0 always to one bloc, 1 evenly to all. "
        "Spread: 0 all its ties for lie within one bloc (participation coefficient).",
    )


def _between_row(found: Sorting, state: StateId) -> tuple[Cell, ...]:
    at = found.row(state)
    chance = found.full.chance[at]
    low, mid, high = np.quantile(found.full.spread[:, at], [0.05, 0.5, 0.95])
    falls = [
        f"{found.called(int(b))} {amount(float(chance[b]), Unit.SHARE)}"
        for b in np.argsort(-chance, kind="stable")
        if b in found.large and chance[b] >= LEAST_TOLD
    ]
    return (
        names([state]),
        "; ".join(falls),
        round(float(found.full.between[at]), 2),
        f"{mid:.2f} ({low:.2f} to {high:.2f})",
    )


def _layers(found: Sorting) -> Table:
    layers = found.alignment.layers
    return Table(
        id=id_of(found, "blocs.layers"),
        title="What ties and parts states, layer by layer",
        columns=("Layer", "Pairs for", "Pairs against", "Read off"),
        rows=tuple(
            (
                one.name,
                int((one.ties > 0).sum()) // 2,
                int((one.ties < 0).sum()) // 2,
                one.said,
            )
            for one in layers
        ),
        rests_on=tuple(one.rests_on or (id_of(found, "blocs.count"),) for one in layers),
    )


def _turns(found: Sorting) -> Table:
    by_year = {year.year: year for year in found.years}
    shown = [(year, said) for year, said in TURNS if year in by_year]
    return Table(
        id=id_of(found, "blocs.turns"),
        title="Blocs and balance about years that everybody knows",
        columns=(
            "Year",
            "",
            "Blocs, before and after",
            "Parted, before and after",
            "In the way of two camps, before and after",
        ),
        rows=tuple((str(year), said, *_about(by_year, year)) for year, said in shown),
        rests_on=((id_of(found, "frustration.last"),),) * len(shown),
        note=f"Means of the {NEAR} years before, and of the year and the {NEAR - 1} after. "
        "Parted is modularity, 0 to 1. In the way: the least share of pledges and quarrels "
        "that no two camps can meet, proved in every year. Trade is known from 1870 on; "
        "years with other layers are not set beside each other.",
    )


def _about(by_year: dict[int, BlocYear], turn: int) -> tuple[Cell, ...]:
    """Set means before and after side by side, of years that have the turn's layers."""
    layers = by_year[turn].layers
    spans = (range(turn - NEAR, turn), range(turn, turn + NEAR))
    like = [
        [by_year[y] for y in span if y in by_year and by_year[y].layers == layers]
        for span in spans
    ]
    made = list[Cell]()
    for read, form in ((_count, "{:.1f}"), (_apart, "{:.2f}"), (_unmet, "{:.1%}")):
        told = []
        for held in like:
            known = [value for year in held if (value := read(year)) is not None]
            told.append(form.format(sum(known) / len(known)) if known else "not told")
        made.append(" to ".join(told).replace("%", " %"))
    return tuple(made)


def _count(year: BlocYear) -> float:
    return year.blocs[0]


def _apart(year: BlocYear) -> float:
    return year.apart


def _unmet(year: BlocYear) -> float | None:
    return unmet(year.quarrels)


def unmet(held: Frustration | None) -> float | None:
    """Give the least share of ties in the way of two camps; None where not told."""
    return held.high / held.ties if held and held.ties else None
