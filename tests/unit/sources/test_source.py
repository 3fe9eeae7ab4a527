from importlib import resources

import pytest

from foedus.faults import ShelfFault
from foedus.sources.source import Kind, Pinned, cite, names, read_source, source

ROOM = {
    "comext", "forms", "made", "naming", "rfile", "shelf", "source", "table", "transfer",
    "wording",
}  # fmt: skip
"""Files of the room that are no data set; none may share a name with one."""

DECLARED = """
name: grain
title: Grain
producer: A Ministry
version: "1"
terms: none stated
citation: "@misc{grain, title = {Grain}}"
home_page: https://example.org
unit_of_observation: one state in one year
shape: state-year
system: cow
coverage: {first: 1900, last: 1910}
key: [state, year]
labels:
  state: {column: ccode, kind: state, meaning: the state}
  year: {column: yr, kind: year, meaning: the year}
fields:
  grain: {column: t, unit: tonnes, scale: 1000, low: 0, meaning: harvest, missing: [-9]}
left_out: [barley]
"""


def folder():
    return {item.name for item in resources.files("foedus.sources").iterdir()}


def test_every_declaration_has_its_reader_and_every_reader_its_declaration():
    readers = {n[:-3] for n in folder() if n.endswith(".py")} - ROOM - {"__init__"}
    assert readers == set(names())


def test_no_data_set_is_called_as_a_file_of_the_room():
    assert ROOM.isdisjoint(names())


@pytest.mark.parametrize("name", names())
def test_every_declaration_holds_together(name):
    known = source(name)
    assert known.left_out
    assert known.citation.startswith("@")
    assert known.files or "own" in known.version


def test_no_two_data_sets_pin_one_address_to_two_checksums():
    pinned = {p for name in names() for p in source(name).files}
    assert len({p.url for p in pinned}) == len(pinned)


def test_a_declaration_is_read_into_values():
    read = read_source(DECLARED, where="grain.yaml")
    assert read.labels["state"].kind is Kind.STATE
    assert read.fields["grain"].missing == (-9,)


def test_an_unknown_name_brings_near_ones():
    with pytest.raises(ShelfFault, match="atop_members"):
        source("atop_member")


def test_an_entry_that_two_data_sets_share_is_cited_once():
    both = cite(["leader_years", "gml_participants"])
    assert both.count("@article{goemans2009archigos") == 1
    assert both.count("@article{gibler2016mid") == 1


def test_a_wrong_key_is_told_with_its_line():
    with pytest.raises(ShelfFault, match=r"grain.yaml:18"):
        read_source(DECLARED.replace("unit: tonnes", "unit: bushels"), where="grain.yaml")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("key: [state, year]", "key: [state, yaer]"),
        ("key: [state, year]", "key: []"),
        ("  grain: {column", "  year: {column"),
        ("kind: state,", "kind: state, at: day,"),
        ("last: 1910", "last: 1899"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(old, new):
    with pytest.raises(ShelfFault, match=r"grain.yaml"):
        read_source(DECLARED.replace(old, new), where="grain.yaml")


@pytest.mark.parametrize(
    "pin",
    [
        ("ftp://a.org/x", "0" * 64, 1),
        ("https://a.org/../x", "0" * 64, 1),
        ("https://a.org/x", "0" * 63, 1),
        ("https://a.org/x", "0" * 64, 0),
    ],
)
def test_a_pin_that_pins_nothing_is_refused(pin):
    with pytest.raises(ShelfFault):
        Pinned(*pin)


def test_a_query_is_part_of_the_place():
    assert str(Pinned("https://a.org/x?v=1", "0" * 64, 1).place) == "a.org/x?v=1"


def test_an_entry_is_cited_once():
    assert cite(["nmc", "atop_members", "nmc"]).count("@article{leeds2002atop") == 1
    assert cite(["nmc", "nmc"]) == cite(["nmc"])
