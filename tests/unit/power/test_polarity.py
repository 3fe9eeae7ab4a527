import numpy as np
import pytest

from foedus.faults import DataFault
from foedus.power.capability import composite, concentration, concentrations, herfindahl
from foedus.power.polarity import effective_number, indices, merged, poles, structure

NAN = np.nan


def test_equal_powers_are_counted_as_many_as_they_are():
    assert effective_number(np.full(5, 0.2)) == pytest.approx(5)


@pytest.mark.parametrize(
    ("parts", "many"),
    [
        ([1.0, 0.0], 1),
        ([0.5, 0.5], 2),
        ([0.5, 0.25, 0.25], 3),
        ([0.5, 0.24, 0.26], 2),
        ([0.4, 0.3, 0.2, 0.1, NAN], 3),
    ],
)
def test_a_pole_has_at_least_half_of_the_strongest(parts, many):
    assert poles(np.array(parts)) == many


def test_a_stricter_rule_finds_fewer_poles():
    parts = np.array([0.4, 0.35, 0.25])
    assert poles(parts, of_the_strongest=0.8) == 2
    assert poles(parts, of_the_strongest=1.0) == 1


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.5])
def test_a_threshold_outside_its_bounds_is_refused(threshold):
    with pytest.raises(DataFault, match="threshold"):
        poles(np.array([0.5, 0.5]), of_the_strongest=threshold)


def test_poles_of_nobody_are_refused():
    with pytest.raises(DataFault, match="0 shares"):
        poles(np.array([NAN]))


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ([0.6, 0.2, 0.2], "unipolar"),
        ([0.4, 0.3, 0.2, 0.1], "bipolar"),
        ([0.45, 0.2, 0.2, 0.15], "multipolar"),
        ([0.3, 0.3, 0.2, 0.2], "bipolar"),
        ([0.04] * 25, "diffuse"),
        ([1.0], "unipolar"),
    ],
)
def test_a_system_is_named_by_the_shares_of_its_strongest(parts, named):
    assert structure(np.array(parts)) == named


def test_a_camp_holds_what_its_members_hold_and_comes_first():
    parts = np.array([0.5, 0.3, 0.1, 0.1])
    assert merged(parts, [[1, 3]]) == pytest.approx([0.4, 0.5, 0.1])


def test_a_member_that_is_not_known_adds_nothing_to_its_camp():
    assert merged(np.array([0.5, NAN, 0.5]), [[0, 1]]) == pytest.approx([0.5, 0.5])


def test_without_camps_nothing_is_merged():
    parts = np.array([0.5, 0.5])
    assert merged(parts, [[]]).tolist() == parts.tolist()


@pytest.mark.parametrize("camps", [[[0, 0]], [[0, 1], [1, 2]]])
def test_a_state_in_two_camps_is_refused(camps):
    with pytest.raises(DataFault, match="two camps"):
        merged(np.array([0.5, 0.3, 0.2]), camps)


def test_counting_two_as_one_may_lower_con_but_never_hhi():
    parts = np.array([0.6, 0.2, 0.1, 0.1])
    one = merged(parts, [[2, 3]])
    assert concentration(one) < concentration(parts)
    assert herfindahl(one) > herfindahl(parts)


def test_indices_come_together():
    con, hhi, number, many = indices(np.array([0.5, 0.5, 0.0]))
    assert (con, hhi, number, many) == pytest.approx((0.5, 0.5, 2.0, 2))


def test_many_systems_at_once_are_as_one_by_one():
    amounts = np.array([[3.0, 1.0, NAN], [1.0, 1.0, 2.0], [NAN, NAN, 1.0]])
    con, hhi = concentrations(amounts)
    assert con[0] == pytest.approx(concentration(np.array([0.75, 0.25])))
    assert hhi[1] == pytest.approx(herfindahl(np.array([0.25, 0.25, 0.5])))
    assert np.isnan([con[2], hhi[2]]).all()


def test_a_composite_passes_over_what_is_not_known_of_a_state():
    held = np.array([[1.0, NAN], [3.0, 1.0]])
    assert composite(held) == pytest.approx([0.25, (0.75 + 1.0) / 2])


def test_a_state_of_which_nothing_is_known_has_no_composite():
    assert np.isnan(composite(np.array([[NAN, NAN], [1.0, 1.0]]))[0])


@pytest.mark.parametrize("held", [[[NAN, 1.0], [NAN, 1.0]], [[-1.0, 1.0], [2.0, 1.0]]])
def test_a_composite_of_nothing_or_of_less_is_refused(held):
    with pytest.raises(DataFault):
        composite(np.array(held))
