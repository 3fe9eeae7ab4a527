import numpy as np
import pytest

from foedus.faults import DataFault
from foedus.panel.expecting import power_at
from foedus.power.distance import REACH, discounted, evenly

NAN = np.nan


def test_at_home_a_state_has_all_it_has():
    share = np.array([0.3, 0.001])
    assert discounted(share, np.zeros(2), year=2024).tolist() == share.tolist()
    assert evenly(share, np.zeros(2)).tolist() == share.tolist()


def test_as_printed_a_share_grows_at_home_and_is_that_of_the_expected_utility():
    share = np.array([0.1, 0.2])
    far = np.array([[0.0, 5000.0], [5000.0, 0.0]])
    printed = discounted(share, far[:, 1], year=1950, published=True)
    assert printed == pytest.approx(power_at(share, far, year=1950)[:, 1])
    assert printed[1] > share[1]


def test_the_weak_lose_more_of_theirs_than_the_strong():
    share, far = np.array([0.2, 0.01]), np.array([8000.0, 8000.0])
    left = discounted(share, far, year=2024) / share
    assert left[1] < left[0] < 1


def test_armies_lost_more_by_distance_when_they_were_slower():
    share, far = np.array([0.1]), np.array([6000.0])
    by_year = [discounted(share, far, year=year)[0] for year in (1900, 1930, 2000)]
    assert by_year == sorted(by_year)
    assert by_year[0] < by_year[2]


def test_at_the_end_of_its_reach_strength_is_gone():
    left = evenly(np.array([1.0, 1.0, 1.0]), np.array([REACH / 2, REACH, 2 * REACH]))
    assert left == pytest.approx([0.5, 0.0, 0.0])


def test_what_is_not_known_stays_so():
    assert np.isnan(discounted(np.array([NAN]), np.array([1.0]), year=2024)[0])
    assert np.isnan(evenly(np.array([1.0]), np.array([NAN]))[0])


@pytest.mark.parametrize(("share", "far"), [(-0.1, 1.0), (1.5, 1.0), (0.5, -1.0)])
def test_what_is_no_share_or_no_distance_is_refused(share, far):
    with pytest.raises(DataFault):
        discounted(np.array([share]), np.array([far]), year=2024)


def test_a_reach_of_nothing_is_refused():
    with pytest.raises(DataFault, match="reach"):
        evenly(np.array([1.0]), np.array([1.0]), reach=0.0)
