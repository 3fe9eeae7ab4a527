"""R's own files, .rda and .rds: a data frame without R.

A file is one value, written depth first: each item opens with 32 bits of flags, of which
the lowest eight say what it is, followed by its content and, where the flags say so, by
a list of attributes. Everything a data frame can be made of is read; code is not.

References
----------
R Core Team, R Internals, sections 1.1 (SEXPs) and 1.8 (serialization formats).
"""

import bz2
import gzip
import io
import lzma
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from foedus.faults import DataFault

_HAS_ATTRIBUTES, _HAS_TAG = 0x200, 0x400
_LATIN_1 = 1 << 14
_NO_WHOLE = -(2**31)  # R's NA among whole numbers
_PACKED: dict[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": gzip.decompress,
    b"BZ": bz2.decompress,
    b"\xfd7": lzma.decompress,
}
_TORN = (OSError, EOFError, zlib.error, lzma.LZMAError)
_EMPTY = frozenset({254, 253, 242, 241, 251, 252})  # NULL, and marks of environments


@dataclass(frozen=True, slots=True)
class RValue:
    """One of R's vectors with what R has noted on it, such as names and class."""

    content: Any
    attributes: Mapping[str, Any] = field(default_factory=dict)

    def noted(self, name: str) -> list[str]:
        """Give an attribute made of words; empty when there is none."""
        held = self.attributes.get(name)
        return list(held.content) if isinstance(held, RValue) else []


def r_frame(path: Path, name: str | None = None) -> pl.DataFrame:
    """Read a data frame from an .rds file, or from an .rda that holds it by that name.

    Parameters
    ----------
    path
        The file.
    name
        Which object of an .rda; the first, when left out.

    Raises
    ------
    DataFault
        No file of R's, no such object, or an object that is no data frame.
    """
    value = _opened(path)
    if isinstance(value, dict):
        name = name or next(iter(value), "")
        if name not in value:
            raise _amiss(
                path, f"holds {', '.join(value) or 'nothing'}", f"an object {name}"
            )
        value = value[name]
    if not isinstance(value, RValue) or "data.frame" not in value.noted("class"):
        raise _amiss(path, "the object is no data frame", "a data frame")
    columns = zip(value.noted("names"), value.content, strict=True)
    return pl.DataFrame([_series(column, item) for column, item in columns])


def _opened(path: Path) -> Any:  # noqa: ANN401  # whatever R wrote
    """Give the objects of an .rda by name, or the one object of an .rds."""
    raw = path.read_bytes()
    unpack = _PACKED.get(raw[:2], bytes)
    try:
        text = unpack(raw)
        return _read(io.BytesIO(text.removeprefix(b"RDX3\n").removeprefix(b"RDX2\n")))
    except (*_TORN, struct.error, IndexError, ValueError) as trouble:
        raise _amiss(path, f"not readable as R's: {trouble}", "an XDR file") from None


def _amiss(path: Path, found: str, expected: str) -> DataFault:
    return DataFault(
        found, expected=expected, where=path.name, mend="check the file and its reader"
    )


def _read(tape: io.BytesIO) -> Any:  # noqa: ANN401  # whatever R wrote
    if tape.read(2) != b"X\n":
        raise ValueError("the mark of XDR is missing")
    version = _whole(tape)
    tape.read(8)  # which R wrote it, which can read it
    if version >= 3:
        tape.read(_whole(tape))  # the encoding; each text says its own again
    return _item(tape, [])


def _whole(tape: io.BytesIO) -> int:
    number: int = struct.unpack(">i", tape.read(4))[0]
    return number


def _length(tape: io.BytesIO) -> int:
    length = _whole(tape)
    return length if length >= 0 else (_whole(tape) << 32) + _whole(tape)


def _item(tape: io.BytesIO, seen: list[Any]) -> Any:  # noqa: ANN401
    return _value(tape, seen, _whole(tape))


