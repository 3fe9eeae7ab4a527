"""What the simulation of past disputes comes to, in tables of scores."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.contest import Progress
from foedus.estimation.models.joining_tables import THOUSAND, side_right
from foedus.estimation.score import LEAST_CHANCE, paired_gain, score
from foedus.estimation.sheet import Cell, Interval, Sheet
from foedus.estimation.sides import OUT
from foedus.past.past import Past
from foedus.simulation.past_disputes import FORECASTS, SIMULATED, Foretold, foretold

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

RUNS = 2_000
EDGES = (0.0, 0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0)
"""Edges of the bins of reliability."""


def backtest(
    past: Past,
    *,
    seed: int,
    runs: int = RUNS,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Simulate who joins the disputes of 1950 to 2010, and tell how that went.

    Parameters
    ----------
    past
        The past.
    seed
        Of the simulation and the bootstrap.
    runs
        Of each dispute.
    progress
        Told after each origin.
    """
    held = foretold(past, runs=runs, seed=seed, progress=progress)
    war = held.rows.facts["war"].astype(bool)
    every = np.ones(len(war), bool)
    return (
        losses(held, war, id="wars", title="Who joined wars of the past", seed=seed),
        losses(held, every, id="disputes", title="Who joined past disputes", seed=seed),
        reliability(held, war),
        crowds(held),
        opposed(held),
        decades(held),
    )


def told(held: Foretold, name: str) -> Floats:
    """Give the loss of each row by a forecast, (S,), in nats."""
    given = held.chances[name][np.arange(len(held.rows)), held.rows.outcome]
    lost: Floats = -np.log(np.maximum(given, LEAST_CHANCE))
    return lost


def losses(held: Foretold, kept: Flags, *, id: str, title: str, seed: int) -> Sheet:
    """Tell how each forecast fared, and what the simulation tells more than it."""
    rows, outcome = held.rows.where(kept), held.rows.outcome[kept]
    ours, joined = told(held, SIMULATED)[kept], (outcome != OUT).astype(np.float64)
    found = list[tuple[Cell, ...]]()
    for name in FORECASTS:
        chances, lost = held.chances[name][kept], told(held, name)[kept]
        gain = paired_gain(lost, ours, rows.year, seed=seed)
        one = score(joined, 1.0 - chances[:, OUT])
        more = None if name == SIMULATED else Interval(
            gain.mean * THOUSAND, gain.low * THOUSAND, gain.high * THOUSAND
        )  # fmt: skip
        found.append(
            (name, float(lost.mean() * THOUSAND), one.brier * THOUSAND, one.auc,
             one.calibration, side_right(chances, outcome), more)
        )  # fmt: skip
    disputes = len(np.unique(rows.facts["dispute"]))
    return Sheet(
        id=id,
        title=title,
        columns=("Forecast", "Log loss", "Brier", "AUC", "Expected / observed",
                 "Side right", "Simulation tells more by"),
        rows=tuple(found),
        note=f"{disputes} disputes, {int(joined.sum())} joins, {len(rows):,} choices, "
        f"{held.years.min()} to {held.years.max()}; fits of what was known at each fifth "
        "year. Given war or not, as it became. Losses in thousandths a state and dispute; "
        "the interval of 95 % draws whole years again.",
    )  # fmt: skip


def reliability(held: Foretold, war: Flags) -> Sheet:
    """Set simulated against observed joining, by size of the chance."""
    chance = 1.0 - held.chances[SIMULATED][:, OUT]
    joined = (held.rows.outcome != OUT).astype(np.float64)
    found = list[tuple[Cell, ...]]()
    for name, kept in (("wars", war), ("below war", ~war)):
        bins = score(joined[kept], chance[kept], edges=EDGES).reliability
        found += [
            (f"{name}, {b.low:g} to {b.high:g}", b.count, b.forecast, b.observed)
            for b in bins
        ]
    return Sheet(
        id="reliability",
        title="Simulated chance to join, and what came of it",
        columns=("Chance", "Choices", "Simulated", "Observed"),
        rows=tuple(found),
    )


def crowds(held: Foretold) -> Sheet:
    """Set how many joined against how many were foretold."""
    found = list[tuple[Cell, ...]]()
    for name, kept in (("wars", held.wars), ("below war", ~held.wars)):
        seen = held.seen[kept]
        width = max(made.shape[1] for made in held.crowds.values())
        found.append((f"{name}: observed", *_counted(np.eye(width)[seen]), None))
        for forecast, made in held.crowds.items():
            given = made[kept][np.arange(len(seen)), seen]
            mean = float(np.log(np.maximum(given, LEAST_CHANCE)).mean())
            found.append((f"{name}: {forecast}", *_counted(made[kept]), mean))
    return Sheet(
        id="crowds",
        title="How many joined",
        columns=("Disputes", "Mean", "Nobody", "1 or 2", "3 to 5", "More than 5",
                 "10 or more", "Log score"),
        rows=tuple(found),
        note=f"{int(held.wars.sum())} wars and {int((~held.wars).sum())} disputes below "
        f"war; {held.left_out} were passed over, since one that began them was no state "
        "the year before. Shares of disputes. Log score: mean log of the chance given to "
        "the number that joined; nearer to 0 is better.",
    )  # fmt: skip


def opposed(held: Foretold) -> Sheet:
    """Set how often such powers took both sides against what was simulated."""
    found = list[tuple[Cell, ...]]()
    for name, kept in (("wars", held.wars), ("below war", ~held.wars)):
        for kind, says in (("great", "great powers"), ("nuclear", "nuclear arms")):
            told, came = held.opposed[kind][kept].T
            found.append(
                (f"{name}: {says}", int(kept.sum()), float(told.sum()), int(came.sum()),
                 float(told.sum() / came.sum()) if came.any() else None)
            )  # fmt: skip
    return Sheet(
        id="opposed",
        title="Powers on both sides",
        columns=("Disputes", "Number", "Simulated", "Observed", "Simulated / observed"),
        rows=tuple(found),
        note="Disputes in which some such powers took both sides, those that began them "
        "among them. To take a side is to be in the dispute, from threats to fighting.",
    )


def _counted(made: Floats) -> tuple[float, ...]:
    mean = made.mean(axis=0)
    return (
        float(mean @ np.arange(len(mean))), float(mean[0]), float(mean[1:3].sum()),
        float(mean[3:6].sum()), float(mean[6:].sum()), float(mean[10:].sum()),
    )  # fmt: skip


def decades(held: Foretold) -> Sheet:
    """Tell joins and losses by decade, of wars and of all disputes."""
    war, outcome = held.rows.facts["war"].astype(bool), held.rows.outcome
    chance = 1.0 - held.chances[SIMULATED][:, OUT]
    decade = held.rows.year // 10 * 10
    found = list[tuple[Cell, ...]]()
    for name, kept in (("wars", war), ("all disputes", np.ones(len(war), bool))):
        for first in np.unique(decade[kept]).tolist():
            mine = kept & (decade == first)
            found.append(
                (f"{name}, {first}s", int((outcome[mine] != OUT).sum()),
                 float(chance[mine].sum()), *_means(held, mine))
            )  # fmt: skip
    return Sheet(
        id="decades",
        title="By decade",
        columns=("Disputes", "Joined", "Simulated", *FORECASTS[:4]),
        rows=tuple(found),
        note="Joiners in all, and log loss in thousandths by forecast.",
    )


def _means(held: Foretold, kept: Flags) -> Sequence[float]:
    return [float(told(held, name)[kept].mean() * THOUSAND) for name in FORECASTS[:4]]
