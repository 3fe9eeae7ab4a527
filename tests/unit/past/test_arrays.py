import numpy as np
import polars as pl

from foedus.past.arrays import Span, carried, numbered, since, stock, symmetric, yearly
from foedus.states.roster import roster


def test_rows_are_put_where_their_year_and_states_say():
    frame = pl.DataFrame(
        {
            "year": [1900, 1901],
            "sender": ["FRA", "DEU"],
            "target": ["DEU", "FRA"],
            "x": [1.0, 2.0],
        }
    )
    placed = Span(1900, 1901).place(frame, "x")
    fra, deu = roster().index("FRA"), roster().index("DEU")
    assert (placed[0, fra, deu], placed[1, deu, fra], placed.sum()) == (1, 2, 3)


def test_rows_of_other_years_or_of_nobody_are_passed_over():
    frame = pl.DataFrame(
        {"year": [1850, 1900], "state": ["FRA", "Atlantis"], "x": [1.0, 2.0]}
    )
    assert Span(1900, 1901).place(frame, "x", by=("state",)).sum() == 0


def test_an_id_of_nobody_becomes_null():
    assert pl.DataFrame({"state": ["Atlantis"]}).select(numbered("state")).item() is None


def test_a_spell_stands_once_in_each_of_its_years():
    spells = pl.DataFrame({"a": [1900], "b": [1902]})
    assert yearly(spells, start="a", end="b")["year"].to_list() == [1900, 1901, 1902]


def test_a_stock_halves_in_its_half_life():
    events = np.zeros(11)
    events[0] = 4.0
    assert np.isclose(stock(events, 5)[[5, 10]], [2.0, 1.0]).all()


def test_what_is_not_known_yet_is_not_carried_back():
    assert np.isnan(carried(np.array([np.nan, 3.0, np.nan], np.float32))[0])


def test_years_are_counted_from_the_last_event_and_capped():
    happened = np.array([[True], [False], [False], [True]])
    assert since(happened, never=1)[:, 0].tolist() == [0, 1, 1, 0]


def test_each_pair_takes_the_larger_of_its_two_directions():
    one = np.array([[[0, 3], [1, 0]]])
    assert symmetric(one)[0].tolist() == [[0, 3], [3, 0]]
