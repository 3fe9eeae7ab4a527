import polars as pl
import pytest
from unit.past.treaties import N, pact, past_with, place

from foedus.estimation.base_rates import Longevity, base_rates, kin, signed_pacts
from foedus.faults import DataFault


def major(*states):
    import numpy as np

    held = np.zeros(N)
    held[[place(state) for state in states]] = 1
    return held


@pytest.fixture
def pacts():
    past = past_with(
        pact(1, 1902, 1907, ["FRA", "RUS"], termination=2, start_month=7, end_month=7),
        pact(2, 1905, 1909, ["RUS", "TUR"], termination=0),
        pact(3, 1910, None, ["RUS", "ITA"]),
        pact(4, 1911, 1911, ["GBR", "FRA", "RUS"], bilateral=0.0, termination=1),
        major=major("RUS"),
    )
    return signed_pacts(past)


def rate(pacts, held):
    [one] = base_rates(pacts, {"asked": held})
    return one


def test_a_pact_tells_who_signed_it_and_how_long_it_lasted(pacts):
    first = pacts.filter(pl.col("pact") == 1).to_dicts()[0]
    assert (first["two"], first["majors"], first["lasted"]) == (True, 1, pytest.approx(5))
    assert sorted(first["founders"]) == ["FRA", "RUS"]
    assert (first["autocratic_major"], first["autocratic_minor"]) == (True, True)


def test_a_lapse_and_what_still_stands_are_lost_to_sight_and_no_ends(pacts):
    assert pacts.sort("pact")["over"].to_list() == [True, False, False, True]
    assert pacts.sort("pact")["lasted"][2] == pytest.approx(1931 - 1910 - 0.5 / 12)


def test_a_class_counts_its_treaties_and_ends(pacts):
    told = rate(pacts, pl.col("two"))
    assert (told.treaties, told.ended) == (3, 1)
    assert told.alive[0] == pytest.approx(1 / 2)  # one of two at risk ended at five years
    assert told.low[0] < told.alive[0] < told.high[0]


def test_a_class_says_whose_fate_it_tells(pacts):
    told = rate(pacts, pl.col("two"))
    assert (told.patron, told.of_patron, told.bunch, told.bunch_year) == ("RUS", 3, 1, 1907)
    assert "signed by RUS" in told.warning


def test_a_class_of_many_patrons_warns_of_nothing():
    many = Longevity("x", 9, 4, (5,), (0.5,), (0.4,), (0.6,), "RUS", 2, 4, 1991)
    assert many.warning == ""


def test_an_empty_class_is_a_fault(pacts):
    with pytest.raises(DataFault, match="no treaty of 4"):
        base_rates(pacts, {"of the future": pl.col("signed") > 2000})


def test_a_treaty_finds_its_kin_from_the_widest_class_to_the_narrowest(pacts):
    italian = pl.col("founders").list.contains("ITA")
    classes = {
        "two": pl.col("two"),
        "RUS with ITA": italian,
        "late": pl.col("signed") > 1909,
    }
    rates = base_rates(pacts, classes)
    found = kin(rates, {"two": True, "founders": ["ITA", "RUS"], "signed": 1905}, classes)
    assert [one.name for one in found] == ["two", "RUS with ITA"]


def test_a_class_that_asks_for_what_is_not_said_holds_nothing(pacts):
    classes = {"two": pl.col("two")}
    assert kin(base_rates(pacts, classes), {"signed": 1905}, classes) == ()
