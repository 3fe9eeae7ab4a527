"""Which specification history supports: what the contests came to, model by model.

The figures are those that `foedus backtest` left in the package. A theory is upheld where
it told more than a null, by an interval that leaves out nothing; where it did not, that is
said as plainly.
"""

from dataclasses import dataclass

from foedus.estimation.register import model
from foedus.estimation.scores import has_sheet, judged_models, sheet
from foedus.estimation.sheet import Interval, Sheet
from foedus.estimation.standing import CONTEST, over
from foedus.estimation.theory import Theory, theories

ORDER = ("formation_defence", "formation_other", "termination", "joining", "onset", "war")
"""In which contests are told; others follow by name."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One entry in the contest of one model."""

    theory: Theory
    saved: float
    """Share of the base rate's loss that it spared."""
    weight: float
    gains: dict[str, Interval]
    """Null -> what it told more than that null."""

    def beats(self, null: str) -> bool:
        """Tell whether it told more than a null, doubt included."""
        return self.gains[null].low > 0


@dataclass(frozen=True, slots=True)
class Judged:
    """The contest of one model."""

    model: str
    asks: str
    nulls: tuple[Theory, ...]
    verdicts: tuple[Verdict, ...]
    note: str

    @property
    def hardest(self) -> Theory:
        """The null that told most: what a theory must beat to have said something."""
        by_name = {one.theory.name: one for one in self.verdicts}
        return max(self.nulls, key=lambda null: by_name[null.name].saved)

    @property
    def theories(self) -> tuple[Verdict, ...]:
        """The entries that are theories."""
        return tuple(one for one in self.verdicts if one.theory.kind == "theory")


def judged(name: str) -> Judged:
    """Read what the contest of a model came to.

    Raises
    ------
    NeedFault
        The package carries no scores of it.
    """
    told = sheet(name, CONTEST)
    entries = {theory.title: theory for theory in theories(name)}
    nulls = tuple(t for t in entries.values() if t.kind == "null")
    rows = [(entries.get(str(row["Specification"])), row) for row in _records(told)]
    verdicts = tuple(_verdict(row, theory, nulls) for theory, row in rows if theory)
    return Judged(name, model(name).ASKS, nulls, verdicts, told.note)


def all_judged() -> tuple[Judged, ...]:
    """Read the contests of every model that has been judged, pacts before disputes."""
    held = [name for name in judged_models() if has_sheet(name, CONTEST)]
    return tuple(judged(name) for name in sorted(held, key=_order))


def _order(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def _records(told: Sheet) -> list[dict[str, object]]:
    return [dict(zip(told.columns, row, strict=True)) for row in told.rows]


def _verdict(row: dict[str, object], theory: Theory, nulls: tuple[Theory, ...]) -> Verdict:
    gains = {null.name: row[over(null.name)] for null in nulls}
    return Verdict(
        theory,
        float(str(row["Saved"])),
        float(str(row["Weight"])),
        {name: gain for name, gain in gains.items() if isinstance(gain, Interval)},
    )
