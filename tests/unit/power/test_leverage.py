import numpy as np
import pytest

from foedus.faults import DataFault
from foedus.power.leverage import (
    Part,
    Stake,
    change,
    leverage,
    pledged,
    surely,
    weights,
)

EVEN = weights({"trade": surely(1.0), "defence": surely(1.0)}, seed=1, runs=4)


def test_who_would_lose_less_has_leverage_over_who_would_lose_more():
    trade = Stake("trade", surely(0.01), surely(0.8))
    assert leverage([trade], EVEN, seed=1).tolist() == pytest.approx([0.79] * 4)


def test_layers_are_weighed_together():
    held = [
        Stake("trade", surely(0), surely(0.8)),
        Stake("defence", surely(0.2), surely(0)),
    ]
    assert leverage(held, EVEN, seed=1).tolist() == pytest.approx([0.3] * 4)


def test_a_layer_that_is_not_weighed_counts_for_nothing():
    held = [Stake("trade", surely(0), surely(0.8)), Stake("songs", surely(1), surely(0))]
    assert leverage(held, EVEN, seed=1).tolist() == pytest.approx([0.8] * 4)


def test_leverage_in_no_layer_is_refused():
    with pytest.raises(DataFault, match="both told and weighed"):
        leverage([Stake("songs", surely(1), surely(0))], EVEN, seed=1)


def test_change_is_told_over_the_layers_of_both_years_alone():
    then = [Stake("trade", surely(0), surely(0.8))]
    now = [Stake("trade", surely(0), surely(0.9)), Stake("defence", surely(0), surely(0))]
    assert change(now, then, EVEN, seed=1).tolist() == pytest.approx([0.1] * 4)


def test_draws_stay_between_the_ends_that_were_judged():
    drawn = weights({"trade": Part(0.2, 0.3, 0.6)}, seed=1, runs=500)["trade"]
    assert drawn.min() >= 0.2
    assert drawn.max() <= 0.6
    assert np.std(drawn) > 0.05


@pytest.mark.parametrize("ends", [(0.5, 0.4, 0.6), (-0.1, 0, 1), (0, 0.5, 1.2)])
def test_what_is_no_part_of_a_whole_is_refused(ends):
    with pytest.raises(DataFault, match="a part of"):
        Part(*ends)


def test_a_state_that_can_count_on_nobody_can_count_on_no_part():
    assert pledged(0.0, {}, "B") is None
    assert pledged(1.0, {"B": 1.0, "C": 2.0}, "C") == 0.5
