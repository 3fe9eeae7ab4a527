import time
from math import inf, log

import pytest
from unit.ledger.making import PAPER, binding, claim, figure, retraction, source
from unit.ledger.test_identity import identity

from foedus.faults import LedgerFault
from foedus.ledger.entry import Override
from foedus.ledger.reach import statements
from foedus.ledger.reconcile import reconcile
from foedus.quantity import Unit

SOURCES = (
    PAPER,
    source("press"),
    source("mine", reliability="A"),
    source("yours", reliability="D"),
)


def book(*told, **assumed):
    """A book of (parameter, claim id, source, figure) and of assumed ranges."""
    claims = [claim(id, said, speaker) for _, id, speaker, said in told]
    names = dict.fromkeys([*(p for p, *_ in told), *assumed])
    bound = [
        binding(
            *(id for p, id, *_ in told if p == name),
            parameter=name,
            assumed=Override(*assumed[name], "a guess") if name in assumed else None,
        )
        for name in names
    ]
    return (*SOURCES, *claims, *bound)


def exact(value):
    return figure("between", low=value, high=value)


def names(moves):
    return [move.statement.name for move in moves]


SUM = identity([["a"], ["b"]], [["c"]])


# --- a sum worked by hand: 2 + 3 is not 10


WRONG_SUM = book(
    ("a", "two", "press", exact(2.0)),
    ("b", "three", "mine", exact(3.0)),
    ("c", "ten", "yours", exact(10.0)),
)


def test_a_sum_that_does_not_add_up_is_one_conflict_of_all_three():
    [made] = reconcile([SUM], WRONG_SUM, reach=0)
    assert not made.can_all_be_true
    [conflict] = made.conflicts
    assert sorted(names(conflict.moves)) == ["ten", "three", "two"]
    assert conflict.identities == ("one",)


def test_the_least_reliable_gives_way_first_and_is_told_how_far():
    [made] = reconcile([SUM], WRONG_SUM, reach=0)
    assert [names(c.moves) for c in made.corrections] == [["ten"], ["two"], ["three"]]
    move = made.corrections[0].moves[0]
    assert move.to == pytest.approx(5.0)
    assert move.by == pytest.approx(-0.5)
    # A range reaches past its ends by its spread, 0.10 for credibility 2, by factors.
    assert move.spreads == pytest.approx(log(2) / 0.10, abs=2e-3)
    assert names(made.conflicts[0].moves)[0] == "ten"


def test_the_others_may_move_instead():
    [made] = reconcile([SUM], WRONG_SUM, reach=0)
    moved = {c.moves[0].statement.name: c.moves[0].to for c in made.corrections}
    assert moved == pytest.approx({"two": 7.0, "three": 8.0, "ten": 5.0})


def test_the_strain_is_what_all_must_yield_together():
    # (2 + 3) exp(0.1 s) = 10 exp(-0.1 s)
    [made] = reconcile([SUM], WRONG_SUM, reach=0)
    assert made.strain == pytest.approx(log(2) / 0.2, abs=2e-3)


def test_within_the_strain_all_can_be_true():
    [made] = reconcile([SUM], WRONG_SUM, reach=made_strain() + 0.01)
    assert made.can_all_be_true
    assert made.corrections == ()


def made_strain():
    return reconcile([SUM], WRONG_SUM, reach=0)[0].strain


def test_a_sum_that_adds_up_has_no_strain():
    whole = book(
        ("a", "two", "press", exact(2.0)), ("b", "three", "mine", exact(3.0)),
        ("c", "five", "yours", exact(5.0)),
    )  # fmt: skip
    [made] = reconcile([SUM], whole, reach=0)
    assert made.can_all_be_true
    assert made.strain == 0


# --- products, orders, bounds


def test_barrels_and_tonnes_of_one_report_cannot_both_stand():
    oil = identity([["barrels"]], [["tonnes", "density"]])
    told = book(
        ("barrels", "barrels", "press", figure("at_least", 1_000_000.0)),
        ("tonnes", "tonnes", "press", figure("equal", 56_000.0)),
        density=(7.3, 7.8, 8.5),
    )
    [made] = reconcile([oil], told)
    [conflict] = made.conflicts
    assert sorted(names(conflict.moves)) == ["assumed density", "barrels", "tonnes"]
    told = {m.statement.name: m for m in conflict.moves}
    # 56,000 tonnes and a tenth more, at 8.5 barrels and a tenth more.
    assert told["barrels"].to == pytest.approx(56_000 * 8.5 * 2.718281828**0.2)


