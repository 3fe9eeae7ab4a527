"""What the package carries of help for a capability, and how it is made anew."""

from collections.abc import Mapping
from types import MappingProxyType

from foedus.estimation.finding import Found
from foedus.estimation.proliferation import carried_effect, effect_text, help_effect

FINDINGS: Mapping[str, Found] = MappingProxyType(
    {
        "proliferation": Found(
            lambda table: effect_text(help_effect(table)),
            lambda: effect_text(carried_effect()),
        ),
    }
)
"""By name; made in a quarter of a minute."""
