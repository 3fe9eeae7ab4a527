"""The past, made once for all tests that ask it."""

import os
from pathlib import Path

import pytest

from foedus.past.making import past_of
from foedus.sources.shelf import Shelf


@pytest.fixture(scope="session")
def past(tmp_path_factory):
    mirror = os.environ.get("FOEDUS_MIRROR")
    if not mirror:
        pytest.skip("FOEDUS_MIRROR names no folder")
    shelf = Shelf(tmp_path_factory.mktemp("shelf"), Path(mirror), online=False)
    return past_of(shelf.table)
