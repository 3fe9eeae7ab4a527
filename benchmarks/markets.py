"""How long trade equilibria take: beside gegravity, in batches, and as they grow.

Worlds are made here: states of unequal size at unequal distances, output and spending
apart. gegravity (0.3, from PyPI, extra `bench`) is run in the same process on the same
tables, frames in and frames out; its prices are one step, ours a fixed point, so that step
is taken too and both are told apart. Where it is not installed it is left out.

`python benchmarks/markets.py 30 100 200` names the sizes to run it at; 200 states take it
about a minute.
"""

import logging
import os
import sys
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.util import find_spec
from io import StringIO
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.faces.cli.terminal import print_table
from foedus.markets.barriers import Barriers, barriers_from
from foedus.markets.economy import Economy, economy, spending_from
from foedus.markets.embargo import Sanction, barriers_of
from foedus.markets.evasion import routed_economy
from foedus.markets.gravity import Equilibrium, equilibrium
from foedus.markets.imposing import Setting, imposed
from foedus.markets.resistance import conditional, one_step
from foedus.markets.routes import routes
from foedus.markets.trade import Trade, trade_from

Floats = NDArray[np.float64]
THETA, MEMBERS, CUT = 4.0, 19, -1.5
TIMES = 7


def seconds(work: Callable[[], object], times: int = TIMES) -> float:
    """Time some work, as the median of several runs after one to warm up."""
    work()
    spent = []
    for _ in range(times):
        start = perf_counter()
        work()
        spent.append(perf_counter() - start)
    return median(spent)


def world(n: int, s: int = 1, *, seed: int = 1) -> Trade:
    """Make flows among n states in s sectors."""
    draw = np.random.default_rng(seed)
    size, apart = np.exp(draw.normal(0, 1.2, n)), draw.normal(0, 1, (n, n))
    near = np.exp(-(apart + apart.T) / 2)
    flows = 0.2 * np.outer(size, size) * near / size.sum()
    flows = flows[..., None] / s * np.exp(draw.normal(0, 0.4, (n, n, s)))
    home = np.arange(n)
    flows[home, home] = 1.3 / s * size[:, None] * np.exp(draw.normal(0, 0.2, (n, s)))
    return Trade(
        tuple(f"S{k:03}" for k in range(n)), tuple(f"g{k}" for k in range(s)), flows
    )


def linked(n: int, s: int) -> Economy:
    """Make an economy whose sectors buy from each other."""
    draw = np.random.default_rng(2)
    trade = world(n, s)
    shares = trade.flows / trade.flows.sum(axis=0)
    labour = draw.uniform(0.4, 0.7, (n, s))
    inputs = draw.dirichlet(np.full(s, 2.0), (s, n)).transpose(2, 0, 1)
    spent = spending_from(
        shares, trade.flows.sum(axis=(0, 2)), final_shares=np.full((n, s), 1 / s),
        labour=labour, inputs=inputs,
    )  # fmt: skip
    made = Trade(trade.states, trade.sectors, shares * spent)
    return economy(made, theta=draw.uniform(3, 8, s), labour=labour, inputs=inputs)


def cut_of(n: int, s: int = 1, depth: float = CUT) -> Floats:
    """Cut trade between a coalition and a target."""
    change = np.zeros((n, n, s))
    members = slice(1, min(n - 1, MEMBERS) + 1)
    change[0, members] = change[members, 0] = depth
    return change


def many(n: int, scenarios: int) -> Barriers:
    """Give sanctions of many depths."""
    members = tuple(f"S{k:03}" for k in range(1, MEMBERS + 1))
    depths = np.linspace(-0.1, -4.0, scenarios)[:, None]
    return barriers_of(world(n), Sanction(members, "S000"), beta=depths)


