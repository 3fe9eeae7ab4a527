"""Acts ordered in the simulated system: who joins, by which path, and a promise less."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.cases.folder import read_case
from foedus.faults import NeedFault, PactFault, StateFault
from foedus.pacts.standing import class_members
from foedus.questions import escalation
from foedus.questions.outset import scenario_of
from foedus.questions.parts.escalation.removals import (
    called,
    candidates,
    dishonoured,
    neutral,
    struck,
    together,
)
from foedus.simulation.ordered import ordered
from foedus.simulation.scenario import Scenario
from foedus.states.roster import roster
from foedus.world.change import Act, AmendPact, EndPact, Neutral

DAY = date(2025, 1, 1)


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def scenario(case) -> Scenario:
    return scenario_of(case, years=1)


@pytest.fixture(scope="module")
def answer(case):
    return escalation.ask(case, seed=1, runs=200)


def value(answer, id):
    return answer.result(f"escalation.{id}").estimate.value


def own(case, **asked):
    asked = {"attacker": "USA", "victim": "PRK", "war": True, "runs": 200} | asked
    return escalation.ask(case, seed=1, **asked)


def test_every_act_of_the_case_is_told_once_for_its_pair_and_day(case, answer):
    pairs = {(a.attacker, a.victim, a.day or case.heading.as_of) for a in case.acts}
    assert len(answer.table("escalation.acts").rows) == len(pairs)


def test_sizes_are_shares_of_all_runs(answer):
    for act in ("usa_prk", "prk_kor", "usa_chn"):
        shares = [value(answer, f"{act}.{k}") for k in ("none", "few", "several", "many")]
        assert sum(shares) == pytest.approx(1)


def test_paths_of_one_state_to_one_side_add_up_to_its_chance(answer):
    by_state = {
        row[0]: float(row[-1].rstrip("%"))
        for row in answer.table("escalation.usa_prk.paths").rows
        if row[0] == "Russia" and row[1] == "North Korea"
    }
    assert by_state["Russia"] / 100 == pytest.approx(
        value(answer, "usa_prk.joins.RUS"), abs=0.01
    )


def test_the_pact_makes_its_other_party_likelier_to_fight(answer):
    assert value(answer, "usa_prk.by_the_pact") > 0


def test_both_have_nuclear_arms_where_both_that_begin_do(answer):
    assert value(answer, "usa_prk.nuclear") == 1
    assert 0 < value(answer, "prk_kor.nuclear") < 1


def test_chances_of_such_wars_rise_with_the_years(answer):
    for kind in ("nuclear_war", "great_war"):
        one, five, ten = (value(answer, f"{kind}.{years}") for years in (1, 5, 10))
        assert 0 <= one <= five <= ten <= 1


def test_the_section_s_numbers_say_what_past_wars_showed(answer):
    assert value(answer, "past.wars") > 30
    assert any("past wars" in finding.where for finding in answer.findings)


def test_striking_the_clause_that_carries_the_duty_frees_both(case, scenario):
    one = struck(case, scenario, "rus_prk_2024:4", DAY)
    assert one.changes == (AmendPact(DAY, "rus_prk_2024", owing=()),)
    assert not one.moot


def test_striking_a_clause_without_such_a_duty_changes_nothing_and_says_so(case):
    answer = own(case, strike=("rus_prk_2024:8",))
    assert value(answer, "usa_prk.less.article.rus_prk_2024.8") == 0
    assert any("no duty of defence" in f.remark for f in answer.findings)


def test_striking_the_clause_is_as_if_the_partner_broke_its_word(case, scenario):
    acts = [Act(DAY, "USA", "PRK", war=True)]
    clause = struck(case, scenario, "rus_prk_2024:4", DAY)
    broken = dishonoured(case, scenario, "RUS:rus_prk_2024", DAY)
    rus = roster().index("RUS")
    sides = [
        ordered(scenario.but(changes=one.changes), acts, runs=100, seed=2)[0].sides[:, rus]
        for one in (clause, broken)
    ]
    assert np.array_equal(*sides)


def test_a_promise_that_is_not_kept_leaves_that_of_the_other(case, scenario):
    one = dishonoured(case, scenario, "RUS:rus_prk_2024", DAY)
    assert one.changes == (AmendPact(DAY, "rus_prk_2024", owing=("PRK",)),)


def test_a_clause_in_force_today_is_struck_and_not_its_older_wording(case, scenario):
    [change] = struck(case, scenario, "nato_1949:5", DAY).changes
    assert change.owing == ()
    assert struck(case, scenario, "nato_1949:5 (1949)", DAY).moot


def test_who_entered_after_atop_ended_is_bound_too(scenario):
    [nato] = [one for one in scenario.treaties if one.name == "nato_1949"]
    assert {"FIN", "SWE", "MKD"} <= set(nato.owing)


def test_a_pact_that_only_atop_knows_can_go_as_a_whole(case, scenario):
    assert struck(case, scenario, "atop:4400", DAY).changes == (EndPact(DAY, "atop:4400"),)
    assert "8 states" in called("atop:4400", case, scenario)


def test_several_removals_together_leave_what_all_of_them_leave(case, scenario):
    both = together(
        [
            dishonoured(case, scenario, "DEU:nato_1949", DAY),
            dishonoured(case, scenario, "FRA:nato_1949", DAY),
            struck(case, scenario, "rus_prk_2024", DAY),
            dishonoured(case, scenario, "RUS:rus_prk_2024", DAY),
            neutral("CHN", DAY),
        ],
        scenario,
    )
    amended = {c.name: c.owing for c in both.changes if isinstance(c, AmendPact)}
    assert set(amended) == {"nato_1949"}
    assert not {"DEU", "FRA"} & set(amended["nato_1949"])
    assert EndPact(DAY, "rus_prk_2024") in both.changes
    assert Neutral(DAY, "CHN") in both.changes


def test_a_neutral_of_one_s_own_act_joins_in_no_run(case):
    answer = own(case, neutrals=("CHN",), dishonour=("RUS:rus_prk_2024",))
    assert value(answer, "usa_prk.less.neutral.CHN") > 0
    assert value(answer, "usa_prk.less.together") >= value(
        answer, "usa_prk.less.neutral.CHN"
    )


def test_what_is_tried_lies_in_the_chain_of_the_act(case, scenario):
    [made] = ordered(scenario, [Act(DAY, "USA", "PRK", war=True)], runs=200, seed=1)
    tried = candidates(case, scenario, made, DAY)
    assert "article.rus_prk_2024.4" in {one.id for one in tried}
    assert all(one.changes for one in tried)
    assert not any(one.id.startswith("promise.RUS.rus_prk") for one in tried)


def test_an_act_of_one_s_own_is_left_to_chance_unless_told(case):
    answer = own(case, attacker="IND", victim="PAK", war=None)
    sentence = answer.result("escalation.ind_pak.joiners").sentence
    assert "begins a dispute with Pakistan" in sentence
    assert 0 < value(answer, "ind_pak.war") < 0.5
    lesser = own(case, attacker="IND", victim="PAK", war=False)
    assert value(lesser, "ind_pak.joiners") <= value(
        own(case, attacker="IND", victim="PAK"), "ind_pak.joiners"
    )


def test_an_ally_that_attacks_an_ally_is_remarked_on(case):
    answer = own(case, attacker="GRC", victim="TUR")
    assert any("an ally attacks an ally" in finding.remark for finding in answer.findings)


@pytest.mark.parametrize(
    ("asked", "fault", "said"),
    [
        ({"victim": "USA"}, NeedFault, "against itself"),
        ({"victim": None}, NeedFault, "without its victim"),
        ({"victim": "DDR"}, NeedFault, "no state in the world"),
        ({"strike": ("rus_prk_2042:4",)}, PactFault, "rus_prk_2024"),
        ({"strike": ("rus_prk_2024:44",)}, PactFault, "4"),
        ({"strike": ("varsovia",)}, NeedFault, "no pact that stands"),
        ({"dishonour": ("RUS:nato_1949",)}, NeedFault, "no member"),
        ({"dishonour": ("RUS",)}, NeedFault, "STATE:PACT"),
        ({"dishonour": ("Rusia:nato_1949",)}, StateFault, "Russia"),
        ({"neutrals": ("PRK",)}, NeedFault, "neutral in its own war"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_would_do(case, asked, fault, said):
    with pytest.raises(fault, match=said):
        own(case, **asked)


def test_an_act_of_the_case_on_one_that_is_no_state_then_is_a_finding(case):
    [first, *rest] = case.acts
    strange = replace(first, id="gone", victim="DDR", headline=True)
    answer = escalation.ask(replace(case, acts=(strange, *rest[1:3])), seed=1, runs=100)
    assert any("the act gone" in finding.where for finding in answer.findings)


def test_nuclear_arms_have_their_days_and_a_case_its_own_list(case):
    assert class_members("nuclear_armed", date(1950, 1, 1)) == ("RUS", "USA")
    assert "ZAF" in class_members("nuclear_armed", date(1985, 1, 1))
    assert set(class_members("nuclear_armed", DAY)) == set(
        case.heading.groups["nuclear_armed"]
    )
    with pytest.raises(PactFault, match="nuclear_armed"):
        class_members("atomic", DAY)
