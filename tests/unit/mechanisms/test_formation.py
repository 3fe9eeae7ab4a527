import numpy as np
import pytest

from foedus.chance import Stream
from foedus.faults import NeedFault
from foedus.mechanisms.formation import Counting, Entering, Expansion, Signing
from foedus.past import fields
from foedus.terms.outsiders import OF_PACT

WORLD = {
    fields.ALIVE: np.array([1, 1, 0, 1]),
    fields.CINC: np.array([0.5, 0.3, 0.1, 0.1]),
    fields.REGION: np.array([2.0, 2.0, 2.0, 7.0]),
    fields.SIGNED_DEFENCE_1: np.array([6.0, 6.0, 0, 0]),
    fields.SIGNED_OTHER_1: np.zeros(4),
    fields.FOUNDED_1: np.zeros(4),
    fields.ACCEDED_1: np.zeros(4),
}
NEAR = Signing({"same_region": 2.0}, "defence")
INSIDE = np.array([[True, False, False, False]])
PACTS = {
    **dict.fromkeys(OF_PACT, np.array([1950])),
    "pact": np.array([3180]),
    "members": INSIDE,
    "was_member": INSIDE,
}


def test_the_shares_of_pairs_are_a_softmax_of_their_terms():
    hazard = NEAR.hazard(WORLD)
    e = np.exp(2.0)
    assert hazard[0, 1] == pytest.approx(e / (e + 2))
    assert np.triu(hazard).sum() == pytest.approx(1)
    assert (hazard == hazard.T).all()


def test_who_is_no_member_signs_nothing():
    assert not NEAR.hazard(WORLD)[2].any()


def test_as_many_pairs_sign_as_there_are_pacts_or_fewer():
    signed = NEAR.step(WORLD, Stream(1), pacts=2)
    assert (signed == signed.T).all()
    assert 1 <= np.triu(signed).sum() <= 2
    assert not NEAR.step(WORLD, Stream(1), pacts=0).any()


def test_pairs_are_drawn_as_often_as_their_share_says():
    drawn = [NEAR.step(WORLD, Stream(n), pacts=1)[0, 1] for n in range(2000)]
    share = NEAR.hazard(WORLD)[0, 1]
    assert np.mean(drawn) == pytest.approx(
        share, abs=3 * np.sqrt(share * (1 - share) / 2000)
    )


def test_counts_have_the_mean_and_the_spread_of_their_law():
    bunched = Counting({"recent": 1.0, "log_dispersion": np.log(0.5)}, series=0)
    drawn = [bunched.step(WORLD, Stream(n)) for n in range(4000)]
    mean = bunched.hazard(WORLD)
    assert mean == pytest.approx(3.5)
    assert np.mean(drawn) == pytest.approx(mean, rel=0.1)
    assert np.var(drawn) == pytest.approx(mean + mean**2 / 2, rel=0.2)


def test_counts_without_a_spread_are_poisson():
    even = Counting({"recent": 1.0}, series=0)
    drawn = [even.step(WORLD, Stream(n)) for n in range(4000)]
    assert np.var(drawn) == pytest.approx(even.hazard(WORLD), rel=0.1)


def test_members_and_the_dead_enter_nothing():
    hazard = Entering({"constant": -1.0, "region_share": 1.0}).hazard(WORLD, PACTS)
    assert hazard[0, [0, 2]].tolist() == [0, 0]
    assert hazard[0, 1] == pytest.approx(0.5)
    assert hazard[0, 3] == pytest.approx(1 / (1 + np.e))


def test_a_pact_s_draws_stay_its_own_when_another_is_there():
    entering = Entering({"constant": -0.5, "region_share": 0.5})
    two = {name: np.concatenate([value, value]) for name, value in PACTS.items()}
    two["pact"] = np.array([5, 3180])
    alone, beside = (entering.step(WORLD, held, Stream(3)) for held in (PACTS, two))
    assert (alone[0] == beside[1]).all()


def test_the_founders_do_not_come_along_with_themselves():
    hazard = Expansion({"constant": -1.0, "region_share": 2.0}).hazard(WORLD, (0, 3))
    assert hazard[[0, 2, 3]].tolist() == [0, 0, 0]
    assert hazard[1] == pytest.approx(0.5)
    assert not Expansion({"constant": -60.0}).step(WORLD, (0, 3), Stream(1)).any()


def test_what_a_world_must_know_is_what_the_terms_read():
    assert NEAR.needs == (fields.ALIVE, fields.REGION)
    assert fields.SIGNED_DEFENCE_1 in Counting({"recent": 1.0}, 0).needs


def test_a_coefficient_of_no_term_is_named():
    with pytest.raises(NeedFault, match="neer"):
        Signing({"neer": 1.0}, "other").hazard(WORLD)
