"""What the backtest of joining tells, in tables."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.contest import Contest, Tried
from foedus.estimation.fit import Fit
from foedus.estimation.models.coalitions import Crowds, joined, sizes, wave
from foedus.estimation.rows import Rows
from foedus.estimation.score import LEAST_CHANCE, paired_gain, score
from foedus.estimation.sheet import Cell, Interval, Sheet
from foedus.estimation.sides import OUT, WITH_A, WITH_B
from foedus.terms.joining import CHARTER
from foedus.terms.reading import Terms, meaning

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

GIVEN = (
    "Each dispute is told as war or not, by how it ended: an upper bound of what could "
    "have been foretold."
)


FARED = ("Specification", "Kind", "Log loss", "AUC", "PR-AUC", "Expected / observed",
         "Side right")  # fmt: skip

THOUSAND = 1000.0
"""Losses are told per thousand states and disputes."""


def wars_of(held: Contest) -> Contest:
    """Keep the wars of a contest."""
    kept = held.rows.facts["war"].astype(bool)
    return replace(
        held,
        rows=held.rows.where(kept),
        years=held.years[kept],
        tried=tuple(
            Tried(one.theory, one.chances[kept], one.told[kept]) for one in held.tried
        ),
    )


def side_right(chances: Floats, outcome: NDArray[np.integer]) -> float:
    """Give the share of joiners to whom the side they joined was the likelier.

    Sides held as likely count half.

    >>> side_right(np.array([[0.8, 0.1, 0.1], [0.5, 0.4, 0.1]]), np.array([1, 1]))
    0.75
    """
    joined = outcome != OUT
    lean = np.sign(chances[joined, WITH_A] - chances[joined, WITH_B])
    toward = np.where(outcome[joined] == WITH_A, lean, -lean)
    return float((1.0 + toward).mean() / 2.0)


def scores(held: Contest, *, id: str, title: str, seed: int) -> Sheet:
    """Tell how each entry fared, with intervals of its loss by years."""
    return Sheet(
        id=id,
        title=title,
        columns=FARED,
        rows=tuple(_fared(held, one, seed=seed) for one in held.tried),
        note=f"{len(held.rows):,} choices, {(held.rows.outcome != OUT).sum()} joins, "
        f"{held.origins.first} to {held.origins.last}. {GIVEN} Log loss in nats per "
        "1000 states and disputes, over three ways; its interval of 95 % draws whole "
        "years again. AUC, PR-AUC and expected over observed are of joining at all.",
    )  # fmt: skip


def _fared(held: Contest, one: Tried, *, seed: int) -> tuple[Cell, ...]:
    outcome = held.rows.outcome
    lost = paired_gain(one.losses, np.zeros(len(outcome)), held.years, seed=seed)
    join = score((outcome != OUT).astype(np.float64), 1.0 - one.chances[:, OUT])
    return (
        one.theory.title, one.theory.kind,
        Interval(lost.mean * THOUSAND, lost.low * THOUSAND, lost.high * THOUSAND),
        join.auc, join.pr_auc, join.calibration, side_right(one.chances, outcome),
    )  # fmt: skip


def reliability(rows: Rows, chances: Floats) -> Sheet:
    """Set forecast against observed joining, by size of the forecast and by group."""
    joined = (rows.outcome != OUT).astype(np.float64)
    bins = score(joined, 1.0 - chances[:, OUT]).reliability
    by_size = [(f"{b.low:g} to {b.high:g}", b.count, b.forecast, b.observed) for b in bins]
    by_group = [
        (name, int(kept.sum()), float(chances[kept, way].mean()),
         float((rows.outcome[kept] == way).mean()))
        for name, kept, way in _groups(rows) if kept.any()
    ]  # fmt: skip
    return Sheet(
        id="reliability",
        title="Forecast and observed",
        columns=("Forecast, or group", "Choices", "Forecast", "Observed"),
        rows=(*by_size, *by_group),
        note="Sizes are chances to join at all; groups, those to join the side named.",
    )


def _groups(rows: Rows) -> Iterator[tuple[str, Truths, int]]:
    war = rows.facts["war"].astype(bool)
    with_a, with_b = (rows.of([f"{side}:defence"])[:, 0] > 0 for side in "ab")
    yield "war, owes the target defence: joins it", war & with_b, WITH_B
    yield "war, owes the attacker defence: joins it", war & with_a, WITH_A
    yield "war, owes neither: joins the target", war & ~with_a & ~with_b, WITH_B
    yield "war, owes neither: joins the attacker", war & ~with_a & ~with_b, WITH_A
    yield "below war, owes the target defence: joins it", ~war & with_b, WITH_B
    yield "below war, owes the attacker defence: joins it", ~war & with_a, WITH_A


def rates(rows: Rows) -> Sheet:
    """Count how often those who owed defence joined, and those who owed none."""
    return Sheet(
        id="rates",
        title="How often outsiders joined",
        columns=("Disputes", "Owes the target: n", "Joins it", "Joins the attacker",
                 "Owes the target alone: n", "Joins it (alone)",
                 "Owes the attacker: n", "Joins it (attacker)",
                 "Owes neither: n", "Joins the target (neither)",
                 "Joins the attacker (neither)"),
        rows=tuple(_rates_of(name, rows.where(kept)) for name, kept in _ages(rows)),
        note="Counted, not modelled: a state and a dispute that it did not begin. Defence "
        "is what ATOP holds in force at the end of the year before. War is how the whole "
        "dispute ended.",
    )  # fmt: skip


def _ages(rows: Rows) -> Iterator[tuple[str, Truths]]:
    war, early = rows.facts["war"].astype(bool), rows.year <= CHARTER
    first, last = int(rows.year.min()), int(rows.year.max())
    major = rows.of(["a:k_maj"])[:, 0] > 0
    yield f"wars {first} to {CHARTER}", war & early
    yield f"wars {CHARTER + 1} to {last}", war & ~early
    yield "wars, all", war
    yield f"below war {first} to {CHARTER}", ~war & early
    yield f"below war {CHARTER + 1} to {last}", ~war & ~early
    yield f"below war, major powers, {first} to {CHARTER}", ~war & early & major
    yield f"below war, major powers, {CHARTER + 1} to {last}", ~war & ~early & major
    yield "below war, minor powers", ~war & ~major


def _rates_of(name: str, rows: Rows) -> tuple[Cell, ...]:
    with_a, with_b = (rows.of([f"{side}:defence"])[:, 0] > 0 for side in "ab")

    def joining(kept: Truths, way: int) -> float | None:
        return float((rows.outcome[kept] == way).mean()) if kept.any() else None

    neither = ~with_a & ~with_b
    return (
        name,
        int(with_b.sum()), joining(with_b, WITH_B), joining(with_b, WITH_A),
        int((with_b & ~with_a).sum()), joining(with_b & ~with_a, WITH_B),
        int(with_a.sum()), joining(with_a, WITH_A),
        int(neither.sum()), joining(neither, WITH_B), joining(neither, WITH_A),
    )  # fmt: skip


def crowds(rows: Rows, chances: Floats, foreseen: Crowds) -> Sheet:
    """Set how many joined each war against what was foretold without a wave and with.

    Parameters
    ----------
    rows
        Wars.
    chances
        What was forecast of each, (S, 3).
    foreseen
        What was foretold of wars with the waves of those before them.
    """
    groups = rows.facts["dispute"]
    shared = wave(chances, rows.outcome, groups)
    seen = joined(rows)
    alone, together = sizes(chances, groups), sizes(chances, groups, shared)
    return Sheet(
        id="crowds",
        title="How many join one war",
        columns=("", "Mean", "None", "3 or more", "10 or more", "Most (median)",
                 "Log score"),
        rows=(
            ("observed", *_counted(np.eye(alone.shape[1])[seen]), None),
            ("each by itself", *_counted(alone), _log_score(alone, seen)),
            ("with the wave of earlier wars", *_counted(foreseen.told),
             _log_score(foreseen.told, foreseen.seen)),
            ("with their own wave, in sample", *_counted(together),
             _log_score(together, seen)),
        ),
        note=f"{len(seen)} wars, {rows.year.min()} to {rows.year.max()}. Their own wave "
        f"has sigma {shared.sigma:.2f} and shift {shared.shift:.2f}, found on these wars. "
        "Log score: mean log of the chance given to the number that joined.",
    )  # fmt: skip


def _log_score(told: Floats, seen: NDArray[np.intp]) -> float:
    given = told[np.arange(len(seen)), seen]
    return float(np.log(np.maximum(given, LEAST_CHANCE)).mean())


def waves(rows: Rows, chances: Floats) -> Sheet:
    """Tell what outsiders of one dispute share, in wars, below war, and in all disputes."""
    war = rows.facts["war"].astype(bool)
    parts = (("wars", war), ("below war", ~war), ("all disputes", np.ones(len(war), bool)))
    found = [
        (name, wave(chances[kept], rows.outcome[kept], rows.facts["dispute"][kept]))
        for name, kept in parts
    ]
    return Sheet(
        id="waves",
        title="What outsiders of one dispute share",
        columns=("Disputes", "Number", "Sigma", "Shift", "Log-likelihood without", "With"),
        rows=tuple(
            (name, one.groups, one.sigma, one.shift, one.without, one.log_likelihood)
            for name, one in found
        ),
        note="A draw from N(shift, sigma squared) for each dispute, added to every utility "
        "to join it. Found on the outcomes of the very disputes, by forecasts that did not "
        "know them: in sample.",
    )


def _counted(told: Floats) -> tuple[float, ...]:
    """Give mean, chance of none, of 3 and of 10 or more, and the median of the most."""
    mean = told.mean(axis=0)
    most = np.prod(np.cumsum(told, axis=1), axis=0)
    return (
        float(mean @ np.arange(len(mean))),
        float(mean[0]),
        float(mean[3:].sum()),
        float(mean[10:].sum()),
        float(np.argmax(most >= 0.5 - 1e-9)),
    )


def coefficients(fit: Fit, terms: Terms) -> Sheet:
    """Tell what each term adds to the utility of joining a side, and what it measures."""
    told = zip(fit.terms, fit.coef, fit.doubt, fit.standard, strict=True)
    return Sheet(
        id="coefficients",
        title="What draws a state to a side",
        columns=("Term", "Measures", "Coefficient", "z", "A standard deviation adds"),
        rows=tuple(
            (name, meaning(terms, name) if name in terms else "the constant", float(b),
             float(b / se), float(each) if name in terms else None)
            for name, b, se, each in told
        ),
        note=f"Fitted on {fit.rows:,} choices, {fit.events} joins, half-life "
        f"{fit.half_life:g} years, ridge {fit.penalty:g}. Outsiders of one dispute are "
        "taken as independent, so z is too large.",
    )  # fmt: skip


def unforetold(held: Contest, name: str, unknown: Floats, *, seed: int) -> Sheet:
    """Set forecasts given war beside those of who does not know if there will be one.

    Parameters
    ----------
    held
        The contest on all disputes.
    name
        The entry.
    unknown
        Its forecasts where nothing is said of war, (S, 3).
    seed
        Of the bootstrap.
    """
    given, rows = held.entry(name), held.rows
    blind = Tried(given.theory, unknown, unknown[np.arange(len(rows)), rows.outcome])
    both = replace(held, tried=(given, blind))
    parts = (("wars", wars_of(both)), ("all disputes", both))
    return Sheet(
        id="unforetold",
        title="Without knowing whether it comes to war",
        columns=("Disputes", *FARED),
        rows=tuple(
            (f"{part}, {how}", *_fared(kept, one, seed=seed))
            for part, kept in parts
            for how, one in zip(("war told", "war not told"), kept.tried, strict=True)
        ),
        note="Where war is not told, the two forecasts are mixed by the share of earlier "
        "disputes that became wars.",
    )  # fmt: skip