def test_an_assumption_gives_way_before_any_claim():
    oil = identity([["barrels"]], [["tonnes", "density"]])
    told = book(
        ("barrels", "b", "press", exact(2_000.0)),
        ("tonnes", "t", "press", exact(100.0)),
        density=(7.3, 7.8, 8.5),
    )
    [made] = reconcile([oil], told)
    assert names(made.corrections[0].moves) == ["assumed density"]
    assert made.corrections[0].moves[0].to == pytest.approx(20 * 2.718281828**-0.2)


def test_an_assumption_stands_aside_where_somebody_knows():
    told = book(("a", "told", "press", exact(1.0)), a=(5.0, 6.0, 7.0))
    [bound] = [entry for entry in told if getattr(entry, "parameter", "") == "a"][-1:]
    [one] = statements([bound], told, spreads=1.0)["a"]
    assert one.claims == ("told",)


def test_a_count_cannot_fall_as_time_goes_on():
    order = identity([["june"]], [["july"]], relation="at_most")
    told = book(
        ("june", "twenty", "press", figure("at_least", 20.0)),
        ("july", "sixteen", "mine", figure("at_most", 16.0)),
    )
    [made] = reconcile([order], told)
    assert sorted(names(made.conflicts[0].moves)) == ["sixteen", "twenty"]
    assert reconcile([order], told, reach=2.0)[0].can_all_be_true


def test_bounds_that_leave_each_other_room_are_no_conflict():
    order = identity([["june"]], [["july"]], relation="at_most")
    told = book(
        ("june", "most", "press", figure("at_most", 20.0)),
        ("july", "least", "mine", figure("at_least", 1.0)),
    )
    assert reconcile([order], told)[0].can_all_be_true


def test_shares_that_pass_the_whole_cannot_all_be_true():
    whole = identity([["a"], ["b"]], [[1]])
    shares = [
        claim("big", figure("at_least", 0.7, unit=Unit.SHARE), "press"),
        claim("half", figure("at_least", 0.5, unit=Unit.SHARE), "mine"),
        binding("big", parameter="a", unit=Unit.SHARE),
        binding("half", parameter="b", unit=Unit.SHARE),
    ]
    [made] = reconcile([whole], (*SOURCES, *shares))
    assert sorted(names(made.conflicts[0].moves)) == ["big", "half"]


def test_a_share_that_nobody_tells_is_still_a_share():
    part = identity([["part"]], [["share", "whole"]])
    told = [
        claim("p", exact(10.0), "press"), claim("w", exact(5.0), "mine"),
        binding("p", parameter="part"), binding("w", parameter="whole"),
        binding(parameter="share", unit=Unit.SHARE, override=None),
    ]  # fmt: skip
    [made] = reconcile([part], (*SOURCES, *told))
    assert sorted(names(made.conflicts[0].moves)) == ["p", "w"]


# --- origins


def test_one_number_told_twice_is_a_conflict_without_identity():
    told = book(("a", "few", "press", exact(1.0)), ("a", "many", "mine", exact(9.0)))
    [made] = reconcile([], told)
    assert made.conflicts[0].identities == ()
    assert names(made.corrections[0].moves) == ["few"]


def test_ten_pages_of_one_family_are_one_statement():
    pages = [source(f"page{n}", "ministry") for n in range(10)]
    said = [claim(f"p{n}", exact(10.0), f"page{n}") for n in range(10)]
    other = claim("other", exact(100.0), "press")
    bound = binding("other", *(c.id for c in said))
    [made] = reconcile([], (*SOURCES, *pages, *said, other, bound))
    [conflict] = made.conflicts
    assert len(conflict.moves) == 2
    assert sorted(len(m.statement.claims) for m in conflict.moves) == [1, 10]
    assert len(made.corrections) == 2


def test_a_family_that_contradicts_itself_speaks_twice():
    told = book(("a", "x", "press", exact(1.0)), ("a", "y", "press", exact(9.0)))
    [made] = reconcile([], told)
    assert sorted(names(made.conflicts[0].moves)) == ["x", "y"]


def test_a_number_that_one_origin_tells_is_passed_over():
    assert reconcile([], book(("a", "x", "press", exact(1.0)))) == ()


def test_what_was_withdrawn_contradicts_nobody():
    told = book(("a", "x", "press", exact(1.0)), ("a", "y", "mine", exact(9.0)))
    assert reconcile([], (*told, retraction("x"))) == ()


def test_one_that_stands_in_every_conflict_gives_way_alone():
    order = [
        identity([["a"]], [["c"]], "ac", relation="at_most"),
        identity([["b"]], [["c"]], "bc", relation="at_most"),
    ]
    told = book(
        ("a", "ten", "mine", exact(10.0)), ("b", "nine", "mine", exact(9.0)),
        ("c", "one", "press", exact(1.0)),
    )  # fmt: skip
    [made] = reconcile(order, told)
    assert [names(c.moves) for c in made.corrections] == [["one"], ["nine", "ten"]]
    assert [c.identities for c in made.conflicts] == [("bc",), ("ac",)]


