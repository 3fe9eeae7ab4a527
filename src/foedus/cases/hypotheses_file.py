"""Rival explanations of one thing: hypotheses.yaml, which a case may lack.

Each claim is judged by every explanation, with one reason: what tells the explanations
apart is the row and not a single mark of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from foedus import doors
from foedus.cases.case import Rivals
from foedus.faults import CaseFault, LedgerFault
from foedus.ledger.entry import Entry, Retraction
from foedus.ledger.hypotheses import Hypothesis, Judgement, Mark, Sign, matrix

FILE = "hypotheses.yaml"


@dataclass(frozen=True, slots=True)
class _Judged:
    claim: str
    marks: dict[str, Mark]
    reason: str


@dataclass(frozen=True, slots=True)
class _Written:
    question: str
    status: str
    who: str
    hypotheses: tuple[Hypothesis, ...]
    judgements: tuple[_Judged, ...]
    left_out: tuple[str, ...]
    signs: tuple[Sign, ...] = ()


def read_rivals(folder: Path, book: Sequence[Entry]) -> Rivals | None:
    """Read the explanations of a case folder; None where it has no such file.

    Parameters
    ----------
    folder
        That of the case.
    book
        Its entries. A claim that was withdrawn since may still be judged in the file.

    Raises
    ------
    CaseFault
        The file cannot be read, or its judgements are unsound.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    text = doors.read_text(path, fault=CaseFault)
    written = doors.read_yaml(_Written, text, where=str(path), fault=CaseFault)
    judgements = tuple(_judgements(written))
    ever = [entry for entry in book if not isinstance(entry, Retraction)]
    try:
        matrix(written.hypotheses, judgements, ever)
    except LedgerFault as fault:
        raise CaseFault(
            fault.found, expected=fault.expected, where=str(path), mend=fault.mend
        ) from None
    _refuse_unsound(written, text, str(path))
    return Rivals(
        written.question,
        written.hypotheses,
        judgements,
        written.status,
        written.left_out,
        written.signs,
    )


def _refuse_unsound(written: _Written, text: str, where: str) -> None:
    """Refuse a sign that is named twice, or is not judged by each explanation."""
    ids = {one.id for one in written.hypotheses}
    named = [one.id for one in written.signs]
    for place, one in enumerate(written.signs):
        if set(one.marks) == ids and named.index(one.id) == place:
            continue
        wrong = sorted(ids ^ set(one.marks)) or [one.id]
        raise CaseFault(
            f"sign {one.id} is not judged by each once: {wrong[0]}",
            expected=f"an id of its own, a mark by each of {', '.join(sorted(ids))}",
            where=f"{where}:{doors.line_of(text, ['signs', place])}",
            mend="give it a mark by every explanation, neutral too, and a name of its own",
        )


def _judgements(written: _Written) -> Iterator[Judgement]:
    for row in written.judgements:
        for hypothesis, mark in row.marks.items():
            yield Judgement(row.claim, hypothesis, mark, row.reason, written.who)
