"""How far a prediction in three levels agrees with a judgement of yes or no."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Predictions at levels 0, 1 and 2, counted by what was so."""

    was: tuple[int, int, int]
    """How many of each level were so."""
    was_not: tuple[int, int, int]

    @property
    def hits(self) -> int:
        """Predicted, at whatever level, and so."""
        return sum(self.was[1:])

    @property
    def misses(self) -> int:
        """Not predicted, and so."""
        return self.was[0]

    @property
    def false_calls(self) -> int:
        """Predicted, at whatever level, and not so."""
        return sum(self.was_not[1:])

    @property
    def rejections(self) -> int:
        """Not predicted, and not so."""
        return self.was_not[0]

    @property
    def n(self) -> int:
        """How many were judged."""
        return sum(self.was) + sum(self.was_not)

    @property
    def accuracy(self) -> float | None:
        """The share predicted rightly; none where nothing was judged."""
        return _share(self.hits + self.rejections, self.n)

    @property
    def recall(self) -> float | None:
        """The share of what was so that was predicted; none where nothing was."""
        return _share(self.hits, sum(self.was))

    @property
    def auc(self) -> float | None:
        """The chance that what was so stands at a higher level than what was not.

        A tie counts half; none where all or nothing was so.
        """
        above = sum(
            a * b * (1.0 if i > j else 0.5)
            for i, a in enumerate(self.was)
            for j, b in enumerate(self.was_not)
            if i >= j
        )
        return _share(above, sum(self.was) * sum(self.was_not))


def agreement(pairs: Iterable[tuple[int, bool]]) -> Agreement:
    """Count predictions, as (level, whether it was so).

    >>> agreement([(2, True), (1, False), (0, False)]).auc
    1.0
    """
    was, was_not = [0, 0, 0], [0, 0, 0]
    for level, so in pairs:
        (was if so else was_not)[level] += 1
    return Agreement((was[0], was[1], was[2]), (was_not[0], was_not[1], was_not[2]))


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
