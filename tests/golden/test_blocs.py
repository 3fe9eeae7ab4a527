"""Published balance of a signed network, and what the package carries, made again."""

import numpy as np
import pytest
from golden.signed import tribes

from foedus.estimation.bloc_years import bloc_years_text, carried_bloc_years
from foedus.estimation.partners import carried_partners, partners_text
from foedus.power.balancing import balance, weakly_frustrated
from foedus.power.bloc_series import bloc_years
from foedus.power.partnering import partners


def test_the_highland_tribes_are_as_frustrated_as_published():
    # signnet's README prints 0.7586207 by Aref and Wilson's index, which is 1 - 2 * 7 / 58,
    # and 0.8676471 of the triangles balanced.
    found = balance(tribes())
    assert (found.ties, found.against) == (58, 29)
    assert (found.low, found.high) == (7, 7)
    assert round(found.balanced, 7) == 0.7586207
    assert round(found.triangles, 7) == 0.8676471


def test_three_camps_of_the_highland_tribes_are_those_published():
    # The membership and the criterion that signnet's README prints for three clusters.
    published = np.array([3, 3, 2, 2, 1, 2, 2, 2, 1, 1, 2, 2, 1, 1, 3, 3])
    left, camps = weakly_frustrated(tribes(), seed=1)
    assert left == 2
    same = camps[:, None] == camps[None, :]
    assert (same == (published[:, None] == published[None, :])).all()


def test_blocs_and_balance_are_found_again_to_the_last_letter(past):
    assert bloc_years_text(bloc_years(past)) == bloc_years_text(carried_bloc_years())


def test_partners_are_found_again_to_the_last_letter(past):
    assert partners_text(partners(past)) == partners_text(carried_partners())


def test_every_year_that_is_carried_has_an_exact_index():
    held = carried_bloc_years().years
    told = [f for y in held for f in (y.quarrels, y.rivalries) if f]
    assert len(told) > 390
    assert [f for f in told if f.low != f.high] == []


@pytest.mark.parametrize("name", ["quarrels", "rivalries"])
def test_no_year_is_told_that_the_data_do_not_speak_of(name):
    last = 2010 if name == "quarrels" else 2018
    told = [y.year for y in carried_bloc_years().years if getattr(y, name)]
    assert (min(told), max(told)) == (1816, last)
