"""What a contest came to, in a table: each entry against the nulls, and its weight."""

from collections.abc import Sequence

from foedus.estimation.contest import Contest
from foedus.estimation.sheet import Cell, Interval, Sheet
from foedus.faults import DataFault

HEADS = ("Specification", "Kind", "Log loss", "Saved", "Weight")

CONTEST = "contest"
"""The id of the table, by which questions find it among the scores of a model."""


def contest_sheet(
    held: Contest, *, title: str, unit: str, scale: float = 1.0, seed: int
) -> Sheet:
    """Set each entry against every null, with intervals by years, and weigh all.

    Parameters
    ----------
    held
        What was tried.
    title
        Of the table.
    unit
        What a gain is counted in, such as `nats per 1000 pairs and years`.
    scale
        By which gains and losses are multiplied to be in that unit.
    seed
        Of the bootstrap.

    Raises
    ------
    DataFault
        No null was entered: a score that nothing is held against says nothing.
    """
    nulls = [one.theory.name for one in held.tried if one.theory.kind == "null"]
    if not nulls:
        raise DataFault(
            "no null was entered",
            expected="a base rate, calendar time alone, or persistence among the entries",
            where="estimation.standing",
            mend="enter the nulls of the model beside the theories",
        )
    names = [one.theory.name for one in held.tried]
    weights = dict(zip(names, held.weights(names), strict=True))
    return Sheet(
        id=CONTEST,
        title=title,
        columns=(*HEADS, *(over(null) for null in nulls)),
        rows=tuple(
            _row(held, name, nulls, float(weights[name]), scale=scale, seed=seed)
            for name in names
        ),
        note=f"Log loss and gains in {unit}, {held.origins.first} to {held.origins.last}, "
        f"forecast from origins every {held.origins.every} years; intervals of 95 % draw "
        "whole years again. Saved is the share of the first null's loss that an entry "
        "spares. Weights are those of the pool that tells most; they show how entries "
        "overlap and are no verdict on which is true.",
    )


def over(null: str) -> str:
    """Name the column of the gain over a null, an Interval."""
    return f"Over {null}"


def _row(
    held: Contest,
    name: str,
    nulls: Sequence[str],
    weight: float,
    *,
    scale: float,
    seed: int,
) -> tuple[Cell, ...]:
    entry, loss = held.entry(name).theory, held.loss(name)
    gained = [held.gain(name, null, seed=seed) for null in nulls]
    gains = [Interval(g.mean * scale, g.low * scale, g.high * scale) for g in gained]
    saved = 1 - loss / held.loss(nulls[0])
    return (entry.title, entry.kind, loss * scale, saved, weight, *gains)
