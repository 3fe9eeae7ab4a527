"""How many a year brings where years bunch: one word, turned into a count."""

import numpy as np

from foedus.estimation.bunched import PRIOR, PRIOR_YEARS
from foedus.simulation.arithmetic import exp, log
from foedus.simulation.compiled import compiled
from foedus.simulation.marks import WHOLE
from foedus.simulation.shapes import BUNCH, KEPT, Fixed, State

MOST = 64
"""What no year brings more of."""


@compiled
def counted(fixed: Fixed, state: State, which: int, drawn: np.uint32) -> int:
    """Draw how many a year brings by one word, and let it be remembered."""
    told, law = state.counts[which], fixed.counts[which]
    many = negative_binomial((PRIOR + told[0]) / (PRIOR_YEARS + told[1]), law[BUNCH], drawn)
    told[0] = law[KEPT] * told[0] + many
    told[1] = law[KEPT] * told[1] + 1.0
    return many


@compiled
def negative_binomial(mean: float, size: float, drawn: np.uint32) -> int:
    """Turn a word into a count with a mean, whose variance is mean + mean^2 / size."""
    none = size / (size + mean)
    chance = exp(size * log(none))
    whole, many, at = chance, 0, (np.float64(drawn) + 0.5) / WHOLE
    while at > whole and many < MOST:
        chance *= (size + many) / (many + 1.0) * (1.0 - none)
        whole += chance
        many += 1
    return many
