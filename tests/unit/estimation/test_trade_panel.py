import numpy as np
import polars as pl
import pytest

from foedus.estimation.episodes import PAST_ANY
from foedus.estimation.trade_panel import home_panel, trade_panel
from foedus.faults import DataFault
from foedus.sources.source import source
from foedus.sources.table import table_of

USA, CUBA, CANADA = 2, 40, 20
NAMES = ("exporter", "importer", "kind", "first", "sure", "last")


def trade(first=1950, last=1980):
    pairs = [(a, b) for a in (USA, CUBA, CANADA) for b in (USA, CUBA, CANADA) if a != b]
    rows = [(a, b, year, 10.0 * a + b) for a, b in pairs for year in range(first, last + 1)]
    raw = pl.DataFrame(rows, ["ccode1", "ccode2", "year", "flow1"], orient="row")
    raw = raw.with_columns(
        flow2=pl.lit(1.0), smoothflow1=pl.lit(1.0), smoothflow2=pl.lit(1.0)
    )
    return {"trade_dyads": table_of(source("trade_dyads"), raw)}.__getitem__


def panel(*episodes, tables=None):
    schema = dict.fromkeys(NAMES, pl.Int64) | dict.fromkeys(NAMES[:3], pl.String)
    held = pl.DataFrame(list(episodes), schema, orient="row")
    return trade_panel(tables or trade(), held)


def years(held, term, exporter="CUB", importer="USA"):
    side = (held.exporter == held.states.index(exporter)) & (
        held.importer == held.states.index(importer)
    )
    return held.year[side & (held.terms[term] > 0)].tolist()


EMBARGO = ("CUB", "USA", "complete", 1960, 1965, 1965)


def test_a_flow_is_what_the_importer_took_in_in_millions():
    held = panel()
    row = (held.exporter == held.states.index("CUB")) & (
        held.importer == held.states.index("USA")
    )
    assert held.flows[row] == pytest.approx(10 * USA + CUBA)


def test_a_kind_is_marked_in_the_years_in_which_it_ran_and_one_way():
    held = panel(EMBARGO)
    assert years(held, "complete") == list(range(1960, 1966))
    assert years(held, "complete", "USA", "CUB") == []


def test_years_before_in_and_after_are_told_apart():
    held = panel(EMBARGO)
    assert [years(held, f"ahead {n}") for n in (3, 2, 1)] == [[1957], [1958], [1959]]
    assert years(held, "year 1 to 2") == [1960, 1961]
    assert years(held, "year 3 to 5") == [1962, 1963, 1964]
    assert years(held, "year 6 to 10") == [1965]
    assert years(held, "after 1 to 2") == [1966, 1967]
    assert years(held, "after 3 to 5") == [1968, 1969, 1970]
    assert years(held, "after 9 to 12") == [1974, 1975, 1976, 1977]


def test_episodes_that_follow_each_other_are_one_spell():
    held = panel(EMBARGO, ("CUB", "USA", "partial", 1966, 1968, 1968))
    assert years(held, "ahead 1") == [1959]
    assert years(held, "year 6 to 10") == [1965, 1966, 1967, 1968]
    assert years(held, "after 1 to 2") == [1969, 1970]
    spell = held.terms["year 6 to 10"] > 0
    assert set(held.start[spell].tolist()) == {1960}


def test_years_after_one_and_before_another_count_for_neither_in_force():
    held = panel(EMBARGO, ("CUB", "USA", "partial", 1968, 1970, 1970))
    assert years(held, "after 1 to 2") == [1966, 1967, 1971, 1972]
    assert years(held, "ahead 2") == [1958, 1966]
    assert 1968 not in years(held, "after 3 to 5")


def test_aid_or_a_threat_has_no_years_before_or_after():
    held = panel(("CUB", "USA", "financial", 1960, 1965, 1965))
    assert years(held, "financial") == list(range(1960, 1966))
    assert years(held, "ahead 1") == []
    assert held.start.max() == 0


def test_years_in_which_it_may_have_gone_on_are_left_out():
    held = panel(("CUB", "USA", "complete", 1960, 1965, PAST_ANY))
    row = (held.exporter == held.states.index("CUB")) & (
        held.importer == held.states.index("USA")
    )
    assert held.year[row].max() == 1965
    assert years(held, "after 1 to 2") == []


def test_duties_of_unknown_end_leave_nothing_out():
    held = panel(("CUB", "USA", "quarrel", 1960, 1960, PAST_ANY))
    assert years(held, "quarrel") == [1960]
    assert len(held.flows) == len(panel().flows)


def test_both_ways_of_a_pair_are_one_couple_and_two_pairs():
    held = panel()
    assert len(np.unique(held.couple)) == 3
    assert len(np.unique(held.groups[2])) == 6


def test_a_digest_names_flows_and_terms():
    assert panel().digest == panel().digest
    assert panel().digest != panel(EMBARGO).digest


def test_some_rows_keep_their_terms():
    held = panel(EMBARGO)
    some = held.only(held.year >= 1964)
    assert years(some, "complete") == [1964, 1965]


def test_years_without_a_flow_are_refused():
    with pytest.raises(DataFault, match="no flow from 1950 to 2014"):
        panel(tables=trade(1900, 1910))


def test_what_crosses_a_border_has_a_term_for_every_year_but_the_last():
    raw = pl.DataFrame(
        [
            (a, b, a, b, float(year), 5.0, 0.0)
            for a in ("USA", "CAN", "HKG")
            for b in ("USA", "CAN", "HKG")
            for year in (1990, 1991)
        ],
        ["exporter", "importer", "seller", "buyer", "year", "trade", "rta"],
        orient="row",
    )
    tables = {"manufactures": table_of(source("manufactures"), raw)}
    schema = dict.fromkeys(NAMES, pl.Int64) | dict.fromkeys(NAMES[:3], pl.String)
    held = home_panel(tables.__getitem__, pl.DataFrame([], schema))
    assert held.terms["abroad 1990"].sum() == 6
    assert "abroad 1991" not in held.terms
    assert (held.exporter == held.importer).sum() == 6
    assert "HKG" in held.states
