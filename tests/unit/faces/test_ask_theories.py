"""`foedus ask CASE theories --years N`, from end to end."""

import json

import pytest

from foedus.faces.cli import main


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))


def test_theories_are_run_forward_so_many_years(capsys):
    words = ["ask", "russia-dprk", "theories", "--years", "3", "--runs", "1000", "--json"]
    assert main(words) == 0
    held = json.loads(capsys.readouterr().out)
    titles = {table["id"]: table["title"] for table in held["tables"]}
    assert titles["theories.futures"] == "What each theory foretells for 2025 to 2027"


def test_years_out_of_reach_are_a_usage_error(capsys):
    assert main(["ask", "russia-dprk", "theories", "--years", "99"]) == 2
    assert "--years" in capsys.readouterr().err


def test_years_are_not_asked_of_another_question(capsys):
    assert main(["ask", "russia-dprk", "obligations", "--years", "3"]) == 1
    assert "--years" in capsys.readouterr().err
