"""A change held together by all pairs at once: paired by draw, and told with its noise."""

from datetime import date

import numpy as np
import pytest
from scipy import stats
from simulating import carried

from foedus.faults import DataFault, NeedFault
from foedus.simulation.reading import Reading
from foedus.simulation.run import chunk
from foedus.simulation.spread import Moved, pairs_of, spread
from foedus.world.change import FormPact, Shock

PACT = FormPact(date(2023, 1, 1), "new", ("RUS", "PRK"))
ALL = {"all": [np.zeros(len(pairs_of(carried(4))[0]), np.int64)]}


def plain():
    return carried(4, runs_a_draw=3)


def moved(values, draws):
    """A reading of one by its draws, with and without."""
    a, b = np.array(values, float)
    return Moved(
        a.mean(keepdims=True), b.mean(keepdims=True),
        (a - b).std(ddof=1, keepdims=True) / draws**0.5,
        np.array([np.mean(a > b)]), np.array([np.mean(a < b)]), draws, draws,
    )  # fmt: skip


@pytest.fixture(scope="module")
def held():
    with_ = plain().but(changes=(PACT,))
    reading = Reading("signed", of=("PRK",))
    return spread(with_, plain(), draws=6, seed=1, groups=ALL, readings=[reading])


def test_pairs_are_those_of_the_runs_themselves(held):
    told = np.zeros((2, 256, 256))
    for draw in range(6):
        chunk(plain(), runs=range(3 * draw, 3 * draw + 3), seed=1, told=told)
    low, high = pairs_of(plain())
    assert np.allclose(held.pairs.without, told[0][low, high] / 18, rtol=1e-12)
    # New states are in no pair that is held together.
    theirs = told[0][low, high].sum()
    assert held.groups["all"].without[0] == pytest.approx(theirs / 18)
    assert held.pairs.runs == 18


def test_a_pact_moves_those_who_sign_it_most(held):
    ids, most = plain().ids, np.argsort(-held.pairs.difference)[:5]
    pairs = [{ids[held.low[k]], ids[held.high[k]]} for k in most]
    assert pairs[0] == {"PRK", "RUS"}
    assert all({"PRK", "RUS"} & pair for pair in pairs)


def test_what_is_drawn_agrees_within_its_own_noise_with_what_is_expected(held):
    drawn = held.contrasts["signed of PRK"].difference
    place = plain().ids.index("PRK")
    its = (held.low == place) | (held.high == place)
    expected = held.pairs.difference[its].sum()
    assert abs(drawn.value - expected) < 4 * (drawn.high - drawn.low)


def test_no_change_moves_nothing_and_nothing_stands():
    same = spread(plain(), plain(), draws=2, seed=1, groups=ALL)
    assert not same.pairs.difference.any()
    assert not same.pairs.stands().any()
    assert same.pairs.within_noise().all()
    assert same.groups["all"].runs_to_tell(0) == float("inf")


def test_more_draws_leave_the_first_ones_as_they_were(held):
    with_ = plain().but(changes=(PACT,))
    again = spread(with_, plain(), draws=6, seed=1, groups=ALL)
    assert np.array_equal(again.pairs.difference, held.pairs.difference)


def test_a_chance_is_that_of_the_paired_test_of_draws():
    a, b = np.random.default_rng(1).normal([[1.3], [1.0]], 1, (2, 12))
    one = moved([a, b], 12)
    known = stats.ttest_rel(a, b)
    assert one.chance[0] == pytest.approx(known.pvalue)
    interval = known.confidence_interval(0.9)
    found = one.estimate(0, "x")
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert one.within_noise()[0] == (interval.low < 0 < interval.high)


def test_of_many_that_do_not_move_at_most_a_tenth_of_tests_lets_one_stand():
    noise = np.random.default_rng(2).normal(0, 1, (300, 20, 400))
    some = 0
    for one in noise:
        mean, error = one.mean(axis=0), one.std(axis=0, ddof=1) / 20**0.5
        held = Moved(mean, np.zeros(400), error, mean, mean, 20, 20)
        some += held.stands().any()
    assert some / len(noise) < 0.15


def test_the_runs_that_it_would_take_shrink_the_interval_to_the_difference():
    one = moved([[1.0, 2.0, 0.5, 0.0], [0.0, 1.5, 1.0, 0.9]], 4)
    times = one.runs_to_tell(0) / one.runs
    assert one.half()[0] / times**0.5 == pytest.approx(abs(one.difference[0]))


def test_one_draw_tells_no_error_and_is_refused():
    with pytest.raises(NeedFault, match="1 draws"):
        spread(plain(), plain(), draws=1, seed=1, groups=ALL)


def test_scenarios_that_are_no_pair_are_refused():
    with pytest.raises(DataFault, match="scenarios of"):
        spread(plain(), plain().but(years=5), draws=2, seed=1, groups=ALL)


def test_a_reading_of_two_sides_counts_what_is_between_them_alone():
    events = chunk(carried(4), runs=range(40), seed=2).events
    ids = carried(4).ids

    def count(**which):
        return Reading("disputes", **which).read(events, first=0, runs=40).sum()

    others = tuple(one for one in ids if one not in ("RUS", "USA"))
    whole = count(of=("RUS", "USA"))
    between = count(of=("RUS",), against=("USA",))
    assert between == count(between=("RUS", "USA")) > 0
    assert count(of=("RUS", "USA"), apart=True) == whole - between
    assert count(of=("RUS", "USA"), against=others) == whole - between


def test_entries_are_those_of_who_enters_and_into_which_treaty():
    scenario = carried(4)
    events = chunk(scenario, runs=range(60), seed=2).events
    first = scenario.ids[0]
    entered = Reading("entered", of=(first,)).read(events, first=0, runs=60).sum()
    mine = (events["kind"] == 3) & (events["a"] == 0)
    assert entered == mine.sum()
    codes = {one.code: one.name for one in scenario.treaties}
    seen = [codes[int(c)] for c in events["code"][events["kind"] == 3] if int(c) in codes]
    one = Reading("entered", into=(seen[0],)).read(events, first=0, runs=60).sum()
    assert one == seen.count(seen[0])


def test_a_shock_moves_pacts_and_is_no_pact():
    shocked = plain().but(changes=(Shock(date(2023, 1, 1), "CHN", 0.5),))
    held = spread(shocked, plain(), draws=4, seed=1, groups=ALL)
    assert held.groups["all"].difference[0] != 0
