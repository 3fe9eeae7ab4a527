"""`foedus fit` and `foedus backtest`: what they say without data, and of wrong words."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from foedus.faces.cli import main
from foedus.markets.findings import FINDINGS

MIRROR = os.environ.get("FOEDUS_MIRROR")
needs_mirror = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")

MINE = """
- name: prestige
  title: Prestige
  kind: theory
  says: Those quarrel whose ranks are close.
  terms: [{term}]
"""


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path / "shelf"))


def ran(capfd, *words):
    status = main(list(words))
    out, err = capfd.readouterr()
    return status, out, " ".join(err.split())


@pytest.mark.parametrize("words", [("fit", "phrenology"), ("backtest", "phrenology")])
def test_a_model_that_is_none_is_told_with_those_there_are(capfd, words):
    status, _, err = ran(capfd, *words)
    assert status == 1
    assert "termination" in err


@pytest.mark.parametrize("words", [("fit",), ("backtest", "onset")])
def test_without_data_the_way_to_them_is_told(capfd, monkeypatch, words):
    monkeypatch.delenv("FOEDUS_MIRROR", raising=False)
    status, _, err = ran(capfd, *words)
    assert status == 1
    assert "foedus shelf get" in err


def test_the_terms_of_a_model_are_listed_with_what_they_measure(capfd):
    status, out, _ = ran(capfd, "backtest", "onset", "--terms", "--json")
    assert status == 0
    assert json.loads(out)["cont_land"] == "Share a land border"


def test_obligations_ask_for_their_codings(capfd):
    status, _, err = ran(capfd, "backtest", "obligations")
    assert status == 2
    assert "--codings" in err


@needs_mirror
def test_a_theory_with_a_term_that_is_none_is_refused_with_those_near_it(capfd, tmp_path):
    path = Path(tmp_path / "mine.yaml")
    path.write_text(MINE.format(term="ratioo"))
    status, _, err = ran(capfd, "backtest", "initiator", "--theory", str(path))
    assert status == 1
    assert "ratioo" in err


@needs_mirror
def test_a_theory_of_one_s_own_enters_the_contest(capfd, tmp_path):
    path = Path(tmp_path / "mine.yaml")
    path.write_text(MINE.format(term="d_cap"))
    words = (
        "backtest",
        "initiator",
        "--theory",
        str(path),
        "--json",
        "--out",
        str(tmp_path),
    )
    status, out, _ = ran(capfd, *words)
    assert status == 0
    contest = next(s for s in json.loads(out)["sheets"] if s["id"] == "contest")
    assert "Prestige" in [row[0] for row in contest["rows"]]
    assert (tmp_path / "initiator.json").is_file()


@needs_mirror
def test_a_fit_on_the_same_data_says_that_nothing_changed(capfd, tmp_path):
    status, out, _ = ran(capfd, "fit", "initiator", "--json", "--out", str(tmp_path / "f"))
    assert status == 0
    assert json.loads(out)["changed"] == {"initiator": ["as carried"]}
    assert (tmp_path / "f" / "artefacts" / "initiator.json").is_file()


@needs_mirror
def test_a_finding_on_trade_is_made_anew_and_held_against_what_is_carried(capfd, tmp_path):
    words = ("fit", "diverted", "trade_costs", "--json", "--out", str(tmp_path / "f"))
    status, out, _ = ran(capfd, *words)
    assert status == 0
    told = json.loads(out)
    assert told["changed"] == {"diverted": ["as carried"], "trade_costs": ["as carried"]}
    assert told["models"] == []
    assert (tmp_path / "f" / "findings" / "diverted.json").is_file()


@needs_mirror
def test_a_finding_that_differs_from_what_is_carried_is_said_to(capfd, monkeypatch):
    other = replace(FINDINGS["diverted"], carried=lambda: "{}")
    monkeypatch.setattr("foedus.faces.cli.fit.FINDINGS", {"diverted": other})
    status, out, _ = ran(capfd, "fit", "diverted", "--json")
    assert status == 0
    (said,) = json.loads(out)["changed"]["diverted"]
    assert "differs" in said
