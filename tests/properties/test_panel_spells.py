"""Spells depend on what happened in which year, and on nothing else."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from foedus.panel.spelling import with_spells

OPTIONS = st.fixed_dictionaries(
    {
        "ongoing": st.booleans(),
        "gap": st.sampled_from(["count", "restart", "unknown"]),
    }
)


@st.composite
def panels(draw):
    """Draw years of a few units, with gaps, and what happened in each."""
    keys = draw(
        st.lists(
            st.tuples(st.integers(1, 3), st.integers(1816, 1840)),
            min_size=1,
            max_size=40,
            unique=True,
        )
    )
    events = draw(
        st.lists(st.sampled_from([0, 0, 1, None]), min_size=len(keys), max_size=len(keys))
    )
    rows = [(*key, event) for key, event in zip(keys, events, strict=True)]
    schema = {"unit": pl.Int16, "year": pl.Int16, "event": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def by_hand(frame, *, ongoing, gap):
    """Walk along each unit, one known year after another."""
    told = {}
    for unit in set(frame["unit"]):
        own = frame.filter(pl.col("unit") == unit).sort("year").drop_nulls("event")
        last, event, start = None, 0, None
        for _, year, now in own.iter_rows():
            lacking = last is not None and year > last + 1
            if last is None or (lacking and gap == "restart"):
                start = year
            elif lacking and gap == "unknown":
                start = None
            elif event:
                start = last + 1
            goes_on = now and event and not lacking and last is not None
            told[unit, year] = (
                None if start is None or (ongoing and goes_on) else year - start
            )
            last, event = year, now
    return [told.get((row[0], row[1])) for row in frame.iter_rows()]


@given(panels(), OPTIONS)
def test_spells_are_those_counted_by_hand(frame, options):
    told = with_spells(frame, "event", by=["unit"], **options)
    assert told["event_spell"].to_list() == by_hand(frame, **options)


@given(panels(), OPTIONS, st.integers(0, 1000))
def test_shuffling_changes_nothing(frame, options, seed):
    told = with_spells(frame, "event", by=["unit"], **options)
    mixed = frame.sample(fraction=1, shuffle=True, seed=seed)
    again = with_spells(mixed, "event", by=["unit"], **options)
    assert told.sort("unit", "year").equals(again.sort("unit", "year"))


@given(panels())
def test_dropping_years_of_peace_changes_no_spell_of_the_rest(frame):
    told = with_spells(frame.drop_nulls(), "event", by=["unit"])
    first = pl.col("year") == pl.col("year").min().over("unit")
    kept = told.filter(first | (pl.col("event") == 1) | (pl.col("year") % 2 == 0))
    again = with_spells(kept.drop("event_spell"), "event", by=["unit"])
    assert again.equals(kept)


@given(panels())
def test_other_units_are_of_no_matter(frame):
    told = with_spells(frame, "event", by=["unit"])
    one = frame.filter(pl.col("unit") == 1)
    assert with_spells(one, "event", by=["unit"]).equals(told.filter(pl.col("unit") == 1))
