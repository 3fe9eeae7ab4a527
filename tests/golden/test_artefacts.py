"""The fits that the package carries, made again from the shelf to the last digit."""

import pytest

from foedus.estimation.artefact import artefact, artefact_text, changed, shipped
from foedus.estimation.register import fits, model, models
from foedus.past import fields
from foedus.past.snapshot import CARRIED, carried_past, write_year


@pytest.mark.parametrize("name", sorted(models()))
def test_a_model_is_fitted_again_to_the_last_digit(past, name):
    one = model(name)
    made = fits(one, past)
    again = artefact(name, past, made.fits, made.constants, first=one.FIRST, last=one.LAST)
    kept = shipped(name)
    assert changed(kept, again) == ()
    assert artefact_text(again) == artefact_text(kept)


def test_the_year_that_the_package_carries_is_written_again(past):
    kept, held = carried_past().at(CARRIED), past.at(CARRIED)
    assert sorted(kept.columns) == sorted(held.columns)
    assert len(write_year(past, CARRIED)) < 2**19
    assert (kept[fields.ALIVE] == held[fields.ALIVE]).all()
