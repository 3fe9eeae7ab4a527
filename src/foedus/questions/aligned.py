"""Blocs and leverage together, read off one network of the case's day."""

from foedus.cases.case import Case
from foedus.faults import Finding, NeedFault
from foedus.questions.alignment import alignment_of
from foedus.questions.blocs_told import blocs_of
from foedus.questions.leverage import leverage_of
from foedus.questions.series import Tables
from foedus.questions.telling import Told


def aligned(
    case: Case,
    *,
    question: str,
    seed: int = 1,
    runs: int = 2_000,
    tables: Tables | None = None,
) -> Told:
    """Tell the blocs of a case's day and the leverage within its region, as one part.

    Parameters
    ----------
    case
        The case.
    question
        In whose answer they are told.
    seed, runs
        Of all draws, and of those of leverage; blocs have fewer, which take longer.
    tables
        Gives data sets by name, for a day of a year that the package does not carry.
    """
    try:
        held = alignment_of(case, seed=seed, tables=tables)
    except NeedFault as lacking:
        remark = f"{lacking.found}. To mend it: {lacking.mend}"
        return Told(findings=(Finding("doubt", "blocs and leverage", remark),))
    parts = (
        blocs_of(case, question=question, seed=seed, alignment=held),
        leverage_of(case, question=question, seed=seed, runs=runs, alignment=held),
    )
    return Told(
        results=tuple(one for part in parts for one in part.results),
        tables=tuple(one for part in parts for one in part.tables),
        pictures=tuple(one for part in parts for one in part.pictures),
        findings=tuple(one for part in parts for one in part.findings),
    )
