"""Historical chains of treaties, each expectation of which must be met.

1914, 1939, 1950, 1979, 1982, 2001, 2022 and Kursk 2024; the files lie beside the mirror.
"""

import os
from pathlib import Path

import pytest

from foedus.pacts.trial import outcomes, read_trial

MIRROR = os.environ.get("FOEDUS_MIRROR")
FOLDER = Path(MIRROR or ".").parent / "golden" / "pacts"
FILES = sorted(FOLDER.glob("*.yaml")) if MIRROR else []


@pytest.mark.skipif(not FILES, reason="golden/pacts does not stand beside FOEDUS_MIRROR")
def test_every_expectation_of_every_history_is_met():
    missed = [
        (file.name, str(one.expectation.when), one.expectation.says, one.found)
        for file in FILES
        for one in outcomes(read_trial(file))
        if not one.met
    ]
    assert missed == []
    assert len(FILES) >= 8
