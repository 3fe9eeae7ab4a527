"""The first three data sets, against what others counted in them.

ATOP: the counts of `../shared/design/atop.md`, made there with pandas. NMC: Russia in 2022
and the United States in 1945 as `rdata` reads them, and every row of peacesciencer's
`add_nmc` in `../shared/golden/peacesciencer/sy_cow.full.csv.gz`. UNGA: the mirror's index.
"""

import os
from datetime import date
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from foedus.sources.shelf import Shelf
from foedus.sources.source import names, source
from foedus.sources.transfer import digest_of

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)


@pytest.fixture(scope="module")
def nmc(shelf):
    return shelf.table("nmc")


@pytest.fixture(scope="module")
def atop(shelf):
    return shelf.table("atop_members")


@pytest.fixture(scope="module")
def unga(shelf):
    return shelf.table("unga_ideal_points")


@pytest.mark.parametrize("name", names())
def test_the_mirror_holds_the_bytes_that_are_pinned(name):
    for pinned in source(name).files:
        path = Path(MIRROR) / pinned.place
        assert (path.stat().st_size, digest_of(path)) == (pinned.bytes, pinned.sha256)


def test_a_get_brings_what_the_mirror_holds(shelf):
    pinned = [name for name in names() if source(name).files]
    for name in pinned:
        shelf.get(name)
    there = {s.name: s.where for s in shelf.states()}
    assert {there.pop(name) for name in pinned} == {"shelf"}
    assert set(there.values()) == {"on request"}
    assert shelf.verify() == ()


def row(table, **wanted):
    [found] = table.frame.filter(**wanted).rows(named=True)
    return found


def test_nmc_has_its_rows_each_by_a_state_of_its_time(nmc):
    assert nmc.frame.height == 17_121
    assert nmc.frame["state"].null_count() == 0
    assert not [f for f in nmc.findings if f.weight == "note"]


def test_nmc_two_states_that_became_one_stand_twice_in_that_year(nmc):
    twice = nmc.frame.filter(nmc.frame.select("state", "year").is_duplicated())
    assert sorted(twice.select("year", "cow").rows()) == [
        (1990, 255),
        (1990, 260),
        (1990, 678),
        (1990, 679),
    ]
    [told] = [f for f in nmc.findings if "stands twice" in f.remark]
    assert told.where == "nmc, state DEU, year 1990 and 1 more"


def test_nmc_russia_2022(nmc):
    russia = row(nmc, state="RUS", year=2022)
    assert russia["cinc"] == pytest.approx(0.038197, abs=5e-7)
    assert russia["military_spending"] == 74_742_000_000
    assert russia["military_personnel"] == 1_190_000
    assert russia["iron_and_steel"] == 71_746_000
    assert russia["energy"] == 1_441_163_000
    assert russia["population"] == 145_580_000
    assert russia["urban_population"] == 69_540_000


def test_nmc_no_state_was_ever_as_strong_as_the_united_states_in_1945(nmc):
    most = nmc.frame.sort("cinc").row(-1, named=True)
    assert (most["state"], most["year"]) == ("USA", 1945)
    assert most["cinc"] == pytest.approx(0.383864, abs=5e-7)
    assert most["military_personnel"] == 12_123_000


def test_nmc_agrees_with_peacesciencer_cell_by_cell(nmc):
    scales = {
        "military_spending": ("milex", 1000),
        "military_personnel": ("milper", 1000),
        "iron_and_steel": ("irst", 1000),
        "energy": ("pec", 1000),
        "population": ("tpop", 1000),
        "urban_population": ("upop", 1000),
        "cinc": ("theirs", 1),
    }
    path = Path(MIRROR).parent / "golden" / "peacesciencer" / "sy_cow.full.csv.gz"
    if not path.is_file():
        pytest.skip("golden/peacesciencer does not stand beside the mirror")
    theirs = pl.read_csv(path, infer_schema_length=None, null_values=["", "NA"])
    both = theirs.rename({"cinc": "theirs"}).join(
        nmc.frame, left_on=["ccode", "year"], right_on=["cow", "year"]
    )
    assert both.height > 15_000
    for name, (column, scale) in scales.items():
        since = both.filter(pl.col("year") >= nmc.coverage[name].first)
        ours, meant = since[name], since[column] * scale
        assert (ours.is_null() == meant.is_null()).all(), name
        assert ((ours - meant).abs() <= 1e-7 * meant.abs()).all(), name


