"""What the profile of a pair comes to: results, tables and pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from foedus import doors
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Unit, exactly
from foedus.questions.answer import Cell, Picture, Table
from foedus.questions.numbers import amount, rounded
from foedus.questions.parts.history.profile import Profile
from foedus.questions.parts.history.turning import Joint, Turn, Turns, joined, turns_of
from foedus.questions.series import Series
from foedus.questions.wording import names, sentence
from foedus.sources.source import source

DRAWN = ("trade", "votes", "organizations", "capability")
"""The voices that are drawn, at most one figure each."""
MILLION = 1e6
MANY = 6
"""Turns in a title, beyond which they are counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """A profile with its turns."""

    profile: Profile
    turns: tuple[Turns, ...]
    joint: tuple[Joint, ...]
    basis: str
    """Digest of all that the series hold."""


def tell(profile: Profile) -> Told:
    """Find the turns of a profile."""
    turns = tuple(turns_of(series) for series in profile.series)
    versions = [(table.name, table.version) for table in profile.tables]
    basis = doors.digest([profile.pair, versions, profile.series])
    return Told(profile, turns, joined(turns), basis)


def series_id(series: Series) -> str:
    """Name the result that tells how often a series turned."""
    return f"history.series.{series.id}"


def joint_id(joint: Joint) -> str:
    """Name the result that tells how many voices turned about a year."""
    return f"history.joint.{joint.year}"


def results(told: Told, *, question: str, posted: date) -> Iterator[Result]:
    """Give the numbers of a profile: its data sets, the turns of each series, of years."""
    if not told.profile.tables:
        return
    pair = names(told.profile.pair)

    def counted(id: str, says: str, count: int, *rests_on: str) -> Result:
        number = exactly(count, Unit.COUNT, told.basis)
        return Result(ResultId(id), question, says, number, rests_on, posted)

    cards = (f"data:{table.name}" for table in told.profile.tables)
    yield counted(
        "history.data",
        f"Data sets at hand that speak of {pair}",
        len(told.profile.tables),
        *cards,
    )
    for turns in told.turns:
        series = turns.series
        says = f"Turns of {series.name}, {_known(series)}"
        yield counted(series_id(series), says, len(turns.found), f"data:{series.table}")
    for joint in told.joint:
        says = f"Voices that turn within a year of {joint.year}: {', '.join(joint.voices)}"
        heard = dict.fromkeys(series_id(turn.series) for turn in joint.turns)
        yield counted(joint_id(joint), says, len(joint.voices), *heard)


def tables(told: Told) -> Iterator[Table]:
    """Give the series with their turns, and the years in which several turn."""
    if not told.profile.tables:
        return
    yield Table(
        id="history.profile",
        title="What each data set shows, and when it turns",
        columns=(
            "Series",
            "Known",
            "Shows",
            "Turns",
            "Found",
            "By chance",
        ),
        rows=tuple(_row(turns) for turns in told.turns),
        rests_on=tuple((series_id(turns.series),) for turns in told.turns),
        note="A year that a data set does not cover is not known, never 0. By chance: "
        "turns that the same method finds on average where the same years stand in random "
        "order; then, for what is measured, where the same yearly changes do. A series "
        "that finds no more turns than that may only drift. No data set of arms transfers "
        "or of leaders' visits that speaks of all pairs is in the catalogue.",
    )
    yield Table(
        id="history.joint",
        title="Years about which at least three voices turn",
        columns=("Year", "Voices", "Of", "What turns", "Years with as many", "By chance"),
        rows=tuple(
            (
                str(joint.year),
                len(joint.voices),
                joint.could,
                "; ".join(f"{t.series.name} {t.year}" for t in joint.turns),
                joint.found,
                rounded(joint.by_chance, 2),
            )
            for joint in told.joint
        ),
        rests_on=tuple((joint_id(joint),) for joint in told.joint),
        note="Measures of one thing are one voice. By chance: years with as many voices "
        "that there would be on average, were each voice's turns put in random years of "
        "its own.",
    )


def pictures(told: Told) -> Iterator[Picture]:
    """Draw the measured series, one figure a voice and unit."""
    measured = [t for t in told.turns if t.series.manner == "measured"]
    for voice in DRAWN:
        heard = [t for t in measured if t.series.voice == voice]
        if heard:
            # Two measures of one thing in two units make two scales: the latter is drawn.
            same = [t for t in heard if t.series.unit == heard[-1].series.unit]
            yield _picture(voice, same, told.profile)


