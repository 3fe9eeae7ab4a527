"""Which two sign a pact of defence or offence in a year."""

from functools import partial

from foedus.estimation.models import formation
from foedus.estimation.models.formation_scores import tables
from foedus.estimation.origins import Origins

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
backtest = partial(tables, SIGNING, origins=ORIGINS, terms=TERMS, first=FIRST)
