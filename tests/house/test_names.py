"""Names are nouns of the field or of bookkeeping, and each stands for one thing."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

HOUSE = Path(__file__).parents[2] / "src" / "foedus"
FILES = sorted(HOUSE.rglob("*.py"))
DRAWERS = {"utils", "util", "helpers", "common", "core", "base", "misc", "managers"}
EMPTY_VERBS = re.compile(r"_*(get|process|handle)_")
EMPTY_NOUNS = re.compile(
    r"_*(Get|Process|Handle|Manager|Helper|Base[A-Z])|.*(Manager|Helper)$"
)

FOREIGN = {"get_command": "click asks a group for a command by this name"}
"""Names that a library gives, with the reason."""


def named(kind):
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, kind):
                yield f"{path.relative_to(HOUSE)}:{node.lineno}", node.name


def twice(names):
    return sorted(name for name, times in Counter(names).items() if times > 1)


def headings(pattern, key):
    """The value of a key in each YAML file, folded so that near names meet."""
    for path in sorted(HOUSE.glob(pattern)):
        held = yaml.safe_load(path.read_text("utf-8"))
        if key in held:
            yield " ".join(str(held[key]).casefold().split())


def test_no_file_or_folder_is_a_drawer():
    parts = {
        part for path in FILES for part in path.relative_to(HOUSE).with_suffix("").parts
    }
    assert parts & DRAWERS == set()


def test_no_function_has_an_empty_verb():
    functions = named((ast.FunctionDef, ast.AsyncFunctionDef))
    empty = [one for one in functions if EMPTY_VERBS.match(one[1])]
    assert [one for one in empty if one[1] not in FOREIGN] == []


def test_no_class_has_an_empty_noun():
    classes = named(ast.ClassDef)
    assert [f"{w} {name}" for w, name in classes if EMPTY_NOUNS.match(name)] == []


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("pacts/catalog/*.yaml", "name"),
        ("sources/*.yaml", "name"),
        ("sources/*.yaml", "title"),
        ("cases/*/case.yaml", "title"),
    ],
)
def test_no_two_of_a_folder_share_a_name(pattern, key):
    assert twice(headings(pattern, key)) == []


def test_no_two_questions_share_a_name():
    found = [
        node.value.value
        for path in sorted((HOUSE / "questions").glob("*.py"))
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and [t.id for t in node.targets if isinstance(t, ast.Name)] == ["QUESTION"]
    ]
    assert found
    assert twice(found) == []


def test_no_two_cases_share_a_name():
    folders = [path.parent.name for path in HOUSE.glob("cases/*/case.yaml")]
    assert twice(folder.replace("_", "-").casefold() for folder in folders) == []


def test_no_case_has_a_treaty_that_the_catalogue_has_too():
    ours = {path.stem for path in HOUSE.glob("pacts/catalog/*.yaml")}
    own = {path.stem for path in HOUSE.glob("cases/*/pacts/*.yaml")}
    assert ours & own == set()
