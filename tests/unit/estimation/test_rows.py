import numpy as np
import pytest

from foedus.estimation.rows import Rows, stacked
from foedus.faults import DataFault, NeedFault


def rows(year, many=2, terms=("a", "b")):
    return Rows(
        year=np.full(many, year),
        outcome=np.arange(many),
        terms=terms,
        values=np.arange(many * len(terms), dtype=np.float32).reshape(many, len(terms)),
        facts={"i": np.arange(many)},
        weights=np.ones(many),
    )


def test_columns_are_chosen_by_name_in_the_order_asked():
    assert rows(1900).of(["b", "a"]).tolist() == [[1.0, 0.0], [3.0, 2.0]]


def test_a_term_that_is_not_held_is_named():
    with pytest.raises(NeedFault, match="no c"):
        rows(1900).of(["c"])


def test_rows_before_a_year_do_not_hold_it():
    held = stacked([rows(1900), rows(1901)])
    assert held.before(1901).year.tolist() == [1900, 1900]
    assert held.during(1901, 1905).year.tolist() == [1901, 1901]


def test_rows_of_other_columns_are_not_put_together():
    with pytest.raises(DataFault, match="different columns"):
        stacked([rows(1900), rows(1901, terms=("a", "c"))])


def test_no_rows_at_all_are_a_fault():
    with pytest.raises(DataFault, match="no rows"):
        stacked([])


def test_a_fact_that_lacks_a_row_is_a_fault():
    two = np.ones(2, int)
    with pytest.raises(DataFault, match="one value a row"):
        Rows(two, two, ("a",), np.ones((2, 1)), {"i": np.ones(3)}, np.ones(2))
