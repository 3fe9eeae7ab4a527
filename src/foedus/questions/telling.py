"""A part of an answer, made by one file and put into an answer by another."""

from dataclasses import dataclass

from foedus.faults import Finding
from foedus.ledger.entry import Result
from foedus.questions.answer import Picture, Table


@dataclass(frozen=True, slots=True)
class Told:
    """What one part of a question comes to."""

    results: tuple[Result, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    findings: tuple[Finding, ...] = ()
