import pytest

from foedus.faults import LedgerFault
from foedus.ledger.identity import Factor, Identity, Term, refuse_unsound, term_of, unit_of
from foedus.quantity import Unit

UNITS = {
    "made": Unit.ROUNDS_PER_YEAR,
    "fired": Unit.ROUNDS_PER_DAY,
    "stock": Unit.ROUNDS,
    "duds": Unit.SHARE,
    "boxes": Unit.CONTAINERS,
    "each": Unit.RATIO,
}


def identity(left, right, id="one", **more):
    sides = [
        tuple(term_of(term, where="a test") for term in side) for side in (left, right)
    ]
    return Identity(id, "must hold", *sides, **more)


BALANCE = identity([["made", "1 - duds", "1 years"]], [["fired", "366 days"], ["stock"]])
BOXES = identity([["stock"]], [["boxes", "each"]], ratios={"each": "rounds/containers"})


def refused(*identities):
    with pytest.raises(LedgerFault) as fault:
        refuse_unsound(identities, UNITS)
    return fault.value


def test_a_product_is_read_with_its_number_and_its_unit():
    term = term_of([2, "made", "1 + duds", "0.5 days/year"], where="a test")
    assert term == Term((Factor("made"), Factor("duds", "more")), 1.0, "days/year")


@pytest.mark.parametrize("wrong", ["2 - duds", "a b", "", "1e", "made * duds", "-"])
def test_what_is_neither_a_number_nor_a_parameter_is_refused_with_its_place(wrong):
    with pytest.raises(LedgerFault, match="neither a parameter nor a number") as fault:
        term_of([wrong], where="identities.yaml:7")
    assert fault.value.where == "identities.yaml:7"


def test_a_balance_in_one_unit_is_sound():
    refuse_unsound([BALANCE], UNITS)
    assert unit_of(BALANCE, UNITS) is Unit.ROUNDS


def test_a_ratio_takes_containers_to_rounds_where_it_says_so():
    refuse_unsound([BOXES], UNITS)
    assert unit_of(BOXES, UNITS) is Unit.ROUNDS


def test_a_ratio_that_says_nothing_takes_them_nowhere():
    assert "unlike units" in refused(identity([["stock"]], [["boxes", "each"]])).found


def test_rounds_a_day_are_no_rounds():
    fault = refused(identity([["stock"]], [["fired"]]))
    assert fault.found == "one adds unlike units: days^-1 rounds and rounds"
    assert fault.where == "identity one"


def test_only_a_pure_number_is_taken_from_one():
    assert "from or to 1" in refused(identity([["1 - stock"]], [["duds"]])).found


def test_a_parameter_that_nothing_is_bound_to_is_refused_by_name():
    assert "'lost'" in refused(identity([["lost"]], [["stock"]])).found


def test_an_empty_identity_is_refused():
    assert "empty side" in refused(identity([], [["stock"]])).found
    assert "no parameter" in refused(identity([[1]], [[1]])).found


def test_a_parameter_on_both_sides_is_circular():
    assert "circular" in refused(identity([["stock"]], [["stock", "duds"]])).found
    assert "circular" in refused(identity([["stock"], ["stock"]], [[3, "1 rounds"]])).found


def test_two_identities_of_one_name_are_refused():
    assert "stands twice" in refused(BALANCE, BALANCE).found


def test_a_number_without_end_is_refused():
    endless = Identity("one", "", (Term((Factor("stock"),), float("inf")),), BOXES.right)
    assert "inf" in refused(endless).found


def test_nothing_as_a_side_has_every_unit():
    refuse_unsound([identity([[0]], [["stock"]])], UNITS)
