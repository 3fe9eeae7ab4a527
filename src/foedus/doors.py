"""The doors: text comes in as checked values, or not at all; values go out as text.

YAML, JSON and CSV written by people are read here and nowhere else, by a safe loader,
bounded in size, into the frozen dataclasses of the room that asked. What does not fit
becomes one Fault that names the file, the line and the key. Going out, the same value
gives the same bytes, and a file is there whole or not at all.
"""

import csv
import io
import json
import os
import re
import tempfile
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from foedus.faults import DataFault, Fault, OutputFault

MOST_BYTES = 32 * 2**20
"""No text that a person writes is larger; a larger one is refused unread."""

Loc = Sequence[int | str]
V = TypeVar("V")

_STRICT = ConfigDict(extra="forbid")

_FASTEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader that libyaml speeds up, where PyYAML was built with it."""


def read_text(path: Path, *, fault: type[Fault] = DataFault) -> str:
    """Read a UTF-8 file of bounded size.

    Raises
    ------
    Fault
        Of the kind asked for: no such file, too large, not UTF-8.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise fault(
                f"{path.name} has {path.stat().st_size:,} bytes",
                expected=f"at most {MOST_BYTES:,}",
                where=str(path),
                mend="split the file, or hand over the part that is meant",
            )
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise fault(
            f"byte {trouble.start} is not UTF-8",
            expected="a text file in UTF-8",
            where=str(path),
            mend="save the file again as UTF-8",
        ) from None
    except OSError as trouble:
        raise fault(
            f"cannot be read: {trouble.strerror or trouble}",
            expected="a file that can be read",
            where=str(path),
            mend="check the path and its permissions",
        ) from None


def read_yaml(kind: type[V], text: str, *, where: str, fault: type[Fault] = DataFault) -> V:
    """Read YAML into a value of that kind.

    Only `true` and `false` are truth values here: the key `on` and the country `NO`
    stay words. Anchors and repeated keys are refused.

    Raises
    ------
    Fault
        Of the kind asked for, with the line.
    """
    try:
        node = yaml.compose(text, Loader=_Plain)
        _refuse_aliases(node)
        raw = _Plain("").construct_document(node) if node is not None else None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as trouble:
        mark = getattr(trouble, "problem_mark", None)
        raise fault(
            f"broken YAML: {getattr(trouble, 'problem', None) or trouble}",
            expected="YAML of keys, lists and plain values",
            where=f"{where}:{mark.line + 1}" if mark else where,
            mend="mend that line; the trouble may start on the one above it",
        ) from None
    return check(kind, raw, where=lambda loc: f"{where}:{_line(node, loc)}", fault=fault)


def line_of(text: str, loc: Loc) -> int:
    r"""Give the line of YAML on which a key, or an entry of a list, stands.

    >>> line_of("a:\n- b\n- c", ["a", 1])
    3
    """
    return _line(yaml.compose(text, Loader=_Plain), loc)


def lines_of(text: str, key: str) -> tuple[int, ...]:
    r"""Give the line of each item of a list that stands under a key of YAML.

    >>> lines_of("held:\n- one\n- two\n", "held")
    (2, 3)
    """
    node = yaml.compose(text, Loader=_Plain)
    pairs = getattr(node, "value", ())
    held = next((v for k, v in pairs if k.value == key), None)
    return tuple(one.start_mark.line + 1 for one in getattr(held, "value", ()))


def read_json(kind: type[V], text: str, *, where: str, fault: type[Fault] = DataFault) -> V:
    """Read one JSON document into a value of that kind.

    Raises
    ------
    Fault
        Of the kind asked for, with the key.
    """
    try:
        raw = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as trouble:
        line = f":{trouble.lineno}" if isinstance(trouble, json.JSONDecodeError) else ""
        raise fault(
            f"broken JSON: {trouble}",
            expected="one JSON document, no key twice",
            where=f"{where}{line}",
            mend="mend that place",
        ) from None
    return check(kind, raw, where=lambda loc: f"{where}: {_dotted(loc)}", fault=fault)


