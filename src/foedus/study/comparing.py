"""Two kept answers side by side: the numbers of both, and how far they lie apart."""

from dataclasses import dataclass

from foedus.ledger.entry import Result
from foedus.quantity import Estimate
from foedus.questions.answer import Answer


@dataclass(frozen=True, slots=True)
class Compared:
    """One number in two answers; None where an answer does not tell it."""

    sentence: str
    one: Estimate | None
    other: Estimate | None

    @property
    def moved(self) -> bool:
        """Tell whether the two differ at all, in the number or in its doubt."""
        return self.one != self.other

    @property
    def apart(self) -> bool:
        """Tell whether their intervals do not meet; False where one is missing."""
        if self.one is None or self.other is None:
            return False
        return self.one.low > self.other.high or self.other.low > self.one.high


def compared(one: Answer, other: Answer) -> tuple[Compared, ...]:
    """Pair the numbers of two answers by id, in the order of the first, then the second."""
    left = {str(result.id): result for result in one.results}
    right = {str(result.id): result for result in other.results}
    ids = dict.fromkeys((*left, *right))
    return tuple(_pair(left.get(id), right.get(id)) for id in ids)


def _pair(one: Result | None, other: Result | None) -> Compared:
    told = one or other
    return Compared(
        sentence=told.sentence if told else "",
        one=one.estimate if one else None,
        other=other.estimate if other else None,
    )
