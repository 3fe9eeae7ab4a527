"""A model as proposer: good answers pass the gate, bad ones cost only themselves."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from unit.reading.making import layer, needs_parser

from foedus import doors
from foedus.faces.cli import main
from foedus.faults import DataFault, NeedFault
from foedus.reading import library, proposer
from foedus.reading.proposal import Proposal
from foedus.reading.proposer import Asked, pieces, propose

pytest.importorskip("httpx", reason="the extra `llm` is not installed")

TEXT = "Iran may have sent Syria 12,000 drones. Iraq did not send any. It is so. It is so."


def claim(exact, **more):
    return {"exact": exact, "kind": "event", **more}


def said(*claims):
    return json.dumps({"claims": list(claims)})


GOOD = said(
    claim("Iran may have sent Syria 12,000 drones", actors=["IRN"], recipients=["SYR"],
          plover="AID", hedges=["may"], voice={"kind": "official", "name": "Bo Ek"}),
    claim("Iraq did not send any", polarity="denied"),
)  # fmt: skip


class Model(BaseHTTPRequestHandler):
    """A server that answers as it is told to."""

    def do_POST(self):
        held = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((json.loads(held), self.headers.get("Authorization")))
        self.server.way(self)

    def log_message(self, *args):
        pass


def answering(content):
    def way(model):
        body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        model.send_response(200)
        model.send_header("Content-Length", str(len(body)))
        model.end_headers()
        model.wfile.write(body)

    return way


def raw(body, status=200):
    def way(model):
        model.send_response(status)
        model.send_header("Content-Length", str(len(body)))
        model.end_headers()
        model.wfile.write(body)

    return way


def hanging(model):
    model.server.gone.wait(20)


def dripping(model):
    model.send_response(200)
    model.end_headers()
    while not model.server.gone.wait(0.05):
        try:
            model.wfile.write(b" ")
        except OSError:
            return


def dying(model):
    model.send_response(200)
    model.send_header("Content-Length", "500")
    model.end_headers()
    model.wfile.write(b'{"choices"')
    model.connection.close()


@pytest.fixture
def server():
    held = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    held.asked, held.gone, held.daemon_threads = [], threading.Event(), True
    thread = threading.Thread(target=held.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield held
    held.gone.set()
    held.shutdown()
    held.server_close()
    thread.join()


def ask(server, way, seconds=10.0):
    server.way = way
    address = f"http://127.0.0.1:{server.server_port}/v1"
    return propose(layer(TEXT), Asked(address, "tiny", seconds))


def test_good_answers_become_proposals_with_their_places_and_their_maker(server):
    found, told = ask(server, answering(GOOD))
    assert told == ()
    assert [TEXT[p.selectors[0].start : p.selectors[0].end] for p in found] == [
        "Iran may have sent Syria 12,000 drones",
        "Iraq did not send any",
    ]
    first, second = found
    assert (first.plover, first.entities("actor"), first.speaker.name) == (
        "AID",
        ("IRN",),
        "Bo Ek",
    )
    assert [h.words for h in first.hedges] == ["may"]
    assert second.polarity == "denied"
    assert {p.review for p in found} == {"proposed"}
    assert first.coder == proposer.coder_of(Asked("", "tiny"))
    assert "prompt " in first.coder
    assert "codebook " in first.coder


def test_the_text_and_the_prompt_are_sent_and_the_key_only_where_there_is_one(
    server, monkeypatch
):
    ask(server, answering(GOOD))
    monkeypatch.setenv("FOEDUS_LLM_KEY", "secret")
    ask(server, answering(GOOD))
    (first, bare), (_, keyed) = server.asked
    assert (bare, keyed) == (None, "Bearer secret")
    assert first["messages"][1]["content"] == TEXT
    assert first["temperature"] == 0


def test_a_fence_about_the_answer_does_no_harm(server):
    assert len(ask(server, answering(f"```json\n{GOOD}\n```"))[0]) == 2


@pytest.mark.parametrize(
    ("exact", "why"),
    [
        ("Iran may have sent Syria 15,000 drones", "does not stand"),
        ("Iran sent Syria 12,000 drones", "does not stand"),
        ("Iraq did send any", "does not stand"),
        ("send any", "denies"),
        ("2,000 drones", "longer word or number"),
        ("It is so.", "2 places"),
        ("", "is empty"),
    ],
)
def test_an_invented_quotation_is_refused_and_told(server, exact, why):
    found, [told] = ask(server, answering(said(claim(exact))))
    assert found == ()
    assert why in told.remark


def test_a_quotation_behind_its_denial_passes_where_it_is_said_to_be_denied(server):
    found, told = ask(server, answering(said(claim("send any", polarity="denied"))))
    assert told == ()
    assert found[0].polarity == "denied"


def test_one_bad_claim_does_not_lose_the_good_one(server):
    good = claim("Iraq did not send any", actors=["XYZ", "IRQ"], hedges=["sort of"])
    found, told = ask(
        server, answering(said(claim("no such words"), {"kind": "event"}, 7, good))
    )
    assert [p.entities("actor") for p in found] == [("IRQ",)]
    remarks = " ".join(finding.remark for finding in told)
    for words in ("does not stand", "exact is missing", "'XYZ' is nobody", "'sort of'"):
        assert words in remarks


@pytest.mark.parametrize(
    "way",
    [
        answering("I cannot help with that."),
        answering('{"claims": 7}'),
        answering('{"other": []}'),
        answering("[" * 10_000),
        answering(None),
        raw(b"<html>not found</html>"),
        raw(b"\xff\xfe\x00"),
        raw(b"[]"),
        raw(b'{"choices": []}'),
    ],
)
def test_garbage_is_one_finding_with_a_mend(server, way):
    found, [told] = ask(server, way)
    assert found == ()
    assert "not what was asked for" in told.remark
    assert "without it" in told.remark


@pytest.mark.parametrize("status", [401, 404, 500])
def test_a_server_that_refuses_is_asked_twice_and_told(server, status):
    found, [told] = ask(server, raw(b"{}", status))
    assert found == ()
    assert str(status) in told.remark
    assert len(server.asked) == 2


@pytest.mark.parametrize("way", [hanging, dripping])
def test_a_model_that_hangs_is_left_after_its_time(server, way):
    start = time.monotonic()
    found, [told] = ask(server, way, seconds=0.5)
    assert time.monotonic() - start < 10
    assert found == ()
    assert "no answer within 0.5 seconds" in told.remark


def test_a_model_that_dies_in_its_answer_or_was_never_there_is_told(server):
    found, [told] = ask(server, dying)
    assert (found, "the line broke" in told.remark) == ((), True)
    found, [told] = propose(layer(TEXT), Asked("http://127.0.0.1:1/v1", "tiny", 2.0))
    assert (found, "the line broke" in told.remark) == ((), True)


def test_an_answer_without_end_is_cut(server, monkeypatch):
    monkeypatch.setattr(proposer, "MOST", 1_000)
    found, [told] = ask(server, answering("x" * 5_000))
    assert (found, "longer than" in told.remark) == ((), True)


def test_a_long_text_is_sent_in_whole_paragraphs():
    text = "\n\n".join(f"{'word ' * 300}end {number}." for number in range(12))
    parts = pieces(text)
    assert len(parts) > 2
    assert all(text[p.start : p.end].endswith(".") for p in parts)
    assert all(p.end - p.start <= proposer.PIECE for p in parts)


def test_what_is_no_address_and_a_missing_extra_are_faults(monkeypatch):
    with pytest.raises(DataFault, match="no address"):
        propose(layer(TEXT), Asked("file:///etc/passwd", "tiny"))
    monkeypatch.setattr(library, "find_spec", lambda name: None)
    with pytest.raises(NeedFault) as caught:
        propose(layer(TEXT), Asked("http://127.0.0.1/v1", "tiny"))
    assert "foedus[llm]" in caught.value.mend


@needs_parser
@pytest.mark.parametrize(("way", "more"), [(answering(GOOD), 2), (dying, 0)])
def test_the_command_keeps_what_the_rules_found_whatever_the_model_does(
    server, tmp_path, capsys, way, more
):
    server.way = way
    path, plain, both = (tmp_path / n for n in ("a.txt", "p.jsonl", "b.jsonl"))
    path.write_text(TEXT, "utf-8")
    address = f"http://127.0.0.1:{server.server_port}/v1"
    assert main(["read", str(path), "-o", str(plain)]) == 0
    call = ["read", str(path), "-o", str(both), "--llm", address, "--model", "tiny"]
    assert main(call) == 0
    by_rules = plain.read_text("utf-8").splitlines()
    held = both.read_text("utf-8").splitlines()
    assert held[: len(by_rules)] == by_rules
    assert len(held) == len(by_rules) + more
    claims = doors.read_jsonl(Proposal, both.read_text("utf-8"), where="b")
    assert {c.review for c in claims} == {"proposed"}
    assert ("the line broke" in capsys.readouterr().err) == (more == 0)
    assert main(call[:-2]) == 2
