from datetime import date

import pytest
from unit.pacts.test_atop import member

from foedus.estimation.agreement import agreement
from foedus.estimation.codings import COLUMNS, Code, Coding, read_codings
from foedus.estimation.fulfilment import OURS, RULES, backtest, predict
from foedus.estimation.wars import ABROAD, HOME, wars
from foedus.faults import DataFault
from foedus.pacts.atop import atop_pacts
from foedus.pacts.condition import Answer

NO_MORE = {"resumed_start": None, "resumed_end": None}


def fight(sender, target, start, end, *, war=5, fight=1):
    days = {"start": start, "end": end, "year": start.year, **NO_MORE}
    codes = {"sender_cow": 220, "target_cow": 300}
    return {"war": war, "fight": fight, "sender": sender, "target": target, **codes, **days}


def took_part(state, side, start, end, *, war=50, initiator=2, region=2, cow=300):
    days = {"start": start, "end": end, "year": start.year, **NO_MORE}
    told = {"war": war, "state": state, "side": side, "cow": cow}
    return told | days | {"region": region, "initiator": initiator}


STRIKE = fight("XXX", "AAA", date(1910, 6, 1), date(1911, 6, 1))


def coded(called=True, honoured=False, *, alliance=7, war=5, cow=50):
    code = Code(called, honoured)
    return Coding(war, "a war", cow, alliance, {"LLM": code, "BF": code}, "a test")


def said(rows, *fights, parts=(), rule=OURS):
    return predict(coded(), atop_pacts(rows), wars(fights or (STRIKE,), parts), rule)


def both(**terms):
    return [member("AAA", **terms), member("BBB", **terms)]


def by_name(name):
    return next(rule for rule in RULES if rule.name == name)


def test_an_attack_on_a_partner_calls_defence():
    one = said(both(defence=1))
    assert one.answer is Answer.YES
    assert one.because[0].startswith("BBB owes AAA to defend against XXX by atop_7 DEFENSE")


def test_an_attack_by_a_partner_calls_no_defence_and_the_reason_is_told():
    one = said(both(defence=1), fight("AAA", "XXX", date(1910, 6, 1), date(1911, 6, 1)))
    assert one.answer is Answer.NO
    assert one.because == ("no duty (defend) is called by AAA against XXX, 1910-06-01",)


def test_offence_is_called_whichever_side_began():
    assert said(both(offence=1)).answer is Answer.YES


def test_a_limit_of_unknown_content_is_conditional_and_by_4s_no_call():
    terms = {"defence": 1, "defence_if_number": 1}
    assert said(both(**terms)).answer is Answer.UNKNOWN
    assert said(both(**terms), rule=by_name("4s")).answer is Answer.NO
    assert said(both(**terms), rule=by_name("3")).answer is Answer.YES


def test_defence_limited_to_a_place_is_not_called_by_a_war_abroad():
    rows = both(defence=1, defence_if_place=1)
    days = date(1910, 6, 1), date(1911, 6, 1)
    abroad = [took_part("AAA", 2, *days, region=7)]
    at_home = [took_part("AAA", 2, *days, region=2)]
    assert said(rows, parts=abroad).answer is Answer.NO
    assert said(rows, parts=at_home).answer is Answer.UNKNOWN
    assert said(rows, parts=abroad, rule=by_name("7")).answer is Answer.UNKNOWN


def test_partners_that_fight_each_other_call_what_binds_them():
    strike = fight("BBB", "AAA", date(1910, 6, 1), date(1911, 6, 1))
    assert said(both(nonaggression=1), strike).answer is Answer.YES
    assert said(both(consultation=1), strike).answer is Answer.NO
    assert said(both(consultation=1), strike, rule=by_name("6")).answer is Answer.YES
    assert said(both(nonaggression=1), strike, rule=by_name("5")).answer is Answer.NO


def test_a_war_under_way_calls_a_pact_made_in_it_and_none_that_came_too_late():
    assert said(both(defence=1, start=date(1911, 1, 1))).answer is Answer.YES
    assert said(both(defence=1, start=date(1912, 1, 1))).answer is Answer.NO


def test_a_pact_that_ends_on_the_day_of_the_act_is_called_by_it():
    assert said(both(defence=1, end=date(1910, 6, 1))).answer is Answer.YES


