"""When a text says that something was, with the readings that were not taken."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from foedus.reading.dates import dateline, moments
from foedus.reading.folding import fold_for_parsing

SAID = date(2024, 11, 7)


TABLE = yaml.safe_load(Path(__file__).with_name("times.yaml").read_text("utf-8"))


def rows():
    return [tuple(row) for group in TABLE.values() for row in group]


@pytest.mark.parametrize(("sentence", "words", "earliest", "latest"), rows())
def test_a_time_of_the_table_is_found_and_read_to_its_bounds(
    sentence, words, earliest, latest
):
    found = moments(fold_for_parsing(sentence), said=SAID)
    if words is None:
        assert [m.words for m in found] == []
        return
    [moment] = found
    # A year alone is a string in the table, and a whole day is a date.
    bounds = tuple(bound and str(bound) for bound in (earliest, latest))
    assert (moment.words.lower(), moment.earliest, moment.latest) == (
        words.lower(),
        *bounds,
    )


def read(text):
    return [
        (m.earliest, m.latest, m.grain) for m in moments(fold_for_parsing(text), said=SAID)
    ]


@pytest.mark.parametrize(
    ("text", "grain"),
    [
        ("on 19 June 2024", "day"),
        ("in June of 2024", "month"),
        ("in 2022", "year"),
        ("since 2022", "open-start"),
        ("by 2030", "open-end"),
        ("between 2010 and 2014", "span"),
        ("in the 1990s", "decade"),
        ("in the 19th century", "century"),
        ("during the Cold War", "era"),
        ("last week", "week"),
        ("recently", "vague"),
    ],
)
def test_a_time_has_a_grain(text, grain):
    assert [kept for *_, kept in read(f"It came {text}.")] == [grain]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("after the fall of the wall in 1989", "1989-01-01", None),
        ("in the wake of the Ukraine war", "2022", None),
        ("under Boris Yeltsin", "1991", "1999"),
    ],
)
def test_what_a_reader_is_taken_to_know_bounds_a_time(text, earliest, latest):
    assert [bounds[:2] for bounds in read(f"It came {text}.")] == [(earliest, latest)]


@pytest.mark.parametrize(
    ("sentence", "earliest", "latest"),
    [
        ("It began in 2014. The same year it grew.", "2014-01-01", "2014-12-31"),
        ("It began in 2014. Two years later it fell.", "2016-01-01", "2016-12-31"),
        ("It began in May 2014. Since then it grew.", "2014-05-01", None),
        ("It began on 3 May 2014. The following day it fell.", "2014-05-04", "2014-05-04"),
        ("Since then it grew.", None, None),
    ],
)
def test_a_time_counted_from_another_takes_its_bounds(sentence, earliest, latest):
    last = moments(sentence, said=SAID)[-1]
    assert (last.earliest, last.latest) == (earliest, latest)


def test_a_text_that_writes_the_month_first_is_read_so():
    [first, other] = moments("Filed 12/25/2020, and again 3/4/2021.")
    assert (first.earliest, first.rejected) == ("2020-12-25", ())
    assert (other.earliest, other.rejected) == ("2021-03-04", ("2021-04-03",))


@pytest.mark.parametrize(
    ("text", "kept", "rejected"),
    [
        ("07-11-2024", "2024-11-07", ("2024-07-11",)),
        ("3/4/2021", "2021-04-03", ("2021-03-04",)),
        ("25.12.2020", "2020-12-25", ()),
        ("12/25/2020", "2020-12-25", ()),
        ("05-05-2020", "2020-05-05", ()),
    ],
)
def test_a_date_in_figures_keeps_the_day_that_was_not_taken(text, kept, rejected):
    [moment] = moments(f"Released {text}.")
    assert (moment.earliest, moment.rejected) == (kept, rejected)


def test_without_a_day_of_its_own_a_text_leaves_a_bare_month_open():
    [moment] = moments("It came in March.")
    assert (moment.earliest, moment.latest, moment.grain) == (None, None, "month")


def test_the_dateline_is_a_whole_date_near_the_top_and_no_other():
    assert dateline("Title\nOslo, 12 March 2025\nText.").day == date(2025, 3, 12)
    assert dateline("Title\nOslo, March 2025\nText.") is None
    assert dateline("Title\n" + "word " * 60 + "on 12 March 2025.") is None
    assert dateline("x\n" * 1_000 + "12 March 2025") is None


def test_a_sentence_near_the_top_is_no_dateline():
    assert (
        dateline("Title\nThe two states signed their pact on 19 June 2024 in Rome.") is None
    )
    assert dateline("Title\nUpdated March 28, 2019 (R45652)\nText.").day == date(
        2019, 3, 28
    )
