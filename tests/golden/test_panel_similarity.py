"""Foreign-policy similarity: what is known of pairs, and that no network is asked.

The values of peacesciencer's `add_fpsim` stand on a server that the tests do not ask; its
measures are checked by hand in tests/unit/panel/test_similarity.py.
"""

import polars as pl
import pytest
from golden.peacesciencer import needs_golden

from foedus.panel.making import dyads
from foedus.sources.shelf import shelf_here

pytestmark = needs_golden


@pytest.fixture(scope="module")
def panel():
    made = dyads(1950, 1960).on(shelf_here().table).add("similarity")
    return made.collect().with_columns(pl.col("sender", "target").cast(pl.String))


def pair(panel, sender, target, year):
    [row] = panel.filter(sender=sender, target=target, year=year).rows(named=True)
    return row


def test_defect_10_similarity_is_worked_out_offline(panel):
    assert panel["alliance_s"].null_count() == 0
    assert panel["vote_kappa"].null_count() < panel.height / 2


def test_allies_vote_and_ally_more_alike_than_adversaries(panel):
    friends = pair(panel, "USA", "GBR", 1955)
    rivals = pair(panel, "USA", "RUS", 1955)
    for name in ("alliance_kappa", "alliance_s_weighted", "vote_s", "vote_kappa"):
        assert friends[name] > rivals[name]


def test_the_same_pair_has_the_same_measures_both_ways_round(panel):
    there, back = (
        pair(panel, *who, 1955) for who in (("FRA", "POL"), ("POL", "FRA"))
    )  # fmt: skip
    assert {
        n: v for n, v in there.items() if "_" in n and n[:6] not in ("sender", "target")
    } == {n: v for n, v in back.items() if "_" in n and n[:6] not in ("sender", "target")}


def test_measures_wanted_alone_come_alone():
    panel = dyads(1955, 1955).on(shelf_here().table).add("similarity", keep=["vote_pi"])
    assert panel.names == ("vote_pi",)
    assert [used.name for used in panel.sources] == ["un_votes"]
