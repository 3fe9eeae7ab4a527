"""What stands between a browser and the pages: who may ask, how much, and in what form.

A server on one's own machine can be called by any page that one's browser has open. So a
request must name us as its host (no other name that was made to point here), a form must
come from our own page and carry the secret that only our pages know, and nothing changes
by a request that a link could make. What is sent is bounded before it is read.

References
----------
OWASP (2024), Cross-Site Request Forgery Prevention Cheat Sheet: tokens, origin checks.
"""

from collections.abc import Callable
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foedus.doors import MOST_BYTES
from foedus.faces.web.refusal import Refused
from foedus.faces.web.setting import Setting

MOST_SENT = 64 * 1024
"""Bytes of a form: a long reason fits, a document does not."""
MOST_FIELDS = 64
COOKIE = "foedus_token"
SECRET = "x-foedus-secret"
"""Header that bears the secret where bytes are sent instead of a form."""
FORM = "application/x-www-form-urlencoded"
ENTRY = "/enter"
"""Asks for the token, so it is served before the token was given."""
UPLOAD = "/documents/sent"
"""Takes bytes of a document instead of a form; the page counts them as they come."""
BYTES = "application/octet-stream"
ASSETS = "/assets/"
"""Style and scripts, which tell nothing; served to everybody too."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A stricter one would make browsers hide the origin of our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Guard:
    """Checks each request before a page sees it, and sends safe headers with each answer.

    A form that passed stands in the scope under `form`, as a mapping of text to text.
    """

    def __init__(
        self,
        app: ASGIApp,
        setting: Setting,
        refuse: Callable[[Scope, Refused], ASGIApp],
    ) -> None:
        self.app, self.setting, self.refuse = app, setting, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if str(scope["path"]).startswith(ASSETS):
                    headers.setdefault("Cache-Control", "no-cache")
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self.checked(scope)
        if refused is None and scope["method"] == "POST" and scope["path"] != UPLOAD:
            body = await _sent(receive)
            refused = self.form(scope, body)
        answer = self.app if refused is None else self.refuse(scope, refused)
        await answer(scope, receive, safely)

    def checked(self, scope: Scope) -> Refused | None:
        """Tell why a request may not be answered, by its head alone."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.setting.hosts:
            return Refused(
                421,
                f"the request names the host {', '.join(hosts) or '(none)'}",
                f"one of {', '.join(sorted(self.setting.hosts))}",
                "open the address that `foedus serve` printed, or name the host by --name",
            )
        if not self.is_known(scope, headers):
            return Refused(
                401,
                "the token was not given, or is another",
                "the token that the server was started with",
                "give it as `Authorization: Bearer ...`, or on the page /enter",
            )
        if scope["method"] in ("GET", "HEAD"):
            return None
        return self.changing(scope, headers)

    def changing(self, scope: Scope, headers: Headers) -> Refused | None:
        """Tell why a request that changes something may not be answered."""
        is_upload = scope["path"] == UPLOAD
        if scope["method"] != "POST":
            return Refused(
                405, f"the method {scope['method']}", "GET or POST", "use a form"
            )
        here = f"http://{headers['host'].lower()}"
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        if (origin is not None and origin.lower() != here) or site != "same-origin":
            return Refused(
                403,
                f"the form comes from {origin or site}",
                f"a page of {here}",
                "send it from a page of this server",
            )
        wanted = BYTES if is_upload else FORM
        if headers.get("content-type", "").split(";")[0].strip().lower() != wanted:
            return Refused(
                415, "it is of another type", wanted, "send it from a page of ours"
            )
        most = MOST_BYTES if is_upload else MOST_SENT
        length = headers.get("content-length", "")
        if length and not (length.isdecimal() and int(length) <= most):
            return _too_much(most)
        if is_upload and not same(headers.get(SECRET, ""), self.setting.secret):
            return _no_secret()
        return None

    def is_known(self, scope: Scope, headers: Headers) -> bool:
        """Tell whether the token was given, or none is asked for."""
        token = self.setting.token
        path = str(scope["path"])
        if token is None or path == ENTRY or path.startswith(ASSETS):
            return True
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and same(given.strip(), token):
            return True
        try:
            held = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return held is not None and same(held.value, token)

    def form(self, scope: Scope, body: bytes | None) -> Refused | None:
        """Read a form into the scope, or tell why it is refused."""
        if body is None:
            return _too_much(MOST_SENT)
        try:
            pairs = parse_qsl(
                body.decode("ascii"),
                keep_blank_values=True,
                errors="strict",
                max_num_fields=MOST_FIELDS,
            )
        except ValueError:
            return Refused(
                400,
                "the form cannot be read",
                f"at most {MOST_FIELDS} fields of UTF-8, written as a form",
                "go back, and send it from the page again",
            )
        form = dict(pairs)
        wanted = self.setting.door if scope["path"] == ENTRY else self.setting.secret
        if not same(form.pop("secret", ""), wanted):
            return _no_secret()
        scope["form"] = form
        return None


def same(one: str, other: str) -> bool:
    """Compare two secrets without telling by the time it takes where they part."""
    return compare_digest(one.encode(), other.encode())


async def _sent(receive: Receive) -> bytes | None:
    """Read what is sent; None where it is more than is taken."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > MOST_SENT:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _too_much(most: int) -> Refused:
    return Refused(
        413,
        f"more than {most:,} bytes were sent",
        f"at most {most:,} bytes",
        "shorten what you wrote, or split the document",
    )


def _no_secret() -> Refused:
    return Refused(
        403,
        "what was sent does not carry the secret of this server",
        "a form of a page that this server has shown since it was started",
        "go back, load the page anew, and send it again; nothing was changed",
    )
