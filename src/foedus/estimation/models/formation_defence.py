"""Which two sign a pact of defence or offence in a year."""

from collections.abc import Sequence

from foedus.estimation.contest import Progress
from foedus.estimation.models import formation
from foedus.estimation.models.formation_scores import tables
from foedus.estimation.origins import Origins
from foedus.estimation.sheet import Sheet
from foedus.estimation.theory import Theory
from foedus.past.past import Past

MODEL = "formation_defence"
ASKS = "Which two states sign a pact of defence or offence next year?"
TERMS = formation.TERMS
FIRST, LAST = formation.FIRST, formation.LAST

ORIGINS = Origins(1950, LAST)
"""From where it is judged."""

SIGNING = formation.Signing("defence", penalty=60.0, half_life=60.0)
"""Chosen on what was foretold of 1860 to 1949, as was the recommended entry's penalty."""

rows, forecast_rows = SIGNING.rows, formation.forecast_rows
fit, chances, told = SIGNING.fit, SIGNING.chances, SIGNING.told
standing, chance_to_sign = formation.standing, formation.chance_to_sign


def backtest(
    past: Past,
    *,
    entries: Sequence[Theory],
    seed: int,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Judge every specification on years that it had not seen.

    Parameters
    ----------
    past
        The whole past.
    entries
        The specifications.
    seed
        Of the bootstrap.
    progress
        Told after each entry.
    """
    return tables(
        SIGNING, past, entries, ORIGINS,
        terms=TERMS, first=FIRST, seed=seed, progress=progress,
    )  # fmt: skip
