"""The pages that people read first run as they stand."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = sorted((ROOT / "docs" / "guide").glob("*.md"))
PAGES = [
    ROOT / "README.md",
    ROOT / "docs" / "reading.md",
    ROOT / "docs" / "power.md",
    ROOT / "docs" / "bargaining.md",
    ROOT / "docs" / "blocs.md",
    ROOT / "docs" / "sanctions.md",
    ROOT / "docs" / "trade.md",
    *GUIDE,
]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
HEADINGS = ["Asked", "Chosen", "Refused", "Cost", "What would reverse it"]


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_what_a_page_shows_is_what_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = []
    text = re.sub(r"^```.*$", "", page.read_text("utf-8"), flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    failed, _ = doctest.DocTestRunner().run(examples, out=told.append)
    assert not failed, "".join(told)


def test_the_readme_s_session_has_nine_lines():
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(re.findall(r"^(?:>>>|\.\.\.) +\S", text, flags=re.MULTILINE)) == 9


@pytest.mark.parametrize("page", DECISIONS, ids=[page.name for page in DECISIONS])
def test_a_decision_is_one_page_under_five_headings(page):
    text = page.read_text("utf-8")
    assert re.findall(r"^## (.*)$", text, flags=re.MULTILINE) == HEADINGS
    assert len(text.splitlines()) <= 60


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
