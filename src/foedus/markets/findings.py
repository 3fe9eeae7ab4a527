"""What the package carries of trade, and how each is made anew from the shelf."""

from collections.abc import Mapping
from types import MappingProxyType

from foedus.estimation.diverted import carried_diverted, diverted_text
from foedus.estimation.finding import Found, Tables
from foedus.estimation.sanctions import carried_effects, effects_text, sanction_effects
from foedus.estimation.trade_costs import carried_costs, costs_text, trade_costs
from foedus.markets.roundabout import READS, roundabout


def _diverted(table: Tables) -> str:
    held = {name: table(name) for name in READS}
    frames = {name: one.frame for name, one in held.items()}
    return diverted_text(roundabout(frames, {n: one.version for n, one in held.items()}))


FINDINGS: Mapping[str, Found] = MappingProxyType(
    {
        "diverted": Found(_diverted, lambda: diverted_text(carried_diverted())),
        "sanctions": Found(
            lambda table: effects_text(sanction_effects(table)),
            lambda: effects_text(carried_effects()),
        ),
        "trade_costs": Found(
            lambda table: costs_text(trade_costs(table)),
            lambda: costs_text(carried_costs()),
        ),
    }
)
"""By name; `sanctions` takes minutes to be made."""
