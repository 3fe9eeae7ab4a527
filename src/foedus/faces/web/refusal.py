"""What is answered where something is refused: a status, and how to mend it."""

from dataclasses import dataclass

from foedus.faults import (
    CaseFault,
    DataFault,
    Fault,
    LedgerFault,
    NeedFault,
    OutputFault,
    PactFault,
    ShelfFault,
    StateFault,
)

STATUS: dict[type[Fault], int] = {
    CaseFault: 404,
    DataFault: 400,
    LedgerFault: 409,
    NeedFault: 400,
    OutputFault: 507,
    PactFault: 400,
    ShelfFault: 404,
    StateFault: 400,
}
"""Kind of fault -> HTTP status; 422 for any other."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that is not answered, and what to do about it."""

    status: int
    found: str
    expected: str
    mend: str
    where: str = "the request"


def refusal(fault: Fault, *, status: int | None = None) -> Refused:
    """Give a fault as it is told on a page."""
    return Refused(
        status or STATUS.get(type(fault), 422),
        fault.found,
        fault.expected,
        fault.mend,
        fault.where,
    )
