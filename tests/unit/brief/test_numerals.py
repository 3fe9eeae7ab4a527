import pytest

from foedus.brief.numerals import is_number, percent, written


@pytest.mark.parametrize(
    ("cell", "column", "said"),
    [
        (29000, "Troops", "29,000"),
        (1190000, "Troops", "1.19 million"),
        (2.021421e12, "GDP", "2.02 trillion"),
        (0.0382, "Share", "0.0382"),
        (0.00001, "Share", "under 0.0001"),
        (-0.25, "Change", "−0.25"),
        (-3, "Change", "−3"),
        (999999.9, "Rounds", "1,000,000"),
        (0.0, "Share", "0"),
        (float("inf"), "Rounds", "without bound"),
    ],
)
def test_a_number_keeps_the_digits_that_are_known(cell, column, said):
    assert written(cell, column) == said


def test_a_year_has_no_comma():
    assert written(2023, "Year") == "2023"
    assert written(2023, "year of entry") == "2023"
    assert written(2023, "Troops") == "2,023"


def test_what_nobody_knows_is_said_and_not_left_empty():
    assert written(None) == "not known"


def test_a_share_is_told_as_a_percentage():
    assert percent(0.8) == "80 %"


def test_a_text_of_digits_is_no_number():
    assert not is_number("12")
    assert is_number(12)
