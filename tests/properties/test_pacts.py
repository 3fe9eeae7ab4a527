"""What must hold of duties whatever the treaties say.

Systems of one to four treaties between five states are drawn at random, and asked of one
act. A class that looks to who is a party (`non_party`) is left out on purpose: with it a
longer spell may well take an obligation away.
"""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.pacts.act import Act, Reading, Situation
from foedus.pacts.chain import chain
from foedus.pacts.matrix import matrix
from foedus.pacts.obligation import called, in_force_on
from foedus.pacts.pact import Pact, PactId, Party, Status
from foedus.pacts.provision import MILITARY, AtLeast, Conditions, Duty, Kind, Provision
from foedus.spells import Spell
from foedus.states.roster import StateId

STATES = tuple(StateId(id) for id in ("AAA", "BBB", "CCC", "DDD", "EEE"))
DAY = date(2000, 6, 1)
STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=60)

one_state = st.sampled_from(STATES)
some_states = st.frozensets(one_state, max_size=2)
readings = st.sampled_from(list(Reading))

ASKED = {
    "attackers": st.tuples(one_state),
    "spared": st.tuples(one_state),
    "joined_by": st.tuples(one_state),
    "at_least": st.builds(AtLeast, st.integers(1, 2)),
    "places": st.just(("home",)),
    "unprovoked": st.sampled_from(["stated", "implied"]),
    "creditor_attacked": st.just(True),
    "war_state": st.just(True),
    "domestic_law": st.just(True),
    "on_request": st.just(True),
    "resisted": st.just(True),
    "while_at_war": st.just(True),
    "unknown": st.just(("a secret article",)),
}


@st.composite
def conditions(draw, most=2):
    names = draw(st.lists(st.sampled_from(sorted(ASKED)), max_size=most, unique=True))
    return Conditions(**{name: draw(ASKED[name]) for name in names})


@st.composite
def spells(draw):
    start = draw(st.dates(date(1995, 1, 1), date(2001, 1, 1)))
    more = draw(st.none() | st.integers(0, 2000))
    end = None if more is None else date.fromordinal(start.toordinal() + more)
    return Spell(start, end)


@st.composite
def pacts(draw, id="p"):
    members = draw(st.lists(one_state, min_size=2, max_size=4, unique=True))
    parties = tuple(
        Party(state, (draw(st.just(Spell(date(1990, 1, 1))) | spells()),))
        for state in members
    )
    provisions = tuple(
        Provision(
            str(number),
            draw(st.sampled_from([*MILITARY, Duty.DEFEND, *Duty])),
            debtors=frozenset(draw(st.frozensets(st.sampled_from(members), max_size=2))),
            creditors=draw(some_states),
            watch=draw(st.sampled_from(["victim", "victim", "either"])),
            conditions=draw(conditions()),
        )
        for number in range(draw(st.integers(1, 3)))
    )
    return Pact(PactId(id), id, Status.BINDING, None, parties, provisions, "drawn")


@st.composite
def systems(draw):
    return tuple(draw(pacts(f"p{n}")) for n in range(draw(st.integers(1, 4))))


@st.composite
def acts(draw, day=DAY):
    attacker, victim = draw(st.permutations(STATES))[:2]
    return Act(
        attacker,
        victim,
        day,
        draw(st.sampled_from([Kind.ATTACK, Kind.INVASION, Kind.WAR, Kind.THREAT])),
        places=draw(st.sampled_from([frozenset(), frozenset({"home"})])),
        provoked=draw(st.sampled_from([None, None, "yes", "no", "unclear"])),
        resisted=draw(st.sampled_from([None, True])),
    )


def keys(owed):
    return {one.key for one in owed}


def certain(owed):
    return {one.key for one in owed if one.level == "certain"}


def longer(pact):
    """The same pact with every party bound from the start and for good."""
    always = (Spell(date(1800, 1, 1)),)
    return replace(pact, parties=tuple(replace(p, spells=always) for p in pact.parties))


@STEADY
@given(systems(), st.lists(acts(), min_size=1, max_size=2), readings)
def test_a_longer_spell_never_removes_an_obligation(system, struck, reading):
    held = Situation(tuple(struck))
    before = called(system, held, DAY, reading=reading)
    after = called([longer(p) for p in system], held, DAY, reading=reading)
    assert keys(before) <= keys(after)
    assert certain(before) <= certain(after)


@STEADY
@given(systems(), st.lists(acts(), min_size=1, max_size=2), readings, st.data())
def test_adding_a_condition_never_adds_an_obligation(system, struck, reading, data):
    pact = data.draw(st.sampled_from(system))
    old = data.draw(st.sampled_from(pact.provisions))
    free = [name for name in ASKED if name not in old.conditions.asked()]
    name = data.draw(st.sampled_from(free))
    new = replace(old, conditions=replace(old.conditions, **{name: data.draw(ASKED[name])}))
    stricter = replace(
        pact, provisions=tuple(new if p is old else p for p in pact.provisions)
    )
    held = Situation(tuple(struck))
    before = called(system, held, DAY, reading=reading)
    after = called(
        [stricter if p is pact else p for p in system], held, DAY, reading=reading
    )
    assert keys(after) <= keys(before)
    assert certain(after) <= certain(before)


@STEADY
@given(systems(), acts(), readings, st.randoms(use_true_random=False))
def test_the_order_of_pacts_is_irrelevant(system, act, reading, shuffle):
    other = list(system)
    shuffle.shuffle(other)
    assert chain(other, act, reading=reading) == chain(system, act, reading=reading)


