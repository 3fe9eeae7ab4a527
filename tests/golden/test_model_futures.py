"""The futures that the package carries are those of the data, and know no future."""

import os

import pytest

from foedus.estimation.forward import forward
from foedus.estimation.futures import carried_futures, future_of, futures_of
from foedus.estimation.system import system_text
from foedus.past.making import past_of
from foedus.past.snapshot import CARRIED
from foedus.sources.shelf import shelf_here

pytestmark = pytest.mark.skipif(
    not os.environ.get("FOEDUS_MIRROR"), reason="FOEDUS_MIRROR names no folder"
)


@pytest.fixture(scope="module")
def past():
    return past_of(shelf_here().table)


def test_a_carried_future_is_made_again_to_the_last_digit(past):
    name = "realism"
    made = futures_of(past, before=CARRIED + 1, entries=[forward(name)])
    assert made.entries[name] == carried_futures().entries[name]
    assert system_text(made.system(name)) == system_text(carried_futures().system(name))


def test_a_future_before_a_year_knows_nothing_of_it(past):
    entry = forward("neorealism")
    whole = future_of(past, entry, before=1970)
    assert system_text(whole) == system_text(
        future_of(past.until(1969), entry, before=1970)
    )
