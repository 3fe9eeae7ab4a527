"""Hazards on a grid: what is known in closed form, and what was planted."""

import numpy as np
import pytest

from foedus.chance import Stream
from foedus.estimation.helped import (
    FLAT,
    Grid,
    Normal,
    Stretches,
    effect_likelihood,
    log_likelihood,
    posterior,
    summary,
)
from foedus.faults import DataFault

SHAPE = Normal(0.0, 0.5)


def stretches(begun, ended, help, event, *, unit=None, means=None):
    many = len(begun)
    return Stretches(
        unit=np.arange(many) if unit is None else np.array(unit),
        begun=np.array(begun, dtype=float),
        ended=np.array(ended, dtype=float),
        help=np.array(help, dtype=float),
        means=np.zeros(many) if means is None else np.array(means, dtype=float),
        event=np.array(event, dtype=bool),
        year=np.full(many, 2000),
    )


def grid(scales=41, shapes=1, slopes=1, effects=29):
    return Grid(
        np.linspace(-1, 6, scales),
        np.linspace(-0.8, 0.8, shapes) if shapes > 1 else np.zeros(1),
        np.linspace(-2, 2, slopes) if slopes > 1 else np.zeros(1),
        np.linspace(-3, 4, effects) if effects > 1 else np.zeros(1),
    )


def planted(effect, *, units=300, seed=1):
    """Lives in stretches of a year, half of them helped, with a constant hazard."""
    draw = np.random.default_rng(seed)
    helped = np.arange(units) % 2
    lasts = draw.exponential(20.0 * np.exp(-effect * helped))
    rows = [
        (k, year, helped[k], lasts[k] < year + 1)
        for k in range(units)
        for year in range(min(int(lasts[k]) + 1, 40))
    ]
    unit, begun, help, event = (np.array(column) for column in zip(*rows, strict=True))
    return stretches(begun, begun + 1, help, event, unit=unit)


def test_a_likelihood_is_that_of_a_constant_hazard_worked_by_hand():
    rows = stretches([0, 2], [2, 3], [0, 1], [False, True], unit=[0, 0])
    one = Grid(np.log([10.0]), np.zeros(1), np.zeros(1), np.log([2.0]))
    told = log_likelihood(rows, one, 1)
    assert told.ravel() == pytest.approx([-0.2 + np.log(1 - np.exp(-0.2))], rel=1e-5)


def test_means_of_its_own_count_beside_help():
    rows = stretches([0], [1], [1], [False], means=[0.5])
    one = Grid(np.log([10.0]), np.zeros(1), np.log([4.0]), np.log([3.0]))
    # 3 for full help, and the root of 4 for half of all means
    assert log_likelihood(rows, one, 1).ravel() == pytest.approx([-0.6], rel=1e-5)


@pytest.mark.parametrize("effect", [-1.0, 0.0, 1.0])
def test_an_effect_that_was_planted_is_found(effect):
    rows = planted(effect)
    held = grid(shapes=5)
    told = effect_likelihood(log_likelihood(rows, held, 300).sum(axis=0), held, shape=SHAPE)
    chances = np.exp(told) / np.exp(told).sum()
    mean, spread, low, high = summary(held.effects, chances)
    assert low <= effect <= high
    assert spread < 0.25
    assert mean == pytest.approx(effect, abs=0.4)


def test_where_all_who_were_helped_got_there_a_prior_keeps_the_effect_finite():
    rows = stretches([0] * 8, [1] * 8, [1] * 4 + [0] * 4, [True] * 4 + [False] * 4)
    held = grid()
    likelihood = log_likelihood(rows, held, 8).sum(axis=0)
    flat = posterior(likelihood, held, shape=SHAPE)
    weak = posterior(likelihood, held, shape=SHAPE, effect=Normal(0.0, 1.0))
    assert flat.effect()[-1] == flat.effect().max()
    assert summary(held.effects, weak.effect())[0] < 2.5


def test_a_forecast_is_the_hazard_where_nothing_is_in_doubt():
    one = Grid(np.log([10.0]), np.log([2.0]), np.zeros(1), np.log([3.0]))
    sure = posterior(np.zeros(one.size), one, shape=FLAT)
    ahead = stretches([3], [5], [1], [False])
    assert sure.forecast(ahead) == pytest.approx([1 - np.exp(-3 * (0.25 - 0.09))])


def test_draws_have_the_chances_of_the_grid():
    held = grid(effects=15)
    rows = planted(0.5, units=60)
    found = posterior(log_likelihood(rows, held, 60).sum(axis=0), held, shape=SHAPE)
    drawn = found.draws(20_000, Stream(3))["effect"]
    mean, spread, *_ = summary(held.effects, found.effect())
    assert drawn.mean() == pytest.approx(mean, abs=0.02)
    # Within a cell draws are even, which adds a twelfth of its square to the variance.
    assert drawn.var() == pytest.approx(spread**2 + 0.5**2 / 12, rel=0.05)


@pytest.mark.parametrize(
    ("begun", "ended", "help"), [(-1, 1, 0), (2, 2, 0), (0, 1, 1.5), (0, 1, -0.1)]
)
def test_a_stretch_that_means_nothing_is_refused(begun, ended, help):
    with pytest.raises(DataFault, match="stretches"):
        stretches([begun], [ended], [help], [False])
