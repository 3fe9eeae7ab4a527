"""When a text says that something was, with the readings that were not taken."""

from datetime import date

import pytest

from foedus.reading.dates import dateline, moments
from foedus.reading.folding import fold_for_parsing

SAID = date(2024, 11, 7)


def read(text):
    return [
        (m.earliest, m.latest, m.grain) for m in moments(fold_for_parsing(text), said=SAID)
    ]


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "grain"),
    [
        ("on 19 June 2024", "2024-06-19", "2024-06-19", "day"),
        ("June 19th, 2024", "2024-06-19", "2024-06-19", "day"),
        ("2024-06-19", "2024-06-19", "2024-06-19", "day"),
        ("in June of 2024", "2024-06-01", "2024-06-30", "month"),
        ("Feb. 2024", "2024-02-01", "2024-02-29", "month"),
        ("in 2022", "2022-01-01", "2022-12-31", "year"),
        ("since 2022", "2022-01-01", None, "open-start"),
        ("since March 2022", "2022-03-01", None, "open-start"),
        ("by 2030", None, "2030-12-31", "open-end"),
        ("until 4 December 2024", None, "2024-12-04", "open-end"),
        ("between 2010 and 2014", "2010-01-01", "2014-12-31", "span"),
        ("from 1939 to 1945", "1939-01-01", "1945-12-31", "span"),
        ("in 2022–23", "2022-01-01", "2023-12-31", "span"),
        ("the 1990s", "1990-01-01", "1999-12-31", "decade"),
        ("early 2023", "2023-01-01", "2023-04-30", "span"),
        ("late-2023", "2023-09-01", "2023-12-31", "span"),
        ("during the Cold War", "1947", "1991", "era"),
        ("after the fall of the wall in 1989", "1989-01-01", None, "open-start"),
        ("in the wake of the Ukraine war", "2022", None, "open-start"),
        ("under Boris Yeltsin", "1991", "1999", "era"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
        ("last month", "2024-10-01", "2024-10-31", "month"),
        ("in March", "2024-03-01", "2024-03-31", "month"),
        ("the December summit", "2023-12-01", "2023-12-31", "month"),
        ("on 3 May", "2024-05-03", "2024-05-03", "day"),
        ("in recent years", None, None, "vague"),
        ("recently", None, None, "vague"),
    ],
)
def test_a_time_is_read_to_its_bounds(text, earliest, latest, grain):
    assert read(f"It came {text}.") == [(earliest, latest, grain)]


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


@pytest.mark.parametrize(
    "text",
    [
        "It may end.",
        "It cost $2024.",
        "It sent 1,991 men.",
        "Some 2000 soldiers came.",
        "Resolution 1718 stands.",
        "Cold War-era arms rust.",
        "On 31-02-2024 and 45/45/2020.",
        "They march on.",
    ],
)
def test_what_is_no_time_is_none(text):
    assert [m.words for m in moments(text, said=SAID)] == []


def test_without_a_day_of_its_own_a_text_leaves_a_bare_month_open():
    [moment] = moments("It came in March.")
    assert (moment.earliest, moment.latest, moment.grain) == (None, None, "month")


def test_the_dateline_is_a_whole_date_near_the_top_and_no_other():
    assert dateline("Title\nOslo, 12 March 2025\nText.").day == date(2025, 3, 12)
    assert dateline("Title\nOslo, March 2025\nText.") is None
    assert dateline("Title\n" + "word " * 60 + "on 12 March 2025.") is None
    assert dateline("x\n" * 1_000 + "12 March 2025") is None
