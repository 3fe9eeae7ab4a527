import numpy as np
import pytest

from foedus.estimation.choice import chances
from foedus.estimation.hazard import hazard, level, surviving
from foedus.faults import DataFault

RNG = np.random.default_rng(2)
YEARS = np.repeat([1990, 1991, 1995], [4, 10, 6])
RISK = RNG.normal(size=20)


def test_an_unknown_past_expects_one_end_in_twenty_five_years_at_risk():
    assert level(np.zeros(1), np.zeros(1)) == pytest.approx(1 / 25)


def test_a_long_past_speaks_for_itself():
    assert level(np.array([100.0]), np.array([1e4])) == pytest.approx(0.01, rel=0.01)


def test_more_ends_than_were_at_risk_are_refused():
    with pytest.raises(DataFault, match="more ends"):
        level(np.array([5.0]), np.array([4.0]))


def test_the_mean_hazard_of_those_alive_is_the_level():
    told = hazard(np.full(20, 0.03), RISK, YEARS)
    means = [told[year == YEARS].mean() for year in (1990, 1991, 1995)]
    assert means == pytest.approx([0.03] * 3)


def test_hazards_of_a_year_stand_to_each_other_as_the_chances_of_a_choice():
    told, share = hazard(np.full(20, 0.03), RISK, YEARS), chances(RISK, YEARS)
    first = YEARS == 1990
    assert told[first] / told[first].sum() == pytest.approx(share[first])


def test_huge_risks_neither_overflow_nor_pass_one():
    told = hazard(np.full(3, 0.5), np.array([900.0, 0.0, -900.0]), np.zeros(3))
    assert 0.999 < told[0] < 1
    assert told[2] == pytest.approx(0)


def test_a_constant_hazard_decays_geometrically():
    assert surviving(np.full(5, 0.1)) == pytest.approx(0.9 ** np.arange(1, 6))
