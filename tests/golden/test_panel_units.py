"""Every recipe beside every unit: a panel of as many rows, or a fault that is told."""

import os

import polars as pl
import pytest

from foedus.faults import Fault, ShelfFault
from foedus.panel.alliances import pact_member_years, pact_years
from foedus.panel.leaders import leader_days, leader_dyad_years, leader_years
from foedus.panel.making import dyads, k_ads, state_days, states
from foedus.panel.participants import dispute_participants, war_participants
from foedus.panel.register import recipes
from foedus.sources.shelf import shelf_here

pytestmark = pytest.mark.skipif(
    not os.environ.get("FOEDUS_MIRROR"), reason="FOEDUS_MIRROR names no folder"
)

OF_THE_USER = {"gsdb_sanctions"}


def table(name):
    return shelf_here().table(name)


UNITS = {
    "no states": lambda: states(1995, 1995).where(pl.lit(False)),
    "states": lambda: states(1995, 1995, system="gw"),
    "days": lambda: state_days(1995, 1995),
    "pairs": lambda: dyads(1995, 1995, directed=False),
    "pairs, gw": lambda: dyads(1995, 1995, system="gw"),
    "threes": lambda: k_ads(1995, 1995, k=3, among=[2, 200, 220, 255]),
    "leaders": lambda: leader_years(1995, 1995, tables=table),
    "leaders, cow": lambda: leader_years(1995, 1995, tables=table, standardize="cow"),
    "leaders' days": lambda: leader_days(1995, 1995, tables=table, standardize="cow"),
    "leaders' pairs": lambda: leader_dyad_years(1995, 1995, tables=table, system="cow"),
    "pacts": lambda: pact_years(1995, 1995, of=table("atop_members")),
    "members": lambda: pact_member_years(1995, 1995, of=table("atop_members")),
    "wars": lambda: war_participants(1816, 2007, tables=table),
    "disputes": lambda: dispute_participants(1995, 1995, tables=table),
}
FEWEST = {"pacts": 1}
"""Recipes that stand beside a unit, at the least; beside pacts the system alone."""


@pytest.mark.parametrize("unit", UNITS)
def test_a_recipe_gives_its_columns_or_says_why_not(unit):
    panel = UNITS[unit]().on(table)
    height = panel.collect(ids=False).height
    beside, lacking = 0, []
    for name in recipes():
        try:
            made = panel.add(name)
        except Fault as fault:
            if isinstance(fault, ShelfFault):
                lacking.append(name)
            continue
        rows = made.collect(ids=False)
        assert rows.height == height or name == "relevant", name
        assert made.cite() or name == "system", name
        beside += 1
    assert set(lacking) <= OF_THE_USER
    assert beside >= FEWEST.get(unit, 15)
