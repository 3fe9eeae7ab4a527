"""Months as whole numbers, so that they can be counted."""

from foedus.faults import DataFault

YEAR = 12


def month(text: str) -> int:
    """Count months from year 0 to a month.

    >>> month("2024-03") - month("2023-12")
    3

    Raises
    ------
    DataFault
        The text names no month.
    """
    year, dash, number = text.partition("-")
    if not (dash and year.isdecimal() and number.isdecimal() and len(text) == 7):
        raise _no_month(text)
    if not 1 <= int(number) <= YEAR:
        raise _no_month(text)
    return int(year) * YEAR + int(number) - 1


def month_text(count: int) -> str:
    """Write a month as year and number.

    >>> month_text(month("1990-01") - 1)
    '1989-12'
    """
    year, rest = divmod(count, YEAR)
    return f"{year:04d}-{rest + 1:02d}"


def _no_month(text: str) -> DataFault:
    return DataFault(
        f"{text!r} is no month",
        expected="a year and a month, such as 2024-03",
        where="a month of the exchange",
        mend="write it as YYYY-MM",
    )
