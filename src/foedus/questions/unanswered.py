"""The answer to a question of which too little is known."""

from foedus import doors
from foedus.cases.case import Case
from foedus.faults import Finding, NeedFault
from foedus.questions.answer import Answer


def unanswered(case: Case, question: str, what: str, lacking: NeedFault) -> Answer:
    """Answer that no number could be given, and what mends that.

    Parameters
    ----------
    case
        The case.
    question
        The name of the question.
    what
        What would have been told.
    lacking
        Why it could not be.
    """
    remark = f"{lacking.found}. To mend it: {lacking.mend}"
    return Answer(
        question=question,
        case=case.name,
        as_of=case.heading.as_of,
        results=(),
        findings=(Finding("doubt", what, remark),),
        basis=doors.digest([case.digest, question]),
    )
