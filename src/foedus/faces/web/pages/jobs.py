"""`/jobs`: long work, how far it is, how it ended, and the way to stop it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from foedus.faces.web.board import Job
from foedus.faces.web.views import address, board_of, go, show


def jobs(request: Request) -> Response:
    """List the jobs, the newest first."""
    return show(request, "jobs.html", jobs=board_of(request).jobs())


def job(request: Request) -> Response:
    """Show one job."""
    return show(request, "job.html", job=_job(request))


def standing(request: Request) -> Response:
    """Tell how a job stands, to the script of its page."""
    held = _job(request)
    return JSONResponse(
        {
            "state": held.state,
            "over": held.is_over,
            "done": held.done,
            "whole": held.whole,
            "step": held.step,
            "to": held.to,
        }
    )


def cancel(request: Request) -> Response:
    """Stop a job."""
    held = _job(request)
    board_of(request).cancel(held.id)
    return go(address("/jobs/{}", held.id))


def _job(request: Request) -> Job:
    held = board_of(request).look(request.path_params["id"])
    if held is None:
        raise HTTPException(404)
    return held


ROUTES = (
    Route("/jobs", jobs),
    Route("/jobs/{id}", job),
    Route("/jobs/{id}/standing", standing),
    Route("/jobs/{id}/cancel", cancel, methods=["POST"]),
)
