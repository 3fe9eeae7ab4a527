"""Sums of events are those that NumPy makes of them."""

import numpy as np
from simulating import carried

from foedus.simulation.ensemble import HORIZONS, summary
from foedus.simulation.run import chunk
from foedus.simulation.shapes import DISPUTE, ENDED


def test_sums_are_those_of_the_events():
    scenario, span = carried(6), range(40, 70)
    made = chunk(scenario, runs=span, seed=7)
    held = summary(scenario, span, seed=7)
    assert np.array_equal(held.counts, made.counts)
    fights = made.events[made.events["kind"] == DISPUTE]
    disputes = np.zeros_like(held.disputes)
    np.add.at(disputes, (fights["a"], fights["b"]), 1)
    assert np.array_equal(held.disputes, disputes)


def test_a_pair_counts_once_in_a_run_within_each_horizon():
    scenario, span = carried(6), range(30)
    held = summary(scenario, span, seed=7)
    events = chunk(scenario, runs=span, seed=7).events
    fights = events[events["kind"] == DISPUTE]
    for place, horizon in enumerate(HORIZONS):
        pairs = {
            (run, *sorted((a, b)))
            for run, year, a, b in fights[["run", "year", "a", "b"]].tolist()
            if year < horizon
        }
        told = np.zeros_like(held.within[place])
        for _, low, high in pairs:
            told[low, high] += 1
        assert np.array_equal(held.within[place], told + told.T)


def test_treaties_end_in_the_runs_in_which_their_events_say_so():
    scenario = carried(6)
    held = summary(scenario, range(40), seed=7)
    events = chunk(scenario, runs=range(40), seed=7).events
    ends = events[events["kind"] == ENDED]
    for treaty in scenario.treaties[::7]:
        if treaty.name in held.treaties:
            years = ends["year"][ends["code"] == treaty.code]
            told = held.ended[held.treaties.index(treaty.name)]
            assert told.tolist() == np.bincount(years, minlength=6).tolist()
