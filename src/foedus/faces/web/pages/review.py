"""`/review`: documents with their claims beside them, reviewed by keyboard."""

from collections import Counter
from collections.abc import Mapping, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foedus.faces.web.deciding import CORRECTABLE, decided
from foedus.faces.web.refusal import Refused, refusal
from foedus.faces.web.room import Room, room
from foedus.faces.web.views import (
    address,
    asked,
    evidence_of,
    form_of,
    go,
    number,
    reviewer,
    show,
)
from foedus.faults import Fault
from foedus.reading.proposal import Proposal
from foedus.reading.review import RELATIONS, agreement, waiting
from foedus.reading.reviewers import differences, next_waiting, tallies

LONGEST_TEXT = 2**31
MOST_OFFERED = 300
"""Claims that a field for the other claim offers; any id can be typed."""
CHOICES = {
    "kind": (
        "event", "state", "obligation", "intent", "perception", "causal", "forecast",
        "evaluation", "quantity",
    ),
    "polarity": ("affirmed", "denied"),
    "checkability": ("yes", "partly", "opinion"),
}  # fmt: skip
"""Fields that have few values."""


def review(request: Request) -> Response:
    """List the documents under review and how far each reviewer has come."""
    evidence, who = evidence_of(request), reviewer(request)
    held, made = evidence.sitting.proposals, evidence.decisions()
    left = Counter(one.document for one in waiting(held, made, who))
    whole = Counter(one.document for one in held)
    return show(
        request,
        "review.html",
        who=who,
        rows=[(name, whole[name], left[name]) for name in evidence.sitting.documents],
        tallies=tallies(held, made),
        claims=evidence.sitting.claims,
        journal=evidence.sitting.journal,
    )


def reader(request: Request) -> Response:
    """Show a document at a claim, or write what a form says of it."""
    document = request.path_params["document"]
    if request.method == "POST":
        return _posted(request, document)
    return _shown(request, _room(request, document))


def agreed(request: Request) -> Response:
    """Compare two reviewers, field by field, with the claims on which they differ."""
    evidence = evidence_of(request)
    made = evidence.decisions()
    reviewers = tuple(dict.fromkeys(r.reviewer for r in made))
    a = asked(request, "a", reviewers[0] if reviewers else "")
    b = asked(request, "b", reviewers[1] if len(reviewers) > 1 else "")
    return show(
        request,
        "agreement.html",
        who=reviewer(request),
        reviewers=reviewers,
        a=a,
        b=b,
        table=agreement(made, a, b),
        differences=differences(made, a, b),
        document={one.id: one.document for one in evidence.sitting.proposals},
    )


def _room(request: Request, document: str) -> Room:
    begins, ends = (number(request, n, 0, 0, LONGEST_TEXT) for n in ("from", "to"))
    opened = room(
        evidence_of(request),
        document,
        reviewer(request),
        claim=asked(request, "claim"),
        stretch=(begins, ends) if begins < ends else None,
    )
    if opened is None:
        raise HTTPException(404)
    return opened


def _posted(request: Request, document: str) -> Response:
    evidence, who, form = evidence_of(request), reviewer(request), form_of(request)
    opened = _room(request, document)
    try:
        findings = decided(evidence, opened.one, form, who)
    except Fault as fault:
        # The page comes again with all that was typed, so that nothing is lost.
        return _shown(request, _room(request, document), form=form, fault=refusal(fault))
    if form.get("verdict") == "linked":
        to = opened.one
    else:
        left = evidence.sitting.of(document)
        to = (
            next_waiting(left, evidence.decisions(), who, after=opened.one.id) or opened.one
        )
    done = f"{opened.one.id}: {form['verdict']}" + "".join(
        f"; {f.remark}" for f in findings
    )
    where = address(
        "/review/{}", document, who=who, claim=to.id, done=done, **_kept(request)
    )
    return go(f"{where}#here")


def _kept(request: Request) -> dict[str, str]:
    return {"keys": "off"} if asked(request, "keys") == "off" else {}


def _others(opened: Room, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Give claims to be chosen as the other one: near ones, then those of the document."""
    near = {id for pair in opened.near or () for id in (pair.a, pair.b)}
    ranked = sorted(
        (one for one in proposals if one.id != opened.one.id),
        key=lambda one: (one.id not in near, one.document != opened.document),
    )
    return ranked[:MOST_OFFERED]


def _shown(
    request: Request,
    opened: Room,
    *,
    form: Mapping[str, str] | None = None,
    fault: Refused | None = None,
) -> Response:
    sitting = evidence_of(request).sitting
    typed = dict(form or {})
    typed.setdefault("other", asked(request, "other"))
    typed.setdefault("relation", asked(request, "relation"))
    stretch = {name: asked(request, name) for name in ("from", "to")}
    return show(
        request,
        "reader.html",
        status=fault.status if fault else 200,
        room=opened,
        who=opened.who,
        fault=fault,
        typed=typed,
        opened=typed.get("verdict") or asked(request, "open"),
        done=asked(request, "done"),
        correctable=CORRECTABLE,
        choices=CHOICES,
        relations=RELATIONS,
        others=_others(opened, sitting.proposals),
        kept={**stretch, **_kept(request)},
    )


ROUTES = (
    Route("/review", review),
    Route("/review/{document}", reader, methods=["GET", "POST"]),
    Route("/agreement", agreed),
)
