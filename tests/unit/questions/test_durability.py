"""How long the pact lasts under what may end it: runs with, without, and as asked."""

from dataclasses import replace
from datetime import date

import pytest

from foedus.cases.folder import read_case
from foedus.faults import CaseFault
from foedus.ledger.book import standing
from foedus.ledger.entry import Claim
from foedus.questions import durability
from foedus.questions.parts.durability.asked import Asked, asked_of
from foedus.questions.parts.durability.sizing import sized_of

RUNS = 400
"""A tenth as many runs of the system."""


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def answer(case):
    return durability.ask(case, seed=1, runs=RUNS)


def value(answer, key):
    return answer.result(f"durability.{key}").estimate


def test_four_ways_stand_side_by_side_at_five_ten_and_fifteen_years(answer):
    table = answer.table("durability.beside")
    assert [row[0] for row in table.rows][2:] == [
        "this pact, fitted", "run forward, no drivers", "run forward, all drivers"
    ]  # fmt: skip
    assert table.columns[1:4] == ("5 years", "10 years", "15 years")
    assert all(row[-1] for row in table.rows)
    series = {row[1] for row in answer.pictures[0].rows}
    assert series == {row[0] for row in table.rows}


@pytest.mark.parametrize("key", ["alive", "plain", "simulated"])
def test_a_pact_stands_no_likelier_after_more_years(answer, key):
    told = [value(answer, f"{key}.{years}") for years in (5, 10, 15)]
    assert told[0].value >= told[1].value >= told[2].value
    assert all(0 <= e.low <= e.value <= e.high <= 1 for e in told)


def test_what_ends_it_adds_up_to_the_chance_that_it_ends(answer):
    ends = sum(
        r.estimate.value for r in answer.results if r.id.startswith("durability.end.")
    )
    told = sum(
        r.estimate.value for r in answer.results if r.id.startswith("durability.told.")
    )
    assert ends == pytest.approx(1 - value(answer, "simulated.15").value, abs=0.04)
    assert told == pytest.approx(ends, abs=1e-9)
    anyway = value(answer, "end.anyway").value
    assert anyway == pytest.approx(1 - value(answer, "plain.15").value, abs=0.04)


def test_each_driver_says_what_both_its_sizes_rest_on(case, answer):
    held = {one.driver.id: one for one in _sized(case)}
    assert set(held) == {one.id for one in case.drivers.drivers}
    assert held["war_ends"].comes.startswith("pooled from 1 claim")
    assert "binding:ends.war_year" in held["war_ends"].rests_on
    assert "runs of the exchange end so" in held["supply_fails"].comes
    assert "784 exits" in held["rus_leader"].comes
    assert "not better for it" in held["rus_leader"].does
    assert held["rus_leader"].strain.path[-1] > 1.5 > held["prk_leader"].strain.path[-1]
    assert {"chance", "weight"} == set(held["washington"].assumed)
    known = {str(claim.id) for claim in standing(case.book, Claim)}
    ids = {claim for one in held.values() for claim in one.driver.claims if claim in known}
    cited = {id for one in held.values() for id in one.rests_on}
    assert {"du-seed", "du-ben", "du-m5", "cn-gpf"} <= ids <= cited
    assert len(answer.table("durability.strains.basis").rows) == len(held)


def _sized(case):
    made, left = sized_of(case, case.heading.pact, year=2025, years=15, seed=1)
    assert left == ()
    return made


def test_assumed_weights_are_told_as_a_doubt(answer):
    assert any("of 6 drivers the weight of 6 is assumed" in f.remark
               for f in answer.findings)  # fmt: skip


def test_without_any_driver_it_stands_as_if_the_case_named_none(case, answer):
    every = tuple(one.id for one in case.drivers.drivers)
    asked = durability.ask(case, seed=1, runs=RUNS, asked=Asked(without=every))
    bare = durability.ask(replace(case, drivers=None), seed=1, runs=RUNS)
    for years in (5, 10, 15):
        plain = value(answer, f"plain.{years}")
        assert value(asked, f"asked.{years}").value == plain.value
        assert value(bare, f"plain.{years}").value == plain.value
    assert "durability.strains" not in {t.id for t in bare.tables}
    assert any("names nothing that may end it" in f.remark for f in bare.findings)


