"""`foedus panel`, without a data set."""

import json

import polars as pl
import pytest

from foedus.faces.cli import main


@pytest.fixture(autouse=True)
def empty_shelf(monkeypatch, tmp_path):
    monkeypatch.delenv("FOEDUS_MIRROR", raising=False)
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path / "shelf"))


def test_a_panel_of_pairs_is_written_with_its_codebook(tmp_path, capsys):
    out = tmp_path / "pairs.parquet"
    assert (
        main(["panel", "dyads", "--years", "1816:1817", "--undirected", "-o", str(out)])
        == 0
    )
    assert pl.read_parquet(out).height == 2 * 253
    assert capsys.readouterr().out.split() == [
        str(out),
        str(tmp_path / "pairs.codebook.md"),
    ]


def test_json_is_one_document(capsys):
    assert main(["panel", "states", "--years", "1816", "--json", "summary"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["unit"], told["rows"]) == ("state-year", 23)


def test_columns_go_by_peacesciencer_s_names(capsys):
    arguments = ["panel", "dyads", "--years", "1816", "--names", "peacesciencer"]
    assert main([*arguments, "--call", "codes", "--json", "rows"]) == 0
    assert set(json.loads(capsys.readouterr().out)[0]) == {"ccode1", "ccode2", "year"}


def test_groups_are_of_states_by_any_name(capsys):
    arguments = ["panel", "k-ads", "--among", "France,GBR,365", "--k", "3"]
    assert main([*arguments, "--years", "1900", "--json", "rows"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert {row["state_1"], row["state_2"], row["state_3"]} == {"GBR", "FRA", "RUS"}


def test_groups_are_of_all_states_unless_told(capsys):
    arguments = ["panel", "k-ads", "--k", "2", "--years", "1816", "--json", "summary"]
    assert main(arguments) == 0
    # 23 states, two at a time.
    assert json.loads(capsys.readouterr().out)["rows"] == 23 * 22 // 2


def test_a_file_of_one_s_own_is_added(tmp_path, capsys):
    file = tmp_path / "mine.csv"
    file.write_text("country,year,gold\nFrance,1990,3\n")
    wanted = f"{file}:by=[country,year]:codes=name"
    assert (
        main(["panel", "states", "--years", "1990", "--add", wanted, "--json", "rows"]) == 0
    )
    rows = json.loads(capsys.readouterr().out)
    assert [row["gold"] for row in rows if row["state"] == "FRA"] == [3]


@pytest.mark.parametrize("unit", ["dyads", "leaders", "wars", "pacts"])
def test_without_a_shelf_the_fault_says_what_to_get(unit, capsys):
    assert main(["panel", unit, "--years", "1990", "--add", "atop"]) == 1
    assert "foedus shelf get" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["panel", "dyads", "--years", "late"], 2),
        (["panel", "planets"], 2),
        (["panel", "dyads", "--years", "1990", "--add", "atpo"], 1),
        (["panel", "dyads", "--years", "1990", "--add", "atop:foo=1"], 1),
        (["panel", "states", "--years", "1700"], 1),
        (["panel", "states", "--years", "1990", "-o", "panel.xlsx"], 1),
        (["panel", "states", "--years", "1990", "--spells", "gold"], 1),
    ],
)
def test_what_cannot_be_meant_is_told(arguments, status, capsys):
    assert main(arguments) == status
    assert capsys.readouterr().err


def test_the_list_names_rows_and_recipes(capsys):
    assert main(["panel", "--list"]) == 0
    told = capsys.readouterr().out
    assert "k-ads" in told
    assert "gml_disputes" in told


def test_all_data_sets_that_lack_are_told_at_once(capsys):
    wanted = ["--add", "atop", "--add", "capabilities", "--add", "igos"]
    assert main(["panel", "dyads", "--years", "1990", *wanted]) == 1
    told = capsys.readouterr().err
    assert "foedus shelf get atop_dyads nmc igo_dyads" in " ".join(told.split())


def test_what_rests_on_a_column_that_lacks_is_told_by_the_data_set(capsys):
    wanted = ["--add", "wealth", "--add", "expected_utility:risk=gdp"]
    assert main(["panel", "dyads", "--years", "1990", *wanted]) == 1
    told = capsys.readouterr().err
    assert "foedus shelf get cow_wealth" in told


def test_a_name_that_nothing_has_is_told_before_data_sets_that_lack(capsys):
    wanted = ["--add", "atop", "--add", "capabilty"]
    assert main(["panel", "dyads", "--years", "1990", *wanted]) == 1
    assert "nothing called 'capabilty'" in capsys.readouterr().err
