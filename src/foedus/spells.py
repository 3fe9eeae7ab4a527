"""Dates and the spells between them.

History is dated to the day, the month or the year, as the source knew it. All three are
one thing here: a spell of days, both ends included.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from foedus.faults import DataFault

DAY = timedelta(days=1)

_FORM = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Spell:
    """Days from `start` to `end`, both included; `end` None is still running."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise DataFault(
                f"spell ends {self.end} before it starts {self.start}",
                expected="start on or before end",
                where="spells.Spell",
                mend="check the order of the two dates in the source",
            )

    def __str__(self) -> str:
        return f"{self.start} to {self.end or 'now'}"

    def holds(self, day: date) -> bool:
        """Tell whether the day lies in the spell.

        >>> Spell(date(1914, 7, 28), date(1918, 11, 11)).holds(date(1916, 2, 21))
        True
        """
        return self.start <= day and (self.end is None or day <= self.end)

    def meet(self, other: "Spell") -> "Spell | None":
        """Give the days common to both, or None.

        >>> str(Spell(date(1900, 1, 1)).meet(Spell(date(1890, 1, 1), date(1905, 1, 1))))
        '1900-01-01 to 1905-01-01'
        """
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends, default=None)
        return None if end is not None and end < start else Spell(start, end)

    def holds_year(self, year: int) -> bool:
        """Tell whether any day of the year lies in the spell."""
        return self.meet(Spell(date(year, 1, 1), date(year, 12, 31))) is not None


def spell_of(text: str, *, where: str) -> Spell:
    """Read a day, a month or a year as the days it may mean.

    Raises
    ------
    DataFault
        The text is none of the three.

    Examples
    --------
    >>> str(spell_of("2024-02", where="a doctest"))
    '2024-02-01 to 2024-02-29'
    """
    try:
        match [int(part) for part in text.split("-") if _FORM.fullmatch(text)]:
            case [year]:
                return Spell(date(year, 1, 1), date(year, 12, 31))
            case [year, month]:
                last = monthrange(year, month)[1]
                return Spell(date(year, month, 1), date(year, month, last))
            case [year, month, day]:
                return Spell(date(year, month, day), date(year, month, day))
    except ValueError:
        pass
    raise DataFault(
        f"{text!r} is no date",
        expected="YYYY-MM-DD, YYYY-MM or YYYY",
        where=where,
        mend="write the date in one of the three forms, or leave it out",
    )


def in_force(spells: Iterable[Spell], day: date) -> bool:
    """Tell whether any of the spells holds the day."""
    return any(spell.holds(day) for spell in spells)
