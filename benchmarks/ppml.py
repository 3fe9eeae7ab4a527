"""How long flows with three kinds of fixed effects take, on made-up rows.

A panel of 67 states over 45 years, every pair both ways: effects of exporter and year,
importer and year, and pair, three terms, errors clustered by pair. Where pyfixest is at
hand it fits the same rows in the same run. Prints medians of three, on one core if
OMP_NUM_THREADS, OPENBLAS_NUM_THREADS and RAYON_NUM_THREADS are 1.
"""

import sys
from collections.abc import Callable
from importlib.util import find_spec
from statistics import median
from time import perf_counter, process_time

import numpy as np

from foedus.chance import Stream
from foedus.estimation.ppml import ppml

RUNS = 3
SEED = 1
STATES = 67
YEARS = 45
TERMS = ("export", "import", "both")


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Time some work, by the clock and by the processor, as medians of several runs."""
    clock, processor = [], []
    for _ in range(RUNS):
        began, busy = perf_counter(), process_time()
        work()
        clock.append(perf_counter() - began)
        processor.append(process_time() - busy)
    return median(clock), median(processor)


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def panel() -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """Draw groups, terms and flows; a fifth of the flows are 0."""
    rng = Stream(SEED).child("ppml").generator()
    i, j, t = (
        axis.ravel()
        for axis in np.meshgrid(
            np.arange(STATES), np.arange(STATES), np.arange(YEARS), indexing="ij"
        )
    )
    i, j, t = (axis[i != j] for axis in (i, j, t))
    groups = [i * YEARS + t, j * YEARS + t, i * STATES + j]
    values = (rng.random((len(i), len(TERMS))) < 0.05).astype(float)
    size, drift = rng.normal(size=(2, STATES, 1)), rng.normal(size=(2, STATES, YEARS))
    selling, buying = size + 0.1 * drift.cumsum(axis=2)
    log = selling[i, t] + buying[j, t] + rng.normal(size=(STATES, STATES))[i, j]
    mean = np.exp(log - values @ np.array([0.5, 0.2, 0.1]))
    flows = mean * rng.gamma(1.0, 1.0, len(i)) * (rng.random(len(i)) < 0.8)
    return groups, values, flows


def main() -> None:
    """Time both."""
    groups, values, flows = panel()
    one = ppml(values, flows, groups, terms=TERMS, clusters=[groups[2]])
    clock, processor = seconds(
        lambda: ppml(values, flows, groups, terms=TERMS, clusters=[groups[2]])
    )
    say(
        f"ppml, {one.fit.rows:,} rows, three kinds of effects {clock:8.3f} s,"
        f" {processor:.3f} s of the processor, {one.fit.rounds} rounds"
    )
    if find_spec("pyfixest") is None:
        say("pyfixest is not at hand: nothing to set beside it")
        return
    _beside(groups, values, flows, one.fit.coef)


def _beside(
    groups: list[np.ndarray], values: np.ndarray, flows: np.ndarray, ours: np.ndarray
) -> None:
    import pandas as pd  # these two are no dependencies
    import pyfixest

    columns = dict(zip(("flow", *TERMS), (flows, *values.T), strict=True))
    frame = pd.DataFrame(
        {**columns, **dict(zip(("it", "jt", "ij"), groups, strict=True))}
    ).rename(columns={"import": "imp"})

    def fit() -> np.ndarray:
        form = "flow ~ export + imp + both | it + jt + ij"
        return pyfixest.fepois(form, data=frame, vcov={"CRV1": "ij"}).coef().to_numpy()

    theirs = fit()  # once unmeasured: it compiles
    clock, processor = seconds(fit)
    say(
        f"pyfixest {pyfixest.__version__}, the same {clock:24.3f} s,"
        f" {processor:.3f} s of the processor"
    )
    say(f"largest difference of a coefficient {np.abs(theirs - ours).max():19.1e}")


if __name__ == "__main__":
    main()
