"""`/cases/NAME/claims`: claims on one number side by side, where sources differ."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foedus.faces.web.setting import case_of
from foedus.faces.web.views import asked, case_read, setting_of, show
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim, Link
from foedus.ledger.origin import Document, Source
from foedus.questions.numbers import amount


def claims(request: Request) -> Response:
    """Show the claims of a case by the number that they speak to."""
    name = request.path_params["name"]
    case, _ = case_read(request, case_of(setting_of(request), name))
    by_parameter: dict[str, list[Claim]] = {}
    for claim in standing(case.book, Claim):
        if claim.parameter is not None:
            by_parameter.setdefault(claim.parameter, []).append(claim)
    several = {key: held for key, held in by_parameter.items() if len(held) > 1}
    links = standing(case.book, Link)
    chosen = asked(request, "parameter") or next(iter(sorted(several)), "")
    return show(
        request,
        "claims.html",
        name=name,
        case=case,
        several=several,
        chosen=chosen,
        held=by_parameter.get(chosen, []),
        meaning={b.parameter: b.meaning for b in standing(case.book, Binding)},
        sources={source.id: source for source in standing(case.book, Source)},
        documents={document.id: document for document in standing(case.book, Document)},
        links=links,
        against=[link for link in links if link.relation in ("contradicts", "qualifies")],
        every={claim.id: claim for claim in standing(case.book, Claim)},
        amount=amount,
    )


ROUTES = (Route("/cases/{name}/claims", claims),)
