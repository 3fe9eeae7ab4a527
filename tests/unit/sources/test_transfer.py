import errno
import hashlib
import http.server
import re
import threading
from contextlib import contextmanager

import pytest

from foedus.faults import ShelfFault
from foedus.sources import transfer
from foedus.sources.source import Pinned
from foedus.sources.transfer import bring

BYTES = bytes(range(256)) * 4000
SHA = hashlib.sha256(BYTES).hexdigest()


class Server(http.server.BaseHTTPRequestHandler):
    """Serves BYTES; what it does beside is set on the subclass of a test."""

    ranges = True
    most = None
    served = BYTES
    asked: list[str | None] = []  # noqa: RUF012

    def do_GET(self):
        wish = self.headers.get("Range")
        self.asked.append(wish)
        start = int(re.findall(r"\d+", wish)[0]) if wish and self.ranges else 0
        rest = self.served[start:]
        self.send_response(206 if start else 200)
        if start:
            last = len(self.served) - 1
            self.send_header("Content-Range", f"bytes {start}-{last}/{last + 1}")
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        self.wfile.write(rest[: self.most])

    def log_message(self, *words):
        pass


@contextmanager
def serving(**ways):
    handler = type("Handler", (Server,), {"asked": [], **ways})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}/x.bin"
            yield Pinned(address, SHA, len(BYTES)), handler.asked
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def get(pinned, goal, *, mirror=None, online=True, progress=lambda pinned, here: None):
    bring(pinned, goal, mirror=mirror, online=online, progress=progress)


def left(folder):
    return sorted(path.name for path in folder.iterdir())


def test_bytes_come_whole_and_progress_is_told(tmp_path):
    told = []
    with serving() as (pinned, asked):
        get(pinned, tmp_path / "x.bin", progress=lambda _, here: told.append(here))
    assert (tmp_path / "x.bin").read_bytes() == BYTES
    assert left(tmp_path) == ["x.bin"]
    assert asked == [None]
    assert told[0] == 0
    assert told[-1] == len(BYTES)
    assert told == sorted(told)


def test_a_server_that_dies_midway_leaves_the_part_and_the_next_goes_on(tmp_path):
    goal = tmp_path / "x.bin"
    with (
        serving(most=300_000) as (pinned, _),
        pytest.raises(ShelfFault, match="broke off"),
    ):
        get(pinned, goal)
    assert left(tmp_path) == ["x.bin.part"]
    assert (tmp_path / "x.bin.part").read_bytes() == BYTES[:300_000]
    with serving() as (pinned, asked):
        get(pinned, goal)
    assert asked == ["bytes=300000-"]
    assert goal.read_bytes() == BYTES


def test_a_server_that_cannot_resume_is_asked_for_the_whole(tmp_path):
    (tmp_path / "x.bin.part").write_bytes(BYTES[:1000])
    with serving(ranges=False) as (pinned, _):
        get(pinned, tmp_path / "x.bin")
    assert (tmp_path / "x.bin").read_bytes() == BYTES


def test_a_part_that_is_whole_asks_nobody(tmp_path):
    (tmp_path / "x.bin.part").write_bytes(BYTES)
    with serving() as (pinned, asked):
        get(pinned, tmp_path / "x.bin")
    assert asked == []
    assert left(tmp_path) == ["x.bin"]


@pytest.mark.parametrize("start", [b"not these", b"0" * (len(BYTES) + 1)])
def test_a_part_of_something_else_does_not_last(tmp_path, start):
    goal = tmp_path / "x.bin"
    (tmp_path / "x.bin.part").write_bytes(start)
    with serving() as (pinned, _):
        try:
            get(pinned, goal)
        except ShelfFault:
            get(pinned, goal)
    assert goal.read_bytes() == BYTES


@pytest.mark.parametrize("other", [BYTES[:-1] + b"!", BYTES + b"more", b"\0" * 9_999_999])
def test_other_bytes_are_refused_and_the_old_file_is_kept(tmp_path, other):
    goal = tmp_path / "x.bin"
    goal.write_bytes(b"old")
    with (
        serving(served=other) as (pinned, _),
        pytest.raises(ShelfFault, match="other bytes than were pinned"),
    ):
        get(pinned, goal)
    assert goal.read_bytes() == b"old"
    assert left(tmp_path) == ["x.bin"]


def test_no_more_is_taken_than_was_pinned(tmp_path):
    told = []
    with serving(served=b"\0" * 20_000_000) as (pinned, _), pytest.raises(ShelfFault):
        get(pinned, tmp_path / "x", progress=lambda _, here: told.append(here))
    assert told[-1] <= len(BYTES) + transfer.CHUNK


def test_nobody_there_is_a_fault(tmp_path):
    with serving() as (pinned, _):
        pass
    with pytest.raises(ShelfFault, match="broke off"):
        get(pinned, tmp_path / "x.bin")


def test_a_page_that_is_not_there_is_a_fault(tmp_path):
    def refuse(self):
        self.send_error(404)

    with serving(do_GET=refuse) as (pinned, _), pytest.raises(ShelfFault, match="404"):
        get(pinned, tmp_path / "x.bin")


def test_a_server_that_refuses_the_rest_is_asked_for_the_whole(tmp_path):
    def refuse_ranges(self):
        if self.headers.get("Range"):
            self.send_error(416)
        else:
            Server.do_GET(self)

    (tmp_path / "x.bin.part").write_bytes(BYTES[:1000])
    with serving(do_GET=refuse_ranges) as (pinned, _):
        get(pinned, tmp_path / "x.bin")
    assert (tmp_path / "x.bin").read_bytes() == BYTES


def test_a_redirect_away_from_http_is_not_followed(tmp_path):
    def lure(self):
        self.send_response(302)
        self.send_header("Location", "file:///etc/hostname")
        self.end_headers()

    with (
        serving(do_GET=lure) as (pinned, _),
        pytest.raises(ShelfFault, match="not allowed"),
    ):
        get(pinned, tmp_path / "x.bin")
    assert left(tmp_path) == []


def test_the_mirror_goes_before_the_network(tmp_path):
    with serving() as (pinned, asked):
        near = tmp_path / "mirror" / pinned.place
        near.parent.mkdir(parents=True)
        near.write_bytes(BYTES)
        get(pinned, tmp_path / "x.bin", mirror=tmp_path / "mirror")
    assert asked == []
    assert (tmp_path / "x.bin").read_bytes() == BYTES


def test_a_mirror_with_other_bytes_is_named(tmp_path):
    pinned = Pinned("https://a.org/x.bin", SHA, len(BYTES))
    near = tmp_path / "mirror" / pinned.place
    near.parent.mkdir(parents=True)
    near.write_bytes(BYTES[:-5])
    with pytest.raises(ShelfFault, match="mirror"):
        get(pinned, tmp_path / "x.bin", mirror=tmp_path / "mirror", online=False)
    assert left(tmp_path) == ["mirror"]


def test_without_a_network_nothing_is_opened(tmp_path):
    with serving() as (pinned, asked), pytest.raises(ShelfFault, match="FOEDUS_MIRROR"):
        get(pinned, tmp_path / "x.bin", online=False)
    assert asked == []


def test_a_full_disk_leaves_nothing_half(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    goal = tmp_path / "x.bin"
    goal.write_bytes(b"old")
    monkeypatch.setattr(transfer.os, "fsync", full)
    with serving() as (pinned, _), pytest.raises(ShelfFault, match="No space left"):
        get(pinned, goal)
    assert goal.read_bytes() == b"old"
    assert left(tmp_path) == ["x.bin"]
