import numpy as np
import polars as pl
import pytest

from foedus.estimation.diverted import Diverted, diverted_text
from foedus.faults import DataFault
from foedus.markets.roundabout import report_gaps, roundabout, vanishing
from foedus.markets.sales import COALITION, HUBS, TARGET, monthly, other_growth

RNG = np.random.default_rng(4)
GROWTH = {2019: 1.0, 2020: 0.9, 2021: 1.1, 2022: 1.3, 2023: 1.2}
USUAL = dict(zip((*HUBS, TARGET), (0.06, 0.15, 0.4, 0.02, 0.2, 7.0), strict=True))
MEMBERS = ("DEU", "POL", "LTU", "ITA", "FRA")
MONTHS = [(y, m) for y in range(2019, 2025) for m in range(1, 13) if (y, m) <= (2024, 8)]


def leak(hub, year, month, planted):
    """What a hub buys over its usual: by `planted`, from a month on."""
    factor, since = planted.get(hub, (1.0, (9999, 1)))
    return factor if (year, month) >= since else 1.0


def made_months(planted, noise=0.05):
    rows = []
    for buyer, usual in USUAL.items():
        for year, month in MONTHS:
            grown = GROWTH[min(year, 2023)] * (1 + 0.2 * np.sin(month))
            whole = usual * grown * np.exp(noise * RNG.normal()) * 1e9
            whole *= leak(buyer, year, month, planted)
            rows.append((COALITION, None, buyer, year, month, whole))
            rows += [(m, m, buyer, year, month, whole / len(MEMBERS)) for m in MEMBERS]
    names = ["exporter_name", "exporter", "importer", "year", "month", "value"]
    return pl.DataFrame(rows, names, orient="row")


def made_years(months):
    union = months.filter(pl.col("exporter_name") == COALITION, pl.col("year") < 2024)
    rows = union.group_by("exporter_name", "importer", "year").agg(pl.col("value").sum())
    rest = [
        (COALITION, buyer, year, 3e10 * size)
        for buyer in ("USA", "CHN", "TUR", "CHE")
        for year, size in GROWTH.items()
    ]
    names = ["exporter_name", "importer", "year", "value"]
    return pl.concat([rows.select(names), pl.DataFrame(rest, names, orient="row")])


def made_reports(months, arriving, noise=0.03):
    members = months.filter(pl.col("exporter").is_not_null(), pl.col("importer") != TARGET)
    sums = members.group_by("exporter", "importer", "year").agg(pl.col("value").sum())
    rows = [
        (e, i, y, v * 1.06 * np.exp(noise * RNG.normal()) * arriving(e, i, y))
        for e, i, y, v in sums.filter(pl.col("year") < 2024).sort(pl.all()).rows()
    ]
    return pl.DataFrame(rows, ["exporter", "importer", "year", "value"], orient="row")


def frames(planted, arriving=lambda seller, hub, year: 1.0):
    months = made_months(planted)
    return {
        "eu_trade_months": months,
        "eu_export_years": made_years(months),
        "neighbour_imports": made_reports(months, arriving),
    }


PLANTED = {"KGZ": (6.0, (2022, 7)), "ARM": (2.0, (2022, 5)), "RUS": (0.5, (2022, 3))}
HALF_LOST = frames(
    PLANTED, lambda seller, hub, year: 0.5 if hub == "KGZ" and year > 2021 else 1.0
)


@pytest.fixture(scope="module")
def found():
    return roundabout(HALF_LOST, {"eu_trade_months": "planted"})


def hub(found, name):
    return next(one for one in found.hubs if one.hub == name)


def test_the_month_in_which_it_was_planted_is_found(found):
    assert hub(found, "KGZ").begins == "2022-07"
    assert hub(found, "ARM").begins == "2022-05"


def test_a_hub_through_which_nothing_goes_does_not_stand_out(found):
    assert {
        name: hub(found, name).begins for name in ("GEO", "KAZ", "UZB")
    } == dict.fromkeys(("GEO", "KAZ", "UZB"))


def test_what_was_planted_is_bought_beyond_expectation(found):
    planted = sum(
        0.02 * 5 * GROWTH[min(y, 2023)] * (1 + 0.2 * np.sin(m))
        for y, m in MONTHS
        if (y, m) >= (2022, 7)
    )
    told = hub(found, "KGZ").bought["all"]
    assert told.value == pytest.approx(planted, rel=0.1)
    assert told.low <= told.value <= told.high