def test_nmc_spending_in_pounds_is_not_taken_for_dollars(nmc):
    pounds = nmc.frame.filter(pl.col("year") < 1914)
    assert pounds["military_spending"].null_count() == pounds.height
    assert nmc.frame.filter(year=1914)["military_spending"].null_count() < 10


def test_nmc_shares_sum_to_one_in_1961_to_1964_and_the_rest_is_told(nmc):
    sums = dict(nmc.frame.group_by("year").agg(pl.col("cinc").sum()).iter_rows())
    assert [sums[year] for year in range(1961, 1965)] == pytest.approx([1] * 4, abs=1e-4)
    assert max(sums, key=sums.get) == 1860
    [told] = [f for f in nmc.findings if f.where.startswith("nmc, cinc")]
    assert "1.0747 in 1860" in told.remark


def test_atop_has_its_members_alliances_and_phases(atop):
    frame = atop.frame
    assert frame.height == 2_510
    assert frame["pact"].n_unique() == 789
    assert frame.select("pact", "phase").n_unique() == 849
    assert frame["member_cow"].n_unique() == 208


@pytest.mark.parametrize(
    ("duty", "rows", "alliances"),
    [
        ("defence", 1_016, 280),
        ("offence", 232, 82),
        ("neutrality", 275, 126),
        ("nonaggression", 1_500, 442),
        ("consultation", 1_240, 388),
        ("defence_if_adversary", 264, 85),
        ("defence_if_place", 241, 51),
        ("offence_if_demands", 29, 13),
        ("neutrality_if_attacked", 192, 87),
        ("consultation_if_requested", 130, 44),
        ("other_limit", 98, 33),
        ("diplomatic_aid", 99, 19),
    ],
)
def test_atop_promises_are_as_many_as_the_codebook_lets_one_count(
    atop, duty, rows, alliances
):
    promised = atop.frame.filter(pl.col(duty) == 1)
    assert (promised.height, promised["pact"].n_unique()) == (rows, alliances)


def test_atop_what_is_in_force_has_no_end(atop):
    running = atop.frame.filter(pl.col("end_year").is_null())
    assert running.height == 1_146
    assert running["in_force"].unique().to_list() == [1.0]
    ended = atop.frame.filter(pl.col("end_year").is_not_null())
    assert ended["end"].null_count() == 31
    assert atop.frame["start"].null_count() == 5


def test_atop_the_quadruple_beginning(atop):
    first = row(atop, pact=1005, member="GBR")
    assert (first["start"], first["end"]) == (date(1815, 1, 3), date(1815, 2, 8))
    assert first["defence"] == 1


def test_atop_one_code_is_no_states(atop):
    [doubt] = [f for f in atop.findings if "no state's code" in f.remark]
    assert "8152" in doubt.where
    assert atop.frame.filter(pl.col("member").is_null())["pact"].to_list() == [1320]


def test_unga_has_a_row_for_each_state_and_session(unga):
    assert unga.frame.height == 11_238
    assert set(range(1, 79)) - set(unga.frame["session"]) == {19}
    assert (unga.frame["year"] - unga.frame["session"]).unique().to_list() == [1945]
    assert unga.frame["state"].null_count() == 0


def test_unga_quantiles_stand_in_order(unga):
    quantiles = [f"ideal_point_q{q}" for q in (0, 5, 10, 50, 90, 95, 100)]
    for low, high in pairwise(quantiles):
        assert (unga.frame[low] <= unga.frame[high]).all()


def test_unga_a_state_agrees_with_itself(unga):
    itself = unga.frame.filter(state="USA")["agreement_usa"]
    assert set(itself.drop_nulls()) == {1.0}


def test_unga_ukraine_voted_before_it_was_a_state(unga):
    [told] = [f for f in unga.findings if "(UKR)" in f.where]
    assert (told.weight, told.where[-12:]) == ("note", "1946 to 1990")
