"""Tables of how the forecasts of an event fared, as `foedus backtest` prints them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.rows import Rows
from foedus.estimation.score import EDGES, losses, paired_gain, score
from foedus.estimation.sheet import Cell, Sheet
from foedus.estimation.theory import Theory
from foedus.faults import NeedFault

Floats = NDArray[np.float64]

COLUMNS = (
    "Forecast", "Rows", "Events", "Log loss", "AUC", "PR-AUC", "PRL", "Low", "High",
    "Expected / observed", "Slope",
)  # fmt: skip

SHARES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
"""Edges of the bins of reliability, for events that are no rarity."""

NOTE = (
    "PRL is the share of the log loss of a base rate that is saved; the rate is that of "
    "all years before the first one forecast. Low and high hold it in 95 % of drawings of "
    "whole years. Expected / observed above 1 is too many forecast; a slope below 1 is too "
    "bold."
)


def recommended(entries: Sequence[Theory]) -> Theory:
    """Give the specification that is recommended.

    Raises
    ------
    NeedFault
        None of them is.
    """
    for one in entries:
        if one.kind == "recommended":
            return one
    raise NeedFault(
        "no specification is recommended",
        expected="one entry of kind `recommended`",
        where="estimation.models",
        mend="mark one in the model's file of theories",
    )


def scored(
    name: str, held: Rows, chances: Floats, *, base: float, seed: int
) -> tuple[Cell, ...]:
    """Score forecasts of an event in a line of `COLUMNS`.

    Parameters
    ----------
    name
        What was forecast.
    held
        The rows.
    chances
        What was forecast of each, (S,).
    base
        The rate of the event before the first year that is forecast.
    seed
        Of the bootstrap.
    """
    outcome = held.outcome.astype(np.float64)
    told = score(outcome, chances, base=base)
    rival = losses(outcome, np.full(len(outcome), base))
    gain = paired_gain(rival, losses(outcome, chances), held.year, seed=seed)
    share = 1 / float(rival.mean())
    return (
        name, told.n, told.events, told.log_loss, told.auc, told.pr_auc, told.prl,
        gain.low * share, gain.high * share, told.calibration, told.slope,
    )  # fmt: skip


def reliability_sheet(
    title: str, held: Rows, chances: Floats, edges: Sequence[float] = EDGES
) -> Sheet:
    """Set what was forecast beside what came of it, by the size of the forecast."""
    outcome = held.outcome.astype(np.float64)
    bins = score(outcome, chances, edges=edges).reliability
    return Sheet(
        id="reliability",
        title=title,
        columns=("From", "Rows", "Forecast", "Observed"),
        rows=tuple((one.low, one.count, one.forecast, one.observed) for one in bins),
    )


def decades_sheet(title: str, held: Rows, chances: Floats) -> Sheet:
    """Set the events that were expected beside those that came, by decades."""
    decade = held.year // 10 * 10
    parts = [(int(one), decade == one) for one in np.unique(decade)]
    return Sheet(
        id="decades",
        title=title,
        columns=("Decade", "Observed", "Expected"),
        rows=tuple(
            (f"{one}s", int(held.outcome[now].sum()), float(chances[now].sum()))
            for one, now in parts
        ),
    )
