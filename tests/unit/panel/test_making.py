"""The empty panels."""

import math

import polars as pl
import pytest

from foedus.faults import DataFault
from foedus.panel.making import dyads, k_ads, states

POWERS = (2, 200, 220, 255, 300, 365)


def test_a_group_stands_only_while_all_its_states_do():
    years = k_ads(1910, 1925, k=2, among=[200, 300]).collect(ids=False)["year"]
    assert (years.min(), years.max()) == (1910, 1918)


def test_a_k_ad_of_two_is_a_dyad():
    pairs = k_ads(1914, 1914, k=2, among=POWERS).collect(ids=False)
    whole = dyads(1914, 1914, directed=False).collect(ids=False)
    held = whole.filter(
        pl.col("sender_cow").is_in(POWERS) & pl.col("target_cow").is_in(POWERS)
    )
    assert pairs.rows() == held.rows()


def test_a_sample_of_groups_is_the_same_under_the_same_seed():
    def drawn(seed):
        return k_ads(1900, 1900, k=3, among=POWERS, sample=7, seed=seed).collect(ids=False)

    assert drawn(1).equals(drawn(1))
    assert drawn(1).height == 7
    assert not drawn(1).equals(drawn(2))


def test_a_number_that_no_state_bears_is_refused():
    with pytest.raises(DataFault, match="999"):
        k_ads(1900, 1900, k=2, among=[200, 999])


def test_a_sample_without_a_seed_is_refused():
    with pytest.raises(DataFault, match="seed"):
        k_ads(1900, 1900, k=3, among=POWERS, sample=7)


def test_more_groups_than_fit_are_refused_with_a_way_out():
    everyone = states(1990, 1990).collect()["cow"].to_list()
    with pytest.raises(DataFault, match="sample"):
        k_ads(1990, 1990, k=5, among=everyone)


@pytest.mark.parametrize("years", [(1815, 1900), (1900, 1899), (1900, 2200)])
def test_years_out_of_order_are_refused(years):
    with pytest.raises(DataFault, match="1816"):
        states(*years)


def test_a_directed_panel_has_each_pair_twice():
    assert (
        dyads(1950, 1950).collect().height
        == 2 * dyads(1950, 1950, directed=False).collect().height
    )


def test_states_that_share_a_year_and_never_a_day_are_no_dyad():
    # One Germany came on the day after the other left.
    panel = dyads(1990, 1990, directed=False).collect(ids=False)
    germanys = panel.filter((pl.col("sender_cow") == 255) & (pl.col("target_cow") == 265))
    assert germanys.is_empty()


def test_germany_of_1990_has_both_its_numbers():
    panel = states(1990, 1990).collect()
    assert panel.filter(pl.col("state") == "DEU")["cow"].to_list() == [255, 260]


def test_groups_are_of_all_states_unless_some_are_named():
    everyone = states(1816, 1817).collect(ids=False)["cow"].n_unique()
    assert everyone == 23
    trios = k_ads(1816, 1816, k=3).collect(ids=False)
    assert trios.height == math.comb(23, 3)
    named = states(1816, 1816).collect(ids=False)["cow"].to_list()
    assert trios.equals(k_ads(1816, 1816, k=3, among=named).collect(ids=False))


def test_more_years_of_groups_than_fit_are_refused(monkeypatch):
    monkeypatch.setattr("foedus.panel.making.MOST_ROWS", 100)
    with pytest.raises(DataFault, match="rows of groups and years"):
        k_ads(1816, 1816, k=3)
