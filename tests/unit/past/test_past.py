import numpy as np
import polars as pl
import pytest

from foedus.faults import DataFault, NeedFault
from foedus.past import fields
from foedus.past.past import Past
from foedus.sources.source import Years


@pytest.fixture
def past():
    columns = {
        "cinc": np.array([[0.1, 0.9], [0.2, 0.8], [0.3, 0.7]], np.float32),
        "onset": np.zeros((3, 2, 2), bool),
    }
    spells = pl.DataFrame(
        {"pact": [1, 2], "start_year": [1899, 1901], "end_year": [1901, None]}
    )
    return Past(
        first=1900,
        ids=("FRA", "DEU"),
        columns=columns,
        coverage={"onset": Years(1900, 1901)},
        pacts=spells.with_columns(
            termination=pl.Series([2, 0]), end_month=pl.Series([5, None])
        ),
        members=spells.with_columns(state=pl.Series([0, 1])),
        disputes=pl.DataFrame({"dispute": [1, 2], "year": [1900, 1902]}),
        sources={},
    )


def test_a_year_holds_its_own_values_and_none_else(past):
    assert past.at(1901)[fields.CINC].tolist() == pytest.approx([0.2, 0.8])
    assert past.last == 1902


@pytest.mark.parametrize("year", [1899, 1903])
def test_a_year_that_nobody_wrote_down_is_a_fault(past, year):
    with pytest.raises(DataFault, match="nothing is known"):
        past.at(year)


def test_what_is_not_covered_is_no_outcome(past):
    with pytest.raises(DataFault, match="not known of 1902"):
        past.during(fields.ONSET, 1902)
    assert past.during(fields.ONSET, 1901).sum() == 0


def test_a_field_that_is_not_there_is_named(past):
    with pytest.raises(NeedFault, match="no income"):
        past.at(1900)[fields.INCOME]


def test_the_past_until_a_year_ends_there_and_knows_no_later_end(past):
    cut = past.until(1900)
    assert cut.last == 1900
    assert cut.pacts.to_dicts() == [
        {
            "pact": 1,
            "start_year": 1899,
            "end_year": None,
            "termination": None,
            "end_month": None,
        }
    ]
    assert cut.disputes["dispute"].to_list() == [1]


def test_an_end_that_has_come_is_kept(past):
    assert past.until(1901).pacts["end_year"].to_list() == [1901, None]
