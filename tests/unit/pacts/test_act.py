import pickle
from datetime import date

from unit.pacts.making import strike

from foedus.pacts.act import Reading, Situation, usual_reading
from foedus.pacts.provision import Kind

EARLY, LATE = date(2000, 1, 1), date(2000, 6, 1)


def test_the_charter_is_read_since_there_is_one():
    assert usual_reading(date(1945, 10, 23)) is Reading.STRICT
    assert usual_reading(date(1945, 10, 24)) is Reading.CHARTER


def test_an_act_goes_on_from_its_day_to_its_last():
    act = strike(day=EARLY, until=LATE)
    assert act.goes_on(EARLY)
    assert act.goes_on(LATE)
    assert not act.goes_on(date(2000, 6, 2))
    assert not act.goes_on(date(1999, 12, 31))


def test_either_that_uses_force_fights():
    held = Situation((strike("XXX", "AAA"),))
    assert held.fought("AAA", "XXX", LATE)
    assert held.fought("XXX", "AAA", LATE)
    assert not held.fought("AAA", "YYY", LATE)


def test_a_sanction_is_no_fight():
    held = Situation((strike(kind=Kind.SANCTION),))
    assert not held.fought("XXX", "AAA", LATE)


def test_who_struck_before_is_who_stands_before_in_the_order_of_acts():
    first, answer = strike("AAA", "XXX", day=EARLY), strike("XXX", "AAA")
    held = Situation((first, answer))
    assert held.struck_before("AAA", "XXX", answer)
    assert not held.struck_before("XXX", "AAA", first)


def test_two_equal_acts_come_one_by_one():
    one, other = strike(), strike()
    held = Situation((one, other))
    assert not held.struck_before("XXX", "AAA", one)
    assert held.struck_before("XXX", "AAA", other)


def test_what_a_chain_supposes_is_no_first_strike():
    helps, later = strike("AAA", "XXX", supposed=True), strike()
    assert not Situation((helps, later)).struck_before("AAA", "XXX", later)


def test_a_situation_after_more_acts_leaves_the_one_before_alone():
    before = Situation((strike(),), {"own": frozenset({"XXX"})})
    after = before.and_then(strike("YYY"))
    assert len(before.acts) == 1
    assert (len(after.acts), after.classes) == (2, before.classes)


def test_a_situation_means_the_same_in_another_process():
    held = Situation((strike("XXX", "AAA"), strike("AAA", "XXX")))
    again = pickle.loads(pickle.dumps(held))
    assert not held.struck_before("AAA", "XXX", held.acts[0])
    assert not again.struck_before("AAA", "XXX", again.acts[0])
