"""A trade table of the user's own."""

import polars as pl
import pytest

from foedus.cases.trade_file import read_trade
from foedus.faults import DataFault

ROWS = [
    ("Russia", "RUS", 50.0), ("RUS", "USA", 2.0), ("RUS", "rest", 4.0),
    ("USA", "Russia", 1.0), ("United States", "USA", 90.0), ("USA", "rest", 9.0),
    ("rest", "RUS", 3.0), ("rest", "USA", 8.0), ("rest", "rest", 200.0),
]  # fmt: skip


def written(path, rows=ROWS, columns=("exporter", "importer", "value")):
    frame = pl.DataFrame(rows, schema=list(columns), orient="row")
    if path.suffix == ".parquet":
        frame.write_parquet(path)
    else:
        frame.write_csv(path)
    return path


@pytest.mark.parametrize("name", ["own.csv", "own.parquet"])
def test_names_of_states_become_ids_and_others_stay(tmp_path, name):
    trade = read_trade(written(tmp_path / name))
    assert trade.states == ("RUS", "USA", "rest")
    assert trade.flows[0, 2, 0] == 4.0


def test_sectors_are_read_where_there_are_several(tmp_path):
    rows = [(*row, sector) for row in ROWS for sector in ("oil", "food")]
    path = written(tmp_path / "own.csv", rows, ("exporter", "importer", "value", "sector"))
    assert read_trade(path).sectors == ("food", "oil")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (ROWS[:-1], "missing: rest to rest"),
        ([row for row in ROWS if row[1] != "rest"], "not square"),
        ([*ROWS[:1], ("RUS", "USA", -2.0), *ROWS[2:]], "negative: RUS to USA"),
        ([("RUS", "RUS", 0.0), *ROWS[1:]], "home sales"),
        ([*ROWS, ROWS[0]], "more than once"),
    ],
)
def test_a_table_that_is_none_is_refused_with_file_and_mend(tmp_path, rows, says):
    path = written(tmp_path / "own.csv", rows)
    with pytest.raises(DataFault, match=says) as caught:
        read_trade(path)
    assert caught.value.where == str(path)
    assert caught.value.mend


def test_a_file_that_is_no_table_is_refused(tmp_path):
    path = tmp_path / "own.parquet"
    path.write_text("no", "utf-8")
    with pytest.raises(DataFault, match="no table can be read"):
        read_trade(path)
    with pytest.raises(DataFault, match="no table can be read"):
        read_trade(tmp_path / "not_there.csv")


def test_a_table_without_its_columns_is_refused(tmp_path):
    path = written(tmp_path / "own.csv", ROWS, ("seller", "buyer", "value"))
    with pytest.raises(DataFault, match="no column exporter"):
        read_trade(path)
