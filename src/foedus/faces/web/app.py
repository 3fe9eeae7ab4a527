"""The application: pages found by folder, behind the guard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from importlib.resources import files
from threading import Thread

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from foedus.faces.web.board import Board
from foedus.faces.web.casebook import Casebook
from foedus.faces.web.evidence import Evidence
from foedus.faces.web.guard import Guard
from foedus.faces.web.refusal import Refused
from foedus.faces.web.setting import Setting, cases_of
from foedus.faces.web.views import at_fault, show
from foedus.faces.web.views import refused as refused_page
from foedus.faults import Fault


def application(setting: Setting, *, board: Board | None = None) -> ASGIApp:
    """Make the application of one server."""
    board = board or Board()
    evidence = Evidence(setting.sitting, setting.claims)
    casebook = Casebook()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        # What the first pages need is read while the first reader opens a browser.
        Thread(target=_read_ahead, args=(setting, casebook, evidence), daemon=True).start()
        yield
        board.close()
        evidence.close()

    app = Starlette(
        routes=[*routes(), Mount("/assets", _assets(), name="assets")],
        exception_handlers={
            Fault: _fault,
            HTTPException: _http,
            Exception: _unforeseen,
        },
        lifespan=lifespan,
    )
    app.state.setting, app.state.board, app.state.evidence = setting, board, evidence
    app.state.casebook = casebook

    def refuse(scope: Scope, why: Refused) -> ASGIApp:
        return refused_page({**scope, "app": app}, why)

    return Guard(app, setting, refuse)


def _read_ahead(setting: Setting, casebook: Casebook, evidence: Evidence) -> None:
    for held in cases_of(setting).values():
        with suppress(Fault):  # it is told on the page that needs the case
            casebook.read(held)
    with suppress(Fault):
        if evidence.is_open:
            evidence.opened().candidates()


def routes() -> list[Route]:
    """Collect the routes of every file of `pages`, in the order of their names."""
    names = sorted(
        entry.name.removesuffix(".py")
        for entry in files("foedus.faces.web.pages").iterdir()
        if entry.name.endswith(".py") and entry.name[0] != "_"
    )
    modules = (import_module(f"foedus.faces.web.pages.{name}") for name in names)
    return [route for module in modules for route in module.ROUTES]


def _assets() -> StaticFiles:
    return StaticFiles(packages=[("foedus.faces.web", "assets")])


async def _fault(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, Fault):
        raise fault
    return at_fault(request, fault)


async def _http(request: Request, trouble: Exception) -> Response:
    status = trouble.status_code if isinstance(trouble, HTTPException) else 500
    found, expected = _TOLD.get(status, ("it cannot be answered", "another request"))
    told = Refused(
        status, found, expected, "follow a link from the first page", request.url.path
    )
    return show(request, "fault.html", status=status, fault=told, asks_token=False)


_TOLD = {
    404: ("no such page", "an address that a page of this server leads to"),
    405: ("the page does not take that method", "GET to look, POST where a form stands"),
}


async def _unforeseen(request: Request, trouble: Exception) -> Response:
    told = Refused(
        500,
        f"a mistake of ours: {type(trouble).__name__}",
        "a page",
        "what was decided before is kept; the terminal shows where it failed, and a report "
        "of it would help",
        request.url.path,
    )
    return show(request, "fault.html", status=500, fault=told, asks_token=False)