def _value(tape: io.BytesIO, seen: list[Any], flags: int) -> Any:  # noqa: ANN401
    kind = flags & 0xFF
    if kind in _EMPTY:
        return None
    match kind:
        case 255:  # something seen before
            return seen[(flags >> 8 or _whole(tape)) - 1]
        case 1:
            seen.append(_item(tape, seen))
            return seen[-1]
        case 2 | 6 | 5 | 17:
            return _pairs(tape, seen, flags)
        case 4:
            _whole(tape)  # locked or not
            return _nothing(tape, seen, items=4)
        case 22:  # a pointer, by which data.table knows its own
            return _nothing(tape, seen, items=3 if flags & _HAS_ATTRIBUTES else 2)
        case 9:
            return _text(tape, flags)
        case 238:
            return _compact(_item(tape, seen), _item(tape, seen), _item(tape, seen))
        case _:
            content = _vector(tape, seen, kind)
            noted = _item(tape, seen) if flags & _HAS_ATTRIBUTES else None
            return RValue(content, noted or {})


def _vector(tape: io.BytesIO, seen: list[Any], kind: int) -> Any:  # noqa: ANN401
    if kind == 25:  # an S4 object is its attributes
        return None
    length = _length(tape)
    match kind:
        case 10 | 13:
            return np.frombuffer(tape.read(4 * length), ">i4").astype(np.int32)
        case 14:
            return np.frombuffer(tape.read(8 * length), ">f8").astype(np.float64)
        case 16:
            return [_text(tape, _whole(tape)) for _ in range(length)]
        case 19 | 20:
            return [_item(tape, seen) for _ in range(length)]
        case 24:
            return tape.read(length)
        case _:
            raise ValueError(f"an item of kind {kind}")


def _text(tape: io.BytesIO, flags: int) -> str | None:
    length = _whole(tape)
    if length == -1:
        return None
    raw = tape.read(length)
    if flags & _LATIN_1:
        return raw.decode("latin-1")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")  # "native", written on an old Windows


def _pairs(tape: io.BytesIO, seen: list[Any], flags: int) -> dict[str, Any]:
    """Read a linked list, link by link, since it can be longer than Python's stack."""
    found: dict[str, Any] = {}
    while flags & 0xFF in (2, 6, 5, 17):
        if flags & _HAS_ATTRIBUTES:
            _item(tape, seen)
        tag = _item(tape, seen) if flags & _HAS_TAG else None
        found[tag or str(len(found))] = _item(tape, seen)
        flags = _whole(tape)
    if flags & 0xFF not in _EMPTY:
        found[str(len(found))] = _value(tape, seen, flags)  # a pair, and no list
    return found


def _nothing(tape: io.BytesIO, seen: list[Any], *, items: int) -> None:
    """Pass over what holds no columns, but may be named again later."""
    seen.append(None)
    for _ in range(items):
        _item(tape, seen)


def _compact(about: Any, state: Any, noted: Any) -> RValue:  # noqa: ANN401
    """Unfold a vector that R kept in short form."""
    name = str(next(iter(about.values())))
    first = next(iter(state.values())) if isinstance(state, dict) else state
    match name:
        case "compact_intseq" | "compact_realseq":
            length, start, step = first.content
            content = start + step * np.arange(int(length))
        case "deferred_string":
            content = [_as_words(x) for x in first.content]
        case _ if name.startswith("wrap_"):
            inner = first if isinstance(state, dict) else state.content[0]
            return RValue(inner.content, noted or inner.attributes)
        case _:
            raise ValueError(f"a short form called {name}")
    return RValue(content, noted or {})


def _as_words(number: float) -> str | None:
    return None if number == _NO_WHOLE or number != number else f"{number:.15g}"


def _joined(cell: str | RValue | None) -> str | None:
    """Give a text, or the members of a list in a cell as one."""
    if not isinstance(cell, RValue):
        return cell
    return "; ".join(str(member) for member in cell.content if member is not None) or None


def _series(name: str, value: RValue) -> pl.Series:
    kinds = value.noted("class")
    if "factor" in kinds:
        levels = value.noted("levels")
        words = [levels[k - 1] if k > 0 else None for k in value.content.tolist()]
        return pl.Series(name, words, dtype=pl.String)
    if not isinstance(value.content, np.ndarray):
        words = [_joined(cell) for cell in value.content]
        return pl.Series(name, words, dtype=pl.String)
    numbers = pl.Series(name, value.content)
    if numbers.dtype == pl.Int32:
        numbers = numbers.replace(_NO_WHOLE, None)
    else:
        numbers = numbers.fill_nan(None)
    if "Date" in kinds:
        return numbers.floor().cast(pl.Int32).cast(pl.Date)
    return numbers
