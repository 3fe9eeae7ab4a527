import polars as pl
import pytest

from foedus.estimation.episodes import PAST_ANY, episodes
from foedus.sources.source import source
from foedus.sources.table import table_of

USA, CUBA, GERMANY, IRAN, CANADA = 2, 40, 255, 630, 20
IMPOSED = {"startyear": 1960, "imposed": 1961, "end": 1964, "still": None, "type": "1"}


def ties(*cases):
    """Make both tables of TIES from cases, each of one sender or several."""
    rows = [
        (number, sender, place == 0, IMPOSED | case)
        for number, case in enumerate(cases)
        for place, sender in enumerate(case.get("senders", (USA,)))
    ]
    senders = pl.DataFrame(
        {
            "caseid": [n for n, *_ in rows],
            "sender": [sender for _, sender, *_ in rows],
            "targetstate": [case.get("target", CUBA) for *_, case in rows],
            "startyear": [case["startyear"] for *_, case in rows],
            "sancimpositionstartyear": [case["imposed"] for *_, case in rows],
            "endyear": [case["end"] for *_, case in rows],
            "ongoingasofyear": [case["still"] for *_, case in rows],
            "threat": [case.get("threat", 0) for *_, case in rows],
            "imposition": [int(case["imposed"] is not None) for *_, case in rows],
            "primary": [int(first) for _, _, first, _ in rows],
        },
        schema_overrides={"ongoingasofyear": pl.Int64, "endyear": pl.Int64},
    )
    measures = pl.DataFrame(
        {"caseid": range(len(cases)), "economic": [c.get("quarrel", 0) for c in cases]}
    ).with_columns(
        pl.Series(
            f"type{code}",
            [int(str(code) in (IMPOSED | case)["type"].split()) for case in cases],
        )
        for code in range(1, 11)
    )
    return {
        "sanction_senders": table_of(source("sanction_senders"), senders),
        "sanction_measures": table_of(source("sanction_measures"), measures),
    }


def eusanct(*cases):
    """Make EUSANCT from sender, target, first year, imposition, end and force."""
    columns = ("sender", "targetstate", "start", "imposed", "end", "economic")
    frame = pl.DataFrame(
        cases, dict.fromkeys(columns, pl.Int64) | {"sender": pl.String}, orient="row"
    )
    return table_of(
        source("eusanct_cases"),
        frame.with_columns(
            caseid=pl.int_range(pl.len()).cast(pl.String),
            threat=(pl.col("start") < pl.col("imposed").fill_null(9999)).cast(pl.Int64),
            imposition=pl.col("imposed").is_not_null().cast(pl.Int64),
            aimed=pl.lit(1),
            finaloutcome=pl.lit(1),
        ),
    )


def told(*cases, union=()):
    tables = ties(*cases) | {"eusanct_cases": eusanct(*union)}
    return episodes(tables.__getitem__)


def kinds(*cases, union=()):
    return set(told(*cases, union=union).select("exporter", "importer", "kind").rows())


@pytest.mark.parametrize(
    ("measures", "kind"), [("1", "complete"), ("2", "partial"), ("5 4", "partial")]
)
def test_an_embargo_bars_both_ways(measures, kind):
    assert kinds({"type": measures}) == {("USA", "CUB", kind), ("CUB", "USA", kind)}


def test_a_bar_to_exports_bears_on_what_the_sender_sells():
    assert kinds({"type": "4"}) == {("USA", "CUB", "export")}


def test_a_bar_to_imports_bears_on_what_the_target_sells():
    assert kinds({"type": "3"}) == {("CUB", "USA", "import")}


def test_both_bars_stand_side_by_side():
    assert kinds({"type": "3 4"}) == {("USA", "CUB", "export"), ("CUB", "USA", "import")}


@pytest.mark.parametrize(("measures", "kind"), [("6", "financial"), ("8", "other")])
def test_what_bars_no_goods_is_of_its_own_kind(measures, kind):
    assert {one for _, _, one in kinds({"type": measures})} == {kind}


def test_aid_stopped_beside_an_embargo_is_the_embargo():
    assert {one for _, _, one in kinds({"type": "1 7"})} == {"complete"}


def test_a_quarrel_about_trade_is_none_of_the_others():
    assert kinds({"type": "3", "quarrel": 1}) == {("CUB", "USA", "quarrel")}


def test_who_joins_a_case_of_another_is_not_laid_the_leader_s_measures():
    held = kinds({"type": "1", "senders": (USA, CANADA)})
    assert ("USA", "CUB", "complete") in held
    assert ("CAN", "CUB", "joined") in held
    assert ("CAN", "CUB", "complete") not in held


def test_an_episode_runs_from_the_imposition_to_the_end():
    [row, _] = told({}).rows(named=True)
    assert (row["first"], row["sure"], row["last"]) == (1961, 1964, 1964)


def test_an_episode_of_unknown_end_is_sure_as_long_as_it_was_seen():
    [row, _] = told({"end": None, "still": 1970}).rows(named=True)
    assert (row["sure"], row["last"]) == (1970, PAST_ANY)


def test_a_threat_ends_before_it_is_carried_out():
    rows = told({"threat": 1, "startyear": 1958}).filter(kind="threat")
    assert rows.select("first", "sure", "last").unique().rows() == [(1958, 1960, 1960)]


def test_a_threat_that_is_carried_out_at_once_is_none():
    assert told({"threat": 1, "startyear": 1961}).filter(kind="threat").is_empty()


def test_what_the_union_bars_bears_on_its_members_from_their_accession():
    rows = told(union=[("EU", IRAN, 2000, 2002, 2010, 6)]).filter(exporter="IRN")
    barred = dict(rows.filter(kind="complete").select("importer", "first").rows())
    assert barred["DEU"] == 2002
    assert barred["POL"] == 2004
    assert barred["ROU"] == 2007
    assert "USA" not in barred


@pytest.mark.parametrize(
    ("force", "kind"), [(6, "complete"), (5, "partial"), (4, "financial"), (2, "financial")]
)
def test_the_force_of_what_the_americans_bar_tells_its_kind(force, kind):
    held = kinds(union=[("US", IRAN, 1995, 1995, 2010, force)])
    assert held == {("USA", "IRN", kind), ("IRN", "USA", kind)}


def test_what_the_united_nations_order_is_left_to_the_effects():
    assert told(union=[("UN", IRAN, 2006, 2006, 2010, 6)]).is_empty()


def test_a_union_case_without_an_end_runs_to_the_last_year_covered():
    rows = told(union=[("US", IRAN, 1995, 1995, None, 6)])
    assert rows["last"].to_list() == [2015, 2015]
