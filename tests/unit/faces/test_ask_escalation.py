"""`foedus ask CASE escalation` with an act of one's own and promises less."""

import json

import pytest

from foedus.faces.cli import main


@pytest.fixture(autouse=True)
def _quick(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path / "shelf"))


def asked(capfd, *words):
    status = main(["ask", "russia-dprk", "escalation", "--runs", "100", *words])
    out, err = capfd.readouterr()
    return status, out, err


def test_an_act_in_words_with_promises_less_is_answered(capfd):
    status, out, _ = asked(
        capfd, "--attacker", "United States", "--victim", "North Korea", "--war",
        "--strike", "rus_prk_2024:4", "--strike", "rus_prk_2024:8",
        "--dishonour", "China:chn_prk_1961", "--neutral", "Japan", "--json",
    )  # fmt: skip
    assert status == 0
    answer = json.loads(out)
    held = {one["id"]: one["estimate"]["value"] for one in answer["results"]}
    assert held["escalation.usa_prk.less.article.rus_prk_2024.4"] > 0
    assert held["escalation.usa_prk.less.article.rus_prk_2024.8"] == 0
    assert held["escalation.usa_prk.less.promise.CHN.chn_prk_1961"] >= 0
    assert "escalation.usa_prk.less.neutral.JPN" in held
    assert "escalation.usa_prk.less.together" in held


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--strike", "rus_prk_2023:4"), "rus_prk_2024"),
        (("--attacker", "PRK"), "without its victim"),
        (("--dishonour", "FRA:rus_prk_2024"), "no member"),
        (("--neutral", "Jpan"), "Japan"),
        (("--coalition", "USA"), "takes no --coalition"),
    ],
)
def test_what_cannot_be_meant_ends_with_what_would_do(capfd, words, says):
    status, out, err = asked(capfd, *words)
    assert (status, out) == (1, "")
    assert says in err
