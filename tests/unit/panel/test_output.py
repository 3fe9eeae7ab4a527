"""Panels as files."""

import polars as pl
import pytest

from foedus.faults import NeedFault, OutputFault
from foedus.panel.making import dyads, states
from foedus.panel.output import called, relation, write
from foedus.sources import forms

OWN = pl.DataFrame({"who": ["FRA"], "year": [1950], "gold": [1.5]})
READERS = {
    "parquet": pl.read_parquet, "arrow": pl.read_ipc, "feather": pl.read_ipc,
    "csv": pl.read_csv,
}  # fmt: skip


def panel():
    made = states(1950, 1951)
    return made.add(OWN, by=["who", "year"], codes="iso3", citation="@misc{mint}")


@pytest.mark.parametrize("ending", READERS)
def test_a_panel_is_written_by_its_ending(ending, tmp_path):
    path = tmp_path / "deep" / f"gold.{ending}"
    frame = write(panel(), path)
    assert (
        READERS[ending](path).select("cow", "year", "gold").rows()
        == frame.select("cow", "year", "gold").rows()
    )


def test_a_panel_goes_to_stata_with_its_labels(tmp_path):
    stata = pytest.importorskip("pyreadstat")
    frame = write(panel(), tmp_path / "gold.dta")
    back, said = stata.read_dta(tmp_path / "gold.dta", output_format="polars")
    assert back.height == frame.height
    assert said.column_names_to_labels["gold"] == "gold, of own"


def test_what_columns_mean_and_whom_to_cite_lies_beside_it(tmp_path):
    write(panel(), tmp_path / "gold.csv")
    told = (tmp_path / "gold.codebook.md").read_text("utf-8")
    assert "| `gold` | none | 1950 to 1950 | own | gold, of own |" in told
    assert "@misc{mint}" in told
    assert sorted(p.name for p in tmp_path.iterdir()) == ["gold.codebook.md", "gold.csv"]


def test_an_unknown_ending_is_refused_before_anything_is_worked_out(tmp_path):
    with pytest.raises(OutputFault, match=r"\.xlsx"):
        write(panel(), tmp_path / "gold.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputFault):
        write(panel(), tmp_path / "file" / "gold.csv")


def test_states_are_called_as_they_were_in_the_year():
    pairs = dyads(1914, 1914, directed=False)
    names = called(pairs, "names")
    assert "Russian Empire" in names["target"].to_list()
    assert "RUS" in called(pairs, "iso3")["target"].to_list()
    assert called(pairs, "codes").columns == ["sender_cow", "target_cow", "year"]


def test_columns_take_other_names_when_told(tmp_path):
    frame = write(panel(), tmp_path / "gold.csv", renamed={"cow": "ccode", "gold": "au"})
    assert {"ccode", "au"} <= set(frame.columns)
    assert "| `au` |" in (tmp_path / "gold.codebook.md").read_text("utf-8")


def test_a_panel_is_a_relation_that_sql_can_ask():
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as here:
        found = relation(states(1816, 1817), name="members", connection=here)
        assert found.count("*").fetchall() == [(46,)]
        query = "select state, count(*) from members where cow = 200 group by state"
        assert here.sql(query).fetchall() == [("GBR", 2)]
        # It can be asked again.
        assert here.sql("select min(year) from members").fetchall() == [(1816,)]


def test_a_relation_stands_by_itself():
    pytest.importorskip("duckdb")
    assert relation(states(1816, 1816), call="codes").columns == ["cow", "year"]


def test_without_duckdb_the_fault_names_the_mend(monkeypatch):
    monkeypatch.setitem(forms.NEEDED, "duckdb", "no_such_library")
    with pytest.raises(NeedFault, match=r"pip install 'foedus\[duckdb\]'"):
        relation(states(1816, 1816))
