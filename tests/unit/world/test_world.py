from datetime import date

import numpy as np
import pytest

from foedus.faults import DataFault, Fault, NeedFault
from foedus.pacts.catalog import pact
from foedus.quantity import Field, Unit
from foedus.states.roster import roster
from foedus.world.fields import CINC, FIELDS, GDP, POPULATION
from foedus.world.world import world_of

DAY = date(2025, 1, 1)


def a_world(**more):
    return world_of({GDP: {"RUS": 2.0e12, "PRK": 3.0e10}}, day=DAY, **more)


def test_every_state_of_the_roster_has_its_row():
    world = a_world()
    assert world.ids == roster().ids
    assert world[GDP].shape == world.alive.shape == (len(world.ids),)


def test_a_figure_stands_in_the_row_of_its_state():
    world = a_world()
    [russia, korea] = world.rows(("RUS", "PRK"))
    assert (world[GDP][russia], world[GDP][korea]) == (2.0e12, 3.0e10)


def test_what_is_not_known_is_nan():
    assert np.isnan(a_world()[GDP]).sum() == len(roster().ids) - 2


def test_alive_are_the_states_of_that_day():
    early = world_of({}, day=date(1914, 8, 1))
    row = dict(zip(early.ids, early.alive, strict=True))
    assert row["AUH"]
    assert not row["PRK"]


def test_a_row_means_the_same_state_on_every_day():
    early, late = (world_of({}, day=day) for day in (date(1914, 8, 1), DAY))
    assert early.ids == late.ids
    assert (early.rows(("RUS", "USA")) == late.rows(("RUS", "USA"))).all()


def test_only_the_pacts_in_force_are_there():
    pacts = (pact("rus_prk_2024"), pact("dual_alliance_1879"))
    assert [p.id for p in a_world(pacts=pacts).pacts] == ["rus_prk_2024"]


def test_a_column_that_is_not_there_is_asked_for_by_name():
    with pytest.raises(NeedFault, match="holds no cinc") as told:
        a_world()[CINC]
    assert "gdp" in told.value.expected


def test_a_figure_out_of_bounds_is_refused_with_the_day():
    with pytest.raises(DataFault, match="cinc is 2") as told:
        world_of({CINC: {"RUS": 2.0}}, day=DAY)
    assert "2025-01-01" in told.value.where


def test_a_column_cannot_be_written():
    with pytest.raises(ValueError, match="read-only"):
        a_world()[GDP][0] = 1.0


def test_a_change_makes_another_world_and_leaves_this_one():
    world = a_world()
    other = world.but({GDP: np.ones(len(world.ids))})
    assert (other[GDP] == 1).all()
    assert np.isnan(world[GDP]).any()
    assert other.ids is world.ids


def test_a_change_may_add_a_column():
    world = a_world()
    assert (world.but({POPULATION: np.ones(len(world.ids))})[POPULATION] == 1).all()


def test_every_field_is_found_by_its_name():
    assert all(FIELDS[name].name == name for name in FIELDS)
    assert isinstance(GDP, Field)
    assert CINC.unit is Unit.SHARE


def test_who_is_alive_cannot_be_written():
    with pytest.raises(ValueError, match="read-only"):
        a_world().alive[0] = True


def test_no_column_can_be_put_into_a_world():
    with pytest.raises(TypeError):
        a_world().columns["gdp"] = np.zeros(1)


def test_a_change_leaves_the_array_that_was_handed_over_alone():
    world, column = a_world(), np.ones(len(roster().ids))
    world.but({GDP: column})
    column[0] = 2.0
    assert column[0] == 2.0


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda: world_of({GDP: {"XYZ": 1.0}}, day=DAY), id="no such state"),
        pytest.param(lambda: a_world().rows(("XYZ",)), id="no such row"),
        pytest.param(lambda: a_world().but({GDP: np.ones(3)}), id="a column too short"),
        pytest.param(
            lambda: a_world().but({CINC: np.full(len(roster().ids), 2.0)}), id="high"
        ),
    ],
)
def test_what_does_not_belong_in_a_world_is_refused(wrong):
    with pytest.raises(Fault):
        wrong()
