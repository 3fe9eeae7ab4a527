"""`/`: the cases at hand; `/cases/NAME`: what one case is, and what can be asked of it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foedus.cases.case import Heading
from foedus.faces.web.setting import case_of, cases_of
from foedus.faces.web.views import case_read, setting_of, show
from foedus.faults import Fault
from foedus.ledger.book import standing
from foedus.ledger.entry import Claim
from foedus.ledger.origin import Source


def cases(request: Request) -> Response:
    """List the cases; one that cannot be read says why."""
    rows: list[tuple[str, Heading | None, Fault | None]] = []
    for name, held in cases_of(setting_of(request)).items():
        try:
            rows.append((name, case_read(request, held)[0].heading, None))
        except Fault as fault:
            rows.append((name, None, fault))
    return show(request, "cases.html", rows=rows)


def case(request: Request) -> Response:
    """Show one case."""
    name = request.path_params["name"]
    made, findings = case_read(request, case_of(setting_of(request), name))
    return show(
        request,
        "case.html",
        name=name,
        case=made,
        findings=findings,
        claims=len(standing(made.book, Claim)),
        sources=len(standing(made.book, Source)),
    )


ROUTES = (Route("/", cases), Route("/cases/{name}", case))
