from datetime import date

import pytest

from foedus.faults import PactFault
from foedus.pacts.act import Act, Situation
from foedus.pacts.atop import CREDITORS, PLACE, PROMISES, atop_pacts, before_exits
from foedus.pacts.obligation import called
from foedus.pacts.provision import Duty

LIMITS = [f"{p.column}_if_{limit}" for p in PROMISES for limit in p.limits]
BLANK = {
    **dict.fromkeys(["member_cow", "end", "end_year", "end_month", "war"]),
    **dict.fromkeys(["threat_1", "threat_2"]),
    **dict.fromkeys([p.column for p in PROMISES], 0),
    **dict.fromkeys(LIMITS, 0),
    "other_limit": 0,
    "varies_by_partner": 0,
}


def member(state, **more):
    day = more.pop("start", date(1900, 1, 1))
    told = {"start": day, "start_year": 1900, "start_month": 1}
    left = more.get("end")
    if left:
        told |= {"end_year": left.year, "end_month": left.month}
    return BLANK | {"pact": 7, "phase": 0, "member": state} | told | more


def pact_of(*rows):
    [pact] = atop_pacts(rows).pacts
    return pact


def owed(pact, attacker="XXX", victim="AAA", day=date(1910, 6, 1), **facts):
    act = Act(attacker, victim, day, **facts)
    due = called([pact], Situation((act,)), day)
    return [(o.debtor, o.duty.value, o.level.value) for o in due]


def test_the_debtor_is_the_member_of_the_row_and_the_others_are_creditors():
    pact = pact_of(member("AAA", defence=1), member("BBB", defence=1))
    assert owed(pact) == [("BBB", "defend", "certain")]


def test_between_two_a_duty_of_one_is_owed_to_the_other():
    pact = pact_of(member("AAA"), member("BBB", defence=1))
    assert owed(pact) == [("BBB", "defend", "certain")]
    assert owed(pact, victim="BBB") == []


def test_a_duty_of_some_among_many_is_owed_to_nobody_knows_whom():
    pact = pact_of(member("AAA"), member("BBB", defence=1), member("CCC", defence=1))
    assert owed(pact) == [
        ("BBB", "defend", "conditional"),
        ("CCC", "defend", "conditional"),
    ]
    assert all(CREDITORS in p.conditions.unknown for p in pact.provisions)


def test_a_limit_whose_content_is_not_coded_makes_the_duty_conditional():
    terms = {"defence": 1, "defence_if_place": 1}
    pact = pact_of(member("AAA", **terms), member("BBB", **terms))
    assert owed(pact) == [("BBB", "defend", "conditional")]
    assert pact.provisions[0].conditions.unknown == (PLACE,)


def test_a_named_adversary_is_the_only_one_meant():
    terms = {"defence": 1, "defence_if_adversary": 1, "threat_1": "XXX"}
    pact = pact_of(member("AAA", **terms), member("BBB", **terms))
    assert owed(pact) == [("BBB", "defend", "certain")]
    assert owed(pact, attacker="YYY") == []


def test_a_threat_that_limits_nothing_is_passed_over():
    terms = {"defence": 1, "threat_1": "XXX"}
    pact = pact_of(member("AAA", **terms), member("BBB", **terms))
    assert owed(pact, attacker="YYY") == [("BBB", "defend", "certain")]


def test_the_war_on_one_member_s_row_names_the_conflict_of_all():
    terms = {"defence": 1, "defence_if_conflict": 1}
    pact = pact_of(member("AAA", war=106, **terms), member("BBB", **terms))
    assert owed(pact, conflict="cow_106") == [("BBB", "defend", "certain")]
    assert owed(pact, conflict="cow_139") == []
    assert owed(pact) == [("BBB", "defend", "conditional")]


