"""Whatever the numbers: rows do not know each other, and text says what it says."""

import hashlib

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.quantity import Unit
from foedus.sources.shelf import Shelf
from foedus.sources.source import Kind, Label, Measure, Pinned, SourceFile, Years
from foedus.sources.table import table_of

GRAIN = SourceFile(
    name="grain",
    title="Grain",
    producer="A Ministry",
    version="1",
    terms="none stated",
    citation="@misc{grain}",
    home_page="https://example.org",
    unit_of_observation="one state in one year",
    shape="state-year",
    system="cow",
    coverage=Years(1800, 2100),
    key=("state", "year"),
    labels={
        "state": Label("ccode", Kind.STATE, "the state"),
        "year": Label("year", Kind.YEAR, "the year"),
    },
    fields={"harvest": Measure("t", Unit.TONNES, "harvest", scale=1000, missing=(-9,))},
    left_out=(),
)

keys = st.tuples(st.sampled_from([2, 200, 365, 369, 8152]), st.integers(1800, 2100))
amounts = st.none() | st.just(-9.0) | st.floats(0, 1e12)
rows = st.dictionaries(keys, amounts, min_size=1, max_size=30)


def frame(held):
    return pl.DataFrame(
        [(code, year, amount) for (code, year), amount in held.items()],
        schema={"ccode": pl.Int64, "year": pl.Int64, "t": pl.Float64},
        orient="row",
    )


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_their_order(held, chance):
    raw = frame(held)
    order = list(range(raw.height))
    chance.shuffle(order)
    assert table_of(GRAIN, raw[order]).frame.equals(table_of(GRAIN, raw).frame[order])


@given(rows)
def test_numbers_written_as_text_are_the_same_numbers(held):
    raw = frame(held)
    text = raw.with_columns(
        pl.Series("t", [None if t is None else repr(t) for t in raw["t"]])
    )
    told = text.cast({"ccode": pl.String, "year": pl.String, "t": pl.String})
    assert table_of(GRAIN, told).frame.equals(table_of(GRAIN, raw).frame)


@given(rows)
def test_what_is_not_known_is_never_a_number(held):
    made = table_of(GRAIN, frame(held)).frame["harvest"].to_list()
    meant = [None if t in (None, -9.0) else t * 1000 for t in held.values()]
    assert made == pytest.approx(meant)


@given(st.binary(min_size=1, max_size=5000))
def test_what_was_brought_is_what_was_pinned(tmp_path_factory, content):
    root = tmp_path_factory.mktemp("root")
    pinned = Pinned("https://a.org/b/c", hashlib.sha256(content).hexdigest(), len(content))
    near = root / "mirror" / pinned.place
    near.parent.mkdir(parents=True)
    near.write_bytes(content)
    shelf = Shelf(root / "shelf", root / "mirror", online=False)
    assert shelf.fetch(pinned).read_bytes() == content
