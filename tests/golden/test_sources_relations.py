"""What pairs of states are to each other: geography, sanctions, agreements, arms, peace.

Counts: the producers' own bytes, counted here by the csv module and not by the reader.
Facts: the producers' documentation and the histories.
"""

import csv
import os
from pathlib import Path

import polars as pl
import pytest

from foedus.panel.making import dyads, states
from foedus.sources.shelf import Shelf
from foedus.sources.source import source

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)


def rows(name, *, delimiter=",", encoding="utf-8"):
    """Read a source's first file as lines of text, each by the header."""
    path = Path(MIRROR) / source(name).files[0].place
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def one(panel, **wanted):
    [row] = panel.collect(ids=False).filter(**wanted).rows(named=True)
    return row


def test_cepii_has_its_countries_each_with_each(shelf):
    frame = shelf.table("cepii_dyads").frame
    assert (frame.height, frame["sender_iso"].n_unique()) == (224**2, 224)
    held = rows("cepii_dyads", delimiter=";")
    for field, column in (("shared_border", "contig"), ("colonial_tie", "colony")):
        assert frame[field].sum() == sum(row[column] == "1" for row in held)
    assert frame["weighted_distance"].null_count() == sum(r["distw"] == "." for r in held)


def test_cepii_east_timor_goes_by_its_letters_of_today(shelf):
    frame = shelf.table("cepii_dyads").frame
    assert frame.filter(sender="TLS").height == 224


def test_proximity_of_russia_and_north_korea(shelf):
    panel = dyads(2000, 2000).on(shelf.table).add("proximity")
    row = one(panel, sender_cow=365, target_cow=731)
    assert (row["shared_border"], row["colonial_tie"]) == (1, 0)
    # Moscow to Pyongyang is some 6,400 kilometres along the great circle.
    assert row["capital_city_distance"] == pytest.approx(6418.446)
    assert row["harmonic_distance"] < row["weighted_distance"]


def test_proximity_reads_a_country_under_each_number_it_bore(shelf):
    panel = dyads(1989, 1991, directed=False).on(shelf.table)
    frame = panel.add("proximity", keep=["official_language"]).collect(ids=False)
    west = frame.filter(sender_cow=260, target_cow=305)
    whole = frame.filter(sender_cow=255, target_cow=305)
    assert (west["year"].to_list(), west["official_language"].to_list()) == (
        [1989, 1990],
        [1, 1],
    )
    assert (whole["year"].to_list(), whole["official_language"].to_list()) == (
        [1990, 1991],
        [1, 1],
    )


def test_proximity_of_a_state_that_came_later_is_not_known(shelf):
    panel = dyads(2012, 2012).on(shelf.table).add("proximity", keep=["shared_border"])
    assert one(panel, sender_cow=625, target_cow=626)["shared_border"] is None


def test_proximity_goes_by_either_list(shelf):
    panel = dyads(2000, 2000, system="gw").on(shelf.table).add("proximity")
    assert one(panel, sender_gw=260, target_gw=305)["shared_border"] == 1


def test_ties_has_each_sender_of_each_case_once(shelf):
    frame = shelf.table("sanction_senders").frame
    assert frame["case"].n_unique() == 1412
    cases = frame.unique("case")
    # The sums of the file's own columns, a case a row.
    assert (cases["imposition"].sum(), cases["threat"].sum()) == (845, 1053)
    # The case of 29 November 1956 that Arab states led together.
    together = frame.filter(case=1956111601)["sender"].to_list()
    assert together == ["SAU", "IRQ", "SYR", "LBY", "LBN"]


def test_a_sanction_of_ties_runs_from_its_imposition_to_its_end(shelf):
    # The United States against Cuba: threatened in 1959, imposed in 1960, never lifted.
    panel = dyads(1957, 2006).on(shelf.table).add("ties_sanctions")
    cuba = panel.collect(ids=False).filter(sender_cow=2, target_cow=40)
    held = dict(cuba.select("year", "ties_sanction").rows())
    assert [held[y] for y in (1957, 1959, 1960, 1985, 2005, 2006)] == [0, 0, 1, 1, 1, None]
    threat = dict(cuba.select("year", "ties_threat").rows())
    assert [threat[y] for y in (1957, 1959, 1961, 2006)] == [0, 1, 0, None]


