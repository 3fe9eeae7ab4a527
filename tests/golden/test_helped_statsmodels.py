"""A constant hazard on a grid against the same fitted by statsmodels."""

import numpy as np
import pytest

from foedus.estimation.helped import Grid, Normal, Stretches, log_likelihood, posterior

sm = pytest.importorskip("statsmodels.api")
LINK = sm.families.links.CLogLog()


@pytest.fixture(scope="module")
def rows():
    """Five hundred years at risk, with help and means of many sizes."""
    draw = np.random.default_rng(7)
    help, means = draw.random(500), draw.random(500)
    chance = 1 - np.exp(-0.15 * np.exp(0.8 * help - 0.5 * means))
    age = draw.integers(0, 30, 500).astype(float)
    return Stretches(
        np.zeros(500, dtype=int), age, age + 1, help, means,
        draw.random(500) < chance, np.full(500, 2000),
    )  # fmt: skip


@pytest.fixture(scope="module")
def theirs(rows):
    columns = sm.add_constant(np.column_stack([rows.help, rows.means]))
    binomial = sm.families.Binomial(link=LINK)
    return sm.GLM(rows.event.astype(float), columns, family=binomial).fit()


def test_the_likelihood_is_that_of_a_complementary_log_log(rows, theirs):
    constant, help, means = theirs.params
    one = Grid(np.array([-constant]), np.zeros(1), np.array([means]), np.array([help]))
    assert log_likelihood(rows, one, 1).ravel() == pytest.approx([theirs.llf], rel=1e-5)


def test_mean_and_spread_of_the_effect_are_near_theirs(rows, theirs):
    constant, help, means = theirs.params
    grid = Grid(
        -constant + np.linspace(-1.5, 1.5, 31), np.zeros(1),
        means + np.linspace(-1.6, 1.6, 31), help + np.linspace(-1.6, 1.6, 31),
    )  # fmt: skip
    flat = Normal(0.0, None)
    found = posterior(log_likelihood(rows, grid, 1)[0], grid, shape=flat, slope=flat)
    chances = found.effect()
    mean = chances @ grid.effects
    assert mean == pytest.approx(help, abs=0.05)
    spread = np.sqrt(chances @ (grid.effects - mean) ** 2)
    assert spread == pytest.approx(theirs.bse[1], rel=0.06)