def test_neutrality_may_ask_that_the_partner_be_attacked():
    terms = {"neutrality": 1, "neutrality_if_attacked": 1}
    pact = pact_of(member("AAA", **terms), member("BBB", **terms))
    assert owed(pact) == [("BBB", "stay_neutral", "certain")]
    assert owed(pact, attacker="AAA", victim="XXX") == []


def test_members_of_other_terms_stand_in_provisions_of_their_own():
    pact = pact_of(member("AAA", defence=1), member("BBB", defence=1, defence_if_place=1))
    assert [sorted(p.debtors) for p in pact.provisions] == [["AAA"], ["BBB"]]


def test_a_member_is_bound_to_the_day_before_it_left():
    left = date(1910, 6, 1)
    pact = pact_of(member("AAA", defence=1, end=left), member("BBB", defence=1, end=left))
    assert pact.members(date(1910, 5, 31)) == {"AAA", "BBB"}
    assert pact.members(left) == frozenset()
    assert owed(pact) == []


def test_an_act_on_the_day_of_exit_is_asked_before_it():
    left = date(1910, 6, 1)
    pact = pact_of(member("AAA", defence=1, end=left), member("BBB", defence=1, end=left))
    [before] = before_exits([pact], left)
    assert owed(before) == [("BBB", "defend", "certain")]
    assert before_exits([pact], date(1910, 6, 2)) == (pact,)


def test_a_missing_day_is_the_first_or_last_of_its_month_and_is_told():
    row = member("AAA", defence=1, start=None, end_year=1910, end_month=6)
    held = atop_pacts([row, member("BBB", defence=1)])
    [party, _] = held.pacts[0].parties
    assert str(party.spells[0]) == "1900-01-01 to 1910-06-29"
    assert [f.where for f in held.findings] == ["atop_7, AAA"] * 2


def test_a_member_with_no_state_is_kept_under_its_code():
    held = atop_pacts([member(None, member_cow=8152, defence=1), member("BBB", defence=1)])
    assert {p.state for p in held.pacts[0].parties} == {"cow_8152", "BBB"}
    assert "no list of states" in held.findings[0].remark


def test_a_beneficiary_and_a_code_not_known_are_told():
    rows = [member("AAA", diplomatic_aid=None), member("BBB", defence=1)]
    said = [f.remark for f in atop_pacts(rows).findings]
    assert said[0] == "not known whether it promised: DIPAID"
    assert said[1].startswith("owes none of the five duties")


def test_aid_to_enemies_that_are_no_states_is_called_by_no_act_of_a_state():
    rows = [member(s, no_aid_to_enemies=3) for s in ("AAA", "BBB")]
    assert [p.duty for p in pact_of(*rows).provisions] == [Duty.COOPERATE]
    assert owed(pact_of(*rows)) == []
    rows = [member(s, no_aid_to_enemies=1) for s in ("AAA", "BBB")]
    assert owed(pact_of(*rows)) == [("BBB", "deny_territory", "conditional")]


def test_phases_are_pacts_of_one_alliance():
    rows = [member(s, defence=1, phase=n) for s in ("AAA", "BBB") for n in (1, 2)]
    held = atop_pacts([*rows, *(member(s, pact=71, defence=1) for s in ("AAA", "BBB"))])
    assert [p.id for p in held.of(7)] == ["atop_7_1", "atop_7_2"]
    assert held.of(8) == ()


@pytest.mark.parametrize("day", [date(1814, 12, 31), date(2019, 1, 1)])
def test_a_day_outside_the_coverage_is_a_fault(day):
    held = atop_pacts([member("AAA", defence=1), member("BBB", defence=1)])
    with pytest.raises(PactFault, match="does not speak of"):
        held.on(day)


def test_a_missing_column_and_no_rows_are_faults():
    with pytest.raises(PactFault, match="no column 'defence'"):
        atop_pacts([{k: v for k, v in member("AAA").items() if k != "defence"}])
    with pytest.raises(PactFault, match="no rows"):
        atop_pacts([])
