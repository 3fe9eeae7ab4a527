"""A case folder becomes one value: the pact, the evidence about it, and the world.

The engine knows no case. A folder holds

    case.yaml      name, day, pact, dyad, groups of states, pacts to read, left_out
    sources.yaml   who said things, and the documents read
    claims.jsonl   what they said, one claim a line
    links.jsonl    which claims agree, contradict, or are one
    bindings.yaml  parameters: which claims they rest on, or what is assumed
    identities.yaml  what must hold between parameters; may be missing
    hypotheses.yaml  rival explanations and how claims stand to them; may be missing
    states.csv     figures about states, each with its source
    timeline.csv   the relation's history
    acts.yaml      acts worth asking about, and those that go on
    issues.yaml    contested issues, for bargaining
    capabilities.yaml  what help may speed; may be missing
    drivers.yaml   what may end the pact; may be missing
    exchange.yaml  what the two give each other; may be left out
    pacts/         treaties that the catalogue lacks
    journal.jsonl  entries posted since
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from foedus import doors
from foedus.cases.capability_file import Goal
from foedus.cases.coalition import Coalition
from foedus.cases.drivers_file import Drivers
from foedus.exchange.deal import Deal
from foedus.ledger.book import without_source
from foedus.ledger.entry import Entry
from foedus.ledger.hypotheses import Hypothesis, Judgement, Sign
from foedus.ledger.identity import Identity
from foedus.ledger.origin import SourceId
from foedus.pacts.act import Act, Fact
from foedus.pacts.pact import Pact, PactId
from foedus.pacts.provision import Kind
from foedus.states.roster import StateId


@dataclass(frozen=True, slots=True)
class Level:
    """A set of states at which balance is read: a peninsula, a region, the world."""

    name: str
    states: tuple[StateId, ...]
    """Empty means every state that the case has figures of."""
    title: str = ""
    """How it is called in a sentence; the name where none is given."""

    @property
    def called(self) -> str:
        """What it is called in a sentence."""
        return self.title or self.name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Camp:
    """States that stand together in the balance, by the case's own reckoning."""

    name: str
    states: tuple[StateId, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Watched:
    """A number that a key judgement is asked of, with the threshold it is held against."""

    parameter: str
    above: float
    says: str
    """The sentence judged; it follows `It is likely that`, so no capital but a name's."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands in case.yaml."""

    title: str
    question: str
    """What the case is about, in one sentence."""
    as_of: date
    pact: PactId
    dyad: tuple[StateId, StateId]
    pacts: tuple[PactId, ...]
    """Treaties of the catalogue that matter here."""
    states: tuple[StateId, ...]
    """States shown in matrix and map."""
    levels: tuple[Level, ...]
    camps: tuple[Camp, ...]
    groups: dict[str, tuple[StateId, ...]]
    left_out: tuple[str, ...]
    watched: tuple[Watched, ...] = ()
    coalitions: tuple[Coalition, ...] = ()
    """Who sanctions one of the two, or both."""
    provisional: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """One number about one state, as a row of states.csv."""

    state: StateId
    field: str
    value: float
    year: int
    source: str
    """A document of the case."""
    low: float | None = None
    high: float | None = None
    basis: Literal["read", "memory"] = "read"
    note: str | None = None

    @property
    def id(self) -> str:
        """Name the figure in the ledger."""
        return f"figure:{self.state}.{self.field}.{self.year}"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the relation's history."""

    id: str
    date: str
    """A day, a month or a year."""
    states: str
    """Codes, parted by semicolons."""
    kind: str
    event: str
    source: str | None = None
    basis: Literal["read", "memory"] = "memory"


@dataclass(frozen=True, slots=True)
class Question:
    """An act worth asking about, as acts.yaml has it."""

    id: str
    attacker: StateId
    victim: StateId
    why: str
    expect: str
    """What the treaties seem to say on their text: a check, not a forecast."""
    kind: Kind = Kind.ATTACK
    places: tuple[str, ...] = ("home",)
    provoked: Fact | None = None
    day: date | None = None
    sake: StateId | None = None
    invoked: dict[PactId, Fact] = field(default_factory=dict)
    decided: dict[PactId, Fact] = field(default_factory=dict)
    resisted: bool | None = None
    headline: bool = False
    """Shown with its chain in the brief; the others in a table."""


@dataclass(frozen=True, slots=True)
class GoingOn:
    """An act that has happened, for the situation that questions are asked in."""

    attacker: StateId
    victim: StateId
    day: date
    kind: Kind
    source: str
    places: tuple[str, ...] = ("home",)
    until: date | None = None
    provoked: Fact | None = None
    sake: StateId | None = None


@dataclass(frozen=True, slots=True)
class Stake:
    """One actor on one issue: low, most likely, high, on 0 to 100."""

    position: tuple[float, float, float]
    salience: tuple[float, float, float]
    influence: tuple[float, float, float]
    rests_on: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A contested question on a scale from 0 to 100."""

    id: str
    question: str
    continuum: dict[int, str]
    status_quo: float
    actors: dict[str, Stake]


@dataclass(frozen=True, slots=True)
class Rivals:
    """Explanations of one thing that cannot all be right, and how claims stand to them."""

    question: str
    hypotheses: tuple[Hypothesis, ...]
    judgements: tuple[Judgement, ...]
    status: str
    """How the judgements came about."""
    left_out: tuple[str, ...]
    signs: tuple[Sign, ...] = ()
    """What may yet be seen and would tell them apart."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a case folder says."""

    name: str
    heading: Heading
    compiled: date
    """The day that the case was written for, whatever day it is asked about."""
    pacts: tuple[Pact, ...]
    book: tuple[Entry, ...]
    figures: tuple[Figure, ...]
    timeline: tuple[Event, ...]
    background: tuple[Act, ...]
    acts: tuple[Question, ...]
    issues: tuple[Issue, ...]
    digest: str
    """Of the bytes of the folder and of the treaties it reads."""
    capabilities: tuple[Goal, ...] = ()
    """What help may speed."""
    identities: tuple[Identity, ...] = ()
    """What must hold between its parameters."""
    rivals: Rivals | None = None
    exchange: Deal | None = None
    drivers: Drivers | None = None
    """What may end its pact."""
    issues_status: str = ""
    """How the numbers of the issues came about."""
    issues_left_out: tuple[str, ...] = ()


def without(case: Case, source: SourceId) -> Case:
    """Give a case as if a source had never been heard, nor what passed through it.

    Raises
    ------
    LedgerFault
        The case knows no such source.
    """
    return replace(
        case,
        book=without_source(case.book, source),
        digest=doors.digest([case.digest, "without", source]),
    )
