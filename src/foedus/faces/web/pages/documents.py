"""`/documents`: what lies in the folder under review, and what of it was read."""

from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

from anyio import from_thread, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foedus.doors import MOST_BYTES
from foedus.faces.web.board import Work
from foedus.faces.web.views import (
    address,
    asked,
    board_of,
    form_of,
    go,
    kept_evidence,
    setting_of,
    show,
    too_many,
)
from foedus.faults import DataFault
from foedus.reading.document import FORMS
from foedus.reading.gathering import check_name, documents_in, take_in


def documents(request: Request) -> Response:
    """List the documents, or start reading one."""
    setting = setting_of(request)
    found = documents_in(setting.documents)
    if request.method == "POST":
        named = form_of(request).get("document", "")
        path = next((path for path in found if path.name == named), None)
        if path is None:
            raise DataFault(
                f"no document {named[:80]!r}",
                expected="one of the list",
                where=str(setting.documents),
                mend="put it into the folder, then load the page anew",
            )
        return _begin(request, path.name)
    evidence = kept_evidence(request)
    claims = Counter(one.document for one in evidence.sitting.proposals) if evidence else {}
    return show(
        request,
        "documents.html",
        rows=[(path.name, path.stat().st_size, claims.get(path.name, 0)) for path in found],
        folder=setting.documents,
        claims=setting.claims,
        forms=sorted(FORMS),
        most=MOST_BYTES,
        sent=asked(request, "sent"),
    )


async def sent(request: Request) -> Response:
    """Take a document that a browser sends, counted as it comes, over no other file."""
    folder, name = setting_of(request).documents, asked(request, "name")
    check_name(folder, name)
    stream = request.stream()

    async def piece() -> bytes | None:
        return await anext(stream, None)

    def pieces() -> Iterator[bytes]:
        while (one := from_thread.run(piece)) is not None:
            yield one

    # In a thread, since it writes to the disk; each piece is asked for from there.
    path = await to_thread.run_sync(take_in, folder, name, pieces())
    return go(address("/documents", sent=path.name))


def _begin(request: Request, name: str) -> Response:
    setting = setting_of(request)
    path = setting.documents / name
    digest = blake2b(str(path).encode(), digest_size=8).hexdigest()
    work = Work("read", str(path), f"read-{digest}", {"claims": str(setting.claims)})
    job = board_of(request).start(
        work,
        title=f"Reading {name}",
        to=address("/review/{}", name),
        back="/documents",
    )
    if job is None:
        return too_many(request)
    return go(address("/jobs/{}", job.id))


ROUTES = (
    Route("/documents", documents, methods=["GET", "POST"]),
    Route("/documents/sent", sent, methods=["POST"]),
)
