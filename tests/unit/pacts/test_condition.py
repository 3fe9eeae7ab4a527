"""Every condition answers yes, no and, where facts may be missing, not known."""

from datetime import date

import pytest
from unit.pacts.making import DAY, level, owed, promise, strike, treaty

from foedus.faults import PactFault
from foedus.pacts.act import Reading, Situation
from foedus.pacts.condition import TESTS
from foedus.pacts.obligation import called
from foedus.pacts.provision import AtLeast, Conditions, Duty, Kind

BEFORE = date(2000, 1, 1)


def test_every_condition_that_can_be_asked_has_its_test():
    assert TESTS.keys() == set(Conditions.__dataclass_fields__)


def test_a_promise_without_conditions_is_certain():
    assert level(promise()) == "certain"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"attackers": ("XXX",)}, "certain"),
        ({"attackers": ("YYY", "XXX")}, "certain"),
        ({"attackers": ("YYY",)}, None),
        ({"attackers": ("any",)}, "certain"),
        ({"attackers": ("non_party",)}, "certain"),
        ({"spared": ("YYY",)}, "certain"),
        ({"spared": ("XXX",)}, None),
        ({"spared": ("non_party",)}, None),
        ({"domestic_law": True}, "conditional"),
        ({"unknown": ("a secret article",)}, "conditional"),
        ({"creditor_attacked": True}, "certain"),
        ({"war_state": True}, "certain"),
    ],
)
def test_a_condition_that_looks_to_no_fact_of_the_act(asked, answer):
    assert level(promise(**asked)) == answer


@pytest.mark.parametrize(
    ("asked", "facts", "answer"),
    [
        ({"places": ("home",)}, {"places": ("home",)}, "certain"),
        ({"places": ("home",)}, {"places": ("at_sea",)}, None),
        ({"places": ("home",)}, {}, "conditional"),
        ({"places": ("home:AAA",)}, {"places": ("home",)}, "certain"),
        ({"places": ("home:BBB",)}, {"places": ("home",)}, None),
        ({"on_request": True}, {"invoked": {"pact": "yes"}}, "certain"),
        ({"on_request": True}, {"invoked": {"pact": "no"}}, None),
        ({"on_request": True}, {"invoked": {"pact": "waived"}}, None),
        ({"on_request": True}, {"invoked": {"pact": "unclear"}}, "conditional"),
        ({"on_request": True}, {"invoked": {"other": "yes"}}, "conditional"),
        ({"on_demand": True}, {"invoked": {"pact": "yes"}}, "certain"),
        ({"on_demand": True}, {}, "conditional"),
        ({"invoked": True}, {"invoked": {"pact": "yes"}}, "certain"),
        ({"invoked": True}, {"invoked": {"pact": "no"}}, None),
        ({"invoked": True}, {}, "conditional"),
        ({"decided": True}, {"decided": {"pact": "yes"}}, "certain"),
        ({"decided": True}, {"decided": {"pact": "no"}}, None),
        ({"decided": True}, {"invoked": {"pact": "yes"}}, "conditional"),
        ({"resisted": True}, {"resisted": True}, "certain"),
        ({"resisted": True}, {"resisted": False}, None),
        ({"resisted": True}, {}, "conditional"),
        ({"named_conflict": "the war"}, {"conflict": "the war"}, "certain"),
        ({"named_conflict": "the war"}, {"conflict": "another"}, None),
        ({"named_conflict": "the war"}, {}, "conditional"),
        ({"unprovoked": "stated"}, {"provoked": "no"}, "certain"),
        ({"unprovoked": "stated"}, {"provoked": "yes"}, None),
        ({"unprovoked": "stated"}, {"provoked": "unclear"}, "conditional"),
        ({"unprovoked": "implied"}, {"provoked": "yes"}, "conditional"),
        ({"unprovoked": "stated"}, {}, "certain"),
    ],
)
def test_a_condition_looks_to_the_facts_of_the_act(asked, facts, answer):
    act = strike(**facts)
    assert level(promise(**asked), act, reading=Reading.STRICT) == answer


def test_all_conditions_must_hold_and_the_least_sure_answers():
    both = promise(attackers=("XXX",), places=("home",), domestic_law=True)
    assert level(both, strike(places=("home",))) == "conditional"
    assert level(both, strike(places=("at_sea",))) is None


def test_a_threat_is_no_state_of_war():
    threat = strike(kind=Kind.THREAT)
    assert level(promise(trigger={Kind.THREAT}), threat) == "certain"
    assert level(promise(trigger={Kind.THREAT}, war_state=True), threat) is None


def test_a_class_that_nobody_told_is_a_fault_when_it_is_asked():
    with pytest.raises(PactFault, match="neither a state nor a class"):
        level(promise(attackers=("hegemon",)))


