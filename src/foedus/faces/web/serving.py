"""The server itself: a socket bound where it was told, until it is stopped."""

import socket
from collections.abc import Callable
from dataclasses import replace

import uvicorn

from foedus.faces.web.app import application
from foedus.faces.web.setting import Setting, cases_of
from foedus.faces.web.views import address
from foedus.faults import NeedFault


def serve_until_stopped(setting: Setting, tell: Callable[[str], object]) -> None:
    """Serve until Ctrl-C, and tell the address once it can be opened.

    Raises
    ------
    NeedFault
        The address cannot be bound.
    """
    held, setting = bound(setting)
    config = uvicorn.Config(
        application(setting),
        log_level="warning",
        server_header=False,
        date_header=False,
        proxy_headers=False,
        ws="none",
        h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=64,
        timeout_graceful_shutdown=3,
    )
    tell(f"Foedus at {setting.address}{begin(setting)} - stop it by Ctrl-C.")
    uvicorn.Server(config).run(sockets=[held])


def begin(setting: Setting) -> str:
    """Give the page to begin with: the case, or the review, or the list of cases."""
    if setting.case is not None:
        named = next(n for n, held in cases_of(setting).items() if held == setting.case)
        return address("cases/{}", named)
    return "review" if setting.sitting is not None else ""


def bound(setting: Setting) -> tuple[socket.socket, Setting]:
    """Bind the address of a setting, and give it with the port that it came to.

    Raises
    ------
    NeedFault
        The address cannot be bound.
    """
    family = socket.AF_INET6 if ":" in setting.host else socket.AF_INET
    held = socket.socket(family, socket.SOCK_STREAM)
    try:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((setting.host, setting.port))
        held.listen(64)
    except OSError as trouble:
        held.close()
        raise NeedFault(
            f"{setting.host}:{setting.port} cannot be bound: {trouble.strerror or trouble}",
            expected="an address of this machine with a port that is free",
            where="foedus serve",
            mend="stop what listens there, or choose another by --port; 0 takes a free one",
        ) from None
    return held, replace(setting, port=held.getsockname()[1])
