import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from foedus import doors
from foedus.brief.render import KINDS, render

TESTS = Path(__file__).parents[2]

SCRIPT = """
import hashlib, sys
from unit.brief import demo
from foedus.brief.render import render
forms = [render(demo.brief(), form) for form in ("html", "md", "json")]
files = {path: content for form in forms for path, content in form.items()}
print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())
"""


def all_files(brief):
    return {p: c for form in ("html", "md", "json") for p, c in render(brief, form).items()}


def test_the_same_brief_gives_the_same_bytes_in_another_process(brief):
    here = hashlib.sha256(repr(sorted(all_files(brief).items())).encode()).hexdigest()
    for seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path]),
            },
            capture_output=True,
            text=True,
            check=True,
        )
        assert there.stdout.strip() == here


def test_the_same_brief_gives_the_same_bytes_twice(brief):
    assert all_files(brief) == all_files(brief)


def test_each_form_is_a_set_of_files_by_relative_path(brief):
    assert set(render(brief, "html")) == {"index.html"}
    assert set(render(brief, "json")) == {"index.json"}
    markdown = set(render(brief, "md"))
    assert "index.md" in markdown
    assert "figures/obligations.matrix.svg" in markdown


def test_json_says_all_that_the_brief_says(brief):
    told = json.loads(render(brief, "json")["index.json"])
    assert list(told) == [
        "title", "question", "case", "as_of", "basis", "version", "blocks", "cards",
    ]  # fmt: skip
    for block, plain in zip(brief.blocks, told["blocks"], strict=True):
        assert plain == {"kind": KINDS[type(block)], **doors.plain(block)}
    assert told["cards"] == {id: doors.plain(card) for id, card in brief.cards.items()}
    assert date.fromisoformat(told["as_of"]) == brief.as_of


def test_json_keeps_pictures_as_numbers(brief):
    text = render(brief, "json")["index.json"].decode()
    assert "<svg" not in text


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_no_path_of_this_machine_is_in_a_brief(brief, form):
    for content in render(brief, form).values():
        assert str(Path.cwd()).encode() not in content
