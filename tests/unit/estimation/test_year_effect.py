"""A year effect is found where one was planted, and comes back to its mean."""

import numpy as np
import pytest

from foedus.estimation.year_effect import YearEffect, year_effect


def planted(rho, spread, years=4000, expected=200.0):
    draw, mean = np.random.default_rng(5), -(spread**2) / 2
    effect, told = mean, []
    for _ in range(years):
        effect = mean + rho * (effect - mean)
        effect += spread * (1 - rho**2) ** 0.5 * draw.standard_normal()
        told.append(draw.poisson(expected * np.exp(effect)))
    return year_effect(range(years), np.array(told, float), np.full(years, expected))


@pytest.mark.parametrize(("rho", "spread"), [(0.0, 0.5), (0.5, 0.3), (0.8, 0.6)])
def test_what_was_planted_is_found(rho, spread):
    found = planted(rho, spread)
    assert found.rho == pytest.approx(rho, abs=0.06)
    # A level that does not last and a year's own noise are one and the same.
    assert np.hypot(found.spread, found.noise) == pytest.approx(spread, rel=0.12)


def test_hazards_are_on_average_what_the_fit_says():
    found = planted(0.5, 0.6)
    mean, spread = found.ahead(found.last + 1000)
    assert np.exp(mean + (spread**2 + found.noise**2) / 2) == pytest.approx(1.0, abs=1e-9)


def test_what_is_known_of_the_last_year_fades():
    one = YearEffect(0.5, 0.4, 2010, 1.0, 0.1)
    mean, doubt = one.ahead(2010)
    assert (mean, doubt) == (1.0, pytest.approx(0.1))
    means = [one.ahead(2010 + k)[0] for k in range(5)]
    assert means == sorted(means, reverse=True)
    assert one.ahead(2060)[1] == pytest.approx(0.4)


def test_years_that_are_left_out_are_years_all_the_same():
    happened, expected = np.array([40.0, 40.0]), np.array([20.0, 20.0])
    near = year_effect([2000, 2001], happened, expected)
    far = year_effect([2000, 2060], happened, expected)
    assert (near.last, far.last) == (2001, 2060)


@pytest.mark.parametrize(("spread", "noise"), [(0.5, 0.3), (0.02, 0.4)])
def test_a_level_that_lasts_is_told_from_what_a_year_alone_brings(spread, noise):
    draw, level, told = np.random.default_rng(5), 0.0, []
    for _ in range(4000):
        level = 0.9 * level + spread * (1 - 0.9**2) ** 0.5 * draw.standard_normal()
        told.append(draw.poisson(400.0 * np.exp(level + noise * draw.standard_normal())))
    found = year_effect(range(4000), np.array(told, float), np.full(4000, 400.0))
    assert found.noise == pytest.approx(noise, abs=0.08)
    if spread > 0.1:
        assert found.rho == pytest.approx(0.9, abs=0.06)
        assert found.spread == pytest.approx(spread, rel=0.2)


def test_a_year_s_own_noise_keeps_hazards_what_the_fit_says_too():
    one = YearEffect(0.5, 0.4, 2010, 1.0, 0.1, noise=0.3)
    mean, spread = one.ahead(3000)
    assert np.exp(mean + (spread**2 + 0.3**2) / 2) == pytest.approx(1.0)