def read_jsonl(
    kind: type[V], text: str, *, where: str, fault: type[Fault] = DataFault
) -> tuple[V, ...]:
    """Read one value a line; empty lines are passed over.

    Raises
    ------
    Fault
        Of the kind asked for, with the line.
    """
    return tuple(
        read_json(kind, line, where=f"{where}:{number}", fault=fault)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    )


def read_csv(
    kind: type[V], text: str, *, where: str, fault: type[Fault] = DataFault
) -> tuple[V, ...]:
    """Read a CSV with a header, one value a row; an empty cell is a key left out.

    Raises
    ------
    Fault
        Of the kind asked for, with the line.
    """
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    values = []
    try:
        if len(set(rows.fieldnames or ())) < len(rows.fieldnames or ()):
            raise fault(
                "a column stands twice in the header",
                expected="each column once",
                where=f"{where}:1",
                mend="rename or drop one of the two",
            )
        for row in rows:
            if None in row or None in row.values():
                raise fault(
                    "the row has more or fewer cells than the header",
                    expected=f"{len(rows.fieldnames or ())} cells",
                    where=f"{where}:{rows.line_num}",
                    mend="quote a cell that holds a comma, or add the missing cell",
                )
            held = {key: cell for key, cell in row.items() if cell != ""}
            values.append(check(kind, held, where=f"{where}:{rows.line_num}", fault=fault))
    except csv.Error as trouble:
        raise fault(
            f"broken CSV: {trouble}",
            expected="comma-separated cells, quoted by double quotes",
            where=f"{where}:{rows.line_num}",
            mend="mend that line",
        ) from None
    return tuple(values)


def check(
    kind: type[V],
    raw: object,
    *,
    where: str | Callable[[Loc], str],
    fault: type[Fault] = DataFault,
) -> V:
    """Turn plain lists and mappings into a value of that kind, or say what is amiss.

    Raises
    ------
    Fault
        Of the kind asked for. The first trouble is told whole, the rest are counted.
    """
    place = where if callable(where) else lambda loc: f"{where}, {_dotted(loc)}"
    try:
        [value] = _adapter(kind).validate_python((raw,))  # type: ignore[arg-type]
    except ValidationError as trouble:
        first, *rest = trouble.errors(include_url=False)
        more = f" (and {len(rest)} more)" if rest else ""
        loc = first["loc"][1:]
        raise fault(
            f"{_dotted(loc)} {_said(first)}{more}",
            expected=_expected(first),
            where=place(loc),
            mend="mend that key; the names are spelled as in the guide",
        ) from None
    except Fault as trouble:
        # A value that refused itself knows what is wrong, but not in which file.
        raise fault(
            trouble.found,
            expected=trouble.expected,
            where=place(()),
            mend=trouble.mend,
        ) from None
    else:
        return value  # type: ignore[no-any-return]


def plain(value: object) -> Any:  # noqa: ANN401  # JSON is what JSON is
    """Give a value as plain lists, mappings, numbers and texts.

    A set comes out in order, since its own order hangs on the hash seed.

    >>> plain({"who": frozenset({"RUS", "CHN"})})
    {'who': ['CHN', 'RUS']}
    """
    match value:
        case frozenset() | set():
            return sorted((plain(one) for one in value), key=str)
        case tuple() | list():
            return [plain(one) for one in value]
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        case _:
            return to_jsonable_python(value, inf_nan_mode="null")


def json_text(value: object, *, indent: int | None = None) -> str:
    """Write a value as JSON, its keys in the order of its fields.

    >>> json_text({"b": 1, "a": (2, 3)})
    '{"b": 1, "a": [2, 3]}'
    """
    return json.dumps(plain(value), ensure_ascii=False, indent=indent, allow_nan=False)


