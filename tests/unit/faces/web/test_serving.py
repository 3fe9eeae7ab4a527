"""The command starts a server on this machine, or says why it cannot."""

import os
import signal
import socket
import subprocess
import sys
from urllib.request import Request, urlopen

import pytest
from unit.faces.web.making import setting, workspace

from foedus.faces.cli import main
from foedus.faces.web.serving import begin, bound
from foedus.faults import NeedFault
from foedus.reading.review import decisions


def test_a_port_that_is_taken_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NeedFault, match="cannot be bound"):
            bound(setting(tmp_path, port=port))


def test_an_address_that_is_not_ours_is_told(tmp_path):
    with pytest.raises(NeedFault, match="cannot be bound"):
        bound(setting(tmp_path, host="192.0.2.1", port=0))


def test_the_server_begins_with_the_case_the_review_or_the_list(tmp_path):
    assert begin(setting(tmp_path, case="russia-dprk")) == "cases/russia-dprk"
    assert begin(setting(tmp_path)) == "review"
    assert begin(setting(tmp_path, sitting=None)) == ""


def test_without_the_extra_the_command_says_what_to_install(monkeypatch, capsys):
    from foedus.faces.cli import serve

    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    assert main(["serve"]) == 1
    assert "pip install 'foedus[web]'" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["nothing"], "no case 'nothing'"), (["--claims", "nowhere.jsonl"], "nowhere.jsonl")],
)
def test_what_is_not_there_is_told_before_anything_is_served(arguments, told, capsys):
    assert main(["serve", *arguments]) == 1
    assert told in " ".join(capsys.readouterr().err.split())


@pytest.mark.skipif(sys.platform == "win32", reason="stops a process by a signal")
def test_a_true_server_takes_a_decision_beside_a_terminal_and_stops_when_told(tmp_path):
    sitting = workspace(tmp_path)
    program = "import sys; from foedus.faces.cli import main; sys.exit(main(sys.argv[1:]))"
    server = subprocess.Popen(
        [sys.executable, "-c", program, "serve", "--claims", str(sitting.claims),
         "--who", "ann", "--port", "0", "--workspace", str(tmp_path)],
        stderr=subprocess.PIPE, text=True, env=os.environ | {"COLUMNS": "200"},
    )  # fmt: skip
    try:
        root = server.stderr.readline().split(" at ")[1].split(" - ")[0]
        assert root.endswith("/review")
        page = f"{root}/a%20b.txt?claim=a-001"
        with urlopen(page, timeout=30) as answer:
            text = answer.read().decode()
            assert answer.headers["server"] is None
        secret = text.split('name="secret" value="')[1].split('"')[0]
        form = f"secret={secret}&seen=0&verdict=accepted".encode()
        with urlopen(Request(page, form), timeout=30) as answer:
            assert "claim=a-004" in answer.url
        assert [r.reviewer for r in decisions(sitting.journal)] == ["ann"]
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(30) in (0, 1)
        server.stderr.close()
