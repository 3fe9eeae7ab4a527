"""Rival explanations are ordered by what speaks against them, as far as it stands."""

import pytest
from unit.ledger.making import PAPER, claim, source

from foedus.faults import LedgerFault
from foedus.ledger.hypotheses import MARKS, TELLING, Hypothesis, Judgement, matrix, verdict

TACTICAL, LASTING = Hypothesis("tactical", "it ends"), Hypothesis("lasting", "it stays")
SHORT = {
    "++": "fits well", "+": "fits", "0": "neutral", "-": "speaks against",
    "--": "speaks strongly against",
}  # fmt: skip


def book(*claims, grades=("B",)):
    names = sorted({c.speaker for c in claims})
    graded = {name: grades[min(n, len(grades) - 1)] for n, name in enumerate(names)}
    return (PAPER, *(source(n, reliability=graded[n]) for n in names), *claims)


def judged(**marks):
    """Judgements by claim: its marks for tactical and for lasting, as `+ --`."""
    return [
        Judgement(id, h.id, SHORT[mark], "seen so", "ann")
        for id, both in marks.items()
        for h, mark in zip((TACTICAL, LASTING), both.split(), strict=True)
    ]


def held(entries, **marks):
    return matrix((TACTICAL, LASTING), judged(**marks), entries)


def test_what_is_least_spoken_against_comes_first_and_what_fits_counts_nothing():
    entries = book(claim("a", None, "p"), claim("b", None, "q"), claim("c", None, "r"))
    found = verdict(held(entries, a="++ --", b="0 --", c="0 --"))
    assert found.leaders == ("tactical",)
    assert [p.hypothesis.id for p in found.places] == ["tactical", "lasting"]
    assert found.stands
    assert found.turns == ()


def test_a_claim_that_fits_all_tells_nothing_apart_and_moves_nobody():
    entries = book(claim("a", None, "p"), claim("b", None, "q"))
    both = held(entries, a="+ +", b="0 --")
    assert [row.telling for row in both.rows] == [TELLING[0], TELLING[2]]
    alone = held(entries, b="0 --")
    assert verdict(both).leaders == verdict(alone).leaders == ("tactical",)


@pytest.mark.parametrize(
    ("marks", "telling"),
    [("0 0", 0), ("0 -", 1), ("+ -", 2), ("++ --", 3), ("++ -", 3)],
)
def test_how_far_a_claim_tells_apart_is_the_steps_between_its_marks(marks, telling):
    [row] = held(book(claim("a", None, "p")), a=marks).rows
    assert row.telling == TELLING[telling]


def test_many_claims_of_one_family_count_once():
    many = [claim(f"m{n}", None, "loud") for n in range(5)]
    other = claim("x", None, "calm")
    marks = {f"m{n}": "- 0" for n in range(5)} | {"x": "0 --"}
    found = verdict(held(book(*many, other), **marks))
    assert found.leaders == ("tactical",)


def test_a_better_source_weighs_more():
    entries = book(claim("a", None, "good"), claim("b", None, "poor"), grades=("A", "D"))
    assert verdict(held(entries, a="0 -", b="- 0")).leaders == ("tactical",)


def test_an_order_that_hangs_on_one_claim_says_so():
    entries = book(claim("a", None, "p"), claim("b", None, "q"))
    found = verdict(held(entries, a="0 --", b="- 0"))
    assert found.leaders == ("tactical",)
    assert not found.stands
    told = {turn.what: turn.leaders for turn in found.turns}
    assert told["without a"] == ("lasting",)
    assert told["without all that goes back to p"] == ("lasting",)
    assert "without b" not in told
    assert told["if b speaks strongly against tactical"] == ("tactical", "lasting")
    assert {(p.first, p.last) for p in found.places} == {(1, 2)}


def test_level_explanations_share_the_lead_and_nothing_stands():
    found = verdict(held(book(claim("a", None, "p")), a="- -"))
    assert found.leaders == ("tactical", "lasting")
    assert not found.stands
    assert {p.rank for p in found.places} == {1}


def test_nothing_judged_leaves_all_level():
    found = verdict(held(book(claim("a", None, "p"))))
    assert found.leaders == ("tactical", "lasting")


@pytest.mark.parametrize(
    ("hypotheses", "judgements", "why"),
    [
        ((TACTICAL,), [], "fewer than two"),
        ((TACTICAL, TACTICAL), [], "named twice"),
        ((TACTICAL, LASTING), judged(z="0 0"), "z by tactical"),
        ((TACTICAL, LASTING), judged(a="0 0") * 2, "judged twice"),
        ((TACTICAL, LASTING), judged(a="0 0")[:1], "not judged by lasting"),
        ((TACTICAL, LASTING), [Judgement("a", "third", MARKS[0], "", "ann")], "by third"),
    ],
)
def test_a_matrix_with_a_hole_or_a_stranger_is_a_fault(hypotheses, judgements, why):
    with pytest.raises(LedgerFault, match=why):
        matrix(hypotheses, judgements, book(claim("a", None, "p")))
