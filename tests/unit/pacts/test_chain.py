"""Chains of a few treaties, and the three readings on Kursk and on a made case."""

from datetime import date

import pytest
from unit.pacts.making import DAY, promise, strike, treaty

from foedus.pacts.act import Act, Reading, Situation
from foedus.pacts.catalog import pact
from foedus.pacts.chain import chain, proof
from foedus.pacts.obligation import Level, called
from foedus.pacts.provision import AtLeast, Duty, Kind


def alliance(*parties, duty=Duty.DEFEND, **more):
    return treaty(promise(duty, **more), parties=parties, id="-".join(parties))


def debts(chained, duty="defend"):
    return {
        (o.debtor, o.creditor, o.against) for o in chained.obligations if o.duty == duty
    }


# --- rounds


def test_round_by_round_promises_call_promises():
    pacts = [alliance("AAA", "BBB"), alliance("XXX", "YYY", duty=Duty.JOIN_OFFENCE)]
    made = chain(pacts, strike())
    assert made.with_victim == {"AAA", "BBB"}
    assert made.with_attacker == {"XXX", "YYY"}
    assert [(s.act.attacker, s.act.victim, s.round) for s in made.steps[:3]] == [
        ("XXX", "AAA", 0),
        ("BBB", "XXX", 1),
        ("YYY", "AAA", 1),
    ]
    assert ("BBB", "YYY", 2) in [
        (s.act.attacker, s.act.victim, s.round) for s in made.steps
    ]


def test_a_chain_without_treaties_is_its_first_act():
    made = chain([], strike())
    assert (made.rounds, len(made.steps), made.obligations) == (0, 1, ())
    assert made.fighting == {"XXX", "AAA"}


def test_who_is_called_late_is_called_in_a_later_round():
    pacts = [alliance("AAA", "BBB"), alliance("XXX", "YYY")]
    made = chain(pacts, strike(), reading=Reading.BROAD)
    first = {"BBB": min(o.round for o in made.obligations if o.debtor == "BBB")}
    first["YYY"] = min(o.round for o in made.obligations if o.debtor == "YYY")
    assert first == {"BBB": 1, "YYY": 2}


def test_honour_none_ends_after_one_round():
    made = chain([alliance("AAA", "BBB")], strike(), honour="none")
    assert made.rounds == 1
    assert len(made.steps) == 1
    assert made.fighting == {"XXX", "AAA"}


def test_only_the_states_named_keep_their_word():
    pacts = [alliance("AAA", "BBB"), alliance("AAA", "CCC")]
    made = chain(pacts, strike(), honour=frozenset({"CCC"}))
    assert made.with_victim == {"AAA", "CCC"}
    assert {o.debtor for o in made.obligations} >= {"BBB", "CCC"}


def test_honour_may_be_answered_one_obligation_at_a_time():
    pacts = [alliance("AAA", "BBB"), alliance("AAA", "CCC")]
    made = chain(pacts, strike(), honour=lambda one: one.debtor == "BBB")
    assert made.with_victim == {"AAA", "BBB"}


def test_a_conditional_duty_adds_no_act_unless_told():
    pacts = [alliance("AAA", "BBB", domestic_law=True)]
    assert chain(pacts, strike()).with_victim == {"AAA"}
    assert chain(pacts, strike(), keep_conditional=True).with_victim == {"AAA", "BBB"}


def test_a_duty_short_of_force_adds_no_act():
    assert len(chain([alliance("AAA", "BBB", duty=Duty.ASSIST)], strike()).steps) == 1


@pytest.mark.parametrize("kind", [Kind.SANCTION, Kind.THREAT])
def test_a_state_that_only_pressed_the_attacker_before_fights_now(kind):
    before = Situation((strike("BBB", "XXX", kind=kind, day=date(2000, 1, 1)),))
    made = chain([alliance("AAA", "BBB")], strike(), background=before)
    assert made.with_victim == {"AAA", "BBB"}


