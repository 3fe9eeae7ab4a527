"""Each check has a book in which its trouble is planted, and finds that alone."""

from dataclasses import replace

import pytest
from unit.ledger.making import (
    PAPER,
    binding,
    claim,
    figure,
    link,
    result,
    retraction,
    source,
)

from foedus.ledger import checks
from foedus.ledger.checks import CHECKS, balance
from foedus.ledger.entry import Override
from foedus.quantity import Unit

PRESS = source("press")
C = claim("c", figure(value=5.0), parameter="shells")
D = claim("d", figure(value=6.0))
SOUND = (PRESS, PAPER, C, D, link("c", "d"), binding("c", "d"), result())
PLANTED = {
    "every_name_is_posted_once": ((*SOUND, C), "posted 2 times"),
    "every_claim_has_its_document": (
        (*SOUND, claim("e", document="lost")),
        "points at no document: lost",
    ),
    "every_claim_has_its_speaker": (
        (*SOUND, claim("e", None, "press", "ghost")),
        "points at no source: ghost",
    ),
    "every_claim_has_a_possible_date": (
        (*SOUND, claim("e", said="2024-02-30")),
        "'2024-02-30' is no date",
    ),
    "every_figure_is_whole": ((*SOUND, claim("e", figure())), "a figure without a number"),
    "every_link_joins_two_claims": (
        (*SOUND, link("c", "lost")),
        "points at no claim: lost",
    ),
    "every_binding_rests_on_claims": (
        (*SOUND, binding("lost", parameter="oil")),
        "points at no claim: lost",
    ),
    "every_result_rests_on_something": (
        (*SOUND, result("bare", rests_on=(), basis="")),
        "rests on nothing",
    ),
    "every_retraction_withdraws_something": (
        (*SOUND, retraction("lost")),
        "withdraws what was never posted",
    ),
}


def remarks(*entries):
    return [finding.remark for finding in balance(entries)]


def test_a_sound_book_balances():
    assert balance(SOUND) == ()


def test_every_check_of_the_file_is_in_the_list_and_planted_here():
    told = {name for name in vars(checks) if name.startswith("every_")}
    assert {check.__name__ for check in CHECKS} == told == PLANTED.keys()


@pytest.mark.parametrize("name", PLANTED)
def test_a_check_finds_what_is_planted_and_no_other_does(name):
    book, remark = PLANTED[name]
    [finding] = balance(book)
    assert (finding.weight, finding.remark) == ("breach", remark)
    assert tuple(getattr(checks, name)(book)) == (finding,)


def test_a_claim_in_nobody_s_voice_is_found():
    assert "nobody is said to have said it" in remarks(*SOUND, replace(D, id="e", voice=()))


def test_what_a_claim_is_about_may_lie_ahead_but_must_be_a_date():
    assert remarks(*SOUND, claim("e", about="2050")) == []
    assert remarks(*SOUND, claim("e", about="soon")) == ["'soon' is no date"]


def test_a_figure_out_of_order_is_found():
    upside = claim("e", figure("between", low=6.0, high=5.0))
    assert remarks(*SOUND, upside) == ["its low, value and high are out of order"]


@pytest.mark.parametrize("low", [None, 1.0])
def test_half_a_range_is_no_figure(low):
    half = claim("e", figure("between", low=low, high=None if low else 1.0))
    assert remarks(*SOUND, half) == ["a figure without a number"]


def test_a_parameter_without_a_figure_is_doubted():
    [finding] = balance((*SOUND, claim("e", parameter="oil")))
    assert finding.weight == "doubt"


def test_a_link_of_a_claim_to_itself_is_found():
    assert remarks(*SOUND, link("c", "c")) == ["joins a claim to itself"]


def test_a_binding_to_nothing_is_found_unless_it_is_assumed():
    own = Override(1.0, 2.0, 3.0, "like others")
    assert remarks(*SOUND, binding(parameter="oil")) == [
        "rests on nothing, and is not marked as assumed"
    ]
    assert remarks(*SOUND, binding(parameter="oil", assumed=own)) == []
    assert remarks(*SOUND, binding(parameter="oil", override=own)) == []


def test_a_binding_in_another_unit_is_found():
    tonnes = binding("c", parameter="oil", unit=Unit.TONNES)
    assert remarks(*SOUND, tonnes) == ["claim c is in count, not tonnes"]


def test_a_binding_to_a_claim_without_a_figure_is_found():
    assert remarks(*SOUND, claim("e"), binding("e", parameter="oil")) == [
        "claim e gives no figure"
    ]


def test_a_withdrawn_claim_needs_no_document():
    assert remarks(*SOUND, claim("e", document="lost"), retraction("e")) == []


def test_a_binding_may_speak_of_a_withdrawn_claim():
    assert remarks(*SOUND, retraction("c")) == []


def test_a_retraction_before_its_entry_is_found():
    assert remarks(retraction("c"), *SOUND) == ["withdraws what was never posted"]


def test_a_claim_posted_again_after_it_was_withdrawn_is_no_breach():
    assert remarks(*SOUND, retraction("d"), D) == []


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(figure("between", value=5.0), id="a range without its ends"),
        pytest.param(figure("equal", 1.0, 2.0, 3.0), id="a value outside its range"),
        pytest.param(figure("at_least", low=1.0, high=2.0), id="a bound without its value"),
    ],
)
def test_a_figure_holds_the_numbers_that_its_operator_speaks_of(said):
    assert remarks(*SOUND, claim("e", said))


@pytest.mark.parametrize("own", [Override(5, 1, 10, "x"), Override(3, 2, 1, "x")])
def test_an_assumed_figure_out_of_order_is_found(own):
    assert remarks(*SOUND, binding(parameter="oil", assumed=own))