def test_what_the_target_lost_is_found_and_is_divided_by(found):
    lost = found.lost["2023"].value
    assert lost == pytest.approx(0.5 * 7 * 12 * GROWTH[2023], rel=0.1)
    gains = sum(one.bought["2023"].value for one in found.hubs)
    assert found.offset["2023"].value == pytest.approx(gains / lost, abs=1e-3)


def test_goods_that_left_and_did_not_arrive_are_a_ghost(found):
    left = 0.02 * 6 * 12 * GROWTH[2023] * 1.06
    assert hub(found, "KGZ").ghost["2023"] == pytest.approx(left / 2, rel=0.15)
    assert hub(found, "KGZ").ghost_share["2023"] == pytest.approx(0.5, abs=0.05)
    assert hub(found, "KAZ").ghost["2023"] < 0.2


def test_the_sellers_whose_goods_vanish_are_named_and_no_others(found):
    assert {(seller, hub) for seller, hub, _, _ in found.pairs} == {
        (member, "KGZ") for member in MEMBERS
    }


def test_the_hub_goes_before_all_other_buyers(found):
    assert found.partners[0].state == "KGZ"
    assert found.partners[0].log_excess == pytest.approx(np.log(6), abs=0.15)
    assert found.ranked == len(HUBS) + 4


def test_where_nothing_was_planted_nothing_begins():
    found = roundabout(frames({}), {})
    assert [one.begins for one in found.hubs] == [None] * len(HUBS)
    assert found.pairs == ()


def test_growth_that_all_buyers_share_is_no_gain():
    months = made_months({}, noise=0.0)
    held = monthly({"eu_trade_months": months, "eu_export_years": made_years(months)})
    assert held["observed"].to_numpy() == pytest.approx(held["expected"].to_numpy())
    assert not held["stands_out"].any()


def test_a_year_of_reports_that_is_not_all_in_is_left_out():
    months = made_months({})
    reports = made_reports(months, lambda s, h, y: 0.1 if (h, y) == ("ARM", 2023) else 1.0)
    gaps = report_gaps(months, reports)
    assert gaps.filter(hub="ARM")["year"].unique().sort().to_list() == [
        2019,
        2020,
        2021,
        2022,
    ]
    assert ("ARM", 2023) not in {(hub, year) for _, hub, year, _ in vanishing(gaps)}


def test_the_figures_hold_every_buyer_and_month():
    held = monthly(HALF_LOST)
    assert held.height == len(USUAL) * len(MONTHS)
    assert held.filter(buyer="KGZ", stands_out=True)["month"].min() >= "2022-03"


def test_a_month_that_is_missing_is_named():
    months = HALF_LOST["eu_trade_months"].filter(
        ~((pl.col("importer") == "GEO") & (pl.col("year") == 2020) & (pl.col("month") == 5))
    )
    with pytest.raises(DataFault, match="no sales to GEO in month 5 of 2020"):
        roundabout({**HALF_LOST, "eu_trade_months": months}, {})


def test_a_year_of_other_trade_that_is_missing_is_named():
    years = HALF_LOST["eu_export_years"].filter(pl.col("year") != 2020)
    with pytest.raises(DataFault, match="no sales to others in 2020"):
        other_growth(years)


def test_the_currency_moves_amounts_and_nothing_else(found):
    tenfold = {
        name: frame.with_columns(pl.col("value") * 10) for name, frame in HALF_LOST.items()
    }
    other = roundabout(tenfold, found.sources)
    for one, two in zip(found.hubs, other.hubs, strict=True):
        assert (one.begins, one.peak, one.peak_ratio) == (
            two.begins,
            two.peak,
            two.peak_ratio,
        )
        assert two.bought["all"].value == pytest.approx(
            10 * one.bought["all"].value, abs=0.01
        )
    assert other.offset["all"].value == pytest.approx(found.offset["all"].value, abs=1e-3)


def test_what_was_found_is_written_the_same_twice(found):
    assert isinstance(found, Diverted)
    assert diverted_text(found) == diverted_text(roundabout(HALF_LOST, found.sources))
