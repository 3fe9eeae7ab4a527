from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from foedus.faults import Finding
from foedus.sources import made, nmc
from foedus.sources import shelf as room
from foedus.sources.made import keep, mark_of, recall
from foedus.sources.shelf import Shelf
from foedus.sources.source import source
from foedus.sources.table import bound

KNOWN = source("nmc")
FRAME = pl.DataFrame(
    {"state": ["USA", None], "year": [1816, 1817], "cow": [2, 999], "cinc": [0.5, None]}
)
TABLE = bound(KNOWN, FRAME, (Finding("doubt", "nmc, cinc", "sums to 1,07 — “so”"),))


@pytest.fixture
def place(tmp_path):
    """Where TABLE is kept, under the mark `here`."""
    keep(TABLE, tmp_path / "made" / "nmc.parquet", "here")
    return tmp_path / "made" / "nmc.parquet"


def test_a_kept_table_comes_back_as_it_was(place):
    back = recall(KNOWN, place, "here")
    assert_frame_equal(back.frame, TABLE.frame)
    assert back.findings == TABLE.findings
    assert (back.fields, back.coverage) == (TABLE.fields, TABLE.coverage)


def test_a_table_that_came_from_something_else_is_not_recalled(place):
    assert recall(KNOWN, place, "elsewhere") is None


def test_what_was_never_kept_is_not_recalled(tmp_path):
    assert recall(KNOWN, tmp_path / "nmc.parquet", "here") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: b"no parquet at all",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[8:],
        lambda whole: whole[:4] + bytes(40) + whole[44:],
    ],
    ids=["empty", "words", "half", "beheaded", "zeroed"],
)
def test_a_damaged_table_is_not_recalled(place, damage):
    place.write_bytes(damage(place.read_bytes()))
    assert recall(KNOWN, place, "here") is None


def test_findings_that_cannot_be_read_are_as_good_as_none(tmp_path):
    place = tmp_path / "nmc.parquet"
    FRAME.write_parquet(place, metadata={made._MARK: "here", made._FINDINGS: "[{}]"})
    assert recall(KNOWN, place, "here") is None


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_fails(tmp_path):
    (tmp_path / "made").write_text("a file stands in the way")
    keep(TABLE, tmp_path / "made" / "nmc.parquet", "here")
    assert recall(KNOWN, tmp_path / "made" / "nmc.parquet", "here") is None


def test_a_mark_tells_apart_bytes_declarations_and_code(monkeypatch):
    marks = {mark_of("nmc", ["a"]), mark_of("nmc", ["b"]), mark_of("majors", ["a"])}
    monkeypatch.setattr(made, "_makers", lambda: "other code")
    marks.add(mark_of("nmc", ["a"]))
    assert len(marks) == 4


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A shelf that holds a small copy of one data set."""
    own = tmp_path / "own" / "nmc" / "small.csv"
    own.parent.mkdir(parents=True)
    columns = ["milex", "milper", "irst", "pec", "tpop", "upop"]
    head, ones = ",".join(["ccode,year,cinc", *columns]), ",".join("1" for _ in columns)
    own.write_text(f"{head}\n2,1914,1,{ones}\n")
    known = replace(KNOWN, files=())
    monkeypatch.setattr(room, "source", lambda name: known)
    monkeypatch.setattr(nmc, "read", lambda paths: pl.read_csv(paths[0]))
    return Shelf(tmp_path, online=False)


def test_a_second_reading_asks_no_reader(shelf, monkeypatch):
    first = shelf.table("nmc")
    monkeypatch.setattr(nmc, "read", None)
    again = shelf.table("nmc")
    assert_frame_equal(again.frame, first.frame)
    assert again.findings == first.findings
    assert (shelf.root / "made" / "nmc.parquet").is_file()


def test_other_bytes_are_read_anew(shelf):
    shelf.table("nmc")
    own: Path = shelf.root / "own" / "nmc" / "small.csv"
    own.write_text(own.read_text().replace("1914", "1915"))
    assert shelf.table("nmc").frame["year"].to_list() == [1915]


def test_a_damaged_table_is_made_again(shelf):
    first = shelf.table("nmc")
    place = shelf.root / "made" / "nmc.parquet"
    place.write_bytes(b"torn")
    assert_frame_equal(shelf.table("nmc").frame, first.frame)
    assert recall(KNOWN, place, pl.read_parquet_metadata(place)[made._MARK]) is not None
