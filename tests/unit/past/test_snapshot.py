import io
import zipfile

import numpy as np
import polars as pl
import pytest

from foedus.faults import DataFault
from foedus.past import fields
from foedus.past.past import Past
from foedus.past.snapshot import CARRIED, beside, carried_past, read_year, write_year
from foedus.sources.source import Years
from foedus.states.roster import roster

N = len(roster().ids)


@pytest.fixture(scope="module")
def past():
    draw = np.random.default_rng(2)
    spells = pl.DataFrame({"start_year": [1900], "end_year": [1905]})
    return Past(
        first=1950,
        ids=roster().ids,
        columns={
            "alive": draw.random((2, N)) < 0.7,
            "cinc": draw.random((2, N)).astype(np.float32),
            "distance": (draw.random((2, N, N)) * 2e4).astype(np.float32),
            "defence": draw.random((2, N, N)) < 0.1,
        },
        coverage={"defence": Years(1816, 2018)},
        pacts=spells,
        members=spells,
        disputes=pl.DataFrame({"year": [1950]}),
        sources={"nmc": "7.0"},
    )


def test_what_is_written_is_read_again_to_three_digits(past):
    now, then = read_year(write_year(past, 1951), where="here").at(1951), past.at(1951)
    alive = np.flatnonzero(then[fields.ALIVE])
    pairs = np.ix_(alive, alive)
    assert now[fields.DISTANCE][pairs] == pytest.approx(
        then[fields.DISTANCE][pairs], rel=1e-3
    )
    assert (now[fields.DEFENCE][pairs] == then[fields.DEFENCE][pairs]).all()
    assert now[fields.CINC][alive] == pytest.approx(then[fields.CINC][alive], rel=1e-3)


def test_of_a_state_that_was_no_member_nothing_is_known(past):
    now = read_year(write_year(past, 1950), where="here").at(1950)
    gone = np.flatnonzero(past.at(1950)[fields.ALIVE] == 0)
    assert np.isnan(now[fields.CINC][gone]).all()


def test_the_same_year_gives_the_same_bytes(past):
    assert write_year(past, 1951) == write_year(past, 1951)


def test_versions_and_years_of_the_sources_come_along(past):
    read = read_year(write_year(past, 1950), where="here")
    assert (read.sources["nmc"], read.coverage["defence"].last) == ("7.0", 2018)


def other_archive():
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("told.json", '{"year": "soon"}')
    return whole.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", other_archive()])
def test_a_file_that_is_no_snapshot_is_a_fault(content):
    with pytest.raises(DataFault, match="here"):
        read_year(content, where="here")


def test_half_a_snapshot_is_a_fault(past):
    whole = write_year(past, 1950)
    with pytest.raises(DataFault, match="no snapshot"):
        read_year(whole[: len(whole) // 2], where="here")


def test_the_package_carries_a_year_of_all_members():
    year = carried_past().at(CARRIED)
    usa, rus = roster().index("USA"), roster().index("RUS")
    assert year[fields.ALIVE].sum() > 190
    assert year[fields.CINC][[usa, rus]] == pytest.approx([0.13, 0.04], abs=0.02)
    assert year[fields.DISTANCE][usa, rus] < 100


def test_a_year_can_be_changed_beside_the_old(past):
    year = past.at(1950)
    without = beside(year, {fields.DEFENCE: np.zeros((N, N))})
    assert without[fields.DEFENCE].sum() == 0 < year[fields.DEFENCE].sum()
    assert (without[fields.CINC] == year[fields.CINC]).all()
