"""`/runs`: the answers in the store, what each rests on, and two of them side by side."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foedus.faces.web.views import asked, number, show
from foedus.questions.answer import Answer
from foedus.questions.numbers import estimate
from foedus.study.comparing import compared
from foedus.study.store import store_here

A_PAGE = 30
"""Answers that are read for one page of the list."""
MOST = 100_000


def runs(request: Request) -> Response:
    """List the answers, the newest first."""
    store = store_here()
    turn = number(request, "page", 1, 1, MOST)
    every = store.latest(turn * A_PAGE + 1)
    listed = every[(turn - 1) * A_PAGE : turn * A_PAGE]
    rows = [(name, when, store.find(name)) for name, when in listed]
    return show(
        request,
        "runs.html",
        rows=rows,
        turn=turn,
        more=len(every) > turn * A_PAGE,
        root=store.root,
    )


def run(request: Request) -> Response:
    """Show one answer: its numbers, and what each rests on."""
    name = request.path_params["name"]
    return show(request, "run.html", name=name, answer=_answer(name), told=estimate)


def compare(request: Request) -> Response:
    """Show two answers side by side."""
    names = asked(request, "a"), asked(request, "b")
    one, other = (_answer(name) for name in names)
    return show(
        request, "compare.html", names=names, one=one, other=other,
        rows=compared(one, other), told=estimate,
    )  # fmt: skip


def _answer(name: str) -> Answer:
    store = store_here()
    answer = store.find(name) if name in store.answers() else None
    if answer is None:
        raise HTTPException(404)
    return answer


ROUTES = (Route("/runs", runs), Route("/compare", compare), Route("/runs/{name}", run))
