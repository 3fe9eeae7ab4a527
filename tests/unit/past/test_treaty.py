"""Treaties as a simulation knows them: the carried ones, and those of a case."""

from datetime import date

from foedus.pacts.catalog import pact
from foedus.past.treaty import carried_treaties, treaties_of, with_pacts

DAY = date(2025, 1, 1)


def test_the_package_carries_the_treaties_of_its_year():
    held = carried_treaties()
    assert len(held) > 300
    assert len({one.code for one in held}) == len(held)
    nato = next(one for one in held if one.signed == 1949 and "USA" in one.members)
    assert {"DEU", "TUR", "POL"} <= set(nato.members) == set(nato.owing)


def test_a_pact_that_atop_knows_takes_the_case_s_name_and_stands_once():
    held = with_pacts(carried_treaties(), (pact("nato_1949"), pact("usa_kor_1953")), DAY)
    assert len(held) == len(carried_treaties())
    assert {"nato_1949", "usa_kor_1953"} <= {one.name for one in held}


def test_a_pact_that_atop_does_not_know_is_added_as_its_text_binds():
    held = with_pacts(carried_treaties(), (pact("rus_prk_2024"),), DAY)
    assert len(held) == len(carried_treaties()) + 1
    new = held[-1]
    assert (new.signed, new.members, new.owing) == (2024, ("PRK", "RUS"), ("PRK", "RUS"))


def test_a_pact_that_is_signed_later_is_not_there_yet():
    assert with_pacts((), (pact("rus_prk_2024"),), date(2024, 1, 1)) == ()


def test_many_who_promise_one_are_many_treaties_of_two():
    held = treaties_of(pact("ukr_bilateral_2024"), DAY)
    assert len(held) > 10
    assert all("UKR" in one.members and len(one.members) == 2 for one in held)
    assert all(one.called("ukr_bilateral_2024") for one in held)
