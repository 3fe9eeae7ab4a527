"""How concentrated power has been since 1816, and when that shifted.

The series are carried by the package. Shifts are found in them by a method that knows no
date; only then are they laid beside years that everybody knows. A series that drifts is cut
by any method, so how many shifts chance gives is told with them.
"""

from collections.abc import Iterator, Mapping
from statistics import median_low
from types import MappingProxyType

from foedus.estimation.polarity import Line, Polarity, Scope, Turning, carried_polarity
from foedus.ledger.entry import Result
from foedus.quantity import Estimate, Unit, exactly
from foedus.questions.answer import Picture, Table
from foedus.questions.parts.balance.weighing import Weighed
from foedus.questions.telling import Told
from foedus.questions.wording import names
from foedus.states.roster import StateId

KNOWN: Mapping[int, str] = MappingProxyType(
    {
        1848: "revolutions in Europe",
        1871: "the German Empire",
        1914: "the First World War begins",
        1919: "the peace of Versailles",
        1939: "the Second World War begins",
        1945: "it ends",
        1991: "the end of the Soviet Union",
    }
)
"""Turning points of the textbooks, written down before any series was cut."""
NEAR = 1
"""Years that a shift may be from such a year and still be near it."""
DRAWN: tuple[tuple[str, Scope], ...] = (
    ("cinc", "majors"),
    ("GDP x GDP per head", "majors"),
    ("cinc", "all"),
    ("GDP x GDP per head", "all"),
)
"""Series that are drawn; of their effective number the first three."""
AMONG: Mapping[Scope, str] = MappingProxyType(
    {"majors": "major powers", "all": "all states"}
)
LISTED_LATE = 2
"""Years after a change of the list of major powers in which a shift may be its doing."""


def part(told: Weighed) -> Told:
    """Tell polarity through time up to the case's day."""
    held = carried_polarity()
    until = min(held.last, told.case.heading.as_of.year - 1)
    if until < held.first:
        return Told()
    turns, basis = _turns(held, until), held.digest
    return Told(
        results=(*_now(told, held, until, basis), *_shifts(told, held, turns, basis)),
        tables=(_turns_table(held, turns), _now_table(held, until)),
        pictures=(_con_picture(held, until), _number_picture(held, until)),
    )


def called(line: Line) -> str:
    """Name a series."""
    return f"{_measure(line)}, {'majors' if line.scope == 'majors' else 'all states'}"


def _measure(line: Line) -> str:
    return line.measure.upper() if line.measure in {"cinc", "gdp"} else line.measure


def near(year: int) -> tuple[int, ...]:
    """List the known years that a year is near."""
    return tuple(known for known in KNOWN if abs(known - year) <= NEAR)


def _sources(held: Polarity) -> tuple[str, ...]:
    return tuple(f"data:{name}" for name in held.sources)


_Last = tuple[Line, int, float, float, int]


def _last(held: Polarity, until: int, scope: Scope) -> Iterator[_Last]:
    """Give each measure among some states as it was last known: CON, HHI, poles."""
    for line in held.lines:
        years = [year for year in line.known() if year <= until]
        if line.scope == scope and years:
            k = years[-1] - line.first
            con, hhi, many = line.con[k], line.hhi[k], line.poles[k]
            if con is not None and hhi is not None and many is not None:
                yield line, years[-1], con, hhi, many


def _now(told: Weighed, held: Polarity, until: int, basis: str) -> Iterator[Result]:
    """Post how concentrated capability was when last known, over measures."""
    for scope, among in AMONG.items():
        last = list(_last(held, until, scope))
        numbers: dict[str, tuple[str, list[float]]] = {
            "con": ("Concentration of capability (CON)", [con for _, _, con, _, _ in last]),
            "number": ("Effective number of powers", [1 / hhi for _, _, _, hhi, _ in last]),
            "poles": ("Poles", [float(many) for *_, many in last]),
        }
        years = sorted({year for _, year, *_ in last})
        for id, (what, values) in numbers.items():
            yield told.post(
                f"polarity.{scope}.{id}",
                f"{what} among {among}, when last known ({years[0]} to {years[-1]}), range "
                f"over {len(values)} measures",
                Estimate(median_low(values), min(values), max(values), 1.0, Unit.NONE,
                         f"measures {basis}"),
                _sources(held),
            )  # fmt: skip


_Turns = tuple[tuple[Line, Turning], ...]


def _turns(held: Polarity, until: int) -> _Turns:
    """List the series that were cut, with the shifts up to a year."""
    cut = [(line, line.turning) for line in held.lines if line.turning is not None]
    return tuple(
        (
            line,
            Turning(
                tuple(one for one in turning.found if one.year <= until),
                turning.shuffled,
                turning.drifting,
            ),
        )
        for line, turning in cut
    )


def _shifts(told: Weighed, held: Polarity, turns: _Turns, basis: str) -> Iterator[Result]:
    """Post how many shifts were found, by chance, and near known years."""
    for line, turning in turns:
        id = f"polarity.{line.scope}.{'cinc' if line.measure == 'cinc' else 'net'}"
        years = line.known()
        close = sum(bool(near(year)) for year in years) / len(years)
        found = len(turning.found)
        met = sum(bool(near(one.year)) for one in turning.found)
        for key, what, value in (
            ("shifts", "Shifts of CON found", float(found)),
            ("drift", "Shifts found in its yearly changes put in random order, mean",
             turning.drifting),
            ("near", f"Shifts found within a year of {_years()}", float(met)),
            ("by_chance", "Shifts that would be so near, were they thrown at random",
             round(found * close, 2)),
        ):  # fmt: skip
            counted = exactly(value, Unit.COUNT, basis)
            yield told.post(f"{id}.{key}", f"{what}: {called(line)}", counted,
                            _sources(held))  # fmt: skip


