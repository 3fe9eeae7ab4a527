"""Scenarios that tests of the simulation share."""

from dataclasses import replace
from functools import cache

from foedus.estimation.system import carried_system
from foedus.past.snapshot import carried_past
from foedus.past.treaty import carried_treaties
from foedus.simulation.scenario import Scenario


@cache
def teeming(years=4, **other):
    """The same with states that come and go, and pacts of many founded, far more often."""
    plain = carried(years, **other)
    held = plain.system
    often = {
        "births": replace(held.counts["births"], stock=25.0),
        "founding": replace(held.counts["founding"], stock=30.0),
    }
    leaving = held.fits["leaving"]
    fits = held.fits | {"leaving": replace(leaving, coef=(-4.5,))}
    return plain.but(system=replace(held, counts=often, fits=fits))


@cache
def carried(years=4, **other):
    """The world that the package carries, run from 2023 on."""
    return Scenario(
        carried_past().at(2022), 2023, carried_treaties(), carried_system(), years=years,
        **other,
    )  # fmt: skip
