"""What must hold between a case's numbers: identities.yaml, which a case may lack.

A side is a list of terms that are added, a term a list of factors that are multiplied: a
parameter, `1 - parameter`, `1 + parameter`, `1 / parameter`, or a number with its unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from foedus import doors
from foedus.faults import CaseFault, LedgerFault
from foedus.ledger.identity import Identity, Term, refuse_unsound, term_of
from foedus.quantity import Unit

FILE = "identities.yaml"

Side = tuple[tuple[str | int | float, ...], ...]


@dataclass(frozen=True, slots=True)
class _Written:
    id: str
    says: str
    left: Side
    right: Side
    because: str
    relation: Literal["equals", "at_most"] = "equals"
    ratios: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Identities:
    identities: tuple[_Written, ...]
    left_out: tuple[str, ...]


def read_identities(folder: Path, units: Mapping[str, Unit]) -> tuple[Identity, ...]:
    """Read the identities of a case folder; none where it has no such file.

    Parameters
    ----------
    folder
        That of the case.
    units
        Parameter -> the unit of its binding.

    Raises
    ------
    CaseFault
        The file cannot be read, or an identity is unsound.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    text = doors.read_text(path, fault=CaseFault)
    written = doors.read_yaml(_Identities, text, where=str(path), fault=CaseFault)
    try:
        made = tuple(_identity(one) for one in written.identities)
        refuse_unsound(made, units)
    except LedgerFault as fault:
        raise CaseFault(
            fault.found,
            expected=fault.expected,
            where=f"{path}, {fault.where}",
            mend=fault.mend,
        ) from None
    return made


def _identity(raw: _Written) -> Identity:
    return Identity(
        raw.id,
        raw.says,
        _side(raw.left, raw.id),
        _side(raw.right, raw.id),
        raw.relation,
        raw.ratios,
        raw.because,
    )


def _side(side: Side, id: str) -> tuple[Term, ...]:
    return tuple(term_of(factors, where=f"identity {id}") for factors in side)
