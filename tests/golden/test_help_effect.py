"""The effect of help made anew from the shelf, and held against what others counted."""

import os
from pathlib import Path

import pytest

from foedus.estimation.atomic import records, states_of
from foedus.estimation.proliferation import carried_effect, help_effect
from foedus.sources.shelf import Shelf

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False).table


def test_made_anew_it_is_what_the_package_carries(table):
    assert help_effect(table) == carried_effect()


def test_nine_of_sixteen_who_pursued_a_bomb_had_one_by_2001(table):
    held = records(table)
    assert len(states_of(held, "bomb")) == 16
    assert len(held.armed) == 9


def test_plants_that_others_helped_to_build_are_those_that_are_known_for_it(table):
    # Cases that Kroenig (2009) is known to count too: memory of his table.
    helped = records(table).assisted
    assert {
        "BRA",
        "CHN",
        "DZA",
        "EGY",
        "IRN",
        "IRQ",
        "ISR",
        "JPN",
        "LBY",
        "PAK",
        "TWN",
    } <= (helped.keys())
    assert helped["ISR"] == (1957,)