# --- loops


LOOP = [
    identity([["part"]], [["share", "use"]], "share"),
    identity([["own"], ["part"]], [["use"]], "balance"),
]


def loop(own, part, share):
    told = book(
        ("own", "own", "press", exact(own)),
        ("part", "part", "mine", exact(part)),
        ("share", "share", "yours", exact(share)),
    )
    return (*told, binding(parameter="use"))


def test_a_loop_of_identities_that_holds_is_found_to_hold():
    assert reconcile(LOOP, loop(3.0, 3.0, 0.5), reach=0.001)[0].can_all_be_true


def test_a_loop_that_no_single_identity_refutes_is_refuted_whole():
    # Half of the use with 3 of one's own: the other half is 3, not 1.
    [made] = reconcile(LOOP, loop(3.0, 1.0, 0.5), reach=0.1)
    [conflict] = made.conflicts
    assert conflict.identities == ("balance", "share")
    assert sorted(names(conflict.moves)) == ["own", "part", "share"]
    for one in LOOP:
        apart = reconcile([one], loop(3.0, 1.0, 0.5), reach=0.1)
        assert all(part.can_all_be_true for part in apart)


def test_an_identity_with_a_number_of_which_nothing_is_known_binds_nobody():
    order = identity([["a"]], [["later"]], relation="at_most")
    told = book(("a", "x", "press", exact(1.0)), ("a", "y", "mine", exact(9.0)))
    [made] = reconcile([order], (*told, binding(parameter="later")))
    assert made.identities == ()
    assert len(made.conflicts) == 1


def test_a_number_whose_binding_is_withdrawn_may_be_anything():
    order = identity([["a"]], [["b"]], relation="at_most")
    told = book(("a", "nine", "press", exact(9.0)), ("b", "one", "mine", exact(1.0)))
    assert not reconcile([order], told)[0].can_all_be_true
    assert reconcile([order], (*told, retraction("binding:b"))) == ()


def test_two_orders_about_a_number_of_which_nothing_is_known_bind_still():
    orders = [
        identity([["a"]], [["between"]], "first", relation="at_most"),
        identity([["between"]], [["b"]], "second", relation="at_most"),
    ]
    told = book(("a", "nine", "press", exact(9.0)), ("b", "one", "mine", exact(1.0)))
    [made] = reconcile(orders, (*told, binding(parameter="between")))
    assert made.conflicts[0].identities == ("first", "second")


# --- faults and limits


def test_identities_that_nothing_can_meet_are_refused():
    wrong = [
        identity([["a"]], [[1]], "is_one"), identity([["a"]], [[2]], "is_two"),
    ]  # fmt: skip
    with pytest.raises(LedgerFault, match="cannot hold"):
        reconcile(wrong, book(("a", "x", "press", exact(1.0))))


@pytest.mark.parametrize("reach", [-1.0, float("nan")])
def test_a_reach_below_nothing_is_refused(reach):
    with pytest.raises(LedgerFault, match="a reach of"):
        reconcile([SUM], WRONG_SUM, reach=reach)


def test_an_identity_about_nothing_that_is_bound_is_refused():
    with pytest.raises(LedgerFault, match="nothing is bound to"):
        reconcile([SUM], book(("a", "x", "press", exact(1.0))))


def test_negative_figures_keep_their_sign():
    told = book(
        ("a", "x", "press", exact(-2.0)), ("b", "y", "mine", exact(3.0)),
        ("c", "z", "yours", exact(1.0)),
    )  # fmt: skip
    assert reconcile([SUM], told, reach=0)[0].can_all_be_true


def test_a_bound_of_one_is_reached_from_below_alone():
    told = book(
        ("a", "few", "press", figure("at_most", 0.0)), ("a", "some", "mine", exact(9.0))
    )
    [made] = reconcile([], told)
    assert made.strain == inf


def test_a_dozen_identities_are_reconciled_in_a_fifth_of_a_second():
    chain = [
        identity([[f"p{n}"]], [[f"p{n + 1}"]], f"i{n}", relation="at_most")
        for n in range(12)
    ]
    told = book(*((f"p{n}", f"c{n}", "press", exact(20.0 - n)) for n in range(13)))
    began = time.perf_counter()
    reconcile(chain, told, reach=6.0)
    assert time.perf_counter() - began < 2  # ten times what it takes, for a busy machine
