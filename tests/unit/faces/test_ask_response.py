"""`foedus ask CASE response` with issues of one's own and a stakeholder left out."""

import json

import pytest

from foedus.faces.cli import main

OWN = """
issues:
- id: embargo
  question: How long does the embargo last?
  continuum: {0: it ends at once, 50: a year, 100: for good}
  status_quo: 40
  actors:
    hawks: {position: [70, 85, 95], salience: [50, 60, 70], influence: [20, 30, 40]}
    doves: {position: [0, 10, 30], salience: [40, 50, 80], influence: [10, 30, 60]}
"""


@pytest.fixture(autouse=True)
def _apart(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path / "shelf"))


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(OWN, "utf-8")
    return path


def asked(capsys, *options):
    status = main(["ask", "russia-dprk", "response", "--runs", "200", "--json", *options])
    return status, capsys.readouterr()


def test_issues_of_one_s_own_are_asked(capsys, own):
    status, told = asked(capsys, "--issues", str(own))
    answer = json.loads(told.out)
    assert status == 0
    assert {r["id"].split(".")[1] for r in answer["results"]} == {"embargo"}


def test_a_stakeholder_of_them_is_left_out(capsys, own):
    status, told = asked(capsys, "--issues", str(own), "--without", "doves")
    assert status == 0
    [outcome] = [
        r for r in json.loads(told.out)["results"] if r["id"] == "response.embargo.outcome"
    ]
    assert outcome["estimate"]["low"] > 70


def test_a_file_that_holds_no_issue_is_told_in_one_paragraph(capsys, tmp_path):
    path = tmp_path / "empty.yaml"
    path.write_text("issues: []\n", "utf-8")
    status, told = asked(capsys, "--issues", str(path))
    assert status == 1
    assert "holds no issue" in told.err
    assert told.out == ""


def test_another_question_takes_no_issues(capsys, own):
    status = main(["ask", "russia-dprk", "balance", "--issues", str(own)])
    assert status == 1
    assert "takes no --issues" in capsys.readouterr().err