def test_an_institution_that_sanctions_makes_a_target_and_no_pair(shelf):
    frame = shelf.table("sanction_senders").frame
    alone = frame.filter(pl.col("sender").is_null(), imposition=1).drop_nulls("target")
    row = alone.drop_nulls(["imposition_year"]).rows(named=True)[0]
    year = row["imposition_year"]
    panel = states(year, year).on(shelf.table).add("ties_sanctions")
    assert one(panel, cow=row["target_cow"])["ties_sanction"] == 1


def test_eusanct_has_a_row_for_each_of_its_three_senders(shelf):
    frame = shelf.table("eusanct_cases").frame
    assert frame["case"].n_unique() == 326
    # The producer's columns EU, US and UN sum to these.
    counts = dict(frame["sender_name"].value_counts().rows())
    assert counts == {"EU": 103, "US": 276, "UN": 57}
    assert frame.filter(sender_name="EU")["imposition"].sum() == 81
    assert frame.filter(sender_name="UN")["imposition"].sum() == 34


def test_eusanct_cases_stand_in_the_years_of_the_other_file(shelf):
    years = shelf.table("eusanct_years").frame
    theirs = years.filter(us=1).select("cow", "year")
    panel = states(1989, 2015).on(shelf.table).add("eusanct_sanctions")
    ours = panel.collect(ids=False).filter(pl.col("us_sanction") == 1).select("cow", "year")
    both = ours.join(theirs.cast(ours.schema), on=["cow", "year"])
    assert (both.height, theirs.height) == (ours.height, 1213)


def test_what_the_union_does_is_laid_to_who_is_a_member(shelf):
    # The EU's arms embargo on China has stood since 1989; Poland joined in 2004.
    panel = dyads(1989, 2015).on(shelf.table).add("eusanct_sanctions")
    frame = panel.collect(ids=False).filter(target_cow=710)
    france = dict(frame.filter(sender_cow=220).select("year", "eusanct_sanction").rows())
    poland = dict(frame.filter(sender_cow=290).select("year", "eusanct_sanction").rows())
    assert (france[1995], france[2015]) == (1, 1)
    assert (poland[2003], poland[2004]) == (None, 1)


def test_eusanct_knows_nothing_of_other_senders(shelf):
    panel = dyads(2014, 2014).on(shelf.table).add("eusanct_sanctions")
    assert one(panel, sender_cow=365, target_cow=369)["eusanct_sanction"] is None
    assert one(panel, sender_cow=2, target_cow=365)["eusanct_sanction"] == 1
    assert one(panel, sender_cow=2, target_cow=20)["eusanct_sanction"] == 0


def test_sipri_has_the_deals_of_the_united_states(shelf):
    frame = shelf.table("arms_register_usa").frame
    lines = rows("arms_register_usa", encoding="utf-8-sig")
    assert frame.height == sum(bool(line["weapon"].strip()) for line in lines) == 8940
    assert set(frame["sender"]) == {"USA"}
    # What has no state went to NATO and the United Nations.
    names = {"NATO**", "United Nations**"}
    recipient, given = "", 0
    for line in lines:
        recipient = line["country"].strip() or recipient
        given += recipient in names and bool(line["weapon"].strip())
    assert frame["target"].null_count() == given


def test_sipri_cells_that_were_pushed_aside_are_put_back(shelf):
    frame = shelf.table("arms_register_usa").frame
    pushed = frame.filter(target="AUS", order_year=1963, ordered=7)
    assert pushed.select("first_delivery", "last_delivery").rows() == [(1964, 1966)]


def test_arms_are_known_of_suppliers_that_the_register_holds(shelf):
    panel = dyads(2012, 2012).on(shelf.table).add("arms_transfers")
    afghanistan = one(panel, sender_cow=2, target_cow=700)
    # By hand, from the file: three deals of 2012, seven under delivery.
    assert (afghanistan["arms_orders"], afghanistan["arms_deliveries"]) == (3, 7)
    assert one(panel, sender_cow=2, target_cow=731)["arms_deliveries"] == 0
    assert one(panel, sender_cow=365, target_cow=700)["arms_deliveries"] is None
    assert afghanistan["arms_value"] is None