def test_a_state_that_fights_the_attacker_already_adds_no_second_act():
    before = Situation((strike("BBB", "XXX", day=date(2000, 1, 1)),))
    made = chain([alliance("AAA", "BBB")], strike(), background=before)
    assert len(made.steps) == 1


def test_an_act_is_asked_again_when_a_second_adversary_joins():
    pacts = [
        alliance("AAA", "BBB", at_least=AtLeast(2)),
        alliance("XXX", "YYY", duty=Duty.JOIN_OFFENCE),
    ]
    assert debts(chain(pacts, strike())) >= {("BBB", "AAA", "XXX"), ("BBB", "AAA", "YYY")}


def test_defence_against_the_first_is_owed_when_the_named_state_joins_it():
    pacts = [
        alliance("AAA", "BBB", spared=("YYY",), joined_by=("YYY",)),
        alliance("XXX", "YYY", duty=Duty.JOIN_OFFENCE),
    ]
    assert debts(chain(pacts, strike())) == {("BBB", "AAA", "XXX")}


def test_background_calls_nothing_itself():
    before = Situation((strike("YYY", "AAA", day=date(2000, 1, 1)),))
    made = chain([alliance("AAA", "BBB")], strike("ZZZ", "XXX"), background=before)
    assert made.obligations == ()


# --- who is where


def test_free_are_those_that_neither_fight_nor_owe():
    made = chain([alliance("AAA", "BBB", domestic_law=True)], strike())
    assert made.free(("AAA", "BBB", "CCC", "XXX")) == ("CCC",)


def test_help_to_both_sides_is_a_conflict():
    pacts = [alliance("AAA", "BBB"), alliance("XXX", "BBB", duty=Duty.JOIN_OFFENCE)]
    made = chain(pacts, strike(), honour="none")
    assert {(c.debtor, c.kind) for c in made.conflicts} == {("BBB", "both_sides")}


@pytest.mark.parametrize(
    ("duty", "kind"),
    [
        (Duty.NOT_ATTACK, "help_v_not_attack"),
        (Duty.NOT_ALLY_AGAINST, "help_v_not_ally"),
        (Duty.STAY_NEUTRAL, "help_v_neutral"),
    ],
)
def test_help_against_a_state_that_was_promised_better_is_a_conflict(duty, kind):
    pacts = [alliance("AAA", "BBB"), alliance("XXX", "BBB", duty=duty)]
    [one] = chain(pacts, strike(), honour="none").conflicts
    assert (one.debtor, one.kind, one.against) == ("BBB", kind, ("XXX-BBB", "1"))


def test_the_first_act_may_break_a_promise():
    made = chain([alliance("XXX", "AAA", duty=Duty.NOT_ATTACK)], strike())
    assert [(b.by, b.of) for b in made.breaches] == [("XXX", "AAA")]


# --- readings


def readings_of(pacts, act, background=None):
    """Who owes the state that struck first defence, by reading."""
    return {
        reading.value: {
            o.debtor
            for o in chain(pacts, act, background=background, reading=reading).obligations
            if o.duty is Duty.DEFEND and o.creditor == "XXX"
        }
        for reading in Reading
    }


def test_an_ally_of_the_aggressor_owes_nothing_under_the_charter():
    # XXX strikes AAA, BBB helps AAA: is that an attack on XXX, to whom YYY owes defence?
    pacts = [alliance("AAA", "BBB"), alliance("XXX", "YYY")]
    assert readings_of(pacts, strike()) == {
        "charter": set(),
        "strict": {"YYY"},
        "broad": {"YYY"},
    }


def test_a_promise_against_unprovoked_attack_is_called_under_broad_alone():
    pacts = [alliance("AAA", "BBB"), alliance("XXX", "YYY", unprovoked="stated")]
    assert readings_of(pacts, strike()) == {
        "charter": set(),
        "strict": set(),
        "broad": {"YYY"},
    }


