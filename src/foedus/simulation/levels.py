"""Levels of a scenario's hazards as arrays: stocks that were due, year effects, counts.

What libraries work out is rounded to digits on which they agree.
"""

import numpy as np
from numpy.typing import NDArray

from foedus.simulation.scenario import Scenario
from foedus.terms import system
from foedus.terms.system import Sight

Floats = NDArray[np.float64]

DIGITS = 8
"""Digits after the point that are kept of what libraries work out."""

_EFFECTS = ("onset", "formation", "termination", "accession", "joining")
_COUNTS = ("founding", "births")


def due_stocks(
    scenario: Scenario, seen: Sight, of_state: Floats, half_life: float, last: int
) -> Floats:
    """Give what stocks of states were to be, (T + 2, W)."""
    gap = max(scenario.year - 1 - last, 0)
    age = seen.age + (scenario.year - 1 - scenario.world.year)
    kept = 2.0 ** (-1.0 / half_life)
    before = system.expected(of_state, np.maximum(age - gap, 0), half_life) * kept**gap
    told = [
        before * kept**year + of_state * (1 - kept**year) / (1 - kept)
        for year in range(scenario.years + 2)
    ]
    return few(np.stack(told))


def effects_of(scenario: Scenario) -> Floats:
    """Give rho, mean, shock, opening mean and doubt, and noise of each effect, (E, 6)."""
    held = [scenario.system.effects[name] for name in _EFFECTS]
    return np.array(
        [
            [
                one.rho,
                *np.round([one.middle, one.shock, *one.ahead(scenario.year - 1)], DIGITS),
                one.noise,
            ]
            for one in held
        ]
    )


def counts_of(scenario: Scenario) -> Floats:
    """Give what is kept, size, stock and years of counts that bunch, (2, 4)."""
    held = [scenario.system.counts[name] for name in _COUNTS]
    return np.array([[one.kept, one.size, one.stock, one.years] for one in held])


def clause_sets(scenario: Scenario) -> Floats:
    """Add up the shares of the sets of clauses, by the number their bits make, (16,)."""
    told = scenario.system.constants
    shares = [told.get(f"clauses.{number:04b}", 0.0) for number in range(16)]
    whole: Floats = np.round(np.cumsum(shares) / sum(shares), DIGITS)
    return whole


def scalars_of(scenario: Scenario) -> Floats:
    """Give single numbers, by their places in `Fixed.scalars`."""
    held = scenario.system.constants
    others = np.round(np.log(max(scenario.seen.members - 1, 1)), DIGITS)
    return np.array(
        [
            held["onset.pair"], held["onset.state"], held["formation.state"],
            held["drift"], held["wave.sigma"], held["wave.shift"],
            held["wave_of_wars.sigma"], held["wave_of_wars.shift"],
            scenario.turnover, scenario.unrest, others, held["replaced"],
            held["taken.sigma"], held["taken.shift"],
        ]
    )  # fmt: skip


def few(values: Floats) -> Floats:
    """Keep digits on which all libraries agree; what is not known of a state is 0."""
    few: Floats = np.nan_to_num(np.round(values, DIGITS))
    return few
