"""What must hold of a reconciliation, whatever is said and by whom."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from unit.ledger.making import PAPER, binding, claim, figure, source

from foedus.ledger.entry import Claim
from foedus.ledger.identity import Identity, term_of
from foedus.ledger.reconcile import reconcile
from foedus.quantity import Unit

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=80)
NAMES = "abcde"
SOURCES = tuple(
    source(f"s{n}", family=f"family{n % 4}", reliability="ABCDEF"[n]) for n in range(6)
)
AMOUNTS = st.floats(1, 1e4)


def identity(id, left, right, relation="equals"):
    sides = [
        tuple(term_of(term, where="a test") for term in side) for side in (left, right)
    ]
    return Identity(id, "must hold", *sides, relation)


IDENTITIES = (
    identity("sum", [["a"], ["b"]], [["c"]]),
    identity("product", [["d"]], [["c", "e"]]),
    identity("order", [["a"]], [["d"]], "at_most"),
)
"""A sum, a product and an order; with the order they make a loop."""

figures = st.builds(
    figure, st.sampled_from(["equal", "about", "at_least", "at_most"]), AMOUNTS
) | st.builds(
    lambda one, other: figure("between", low=min(one, other), high=max(one, other)),
    AMOUNTS,
    AMOUNTS,
)


@st.composite
def books(draw):
    told = draw(
        st.lists(st.tuples(st.sampled_from(NAMES), figures), min_size=1, max_size=7)
    )
    claims, bound = [], {name: [] for name in NAMES}
    for n, (name, said) in enumerate(told):
        speaker = draw(st.sampled_from(SOURCES)).id
        claims.append(claim(f"k{n}", said, speaker, credibility=draw(st.integers(1, 6))))
        bound[name].append(f"k{n}")
    bindings = [binding(*ids, parameter=name) for name, ids in bound.items()]
    return (*SOURCES, PAPER, *claims, *bindings)


def without(book, statements):
    gone = {id for one in statements for id in one.claims}
    return tuple(e for e in book if not (isinstance(e, Claim) and e.id in gone))


def only(book, statements):
    kept = {id for one in statements for id in one.claims}
    return tuple(e for e in book if not isinstance(e, Claim) or e.id in kept)


def all_can(book):
    return all(one.can_all_be_true for one in reconcile(IDENTITIES, book))


def told(book, **more):
    """What is said of a book, without the numbers."""
    return [
        (
            [c.identities for c in one.conflicts],
            [sorted(m.statement.name for m in c.moves) for c in one.conflicts],
            [[m.statement.name for m in c.moves] for c in one.corrections],
        )
        for one in reconcile(IDENTITIES, book, **more)
    ]


@STEADY
@given(books())
def test_every_conflict_is_one_and_leaving_any_member_out_resolves_it(book):
    for one in reconcile(IDENTITIES, book):
        for conflict in one.conflicts:
            members = [move.statement for move in conflict.moves]
            assert not all_can(only(book, members))
            for member in members:
                assert all_can(without(only(book, members), [member]))


@STEADY
@given(books())
def test_a_correction_hits_every_conflict_and_lets_the_rest_be_true(book):
    for one in reconcile(IDENTITIES, book):
        for correction in one.corrections:
            gone = {move.statement for move in correction.moves}
            for conflict in one.conflicts:
                assert gone & {move.statement for move in conflict.moves}
    first = [
        move.statement
        for one in reconcile(IDENTITIES, book)
        for correction in one.corrections[:1]
        for move in correction.moves
    ]
    assert all_can(without(book, first))


@STEADY
@given(books())
def test_a_correction_needs_every_member(book):
    for one in reconcile(IDENTITIES, book):
        for correction in one.corrections:
            gone = [move.statement for move in correction.moves]
            for kept in gone:
                rest = [s for s in gone if s is not kept]
                assert not all_can(without(book, rest))


@STEADY
@given(books(), st.randoms(use_true_random=False))
def test_the_order_of_the_book_changes_nothing(book, shuffled):
    other = list(book)
    shuffled.shuffle(other)
    assert told(book) == told(tuple(other))


def scaled(book, by):
    """The same book with a, b, c and d in another unit of amount."""
    told = {
        id for e in book if hasattr(e, "rule") and e.parameter != "e" for id in e.claims
    }

    def times(number):
        return None if number is None else number * by

    return tuple(
        replace(
            e,
            quantity=replace(
                e.quantity,
                low=times(e.quantity.low),
                value=times(e.quantity.value),
                high=times(e.quantity.high),
            ),
        )
        if isinstance(e, Claim) and e.id in told
        else e
        for e in book
    )


@STEADY
@given(books(), st.sampled_from([1e-6, 0.5, 1024.0, 1e9]))
def test_another_unit_changes_nothing(book, by):
    strains = [one.strain for one in reconcile(IDENTITIES, book)]
    # A reach at the very strain may fall to either side by rounding.
    assume(all(abs(strain - 1.0) > 1e-2 for strain in strains))
    other = scaled(book, by)
    assert told(book) == told(other)
    assert strains == pytest.approx(
        [one.strain for one in reconcile(IDENTITIES, other)], abs=5e-3
    )


@STEADY
@given(books(), st.integers(0, 20), st.floats(1, 10))
def test_a_looser_claim_never_makes_a_conflict(book, which, by):
    assume(all_can(book))
    claims = [e for e in book if isinstance(e, Claim)]
    one = claims[which % len(claims)]
    said = one.quantity
    if said.operator == "between":
        loose = replace(said, low=said.low / by, high=said.high * by)
    elif said.operator in ("at_least", "at_most"):
        factor = 1 / by if said.operator == "at_least" else by
        loose = replace(said, value=said.value * factor)
    else:
        loose = figure("between", low=said.value / by, high=said.value * by)
        one = replace(one, credibility=min(6, one.credibility))
        # A range spreads no wider than `about`, so it is widened by what that adds.
        loose = replace(loose, low=loose.low / 2, high=loose.high * 2)
    looser = tuple(replace(e, quantity=loose) if e is one or (
        isinstance(e, Claim) and e.id == one.id) else e for e in book)  # fmt: skip
    assert all_can(looser)


@STEADY
@given(books(), st.floats(1, 4))
def test_more_reach_makes_no_conflict(book, more):
    near = reconcile(IDENTITIES, book, reach=1.0)
    far = reconcile(IDENTITIES, book, reach=more)
    assert sum(not one.can_all_be_true for one in far) <= sum(
        not one.can_all_be_true for one in near
    )


@STEADY
@given(books())
def test_all_can_be_true_just_where_the_strain_is_within_reach(book):
    for one in reconcile(IDENTITIES, book):
        assume(abs(one.strain - 1.0) > 1e-2)
        assert one.can_all_be_true == (one.strain < 1.0)


@STEADY
@given(AMOUNTS, AMOUNTS, st.floats(0.1, 10))
def test_numbers_that_meet_the_identities_are_never_in_conflict(a, b, e):
    values = {"a": a, "b": b, "c": a + b, "e": e, "d": (a + b) * e}
    assume(a <= values["d"])
    claims = [
        claim(f"k{name}", figure("between", low=v, high=v, unit=Unit.COUNT), "s0")
        for name, v in values.items()
    ]
    bindings = [binding(f"k{name}", parameter=name) for name in values]
    [made] = reconcile(IDENTITIES, (*SOURCES, PAPER, *claims, *bindings), reach=0.0)
    assert made.can_all_be_true
    assert made.strain == 0


@STEADY
@given(books())
def test_a_family_that_repeats_itself_adds_no_conflict(book):
    claims = [e for e in book if isinstance(e, Claim)]
    again = [replace(c, id=f"{c.id}x") for c in claims]
    doubled = tuple(
        replace(e, claims=(*e.claims, *(f"{id}x" for id in e.claims)))
        if hasattr(e, "rule")
        else e
        for e in book
    )
    doubled = (*doubled, *again)
    apart = [
        one
        for one in reconcile(IDENTITIES, book)
        for s in one.statements
        if any(s.origin == t.origin and s.parameter == t.parameter and s is not t
               for t in one.statements)
    ]  # fmt: skip
    assume(not apart)
    assert [len(one.conflicts) for one in reconcile(IDENTITIES, book)] == [
        len(one.conflicts) for one in reconcile(IDENTITIES, doubled)
    ]
