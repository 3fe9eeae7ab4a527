"""A table of the user's own beside a panel."""

import polars as pl
import pytest

from foedus.faults import DataFault, NeedFault
from foedus.panel.making import dyads, states
from foedus.panel.own import own_table
from foedus.panel.stata import dta_bytes
from foedus.sources.forms import read_dta


def gold(**columns):
    return pl.DataFrame(
        {"who": ["FRA", "GBR"], "year": [1950, 1950], "gold": [1.5, 2.0]} | columns
    )


def of(panel, *states_):
    rows = panel.collect().with_columns(pl.col("state").cast(pl.String))
    return [rows.filter(state=s)["gold"].to_list() for s in states_]


@pytest.mark.parametrize(
    ("codes", "who"),
    [("iso3", ["FRA", "GBR"]), ("cow", [220, 200]), ("gw", [220, 200]),
     ("name", ["France", "United Kingdom"])],
)  # fmt: skip
def test_a_table_joins_by_the_codes_that_it_says(codes, who):
    panel = states(1949, 1950).add(gold(who=who), by=["who", "year"], codes=codes)
    assert of(panel, "FRA", "GBR", "USA") == [[None, 1.5], [None, 2.0], [None, None]]


def test_a_state_is_named_as_it_was_in_the_year():
    own = gold(who=["Soviet Union", "West Germany"], year=[1985, 1985])
    panel = states(1985, 1985).add(own, by=["who", "year"], codes="name")
    assert of(panel, "RUS", "DEU") == [[1.5], [2.0]]


def test_what_is_known_of_a_state_stands_beside_both_of_a_dyad():
    panel = dyads(1950, 1950).add(gold(), by=["who", "year"], codes="iso3")
    [row] = (
        panel.collect()
        .filter(pl.col("sender") == "FRA", pl.col("target") == "GBR")
        .rows(named=True)
    )
    assert (row["sender_gold"], row["target_gold"]) == (1.5, 2.0)


@pytest.mark.parametrize(("directed", "back"), [(True, None), (False, 7)])
def test_a_pair_without_direction_holds_both_ways(directed, back):
    own = pl.DataFrame({"a": [220], "b": [200], "year": [1950], "aid": [7]})
    panel = dyads(1950, 1950).add(own, by=["a", "b", "year"], directed=directed)
    rows = panel.collect(ids=False)
    assert rows.filter(sender_cow=220, target_cow=200)["aid"].to_list() == [7]
    assert rows.filter(sender_cow=200, target_cow=220)["aid"].to_list() == [back]


def test_what_is_known_of_years_stands_beside_every_row():
    own = pl.DataFrame({"year": [1950], "oil": [3.0]})
    panel = states(1949, 1950).add(own, by=["year"]).collect()
    assert panel.group_by("year").agg(pl.col("oil").unique()).sort("year").rows() == [
        (1949, [None]), (1950, [3.0]),
    ]  # fmt: skip


def test_columns_of_one_s_own_are_cited_and_described():
    panel = states(1950, 1950).add(
        gold(), by=["who", "year"], codes="iso3", name="mint", citation="@misc{mint}"
    )
    assert panel.cite() == "@misc{mint}"
    assert panel.column("gold").source == "mint"


def refused(table, match, **options):
    with pytest.raises(DataFault, match=match) as caught:
        states(1816, 1950).add(
            table, **({"by": ["who", "year"], "codes": "iso3"} | options)
        )
    assert caught.value.mend


def test_a_row_that_stands_twice_is_refused_by_number():
    refused(pl.concat([gold(), gold()]), r"stand more than once in row 2 .* row 4")


def test_a_code_that_is_nobody_s_is_refused_by_number():
    refused(gold(who=["FRA", "QQQ"]), r"row 2 \(QQQ, 1950\)")


def test_a_year_before_the_state_existed_is_refused():
    refused(gold(who=["FRA", "UKR"]), r"row 2 \(UKR, 1950\)")


def test_a_number_of_the_wrong_list_is_refused():
    refused(gold(who=[220, 99999]), "row 2", codes="cow")


def test_a_row_without_a_key_is_refused():
    refused(gold(who=["FRA", None]), "no key in row 2")


def test_a_year_that_is_none_is_refused():
    refused(gold(year=[1950.0, 1950.5]), "no year in row 2")


def test_a_key_that_is_not_there_is_refused():
    refused(gold(), "no column country", by=["country", "year"])


def test_a_table_without_a_key_told_is_refused():
    refused(gold(), "0 columns in `by`", by=())


def test_a_table_of_pairs_does_not_join_states():
    own = pl.DataFrame({"a": [220], "b": [200], "year": [1950], "aid": [7]})
    refused(own, "rows of directed-dyad-years", by=["a", "b", "year"], codes="cow")


def test_a_pair_that_stands_both_ways_is_no_pair_without_direction():
    own = pl.DataFrame({"a": [220, 200], "b": [200, 220], "year": 1950, "aid": [7, 8]})
    with pytest.raises(DataFault, match="more than once"):
        own_table(own, by=["a", "b", "year"], directed=False)


def test_a_column_that_is_there_already_is_refused():
    panel = states(1950, 1950).add(gold(), by=["who", "year"], codes="iso3")
    with pytest.raises(DataFault, match="already"):
        panel.add(gold(), by=["who", "year"], codes="iso3")
    both = panel.add(gold(), by=["who", "year"], codes="iso3", prefix="again_")
    assert both.names == ("gold", "again_gold")


@pytest.mark.parametrize("ending", ["csv", "parquet", "arrow", "dta"])
def test_a_file_joins_by_its_ending(ending, tmp_path):
    path = tmp_path / f"gold.{ending}"
    match ending:
        case "csv":
            gold().write_csv(path)
        case "parquet":
            gold().write_parquet(path)
        case "arrow":
            gold().write_ipc(path)
        case "dta":
            pytest.importorskip("pyreadstat")
            path.write_bytes(dta_bytes(gold(), {"gold": "ounces"}))
    panel = states(1950, 1950).add(path, by=["who", "year"], codes="iso3")
    assert of(panel, "FRA") == [[1.5]]


def test_a_file_of_an_unknown_ending_is_refused(tmp_path):
    refused(tmp_path / "gold.xls", "ending")


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    (tmp_path / "gold.parquet").write_text("no parquet")
    refused(tmp_path / "gold.parquet", "cannot be read")


def test_without_the_library_stata_files_say_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "pyreadstat", None)
    with pytest.raises(NeedFault, match="pip install"):
        read_dta(tmp_path / "gold.dta")


def test_a_name_too_long_for_stata_is_refused():
    with pytest.raises(NeedFault, match="32"):
        dta_bytes(pl.DataFrame({"x" * 33: [1]}), {})
