import polars as pl
import pytest

from foedus.past.arrays import Span
from foedus.past.disputes import quarrels
from foedus.states.roster import roster

FRA, DEU = roster().index("FRA"), roster().index("DEU")
NO_WARS = pl.DataFrame(
    schema={
        "war": pl.Int64,
        "year": pl.Int64,
        "sender": pl.String,
        "target": pl.String,
        "onset": pl.Int64,
        "sender_side": pl.Int64,
        "target_side": pl.Int64,
    }
)


@pytest.fixture(scope="module")
def held():
    """A dispute that France began in 1900, and that had become a war by its end in 1902."""
    years = [1900, 1901, 1902]
    pair = {"sender": [FRA, DEU], "target": [DEU, FRA], "sender_side_a": [1, 0]}
    rows = pl.DataFrame({"year": years}).join(pl.DataFrame(pair), how="cross")
    disputes = rows.with_columns(
        dispute=1,
        onset=(pl.col("year") == 1900).cast(pl.Int64),
        sender_originator=1,
        target_originator=1,
        hostility=5,
    )
    return quarrels(Span(1900, 1904), disputes, NO_WARS)


def test_nobody_knows_of_a_war_before_its_dispute_has_ended(held):
    assert (held["warred_8"][:, FRA] > 0).tolist() == [False, False, True, True, True]
    assert (held["war_20"][:, FRA, DEU] > 0).tolist() == [False, False, True, True, True]


def test_what_came_of_a_dispute_is_told_of_the_year_in_which_it_began(held):
    assert held["war_onset"][:, FRA, DEU].tolist() == [True] + [False] * 4


def test_the_one_who_began_is_remembered_as_such(held):
    assert held["originated_8"][0, FRA, DEU] == 1
    assert not held["originated_8"][:, DEU, FRA].any()
    assert held["initiated_8"][0, [FRA, DEU]].tolist() == [1, 0]
