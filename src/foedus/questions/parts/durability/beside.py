"""Four answers side by side: what became of others, the fit, and runs with and without."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from foedus.estimation.base_rates import LEVEL, Longevity
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Cell, Picture, Table
from foedus.questions.parts.durability.strained import QUESTION, Strained

BANDED = ("fitted", "plain", "simulated", "asked")
"""Ways whose doubt is drawn as a band; that of classes stands in their table."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of telling how long the pact stands.

    Attributes
    ----------
    key, name
        Which it is, and how the picture calls it.
    alive
        Years ahead -> the chance that it stands, with its doubt.
    why
        What it knows, and so where it parts from the others.
    rests_on
        Results of the years that are told in the table.
    """

    key: str
    name: str
    alive: Mapping[int, Estimate]
    why: str
    rests_on: tuple[str, ...]

    def yearly(self, first: int, last: int) -> float:
        """Give the mean chance of its end in a year, from one year ahead to another.

        >>> sure = Estimate(1.0, 1.0, 1.0, 0.9, Unit.PROBABILITY, "")
        >>> Way("a", "a", {5: sure}, "", ()).yearly(1, 5)
        0.0
        """
        before = self.alive[first - 1].value if first > 1 else 1.0
        left = self.alive[last].value / before if before > 0 else 0.0
        return float(1.0 - left ** (1 / (last - first + 1)))


def ways_of(
    fitted: Sequence[Estimate],
    like: Sequence[tuple[int, Longevity]],
    strained: Strained | None,
    *,
    asked: Sequence[int],
    known: int,
) -> tuple[Way, ...]:
    """Set the ways side by side, the widest view first.

    Parameters
    ----------
    fitted
        The fitted model's chances, year by year.
    like
        Classes of treaties like it, each with its place among the results.
    strained
        What runs of the system say.
    asked
        Years of the table.
    known
        The last year whose ends the fit knows.
    """
    told = [_of_class(place, rate, asked) for place, rate in like]
    told.append(
        Way(
            "fitted", "this pact, fitted", _numbered(fitted),
            "reads the pact's own clauses on the level at which treaties ended, as known "
            f"to {known}, and lets that level wander on",
            _cited("alive", asked),
        )
    )  # fmt: skip
    return (*told, *(_of_runs(strained, asked) if strained is not None else ()))


def _of_class(place: int, rate: Longevity, asked: Sequence[int]) -> Way:
    told = zip(rate.years, rate.alive, rate.low, rate.high, strict=True)
    alive = {
        year: Estimate(value, min(low, value), max(high, value), LEVEL, Unit.SHARE, "")
        for year, value, low, high in told
    }
    return Way(
        "class", f"of {rate.treaties} like it", alive,
        f"counts {rate.ended} ends of {rate.treaties} treaties whatever the times, world "
        "wars and the fall of empires among them"
        if place == 0
        else f"counts {rate.ended} ends of the {rate.treaties} treaties most like it, few "
        "enough to be the fate of one patron",
        _cited(f"class.{place}", asked),
    )  # fmt: skip


def _of_runs(made: Strained, asked: Sequence[int]) -> Iterator[Way]:
    yield Way(
        "plain", "run forward, no drivers", _numbered(made.alive(())),
        "knows fewer clauses than the fit and adds quarrels that the runs bring; its level "
        "of ends comes back to the mean of the years since 1946",
        _cited("plain", asked),
    )  # fmt: skip
    if made.names:
        yield Way(
            "simulated", "run forward, all drivers", _numbered(made.alive(made.names)),
            "the same runs, in which what the case names may come and weigh; most of these "
            "weights are assumed",
            _cited("simulated", asked),
        )  # fmt: skip
    if made.asked is not None:
        yield Way(
            "asked", "run forward, as asked", _numbered(made.as_asked()),
            f"the same runs, {made.asked[1]}", _cited("asked", asked),
        )  # fmt: skip


def table_of(ways: Sequence[Way], asked: Sequence[int]) -> Table:
    """Tell all ways at the years asked of, with what each knows."""
    first, last = asked[0], asked[-1]
    return Table(
        id=f"{QUESTION}.beside",
        title="The same question, asked four ways",
        columns=(
            "Way", *(f"{years} years" for years in asked), f"Ends a year, to {first}",
            f"Ends a year, {first + 1} to {last}", "What it knows",
        ),
        rows=tuple(_row(way, asked) for way in ways),
        rests_on=tuple(way.rests_on for way in ways),
        note="Chance that the pact stands, with its interval of 90 %; then the mean chance "
        "that it ends in a year.",
    )  # fmt: skip


def _row(way: Way, asked: Sequence[int]) -> tuple[Cell, ...]:
    first, last = asked[0], asked[-1]
    told = (way.alive[years] for years in asked)
    return (
        way.name,
        *(f"{e.value:.0%} ({e.low:.0%} to {e.high:.0%})" for e in told),
        f"{way.yearly(1, first):.1%}", f"{way.yearly(first + 1, last):.1%}", way.why,
    )  # fmt: skip


def picture_of(ways: Sequence[Way], since: int, span: Sequence[int]) -> Picture:
    """Draw all ways through the years ahead, with bands where doubt was drawn."""
    rows: list[tuple[Cell, ...]] = []
    for way in ways:
        banded = way.key in BANDED
        begun = 1.0 if banded else None
        rows.append((since, way.name, 1.0, begun, begun))
        rows += [
            (since + k, way.name, e.value, *((e.low, e.high) if banded else (None, None)))
            for k, e in sorted(way.alive.items())
            if k in span
        ]
    ten = {way.key: way.alive[10].value for way in ways}
    told = (
        f"The pact stands at the end of {since + 10} with a chance of {ten['fitted']:.0%}"
    )
    title = (
        f"{told} by the fit, and with {ten['simulated']:.0%} run forward under all that "
        "may end it"
        if "simulated" in ten
        else f"{told}, by the model"
    )
    return Picture(
        id=f"{QUESTION}.curve",
        kind="lines",
        title=title,
        alt="Chance that the pact stands, year by year: "
        + "; ".join(
            f"{way.name} {way.alive[5].value:.0%} after 5 years, "
            f"{way.alive[15].value:.0%} after 15"
            for way in ways
        )
        + ".",
        source="model termination, base rates and runs of the system; ATOP 5.1",
        x="end of the year",
        y="chance to stand",
        columns=("year", "series", "value", "low", "high"),
        rows=tuple(rows),
    )


def _numbered(told: Sequence[Estimate]) -> dict[int, Estimate]:
    return dict(enumerate(told, 1))


def _cited(stem: str, asked: Sequence[int]) -> tuple[str, ...]:
    return tuple(f"{QUESTION}.{stem}.{years}" for years in asked)
