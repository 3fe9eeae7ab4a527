"""Expected utilities of war, by The War Trap and by War and Reason.

Interests come from ATOP's alliances of the whole system, power from COW's capability and
the distance between capitals. What EUGene does beyond it is not done here: alliances by
region, terms for a change in interests, equilibria of the game, and the search for the
best and the worst alliances that a state might have, from which its attitude to risk is
read. So states are neutral to risk unless you bring that attitude along.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.faults import NeedFault
from foedus.panel.axes import Unit
from foedus.panel.beside import beside_dyads, entries, wrong_unit
from foedus.panel.expecting import Floats, chance_to_win, power_at, stakes, war_trap
from foedus.panel.making import dyads
from foedus.panel.panel import Column, Panel
from foedus.panel.portfolios import PROMISES, Portfolios, alliance_portfolios
from foedus.panel.similarity import crossed, tau_b
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.source import Years

NAMES = {
    "eu_alone": "expected utility of war with the target, the two alone (The War Trap)",
    "eu_others": "what third parties add to it (The War Trap)",
    "eu_war": "expected utility of war with the target (The War Trap)",
    "eu_win": "chance to win as the sender sees it, all taking sides (War and Reason)",
    "eu_gain": "utility of getting what the sender demands (War and Reason)",
    "eu_loss": "utility of yielding to the target's demand (War and Reason)",
    "eu_quiet": "utility of leaving things as they are (War and Reason)",
}
FARTHEST_RISK = 1.0


def add(panel: Panel, *, risk: str | None = None) -> Panel:
    """Add `eu_war` and its parts, `eu_win`, `eu_gain`, `eu_loss`, `eu_quiet` to dyads.

    Parameters
    ----------
    risk
        A column of the panel that holds each state's attitude to risk, -1 averse to 1
        acceptant, such as `risk` for `sender_risk`; neutral unless told.

    Raises
    ------
    DataFault
        The rows of the panel are no directed dyads of COW's list.
    NeedFault
        The panel has no such column.
    """
    if panel.axes.unit is not Unit.DYAD_YEAR or not panel.axes.directed:
        raise wrong_unit(panel, "directed dyad-years")
    atop, nmc = panel.table("atop_dyads"), panel.table("nmc")
    shared = Years(
        max(atop.years.first, nmc.years.first, 1816), min(atop.years.last, nmc.years.last)
    )
    asked = panel.frame.select(
        pl.col("year").min().alias("a"), pl.col("year").max().alias("b")
    )
    first, last = asked.collect().row(0)
    years = range(max(shared.first, first), min(shared.last, last) + 1)
    attitude = _attitudes(panel, risk)
    apart = _distances(panel, years)
    held = (one for one in alliance_portfolios(atop, nmc) if one.year in years)
    frame = _frame(_utilities(held, apart, attitude))
    columns = [
        Column(name, Field(name, "S", Units.NONE, meaning), "foedus", shared)
        for name, meaning in NAMES.items()
    ]
    known = entries(panel, atop, columns, frame=frame)
    capitals = panel.table("cow_capitals")
    return beside_dyads(panel, known, ordered=True).resting_on([nmc, capitals])


def _attitudes(panel: Panel, risk: str | None) -> dict[tuple[int, int], float]:
    """Give the attitude to risk of each state and year that the panel holds."""
    if risk is None:
        return {}
    name = f"sender_{risk}"
    if name not in panel.names:
        raise NeedFault(
            f"the panel has no column {name}",
            expected="attitudes to risk, joined before",
            where="panel.add, expected_utility",
            mend=f"add your own table with a column {risk} first: panel.add(path, by=...)",
        )
    sender, _ = panel.axes.codes
    rows = panel.frame.select(sender, "year", name).unique().drop_nulls().collect()
    return {(code, year): value for code, year, value in rows.iter_rows()}


def _distances(panel: Panel, years: range) -> dict[int, dict[tuple[int, int], float]]:
    """Give kilometres between the capitals of each two states, year by year."""
    if not years:
        return {}
    pairs = dyads(years[0], years[-1], directed=False).on(panel.table).add("distance")
    far = pairs.collect(ids=False).drop_nulls("capital_distance")
    return {
        int(year): dict(zip(zip(rows["sender_cow"], rows["target_cow"], strict=True),
                            rows["capital_distance"], strict=True))
        for (year, *_), rows in far.partition_by("year", as_dict=True).items()
    }  # fmt: skip


def _utilities(
    years: Iterator[Portfolios],
    apart: dict[int, dict[tuple[int, int], float]],
    attitude: dict[tuple[int, int], float],
) -> Iterator[tuple[Portfolios, tuple[Floats, ...]]]:
    for held in years:
        tau = tau_b(crossed(held.ratings, levels=PROMISES))
        codes = held.states.tolist()
        risk = np.array([attitude.get((code, held.year), 0.0) for code in codes])
        risk = risk.clip(-FARTHEST_RISK, FARTHEST_RISK)
        power = power_at(
            _shares(held), _matrix(codes, apart.get(held.year, {})), year=held.year
        )
        alone, others = war_trap(tau, power)
        win = chance_to_win(tau, power, risk)
        yield held, (alone, others, alone + others, win, *stakes(tau, risk))


def _shares(held: Portfolios) -> Floats:
    """Give the capability of each state; what is not known is not nothing."""
    weights = np.full(len(held.states), np.nan) if held.weights is None else held.weights
    return np.where(weights > 0, weights, np.nan)


def _matrix(codes: list[int], far: dict[tuple[int, int], float]) -> Floats:
    distance: NDArray[np.float64] = np.full((len(codes), len(codes)), np.nan)
    np.fill_diagonal(distance, 0)
    place = {code: n for n, code in enumerate(codes)}
    for (a, b), km in far.items():
        if a in place and b in place:
            distance[place[a], place[b]] = distance[place[b], place[a]] = km
    return distance


def _frame(years: Iterator[tuple[Portfolios, tuple[Floats, ...]]]) -> pl.DataFrame:
    """Put the ordered pairs of all years one below another."""
    schema = {"sender_cow": pl.Int64, "target_cow": pl.Int64}
    parts = [
        pl.DataFrame(
            schema={**schema, **dict.fromkeys(NAMES, pl.Float64), "year": pl.Int64}
        )
    ]
    for held, found in years:
        a, b = np.nonzero(~np.eye(len(held.states), dtype=bool))
        values = {name: one[a, b] for name, one in zip(NAMES, found, strict=True)}
        keys = {"sender_cow": held.states[a], "target_cow": held.states[b]}
        part = pl.DataFrame({**keys, **values})
        parts.append(part.with_columns(year=pl.lit(held.year, pl.Int64)))
    whole = pl.concat(parts)
    return whole.with_columns(pl.col(list(NAMES)).fill_nan(None))
