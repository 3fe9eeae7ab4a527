"""The effect of help that the package carries: prior, data, and both."""

from dataclasses import replace

import numpy as np
import pytest

from foedus.estimation.helped import summary
from foedus.estimation.proliferation import (
    EFFECTS,
    LITERATURE,
    carried_effect,
)

HELD = carried_effect()


def mean(chances):
    return summary(EFFECTS, chances)[0]


def below_none(chances):
    """The chance of an effect below none; what stands at none is halved."""
    return chances[EFFECTS < 0].sum() + chances[EFFECTS == 0].sum() / 2


def test_the_prior_is_centred_on_two_and_a_half_with_a_seventh_below_one():
    assert np.exp(LITERATURE.mean) == pytest.approx(2.5)
    assert below_none(HELD.prior()) == pytest.approx(0.15, abs=0.002)


@pytest.mark.parametrize("of", ["prior", "data", "posterior"])
def test_chances_add_up_to_one(of):
    assert getattr(HELD, of)().sum() == pytest.approx(1.0)


def test_both_lie_between_the_literature_and_the_data_and_are_surer_than_either():
    prior, data, both = HELD.prior(), HELD.data(), HELD.posterior()
    assert min(mean(prior), mean(data)) <= mean(both) <= max(mean(prior), mean(data))
    spreads = [summary(EFFECTS, one)[1] for one in (prior, data, both)]
    assert spreads[2] < min(spreads[:2])


def test_the_steps_disagree_on_the_sign_and_the_effect_remembers_it():
    told = {one.step: one.mean for one in HELD.steps if one.chosen}
    assert told["plant"] > 0
    assert told["pursuit"] > 0
    assert told["bomb"] < 0
    assert HELD.bias()[0] > 0.5


def test_without_the_step_that_disagrees_help_would_speed_more():
    kept = tuple(one for one in HELD.steps if one.step != "bomb")
    other = replace(HELD, steps=kept)
    assert mean(other.posterior()) > mean(HELD.posterior())
    assert other.bias()[0] < HELD.bias()[0]


def test_by_the_last_step_alone_help_is_as_likely_to_impede_as_to_speed():
    assert below_none(HELD.posterior(["bomb"])) == pytest.approx(0.5, abs=0.1)
    assert HELD.posterior([]) == pytest.approx(HELD.prior(), abs=1e-9)


def test_a_likelihood_is_no_surer_than_states_drawn_anew():
    for one in HELD.steps:
        assert one.power <= 1
        assert (one.power < 1) == (one.spread_by_states > one.spread)


def test_at_no_step_does_help_beat_all_that_knows_nothing_of_it():
    # What docs and brief say; should it change, so must they.
    assert not any(one.trial.beats for one in HELD.steps)
    assert not HELD.programmes.beats
