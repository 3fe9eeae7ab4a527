import numpy as np
import pytest

from foedus.estimation.contest import contest
from foedus.estimation.fit import Fit
from foedus.estimation.logit import logit
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows
from foedus.estimation.theory import Theory
from foedus.faults import NeedFault

ORIGINS = Origins(1920, 1939, every=5)


class Coins:
    """A logit on whatever columns an entry names."""

    def __init__(self):
        self.seen = []

    def fit(self, rows, theory, *, origin):
        self.seen.append((origin, int(rows.year.max())))
        values = rows.of(theory.terms)
        return logit(values, rows.outcome, terms=theory.terms, penalty=1.0)

    def chances(self, fit: Fit, rows: Rows):
        return 1 / (1 + np.exp(-fit.utility(rows.of(fit.columns))))

    def told(self, chances, rows):
        return np.where(rows.outcome == 1, chances, 1 - chances), rows.year


def entry(name, *terms):
    return Theory(name, name.title(), "theory", "It says so.", terms)


@pytest.fixture(scope="module")
def rows():
    draw = np.random.default_rng(5)
    years = np.repeat(np.arange(1900, 1940), 60)
    x = draw.normal(size=(len(years), 2))
    happened = draw.random(len(years)) < 1 / (1 + np.exp(-1.5 * x[:, 0]))
    facts = {"i": np.arange(len(years))}
    return Rows(
        years, happened.astype(int), ("true", "idle"), x, facts, np.ones(len(years))
    )


@pytest.fixture(scope="module")
def model():
    return Coins()


@pytest.fixture(scope="module")
def held(rows, model):
    return contest(model, rows, [entry("idle", "idle"), entry("true", "true")], ORIGINS)


def test_no_entry_is_fitted_on_a_year_that_it_forecasts(held, model):
    assert {origin for origin, _ in model.seen} == {1920, 1925, 1930, 1935}
    assert all(last == origin - 1 for origin, last in model.seen)


def test_the_entry_that_knows_more_tells_more_and_its_interval_says_so(held):
    gain = held.gain("true", "idle", seed=1)
    assert gain.low > 0.1
    assert gain.mean == pytest.approx(held.loss("idle") - held.loss("true"))


def test_an_entry_gains_nothing_over_itself(held):
    gain = held.gain("true", "true", seed=1)
    assert (gain.low, gain.mean, gain.high) == (0, 0, 0)


def test_only_the_years_after_the_first_origin_are_judged(held):
    assert held.years.min() == 1920
    assert len(held.entry("true").told) == len(held.rows) == 20 * 60


def test_the_weights_go_to_the_entry_that_knows(held):
    weights = held.weights(["idle", "true"])
    assert weights.sum() == pytest.approx(1)
    assert weights[1] > 0.95


def test_a_pool_weighs_all_alike_before_it_has_seen_a_block(held):
    told = held.pool(["idle", "true"])
    first = held.years < 1925
    even = (held.entry("idle").told + held.entry("true").told) / 2
    assert told[first] == pytest.approx(even[first])
    assert -np.log(told[~first]).mean() < held.loss("idle")


def test_an_entry_that_was_not_entered_is_named(held):
    with pytest.raises(NeedFault, match="prestige"):
        held.loss("prestige")
