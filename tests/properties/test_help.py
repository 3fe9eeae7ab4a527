"""What must hold of a programme that is helped, whatever its hazard and the help."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foedus.exchange.capability import (
    NO_HELP,
    HelpPath,
    Programme,
    arrivals,
    chance_by,
    hazard_spent,
    medians,
    saving,
    steady,
)

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=80)
SHAPES, SCALES = st.floats(0.3, 6.0), st.floats(5.0, 500.0)
AGES, EFFECTS = st.floats(0.0, 200.0), st.floats(-2.5, 2.5)
DEVIATES = st.floats(0.01, 5.0)


@st.composite
def programmes(draw):
    return Programme(*(np.array([draw(one)]) for one in (SHAPES, SCALES, AGES)))


@st.composite
def paths(draw):
    begins, lasts = draw(st.floats(-24, 60)), draw(st.floats(0, 120))
    ends = draw(st.sampled_from([begins + lasts, np.inf]))
    ramp = draw(st.sampled_from([0.0, 6.0, 24.0]))
    return steady(draw(st.floats(0, 1)), begins=begins, ends=ends, ramp=ramp)


def only(values):
    return float(np.ravel(values)[0])


@STEADY
@given(programmes(), EFFECTS, DEVIATES, st.floats(0, 300))
def test_help_of_no_share_changes_nothing_to_the_last_bit(one, g, deviate, ends):
    none = steady(0.0, begins=ends / 2, ends=ends, ramp=6.0)
    effect, drawn = np.array([g]), np.array([deviate])
    assert none == NO_HELP
    assert arrivals(one, none, effect, drawn) == arrivals(one, NO_HELP, effect, drawn)
    told = saving(one, effect, drawn, after=none)
    assert only(told.saved) == only(told.paired) == 0


@STEADY
@given(programmes(), paths(), EFFECTS, DEVIATES)
def test_help_saves_time_if_it_speeds_and_costs_time_if_it_impedes(one, path, g, deviate):
    told = saving(one, np.array([g]), np.array([deviate]), after=path)
    for saved in (told.saved, told.paired):
        assert (only(saved) >= -1e-6) if g >= 0 else (only(saved) <= 1e-6)


@STEADY
@given(programmes(), paths(), EFFECTS, EFFECTS)
def test_the_more_help_speeds_the_sooner_it_comes(one, path, g, other):
    low, high = sorted((g, other))
    late, soon = (only(medians(one, path, np.array([e]))) for e in (low, high))
    assert soon <= late + 1e-6 * late


@STEADY
@given(programmes(), st.floats(0.01, 2.5), st.floats(0, 1), st.floats(0, 1), AGES)
def test_more_help_and_longer_help_bring_it_no_later(one, g, share, other, ends):
    less, more = sorted((share, other))
    effect = np.array([g])
    times = [
        only(medians(one, steady(each, ends=end), effect))
        for each, end in ((less, ends), (more, ends), (more, np.inf))
    ]
    assert times[0] >= times[1] - 1e-6 * times[1]
    assert times[1] >= times[2] - 1e-6 * times[2]


@STEADY
@given(programmes(), paths(), EFFECTS)
def test_the_hazard_spent_never_falls_and_the_chance_stays_one(one, path, g):
    times = np.linspace(0, 400, 60)
    spent = hazard_spent(one, path, np.array([g]), times)
    chance = chance_by(one, path, np.array([g]), times)
    assert (np.diff(spent[0]) >= -1e-12).all()
    assert ((chance >= 0) & (chance <= 1)).all()
    assert spent[0, 0] == chance[0, 0] == 0


@STEADY
@given(programmes(), paths(), EFFECTS, DEVIATES)
def test_the_hazard_spent_when_it_comes_is_the_deviate(one, path, g, deviate):
    effect = np.array([g])
    came = arrivals(one, path, effect, np.array([deviate]))
    assert only(hazard_spent(one, path, effect, came)) == pytest.approx(deviate, rel=1e-6)


@STEADY
@given(programmes(), st.floats(0.1, 300))
def test_survival_from_now_is_that_of_weibull_given_the_age(one, time):
    k, s, a = (only(x) for x in (one.shape, one.scale, one.age))
    assume(((a + time) / s) ** k < 300)
    alive = np.exp(-(((a + time) / s) ** k)) / np.exp(-((a / s) ** k))
    told = 1 - only(chance_by(one, NO_HELP, np.zeros(1), np.array([time])))
    assert told == pytest.approx(alive, rel=1e-6, abs=1e-12)


@STEADY
@given(programmes(), paths(), EFFECTS, DEVIATES, st.floats(0.01, 50))
def test_the_unit_of_time_does_not_matter(one, path, g, deviate, unit):
    scaled = Programme(one.shape, one.scale * unit, one.age * unit)
    stretched = HelpPath(tuple(t * unit for t in path.starts), path.shares)
    effect, drawn = np.array([g]), np.array([deviate])
    came = only(arrivals(one, path, effect, drawn))
    same = only(arrivals(scaled, stretched, effect, drawn))
    assert same == pytest.approx(came * unit, rel=1e-6, abs=1e-9 * unit)


@STEADY
@given(st.floats(0.3, 6.0), SCALES, EFFECTS)
def test_help_for_good_from_the_beginning_divides_the_median_by_a_power(k, s, g):
    one = Programme(np.array([k]), np.array([s]), np.zeros(1))
    helped = only(medians(one, steady(), np.array([g])))
    assert helped == pytest.approx(s * np.log(2) ** (1 / k) * np.exp(-g / k), rel=1e-9)
