import pytest
from unit.pacts.making import DAY, promise, treaty

from foedus.pacts.act import Reading
from foedus.pacts.matrix import matrix
from foedus.pacts.provision import Duty


def cells(*provisions, states=("AAA", "BBB", "XXX"), **more):
    found = matrix([treaty(*provisions)], states, DAY, **more)
    return {(c.attacker, c.victim): (c.certain, c.conditional) for c in found}


def test_every_ordered_pair_has_its_cell():
    assert cells().keys() == {
        (a, v) for a in ("AAA", "BBB", "XXX") for v in ("AAA", "BBB", "XXX") if a != v
    }


def test_the_partner_of_the_victim_owes_help():
    held = cells(promise())
    assert held["XXX", "AAA"] == (("BBB",), ())
    assert held["AAA", "XXX"] == ((), ())


def test_a_partner_that_attacks_owes_nothing():
    assert cells(promise())["BBB", "AAA"] == ((), ())


def test_a_state_certain_by_one_article_is_not_conditional_by_another():
    held = cells(promise(), promise(article="2", domestic_law=True))
    assert held["XXX", "AAA"] == (("BBB",), ())


def test_a_condition_not_known_makes_the_cell_conditional():
    assert cells(promise(domestic_law=True))["XXX", "AAA"] == ((), ("BBB",))


def test_the_attack_is_on_the_home_and_unprovoked():
    held = cells(promise(places=("home",), unprovoked="stated"))
    assert held["XXX", "AAA"] == (("BBB",), ())
    assert cells(promise(places=("at_sea",)))["XXX", "AAA"] == ((), ())


@pytest.mark.parametrize("duty", [Duty.CONSULT, Duty.ASSIST, Duty.STAY_NEUTRAL])
def test_duties_short_of_force_are_no_help_here(duty):
    assert cells(promise(duty))["XXX", "AAA"] == ((), ())


def test_help_to_the_attacker_is_no_help_to_the_victim():
    held = cells(promise(Duty.JOIN_OFFENCE))
    assert held["AAA", "XXX"] == held["XXX", "AAA"] == ((), ())


def test_readings_agree_on_an_unprovoked_attack():
    assert cells(promise(), reading=Reading.CHARTER) == cells(
        promise(), reading=Reading.STRICT
    )


def test_a_state_named_twice_gives_each_pair_twice_or_not_at_all():
    assert all(a != v for a, v in cells(states=("AAA", "AAA", "XXX")))
