"""How long the race to a capability takes: the engine alone, the class, the whole answer.

The aim is that the whole question takes under a second in a brief, and 20,000 draws of a
path with a climb well under a tenth of one.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from foedus.cases.folder import read_case
from foedus.estimation.programmes import course, lives, past_programmes
from foedus.estimation.proliferation import EFFECTS, LITERATURE
from foedus.exchange.capability import Programme, chance_by, medians, saving, steady
from foedus.faces.cli.terminal import print_table
from foedus.questions.proliferation import ask

DRAWS, TIMES = 20_000, 7


def seconds(work: Callable[[], object], times: int = TIMES) -> float:
    """Time some work, as the median of several runs after one to warm up."""
    work()
    spent = []
    for _ in range(times):
        start = perf_counter()
        work()
        spent.append(perf_counter() - start)
    return median(spent)


def main() -> None:
    """Print what each takes."""
    draw = np.random.default_rng(1)
    one = Programme(
        draw.uniform(0.7, 2.5, DRAWS),
        draw.uniform(60, 500, DRAWS),
        draw.uniform(0, 150, DRAWS),
    )
    effect, deviates = draw.normal(0.9, 0.9, DRAWS), draw.standard_exponential(DRAWS)
    path, years = steady(0.5, begins=-3, ends=120, ramp=12), np.linspace(0.0, 240.0, 21)
    class_ = lives(past_programmes("nuclear_submarine"))
    case, _ = read_case("russia-dprk")
    rows = {
        f"medians, {DRAWS:,} draws": lambda: medians(one, path, effect),
        f"months saved, {DRAWS:,} draws": lambda: saving(one, effect, deviates, after=path),
        f"chances of 21 years, {DRAWS:,} draws": lambda: chance_by(
            one, path, effect, years
        ),
        "course of a class of 7 programmes": lambda: course(class_, EFFECTS, LITERATURE),
        "the question, 4 capabilities, 4,000 draws": lambda: ask(case),
    }
    print_table(
        "The race to a capability",
        ("What", "Milliseconds"),
        ((name, f"{1000 * seconds(work):.1f}") for name, work in rows.items()),
    )


if __name__ == "__main__":
    main()
