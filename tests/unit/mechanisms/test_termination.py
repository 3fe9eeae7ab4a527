import numpy as np
import pytest
from unit.past.treaties import pact, past_with

from foedus.chance import Stream
from foedus.mechanisms.termination import Replacing, Termination
from foedus.past import fields
from foedus.past.standing import standing_pacts

COUNTED = Replacing(replaced=0.7, elsewhere=0.8)
RISKS = {"nag": -1.0, "due1": 2.0, "viol": 0.1}
PAIRS = [("FRA", "RUS"), ("GBR", "JPN"), ("ITA", "TUR"), ("USA", "CAN"), ("ESP", "PRT")]


@pytest.fixture
def past():
    made = [
        pact(5 * n, 1900 + n % 9, None, PAIRS[n % 5], nonaggression=float(n % 2))
        for n in range(1, 40)
    ]
    return past_with(*made)


def drawn(past, mechanism, seed, *, kept=slice(None), signed=False):
    facts = {n: v[kept] for n, v in standing_pacts(past, 1915).items()}
    held = np.full(len(facts["pact"]), signed)
    return mechanism.step(past.at(1915), facts, Stream(seed), signed=held)


def test_it_needs_what_its_terms_read():
    assert Termination(RISKS, COUNTED).needs == (fields.VIOLATED_10,)
    wide = Termination(RISKS, COUNTED, {"violated:midin": 1.0, "violated:constant": 0.0})
    assert fields.DISPUTE in wide.needs


def test_the_mean_hazard_is_the_level_of_recent_years(past):
    facts = standing_pacts(past, 1915)
    hazard = Termination(RISKS, COUNTED).hazard(past.at(1915), facts)
    assert hazard.mean() == pytest.approx(1 / (facts["at_risk"][0] + 25))
    peaceful = facts["promises_peace"] > 0
    assert hazard[peaceful].max() < hazard[~peaceful].min()


def test_no_treaty_has_no_hazard(past):
    assert drawn(past, Termination(RISKS, COUNTED), 1, kept=slice(0, 0)).shape == (0,)


def test_a_treaty_that_goes_takes_no_other_treatys_draw_away(past):
    sure = Termination({}, Replacing(0.5, 1.0))
    whole = drawn(past, sure, 3, signed=True)
    assert (drawn(past, sure, 3, kept=slice(1, None), signed=True) == whole[1:]).all()
    assert set(whole.tolist()) == {0, 3}


def test_where_the_pair_signs_anew_the_treaty_is_replaced_by_its_own_chance(past):
    ends = [
        drawn(past, Termination(RISKS, COUNTED), seed, signed=True) > 0
        for seed in range(200)
    ]
    assert np.mean(ends) == pytest.approx(0.7, abs=0.02)


def test_causes_are_drawn_by_their_odds(past):
    odds = {"fulfilled:constant": 9.0, "violated:constant": 0.0, "replaced:constant": -9.0}
    high = Termination({}, Replacing(1.0, 1e9), odds)
    told = np.concatenate([drawn(past, high, seed) for seed in range(20)])
    assert set(told.tolist()) <= {1, 2}
    assert (told == 1).mean() > 0.99
