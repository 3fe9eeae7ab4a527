from datetime import date

import pytest
from unit.pacts.making import DAY, LONG, level, owed, promise, strike, treaty

from foedus.faults import PactFault
from foedus.pacts.act import Situation
from foedus.pacts.obligation import breaches, called, in_force_on
from foedus.pacts.pact import Suspension
from foedus.pacts.provision import Duty, Kind
from foedus.spells import Spell

DEFENCE = [("BBB", "defend", "XXX", "certain")]


def test_a_partner_owes_defence_to_the_one_attacked():
    assert owed([treaty(promise())], strike()) == DEFENCE


def test_an_act_between_strangers_calls_nothing():
    assert owed([treaty(promise())], strike("XXX", "YYY")) == []


def test_a_defence_pact_is_not_called_by_the_attack_of_a_party():
    assert owed([treaty(promise())], strike("AAA", "XXX")) == []


def test_a_promise_to_join_is_called_by_the_attack_of_a_party():
    joins = treaty(promise(Duty.JOIN_OFFENCE))
    assert owed([joins], strike("AAA", "XXX")) == [
        ("BBB", "join_offence", "XXX", "certain")
    ]
    assert owed([joins], strike()) == []


def test_neutrality_is_owed_whichever_side_the_partner_is_on():
    neutral = treaty(promise(Duty.STAY_NEUTRAL))
    for act in (strike(), strike("AAA", "XXX")):
        assert owed([neutral], act) == [("BBB", "stay_neutral", "XXX", "certain")]


def test_watching_either_side_widens_a_duty():
    watched = treaty(promise(Duty.CONSULT, watch="either"))
    assert owed([watched], strike("AAA", "XXX")) == [("BBB", "consult", "XXX", "certain")]


@pytest.mark.parametrize(
    ("duty", "kind", "is_called"),
    [
        (Duty.DEFEND, Kind.INVASION, True),
        (Duty.DEFEND, Kind.THREAT, False),
        (Duty.DEFEND, Kind.SANCTION, False),
        (Duty.CONSULT, Kind.THREAT, True),
        (Duty.STAY_NEUTRAL, Kind.WAR, True),
        (Duty.JOIN_MOBILISATION, Kind.MOBILISE, True),
        (Duty.COOPERATE, Kind.ATTACK, False),
        (Duty.NOT_ATTACK, Kind.ATTACK, False),
    ],
)
def test_an_act_calls_only_the_duties_of_its_kind(duty, kind, is_called):
    assert bool(level(promise(duty), strike(kind=kind))) is is_called


def test_a_trigger_takes_the_place_of_the_usual_kinds():
    asked = promise(trigger={Kind.THREAT})
    assert level(asked, strike(kind=Kind.THREAT)) == "certain"
    assert level(asked, strike()) is None


# --- who


def test_only_the_debtors_named_owe():
    assert owed([treaty(promise(debtors={"BBB"}))], strike("XXX", "BBB")) == []
    assert owed([treaty(promise(debtors={"BBB"}))], strike()) == DEFENCE


def test_only_the_creditors_named_are_owed():
    hub = treaty(promise(creditors={"BBB"}))
    assert owed([hub], strike()) == []
    assert owed([hub], strike("XXX", "BBB")) == [("AAA", "defend", "XXX", "certain")]


def test_a_guarantee_is_owed_to_a_state_that_is_no_party():
    guarantee = treaty(promise(creditors={"CCC"}))
    assert [one[0] for one in owed([guarantee], strike("XXX", "CCC"))] == ["AAA", "BBB"]


def test_one_guarantor_is_enough_for_a_guarantee_to_run():
    alone = treaty(promise(creditors={"CCC"}), parties=("AAA",))
    assert owed([alone], strike("XXX", "CCC")) == [("AAA", "defend", "XXX", "certain")]


def test_a_pact_of_one_party_binds_nobody():
    assert not treaty(promise(), parties=("AAA",)).runs(DAY)


def test_nobody_owes_help_against_itself():
    assert owed([treaty(promise())], strike("BBB", "AAA")) == []


def test_nobody_owes_help_to_a_state_that_it_fights():
    for quarrel in (strike("BBB", "AAA"), strike("AAA", "BBB")):
        assert "BBB" not in [one[0] for one in owed([treaty(promise())], quarrel, strike())]


