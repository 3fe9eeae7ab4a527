"""The system that the package carries is that of the shelf's data, and knows no future."""

import os

import numpy as np
import pytest

from foedus.estimation.system import carried_system, system_of, system_text
from foedus.past.making import past_of
from foedus.past.snapshot import CARRIED
from foedus.past.treaty import carried_treaties, treaties_at
from foedus.sources.shelf import shelf_here

pytestmark = pytest.mark.skipif(
    not os.environ.get("FOEDUS_MIRROR"), reason="FOEDUS_MIRROR names no folder"
)


@pytest.fixture(scope="module")
def past():
    return past_of(shelf_here().table)


def test_the_carried_system_is_made_again_to_the_last_digit(past):
    assert system_text(system_of(past, before=CARRIED + 1)) == system_text(carried_system())


def test_the_carried_treaties_are_those_of_the_data(past):
    assert treaties_at(past, CARRIED) == carried_treaties()


def test_a_system_before_a_year_knows_nothing_of_it(past):
    whole = system_of(past, before=1990)
    assert system_text(whole) == system_text(system_of(past.until(1989), before=1990))
    assert {one.last for one in whole.effects.values()} == {1989}


def test_treaties_bind_whom_the_past_says_that_they_bind(past):
    owes = np.zeros((len(past.ids), len(past.ids)), bool)
    for one in treaties_at(past, 2018):
        places = {state: past.ids.index(state) for state in one.members}
        for debtor in one.owing:
            for creditor in one.members:
                if creditor != debtor:
                    owes[places[debtor], places[creditor]] = True
    from foedus.past import fields

    held = past.at(2018)[fields.DEFENCE] > 0
    assert (owes == held).mean() > 0.999


def test_no_memory_weighs_so_much_that_a_rise_would_feed_itself():
    for name, most in (("onset", 0.9), ("formation", 0.45)):
        fit = carried_system().fits[name]
        told = dict(zip(fit.terms, fit.coef, strict=True))
        memories = [told[m] for m in ("again", "busy_i", "busy_j", "signing") if m in told]
        assert all(0 < weight <= most for weight in memories)


def test_waves_give_back_what_those_who_are_called_add():
    told = carried_system().constants
    # Without cascades, by the same data: -1.273 and -2.453.
    assert told["wave_of_wars.shift"] < -1.273
    assert told["wave.shift"] < -2.453
