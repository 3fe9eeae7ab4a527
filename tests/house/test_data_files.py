"""Each file of facts ends by saying what it leaves out."""

from pathlib import Path

import pytest
import yaml

HOUSE = Path(__file__).parents[2] / "src" / "foedus"
FILES = sorted(HOUSE.rglob("*.yaml"))
NAMES = [str(path.relative_to(HOUSE)) for path in FILES]
FACTS = [path for path in FILES if path.parent.name != "theories"]
"""Theories state what somebody holds, and no facts."""
TREATIES = sorted(HOUSE.glob("pacts/catalog/*.yaml"))


def keys(path):
    return [key.value for key, _ in yaml.compose(path.read_text("utf-8")).value]


@pytest.mark.parametrize("path", FACTS, ids=[path.stem for path in FACTS])
def test_a_file_of_facts_ends_with_what_it_leaves_out(path):
    assert keys(path)[-1] == "left_out"


@pytest.mark.parametrize("path", TREATIES, ids=[path.stem for path in TREATIES])
def test_a_treaty_says_what_it_leaves_out(path):
    left_out = yaml.safe_load(path.read_text("utf-8"))["left_out"]
    assert left_out
    assert all(isinstance(line, str) and line.strip() for line in left_out)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_file_of_facts_is_plain_text_that_ends_its_last_line(path):
    raw = path.read_bytes()
    assert raw.decode("utf-8").endswith("\n")
    assert b"\r" not in raw
    assert b"\t" not in raw
