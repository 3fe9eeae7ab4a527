from math import inf

import pytest
from unit.ledger.making import PAPER, binding, claim, figure, source

from foedus.chance import Stream
from foedus.faults import LedgerFault
from foedus.ledger.doubt import agreement, drop, pooled, span
from foedus.ledger.entry import Override
from foedus.ledger.origin import SourceId
from foedus.ledger.pool import pool

STREAM = Stream(7)
OWN = Override(1.0, 2.0, 3.0, "like others")


def book(*figures):
    """Each figure said by a source of its own: s0, s1 ..."""
    sources = [source(f"s{n}") for n in range(len(figures))]
    claims = [claim(f"c{n}", one, f"s{n}") for n, one in enumerate(figures)]
    return (PAPER, *sources, *claims)


def agreed(*figures):
    ids = [f"c{n}" for n in range(len(figures))]
    return agreement(pool(binding(*ids), book(*figures), stream=STREAM, runs=100))


# --- drop a source


def test_dropping_a_source_moves_what_rested_on_it():
    held = (*book(figure(value=10.0), figure(value=1000.0)), binding("c0", "c1"))
    [shift] = drop(held, SourceId("s1"), stream=STREAM)
    assert shift.parameter == "shells"
    assert shift.after.value == pytest.approx(10, rel=0.1)
    assert shift.moved > 0


def test_a_parameter_that_does_not_rest_on_the_source_is_not_named():
    held = (*book(figure(value=10.0), figure(value=20.0)), binding("c0"))
    assert drop(held, SourceId("s1"), stream=STREAM) == ()


def test_what_rests_on_nothing_else_moves_without_end_and_comes_first():
    held = (
        *book(figure(value=10.0), figure(value=20.0)),
        binding("c0", "c1", parameter="both"),
        binding("c1", parameter="alone"),
    )
    first, second = drop(held, SourceId("s1"), stream=STREAM)
    assert (first.parameter, first.after, first.moved) == ("alone", None, inf)
    assert second.parameter == "both"


def test_an_assumed_figure_takes_the_place_of_the_source():
    held = (*book(figure(value=10.0)), binding("c0", assumed=OWN))
    [shift] = drop(held, SourceId("s0"), stream=STREAM)
    assert shift.after.basis.startswith("assumed")


def test_an_override_does_not_move():
    held = (*book(figure(value=10.0)), binding("c0", override=OWN))
    [shift] = drop(held, SourceId("s0"), stream=STREAM)
    assert shift.moved == 0


def test_a_source_that_is_not_there_cannot_be_dropped():
    with pytest.raises(LedgerFault, match="no source"):
        drop(book(), SourceId("ghost"), stream=STREAM)


# --- all at once


def test_a_binding_with_nothing_to_rest_on_is_a_finding_and_not_a_fault():
    held = (*book(figure(value=1.0)), binding("c0"), binding("lost", parameter="oil"))
    pools, [finding] = pooled(held, stream=STREAM, runs=10)
    assert [p.parameter for p in pools] == ["shells"]
    assert finding.where == "parameter oil"


@pytest.mark.parametrize("voice", ["ghost", "s0"])
def test_a_binding_whose_claims_have_no_weight_is_a_finding(voice):
    bare = claim("x", None if voice == "s0" else figure(value=1.0), voice)
    pools, findings = pooled((source("s0"), bare, binding("x")), stream=STREAM, runs=10)
    assert pools == ()
    assert len(findings) == 1


# --- agreement


def test_one_origin_alone_agrees_with_itself():
    assert agreed(figure(value=10.0)) == 1.0


def test_origins_that_say_the_same_agree():
    assert agreed(figure(value=10.0), figure(value=10.0)) == 1.0


def test_origins_far_apart_do_not_agree():
    assert agreed(figure(value=10.0), figure(value=100.0)) == 0.0


def test_one_origin_that_differs_from_two_is_enough():
    near = figure("between", low=1.0, high=2.0)
    assert agreed(near, near, figure("between", low=5.0, high=6.0)) == 0.0


def test_the_overlap_is_told_as_a_part_of_the_smaller():
    one, other = (figure("between", low=low, high=low + 10) for low in (100.0, 105.0))
    # 90 to 121 and 94.5 to 126.5: 26.5 in common, of 31
    assert agreed(one, other) == pytest.approx(26.5 / 31)


def test_a_bound_agrees_with_what_it_leaves_open():
    assert agreed(figure("at_least", 5.0), figure(value=10.0)) == 1.0
    assert agreed(figure("at_least", 20.0), figure(value=10.0)) == 0.0
    assert agreed(figure("at_most", 5.0), figure(value=10.0)) == 0.0
    assert agreed(figure("at_most", 5.0), figure("at_least", 10.0)) == 0.0
    assert agreed(figure("at_most", 15.0), figure("at_least", 10.0)) == 1.0


@pytest.mark.parametrize(
    ("quantity", "left_open"),
    [
        (None, (-inf, inf)),
        (figure("at_least", 10.0), (10, inf)),
        (figure("at_most", 10.0), (-inf, 10)),
        (figure("equal", 10.0), (9, 11)),
        (figure("about", -10.0), (-11, -9)),
        (figure("between", low=10.0, high=20.0), (9, 22)),
    ],
)
def test_a_claim_leaves_open_what_its_operator_does(quantity, left_open):
    assert span(claim("c", quantity)) == pytest.approx(left_open)
