"""A server in a thread, as browsers meet it: a true socket on this machine."""

import threading
from contextlib import contextmanager
from time import monotonic, sleep

import pytest
from unit.faces.web.making import setting

pytest.importorskip("uvicorn", reason="needs the extra `web`: pip install 'foedus[web]'")

import uvicorn

from foedus.faces.web.app import application
from foedus.faces.web.serving import bound


@contextmanager
def served(folder, **more):
    """Serve a workspace on a free port; gives the setting."""
    made = setting(folder, port=0, **more)
    socket, made = bound(made)
    config = uvicorn.Config(application(made), log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    begun = monotonic()
    while not server.started:
        assert monotonic() - begun < 30
        sleep(0.02)
    yield made
    server.should_exit = True
    thread.join(30)
