"""The command line, as a person meets it: answers, JSON, and faults in one paragraph."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foedus.cases.folder import case_folder
from foedus.faces.cli import main

EMBEDDED = "russia-dprk"


@pytest.fixture(autouse=True)
def _own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path / "shelf"))


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(case_folder(EMBEDDED), folder)
    return folder


def ran(capfd, *words):
    status = main(list(words))
    out, err = capfd.readouterr()
    return status, out, err


def owed(capfd, *more):
    words = ("obligations", "--attacker", "USA", "--victim", "PRK", "--json", *more)
    status, out, _ = ran(capfd, *words)
    assert status == 0
    told = json.loads(out)["obligations"]
    return {
        (o["debtor"], o["pact"], o["article"], o["level"])
        for o in told
        if o["duty"] == "defend" and o["creditor"] == "PRK"
    }


def test_russia_and_china_owe_defence_in_2025(capfd):
    assert owed(capfd, "--on", "2025-01-01") == {
        ("CHN", "chn_prk_1961", "2", "certain"),
        ("RUS", "rus_prk_2024", "4", "conditional"),
    }


def test_only_china_owed_it_before_the_russian_treaty_was_in_force(capfd):
    assert owed(capfd, "--on", "2024-11-01") == {("CHN", "chn_prk_1961", "2", "certain")}


def test_each_obligation_carries_every_key(capfd):
    _, out, _ = ran(
        capfd, "obligations", "--attacker", "USA", "--victim", "North Korea",
        "--on", "2025-01-01", "--json",
    )  # fmt: skip
    keys = {"debtor", "creditor", "duty", "against", "pact", "article", "force", "level",
            "round", "because"}  # fmt: skip
    assert all(keys <= o.keys() for o in json.loads(out)["obligations"])


def test_an_unknown_case_is_told_in_one_paragraph_with_a_suggestion(capfd):
    status, out, err = ran(capfd, "brief", "russia-drpk")
    assert (status, out) == (1, "")
    assert "did you mean russia-dprk?" in err
    assert "\n\n" not in err.strip()


def test_wrong_usage_exits_with_two(capfd):
    assert ran(capfd, "brief")[0] == 2
    assert ran(capfd, "brief", EMBEDDED, "--to", "word")[0] == 2
    assert ran(capfd, "obligations", "--on", "yesterday")[0] == 2
    assert ran(capfd, "no-such-command")[0] == 2


def test_a_state_that_did_not_exist_is_told_with_its_dates(capfd):
    status, _, err = ran(
        capfd, "obligations", "--attacker", "Yugoslavia", "--victim", "PRK",
        "--on", "2025-01-01",
    )  # fmt: skip
    assert status == 1
    assert "Yugoslavia" in err


def test_broken_yaml_names_the_file_and_the_line(capfd, copy):
    path = copy / "case.yaml"
    path.write_text(path.read_text("utf-8") + "\nlevels: [\n", "utf-8")
    status, _, err = ran(capfd, "brief", str(copy))
    assert status == 1
    assert "case.yaml:" in err


def test_a_claim_that_points_at_no_source_is_told(capfd, copy):
    path = copy / "claims.jsonl"
    first, rest = path.read_text("utf-8").split("\n", 1)
    claim = json.loads(first) | {"voice": [{"holder": "nobody_at_all"}]}
    path.write_text(json.dumps(claim) + "\n" + rest, "utf-8")
    status, _, err = ran(capfd, "brief", str(copy))
    assert status == 1
    assert "points at no source: nobody_at_all" in err


def test_a_truncated_journal_is_told_and_mended(capfd, copy):
    claim = json.loads((copy / "claims.jsonl").read_text("utf-8").split("\n", 1)[0])["id"]
    words = ("ledger", "retract", str(copy), claim, "--why", "superseded", "--who", "me")
    assert ran(capfd, *words)[0] == 0
    journal = copy / "journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"kind": "retr')
    status, _, err = ran(capfd, "brief", str(copy))
    assert status == 1
    assert "foedus ledger mend" in err
    assert ran(capfd, "ledger", "mend", str(copy))[0] == 0
    assert ran(capfd, "ledger", "check", str(copy))[0] == 0
    _, out, _ = ran(capfd, "ledger", "show", str(copy), "--json")
    assert claim not in {held["id"] for held in json.loads(out)}


def test_figures_that_cannot_all_be_true_are_told_as_a_table_and_as_json(capfd):
    status, out, _ = ran(capfd, "ledger", "reconcile", "russia-dprk")
    assert status == 0
    assert "cannot all be true" in out
    status, out, _ = ran(
        capfd, "ledger", "reconcile", "russia-dprk", "--reach", "9", "--json"
    )
    assert status == 0
    assert all(not system["conflicts"] for system in json.loads(out))


def test_an_identity_that_is_unsound_is_told_with_its_file(capfd, copy):
    path = copy / "identities.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("366 days", "366 pieces"), "utf-8")
    status, _, err = ran(capfd, "ledger", "reconcile", str(copy))
    assert status == 1
    assert "identities.yaml" in err
    assert "unlike units" in err


def test_an_output_folder_that_cannot_be_written_leaves_nothing(capfd, tmp_path):
    barrier = tmp_path / "file"
    barrier.write_text("not a folder")
    status, out, err = ran(capfd, "brief", EMBEDDED, "--out", str(barrier / "brief"))
    assert (status, out) == (1, "")
    assert "choose another folder" in err
    kept = {"store", "shelf"}
    assert {path.name for path in tmp_path.iterdir()} - kept == {"file"}


def test_a_question_that_is_none_is_told_with_those_that_are(capfd):
    status, _, err = ran(capfd, "ask", EMBEDDED, "tomorrow")
    assert status == 1
    assert "no question 'tomorrow'" in err
    assert "obligations" in err


def test_an_option_of_another_question_is_refused(capfd):
    status, _, err = ran(capfd, "ask", EMBEDDED, "balance", "--without", "nis")
    assert status == 1
    assert "takes no --without" in err


def test_ask_prints_one_json_document(capfd):
    status, out, _ = ran(capfd, "ask", EMBEDDED, "history", "--json")
    assert status == 0
    assert json.loads(out)["question"] == "history"


def test_leaving_a_source_out_shows_what_changes(capfd):
    status, out, _ = ran(
        capfd, "ask", EMBEDDED, "evidence", "--without", "nis", "--runs", "200", "--json"
    )
    assert status == 0
    tables = {table["id"]: table for table in json.loads(out)["tables"]}
    assert tables["evidence.without"]["rows"]


def test_a_data_set_that_is_not_here_names_the_command_that_mends_it(capfd, monkeypatch):
    monkeypatch.delenv("FOEDUS_MIRROR", raising=False)
    status, out, _ = ran(capfd, "shelf", "list", "--json")
    assert status == 0
    assert {row["where"] for row in json.loads(out)} == {"not here"} or json.loads(out)


def test_cite_gives_bibtex_of_a_case_and_of_a_run(capfd, tmp_path):
    status, out, _ = ran(capfd, "cite", EMBEDDED)
    assert status == 0
    assert "@misc{rus_prk_2024," in out
    assert ran(capfd, "ask", EMBEDDED, "history")[0] == 0
    [run] = [path.stem for path in (tmp_path / "store").glob("*.json")]
    status, out, _ = ran(capfd, "cite", run)
    assert status == 0
    assert "@" in out


def test_the_same_inputs_give_the_same_bytes_whatever_the_hash_seed(tmp_path):
    written = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", _BRIEF, EMBEDDED, str(out)],
            env=os.environ
            | {"PYTHONHASHSEED": seed, "FOEDUS_STORE": str(tmp_path / f"s{seed}")},
            check=True,
        )
        written.append({p.name: p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert written[0] == written[1]


def test_an_interrupt_leaves_nothing_half_written(tmp_path):
    out = tmp_path / "brief"
    running = subprocess.Popen(
        [sys.executable, "-c", _BRIEF, EMBEDDED, str(out)],
        env=os.environ | {"FOEDUS_STORE": str(tmp_path / "store")},
        stderr=subprocess.PIPE,
        text=True,
    )
    store = tmp_path / "store"
    waited = time.monotonic() + 60
    while not list(store.glob("*.json")) and time.monotonic() < waited:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "Nothing was written half" in err
    assert not out.exists() or not list(out.iterdir())
    assert all(json.loads(path.read_text("utf-8")) for path in store.glob("*.json"))


_BRIEF = """
import sys
from foedus.faces.cli import main
sys.exit(main(["brief", sys.argv[1], "--out", sys.argv[2], "--runs", "400"]))
"""


def test_a_brief_without_an_article_says_so_and_owes_less(capfd, tmp_path):
    told = {}
    for name, more in (("whole", ()), ("struck", ("--without", "rus_prk_2024:4"))):
        out = tmp_path / name
        words = ("brief", EMBEDDED, "--to", "md", "--runs", "400", "--out", str(out), *more)
        status, _, err = ran(capfd, *words)
        assert status == 0, err
        told[name] = (out / "index.md").read_text()
    assert "Mind: the treaties are read with" in told["struck"]
    assert "Mind: the treaties are read with" not in told["whole"]
    assert "Russia must if conditions hold" in told["whole"]
    assert "Russia must if conditions hold" not in told["struck"]


def test_a_new_case_explains_itself_and_makes_a_brief(capfd, tmp_path):
    status, out, _ = ran(capfd, "cases", "new", "my-case", "--at", str(tmp_path))
    assert status == 0
    folder = Path(out.strip())
    status, out, err = ran(capfd, "brief", str(folder), "--out", str(tmp_path / "out"))
    assert status == 0, err
    assert (tmp_path / "out" / "index.html").is_file()
