"""What a job does that reads a document by the rules, as `foedus read` does."""

from collections.abc import Callable
from pathlib import Path

from foedus.faces.web.board import Work
from foedus.faults import DataFault
from foedus.reading.gathering import add_claims
from foedus.reading.many import read_many


def build(work: Work, tell: Callable[[int, int, str], None]) -> None:
    """Read one document, and put its proposed claims into the file under review.

    Raises
    ------
    Fault
        The document cannot be read, has no claim, or was read before.
    """
    path = Path(work.case)
    tell(0, 2, f"reading {path.name}")
    readings, findings = read_many([path], workers=1)
    for finding in findings:
        if finding.weight == "breach":
            raise DataFault(
                finding.remark,
                expected="a document that can be read",
                where=finding.where,
                mend="mend it as is told, then read it again",
            )
    tell(1, 2, "keeping its claims")
    proposals = [one for reading in readings for one in reading.proposals]
    add_claims(Path(str(work.options["claims"])), proposals)
