"""What can go wrong, and how it is told.

Fault
├── DataFault      a source, a table or a panel breaks its promise
├── StateFault     a name that is no state, or no state on that day
├── PactFault      a treaty file cannot mean what it says
├── CaseFault      a case folder does not hold together
├── NeedFault      something asks for what is not at hand
├── SolveFault     a solver gave up
├── LedgerFault    an entry cannot be posted, or the book cannot be read
├── ShelfFault     bytes could not be had, or are not the bytes that were pinned
└── OutputFault    a result could not be written

A Fault stops the work, since whoever called can mend it. A Finding does not: it is a
remark on somebody's data, with its place, handed back beside the result so that all
of them can be read at once.
"""

from dataclasses import dataclass
from typing import Literal


class Fault(Exception):
    r"""Base of every fault: it cannot be raised without saying how to mend it.

    >>> str(Fault("no sugar", expected="two spoons", where="tea", mend="add some"))
    'no sugar\n  expected  two spoons\n  where     tea\n  mend      add some'
    """

    def __init__(self, found: str, *, expected: str, where: str, mend: str) -> None:
        super().__init__(
            f"{found}\n  expected  {expected}\n  where     {where}\n  mend      {mend}"
        )
        self.found, self.expected, self.where, self.mend = found, expected, where, mend

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling, and a fault in a
        # worker process must reach the person as it was told.
        return _again, (type(self), self.found, self.expected, self.where, self.mend)


def _again(kind: type[Fault], found: str, expected: str, where: str, mend: str) -> Fault:
    return kind(found, expected=expected, where=where, mend=mend)


class DataFault(Fault):
    """A source, a table or a panel breaks its promise."""


class StateFault(Fault):
    """A name that is no state, or no state on that day."""


class PactFault(Fault):
    """A treaty file cannot mean what it says."""


class CaseFault(Fault):
    """A case folder does not hold together."""


class NeedFault(Fault):
    """Something asks for what is not at hand."""


class SolveFault(Fault):
    """A solver gave up."""


class LedgerFault(Fault):
    """An entry cannot be posted, or the book cannot be read."""


class ShelfFault(Fault):
    """Bytes could not be had, or are not the bytes that were pinned."""


class OutputFault(Fault):
    """A result could not be written."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on somebody's data."""

    weight: Literal["note", "doubt", "breach"]
    where: str
    """A place a person can open: `file:line`, or `state AUH, year 1879`."""
    remark: str
