"""Pages are written here: templates filled, faults told, addresses made.

No template knows how anything is found out; it is handed what it shows.
"""

from collections.abc import Mapping
from functools import cache
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Scope

from foedus.faces.web.board import Board
from foedus.faces.web.casebook import Casebook, Read
from foedus.faces.web.evidence import Evidence
from foedus.faces.web.refusal import Refused, refusal
from foedus.faces.web.setting import Setting, is_loopback
from foedus.faults import DataFault, Fault
from foedus.states.roster import roster

LONGEST_NAME = 64


def setting_of(request: Request) -> Setting:
    """Give what the server was started with."""
    setting: Setting = request.app.state.setting
    return setting


def board_of(request: Request) -> Board:
    """Give the jobs of the server."""
    board: Board = request.app.state.board
    return board


def evidence_of(request: Request) -> Evidence:
    """Give the claims under review.

    Raises
    ------
    NeedFault
        The server was started without a file of claims.
    """
    evidence: Evidence = request.app.state.evidence
    return evidence.opened()


def case_read(request: Request, held: str) -> Read:
    """Give a case by the name or folder that it is read by, with what its checks found.

    Raises
    ------
    CaseFault
        A file is missing or broken.
    """
    book: Casebook = request.app.state.casebook
    return book.read(held)


def kept_evidence(request: Request) -> Evidence | None:
    """Give the claims under review; None where there are none yet."""
    evidence: Evidence = request.app.state.evidence
    return evidence.opened() if evidence.is_open else None


def too_many(request: Request) -> Response:
    """Tell that more jobs wait than are taken."""
    told = Refused(
        503,
        "too many jobs are waiting",
        "a few",
        "wait for them, or cancel some on the page of jobs",
        where="jobs",
    )
    return show(request, "fault.html", status=503, fault=told, asks_token=False)


def asked(request: Request, name: str, default: str = "") -> str:
    """Give a word of the address, without spaces around it."""
    return request.query_params.get(name, default).strip()


def number(request: Request, name: str, default: int, low: int, high: int) -> int:
    """Give a whole number of the address.

    Raises
    ------
    DataFault
        It is none, or out of bounds.
    """
    written = asked(request, name)
    if not written:
        return default
    if not (written.isascii() and written.isdecimal() and low <= int(written[:12]) <= high):
        raise DataFault(
            f"{name}={written[:40]}",
            expected=f"a whole number from {low:,} to {high:,}",
            where="the address",
            mend="write such a number, or leave it out",
        )
    return int(written)


def form_of(request: Request) -> Mapping[str, str]:
    """Give a form that the guard has let through."""
    form: Mapping[str, str] = request.scope["form"]
    return form


def reviewer(request: Request) -> str:
    """Give who reviews: as the address says, or as the server was started.

    Raises
    ------
    DataFault
        The name is too long, or holds signs that cannot be shown.
    """
    who = asked(request, "who") or setting_of(request).who
    if len(who) > LONGEST_NAME or not who.isprintable():
        raise DataFault(
            f"a reviewer called {who[:LONGEST_NAME]!r}",
            expected=f"a name of at most {LONGEST_NAME} signs that can be shown",
            where="the address, who=",
            mend="write a shorter name",
        )
    return who


def address(path: str, *parts: str, **words: object) -> str:
    """Write an address: parts of the path and words after it, each quoted.

    >>> address("/review/{}", "a b.txt", who="ann", claim=None)
    '/review/a%20b.txt?who=ann'
    """
    told = [(name, str(word)) for name, word in words.items() if word not in (None, "")]
    whole = path.format(*(quote(part, safe="") for part in parts))
    return whole + (f"?{urlencode(told)}" if told else "")


def show(
    request: Request, template: str, *, status: int = 200, **held: object
) -> HTMLResponse:
    """Fill a template."""
    setting = setting_of(request)
    text = (
        environment()
        .get_template(template)
        .render(
            secret=setting.secret,
            server=setting,
            keys=request.query_params.get("keys", "") != "off",
            path=str(request.url.path),
            **held,
        )
    )
    return HTMLResponse(text, status_code=status)


def go(to: str) -> RedirectResponse:
    """Send a browser on after a form, so that loading anew sends nothing twice."""
    return RedirectResponse(to, status_code=303)


def refused(scope: Scope, why: Refused) -> ASGIApp:
    """Answer a request that the guard or a fault stops."""
    request = Request(scope)
    asks_token = why.status == 401 and not is_loopback(setting_of(request).host)
    answer: Response = show(
        request, "fault.html", status=why.status, fault=why, asks_token=asks_token
    )
    if why.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def at_fault(request: Request, fault: Fault) -> Response:
    """Tell a fault on a page of its own."""
    why = refusal(fault)
    return show(request, "fault.html", status=why.status, fault=why, asks_token=False)


@cache
def environment() -> Environment:
    """Give the templates; what is not handed to them stops them."""
    made = Environment(
        loader=PackageLoader("foedus.faces.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["address"] = address
    made.filters |= {"state_name": _state_name, "thousands": lambda n: f"{n:,}"}
    return made


def _state_name(id: str) -> str:
    known = roster()
    return known.state(id).name if id in known.ids else id  # type: ignore[arg-type]
