"""A strain that no run could bear is refused, and so is a treaty that cannot be watched."""

from datetime import date

import pytest
from simulating import carried

from foedus.faults import DataFault, NeedFault
from foedus.simulation.strains import Size, Strain
from foedus.simulation.watching import watch
from foedus.world.change import AmendPact, FormPact

NATO = "atop:3180"
ONE = Size(0.1, 0.05, 0.2)
TWICE = Size(2.0, 1.0, 4.0)


@pytest.mark.parametrize(
    ("chance", "times", "other", "found"),
    [
        (Size(0.5, 0.2, 1.2), TWICE, {}, "a chance from 0.2 to 1.2"),
        (Size(0.5, -0.2, 0.9), TWICE, {}, "a chance from -0.2 to 0.9"),
        (ONE, Size(1.0, 0.0, 2.0), {}, "odds multiplied by 0"),
        (ONE, TWICE, {"years": 0}, "0 years"),
        (ONE, TWICE, {"path": (1.0, -1.0)}, r"a path of \[1.0, -1.0\]"),
    ],
)
def test_sizes_that_mean_nothing_are_refused(chance, times, other, found):
    with pytest.raises(DataFault, match=found):
        Strain("one", (NATO,), chance, times, **other)


@pytest.mark.parametrize(
    "three", [(0.1, 0.2, 0.3), (0.4, 0.2, 0.3), (1.0, 1.0, float("inf"))]
)
def test_a_range_that_does_not_hold_its_value_is_refused(three):
    with pytest.raises(DataFault, match="rising"):
        Size(*three)


def test_two_strains_of_one_name_are_refused():
    with pytest.raises(DataFault, match="two strains called 'one'"):
        carried().but(strains=(Strain("one", (NATO,), ONE, TWICE),) * 2)


def test_more_strains_than_there_is_room_for_are_refused():
    many = tuple(Strain(str(k), (NATO,), ONE, TWICE) for k in range(17))
    with pytest.raises(DataFault, match="17 strains"):
        carried().but(strains=many)


@pytest.mark.parametrize("without", [(), (NATO,)])
def test_a_strain_on_a_treaty_that_does_not_stand_is_refused(without):
    name = NATO if without else "atop:1"
    with pytest.raises(NeedFault, match=f"no treaty that stands is called '{name}'") as bad:
        carried().but(strains=(Strain("one", (name,), ONE, TWICE),), without=without)
    assert "strain 'one'" in str(bad.value)


def test_a_strain_may_weigh_on_a_pact_that_the_scenario_forms():
    formed = FormPact(date(2024, 1, 1), "new", ("CHN", "PRK"))
    one = Strain("one", ("new",), ONE, TWICE)
    assert carried().but(strains=(one,), changes=(formed,)).strains == (one,)


def test_a_strain_weighs_on_what_its_treaty_is_amended_to():
    amended = AmendPact(date(2023, 1, 1), NATO, defence=True)
    heavy = Strain("one", (NATO,), Size(1.0, 1.0, 1.0), Size(1e9, 1e9, 1e9))
    scenario = carried().but(strains=(heavy,), changes=(amended,))
    from foedus.simulation.ensemble import simulate

    assert simulate(scenario, runs=5, seed=1).alive(f"{NATO} of 2023")[0] == 0.0


def test_a_scenario_without_strains_is_named_as_it_was_and_with_them_anew():
    one = Strain("one", (NATO,), ONE, TWICE)
    assert carried().but(strains=()).digest == carried().digest
    assert carried().but(strains=(one,)).digest != carried().digest


@pytest.mark.parametrize(
    ("treaty", "runs", "parts", "found"),
    [
        ("atop:1", 5, None, "no treaty 'atop:1' to watch"),
        (NATO, 0, None, "0 runs"),
        (NATO, 5, frozenset({"capability"}), "5 runs of capability"),
    ],
)
def test_what_cannot_be_watched_is_refused(treaty, runs, parts, found):
    scenario = carried() if parts is None else carried().but(parts=parts)
    with pytest.raises(NeedFault, match=found):
        watch(scenario, treaty, runs=runs, seed=1)


def test_a_strain_that_does_not_weigh_on_the_watched_treaty_is_not_known_of_it():
    held = watch(carried(), NATO, runs=2, seed=1)
    with pytest.raises(NeedFault, match="no strain 'one'"):
        held.alive(["one"])