def _years() -> str:
    *most, last = map(str, KNOWN)
    return f"{', '.join(most)} or {last}"


def _turns_table(held: Polarity, turns: _Turns) -> Table:
    rows = [
        (line, one) for line, turning in turns for one in turning.found
    ]  # as the series come, years in order
    return Table(
        id="balance.turns",
        title="When concentration shifted, found without any date",
        columns=("Series", "Year", "CON before", "CON after", "Gain", "Near",
                 "Major powers, another list"),
        rows=tuple(
            (
                called(line),
                str(one.year),
                one.before,
                one.after,
                one.gain,
                "; ".join(f"{known}, {KNOWN[known]}" for known in near(one.year)),
                _listed(held, line, one.year),
            )
            for line, one in rows
        ),
        rests_on=tuple(
            (f"balance.polarity.{line.scope}."
             f"{'cinc' if line.measure == 'cinc' else 'net'}.shifts",)
            for line, _ in rows
        ),
        note="Gain: log-likelihood that the cut gains. A series of major powers jumps also "
        "when the list of them changes, which is a judgement of its compilers.",
    )  # fmt: skip


def _listed(held: Polarity, line: Line, year: int) -> str:
    """Tell the change of the list of major powers that a shift may be the doing of."""
    if line.scope == "all":
        return ""
    changes = [int(one) for one in held.majors if int(one) > held.first]
    late = [one for one in changes if 0 <= year - one <= LISTED_LATE]
    return ", ".join(map(str, late))


def _now_table(held: Polarity, until: int) -> Table:
    rows = [(scope, *one) for scope in AMONG for one in _last(held, until, scope)]
    return Table(
        id="balance.polarity",
        title="Concentration and poles, as last known",
        columns=("Among", "Measure", "Year", "CON", "Effective number", "Poles",
                 "Strongest", "Named"),
        rows=tuple(
            (
                AMONG[scope],
                _measure(line),
                str(year),
                con,
                1 / hhi,
                many,
                names([StateId(line.strongest[year - line.first] or "")]),
                line.structure[year - line.first] or "",
            )
            for scope, line, year, con, hhi, many in rows
        ),
        rests_on=tuple(
            tuple(f"balance.polarity.{scope}.{id}" for id in ("con", "number", "poles"))
            for scope, *_ in rows
        ),
        note="A pole has at least half of the strongest's share. Named: unipolar where one "
        "major power has half of what they have, bipolar where two have half and a quarter "
        "each, multipolar where three have a twentieth. The list of major powers is that "
        f"of {held.majors_until}, taken to hold since.",
    )  # fmt: skip


def _con_picture(held: Polarity, until: int) -> Picture:
    line = held.line("cinc", "majors")
    years = [year for year in line.known() if year <= until]
    values = {year: line.con[year - line.first] or 0.0 for year in years}
    least = min(years, key=lambda year: values[year])
    return Picture(
        id="balance.con",
        kind="lines",
        title=f"Among the major powers capability was most even in {least} "
        f"(CON {values[least]:.2f}, by CINC); in {years[-1]} it stood at "
        f"{values[years[-1]]:.2f}",
        alt=f"Concentration of capability from {years[0]} to {until} by CINC and by GDP "
        "times GDP per head, among major powers and among all states. Known years to hold "
        f"against it: {_years()}.",
        source="National Material Capabilities; estimates of product by Fariss and others",
        x="year",
        marks=tuple(KNOWN.items()),
        y="CON: 0 even, 1 all in one hand",
        columns=("year", "series", "value", "low", "high"),
        rows=tuple(_rows(held, until, "con")),
    )


def _number_picture(held: Polarity, until: int) -> Picture:
    line = held.line("GDP x GDP per head", "majors")
    years = [year for year in line.known() if year <= until]
    values = {year: 1 / (line.hhi[year - line.first] or 1.0) for year in years}
    fewest = min(years, key=lambda year: values[year])
    return Picture(
        id="balance.number",
        kind="lines",
        title=f"By GDP times GDP per head the major powers were fewest in effect in "
        f"{fewest}: {values[fewest]:.1f}",
        alt=f"Effective number of powers, one over HHI, from {years[0]} to {until}.",
        source="National Material Capabilities; estimates of product by Fariss and others",
        x="year",
        marks=tuple(KNOWN.items()),
        y="effective number of powers (1/HHI)",
        columns=("year", "series", "value", "low", "high"),
        rows=tuple(_rows(held, until, "number")),
    )


def _rows(
    held: Polarity, until: int, index: str
) -> Iterator[tuple[int, str, float | None, None, None]]:
    for measure, scope in DRAWN if index == "con" else DRAWN[:3]:
        line = held.line(measure, scope)
        for year in range(held.first, until + 1):
            k = held.at(year)
            con, hhi = line.con[k], line.hhi[k]
            if con is not None and hhi is not None:
                yield year, called(line), con if index == "con" else 1 / hhi, None, None