def test_the_naive_rule_calls_whatever_has_a_member_at_war():
    assert said(both(consultation=1), rule=by_name("0")).answer is Answer.YES


def test_years_of_one_fight_are_one_act_and_a_gap_makes_two():
    told = wars(
        [
            fight("XXX", "AAA", date(1910, 6, 1), date(1910, 12, 31)),
            fight("XXX", "AAA", date(1911, 1, 1), date(1911, 2, 1)),
            fight("XXX", "AAA", date(1912, 1, 1), date(1912, 2, 1)),
        ],
        [],
    )
    assert [(a.day, a.until) for a in told.acts(5, None)] == [
        (date(1910, 6, 1), date(1911, 2, 1)),
        (date(1912, 1, 1), date(1912, 2, 1)),
    ]


def test_a_war_without_acts_is_made_of_its_participants():
    days = date(1910, 6, 1), date(1911, 6, 1)
    told = wars(
        [],
        [
            took_part("XXX", 1, *days, initiator=1),
            took_part("AAA", 2, *days),
            took_part("CCC", 2, date(1910, 9, 1), date(1911, 6, 1)),
        ],
    )
    acts = told.acts(99, 50)
    assert [(a.attacker, a.victim) for a in acts] == [("XXX", "AAA"), ("CCC", "XXX")]
    assert {a.conflict for a in acts} == {"cow_50"}


def test_where_a_war_falls_is_told_by_the_region_of_the_one_attacked():
    days = date(1910, 6, 1), date(1911, 6, 1)
    home = wars([STRIKE], [took_part("AAA", 2, *days, region=11)]).acts(5, 50)
    away = wars([STRIKE], [took_part("AAA", 2, *days, region=7)]).acts(5, 50)
    assert (home[0].places, away[0].places) == ({HOME}, {ABROAD})
    assert wars([STRIKE], []).acts(5, 50)[0].places == frozenset()


def test_an_unknown_alliance_is_a_fault_and_one_that_atop_dropped_a_finding():
    atop, told = atop_pacts(both(defence=1)), wars([STRIKE], [])
    with pytest.raises(DataFault, match="no alliance 8"):
        backtest([coded(alliance=8)], atop, told)
    result = backtest([coded(), coded(alliance=4660), coded(war=6, cow=None)], atop, told)
    assert len(result.predictions) == 1
    assert [f.remark.split(":")[0] for f in result.findings] == ["left out"] * 2


def test_rates_and_differences_are_told_by_school():
    result = backtest(
        [coded(called=False)], atop_pacts(both(defence=1)), wars([STRIKE], [])
    )
    assert [p.answer for p in result.differences("BF")] == [Answer.YES]
    assert [r.called for r in result.rates("experts")] == [0, 0, 0]
    assert result.rates("naive")[0].share == 0.0
    assert result.ours["LLM"].auc is None


def test_agreement_counts_a_tie_as_half():
    found = agreement([(2, True), (1, True), (1, False), (0, False)])
    assert found.auc == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert (found.accuracy, found.recall) == (0.75, 1.0)


HEAD = ",".join(COLUMNS)
ROW = "5,a war,50.0,7.0,,1.0,1.0,"


def write(tmp_path, *lines):
    path = tmp_path / "codings.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_codings_are_read_with_a_blank_for_no(tmp_path):
    [one] = read_codings(write(tmp_path, HEAD, ROW))
    assert (one.war, one.cow_war, one.alliance) == (5, 50, 7)
    assert one.codes == {"LLM": Code(True, True), "BF": Code(False, False)}


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ((), "it is empty"),
        ((HEAD,), "a header and no rows"),
        (("warid,atopid", "1,2"), "no column warname, cowwarid, dnaLLM"),
        ((HEAD, ROW.replace("7.0", "7.5")), "atopid is '7.5'"),
        ((HEAD, ROW.replace(",1.0,1.0,", ",1.0,2,")), "dnaBF is '2'"),
        ((HEAD, ROW.replace("5,a war", ",a war", 1)), "warid is ''"),
        ((HEAD, ROW + ",extra"), "more or fewer cells"),
    ],
)
def test_a_file_of_another_form_is_a_fault(tmp_path, lines, wanted):
    with pytest.raises(DataFault, match=wanted):
        read_codings(write(tmp_path, *lines))
