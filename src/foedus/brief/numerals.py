"""How numbers are written for people: as many digits as are known, and no more.

Whole numbers are counts and stand as they are; measured ones keep three digits. Beyond a
million a word stands for the noughts, since nobody reads nine digits in a row.
"""

from datetime import date
from math import floor, isfinite, log10

from foedus.questions.answer import Cell

UNKNOWN = "not known"
"""What stands for a number that nobody has."""

_WORDS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_TIMES = ("year", "date", "day", "since")


def written(cell: Cell | date, column: str = "") -> str:
    """Write a cell of a table; the column tells a year from a count.

    >>> written(9000000), written(1234), written(0.12345), written(1234.5)
    ('9 million', '1,234', '0.123', '1,230')
    >>> written(2024, "Year"), written(None), written("as said")
    ('2024', 'not known', 'as said')
    """
    match cell:
        case None:
            return UNKNOWN
        case bool() | str() | date():
            return str(cell)
        case int() if _is_time(column):
            return str(cell)
        case int() if abs(cell) < 1_000_000:
            return f"{cell:,}".replace("-", "−")
        case _:
            return _measured(float(cell))


def percent(share: float) -> str:
    """Write a probability or share as a whole percentage.

    >>> percent(0.55)
    '55 %'
    """
    return f"{100 * share:.0f} %"


def is_number(cell: Cell) -> bool:
    """Tell whether a cell is to be read as a number, and so stands to the right."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _is_time(column: str) -> bool:
    words = column.casefold().replace("_", " ").split()
    return bool(words) and words[0].rstrip("s") in _TIMES


def _measured(value: float) -> str:
    if not isfinite(value):
        return "without bound" if value > 0 else "without bound below"
    if value == 0:
        return "0"
    size, word = next(((s, f" {w}") for s, w in _WORDS if abs(value) >= s), (1.0, ""))
    shown = _three_digits(value / size)
    if shown.strip("-0.") == "":
        shown = "under 0.0001" if value > 0 else "over -0.0001"
    return (shown + word).replace("-", "−")


def _three_digits(value: float) -> str:
    places = 2 - floor(log10(abs(value)))
    text = f"{round(value, places):,.{min(max(places, 0), 4)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
