"""How long the fits take at the sizes of the models of history, on made-up rows.

M1 onset, M2 joining, M3 formation and M4 termination have the rows and terms of the design
page; what the columns hold is drawn. Prints medians of three.
"""

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from foedus.chance import Stream
from foedus.estimation.choice import choice
from foedus.estimation.counts import counts
from foedus.estimation.fit import Fit
from foedus.estimation.frailty import frailty
from foedus.estimation.logit import logit, probability
from foedus.estimation.score import losses, paired_gain, score
from foedus.estimation.sides import chances, sides
from foedus.estimation.stack import stack

RUNS = 3
SEED = 1


def seconds(work: Callable[[], object]) -> float:
    """Time some work, as the median of several runs."""
    spent = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        spent.append(perf_counter() - start)
    return median(spent)


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def told(name: str, work: Callable[[], Fit]) -> None:
    """Print how long a fit takes, and its rounds."""
    fit = work()
    say(f"{name:52}{seconds(work):8.3f} s  {fit.events:6} events  {fit.rounds:2} rounds")


def sample(name: str, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Draw columns that hang together as real ones do, and uniforms beside them."""
    rng = Stream(SEED).child(name).generator()
    shared = rng.normal(size=(rows, 1))
    values = rng.normal(size=(rows, columns)) + 0.7 * shared
    return values, rng.random(rows), [f"x{k}" for k in range(columns)]


def onset() -> None:
    """Fit M1: rare events in 116,557 rows of 26 terms, recency-weighted."""
    values, uniform, terms = sample("M1", 116_557, 26)
    came = (uniform < probability(-6 + values[:, :6].sum(axis=1) / 2)).astype(float)
    weights = np.exp2(-np.arange(len(came)) / len(came) * 8)
    told(
        "M1 logit, 116,557 x 26, ridge 30",
        lambda: logit(values, came, terms=terms, weights=weights, penalty=30.0),
    )
    forecast = probability(-6 + values[:, :6].sum(axis=1) / 2)
    say(f"{'   its score':52}{seconds(lambda: score(came, forecast)):8.3f} s")
    loss, years = losses(came, forecast), np.arange(len(came)) % 60
    spent = seconds(lambda: paired_gain(loss, loss * 1.1, years, seed=SEED))
    say(f"{'   a paired gain, 2,000 draws of 60 years':52}{spent:8.3f} s")
    models = np.stack(
        [np.exp(-losses(came, probability(k - 6 + values[:, k]))) for k in range(7)]
    )
    say(f"{'   a pool of 7 forecasts':52}{seconds(lambda: stack(models.T)):8.3f} s")


def joining() -> None:
    """Fit M2: three ways for 259,079 rows of 24 terms, and what a dispute shares."""
    values, uniform, terms = sample("M2", 259_079, 23)
    other = np.roll(values, 1, axis=0)
    with_a, with_b = (np.exp(-7 + v[:, :4].sum(axis=1) / 2) for v in (values, other))
    edges = np.stack([np.ones(len(values)), with_a], axis=1).cumsum(axis=1)
    way = (uniform[:, None] > edges / (1 + with_a + with_b)[:, None]).sum(axis=1)
    fit = sides(values, other, way, terms=terms, penalty=30.0)
    told(
        "M2 sides, 259,079 x 24, ridge 30",
        lambda: sides(values, other, way, terms=terms, penalty=30.0),
    )
    utilities = np.stack([fit.utility(values), fit.utility(other)], axis=1)
    disputes = np.arange(len(way)) // 120
    spent = seconds(lambda: frailty(utilities, way, disputes))
    say(f"{'   its frailty, 2,159 disputes':52}{spent:8.3f} s")
    say(f"{'   its chances':52}{seconds(lambda: chances(fit, values, other)):8.3f} s")


def formation() -> None:
    """Fit M3: 650 events among 200,000 rows of 26 terms in 200 years, and yearly counts."""
    values, uniform, terms = sample("M3", 200_000, 26)
    years = np.repeat(np.arange(200), 1_000)
    came = np.zeros(len(years))
    rank = values[:, :5].sum(axis=1) / 2 - np.log(-np.log(uniform))
    order = np.lexsort((-rank, years)).reshape(200, -1)
    came[order[:, :3].ravel()] = 1
    told(
        "M3 choice, 200,000 x 26 in 200 strata, ridge 30",
        lambda: choice(values, came, years, terms=terms, penalty=30.0),
    )
    rng = Stream(SEED).child("counts").generator()
    past = rng.normal(size=(200, 1))
    yearly = rng.negative_binomial(1.5, 1.5 / (1.5 + np.exp(past[:, 0]))).astype(float)
    told("M3 counts, 200 x 2", lambda: counts(past, yearly, terms=["past"]))


def termination() -> None:
    """Fit M4: 341 ends among 14,851 rows of 15 terms in 200 years."""
    values, uniform, terms = sample("M4", 14_851, 15)
    years = np.sort(Stream(SEED).child("years").generator().integers(200, size=14_851))
    came = (uniform < probability(-4.5 + values[:, :5].sum(axis=1) / 2)).astype(float)
    told(
        "M4 choice, 14,851 x 15 in 200 strata, ridge 100",
        lambda: choice(values, came, years, terms=terms, penalty=100.0),
    )


if __name__ == "__main__":
    onset()
    joining()
    formation()
    termination()
