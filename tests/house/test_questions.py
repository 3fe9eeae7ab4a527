"""Each question of the design is answered."""

import inspect
from pathlib import Path

import pytest

from foedus.questions.answer import Answer
from foedus.questions.register import questions

ASKED = {
    "obligations", "escalation", "exchange", "sanctions", "balance", "response",
    "proliferation", "theories", "history", "durability", "contagion", "evidence",
}  # fmt: skip
"""Rows S1 to S12 of the design; S13 is the brief itself."""

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
MODULES = questions()


def test_every_question_of_the_design_is_answered():
    assert MODULES.keys() == ASKED


def test_a_file_that_can_be_asked_names_its_question():
    asking = {
        path.stem
        for path in (ROOT / "src" / "foedus" / "questions").glob("*.py")
        if "\ndef ask(" in path.read_text("utf-8")
    }
    assert asking == {module.__name__.rpartition(".")[2] for module in MODULES.values()}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_question_says_what_it_asks(name):
    module = MODULES[name]
    assert name == module.QUESTION
    assert module.ASKS.endswith("?")
    assert inspect.getdoc(module)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_question_is_asked_of_a_case_and_its_options_are_named(name):
    signature = inspect.signature(MODULES[name].ask)
    first, *options = signature.parameters.values()
    assert first.name == "case"
    assert [o.name for o in options if o.kind is not o.KEYWORD_ONLY] == []
    assert [o.name for o in options if o.annotation is o.empty] == []
    assert signature.return_annotation is Answer


@pytest.mark.skipif(not GUIDE.is_dir(), reason="the guide is not written yet")
@pytest.mark.parametrize("name", sorted(MODULES))
def test_the_guide_speaks_of_every_question(name):
    assert name in (GUIDE / "questions.md").read_text("utf-8")
