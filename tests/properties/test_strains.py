"""What must hold of strains and of a treaty that is watched, whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulating import carried

from foedus.simulation.ensemble import simulate
from foedus.simulation.run import chunk
from foedus.simulation.shapes import ENDED
from foedus.simulation.strains import Size, Strain, sizes
from foedus.simulation.watching import watch

NATO, YEARS, RUNS = "atop:3180", 8, 60
STORM = Strain("storm", (NATO,), Size(0.2, 0.1, 0.4), Size(6.0, 3.0, 12.0))
GUST = Strain(
    "gust", (NATO, "atop:3375"), Size(0.4, 0.2, 0.6), Size(4.0, 2.0, 8.0), years=2,
    again=True,
)  # fmt: skip
NOTHING = Strain("nothing", (NATO,), Size(0.9, 0.8, 1.0), Size(1.0, 1.0, 1.0))


def told(scenario, runs=range(RUNS), **other):
    return chunk(scenario, runs=runs, seed=7, **other).events


def strained(*strains):
    return carried(YEARS).but(strains=strains)


def code_of(name):
    return next(one.code for one in carried(YEARS).treaties if one.name == name)


def ends(events, name=NATO):
    """The year in which each run ends a treaty; the years of a run if it does not."""
    mine = events[(events["kind"] == ENDED) & (events["code"] == code_of(name))]
    year = np.full(RUNS, YEARS)
    year[mine["run"]] = mine["year"]
    return year


@pytest.mark.parametrize(
    "strains",
    [
        (NOTHING,),
        (Strain("never", (NATO,), Size(0.0, 0.0, 0.0), Size(9.0, 9.0, 9.0)),),
    ],
    ids=["of no weight", "that never comes"],
)
def test_a_strain_that_does_nothing_moves_no_event(strains):
    assert np.array_equal(told(strained(*strains)), told(carried(YEARS)))


def test_what_a_strained_treaty_does_until_it_ends_is_what_the_unstrained_does():
    plain, with_ = told(carried(YEARS)), told(strained(STORM, GUST))
    first = np.minimum(ends(with_), ends(with_, "atop:3375"))
    assert (first < YEARS).sum() > 10
    for run in range(RUNS):
        before = [
            one[(one["run"] == run) & (one["year"] < first[run])] for one in (plain, with_)
        ]
        assert np.array_equal(*before)


@given(chance=st.floats(0.02, 0.9), times=st.floats(0.2, 20.0), years=st.integers(1, 4))
@settings(max_examples=8, deadline=None)
def test_a_watched_treaty_ends_in_the_very_years_in_which_the_strained_one_does(
    chance, times, years
):
    one = Strain(
        "one", (NATO,), Size(chance / 2, chance / 4, chance),
        Size(times, times / 2, 2 * times), years=years, again=years % 2 == 0,
    )  # fmt: skip
    scenario = strained(one, STORM)
    held = watch(scenario, NATO, runs=RUNS, seed=7)
    assert np.array_equal(held.ended(["one", "storm"]), ends(told(scenario)))
    alone = scenario.but(strains=(STORM,))
    assert np.array_equal(held.ended(["storm"]), ends(told(alone)))
    assert np.array_equal(held.ended([]), ends(told(carried(YEARS))))


def test_a_strain_on_another_treaty_is_not_told_of_the_watched_one():
    other = Strain("other", ("atop:3375",), Size(0.5, 0.5, 0.5), Size(9.0, 9.0, 9.0))
    assert watch(strained(other, STORM), NATO, runs=20, seed=7).strains == ("storm",)


def test_threads_and_chunks_change_nothing_of_what_is_watched():
    asked = strained(STORM, GUST)
    alone = watch(asked, NATO, runs=130, seed=7)
    both = watch(asked, NATO, runs=130, seed=7, workers=2)
    assert np.array_equal(alone.log_odds, both.log_odds)
    assert np.array_equal(alone.adds, both.adds)


def test_dense_and_thinned_kernels_agree_under_strains():
    scenario = strained(STORM, GUST)
    thin, dense = (told(scenario, range(4), dense=d) for d in (False, True))
    assert np.array_equal(thin, dense)


def test_the_order_in_which_strains_are_named_moves_no_event():
    assert np.array_equal(told(strained(STORM, GUST)), told(strained(GUST, STORM)))


def test_a_run_s_strains_leave_nothing_behind_for_the_next():
    scenario = strained(STORM, GUST)
    alone, after = told(scenario, range(5, 6)), told(scenario, range(6))
    assert np.array_equal(after[after["run"] == 5], alone)


def test_heavier_strains_never_let_a_treaty_stand_longer():
    held = watch(strained(STORM, GUST), NATO, runs=RUNS, seed=7)
    assert (held.alive(["storm", "gust"]) <= held.alive(["storm"]) + 1e-15).all()
    assert (held.alive(["storm"]) <= held.alive([]) + 1e-15).all()


def test_probabilities_of_a_watched_treaty_are_shares_of_simulated_runs():
    scenario = strained(STORM, GUST)
    expected = watch(scenario, NATO, runs=600, seed=7).alive(["storm", "gust"]).mean(axis=0)
    found = simulate(scenario, runs=600, seed=7).alive(NATO)
    assert np.abs(found - expected).max() < 3.5 * 0.5 / 600**0.5


@given(chance=st.floats(0.01, 0.5), wide=st.floats(1.0, 2.0), times=st.floats(0.1, 30.0))
@settings(max_examples=10, deadline=None)
def test_nine_in_ten_draws_of_a_strain_s_sizes_are_in_its_ranges(chance, wide, times):
    one = Strain(
        "one", (NATO,), Size(chance, chance / wide, min(chance * wide, 0.99)),
        Size(times, times / wide, times * wide),
    )  # fmt: skip
    drawn = np.array([sizes(one, seed=3, draw=k, doubt=True) for k in range(300)])
    slack = 1e-6
    in_chance = (drawn[:, 0] >= one.chance.low - slack) & (
        drawn[:, 0] <= one.chance.high + slack
    )
    adds = np.log([one.times.low, one.times.high])
    in_times = (drawn[:, 1] >= adds[0] - slack) & (drawn[:, 1] <= adds[1] + slack)
    if wide > 1.0:
        assert 0.83 < in_chance.mean() < 0.97
        assert 0.83 < in_times.mean() < 0.97
    assert sizes(one, seed=3, draw=0, doubt=False) == (
        pytest.approx(chance, abs=1e-8), pytest.approx(np.log(times), abs=1e-8),
    )  # fmt: skip


def test_a_path_multiplies_the_odds_of_coming_year_by_year():
    never = Strain(
        "late", (NATO,), Size(0.5, 0.5, 0.5), Size(5.0, 5.0, 5.0), path=(1e-9, 1e-9, 1e9)
    )
    came = watch(strained(never), NATO, runs=40, seed=7).came("late")
    assert came[:2].tolist() == [0.0, 0.0]
    assert came[2:].tolist() == [1.0] * (YEARS - 2)


def test_copies_under_the_same_strains_come_to_what_the_kernel_s_runs_come_to():
    scenario = strained(STORM, GUST).but(runs_a_draw=2)
    held = watch(scenario, NATO, runs=400, seed=7)
    copied = held.under([STORM, GUST], copies=8, seed=7)
    names = ["storm", "gust"]
    assert np.abs(copied.alive(names) - held.alive(names).repeat(8, 0)).max() > 0
    own, theirs = copied.alive(names).mean(axis=0), held.alive(names).mean(axis=0)
    assert np.abs(own - theirs).max() < 0.08
    assert np.array_equal(copied.alive([])[::8], held.alive([]))
    assert np.abs(copied.came("gust") - held.came("gust")).max() < 0.08


def test_a_strain_more_moves_neither_the_coming_nor_the_size_of_another():
    held = watch(strained(STORM), NATO, runs=20, seed=7)
    alone = held.under([GUST], copies=3, seed=7)
    beside = held.under([STORM, GUST], copies=3, seed=7)
    assert np.array_equal(alone.adds[:, 0], beside.adds[:, 1])
    assert np.array_equal(alone.alive(["gust"]), beside.alive(["gust"]))
