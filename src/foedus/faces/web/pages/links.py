"""`/links`: pairs of claims that may stand against each other, side by side."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foedus.faces.web.deciding import decided
from foedus.faces.web.evidence import Evidence
from foedus.faces.web.refusal import Refused, refusal
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
from foedus.faults import DataFault, Fault
from foedus.ledger.entry import Review
from foedus.reading.links import Candidate
from foedus.reading.proposal import Proposal
from foedus.reading.review import FIELDS, RELATIONS, coded, links_made
from foedus.reading.reviewers import times_decided

AROUND = 240
"""Code points of the text that are shown before and after a claim."""
DISAGREE = ("contradicts", "qualifies")
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of a pair, with the text around it."""

    one: Proposal
    before: str
    after: str


def links(request: Request) -> Response:
    """Show one pair, or write the link that a form makes of it."""
    evidence, who = evidence_of(request), reviewer(request)
    found = evidence.candidates(patience=0.3)
    if found is None:
        return show(request, "links.html", who=who, pairs=None, shown="", pair=None)
    made = links_made(evidence.decisions())
    kind = asked(request, "show", "disagreements")
    pairs = [c for c in found if kind != "disagreements" or c.relation in DISAGREE]
    turn = min(number(request, "n", 1, 1, MOST), max(1, len(pairs)))
    pair = pairs[turn - 1] if pairs else None
    if request.method == "POST":
        return _posted(request, evidence, pair, turn, who, pairs)
    return _shown(request, evidence, made, pairs, pair, turn, who)


def _posted(
    request: Request,
    evidence: Evidence,
    pair: Candidate | None,
    turn: int,
    who: str,
    pairs: list[Candidate],
) -> Response:
    form = form_of(request)
    one = evidence.claim(pair.a) if pair else None
    try:
        if pair is None or one is None or form.get("other") != pair.b:
            raise DataFault(
                "the pair of this form is no longer at this place",
                expected="the pair that was shown",
                where="the links",
                mend="look at the pair again, and link it then",
            )
        decided(evidence, one, {**form, "verdict": "linked"}, who)
    except Fault as fault:
        made = links_made(evidence.decisions())
        return _shown(request, evidence, made, pairs, pair, turn, who, fault=refusal(fault))
    on = min(turn + 1, len(pairs))
    done = f"{pair.a} {form.get('relation')} {pair.b}"
    return go(address("/links", who=who, show=asked(request, "show"), n=on, done=done))


def _shown(
    request: Request,
    evidence: Evidence,
    made: tuple[Review, ...],
    pairs: list[Candidate],
    pair: Candidate | None,
    turn: int,
    who: str,
    *,
    fault: Refused | None = None,
) -> Response:
    sides = [_side(evidence, id) for id in ((pair.a, pair.b) if pair else ())]
    fields = [
        (name, *(coded(side.one)[name] for side in sides)) for name in FIELDS if sides
    ]
    return show(
        request,
        "links.html",
        status=fault.status if fault else 200,
        who=who,
        pairs=pairs,
        shown=asked(request, "show", "disagreements"),
        pair=pair,
        turn=turn,
        sides=sides,
        fields=fields,
        already=[r for r in made if pair and {r.proposal, r.other} == {pair.a, pair.b}],
        linked={frozenset((r.proposal, r.other)) for r in made},
        relations=RELATIONS,
        seen=times_decided(evidence.decisions(), who, pair.a) if pair else 0,
        typed=form_of(request) if request.method == "POST" else {},
        done=asked(request, "done"),
        fault=fault,
    )


def _side(evidence: Evidence, id: str) -> Side:
    one = evidence.claim(id)
    if one is None:
        raise DataFault(
            f"no claim {id}",
            expected="a claim of the file under review",
            where="the links",
            mend="load the page anew",
        )
    first, last = one.selectors[0], one.selectors[-1]
    try:
        layer = evidence.layer(one.document)
    except Fault:
        layer = None  # told on the page of that document
    if layer is None:
        return Side(one, first.prefix, last.suffix)
    start, end = first.start, last.end
    return Side(
        one, layer.text[max(0, start - AROUND) : start], layer.text[end : end + AROUND]
    )


ROUTES = (Route("/links", links, methods=["GET", "POST"]),)
