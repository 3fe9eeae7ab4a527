"""What a form of the evidence reader decides, written to the journal as the terminal does.

A form carries how many decisions its reviewer had made on the claim when the page was
shown. If another window or a terminal has decided since, nothing is written, and the
reviewer is shown what stands.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import get_args

from foedus.faces.web.evidence import Evidence
from foedus.faults import DataFault, Finding, LedgerFault
from foedus.reading.proposal import Proposal
from foedus.reading.review import (
    ALONE,
    FIELDS,
    Verdict,
    check_link,
    coded,
    corrected,
    decide,
    place_of,
)
from foedus.reading.reviewers import times_decided

CORRECTABLE = tuple(field for field in FIELDS if field not in ALONE)


def decided(
    evidence: Evidence, one: Proposal, form: Mapping[str, str], who: str
) -> tuple[Finding, ...]:
    """Write what a form says of one claim.

    Raises
    ------
    DataFault
        No such verdict, or a value that a field cannot have.
    LedgerFault
        Decided elsewhere meanwhile, a link that leads nowhere, or the journal is held.
    """
    _refuse_stale(evidence, one, form, who)
    verdict = _verdict(form.get("verdict", ""), one)
    left, other, where, relation = one, None, "", None
    if verdict == "corrected":
        left = changed(one, form)
        verdict = "accepted" if left is one else "corrected"
    elif verdict in ("merged", "linked"):
        other = form.get("other", "").strip()
        named = form.get("relation", "") if verdict == "linked" else "extends"
        check_link(one.id, other, named, (p.id for p in evidence.sitting.proposals))
        where = next(place_of(p) for p in evidence.sitting.proposals if p.id == other)
        relation = named if verdict == "linked" else None
    return decide(
        evidence.sitting.journal,
        left,
        verdict,
        who=who,
        when=datetime.now(UTC),
        other=other,
        other_place=where,
        relation=relation,
        reason=form.get("reason", "").strip(),
    )


def _verdict(written: str, one: Proposal) -> Verdict:
    for verdict in get_args(Verdict):
        if verdict == written:
            return verdict  # type: ignore[no-any-return]  # it is one of the literals
    raise DataFault(
        f"no verdict {written[:40]!r}",
        expected=f"one of {', '.join(get_args(Verdict))}",
        where=one.id,
        mend="send it from the page",
    )


def changed(one: Proposal, form: Mapping[str, str]) -> Proposal:
    """Give a claim with each field that a form leaves differently.

    Raises
    ------
    DataFault
        A value that its field cannot have.
    """
    left = one
    for name in CORRECTABLE:
        if name in form and _folded(name, form[name]) != coded(one)[name]:
            left = corrected(left, name, form[name])
    return left


def _folded(name: str, value: str) -> str:
    words = " ".join(value.split())
    if name in ("actors", "recipients"):
        return " ".join(sorted(words.upper().split()))
    return words.upper() if name == "plover" else words


def _refuse_stale(
    evidence: Evidence, one: Proposal, form: Mapping[str, str], who: str
) -> None:
    times = times_decided(evidence.decisions(), who, one.id)
    if form.get("seen", "") != str(times):
        raise LedgerFault(
            f"{who} has decided on {one.id} since this page was shown, in another window "
            "or in a terminal",
            expected=f"{times} decisions before this one",
            where=one.id,
            mend="look at what stands now, and decide again if it should be otherwise; "
            "what you typed is still in the form",
        )