@STEADY
@given(systems(), acts(), readings)
def test_where_nobody_keeps_its_word_there_is_one_round(system, act, reading):
    made = chain(system, act, reading=reading, honour="none", keep_conditional=True)
    assert {step.round for step in made.steps} == {0}
    assert {one.round for one in made.obligations} <= {1}
    assert made.fighting == {act.attacker, act.victim}


def renamed(system, name):
    return [
        replace(
            pact,
            parties=tuple(replace(p, state=name[p.state]) for p in pact.parties),
            provisions=tuple(renamed_provision(p, name) for p in pact.provisions),
        )
        for pact in system
    ]


def renamed_provision(one, name):
    asked = one.conditions
    return replace(
        one,
        debtors=frozenset(name[s] for s in one.debtors),
        creditors=frozenset(name[s] for s in one.creditors),
        conditions=replace(
            asked,
            attackers=tuple(name[s] for s in asked.attackers),
            spared=tuple(name[s] for s in asked.spared),
            joined_by=tuple(name[s] for s in asked.joined_by),
        ),
    )


def renamed_act(act, name):
    return replace(act, attacker=name[act.attacker], victim=name[act.victim])


def told(owed, name):
    return {
        (name[o.debtor], name[o.creditor], o.duty, name[o.against], o.pact, o.article,
         o.level, o.round)
        for o in owed
    }  # fmt: skip


SAME = dict(zip(STATES, STATES, strict=True))


@STEADY
@given(systems(), acts(), readings, st.permutations(STATES))
def test_permuting_names_permutes_what_is_called(system, act, reading, order):
    name = dict(zip(STATES, order, strict=True))
    one = called(system, Situation((act,)), DAY, reading=reading)
    held = Situation((renamed_act(act, name),))
    other = called(renamed(system, name), held, DAY, reading=reading)
    assert told(one, name) == told(other, SAME)


@STEADY
@given(systems(), acts(), readings, st.permutations(STATES))
def test_permuting_names_permutes_the_chain(system, act, reading, order):
    name = dict(zip(STATES, order, strict=True))
    one = chain(system, act, reading=reading)
    other = chain(renamed(system, name), renamed_act(act, name), reading=reading)
    assert told(one.obligations, name) == told(other.obligations, SAME)


@STEADY
@given(systems(), acts(), readings, st.booleans())
def test_nobody_owes_help_against_itself_or_to_its_own_attacker(system, act, reading, keep):
    made = chain(system, act, reading=reading, keep_conditional=keep)
    for one in made.obligations:
        assert one.debtor not in (one.against, one.creditor)
        if act.kind is not Kind.THREAT:
            assert {one.debtor, one.creditor} != {act.attacker, act.victim}


@STEADY
@given(systems(), readings, st.booleans())
def test_the_matrix_draws_in_whom_the_chain_draws_in(system, reading, keep):
    for cell in matrix(system, STATES, DAY, reading=reading, conditional=keep):
        attack = Act(
            cell.attacker, cell.victim, DAY, places=frozenset({"home"}), provoked="no"
        )
        made = chain(system, attack, reading=reading, keep_conditional=keep)
        others = made.fighting - {cell.attacker, cell.victim}
        assert set(cell.drawn) >= others if cell.at_most else set(cell.drawn) == others


def test_a_pair_that_comes_to_owe_each_other_help_is_told_as_one_that_draws_in_at_most():
    """Found by chance: the victim would help its own attacker against its helper."""
    since = (Spell(date(1990, 1, 1)),)
    system = tuple(
        Pact(PactId(id), id, Status.BINDING, None,
             tuple(Party(StateId(member), since) for member in members),
             (Provision("0", Duty.DEFEND),), "drawn")
        for id, members in (("p0", ("AAA", "BBB")), ("p1", ("AAA", "CCC", "DDD")))
    )  # fmt: skip
    cells = matrix(system, STATES, DAY, reading=Reading.STRICT)
    held = next(c for c in cells if (c.attacker, c.victim) == ("CCC", "DDD"))
    assert held.drawn == ("AAA", "BBB")
    assert held.at_most
    attack = Act("CCC", "DDD", DAY, places=frozenset({"home"}), provoked="no")
    assert chain(system, attack, reading=Reading.STRICT).fighting == {"AAA", "CCC", "DDD"}


@STEADY
@given(systems(), acts(), readings, st.booleans())
def test_a_chain_ends_and_no_pair_fights_twice(system, act, reading, keep):
    made = chain(system, act, reading=reading, keep_conditional=keep)
    pairs = [
        (s.act.attacker, s.act.victim) for s in made.steps if s.act.kind is not Kind.THREAT
    ]
    assert len(pairs) == len(set(pairs))
    assert all(a != v for a, v in pairs)
    assert not made.with_attacker & made.with_victim


@STEADY
@given(systems(), acts(), readings)
def test_who_keeps_more_words_fights_with_no_fewer(system, act, reading):
    none = chain(system, act, reading=reading, honour="none")
    everyone = chain(system, act, reading=reading)
    assert none.fighting <= everyone.fighting
    assert keys(none.obligations) <= keys(everyone.obligations)


@settings(STEADY, max_examples=25)
@given(systems(), readings)
def test_matrix_and_chain_agree_in_round_one(system, reading):
    promises = in_force_on(system, DAY)
    for cell in matrix(system, STATES, DAY, reading=reading):
        home = frozenset({"home"})
        act = Act(cell.attacker, cell.victim, DAY, places=home, provoked="no")
        made = chain(promises, act, reading=reading, honour="none")
        help_owed = [
            o for o in made.obligations if o.duty in MILITARY and o.creditor == cell.victim
        ]
        sure = {o.debtor for o in help_owed if o.level == "certain"}
        assert set(cell.certain) == sure
        assert set(cell.conditional) == {o.debtor for o in help_owed} - sure