def digest(value: object) -> str:
    """Name a value by its content: 16 hex digits, the same on every machine.

    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, allow_nan=False)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be made or written, before work is done for it.

    Raises
    ------
    OutputFault
        What it would stand in is a file, or may not be written.
    """
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise OutputFault(
            f"{there} cannot be written" if there.is_dir() else f"{there} is a file",
            expected="a folder that can be made and written",
            where=str(folder),
            mend="choose another folder",
        )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises
    ------
    OutputFault
        The folder cannot be made or written, or the disk is full.
    """
    write_folder(path.parent, {path.name: content})


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write some files so that none is there until all of them are whole.

    Raises
    ------
    OutputFault
        The folder cannot be made or written, or the disk is full.
    """
    spares: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_spare(path, content, spares)
        for path, spare in spares.items():
            spare.replace(path)
    except OSError as trouble:
        raise OutputFault(
            f"cannot be written: {trouble.strerror or trouble}",
            expected="a folder that can be written, with room on the disk",
            where=str(folder),
            mend="choose another folder, or free the disk",
        ) from None
    finally:
        for spare in spares.values():
            spare.unlink(missing_ok=True)


def _write_spare(path: Path, content: bytes, spares: dict[Path, Path]) -> None:
    """Write beside the path, known at once so that it is cleared whatever happens."""
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        spares[path] = Path(file.name)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    spares[path].chmod(0o644)


class _Plain(_FASTEST):  # type: ignore[misc, valid-type]
    """The safe loader, less YAML 1.1's surprises."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: ANN401
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            seen.add(key.value)
        made: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return made


def _refuse_aliases(node: Any) -> None:  # noqa: ANN401  # a yaml node
    """Refuse a node that stands in two places: a small text could mean a huge one."""
    waiting, seen = [node] if node is not None else [], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            mark = one.start_mark
            raise yaml.composer.ComposerError(None, None, "aliases are refused", mark)
        seen.add(id(one))
        if isinstance(one, yaml.MappingNode):
            waiting += [part for pair in one.value for part in pair]
        elif isinstance(one, yaml.SequenceNode):
            waiting += one.value


_WORDS = ("bool", "merge", "int", "float")
_Plain.yaml_implicit_resolvers = {
    letter: [(tag, rule) for tag, rule in rules if not tag.endswith(_WORDS)]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, _rule, _letters in (
    # YAML 1.1 also reads 12:30 as 750, 010 as 8 and 1_000 as 1000; here they stay words.
    ("bool", "true|false", "tf"),
    ("int", "-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", "-0123456789"),
):
    _Plain.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_rule})$"), list(_letters)
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a mapping of JSON's pairs, unless a key stands twice."""
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice")
    return made


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    # Wrapped, since a plain dataclass takes no configuration of its own from outside:
    # the one given here reaches it and all that it holds, and forbids unknown keys.
    return TypeAdapter(tuple[kind], config=_STRICT)  # type: ignore[valid-type]


def _line(node: Any, loc: Loc) -> int:  # noqa: ANN401  # a yaml node
    """Walk to the deepest node that the place names, and give its line."""
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            found = next((v for k, v in node.value if k.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            found = node.value[step] if step < len(node.value) else None
        else:
            found = node  # a step that pydantic adds for a member of a union
        if found is None:
            break
        node = found
    return node.start_mark.line + 1 if node is not None else 1


def _dotted(loc: Loc) -> str:
    return ".".join(str(step) for step in loc) or "the whole"


def _said(error: Any) -> str:  # noqa: ANN401  # pydantic's ErrorDetails
    match error["type"]:
        case "missing":
            return "is missing"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "is no key that is known here"
        case _:
            shown = repr(error["input"])
            return f"is {shown if len(shown) <= 60 else shown[:57] + '...'}"


def _expected(error: Any) -> str:  # noqa: ANN401  # pydantic's ErrorDetails
    match error["type"]:
        case "missing":
            return "this key"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "only keys that are known here"
        case "dataclass_type" | "dataclass_exact_type":
            return "keys and values"
        case _:
            message: str = error["msg"]
            return message.removeprefix("Value error, ").removeprefix("Input should be ")
