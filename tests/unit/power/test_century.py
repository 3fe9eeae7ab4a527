"""Polarity through time, on small tables typed by hand."""

import polars as pl
import pytest

from foedus.power.century import READS, century, polarity
from foedus.sources.source import source
from foedus.sources.table import table_of

USA, GBR, FRA, BEL = 2, 200, 220, 211
YEARS = range(2001, 2013)


def nmc(year, state, amount, *, people=10.0):
    many = float(amount)
    return {
        "ccode": state, "year": year, "milex": many, "milper": many, "irst": many,
        "pec": many, "tpop": people, "upop": many, "cinc": many / 100,
    }  # fmt: skip


def tables(amounts, *, majors=(USA, GBR, FRA), people=None, gdp=None):
    """Make tables in which a state has so much of everything: year -> state -> amount."""
    rows = [
        nmc(year, state, amount, people=(people or {}).get(state, 10.0))
        for year, held in amounts.items()
        for state, amount in held.items()
    ]
    wealth = [
        {"ccode": r["ccode"], "year": r["year"], "mrgdppc": 1.0, "sd_mrgdppc": 0.1,
         "pwtrgdp": r["milex"], "sd_pwtrgdp": 1.0, "pwtpop": r["tpop"] / 1000,
         "sd_pwtpop": 0.1}
        for r in rows
        if gdp is None or r["ccode"] in gdp
    ]  # fmt: skip
    surplus = [
        {"ccode": r["ccode"], "year": r["year"], "wbgdp2011est": 1.0, "wbpopest": 1.0,
         "sdpest": r["milex"] / 10, "wbgdppc2011est": 1.0}
        for r in rows
    ]  # fmt: skip
    spells = [
        {"ccode": state, "styear": 2001, "stmonth": 1, "stday": 1, "endyear": 2016,
         "endmonth": 12, "endday": 31}
        for state in majors
    ]  # fmt: skip
    spent = [
        {"cow": r["ccode"], "year": r["year"], "spent": r["milex"] / 1000} for r in rows
    ]
    raw = {
        "nmc": rows, "cow_wealth": wealth, "cow_surplus": surplus, "majors": spells,
        "sipri_spending": spent,
    }  # fmt: skip
    held = {name: table_of(source(name), pl.DataFrame(raw[name])) for name in READS}
    return held.__getitem__


@pytest.fixture
def steady():
    return tables({year: {USA: 6, GBR: 3, FRA: 3, BEL: 0.5} for year in YEARS})


def at(line, year):
    return line.con[year - line.first], line.poles[year - line.first]


def test_majors_are_weighed_among_themselves(steady):
    con, poles = at(polarity(steady).line("cinc", "majors"), 2005)
    # Five quantities stand 6 to 3 to 3, people even: the small fourth state is not counted.
    first, others = (5 * 0.5 + 1 / 3) / 6, (5 * 0.25 + 1 / 3) / 6
    squares = first**2 + 2 * others**2
    assert con == pytest.approx(((squares - 1 / 3) / (2 / 3)) ** 0.5, abs=1e-4)
    assert poles == 3


def test_by_spending_alone_shares_are_those_of_spending(steady):
    con, _ = at(polarity(steady).line("military expenditure", "majors"), 2005)
    assert con == pytest.approx(((0.375 - 1 / 3) / (2 / 3)) ** 0.5, abs=1e-3)


def test_a_year_before_the_first_row_is_not_known(steady):
    line = polarity(steady).line("cinc", "all")
    assert line.first == 1816
    assert at(line, 1900) == (None, None)
    assert line.known() == tuple(YEARS)


def test_among_all_states_a_small_one_that_is_unknown_matters_little():
    held = tables(
        {year: {USA: 6, GBR: 3, BEL: 1} for year in YEARS},
        majors=(USA, GBR),
        people={BEL: 0.1},
        gdp=(USA, GBR),
    )
    assert polarity(held).line("gdp", "all").known() == tuple(YEARS)


def test_a_measure_that_misses_many_people_is_not_known():
    held = tables(
        {year: {USA: 6, GBR: 3, BEL: 1} for year in YEARS},
        majors=(USA, GBR),
        gdp=(USA, GBR),
    )
    found = polarity(held)
    assert found.line("gdp", "all").known() == ()
    assert found.line("gdp", "majors").known() == tuple(YEARS)


def test_a_major_power_of_which_a_measure_is_not_known_leaves_the_year_out():
    held = tables({year: {USA: 6, GBR: 3, FRA: 3} for year in YEARS}, gdp=(USA, GBR))
    assert polarity(held).line("gdp", "majors").known() == ()


def test_a_jump_is_found_in_its_year_without_being_told():
    held = tables({year: {USA: 6 if year < 2007 else 40, GBR: 5, FRA: 5} for year in YEARS})
    turning = polarity(held).line("cinc", "majors").turning
    assert [one.year for one in turning.found] == [2007]


def test_the_list_of_majors_is_told_when_it_changes(steady):
    assert polarity(steady).majors == {"2001": ("FRA", "GBR", "USA")}


def test_the_same_tables_give_the_same_series(steady):
    assert polarity(steady) == polarity(steady)


def test_the_grid_has_a_row_a_year_and_a_column_a_state(steady):
    made = century({name: steady(name) for name in READS})
    assert made.amounts["cinc"].shape == (2012 - 1816 + 1, 4)
    assert made.majors[-1].sum() == 3
