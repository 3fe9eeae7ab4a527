"""What pairs of states are to each other: geography, sanctions, agreements, arms, peace.

Counts: the producers' own bytes, counted here by the csv module and not by the reader.
Facts: the producers' documentation and the histories.
"""

import csv
import os
from pathlib import Path

import pytest

from foedus.panel.making import dyads
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
