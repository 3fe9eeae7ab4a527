"""What befalls members, held against the shelf's own data."""

import os
from pathlib import Path

import pytest

from foedus.estimation.strains import carried_strains, strains_of, strains_text
from foedus.sources.shelf import Shelf

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    shelf = Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)
    return strains_of(shelf.table)


def test_what_is_carried_is_what_the_shelf_gives(made):
    assert strains_text(made) == strains_text(carried_strains())


def test_exits_are_those_that_archigos_counts(made):
    assert (made.exits.rows, made.exits.events) == (6049, 784)


def test_a_common_war_has_ended_for_few_treaties(made):
    assert made.weight("common_war").events == 2
    assert sum(made.causes.values()) == 173
