"""The history that docs/pacts.md shows is a file, and all that it expects is met."""

import re
from pathlib import Path

from foedus.pacts.trial import outcomes, read_trial

ROOT = Path(__file__).parents[2]
HISTORY = ROOT / "examples" / "poland_1939.yaml"


def test_every_expectation_of_the_example_is_met():
    held = outcomes(read_trial(HISTORY))
    assert held
    assert [one.expectation.says for one in held if not one.met] == []


def test_the_page_shows_the_example_as_it_stands():
    page = (ROOT / "docs" / "pacts.md").read_text("utf-8")
    shown = re.findall(r"^```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert HISTORY.read_text("utf-8") in shown
