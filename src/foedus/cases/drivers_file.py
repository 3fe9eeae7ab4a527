"""What may end the pact of a case: drivers.yaml, which a case may lack.

Each driver says what may come, who names it, how likely it comes in a year and what it
does to the odds that the pact ends. Both sizes say what they rest on: claims, a fit, the
exchange's own runs, or nothing but an assumption.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from foedus import doors
from foedus.exchange.deal import Deal
from foedus.exchange.ends import causes_of
from foedus.faults import CaseFault
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim, Entry
from foedus.pacts.pact import Pact
from foedus.quantity import Unit
from foedus.states.roster import StateId, roster

FILE = "drivers.yaml"

Chance = Annotated[float, Field(ge=0, le=1)]
Times = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Makes = Literal["fulfilled", "violated", "replaced"]
"""How ATOP tells the end of a treaty."""


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader in power, whose leaving is foretold by age and time in power."""

    state: StateId
    born: int
    since: int


@dataclass(frozen=True, slots=True)
class AssumedChance:
    """A chance in a year that rests on nothing but a reason."""

    low: Chance
    mode: Chance
    high: Chance
    reason: str


@dataclass(frozen=True, slots=True)
class AssumedTimes:
    """What odds are multiplied by, resting on nothing but a reason."""

    low: Times
    mode: Times
    high: Times
    reason: str


@dataclass(frozen=True, slots=True)
class Comes:
    """How likely a driver comes in a year: by one of these, and no more."""

    parameter: str = ""
    """A parameter of bindings.yaml, a probability of one year."""
    leader: Leader | None = None
    exchange: tuple[str, ...] = ()
    """Ways in which the exchange of the case ends, in its own runs."""
    assumed: AssumedChance | None = None

    @property
    def named(self) -> int:
        """Count the bases that it names."""
        told = (self.parameter, self.leader, self.exchange, self.assumed)
        return sum(bool(one) for one in told)


@dataclass(frozen=True, slots=True)
class Does:
    """What a driver multiplies the odds of an end by: by one of these, and no more."""

    fitted: str = ""
    """An event whose weight is fitted on ended treaties."""
    assumed: AssumedTimes | None = None

    @property
    def named(self) -> int:
        """Count the bases that it names."""
        return bool(self.fitted) + (self.assumed is not None)


@dataclass(frozen=True, slots=True)
class Driver:
    """What may come, and what it does to the odds that the pact ends.

    Attributes
    ----------
    id, title
        The title follows `if`: `the war ends`.
    claims
        Claims that name it.
    why
        How it would end the pact.
    chance, times
        Sizes, each with its basis.
    lasts
        Years in which it weighs, that of its coming the first; `on` from then on.
    makes
        How an end that it brings would be told.
    again
        Whether it may come again.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    claims: tuple[str, ...]
    why: str
    chance: Comes
    times: Does
    lasts: Annotated[int, Field(ge=1)] | Literal["on"]
    makes: Makes
    again: bool = False
    pact: str = ""
    """The pact that it weighs on, where it is not that of the case."""


@dataclass(frozen=True, slots=True)
class Drivers:
    """What may end the pact of a case."""

    status: str
    """How the sizes came about."""
    drivers: tuple[Driver, ...]
    left_out: tuple[str, ...]


def read_drivers(
    folder: Path,
    book: Sequence[Entry],
    pacts: Sequence[Pact],
    deal: Deal | None,
    *,
    day: date,
    fitted: Sequence[str],
) -> Drivers | None:
    """Read the drivers of a case folder; None where it has no such file.

    Parameters
    ----------
    folder, book, pacts, deal
        The case's: its ledger, the pacts that it reads and its exchange.
    day
        The day that the case was written for.
    fitted
        Events whose weight is fitted.

    Raises
    ------
    CaseFault
        The file cannot be read, or a driver leans on what is not there.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    text = doors.read_text(path, fault=CaseFault)
    read = doors.read_yaml(Drivers, text, where=str(path), fault=CaseFault)
    known = _Known(book, pacts, deal, day, fitted)
    for loc, found, expected, mend in _troubles(read, known):
        raise CaseFault(
            found, expected=expected, where=f"{path}:{doors.line_of(text, loc)}", mend=mend
        )
    return read


