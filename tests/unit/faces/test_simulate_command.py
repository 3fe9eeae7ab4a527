"""`foedus simulate` tells what runs say, for people and as one JSON document."""

import json
from pathlib import Path

import pytest

from foedus.faces.cli import main


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))


def told(capsys, *words):
    status = main(["simulate", "russia-dprk", "--runs", "40", "--seed", "7", *words])
    return status, capsys.readouterr()


def test_it_prints_one_json_document(capsys):
    status, out = told(capsys, "--years", "5", "--json", "--without", "rus_prk_2024")
    held = json.loads(out.out)
    assert status == 0
    assert (held["runs"], held["years"], held["seed"]) == (40, 5, 7)
    assert len(held["yearly"]["disputes"]) == 5
    assert len(held["stands"]["rus_prk_2024"]) == 5
    named = {one["reading"]: one for one in held["contrasts"]}
    assert set(named) >= {"disputes", "wars", "disputes of PRK"}
    assert held["pairs"][0]["chance"]["unit"] == "probability"


def test_the_same_command_gives_the_same_digest_and_takes_runs_from_the_store(capsys):
    digests = [
        json.loads(told(capsys, "--years", "2", "--json", "--threads", n)[1].out)["digest"]
        for n in ("1", "2")
    ]
    assert digests[0] == digests[1]


def test_it_prints_tables_for_people(capsys):
    status, out = told(capsys, "--years", "10")
    assert status == 0
    for word in ("disputes", "Growth of the level", "rus_prk_2024", "KOR PRK"):
        assert word in out.out
    assert "at most" in out.err


def test_changes_of_a_file_are_held_against_runs_without(capsys, tmp_path):
    path = tmp_path / "changes.yaml"
    path.write_text(
        "changes: [{do: act, on: 2026-01-01, attacker: PRK, victim: KOR, war: true}]"
    )
    _, out = told(capsys, "--years", "3", "--json", "--with", str(path))
    wars = next(c for c in json.loads(out.out)["contrasts"] if c["reading"] == "wars")
    assert 0.75 < wars["difference"]["value"] < 1.3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--without", "rus_prk_2023"), "such as rus_prk_2024"),
        (("--with", "nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_what_is_not_there_is_a_fault_that_says_how_to_mend_it(capsys, words, said):
    status, out = told(capsys, *words)
    assert status == 1
    assert said in out.err.replace("\n", " ")


@pytest.mark.parametrize("words", [("--years", "0"), ("--years", "99"), ("--runs", "0")])
def test_no_years_and_no_runs_are_wrong_usage(words):
    assert main(["simulate", "russia-dprk", *words]) == 2


def test_runs_by_the_terms_of_a_theory_are_others(capsys):
    held = [
        json.loads(told(capsys, "--years", "2", "--json", *words)[1].out)
        for words in ((), ("--theory", "realism"))
    ]
    assert held[0]["scenario"] != held[1]["scenario"]
    assert held[0]["digest"] != held[1]["digest"]


def test_an_unknown_theory_is_told_with_those_near_it(capsys):
    status, out = told(capsys, "--years", "2", "--theory", "liberal")
    assert status == 1
    assert "liberalism" in out.err


WHAT_IF = Path(__file__).parents[3] / "examples" / "what_if.yaml"


def test_the_example_of_the_package_runs_and_leaves_a_page(capsys, tmp_path):
    folder = tmp_path / "page"
    words = ("--years", "6", "--with", str(WHAT_IF), "--out", str(folder), "--json")
    status, out = told(capsys, *words)
    assert status == 0
    assert json.loads(out.out)["changed"]
    page = (folder / "index.html").read_text("utf-8")
    for said in ("What the change does", "Disputes begun: ", "with the change", "in 2030"):
        assert said in page
    assert page.count("<svg") >= 12


def test_without_a_change_the_page_has_fans_alone(capsys, tmp_path):
    status, _ = told(capsys, "--years", "2", "--out", str(tmp_path / "page"))
    page = (tmp_path / "page" / "index.html").read_text("utf-8")
    assert status == 0
    assert "What each year brings" in page
    assert "What the change does" not in page


def test_a_change_that_does_nothing_says_so(capsys, tmp_path):
    path = tmp_path / "changes.yaml"
    path.write_text("changes: [{do: shock, on: 2025-01-01, state: RUS, times: 1}]")
    status, out = told(capsys, "--years", "2", "--with", str(path))
    assert status == 0
    assert "does nothing" in out.err
