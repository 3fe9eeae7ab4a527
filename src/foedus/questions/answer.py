"""What a question comes to: numbers for the ledger, tables and pictures for the brief.

An answer is data. Its numbers are ledger results, each with what it rests on; its
pictures are tables with a promise of how to draw them. The words are the brief's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.faults import Finding
from foedus.ledger.entry import Result

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that people read; `rests_on` names the ledger entries of each row."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rests_on: tuple[tuple[str, ...], ...] = ()
    note: str = ""


Kind = Literal[
    "matrix",
    "chain",
    "map",
    "timeline",
    "bars",
    "intervals",
    "lines",
    "positions",
    "blocs",
    "network",
    "grid",
]
"""How a picture is drawn."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A table to be drawn. The columns are fixed by the kind:

    matrix
        attacker, victim, level (certain | conditional | none), certain, conditional,
        names: who owes the victim help.
    chain
        source, target, kind (attack | certain | conditional, or of joiners bound |
        called | itself), round, label.
    map
        state, role (attacker | victim | certain | conditional | free), label.
    timeline
        start, kind, event, id.
    bars
        group, series, value, low, high.
    intervals
        label, source, low, value, high, kind (claim | at_least | at_most | pool).
    lines
        year, series, value, low, high.
    positions
        label, kind (leaning | judged | method | pool | stood), low, value, high, weight:
        part of all salience x influence, for stakeholders only.
    blocs
        state, bloc, chance: of its falling to that bloc; blocs in the order of the legend.
    network
        layer, source, target, weight, group. A row without a layer is a state, in the
        order of the ring, with its chance and its bloc; of a tie the group may be `pact`.
    grid
        row, column, value, told (moves | alike | small | noise): half of a square of
        groups, each pair once; what is within noise is greyed.
    """  # noqa: D400

    id: str
    kind: Kind
    title: str
    """The finding, as a sentence."""
    alt: str
    """What a reader who does not see the picture should know."""
    source: str
    x: str
    """Name and unit of the horizontal axis; empty where there is none."""
    y: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    marks: tuple[tuple[int, str], ...] = ()
    """Of lines: years to be marked, with what they are known for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered for a case."""

    question: str
    case: str
    as_of: date
    results: tuple[Result, ...]
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    findings: tuple[Finding, ...] = ()
    basis: str = ""
    """Digest of the case and of the question's own options."""

    def result(self, id: str) -> Result:
        """Give one of the results by its id."""
        return next(r for r in self.results if r.id == id)

    def table(self, id: str) -> Table:
        """Give one of the tables by its id."""
        return next(t for t in self.tables if t.id == id)
