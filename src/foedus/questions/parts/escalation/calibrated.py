"""How well simulated joiners did on the wars of the past, as `foedus backtest` found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from foedus import doors
from foedus.estimation.scores import kept_scores
from foedus.estimation.sheet import Interval, Sheet
from foedus.faults import Finding
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit, exactly
from foedus.questions.answer import Cell, Table
from foedus.questions.wording import series

MODEL = "escalation"

SAYS = {
    "one shot": "the one-shot choice, in which nobody is called",
    "near and great": "shares by nearness and rank",
    "treaties": "shares of those that treaties bind, and of others",
    "all bound join": "the word of treaties, by which all bound join and nobody else",
}
"""What each rival forecast is, in words."""

POWERS = {"great": "great powers", "nuclear": "states with nuclear arms"}


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is told of it: gains over rivals, powers on both sides, tables, remarks."""

    gains: dict[str, Interval]
    wars: int
    opposed: dict[str, tuple[float, float]]
    """In how many wars powers took both sides, great and nuclear: simulated, observed."""
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    basis: str

    def results(self, posted: date) -> Iterator[Result]:
        """Post what a sentence may rest on."""

        def post(part: str, sentence: str, told: Estimate) -> Result:
            return Result(
                id=ResultId(f"{MODEL}.past.{part}"),
                question=MODEL,
                sentence=sentence,
                estimate=told,
                rests_on=("model:joining",),
                posted=posted,
            )

        for name, gain in self.gains.items():
            yield post(
                name.replace(" ", "_"),
                f"What the simulation tells more of who joined past wars than {SAYS[name]}"
                ", in thousandths of a nat a state and war",
                Estimate(gain.value, gain.low, gain.high, 0.95, Unit.NONE, self.basis),
            )
        tried = exactly(self.wars, Unit.COUNT, self.basis)
        yield post("wars", "Wars that the simulation was tried on", tried)
        for kind, both in self.opposed.items():
            for part, value in zip(("simulated", "observed"), both, strict=True):
                yield post(
                    f"{kind}_{part}",
                    f"Wars of these in which {POWERS[kind]} took both sides, {part}",
                    exactly(value, Unit.COUNT, self.basis),
                )


@cache
def calibration() -> Calibration:
    """Read what the package carries."""
    sheets = {one.id: one for one in kept_scores(MODEL)}
    great, nuclear = sheets["opposed"].rows[:2]
    return Calibration(
        _gains(sheets["wars"]),
        int(str(great[1])),
        {
            kind: (float(str(row[2])), float(str(row[3])))
            for kind, row in (("great", great), ("nuclear", nuclear))
        },
        tuple(_table(sheets[id]) for id in ("wars", "crowds", "opposed")),
        tuple(_verdicts(sheets)),
        doors.digest([[one.id, one.rows] for one in sheets.values()]),
    )


def _gains(one: Sheet) -> dict[str, Interval]:
    return {str(row[0]): row[-1] for row in one.rows if isinstance(row[-1], Interval)}


def _table(one: Sheet) -> Table:
    return Table(
        id=f"{MODEL}.past.{one.id}",
        title=one.title,
        columns=one.columns,
        rows=tuple(tuple(_cell(cell) for cell in row) for row in one.rows),
        rests_on=tuple(("model:joining",) for _ in one.rows),
        note=one.note,
    )


def _cell(cell: str | int | float | Interval | None) -> Cell:
    if isinstance(cell, Interval):
        return str(cell)
    if cell is None:
        return ""
    return f"{cell:.3g}" if isinstance(cell, float) else cell


def _verdicts(sheets: dict[str, Sheet]) -> list[Finding]:
    """Say of wars, and of all disputes, which rivals the simulation beats."""
    found = []
    for id, what in (("wars", "wars"), ("disputes", "disputes of all kinds")):
        gains = _gains(sheets[id])
        beaten = [name for name, gain in gains.items() if gain.low > 0]
        lost = [name for name, gain in gains.items() if gain.high < 0]
        drawn = [name for name in gains if name not in beaten and name not in lost]
        said = [
            f"{word} {series(SAYS[name] for name in names)}"
            for word, names in (
                ("more than", beaten),
                ("no more and no less, within its interval, than", drawn),
                ("less than", lost),
            )
            if names
        ]
        remark = "of who joined it tells " + "; ".join(said)
        found.append(Finding("note", f"the simulation on past {what}", remark))
    return found
