import numpy as np
from unit.markets.making import between, simple

from foedus.markets.barriers import barriers_from, together
from foedus.markets.gravity import equilibrium

MANY = barriers_from(np.stack([between(4, 1, (1, 2), 0, -d) for d in (0.5, 1.0, 2.0)]))


def test_only_what_changes_is_listed():
    assert MANY.scenarios == 3
    assert len(MANY.log_openness) == 3 * 4


def test_scenarios_can_be_kept_in_any_order():
    kept = MANY.of([2, 0])
    assert kept.scenarios == 2
    assert set(kept.log_openness[kept.scenario == 0]) == {-2.0}
    assert set(kept.log_openness[kept.scenario == 1]) == {-0.5}


def test_lists_put_together_are_the_list_of_all():
    base = simple(4)
    whole = equilibrium(base, MANY)
    again = equilibrium(base, together([MANY.of([0]), MANY.of([1, 2])]))
    assert (whole.wages == again.wages).all()


def test_a_scenario_without_entries_keeps_its_place():
    quiet = barriers_from(np.zeros((4, 4, 1)))
    joined = together([quiet, MANY])
    assert joined.scenarios == 4
    found = equilibrium(simple(4), joined)
    assert np.abs(found.wages[0] - 1).max() < 1e-14
    assert np.abs(found.wages[1:] - 1).min(axis=1).min() > 1e-6
