"""What the package carries of power, and how it is made anew from the shelf."""

from collections.abc import Mapping
from types import MappingProxyType

from foedus.estimation.finding import Found
from foedus.estimation.outcomes import carried_outcomes, outcomes, outcomes_text
from foedus.estimation.polarity import carried_polarity, polarity_text
from foedus.power.century import polarity

FINDINGS: Mapping[str, Found] = MappingProxyType(
    {
        "outcomes": Found(
            lambda table: outcomes_text(outcomes(table)),
            lambda: outcomes_text(carried_outcomes()),
        ),
        "polarity": Found(
            lambda table: polarity_text(polarity(table)),
            lambda: polarity_text(carried_polarity()),
        ),
    }
)
"""By name; each is made in a few seconds."""