class _Known:
    """What a driver may lean on."""

    def __init__(
        self,
        book: Sequence[Entry],
        pacts: Sequence[Pact],
        deal: Deal | None,
        day: date,
        fitted: Sequence[str],
    ) -> None:
        # A claim or binding that was withdrawn since may still be named in the file.
        self.claims = {str(one.id) for one in book if isinstance(one, Claim)}
        self.units = {b.parameter: b.unit for b in standing(book, Binding)}
        self.signed = {str(one.id): one.signed or day for one in pacts}
        self.causes = causes_of(deal) if deal is not None else ()
        self.day, self.fitted = day, fitted


_Loc = tuple[int | str, ...]
_Trouble = tuple[_Loc, str, str, str]


def _troubles(read: Drivers, known: _Known) -> Iterator[_Trouble]:
    ids = [one.id for one in read.drivers]
    for place, one in enumerate(read.drivers):
        here = ("drivers", place)
        if ids.index(one.id) != place:
            yield (
                (*here, "id"), f"a second driver called {one.id!r}", "a name of its own",
                "rename one of the two",
            )  # fmt: skip
        for row, claim in enumerate(one.claims):
            if claim not in known.claims:
                yield (
                    (*here, "claims", row), f"{one.id} leans on {claim!r}, no claim",
                    "ids of claims.jsonl", "name a claim of the case, or drop it",
                )  # fmt: skip
        yield from _of_sizes(one, here, known)
        yield from _of_pact(one, here, known)


def _of_sizes(one: Driver, here: _Loc, known: _Known) -> Iterator[_Trouble]:
    for key, said, bases in (
        ("chance", one.chance.named, "parameter, leader, exchange or assumed"),
        ("times", one.times.named, "fitted or assumed"),
    ):
        if said != 1:
            yield (
                (*here, key), f"{key} of {one.id} names {said} bases",
                f"one of {bases}", "say what the size rests on, once",
            )  # fmt: skip
    for key, own in (("chance", one.chance.assumed), ("times", one.times.assumed)):
        if own is not None and not own.low <= own.mode <= own.high:
            yield (
                (*here, key, "assumed"),
                f"{own.mode:g} between {own.low:g} and {own.high:g}",
                "low, mode and high rising", "give the range around the value",
            )  # fmt: skip
    asked = one.chance.parameter
    if asked and known.units.get(asked) is not Unit.PROBABILITY:
        yield (
            (*here, "chance", "parameter"), f"{asked!r} is no chance that is bound",
            "a parameter of bindings.yaml in probability",
            "bind claims to it, or give it an assumed range",
        )  # fmt: skip
    if one.times.fitted and one.times.fitted not in known.fitted:
        yield (
            (*here, "times", "fitted"), f"no event {one.times.fitted!r} was fitted",
            f"one of {', '.join(known.fitted)}", "name one of them, or assume a size",
        )  # fmt: skip
    for row, cause in enumerate(one.chance.exchange):
        if cause not in known.causes:
            yield (
                (*here, "chance", "exchange", row),
                f"the exchange does not end by {cause!r}",
                ", ".join(known.causes) or "an exchange.yaml in the folder",
                "name ways in which it ends",
            )  # fmt: skip
    leader = one.chance.leader
    if leader is not None:
        yield from _of_leader(leader, (*here, "chance", "leader"), known.day)


def _of_leader(one: Leader, here: _Loc, day: date) -> Iterator[_Trouble]:
    if one.state not in roster().ids:
        yield (
            (*here, "state"), f"{one.state!r} is no state", "ids of the roster of states",
            "look it up by `foedus states NAME`",
        )  # fmt: skip
    if not 1800 < one.born < one.since <= day.year:
        yield (
            (*here, "born"), f"born in {one.born}, in power since {one.since}",
            f"years that rise, none after {day.year}", "mend the years",
        )  # fmt: skip


def _of_pact(one: Driver, here: _Loc, known: _Known) -> Iterator[_Trouble]:
    if not one.pact:
        return
    signed = known.signed.get(one.pact)
    if signed is None or signed > known.day:
        standing_ones = sorted(id for id, on in known.signed.items() if on <= known.day)
        yield (
            (*here, "pact"), f"no treaty {one.pact!r} stands on {known.day}",
            f"one of {', '.join(standing_ones)}",
            "name a pact that the case reads, or leave the key out for its own",
        )  # fmt: skip
