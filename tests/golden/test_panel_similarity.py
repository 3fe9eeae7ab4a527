"""Foreign-policy similarity: what is known of pairs, and that no network is asked.

The values of peacesciencer's `add_fpsim` stand on a server that the tests do not ask; its
measures are checked by hand in tests/unit/panel/test_similarity.py.
"""

import polars as pl
import pytest
from golden.peacesciencer import needs_golden

from foedus.faults import DataFault
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


def test_important_roll_calls_may_count_otherwise():
    tables = shelf_here().table
    votes = tables("un_votes").frame.filter(year=1985)
    calls = votes.filter(pl.col("important") == 1)["roll_call"].unique()
    # The State Department listed nine or ten a session in its first years.
    assert calls.len() == 9
    both = {
        code: dict(
            votes.filter(pl.col("roll_call").is_in(calls.implode()), cow=code)
            .select("roll_call", "vote")
            .rows()
        )
        for code in (2, 365)
    }
    shared = both[2].keys() & both[365].keys()
    apart = sum(abs(both[2][call] - both[365][call]) for call in shared)
    by_hand = 1 - 2 * apart / (2 * len(shared))
    panel = dyads(1985, 1985).on(tables)
    alone = panel.add("similarity", keep=["vote_s"], important=1, others=0)
    row = alone.collect(ids=False).filter(sender_cow=2, target_cow=365)
    assert row["vote_s"].item() == pytest.approx(by_hand)
    plain = panel.add("similarity", keep=["vote_s"]).collect(ids=False)
    thrice = panel.add("similarity", keep=["vote_s"], important=3, others=1).collect(
        ids=False
    )
    told = [
        f.filter(sender_cow=2, target_cow=365)["vote_s"].item() for f in (plain, thrice)
    ]
    low, high = sorted((row["vote_s"].item(), told[0]))
    assert low < told[1] < high


def test_importance_is_not_known_before_it_was_listed():
    panel = dyads(1980, 1980).on(shelf_here().table)
    weighed = panel.add("similarity", keep=["vote_s"], important=2).collect(ids=False)
    assert weighed["vote_s"].null_count() == weighed.height
    assert (
        panel.add("similarity", keep=["vote_s"]).collect()["vote_s"].null_count() < 10_000
    )


def test_weights_that_weigh_nothing_are_refused():
    panel = dyads(1985, 1985).on(shelf_here().table)
    with pytest.raises(DataFault, match="not both 0"):
        panel.add("similarity", important=0, others=0)
