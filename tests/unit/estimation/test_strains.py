"""What events add to the end of treaties: planted ones are found, and noise is not."""

import numpy as np
import pytest

from foedus.estimation import strains
from foedus.estimation.befalling import SAYS
from foedus.estimation.leader_exits import exits
from foedus.estimation.rows import Rows
from foedus.estimation.strains import carried_strains
from foedus.faults import NeedFault


def rows(adds, *, seed=1, years=range(1816, 2019), many=60):
    """Treaty-years, of which an event that is seen in a fifth of them adds to the odds."""
    draw = np.random.Generator(np.random.Philox(seed))
    year = np.repeat(np.array(years), many)
    seen, age = draw.random(len(year)) < 0.2, draw.random(len(year))
    chance = 1 / (1 + np.exp(-(-4.0 + adds * seen - 0.5 * age)))
    outcome = (draw.random(len(year)) < chance).astype(np.int64)
    facts = {"cause": np.where(outcome > 0, 1 + (np.arange(len(year)) % 3), 0)}
    made = Rows(year, outcome, ("age",), age[:, None], facts, np.ones(len(year)))
    return made, seen


def test_a_planted_weight_is_found_and_holds_on_years_not_seen():
    made, seen = rows(1.5)
    one = strains._weight("fall", "any", made, ("age",), seen)
    assert one.low < 1.5 < one.high
    assert one.holds
    assert (one.years, one.events) == (seen.sum(), (seen & (made.outcome == 1)).sum())


def test_an_event_that_does_nothing_does_not_hold():
    told = []
    for seed in (1, 2, 3):
        made, seen = rows(0.0, seed=seed)
        told.append(strains._weight("fall", "any", made, ("age",), seen))
    assert not any(one.holds for one in told)
    # An interval of nine in ten may miss once.
    assert sum(one.low < 0.0 < one.high for one in told) >= 2


def test_violations_alone_are_told_apart():
    made, seen = rows(1.0)
    one = strains._weight("fall", "violated", made, ("age",), seen)
    broken = (made.facts["cause"] == 2) & seen
    assert (one.events, one.broken) == (broken.sum(), broken.sum())


def test_what_is_carried_says_of_each_weight_whether_it_holds():
    held = carried_strains()
    assert {one.name for one in held.weights} == set(SAYS)
    assert not any(one.holds for one in held.weights)
    assert held.weight("other_pact").adds > held.weight("leader_exit").adds
    with pytest.raises(NeedFault, match="'hunger'"):
        held.weight("hunger")


def test_a_leader_s_chance_to_leave_falls_with_years_in_power_and_rises_with_age():
    held = carried_strains().exits
    value, low, high = held.chance(age=72, tenure=25)
    assert 0 < low < value < high < 1
    assert held.chance(age=85, tenure=25)[0] > value > held.chance(age=50, tenure=25)[0]
    assert held.chance(age=50, tenure=1)[0] > held.chance(age=50, tenure=25)[0]
    assert held.gain_low > 0


def test_exits_are_told_in_their_year_and_those_in_office_have_none():
    from datetime import date

    import polars as pl

    from foedus.states.roster import roster

    told = pl.DataFrame(
        {
            "state": ["RUS", "RUS", "PRK"],
            "end": [date(1991, 12, 25), date(2015, 12, 31), date(2011, 12, 17)],
            "exit": ["Regular", "Still in Office", "Natural Death"],
        }
    )
    held, at = exits(told, 1990, 2015), roster().ids.index
    assert held[:, at("RUS")].nonzero()[0].tolist() == [1]
    assert held[:, at("PRK")].nonzero()[0].tolist() == [21]
