"""`/enter`: where a browser gives the token of a server that others can reach."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foedus.faces.web.guard import COOKIE, same
from foedus.faces.web.refusal import Refused
from foedus.faces.web.views import form_of, go, setting_of, show


def enter(request: Request) -> Response:
    """Ask for the token, or take it and remember the browser until it is closed."""
    token = setting_of(request).token
    if request.method == "GET" or token is None:
        return go("/") if token is None else show(request, "enter.html", fault=None)
    if not same(form_of(request).get("token", ""), token):
        told = Refused(
            401, "that is another token", "the token of this server", "try again"
        )
        return show(request, "enter.html", status=401, fault=told)
    answer = go("/")
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
    return answer


ROUTES = (Route("/enter", enter, methods=["GET", "POST"]),)
