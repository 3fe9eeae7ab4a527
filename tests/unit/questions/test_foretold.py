"""The questions that models of history answer, from what the package carries."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.cases.folder import read_case
from foedus.faults import NeedFault
from foedus.pacts.catalog import pact
from foedus.pacts.pact import Duration
from foedus.past import fields
from foedus.past.snapshot import CARRIED, carried_past
from foedus.questions import contagion, durability, escalation, theories
from foedus.questions.bound import bound
from foedus.questions.durability import treaty_of
from foedus.questions.foresight import kind_of
from foedus.questions.parts.theories.verdicts import all_judged
from foedus.questions.vantage import vantage
from foedus.states.roster import roster

FORETOLD = (theories, escalation, durability, contagion)
DAY = date(2025, 1, 1)


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def answers(case):
    return {one.QUESTION: one.ask(case, seed=1, runs=200) for one in FORETOLD}


@pytest.mark.parametrize("module", FORETOLD, ids=lambda m: m.QUESTION)
def test_the_same_seed_gives_the_same_answer(module, case, answers):
    assert module.ask(case, seed=1, runs=200) == answers[module.QUESTION]


@pytest.mark.parametrize("module", FORETOLD, ids=lambda m: m.QUESTION)
def test_what_another_seed_tells_is_within_the_doubt(module, case, answers):
    other = module.ask(case, seed=2, runs=200)
    told = {one.id: one.estimate for one in other.results}
    pairs = [
        (one.estimate, told[one.id])
        for one in answers[module.QUESTION].results
        if one.id in told and one.estimate.unit == "probability"
    ]
    # Of intervals of nine in ten some two in a hundred pairs lie apart by luck.
    apart = [(a, b) for a, b in pairs if a.low > b.high or b.low > a.high]
    assert len(apart) <= 0.05 * len(pairs)


@pytest.mark.parametrize("module", FORETOLD, ids=lambda m: m.QUESTION)
def test_a_case_of_an_earlier_day_says_what_mends_it_and_does_not_stop(module, case):
    own = replace(pact("rus_prk_2024"), signed=date(1939, 8, 23))
    rest = tuple(p for p in case.pacts if p.id != own.id)
    heading = replace(case.heading, as_of=date(1939, 9, 1))
    old = replace(case, heading=heading, pacts=(*rest, own))
    answer = module.ask(old, seed=1, runs=100)
    mends = ("foedus shelf get", "ask about a later pact")
    assert any(mend in one.remark for one in answer.findings for mend in mends)


@pytest.mark.parametrize("module", FORETOLD, ids=lambda m: m.QUESTION)
def test_every_result_names_what_it_rests_on(module, answers):
    results = answers[module.QUESTION].results
    assert results
    assert all(result.rests_on and result.estimate.basis for result in results)


def test_no_year_that_the_package_carries_is_forecast_from_it():
    with pytest.raises(NeedFault, match=f"the world of {CARRIED - 1}"):
        vantage(CARRIED)
    assert vantage(CARRIED + 5).year == CARRIED + 1


def test_a_pact_with_a_duty_to_fight_goes_to_the_model_of_such():
    assert kind_of(pact("rus_prk_2024")) == "formation_defence"
    assert kind_of(pact("rus_prk_2000")) == "formation_other"


def test_a_place_is_one_among_all_pairs(answers):
    answer = answers["theories"]
    ranks = [r.estimate for r in answer.results if r.id.startswith("theories.rank.")]
    assert len(ranks) >= 6
    assert all(1 <= e.low <= e.value <= e.high <= 18_915 for e in ranks)


def test_a_lot_has_no_place_to_tell(answers):
    assert not any(
        "uniform" in r.id for r in answers["theories"].results if ".rank." in r.id
    )


def test_what_moved_the_pair_is_told_by_size(answers):
    adds = [abs(row[-1]) for row in answers["theories"].table("theories.moved").rows]
    assert adds == sorted(adds, reverse=True)


def test_a_theory_is_upheld_only_by_an_interval_above_the_hardest_null():
    contests = all_judged()
    assert contests
    for one in contests:
        saved = {v.theory.name: v.saved for v in one.verdicts}
        hardest = one.hardest.name
        assert saved[hardest] == max(saved[null.name] for null in one.nulls)
        for verdict in one.theories:
            assert verdict.beats(hardest) == (verdict.gains[hardest].low > 0)


def test_chances_to_join_are_chances_and_two_great_powers_make_a_war_of_such(answers):
    results = {r.id: r.estimate.value for r in answers["escalation"].results}
    joins = [v for id, v in results.items() if ".joins." in id]
    assert joins
    assert all(0 <= v <= 1 for v in joins)
    assert results["escalation.usa_chn.great_powers"] == 1


def test_a_pact_is_less_likely_to_stand_the_longer_one_waits(answers):
    five, ten, fifteen = (
        answers["durability"].result(f"durability.alive.{years}").estimate
        for years in (5, 10, 15)
    )
    assert five.value > ten.value > fifteen.value
    assert all(e.low < e.value < e.high for e in (five, ten, fifteen))


def test_classes_of_like_treaties_stand_inside_each_other(answers):
    sizes = [row[1] for row in answers["durability"].table("durability.classes").rows]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 200


def test_a_class_that_is_the_fate_of_one_patron_is_told_as_such(answers):
    minds = [row[-1] for row in answers["durability"].table("durability.classes").rows]
    assert "the fate of one patron" in minds
    assert any("signed by Russia" in f.remark for f in answers["durability"].findings)


def test_what_a_treaty_says_of_its_length_is_what_the_model_reads():
    lasting = Duration("years", "read", years=20, renewal="automatic", renewed_years=5)
    own = replace(pact("rus_prk_2024"), duration=lasting)
    treaty = treaty_of(own, signed=2024)
    assert (treaty.duration, treaty.term_months, treaty.renewed_months) == (
        "fixed",
        240,
        60,
    )
    assert treaty.renews_itself
    silent = treaty_of(replace(own, duration=None), signed=2024)
    assert (silent.duration, silent.term_months) == ("unstated", 0)


def test_no_treaty_leaves_the_world_as_it_was():
    year = carried_past().at(CARRIED)
    assert np.array_equal(bound(year, [], DAY)[fields.DEFENCE], year[fields.DEFENCE])


def test_a_treaty_puts_its_duties_into_the_world_and_not_before_its_day():
    year = carried_past().at(CARRIED)
    rus, prk = roster().index("RUS"), roster().index("PRK")
    own = pact("rus_prk_2024")
    assert bound(year, [own], DAY)[fields.DEFENCE][rus, prk] == 1
    assert bound(year, [own], date(2024, 11, 1))[fields.DEFENCE][rus, prk] == 0


def test_a_pact_that_is_not_signed_yet_is_not_told_to_stand():
    before = read_case("russia-dprk", as_of=date(2024, 1, 15))[0]
    told = durability.ask(before, seed=1, runs=200)
    assert told.results == ()
    assert "was not signed" in told.findings[0].remark
