import numpy as np
import pytest

from foedus.faults import DataFault
from foedus.power.capability import (
    concentration,
    herfindahl,
    net_resources,
    shares,
    together,
)

NAN = np.nan


def test_shares_are_parts_of_what_is_known():
    assert shares(np.array([3.0, 1.0, NAN])).tolist()[:2] == [0.75, 0.25]


def test_what_is_not_known_stays_unknown():
    assert np.isnan(shares(np.array([3.0, NAN]))[1])


def test_zero_is_a_share_and_not_absence():
    assert shares(np.array([2.0, 0.0])).tolist() == [1.0, 0.0]


@pytest.mark.parametrize("amounts", [[-1.0, 2.0], [NAN, NAN], [0.0, 0.0], []])
def test_amounts_without_a_whole_are_refused(amounts):
    with pytest.raises(DataFault):
        shares(np.array(amounts))


def test_an_endless_amount_is_refused():
    with pytest.raises(DataFault):
        shares(np.array([1.0, np.inf]))


def test_gdp_counts_by_what_each_head_has():
    rich, poor = net_resources(np.array([4.0, 4.0]), np.array([2.0, 8.0]))
    assert (rich, poor) == (8.0, 2.0)


def test_a_state_without_people_has_no_net_resources():
    assert np.isnan(net_resources(np.array([0.0]), np.array([0.0]))[0])


@pytest.mark.parametrize(
    ("parts", "con"),
    [
        ([0.5, 0.5], 0.0),
        ([1.0, 0.0], 1.0),
        ([0.25] * 4, 0.0),
        ([0.5, 0.5, 0.0, 0.0], np.sqrt((0.5 - 0.25) / 0.75)),
        ([0.5, 0.5, NAN], 0.0),
    ],
)
def test_concentration_is_that_of_ray_and_singer(parts, con):
    assert concentration(np.array(parts)) == pytest.approx(con)


def test_the_inverse_of_herfindahl_counts_equal_powers():
    assert 1 / herfindahl(np.full(5, 0.2)) == pytest.approx(5)


@pytest.mark.parametrize("measure", [concentration, herfindahl])
@pytest.mark.parametrize("parts", [[1.0], [], [NAN, 1.0], [0.5, 0.4], [3.0, 1.0]])
def test_a_measure_asks_for_two_shares_that_add_up(measure, parts):
    with pytest.raises(DataFault, match="shares are known"):
        measure(np.array(parts))


def test_a_bloc_holds_what_its_members_hold():
    assert together(np.array([0.5, 0.3, 0.2]), [0, 2]) == pytest.approx(0.7)


def test_a_member_that_is_not_known_counts_for_nothing():
    assert together(np.array([0.5, 0.5, NAN]), [0, 2]) == 0.5


def test_a_bloc_of_nobody_holds_nothing():
    assert together(np.array([0.5, 0.5]), []) == 0.0


def test_a_member_named_twice_counts_once():
    assert together(np.array([0.5, 0.5]), [0, 0]) == 0.5
