"""The house stands on its floors: a room imports only rooms below it."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "src" / "foedus"

FLOORS = [
    {"faults"},
    {"spells", "quantity", "chance", "doors"},
    {"states", "ledger"},
    {"sources", "pacts", "reading"},
    {"panel", "past"},
    {"terms"},
    {"estimation", "world"},
    {"mechanisms", "power", "markets", "exchange", "bargaining"},
    {"simulation", "cases"},
    {"questions"},
    {"brief"},
    {"study"},
    {"faces"},
]
FLOOR = {room: n for n, rooms in enumerate(FLOORS) for room in rooms}
DOORSTEP = {"__init__", "__main__"}
"""The front door and the way to run it belong to no room."""

FILES = [
    path
    for path in sorted(HOUSE.rglob("*.py"))
    if path.parent != HOUSE or path.stem not in DOORSTEP
]


def room(path):
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(path):
    """What a file imports from the house, wherever in the file the import stands.

    Each is (module, name); the name is None for `import module`.
    """
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.ImportFrom(level=0, module=str(module), names=names):
                found = [(module, alias.name) for alias in names]
            case ast.Import(names=names):
                found = [(alias.name, None) for alias in names]
            case _:
                continue
        yield from (one for one in found if one[0].split(".")[0] == "foedus")


def file_of(module):
    """The file of a module, or None where the name is no module."""
    place = HOUSE.joinpath(*module.split(".")[1:])
    if place.with_suffix(".py").is_file():
        return place.with_suffix(".py")
    return place / "__init__.py" if (place / "__init__.py").is_file() else None


def target(module, name):
    """The file that an import opens: a submodule where the name is one."""
    inner = file_of(f"{module}.{name}") if name else None
    return inner or file_of(module)


def rooms_taken(path):
    return {room(target(*one)) for one in imports(path) if target(*one)} - DOORSTEP


def test_every_room_has_a_floor():
    assert {room(path) for path in FILES} - FLOOR.keys() == set()


def test_every_import_from_the_house_is_there():
    lost = [
        f"{path.relative_to(HOUSE)} -> {module}.{name}"
        for path in FILES
        for module, name in imports(path)
        if target(module, name) is None
    ]
    assert lost == []


def test_no_room_imports_its_own_floor_or_one_above():
    climbs = [
        f"{path.relative_to(HOUSE)} -> {other}"
        for path in FILES
        for other in rooms_taken(path) - {room(path)}
        if FLOOR[other] >= FLOOR[room(path)]
    ]
    assert climbs == []


def test_no_file_imports_through_the_front_door_or_a_room_s_own():
    doors = {HOUSE / "__init__.py"} | {HOUSE / r / "__init__.py" for r in FLOOR}
    through = [
        f"{path.relative_to(HOUSE)} -> {module}.{name}"
        for path in FILES
        for module, name in imports(path)
        if target(module, name) in doors
    ]
    assert through == []


def test_files_import_absolutely():
    relative = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_no_file_imports_itself_in_a_circle():
    graph = {path: {target(*one) for one in imports(path)} - {None} for path in FILES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(str(path.relative_to(HOUSE)) for path in circle.args[1]))


@pytest.mark.parametrize("folder", ["markets", "exchange", "bargaining", "mechanisms"])
def test_engines_open_nothing(folder):
    opens = {"open", "urlopen", "read_text", "read_bytes", "write_text", "write_bytes"}
    found = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for path in FILES
        if room(path) == folder
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", None) or getattr(node.func, "attr", None)) in opens
    ]
    assert found == []