def settle_table(table: pl.DataFrame, change: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    """Go from a long table to two: what states earn and pay, and what they trade."""
    trade = trade_from(table)
    cells = np.zeros((len(trade.states), len(trade.states), 1))
    rows = trade.places(change["exporter"]), trade.places(change["importer"])
    cells[*rows, 0] = change["log_openness"].to_numpy()
    found = equilibrium(economy(trade, theta=THETA), barriers_from(cells))
    states = pl.DataFrame(
        {
            "state": trade.states,
            "wages": found.wages[0],
            "prices": found.prices[0, :, 0],
            "output": found.output[0, :, 0],
            "spending": found.spending[0, :, 0],
            "welfare": found.welfare[0],
        }
    )
    return states, Trade(trade.states, trade.sectors, found.flows()).table()


def gravity_world(n: int, *, seed: int = 1) -> tuple[Trade, Floats]:
    """Make flows that follow from distances on a plane, as gegravity wants them."""
    draw = np.random.default_rng(seed)
    places, size = draw.uniform(0, 1, (n, 2)), np.exp(draw.normal(0, 1, n))
    far = np.hypot(*(places[:, None] - places).transpose(2, 0, 1)) + 0.05
    openness = 0.3 * far**-0.8
    openness[np.arange(n), np.arange(n)] = 30.0
    spending = size * np.exp(draw.normal(0, 0.1, n))
    spending *= size.sum() / spending.sum()
    flows = conditional(openness, size, spending, theta=THETA).trade
    states = tuple(f"S{k:03}" for k in range(n))
    return Trade(states, ("goods",), flows[..., None].copy()), openness


def beside_gegravity(n: int) -> tuple[str, ...]:
    """Run both on the same tables."""
    (trade, openness), change = gravity_world(n), cut_of(n)
    table = trade.table().drop("sector")
    told = pl.DataFrame(
        [
            (trade.states[i], trade.states[j], change[i, j, 0])
            for i, j in np.argwhere(change[..., 0] != 0)
        ],
        schema=["exporter", "importer", "log_openness"],
        orient="row",
    )
    ours = seconds(lambda: settle_table(table, told))
    settled = settle_table(table, told)[0]["wages"].to_numpy()
    prices, theirs = gegravity(trade, openness, change)
    cells = trade.flows[..., 0]
    margins = cells.sum(axis=1), cells.sum(axis=0)
    before, after = (
        conditional(cells * np.exp(one), *margins, theta=THETA)
        for one in (np.zeros_like(cells), change[..., 0])
    )
    step = one_step(before, after, cells * np.exp(change[..., 0])).prices
    gap, off = np.abs(step / prices - 1).max(), prices / settled
    # The level of prices is each program's own; compare them against their mean.
    apart = np.abs(off / off.mean() - 1).max()
    return (
        f"{n}", f"{theirs:.2f} s", f"{ours * 1e3:.2f} ms", f"{theirs / ours:,.0f}",
        f"{gap:.0e}", f"{apart:.1e}",
    )  # fmt: skip


def gegravity(trade: Trade, openness: Floats, change: Floats) -> tuple[Floats, float]:
    """Run gegravity once: its prices and the seconds from frames to results."""
    import gegravity as peer
    import pandas as pd

    n, flows = len(trade.states), trade.flows[..., 0]
    frame = pd.DataFrame(
        {
            "exporter": np.repeat(trade.states, n),
            "importer": np.tile(trade.states, n),
            "year": "2020",
            "trade": flows.ravel(),
            "Y": np.repeat(flows.sum(axis=1), n),
            "E": np.tile(flows.sum(axis=0), n),
            "openness": np.log(openness).ravel(),
            "cut": 0.0,
        }
    )
    after = frame.assign(cut=change[..., 0].ravel())
    weights = pd.DataFrame({"var": ["openness", "cut"], "beta": [1.0, 1.0]})
    begun = perf_counter()
    base = peer.BaselineData(frame, trade_var_name="trade", expend_var_name="E",
                             output_var_name="Y")  # fmt: skip
    model: Any = peer.OneSectorGE(
        base, year="2020", reference_importer=trade.states[0], sigma=THETA + 1,
        cost_variables=["openness", "cut"], quiet=True,
        cost_coeff_values=peer.CostCoeffs(weights, identifier_col="var", coeff_col="beta"),
    )  # fmt: skip
    model.build_baseline(omr_rescale=1.0)
    model.define_experiment(after)
    model.simulate()
    spent = perf_counter() - begun
    prices = model.factory_gate_prices.iloc[:, 0].sort_index()
    return prices.to_numpy(dtype=np.float64), spent


def compare(sizes: list[int]) -> None:
    """Print the table beside gegravity, where it is installed."""
    if find_spec("gegravity") is None:
        sys.stdout.write("gegravity: left out, not installed (pip install '.[bench]')\n")
        return
    logging.disable()
    rows = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for n in sizes:
            with redirect_stdout(StringIO()):
                rows.append(beside_gegravity(n))
    print_table(
        "Beside gegravity, frames in and out: once, and ours the median of 7",
        (
            "States",
            "gegravity",
            "Foedus",
            "Times faster",
            "Same step, gap",
            "Step off rest",
        ),
        rows,
        "gap: our one step of prices against gegravity's; off rest: its prices against "
        "the equilibrium's, levels taken out",
    )


def line(
    name: str, target: str, work: Callable[[], Equilibrium | object]
) -> tuple[str, ...]:
    """Time some work and read off how many rounds it took."""
    found = work()
    rounds = f"{found.iterations.max()}" if isinstance(found, Equilibrium) else ""
    miss = f"{found.residual.max():.0e}" if isinstance(found, Equilibrium) else ""
    return name, target, f"{seconds(work) * 1e3:,.1f} ms", rounds, miss


def targets() -> list[tuple[str, ...]]:
    """Time what the page of the design sets a figure for."""
    base = economy(world(200), theta=THETA)
    batch, one = many(200, 1_000), barriers_from(cut_of(200))
    small, large = linked(30, 10), linked(140, 65)
    return [
        line("200 states, one scenario", "7 ms", lambda: equilibrium(base, one)),
        line("200 states, 1,000 scenarios", "100 ms", lambda: equilibrium(base, batch)),
        line("30 states x 10 linked sectors", "273 ms (KITE)",
             lambda: equilibrium(small, cut_of(30, 10), closure="additive")),
        line("140 states x 65 linked sectors", "1,000 ms",
             lambda: equilibrium(large, cut_of(140, 65), closure="additive")),
        line("200 states, routes, 100 draws", "", around(200, 100)),
    ]  # fmt: skip


def around(n: int, draws: int) -> Callable[[], object]:
    """Set up a sanction with ways around it, and draws of its effect."""
    trade = world(n)
    members = np.arange(1, MEMBERS + 1)
    target = np.zeros(MEMBERS, dtype=np.intp)
    pairs = np.r_[members, target], np.r_[target, members]
    ways = routes(trade, *pairs, theta=THETA, nu=2 * THETA, indirect=0.05, markup=0.05)
    base = routed_economy(economy(trade, theta=THETA), ways)
    setting = Setting(base, ways, concealment=0.1)
    sanction = Sanction(tuple(trade.states[k] for k in members), trade.states[0])
    effects = np.linspace(-0.5, -3.0, draws)[:, None]
    return lambda: imposed(setting, [(sanction, effects)])


def growth() -> list[tuple[str, ...]]:
    """Time how work grows with states, sectors and scenarios."""
    rows = []
    for n in (25, 50, 100, 200, 400):
        base, cut = economy(world(n), theta=THETA), barriers_from(cut_of(n))
        rows.append(line(f"{n} states", "", lambda b=base, c=cut: equilibrium(b, c)))
    for s in (2, 5, 10, 20, 40):
        base, cut = linked(60, s), barriers_from(cut_of(60, s))
        rows.append(
            line(f"60 states x {s} sectors", "", lambda b=base, c=cut: equilibrium(b, c))
        )
    base = economy(world(100), theta=THETA)
    for r in (1, 10, 100, 1_000, 10_000):
        batch = many(100, r)
        rows.append(
            line(f"100 states, {r:,} scenarios", "", lambda c=batch: equilibrium(base, c))
        )
    return rows


def main() -> None:
    """Print the tables."""
    sizes = [int(size) for size in sys.argv[1:]] or [30, 100]
    load = os.getloadavg()[0]
    compare(sizes)
    heads = ("Work", "To reach", "Median of 7", "Rounds", "Worst miss")
    note = f"Python {sys.version.split()[0]}, numpy {np.__version__}, load {load:.1f}"
    print_table("Trade equilibria", heads, targets(), note)
    print_table("Growth", heads, growth(), note)


if __name__ == "__main__":
    main()
