"""`/shelf`: the data sets, what they are, where from, and which are here."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foedus.faces.web.views import show
from foedus.sources.shelf import GET, shelf_here
from foedus.sources.source import cite, names, source


def shelf(request: Request) -> Response:
    """List the data sets."""
    held = shelf_here()
    here = {standing.name: standing for standing in held.states()}
    rows = [(source(name), here[name]) for name in names()]
    return show(request, "shelf.html", rows=rows, root=held.root, mirror=held.mirror)


def data_set(request: Request) -> Response:
    """Show one data set: its columns, terms, files with their checksums, what it lacks."""
    name = request.path_params["name"]
    if name not in names():
        raise HTTPException(404)
    here = next(standing for standing in shelf_here().states() if standing.name == name)
    return show(
        request, "data_set.html", source=source(name), here=here, cited=cite((name,)),
        fetch=f"{GET}{name}",
    )  # fmt: skip


ROUTES = (Route("/shelf", shelf), Route("/shelf/{name}", data_set))
