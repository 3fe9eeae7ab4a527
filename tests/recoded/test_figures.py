"""How far the two codings agree in all, as docs/pacts.md tells it."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from recoded.comparing import yielded

from foedus.pacts.catalog import catalog, pact

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "pacts.md").read_text("utf-8")
TREATIES = sorted(
    path.stem.removeprefix("test_")
    for path in HERE.glob("test_*.py")
    if path.stem != Path(__file__).stem
)
SOME = {
    "csto_1992": "BOUND",
    "eu_42_7": "MEMBERS",
    "nato_1949": "JOINED",
    "rio_1947": "BOUND",
}
"""Treaties read a second time for some parties only, and where these are named."""


def counted(id):
    """Cases, those that agree, and both again where something is owed by either coding."""
    read = import_module(f"recoded.test_{id}")
    debtors = frozenset(getattr(read, SOME[id])) if id in SOME else None
    pairs = [
        (yielded(id, case, debtors), frozenset(read.second_reading(case)))
        for case in read.CASES
    ]
    owed = [(one, other) for one, other in pairs if one or other]
    return tuple(
        count
        for held in (pairs, owed)
        for count in (len(held), sum(one == other for one, other in held))
    )


@pytest.fixture(scope="module")
def figures():
    return {id: counted(id) for id in TREATIES}


def test_the_page_tells_the_figures_of_every_treaty(figures):
    told = re.findall(r"^\| `(\w+)` \| ([\d, |]+) \|", PAGE, re.MULTILINE)
    held = {
        id: tuple(int(cell.replace(",", "")) for cell in row.split("|")) for id, row in told
    }
    assert held == figures


def test_the_page_tells_the_sums(figures):
    cases, agreed, owed, both = (
        sum(column) for column in zip(*figures.values(), strict=True)
    )
    assert f"{agreed:,} of {cases:,}" in PAGE
    assert f"{both:,} of {owed:,}" in PAGE


def test_what_was_coded_once_is_provisional():
    assert {one.id for one in catalog() if not one.provisional} <= set(TREATIES)


def test_what_is_called_final_agrees_in_every_case(figures):
    parted = {id for id, (cases, agreed, *_) in figures.items() if agreed < cases}
    assert not [id for id in parted if not pact(id).provisional]
