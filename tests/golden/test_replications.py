"""Published results that our estimators must give again; `verification` prints them all."""

import os
from pathlib import Path

import pytest
from verification import (
    alliances,
    civil_onset,
    dangerous_dyads,
    dispute_outcomes,
    leeds_anac,
    pact_survival,
    war_sizes,
)

MIRROR = os.environ.get("FOEDUS_MIRROR")

pytestmark = pytest.mark.skipif(
    not (MIRROR and (Path(MIRROR).parent / "golden").is_dir()),
    reason="FOEDUS_MIRROR is not set, or golden does not stand beside it",
)

COMPARED = (
    alliances,
    civil_onset,
    dangerous_dyads,
    dispute_outcomes,
    leeds_anac,
    pact_survival,
    war_sizes,
)


@pytest.mark.parametrize("comparison", COMPARED, ids=[c.__name__ for c in COMPARED])
def test_a_published_result_comes_out_again(comparison):
    lines = comparison.lines()
    assert lines
    assert [line for line in lines if not line.holds] == []