def test_a_class_that_the_case_names_is_known():
    asked = promise(attackers=("hegemon",))
    assert level(asked, strike(), classes={"hegemon": frozenset({"XXX"})}) == "certain"
    assert level(asked, strike(), classes={"hegemon": frozenset({"YYY"})}) is None


def test_a_great_power_is_one_only_in_its_days():
    asked = promise(attackers=("great_power",))
    assert level(asked, strike("USA")) == "certain"
    assert level(asked, strike("XXX")) is None


def test_an_ally_is_a_state_that_shares_a_promise_to_fight():
    asked = treaty(promise(attackers=("ally_of:ZZZ",)))
    shared = treaty(promise(), parties=("XXX", "ZZZ"), id="shared")
    talk = treaty(promise(Duty.CONSULT), parties=("XXX", "ZZZ"), id="talk")
    assert owed([asked], strike()) == []
    assert owed([asked, talk], strike()) == []
    assert owed([asked, shared], strike()) == [("BBB", "defend", "XXX", "certain")]


def test_no_state_is_its_own_ally():
    asked = treaty(promise(attackers=("ally_of:XXX",)))
    shared = treaty(promise(), parties=("XXX", "ZZZ"), id="shared")
    assert owed([asked, shared], strike()) == []


# --- numbers of adversaries


def test_two_adversaries_are_two_acts_at_once():
    two = promise(at_least=AtLeast(2))
    assert level(two, strike()) is None
    assert level(two, strike(), strike("YYY")) == "certain"


def test_a_state_that_the_creditor_attacks_is_an_adversary_too():
    assert level(promise(at_least=AtLeast(2)), strike("AAA", "YYY"), strike()) == "certain"


def test_an_adversary_that_has_made_peace_is_none():
    over = strike("YYY", day=BEFORE, until=date(2000, 2, 1))
    assert level(promise(at_least=AtLeast(2)), over, strike()) is None


def test_adversaries_are_counted_within_the_class_asked():
    two = promise(at_least=AtLeast(2, "great_power"))
    assert level(two, strike("USA"), strike("YYY")) is None
    assert level(two, strike("USA"), strike("CHN")) == "certain"


@pytest.mark.parametrize("kind", [Kind.SANCTION, Kind.THREAT])
def test_a_state_that_only_presses_is_no_adversary_in_the_field(kind):
    assert level(promise(at_least=AtLeast(2)), strike("YYY", kind=kind), strike()) is None


def test_neutrality_turns_to_defence_when_the_named_state_joins():
    joined = promise(spared=("YYY",), joined_by=("YYY",))
    assert level(joined, strike()) is None
    assert level(joined, strike("YYY"), strike()) == "certain"
    helps = strike("YYY", "ZZZ", sake="XXX")
    assert level(joined, helps, strike()) == "certain"


def test_an_adversary_does_not_join_itself():
    assert level(promise(joined_by=("XXX",))) is None


# --- at war already


def test_at_war_already_is_another_act_that_goes_on():
    already = promise(while_at_war=True)
    assert level(already) is None
    assert level(already, strike("YYY", day=BEFORE), strike()) == "certain"
    over = strike("YYY", day=BEFORE, until=date(2000, 2, 1))
    assert level(already, over, strike()) is None


def test_a_sanction_is_no_war():
    already = promise(while_at_war=True)
    assert level(already, strike("YYY", kind=Kind.SANCTION), strike()) is None


# --- who struck first


def test_the_one_that_struck_first_pleads_no_unprovoked_attack():
    asked = promise(unprovoked="stated")
    first = strike("AAA", "XXX", day=BEFORE)
    for reading in Reading:
        assert level(asked, first, strike(), reading=reading) is None


def test_a_threat_or_a_sanction_is_no_first_strike():
    asked = promise(unprovoked="stated")
    for kind in (Kind.SANCTION, Kind.THREAT, Kind.MOBILISE):
        first = strike("AAA", "XXX", day=BEFORE, kind=kind)
        assert level(asked, first, strike()) == "certain"


def test_what_came_after_the_act_does_not_provoke_it():
    asked = promise(unprovoked="stated")
    due = owed([treaty(asked)], strike(day=BEFORE), strike("AAA", "XXX"))
    assert ("BBB", "defend", "XXX", "certain") in due


def test_a_creditor_that_attacks_cannot_plead_that_it_was_not_provoked():
    neutral = promise(Duty.STAY_NEUTRAL, unprovoked="stated")
    assert level(neutral, strike("AAA", "XXX")) is None


def test_the_reasons_are_those_that_made_the_answer():
    asked = promise(attackers=("XXX",), domestic_law=True)
    [one] = called([treaty(asked)], Situation((strike(),)), DAY)
    assert one.because == (
        "not known: what the laws of the parties ask, which the article leaves to them",
    )
