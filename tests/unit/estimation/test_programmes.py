"""Past programmes as reference classes, and how long the next one takes."""

import numpy as np
import pytest

from foedus.chance import Stream
from foedus.estimation.helped import Normal
from foedus.estimation.programmes import (
    PastProgramme,
    course,
    lives,
    past_programmes,
    reference_classes,
)
from foedus.faults import DataFault, NeedFault
from foedus.states.roster import roster

NONE = np.zeros(1)


def programme(begun, reached=None, **other):
    return PastProgramme("a", "USA", begun, "typed by hand", reached, **other)


@pytest.mark.parametrize("one", reference_classes(), ids=lambda one: one.id)
def test_a_class_has_programmes_of_states_that_were_and_names_where_it_knows_from(one):
    held = past_programmes(one.id)
    assert len(held) >= 4
    assert {p.state for p in held} <= set(roster().ids)
    assert all(p.source for p in held)


def test_a_class_that_is_none_is_refused():
    with pytest.raises(NeedFault, match="no reference class 'airship'"):
        past_programmes("airship")


def test_a_life_is_told_year_by_year_with_help_from_the_year_after_it_began():
    rows = lives([programme(2000, 2003, helped_from=2001, help=0.5)])
    assert rows.begun.tolist() == [0, 1, 2]
    assert rows.help.tolist() == [0, 0.5, 0.5]
    assert rows.event.tolist() == [False, False, True]


def test_what_came_later_is_not_known_before():
    rows = lives([programme(2000, 2003), programme(1990, watched=2010)], until=2002)
    assert not rows.event.any()
    assert rows.year.max() == 2002


def test_a_class_without_doubt_of_its_kind_has_the_mean_of_its_programmes():
    many = [programme(1900, 1900 + years) for years in [4, 9, 14, 19, 24] * 40]
    drawn = course(lives(many), NONE, Normal(0.0, None)).draws(2000, Stream(1))
    medians = np.exp(drawn["log_scale"]) * np.log(2) ** np.exp(-drawn["log_shape"])
    assert np.median(medians) == pytest.approx(13.5, rel=0.1)


def test_helped_programmes_that_were_quicker_raise_the_effect():
    effects = np.linspace(-2, 3, 26)
    slow = [programme(1900, 1920 + k) for k in range(6)]
    quick = [programme(1900, 1908 + k, helped_from=1899) for k in range(6)]
    found = course(lives([*slow, *quick]), effects, Normal(0.0, 1.0)).effect()
    assert found @ effects > 0.5


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"reached": 1999},
        {"reached": 2003, "watched": 2004},
        {"reached": 2003, "help": 2},
    ],
)
def test_a_programme_that_cannot_have_been_is_refused(other):
    with pytest.raises(DataFault):
        programme(2000, **other)
