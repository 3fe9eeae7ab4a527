import gzip
import struct
from datetime import date

import numpy as np
import polars as pl
import pytest

from foedus.faults import DataFault
from foedus.sources.rfile import r_frame

NO_WHOLE, NULL = -(2**31), struct.pack(">i", 254)


def whole(*numbers):
    return struct.pack(f">{len(numbers)}i", *numbers)


def text(word, *, encoding="utf-8"):
    if word is None:
        return whole(9, -1)
    raw = word.encode(encoding)
    mark = {"utf-8": 1 << 15, "latin-1": 1 << 14}[encoding]
    return whole(9 | mark, len(raw)) + raw


def noted(**attributes):
    """Write a list of attributes: a flag with a tag, the tag, the value, and so on."""
    links = (whole(0x402, 1) + text(tag) + value for tag, value in attributes.items())
    return b"".join(links) + NULL


def vector(kind, content, **attributes):
    tail = noted(**{k.strip("_"): v for k, v in attributes.items()}) if attributes else b""
    length = len(content)
    match kind:
        case 10 | 13:
            body = whole(*content)
        case 14:
            body = np.asarray(content, ">f8").tobytes()
        case 16:
            body = b"".join(c if isinstance(c, bytes) else text(c) for c in content)
        case 19:
            body = b"".join(content)
    return whole(kind | (0x200 if tail else 0), length) + body + tail


def frame(**columns):
    names = vector(16, list(columns))
    kind = vector(16, ["data.frame"])
    return vector(19, list(columns.values()), names=names, class_=kind)


def saved(tmp_path, item, *, name="x", version=3):
    head = whole(version, 0x040202, 0x030500)
    head += whole(5) + b"UTF-8" if version == 3 else b""
    path = tmp_path / "x.rda"
    mark = b"RDX%d\nX\n" % version
    path.write_bytes(gzip.compress(mark + head + noted(**{name: item})))
    return path


COLUMNS = {
    "whole": (vector(13, [1, NO_WHOLE, 3]), [1, None, 3]),
    "number": (vector(14, [0.5, float("nan"), -2.0]), [0.5, None, -2.0]),
    "truth": (vector(10, [1, 0, NO_WHOLE]), [1, 0, None]),
    "word": (vector(16, ["a", None, "ü"]), ["a", None, "ü"]),
    "old word": (vector(16, [text("Côte", encoding="latin-1")] * 3), ["Côte"] * 3),
    "category": (
        vector(
            13,
            [2, 1, NO_WHOLE],
            levels=vector(16, ["low", "high"]),
            class_=vector(16, ["factor"]),
        ),
        ["high", "low", None],
    ),
    "day": (
        vector(14, [0.0, -1.0, float("nan")], class_=vector(16, ["Date"])),
        [date(1970, 1, 1), date(1969, 12, 31), None],
    ),
    "list": (
        vector(19, [vector(16, ["a", "b"]), vector(16, [None]), NULL]),
        ["a; b", None, None],
    ),
    "run": (
        whole(238)
        + noted(class_=whole(1) + text("compact_intseq"))
        + vector(14, [3.0, 5.0, 1.0])
        + NULL,
        [5, 6, 7],
    ),
    "numerals": (
        whole(238)
        + noted(class_=whole(1) + text("deferred_string"))
        + whole(2)
        + vector(13, [7, NO_WHOLE, 9])
        + vector(13, [0])
        + NULL,
        ["7", None, "9"],
    ),
    "wrapped": (
        whole(238)
        + noted(class_=whole(1) + text("wrap_real"))
        + vector(19, [vector(14, [1.0, 2.0, 3.0]), vector(13, [0, 0])])
        + NULL,
        [1.0, 2.0, 3.0],
    ),
}


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("version", [2, 3])
def test_a_column_is_read_as_r_meant_it(tmp_path, name, version):
    written, meant = COLUMNS[name]
    read = r_frame(saved(tmp_path, frame(**{name: written}), version=version))
    assert read[name].to_list() == meant


def test_columns_keep_their_names_and_order(tmp_path):
    read = r_frame(saved(tmp_path, frame(**{n: c for n, (c, _) in COLUMNS.items()})))
    assert read.columns == list(COLUMNS)
    assert read.height == 3
    assert read.schema["day"] == pl.Date


def test_an_object_is_read_by_its_name(tmp_path):
    path = saved(tmp_path, frame(n=vector(13, [1])), name="wars")
    assert r_frame(path, "wars").height == 1
    with pytest.raises(DataFault, match="holds wars"):
        r_frame(path, "pacts")


@pytest.mark.parametrize(
    "content",
    [b"", b"state,year\n", b"RDX3\nA\n", gzip.compress(b"RDX3\nX\n" + whole(3, 0))],
    ids=["empty", "text", "ascii", "short"],
)
def test_what_is_not_rs_is_a_fault(tmp_path, content):
    path = tmp_path / "x.rda"
    path.write_bytes(content)
    with pytest.raises(DataFault, match=r"x\.rda"):
        r_frame(path)


def test_a_torn_file_is_a_fault(tmp_path):
    path = saved(tmp_path, frame(n=vector(13, [1])))
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(DataFault, match="not readable"):
        r_frame(path)


def test_what_is_no_data_frame_is_a_fault(tmp_path):
    with pytest.raises(DataFault, match="no data frame"):
        r_frame(saved(tmp_path, vector(13, [1, 2])))