def _picture(voice: str, heard: list[Turns], profile: Profile) -> Picture:
    unit = heard[0].series.unit
    size = MILLION if unit is Unit.USD else 1.0
    turned = sorted({turn.year for turns in heard for turn in turns.found})
    what = heard[0].series.name if len(heard) == 1 else f"{voice} of {names(profile.pair)}"
    known = [year for turns in heard for year, _ in turns.series.known()]
    return Picture(
        id=f"history.{voice}_figure",
        kind="lines",
        title=f"{sentence(what)}: " + _turned(turned),
        alt=f"Lines of {'; '.join(t.series.name for t in heard)}, {min(known)} to "
        f"{max(known)}. " + " ".join(_shows(t.series) + "." for t in heard),
        source=", ".join(dict.fromkeys(_title(t.series) for t in heard)),
        x="year",
        y=_AXIS.get(unit, heard[0].series.name),
        columns=("year", "series", "value", "low", "high"),
        rows=tuple(row for t in heard for row in _points(t.series, size)),
    )


_AXIS = {Unit.USD: "million US$ of the year", Unit.SHARE: "share of votes",
         Unit.COUNT: "organizations", Unit.RATIO: "ratio"}  # fmt: skip


def _turned(years: list[int]) -> str:
    """Say when, or how often where that is more than one reads.

    >>> _turned([1994, 2003]), _turned([])
    ('turns found in 1994, 2003', 'no turn found')
    """
    if len(years) > MANY:
        return f"{len(years)} turns found from {years[0]} to {years[-1]}"
    return f"turns found in {', '.join(map(str, years))}" if years else "no turn found"


def _title(series: Series) -> str:
    known = source(series.table)
    return f"{known.title}, version {known.version}"


def _points(series: Series, size: float) -> Iterator[tuple[Cell, ...]]:
    """Give the points from the first known year to the last; a gap breaks the line."""
    years = [year for year, _ in series.known()]
    for year, value in enumerate(series.values, series.first):
        if years[0] <= year <= years[-1]:
            yield (year, series.name, None if value is None else value / size, None, None)


def _row(turns: Turns) -> tuple[Cell, ...]:
    return (
        turns.series.name,
        _known(turns.series),
        _shows(turns.series),
        "; ".join(_said(turn) for turn in turns.found) or turns.why_none or "none",
        len(turns.found),
        _by_chance(turns),
    )


def _by_chance(turns: Turns) -> str:
    known = [n for n in (turns.shuffled, turns.drifting) if n is not None]
    return "; ".join(f"{rounded(number, 2):g}" for number in known) or "-"


def _known(series: Series) -> str:
    """Say which years are known.

    >>> _known(Series("t.x", "x", "t", "x", Unit.COUNT, "x", "counted", 1990, (1, None, 2)))
    '1990, 1992'
    """
    return ", ".join(_runs(year for year, _ in series.known()))


def _runs(years: Iterable[int]) -> list[str]:
    said = []
    for _, run in groupby(enumerate(years), lambda pair: pair[1] - pair[0]):
        held = [year for _, year in run]
        said.append(f"{held[0]} to {held[-1]}" if held[1:] else str(held[0]))
    return said


def _shows(series: Series) -> str:
    """Say in a few words what a series holds."""
    known = series.known()
    if series.manner == "measured":
        (first, start), (last, end) = known[0], known[-1]
        return f"{_amount(series, start)} in {first}, {_amount(series, end)} in {last}"
    if series.unit is Unit.NONE:
        return f"{known[0][1]:g} in {known[0][0]}, {known[-1][1]:g} in {known[-1][0]}"
    some = [year for year, value in known if value]
    if series.manner == "counted":
        total = sum(value for _, value in known)
        return f"{total:.0f} in all: {', '.join(_runs(some))}" if some else "none"
    return f"in {', '.join(_runs(some))}" if some else "never"


def _said(turn: Turn) -> str:
    since = f" (since {turn.since} at the earliest)" if turn.since < turn.year else ""
    before, after = (_amount(turn.series, value) for value in (turn.before, turn.after))
    if turn.series.unit is Unit.TRUTH:
        return f"{turn.year} {'begins' if turn.after else 'ends'}{since}"
    return f"{turn.year}{since}: {before} to {after}"


def _amount(series: Series, value: float) -> str:
    return amount(value, series.unit)
