"""A table of scores, as a person reads it: what `foedus backtest` prints."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and the ends between which it lies."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Write it as people do.

        >>> str(Interval(1.3922, 1.1714, 1.623))
        '1.39 [1.17, 1.62]'
        """
        return f"{self.value:.3g} [{self.low:.3g}, {self.high:.3g}]"


Cell = str | int | float | Interval | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under a title."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
