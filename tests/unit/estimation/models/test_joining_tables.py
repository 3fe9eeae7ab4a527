import numpy as np
import pytest

from foedus.estimation.contest import Contest, Tried
from foedus.estimation.models import joining_tables as tables
from foedus.estimation.models.coalitions import Crowds, crowds_of, joined
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows
from foedus.estimation.theory import Theory

OUTCOME = np.array([0, 1, 2, 0, 0, 2, 0, 0])
CHANCES = np.array(
    [[0.9, 0.05, 0.05], [0.5, 0.4, 0.1], [0.6, 0.3, 0.1], [0.8, 0.1, 0.1]] * 2
)


@pytest.fixture
def rows():
    """Two wars and two lesser disputes of two outsiders each."""
    year = np.array([1940, 1940, 1941, 1941, 1950, 1950, 1951, 1951])
    pledged = np.array([0, 1, 0, 0, 1, 1, 0, 0])
    values = np.column_stack([pledged, 0 * pledged, 0 * pledged, 1 - pledged])
    facts = {
        "dispute": np.array([4, 4, 3, 3, 2, 2, 1, 1]),
        "war": np.array([1, 1, 0, 0, 1, 1, 0, 0]) > 0,
    }
    terms = ("a:defence", "a:k_maj", "b:k_maj", "b:defence")
    return Rows(year, OUTCOME, terms, values, facts, np.ones(8))


def test_only_wars_are_kept_of_a_contest(rows):
    theory = Theory("t", "T", "null", "So.", ("war",))
    told = CHANCES[np.arange(8), OUTCOME]
    whole = Contest(rows, Origins(1940, 1951), rows.year, (Tried(theory, CHANCES, told),))
    wars = tables.wars_of(whole)
    assert wars.rows.facts["dispute"].tolist() == [4, 4, 2, 2]
    assert wars.entry("t").told.tolist() == told[[0, 1, 4, 5]].tolist()
    assert wars.years.tolist() == [1940, 1940, 1950, 1950]


def test_a_side_is_right_where_it_was_held_the_likelier():
    assert tables.side_right(CHANCES, OUTCOME) == pytest.approx(1 / 3)


def test_rates_count_who_was_pledged_and_joined(rows):
    told = {row[0]: row for row in tables.rates(rows).rows}
    assert told["wars, all"][1:4] == (1, 0.0, 0.0)
    assert told["wars, all"][6:8] == (3, pytest.approx(1 / 3))
    assert told["below war, major powers, 1940 to 1945"][1:4] == (0, None, None)


def test_joiners_are_counted_by_dispute(rows):
    assert joined(rows).tolist() == [0, 1, 1, 1]


def test_crowds_of_unlike_width_stand_in_one_table():
    narrow = Crowds(np.array([[0.4, 0.6]]), np.array([1]))
    wide = Crowds(np.array([[0.1, 0.2, 0.7]]), np.array([2]))
    both = crowds_of([narrow, wide])
    assert both.told.tolist() == [[0.4, 0.6, 0.0], [0.1, 0.2, 0.7]]
    assert both.seen.tolist() == [1, 2]
