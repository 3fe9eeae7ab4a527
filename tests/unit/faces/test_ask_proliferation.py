"""`foedus ask CASE proliferation` with help of one's own."""

import json

import pytest

from foedus.faces.cli import main


@pytest.fixture(autouse=True)
def _apart(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path / "shelf"))


def asked(capfd, *words):
    status = main(["ask", "russia-dprk", "proliferation", "--runs", "300", *words])
    out, err = capfd.readouterr()
    return status, out, err


def results(out):
    return {one["id"]: one["estimate"] for one in json.loads(out)["results"]}


def test_help_of_one_s_own_answers_beside_the_case_s(capfd):
    status, out, _ = asked(capfd, "--help-path", "0.5:2025-06:2027", "--json")
    assert status == 0
    told = results(out)
    own = told["proliferation.reentry.asked.saved"]["value"]
    assert 0 <= own < told["proliferation.reentry.full.saved"]["value"]


def test_help_of_one_s_own_may_be_a_file(capfd, tmp_path):
    path = tmp_path / "help.yaml"
    path.write_text("share: 1.0\nramp_months: 0\ntitle: all at once\n", "utf-8")
    status, out, _ = asked(capfd, "--help-path", str(path), "--json")
    assert status == 0
    assert "all at once" in out


@pytest.mark.parametrize("said", ["2", "0.5:2027:2026", "much"])
def test_help_that_means_nothing_is_told_in_one_paragraph(capfd, said):
    status, out, err = asked(capfd, "--help-path", said)
    assert (status, out) == (1, "")
    assert "mend" in err
    assert "Traceback" not in err


def test_another_question_refuses_help(capfd):
    status = main(["ask", "russia-dprk", "durability", "--help-path", "1"])
    _, err = capfd.readouterr()
    assert status == 1
    assert "durability takes no --help-path" in err
