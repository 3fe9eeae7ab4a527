import numpy as np
import pytest

from foedus.estimation.origins import Origins, guard, recency, rolling
from foedus.faults import DataFault

YEARS = np.repeat(np.arange(1945, 1965), 3)


def seen(origins, **more):
    """The rows that each origin was fitted on, and forecast."""
    held = []

    def fit(rows, origin):
        held.append((origin, rows))
        return origin

    def predict(model, rows, origin):
        assert model == origin
        held[-1] += (rows,)
        return np.full(len(rows), float(origin))

    return held, rolling(fit, predict, YEARS, origins, **more)


def test_every_row_is_forecast_from_the_last_origin_not_after_it():
    _, made = seen(Origins(1950, 1963, every=5))
    assert made.origin[YEARS == 1954].tolist() == [1950] * 3
    assert made.origin[YEARS == 1955].tolist() == [1955] * 3
    assert made.values[YEARS == 1963].tolist() == [1960.0] * 3


def test_rows_out_of_every_block_are_not_forecast():
    _, made = seen(Origins(1950, 1963, every=5))
    out = (YEARS < 1950) | (YEARS > 1963)
    assert not made.made[out].any()
    assert made.made[~out].all()
    assert np.isnan(made.values[out]).all()


def test_a_fit_sees_nothing_but_earlier_years_and_all_of_them():
    held, _ = seen(Origins(1950, 1963, every=5))
    for origin, before, ahead in held:
        assert YEARS[before].max() == origin - 1
        assert len(before) == (origin > YEARS).sum()
        assert YEARS[ahead].min() == origin


def test_a_row_whose_outcome_came_to_light_later_is_refused():
    known = YEARS.copy()
    known[YEARS == 1948] = 1951
    with pytest.raises(DataFault, match="3 rows to fit on are of 1950 or later"):
        seen(Origins(1950, 1963), known=known)


def test_columns_of_the_row_s_own_year_are_refused():
    read = YEARS - 1
    read[30] = YEARS[30]
    with pytest.raises(DataFault, match="1 rows have columns of their own year"):
        seen(Origins(1950, 1963), read=read)


def test_columns_of_the_year_before_are_let_through():
    _, made = seen(Origins(1950, 1963), read=YEARS - 1)
    assert made.made.any()


def test_an_origin_with_nothing_before_it_is_refused():
    with pytest.raises(DataFault, match="no row before 1945"):
        seen(Origins(1945, 1950))


def test_a_row_of_the_origin_s_year_can_not_be_fitted_on():
    with pytest.raises(DataFault, match="1950 or later"):
        guard(YEARS, np.flatnonzero(YEARS <= 1950), origin=1950)


def test_forecasts_may_have_more_than_one_number():
    made = rolling(
        lambda rows, origin: None,
        lambda model, rows, origin: np.zeros((len(rows), 3)),
        YEARS,
        Origins(1950, 1963),
    )
    assert made.values.shape == (60, 3)


@pytest.mark.parametrize("origins", [(1960, 1950, 5), (1950, 1960, 0)])
def test_origins_that_go_nowhere_are_refused(origins):
    with pytest.raises(DataFault):
        Origins(*origins)


def test_without_a_half_life_all_years_weigh_the_same():
    assert recency(YEARS, origin=1970, half_life=None).tolist() == [1.0] * 60


def test_a_half_life_of_nothing_is_refused():
    with pytest.raises(DataFault, match="half-life"):
        recency(YEARS, origin=1970, half_life=0)