def test_a_driver_that_is_left_out_is_told_as_what_it_adds(case, answer):
    asked = durability.ask(case, seed=1, runs=RUNS, asked=Asked(without=("war_ends",)))
    for years in (5, 10, 15):
        more = value(asked, f"asked.more.{years}")
        assert more.value == pytest.approx(value(answer, f"without.war_ends.{years}").value)


def test_what_is_asked_for_moves_the_pact_the_way_it_must(case):
    heavy = durability.ask(
        case, seed=1, runs=RUNS, asked=asked_of(driver="china_offers=0.5,6")
    )
    assert value(heavy, "asked.more.10").value < -0.02
    assert [row[0] for row in heavy.table("durability.asked").rows] == [5, 10, 15]
    nothing = durability.ask(
        case, seed=1, runs=RUNS, asked=asked_of(driver="china_offers=0,6")
    )
    without = durability.ask(case, seed=1, runs=RUNS, asked=Asked(("china_offers",)))
    assert value(nothing, "asked.10").value == value(without, "asked.10").value


def test_what_comes_for_sure_comes_in_its_year(case):
    asked = asked_of(driver="washington=0,1000000", ends="washington:2030")
    told = durability.ask(case, seed=1, runs=RUNS, asked=asked)
    # It weighs so much that the pact ends as it comes, five years after the first.
    assert value(told, "asked.5").value > 0.7
    assert value(told, "asked.10").value < 0.01


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"driver": "war_ends=1.3,2"}, "war_ends=1.3,2"),
        ({"driver": "war_ends=0.3,0"}, "war_ends=0.3,0"),
        ({"driver": "war_ends=often"}, "war_ends=often"),
        ({"ends": "war_ends:soon"}, "war_ends:soon"),
    ],
)
def test_words_that_mean_nothing_are_refused(words, found):
    with pytest.raises(CaseFault, match=found):
        asked_of(**words)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(without=("hunger",)), "no driver 'hunger'"),
        (Asked(comes=(("war_ends", 2060),)), "war_ends in 2060"),
    ],
)
def test_what_the_case_does_not_name_is_refused(case, asked, found):
    with pytest.raises(CaseFault, match=found):
        durability.ask(case, seed=1, runs=200, asked=asked)


def test_a_driver_that_cannot_be_sized_is_left_out_and_told(case):
    bare = replace(case, exchange=None)
    made, left = sized_of(bare, bare.heading.pact, year=2025, years=15, seed=1)
    assert "supply_fails" not in {one.driver.id for one in made}
    assert ["the case has no exchange" in f.remark for f in left] == [True]


def test_signs_stand_with_the_sharpest_first_and_whom_they_speak_for(answer):
    rows = answer.table("durability.signs").rows
    assert rows[0][2:4] == ("enduring", "tells sharply apart")
    assert rows[-1][2:4] == ("none of them", "tells nothing apart")


def test_a_day_before_the_treaty_is_not_answered():
    before = read_case("russia-dprk", as_of=date(2024, 1, 1))[0]
    assert durability.ask(before, seed=1, runs=200).results == ()


def test_a_driver_of_another_pact_weighs_there_and_is_not_told_of_this_one(case):
    one = next(d for d in case.drivers.drivers if d.id == "china_offers")
    moved = replace(one, id="elsewhere", pact="chn_prk_1961")
    drivers = replace(case.drivers, drivers=(*case.drivers.drivers, moved))
    told = durability.ask(replace(case, drivers=drivers), seed=1, runs=200)
    assert not [r for r in told.results if "elsewhere" in r.id]
    assert len(told.table("durability.strains").rows) == len(case.drivers.drivers)


def test_the_answer_is_the_same_twice(case):
    first, second = (durability.ask(case, seed=3, runs=200) for _ in range(2))
    assert first == second
    assert durability.ask(case, seed=4, runs=200).results != first.results
