from dataclasses import replace

import numpy as np
import pytest

from foedus.chance import Stream
from foedus.estimation.episodes import KINDS
from foedus.estimation.sanction_trial import FORECASTS, forecasts, seen_terms, trial
from foedus.estimation.sanctions import (
    DEEP,
    RECOMMENDED,
    SPECIFICATIONS,
    carried_effects,
    effects_text,
    ever_traded,
    fitted,
    with_depth,
)
from foedus.estimation.trade_panel import TERMS, TradePanel
from foedus.faults import NeedFault

FIRST, LAST, ORIGIN = 1950, 1999, 1989


def planted(effect, states=14, seed=6, noise=0.1):
    """Make a panel in which complete sanctions leave exp(effect) of trade."""
    rng = np.random.default_rng(seed)
    i, j, t = (
        a.ravel() for a in np.meshgrid(range(states), range(states), range(FIRST, LAST + 1))
    )
    i, j, t = (a[i != j].astype(np.int64) for a in (i, j, t))
    begins = rng.integers(FIRST + 5, LAST - 4, (states, states))
    barred = rng.random((states, states)) < 0.3
    force = barred[i, j] & (t >= begins[i, j]) & (t < begins[i, j] + 8)
    size = rng.normal(size=(2, states, LAST - FIRST + 1)).cumsum(axis=2) * 0.1
    log = (
        size[0, i, t - FIRST] + size[1, j, t - FIRST] + rng.normal(size=(states,) * 2)[i, j]
    )
    flows = 100 * np.exp(log + effect * force) * rng.gamma(1 / noise, noise, len(t))
    terms = {name: np.zeros(len(t)) for name in TERMS}
    terms["complete"] = terms["year 1 to 2"] = force.astype(float)
    start = np.where(force, begins[i, j], 0)
    names = tuple(f"S{n:02d}" for n in range(states))
    return TradePanel(names, i, j, t, flows, terms, start)


HELD = planted(-1.0)


def test_a_planted_effect_is_found_within_its_doubt():
    fit = fitted(HELD, ("complete",))
    assert fit.coef[0] == pytest.approx(-1.0, abs=3 * fit.doubt[0])
    assert fit.doubt[0] < 0.05


def test_a_forecast_with_the_effects_beats_one_without_where_there_is_one():
    told = trial(HELD, ORIGIN)
    assert set(told.miss) == set(told.deviance) == set(FORECASTS)
    assert told.miss["effects"] < told.miss["no effect"] < told.miss["pair mean"]
    assert told.deviance["effects"] < told.deviance["no effect"]
    assert told.gain[1] > 0
    held_out = (HELD.year > ORIGIN) & (HELD.start > ORIGIN)
    assert told.rows == held_out.sum()


def test_no_effect_gains_nothing_beside_no_effect():
    told = trial(planted(0.0), ORIGIN)
    assert told.gain[0] == pytest.approx(0, abs=0.02)


def with_flows(flows):
    return replace(HELD, flows=flows)


def test_the_flows_that_are_forecast_are_not_read():
    out = (HELD.year > ORIGIN) & (HELD.start > ORIGIN)
    _, one = forecasts(HELD, ORIGIN)
    _, two = forecasts(with_flows(np.where(out, 7.0, HELD.flows)), ORIGIN)
    for name in FORECASTS:
        assert two[name] == pytest.approx(one[name], rel=1e-6)


def test_terms_that_had_not_occurred_are_not_learnt():
    assert seen_terms(HELD, ORIGIN) == ("complete",)
    assert seen_terms(HELD, FIRST) == ()


def test_pairs_that_never_traded_are_left_out():
    pair = HELD.groups[2]
    silent = with_flows(np.where(pair == pair[0], 0.0, HELD.flows))
    assert (~ever_traded(silent) == np.equal(pair, pair[0])).all()


def test_complete_sanctions_are_told_apart_by_years_in_force():
    deep = with_depth(HELD)
    assert (deep.terms[DEEP[0]] == HELD.terms["complete"]).all()
    assert not deep.terms[DEEP[1]].any()


def test_every_kind_has_an_effect_in_the_package():
    carried = carried_effects()
    assert set(KINDS) <= set(carried.fit().terms)
    assert set(SPECIFICATIONS) < set(carried.fits)
    assert set(carried.seen) >= set(KINDS)


def test_the_next_sanction_is_more_uncertain_than_the_mean_of_past_ones():
    carried = carried_effects()
    held = carried.spreads["complete"]
    at = carried.fit().terms.index("complete")
    assert {"CUB", "IRN", "PRK"} <= set(held.targets)
    assert held.draws(4000, Stream(2)).std() > 3 * carried.fit().doubt[at]


def test_effects_are_drawn_as_any_other_parameters():
    carried = carried_effects()
    drawn = carried.draws(2000, Stream(1))["complete"]
    at = carried.fit().terms.index("complete")
    assert drawn.mean() == pytest.approx(carried.fit().coef[at], abs=0.03)
    assert drawn.std() == pytest.approx(carried.fit().doubt[at], rel=0.1)
    assert (carried.draws(10, Stream(1))["complete"] == drawn[:10]).all()


def test_specifications_are_drawn_apart():
    carried = carried_effects()
    one = carried.draws(5, Stream(1), name=RECOMMENDED)["threat"]
    two = carried.draws(5, Stream(1), name="plain")["threat"]
    assert not np.allclose(one - one.mean(), two - two.mean())


def test_a_specification_that_is_not_there_is_refused():
    with pytest.raises(NeedFault, match="no specification 'wishes'"):
        carried_effects().fit("wishes")


def test_effects_are_written_the_same_twice():
    carried = carried_effects()
    assert effects_text(carried) == effects_text(carried)
    assert len(carried.digest) >= 8
