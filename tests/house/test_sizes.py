"""Files and functions are short enough to be read, and say what they are for."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest

HOUSE = Path(__file__).parents[2] / "src" / "foedus"
FILES = sorted(HOUSE.rglob("*.py"))
NAMES = [str(path.relative_to(HOUSE)) for path in FILES]
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
REFUSED, ASKS_A_REASON = 600, 400
LONG_FOR_A_REASON: dict[str, str] = {
    "doors.py": "four forms of text come in by one way and go out by one",
    "simulation/shapes.py": "records and what their fields mean stand together",
}
"""File -> why it has more than 400 lines."""


def tree(path):
    return ast.parse(path.read_text("utf-8"))


def length(path):
    return len(path.read_text("utf-8").splitlines())


def lines_of_code(function):
    """Lines from `def` to the end, less those of the docstring."""
    words = 0
    if ast.get_docstring(function) is not None:
        first = function.body[0]
        words = first.end_lineno - first.lineno + 1
    return function.end_lineno - function.lineno + 1 - words


def functions():
    return [
        (lines_of_code(node), f"{path.relative_to(HOUSE)}:{node.lineno} {node.name}")
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, FUNCTION)
    ]


def public(node):
    """The functions and classes that others may call, those of a class among them."""
    for inner in node.body:
        if isinstance(inner, ast.ClassDef) and not inner.name.startswith("_"):
            yield inner
            yield from public(inner)
        elif isinstance(inner, FUNCTION) and not inner.name.startswith("_"):
            yield inner


def is_broad(handler):
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = [getattr(kind, "id", None) for kind in kinds if kind is not None]
    return handler.type is None or {"Exception", "BaseException"} & set(names)


def test_a_file_of_600_lines_is_refused():
    assert [n for n, p in zip(NAMES, FILES, strict=True) if length(p) > REFUSED] == []


def test_a_file_of_400_lines_gives_its_reason():
    long = {n for n, p in zip(NAMES, FILES, strict=True) if length(p) > ASKS_A_REASON}
    assert long == LONG_FOR_A_REASON.keys()


def test_half_the_functions_have_twelve_lines_or_fewer():
    assert median(lines for lines, _ in functions()) <= 12


def test_nine_in_ten_functions_have_fewer_than_thirty_lines():
    lengths = functions()
    long = sorted((one for one in lengths if one[0] >= 30), reverse=True)
    assert len(long) <= len(lengths) / 10, long


def test_no_except_is_broad_outside_the_faces():
    broad = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for path in FILES
        if path.relative_to(HOUSE).parts[0] != "faces"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and is_broad(node)
    ]
    assert broad == []


def test_nothing_rests_on_assert():
    found = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assert)
    ]
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_module_says_what_it_is_for_unless_it_is_empty(path):
    held = tree(path)
    assert not held.body or ast.get_docstring(held)


def test_what_others_may_call_is_documented():
    bare = [
        f"{path.relative_to(HOUSE)}:{node.lineno} {node.name}"
        for path in FILES
        for node in public(tree(path))
        if not ast.get_docstring(node)
        and not any("overload" in ast.unparse(d) for d in node.decorator_list)
    ]
    assert bare == []


def test_nothing_is_left_to_do_in_the_code():
    left = re.compile(r"\b(TODO|FIXME|NotImplementedError)\b")
    found = [
        f"{name}:{number}"
        for name, path in zip(NAMES, FILES, strict=True)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if left.search(line)
    ]
    assert found == []
