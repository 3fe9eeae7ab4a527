import numpy as np
import pytest

from foedus.cases.case import Figure
from foedus.questions.parts.balance.doubted import ODD, doubts, factors, spread_of
from foedus.states.roster import StateId, roster

USA, RUS, PRK = StateId("USA"), StateId("RUS"), StateId("PRK")


def figure(state, value=100.0, *, field="gdp", year=2023, source="wb", **more):
    return Figure(state, field, value, year, source, **more)


def drawn(figures, state, *, field="gdp", seed=1, runs=4000):
    return factors(figures, seed=seed, runs=runs)[field][:, roster().index(state)]


def test_a_figure_without_a_range_is_drawn_about_itself():
    spread, _ = spread_of("gdp")
    factor = drawn([figure(USA)], USA)
    assert np.median(factor) == pytest.approx(1, abs=0.01)
    assert np.log(factor).std() == pytest.approx(spread, rel=0.05)


def test_a_figure_with_a_range_is_drawn_within_it():
    factor = drawn([figure(PRK, 50.0, low=50.0, high=90.0)], PRK)
    assert factor.min() == 1.0
    assert np.quantile(factor * 50, 0.95) == pytest.approx(90, rel=0.03)


def test_a_spread_that_two_data_sets_tell_is_measured_and_others_are_assumed():
    assert spread_of("military_expenditure")[1].startswith("measured")
    assert spread_of("military_personnel")[1].startswith("assumed")
    assert spread_of("anything else")[1].startswith("assumed")


@pytest.mark.parametrize(
    "odd",
    [
        figure(PRK, source="recalled"),
        figure(PRK, year=2018),
        figure(PRK, basis="memory"),
    ],
)
def test_a_figure_that_stands_apart_is_doubted_more(odd):
    held = [figure(USA), figure(RUS), odd]
    assert doubts(held)[0].odd == (PRK,)
    ratio = np.log(drawn(held, PRK)).std() / np.log(drawn(held, USA)).std()
    assert ratio == pytest.approx(ODD, rel=0.05)


def test_a_state_without_a_figure_is_multiplied_by_one():
    assert (drawn([figure(USA)], RUS) == 1.0).all()


def test_another_state_s_figure_moves_no_draw():
    alone = drawn([figure(USA)], USA)
    assert (drawn([figure(USA), figure(RUS)], USA) == alone).all()


def test_the_order_of_figures_moves_no_draw():
    held = [figure(USA), figure(RUS, 5.0), figure(PRK, source="other")]
    assert (drawn(held, PRK) == drawn(held[::-1], PRK)).all()


def test_the_seed_decides_the_draws():
    held = [figure(USA)]
    assert (drawn(held, USA, seed=1) == drawn(held, USA, seed=1)).all()
    assert (drawn(held, USA, seed=1) != drawn(held, USA, seed=2)).any()
