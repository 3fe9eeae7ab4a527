"""`/cases/NAME/brief`: the brief, built once as a job and shown at once ever after."""

from datetime import date
from difflib import get_close_matches

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from foedus.cases.folder import case_folder
from foedus.faces.web.board import Option, Work
from foedus.faces.web.setting import case_of
from foedus.faces.web.storeroom import pages_here
from foedus.faces.web.views import (
    address,
    asked,
    board_of,
    case_read,
    go,
    number,
    setting_of,
    show,
    too_many,
)
from foedus.faults import DataFault
from foedus.ledger.book import standing
from foedus.ledger.origin import Source
from foedus.sources.shelf import shelf_here
from foedus.states.roster import roster
from foedus.study.pages import Page, page_name

FEWEST, MOST = 100, 1_000_000
"""Draws, as `foedus brief --runs` takes them."""


def work_of(kind: str, held: str, options: dict[str, Option]) -> Work:
    """Name the work by all that its page depends on."""
    told = {name: value for name, value in options.items() if value not in (None, "")}
    name = page_name(case_folder(held), kind, told, shelf_here().states())
    return Work(kind, held, name, told)


def day_of(request: Request) -> str:
    """Give the day of the address, as it was written; empty where none is.

    Raises
    ------
    DataFault
        It is no day.
    """
    written = asked(request, "as_of")
    try:
        return str(date.fromisoformat(written)) if written else ""
    except ValueError:
        raise DataFault(
            f"as_of={written[:40]}",
            expected="a day as YYYY-MM-DD",
            where="the address",
            mend="write such a day, or leave it out",
        ) from None


def brief(request: Request) -> Response:
    """Show the brief, or how far it is built, or how to build it."""
    name = request.path_params["name"]
    held = case_of(setting_of(request), name)
    options: dict[str, Option] = {
        "as_of": day_of(request),
        "runs": number(request, "runs", 4_000, FEWEST, MOST),
        "seed": number(request, "seed", 1, 0, 2**32 - 1),
        "without": asked(request, "without"),
    }
    return built(request, work_of("brief", held, options), name, f"The brief of {name}")


def dyad(request: Request) -> Response:
    """Show the profile of two states through time, in the same way."""
    name = request.path_params["name"]
    held = case_of(setting_of(request), name)
    one, other = asked(request, "a"), asked(request, "b")
    if not (one and other):
        return show(request, "dyad.html", name=name, states=roster().states, a=one, b=other)
    pair = [roster().find(state) for state in (one, other)]
    options: dict[str, Option] = {"a": pair[0], "b": pair[1], "as_of": day_of(request)}
    title = " and ".join(roster().state(state).name for state in pair)
    return built(request, work_of("dyad", held, options), name, f"History: {title}")


def without(request: Request) -> Response:
    """Show what the brief would say otherwise without a source, in the same way."""
    name = request.path_params["name"]
    held = case_of(setting_of(request), name)
    source = asked(request, "source")
    known = {one.id for one in standing(case_read(request, held)[0].book, Source)}
    if source not in known:
        raise DataFault(
            f"the case knows no source {source[:80]!r}",
            expected=", ".join(get_close_matches(source, known, n=5))
            or "one of its sources",
            where="the address, source=",
            mend="choose one of the list on the page of claims",
        )
    work = work_of("without", held, {"source": source})
    return built(request, work, name, f"{name} without {source}")


def built(request: Request, work: Work, name: str, title: str) -> Response:
    """Show a page that is kept; otherwise start it, or say how far it is."""
    query = f"?{request.url.query}" if request.url.query else ""
    to = address("/cases/{}/{}", name, work.kind) + query
    if request.method == "POST":
        job = board_of(request).start(
            work, title=title, to=to, back=address("/cases/{}", name), again=to
        )
        if job is None:
            return too_many(request)
        return go(address("/jobs/{}", job.id))
    page = pages_here().find(work.name)
    if page is not None:
        return shown(page)
    job = board_of(request).at_work(work.name)
    if job is not None and not job.is_over:
        return go(address("/jobs/{}", job.id))
    return show(request, "build.html", name=name, title=title, to=to, job=job)


def shown(page: Page) -> Response:
    """Send a page with the policy that it names itself: its own style and script alone."""
    policy = (
        f"{page.policy}; frame-ancestors 'none'" if page.policy else "default-src 'none'"
    )
    return HTMLResponse(page.html, headers={"Content-Security-Policy": policy})


ROUTES = (
    Route("/cases/{name}/brief", brief, methods=["GET", "POST"]),
    Route("/cases/{name}/dyad", dyad, methods=["GET", "POST"]),
    Route("/cases/{name}/without", without, methods=["GET", "POST"]),
)
