import polars as pl
import pytest
from unit.past.treaties import pact, past_with, place

from foedus.faults import NeedFault
from foedus.past import fields
from foedus.past.arrays import Span
from foedus.past.snapshot import CARRIED, carried_past
from foedus.past.standing import faded, standing_pacts, tallies
from foedus.past.treaties import DUTIES, FULFILLED, VIOLATED, standing


@pytest.fixture
def past():
    return past_with(
        pact(1, 1902, 1910, ["FRA", "RUS"], termination=2),
        pact(2, 1905, None, ["GBR", "JPN"], length=120.0, duration=1),
        pact(3, 1907, 1907, ["ITA", "TUR"], termination=1),
    )


def test_a_pact_stands_from_the_end_of_its_first_year_to_the_end_of_its_last_whole_one(
    past,
):
    stood = {
        year: standing_pacts(past, year)["pact"].tolist() for year in (1901, 1902, 1907)
    }
    assert stood == {1901: [], 1902: [1], 1907: [1, 2]}
    assert standing_pacts(past, 1910)["pact"].tolist() == [2]


def test_members_are_those_bound_on_that_day(past):
    members = standing_pacts(past, 1906)["members"]
    assert members.sum(axis=1).tolist() == [2, 2]
    assert members[0, place("FRA")]
    assert not members[1, place("FRA")]


def test_what_a_treaty_does_not_say_is_nothing():
    past = past_with(pact(1, 1902, None, ["FRA", "RUS"], renewal=None, length=None))
    facts = standing_pacts(past, 1903)
    assert (facts["renewal"].tolist(), facts["term_months"].tolist()) == ([0], [0.0])


def test_ends_and_pacts_at_risk_are_counted_by_year_and_a_lapse_is_no_end():
    past = past_with(
        pact(1, 1902, 1904, ["FRA", "RUS"], termination=3),
        pact(2, 1902, 1904, ["GBR", "JPN"], termination=0),
    )
    ended, at_risk = (counted[-3:].tolist() for counted in tallies(past, 1905))
    assert ended == [0, 1, 0]
    assert at_risk == [2, 2, 0]


def test_a_past_cut_short_gives_the_same_pacts(past):
    whole, cut = standing_pacts(past, 1908), standing_pacts(past.until(1908), 1908)
    assert whole.keys() == cut.keys()
    for name, values in whole.items():
        assert values.tolist() == cut[name].tolist(), name


def test_what_stood_when_the_source_falls_silent_is_taken_to_stand(past):
    assert standing_pacts(past, 1930)["pact"].tolist() == [2]


def test_a_count_halves_by_its_half_life():
    assert faded([4.0, 0.0, 0.0, 1.0], 2.0)[-1] == pytest.approx(1 + 4 * 2**-1.5)


def test_a_past_without_pacts_says_what_brings_them():
    with pytest.raises(NeedFault, match="holds no pacts"):
        standing_pacts(carried_past(), CARRIED)


def test_a_state_counts_the_pacts_that_ended_while_it_was_bound_and_forgets_them_slowly():
    past = past_with(
        pact(1, 1902, 1904, ["FRA", "RUS"], termination=VIOLATED),
        pact(2, 1902, 1905, ["FRA", "JPN"], termination=FULFILLED),
        pact(3, 1902, 1905, ["FRA", "ITA"], termination=0),
    )
    duties = dict.fromkeys(DUTIES.values(), 0.0)
    members = past.members.with_columns(**{n: pl.lit(v) for n, v in duties.items()})
    held = standing(Span(1900, 1910), past.pacts, members)
    ended, broken = held[fields.ENDED_5.name], held[fields.VIOLATED_10.name]
    assert ended[3:6, place("FRA")] == pytest.approx([0, 1, 1 + 2 ** (-1 / 5)])
    assert ended[5, place("ITA")] == 0
    assert broken[[4, 10], place("FRA")] == pytest.approx([1, 2 ** (-6 / 10)])
    assert broken[5, place("JPN")] == 0
