import numpy as np
import pytest

from foedus.past.snapshot import CARRIED, carried_past
from foedus.power.partnering import partners
from foedus.power.ties import READ, nearness, ties_of, traded


def test_the_layers_of_the_carried_year_go_both_ways_and_have_their_signs():
    held = ties_of(carried_past().at(CARRIED))
    assert held.keys() == READ.keys()
    for name, ties in held.items():
        assert (ties == ties.T).all()
        assert np.abs(ties).max() <= 1
        # Rivalries are known to 2020 alone, and so none is held of the year carried.
        assert np.abs(ties).any() == (name != "rivalries")
    assert min(held["alliance"].min(), held["trade"].min()) == 0
    assert held["disputes"].max() == 0
    assert held["votes"].min() < 0 < held["votes"].max()


def test_the_mean_pair_of_ideal_points_has_no_tie():
    near = nearness(np.array([0.0, 1.0, 2.0]))
    # Distances 1, 1, 2: the mean is 4/3.
    assert near[0].tolist() == pytest.approx([0.0, 0.25, -0.5])


def test_nobody_is_near_who_does_not_vote():
    assert not nearness(np.array([np.nan, np.nan])).any()


def test_trade_counts_by_its_part_in_the_trade_of_both():
    held = traded(np.array([[0.0, 3.0, 1.0], [3.0, 0.0, 0.0], [1.0, 0.0, 0.0]]))
    # 3 of 4 and 3 of 3: the geometric middle is the root of 3/4.
    assert held[0, 1] == pytest.approx(np.sqrt(0.75))
    assert held[1, 2] == 0


def test_partners_are_the_largest_and_add_up_to_no_more_than_all():
    made = partners(carried_past(), CARRIED)
    assert len(made.states) > 190
    for leaning in made.states.values():
        shares = list(leaning.partners.values())
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1.005  # each is rounded to three digits
        assert len(shares) <= 8


def test_a_small_share_is_read_off_the_partner_s_side():
    made = partners(carried_past(), CARRIED)
    held, back = made.states["PRK"], made.states["CHN"]
    assert "PRK" not in back.partners
    share = made.share("CHN", "PRK")
    assert share == pytest.approx(held.partners["CHN"] * held.trade / back.trade)
    assert made.share("PRK", "XXX") is None
