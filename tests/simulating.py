"""Scenarios that tests of the simulation share."""

from functools import cache

from foedus.estimation.system import carried_system
from foedus.past.snapshot import carried_past
from foedus.past.treaty import carried_treaties
from foedus.simulation.scenario import Scenario


@cache
def carried(years=4, **other):
    """The world that the package carries, run from 2023 on."""
    return Scenario(
        carried_past().at(2022), 2023, carried_treaties(), carried_system(), years=years,
        **other,
    )  # fmt: skip