def test_no_reading_calls_unprovoked_where_the_creditor_struck_the_very_actor():
    pacts = [alliance("XXX", "YYY", unprovoked="stated")]
    before = Situation((strike("XXX", "AAA", day=date(2000, 1, 1)),))
    back = strike("AAA", "XXX")
    assert set().union(*readings_of(pacts, back, before).values()) == set()


INVASION = Act("RUS", "UKR", date(2022, 2, 24), Kind.INVASION, places=frozenset({"home"}))
KURSK = Act(
    "UKR", "RUS", date(2024, 8, 6), Kind.INVASION, date(2025, 4, 26),
    frozenset({"home", "kursk"}), invoked={"csto_1992": "no"},
)  # fmt: skip
TREATIES = ["rus_prk_2000", "rus_prk_2024", "csto_1992", "rus_blr_guarantees_2024"]


def kursk(day, reading=None):
    due = called(
        [pact(id) for id in TREATIES], Situation((INVASION, KURSK)), day, reading=reading
    )
    return {(o.debtor, o.pact, o.duty.value): o.level for o in due if o.creditor == "RUS"}


PYONGYANG = ("PRK", "rus_prk_2024", "defend")


def test_before_december_2024_north_korea_owes_russia_no_defence():
    for day in (date(2024, 8, 6), date(2024, 12, 3)):
        for reading in Reading:
            assert "defend" not in {k[2] for k in kursk(day, reading) if k[0] == "PRK"}


def test_the_treaty_of_2000_runs_when_kursk_is_entered():
    assert ("PRK", "rus_prk_2000", "consult") in kursk(date(2024, 8, 6))


def test_from_december_2024_the_reading_decides_what_kursk_calls():
    day = date(2024, 12, 4)
    assert PYONGYANG not in kursk(day)
    assert PYONGYANG not in kursk(day, Reading.CHARTER)
    for reading in (Reading.STRICT, Reading.BROAD):
        assert kursk(day, reading)[PYONGYANG] is Level.CONDITIONAL


def test_nobody_owes_for_kursk_once_it_is_over():
    for reading in Reading:
        assert kursk(date(2025, 5, 1), reading) == {}


def test_belarus_owes_only_from_march_2025():
    due = [
        day
        for day in (date(2025, 3, 12), date(2025, 3, 13))
        if ("BLR", "rus_blr_guarantees_2024", "defend") in kursk(day, Reading.STRICT)
    ]
    assert due == [date(2025, 3, 13)]


# --- proofs


def test_a_proof_goes_back_to_the_first_act():
    pacts = [alliance("AAA", "BBB"), alliance("XXX", "YYY")]
    made = chain(pacts, strike(), reading=Reading.STRICT)
    last = next(o for o in made.obligations if o.debtor == "YYY")
    assert proof(last, made) == (
        "XXX attacked AAA; under AAA-BBB art. 1 BBB owes AAA the duty to defend. "
        "BBB acted in collective defence against XXX; under XXX-YYY art. 1 YYY owes XXX "
        "the duty to defend."
    )


def test_a_proof_says_what_is_not_known():
    made = chain([alliance("AAA", "BBB", on_request=True)], strike())
    [one] = made.obligations
    assert "may owe" in proof(one, made)
    assert "not known: whether help was asked for under it" in proof(one, made)


def test_a_proof_uses_the_names_it_is_given():
    made = chain([alliance("AAA", "BBB")], strike())
    told = proof(made.obligations[0], made, {"AAA": "Alba", "BBB": "Borduria"}.get)
    assert "Borduria owes Alba" in told


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_act_can_be_told(kind):
    made = chain([alliance("AAA", "BBB", duty=Duty.CONSULT)], strike(kind=kind))
    assert all(proof(one, made).startswith("XXX ") for one in made.obligations)
    assert made.day == DAY
