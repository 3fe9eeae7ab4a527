from datetime import date

import polars as pl

from foedus.sources.naming import call


def called(codes, years, system="cow"):
    return call(pl.Series(codes), pl.Series(years), system=system, where="grain, state")


def test_a_code_is_named():
    states, findings = called([365, 2, 365], [1900, 1950, 2000])
    assert states.to_list() == ["RUS", "USA", "RUS"]
    assert findings == ()


def test_each_system_has_its_own_codes():
    assert called([255, 260], [1900, 1960])[0].to_list() == ["DEU", "DEU"]
    assert called(["DEU", "RUS"], [1900, 1960], "iso")[0].to_list() == ["DEU", "RUS"]
    assert called([816], [1980], "gw")[0].to_list() == ["VNM"]


def test_a_day_stands_for_its_year():
    states, findings = called([365], [date(1900, 5, 1)])
    assert (states.to_list(), findings) == (["RUS"], ())


def test_years_out_of_the_system_are_kept_and_told_once():
    states, [finding] = called([369, 369, 369], [1946, 1960, 1995])
    assert states.to_list() == ["UKR"] * 3
    assert finding.weight == "note"
    assert finding.where == "grain, state, cow 369 (UKR), 1946 to 1960"
    assert "2 row(s)" in finding.remark


def test_a_code_of_nobody_is_kept_without_a_state():
    states, [finding] = called([8152, 2], [1920, 1920])
    assert states.to_list() == [None, "USA"]
    assert (finding.weight, finding.where) == ("doubt", "grain, state, cow 8152, 1920")


def test_codes_of_nobody_are_told_in_one_finding():
    _, [finding] = called(["ABW", "FRA", "HKG", "ABW"], [1990, 1990, 1995, 1991], "iso")
    assert finding.where == "grain, state, iso ABW, HKG, 1990 to 1995"
    assert "3 row(s)" in finding.remark


def test_no_code_names_nobody_and_is_no_finding():
    states, findings = called([None, 2], [1920, 1920])
    assert (states.to_list(), findings) == ([None, "USA"], ())


def test_rows_keep_their_order():
    codes = [710, 2, 365, 200, 2, 710] * 50
    states, _ = called(codes, [1950] * len(codes))
    assert states.to_list() == ["CHN", "USA", "RUS", "GBR", "USA", "CHN"] * 50