def test_a_sanction_between_partners_discharges_nobody():
    cold = strike("BBB", "AAA", kind=Kind.SANCTION)
    assert owed([treaty(promise())], cold, strike()) == DEFENCE


def test_a_state_does_not_attack_itself():
    with pytest.raises(PactFault, match="against itself"):
        strike("AAA", "AAA")


# --- when


@pytest.mark.parametrize(
    ("start", "end", "due"),
    [
        (date(2000, 6, 1), None, True),
        (date(2000, 6, 2), None, False),
        (date(1990, 1, 1), date(2000, 6, 1), True),
        (date(1990, 1, 1), date(2000, 5, 31), False),
    ],
)
def test_a_pact_binds_from_its_first_day_to_its_last(start, end, due):
    assert bool(owed([treaty(promise(), spell=Spell(start, end))], strike())) is due


def test_an_act_that_is_over_calls_nothing():
    over = strike(day=date(2000, 1, 1), until=date(2000, 5, 31))
    assert owed([treaty(promise())], over) == []


def test_an_act_that_goes_on_calls_a_pact_made_meanwhile():
    began = strike(day=date(1999, 1, 1))
    made = treaty(promise(), spell=Spell(DAY))
    assert owed([made], began, day=date(2000, 5, 31)) == []
    assert owed([made], began) == DEFENCE


def test_a_suspension_parts_a_pair_and_nobody_else():
    three = treaty(
        promise(),
        parties=("AAA", "BBB", "CCC"),
        suspended=(Suspension(("BBB", "AAA"), LONG),),
    )
    assert [one[0] for one in owed([three], strike())] == ["CCC"]
    assert [one[0] for one in owed([three], strike("XXX", "CCC"))] == ["AAA", "BBB"]


def test_a_suspension_is_over_when_its_days_are():
    lifted = Suspension(("AAA", "BBB"), Spell(date(1990, 1, 1), date(2000, 5, 31)))
    assert owed([treaty(promise(), suspended=(lifted,))], strike()) == DEFENCE


# --- the list


def test_an_obligation_is_told_once_and_by_its_surest_act():
    told = owed([treaty(promise(places=("home",)))], strike(), strike(places=("home",)))
    assert told == DEFENCE


def test_two_articles_are_two_obligations():
    two = treaty(promise(), promise(article="2"))
    assert len(owed([two], strike())) == 2


def test_the_order_of_the_pacts_does_not_matter():
    pacts = [treaty(promise(), id=id) for id in ("p", "q", "r")]
    assert owed(pacts, strike()) == owed(pacts[::-1], strike())


def test_two_pacts_of_one_name_are_refused():
    with pytest.raises(PactFault, match="two pacts are named 'pact'"):
        in_force_on([treaty(promise()), treaty(promise())], DAY)


def test_the_promises_gathered_answer_as_the_pacts_do():
    pacts, situation = [treaty(promise())], Situation((strike(),))
    assert called(in_force_on(pacts, DAY), situation, DAY) == called(pacts, situation, DAY)


def test_an_obligation_can_stand_in_a_set():
    due = called([treaty(promise())], Situation((strike(),)), DAY)
    assert len({*due, *due}) == 1


# --- what an act breaks


def test_an_attack_breaks_a_promise_not_to_attack():
    pact = treaty(promise(Duty.NOT_ATTACK))
    [one] = breaches([pact], Situation((strike("AAA", "BBB"),)), DAY)
    assert (one.by, one.of, one.duty, one.article) == ("AAA", "BBB", "not_attack", "1")


@pytest.mark.parametrize(
    ("duty", "kind"), [(Duty.NOT_ATTACK, Kind.SANCTION), (Duty.NOT_SANCTION, Kind.ATTACK)]
)
def test_an_act_of_another_kind_breaks_nothing(duty, kind):
    act = strike("AAA", "BBB", kind=kind)
    assert breaches([treaty(promise(duty))], Situation((act,)), DAY) == ()


def test_a_sanction_breaks_a_promise_not_to_sanction():
    act = strike("BBB", "AAA", kind=Kind.SANCTION)
    [one] = breaches([treaty(promise(Duty.NOT_SANCTION))], Situation((act,)), DAY)
    assert one.by == "BBB"


def test_a_stranger_breaks_no_promise():
    pact = treaty(promise(Duty.NOT_ATTACK))
    assert breaches([pact], Situation((strike(),)), DAY) == ()
