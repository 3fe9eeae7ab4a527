"""How fast the system runs: beside NumPy and Mesa in one process, and as it grows.

The world that the package carries, 195 states, the fits' own coefficients. The same system
is written out plainly in NumPy and in Mesa (benchmarks/plain_system.py), run here beside
the kernels, and must count the same events. Mesa comes with the extra `bench`.

`python benchmarks/simulation.py --quick` takes a third of the time.
"""

import os
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter, process_time

import numpy as np

from foedus.estimation.system import carried_system
from foedus.faces.cli.terminal import print_table
from foedus.past import fields
from foedus.past.snapshot import beside, carried_past
from foedus.past.treaty import carried_treaties
from foedus.simulation.ensemble import simulate
from foedus.simulation.run import chunk
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import ALTERED_BYTES, STATE

QUICK = "--quick" in sys.argv
RUNS, NUMPY_RUNS, MESA_YEARS = (200, 20, 3) if QUICK else (1000, 60, 10)
TIMES = 3 if QUICK else 5


def scenario(years: int, **other: object) -> Scenario:
    """The carried world, run from 2023 on."""
    return Scenario(
        carried_past().at(2022), 2023, carried_treaties(), carried_system(), years=years,
        **other,
    )  # fmt: skip


def speed(one: Scenario, runs: int, *, workers: int = 1, times: int = TIMES) -> list[float]:
    """Give run-years a second of wall time, of several goes after one to warm up."""
    simulate(one, runs=20 * workers, seed=1, workers=workers, at_once=20)
    told = []
    for _ in range(times):
        start = perf_counter()
        simulate(one, runs=runs, seed=1, workers=workers)
        told.append(runs * one.years / (perf_counter() - start))
    return told


def kernel(one: Scenario, runs: int, *, dense: bool = False) -> float:
    """Give microseconds of processor a run-year, the kernel alone."""
    chunk(one, runs=range(2), seed=1, dense=dense)
    told = []
    for _ in range(TIMES):
        start = process_time()
        chunk(one, runs=range(runs), seed=1, dense=dense)
        told.append((process_time() - start) / (runs * one.years) * 1e6)
    return median(told)


def smaller(one: Scenario, states: int) -> Scenario:
    """The same world with the strongest so many states alone."""
    alive = one.world[fields.ALIVE] > 0
    strong = np.where(alive, np.nan_to_num(one.world[fields.CINC]), -1.0)
    kept = np.zeros(len(alive), np.float32)
    kept[np.argsort(-strong, kind="stable")[:states]] = 1
    return one.but(world=beside(one.world, {fields.ALIVE: kept}))


def main() -> None:
    """Print the tables."""
    load = os.getloadavg()[0]
    plain = scenario(10, doubt=False)
    beside_others(plain)
    one, two = (speed(plain, RUNS, workers=n) for n in (1, 2))
    long = speed(scenario(30), RUNS // 2)
    cold = speed(scenario(10), RUNS)
    print_table(
        f"Run-years a second, wall time, {len(one)} goes (load {load:.1f} as it began)",
        ("How", "Median", "Best"),
        (
            (name, round(median(told)), round(max(told)))
            for name, told in (
                ("one thread, 10 years", one),
                ("two threads, 10 years", two),
                ("one thread, 30 years, coefficients drawn", long),
                ("one thread, 10 years, coefficients drawn", cold),
            )
        ),
        f"Asked: 12,000 on one core, 20,000 on two; a run's state within 1 MB. It takes "
        f"{ALTERED_BYTES / 1e6:.2f} MB, and the room that it works in "
        f"{(STATE.itemsize - ALTERED_BYTES) / 1e6:.2f} MB; {os.cpu_count()} cores",
    )
    grown(plain)


def beside_others(plain: Scenario) -> None:
    """Hold the kernels beside the same system in NumPy and in Mesa."""
    from plain_system import KINDS, Facts, MesaSystem, NumpySystem

    held = simulate(plain, runs=RUNS, seed=1)
    ours = {kind: held.of(kind).sum(axis=1) / plain.years for kind in KINDS}
    mine = kernel(plain, RUNS)
    facts, counts, spent = Facts(plain), list[dict[str, float]](), 0.0
    for seed in range(NUMPY_RUNS):
        run, start = NumpySystem(facts, seed), process_time()
        years = [run.step(year) for year in range(plain.years)]
        spent += process_time() - start
        counts.append({k: sum(y[k] for y in years) / plain.years for k in KINDS})
    numpy_us = spent / (NUMPY_RUNS * plain.years) * 1e6
    agents, start = MesaSystem(facts, 1), process_time()
    mesa = [agents.year(year) for year in range(MESA_YEARS)]
    mesa_us = (process_time() - start) / MESA_YEARS * 1e6
    print_table(
        "The same system, one core: microseconds of processor a run-year",
        ("How", "Time", "Run-years a second", "Times as long"),
        (
            (name, f"{us:,.1f}", f"{1e6 / us:,.1f}", f"{us / mine:,.0f}")
            for name, us in (
                ("thinned kernels", mine),
                ("dense kernels, the definition", kernel(plain, 20, dense=True)),
                ("NumPy, one run at a time", numpy_us),
                ("Mesa, agents and loops", mesa_us),
            )
        ),
        "Asked: 25 times NumPy, 1,000 times Mesa",
    )
    theirs = {kind: np.array([one[kind] for one in counts]) for kind in KINDS}
    rows = [(kind, *apart(ours[kind], theirs[kind])) for kind in KINDS]
    print_table(
        f"Events a year: {RUNS} runs of the kernels, {NUMPY_RUNS} of NumPy, "
        f"{MESA_YEARS} years of Mesa",
        ("Events", "Kernels", "NumPy", "z", "Mesa"),
        ((*row, sum(y[row[0]] for y in mesa) / MESA_YEARS) for row in rows),
    )


def apart(one: np.ndarray, other: np.ndarray) -> tuple[float, float, str]:
    """Give both means, and how many standard errors they are apart."""
    error = (one.var() / len(one) + other.var(ddof=1) / len(other)) ** 0.5
    return one.mean(), other.mean(), f"{(one.mean() - other.mean()) / error:+.1f}"


def grown(plain: Scenario) -> None:
    """Show how time grows with states, years and runs."""
    runs = RUNS // 5
    sizes: Sequence[int] = (50, 100, 195)
    by_states = [(f"{n} states", kernel(smaller(plain, n), runs)) for n in sizes]
    by_years = [(f"{n} years", kernel(plain.but(years=n), runs)) for n in (2, 10, 30)]
    by_runs = [(f"{n} runs", kernel(plain, n)) for n in (20, 100, RUNS)]
    print_table(
        "As it grows: microseconds of processor a run-year",
        ("Of", "Time"),
        ((name, f"{us:.0f}") for name, us in (*by_states, *by_years, *by_runs)),
        "In few years and few runs the start of a draw counts, which 20 runs share",
    )


if __name__ == "__main__":
    main()
