"""`foedus ask CASE evidence --without SOURCE`: what the brief would say otherwise."""

import json

import pytest

from foedus.cases.blank import start_case
from foedus.faces.cli import main


@pytest.fixture(autouse=True)
def _apart(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path / "shelf"))


def asked(capsys, tmp_path, source):
    case = str(start_case("mine", tmp_path))
    words = ["ask", case, "evidence", "--without", source, "--runs", "100", "--json"]
    return main(words), capsys.readouterr()


def test_key_judgements_that_change_come_before_the_pooled_numbers(capsys, tmp_path):
    status, told = asked(capsys, tmp_path, "dmdc")
    assert status == 0
    tables = json.loads(told.out)["tables"]
    assert [table["id"] for table in tables[:2]] == [
        "evidence.without.judgements",
        "evidence.without.numbers",
    ]
    assert tables[0]["rows"][0][2] == "almost certain"
    assert tables[0]["rows"][0][4] == "not judged"
    assert "evidence.without" in {table["id"] for table in tables}


def test_a_source_that_is_not_there_is_refused_with_what_to_look_at(capsys, tmp_path):
    status, told = asked(capsys, tmp_path, "nobody")
    assert status == 1
    assert "no source 'nobody'" in told.err
    assert "foedus ledger show" in " ".join(told.err.split())
