import pytest
from unit.ledger.test_identity import identity
from unit.ledger.test_reconcile import SUM, WRONG_SUM, book, exact

from foedus.chance import Stream
from foedus.ledger.closure import closure
from foedus.ledger.pool import pool
from foedus.ledger.reconcile import reconcile


def test_the_closure_error_is_left_less_right_with_its_sign():
    pools = {
        p.parameter: p
        for p in (
            pool(b, WRONG_SUM, stream=Stream(1), runs=200)
            for b in WRONG_SUM
            if hasattr(b, "rule")
        )
    }
    made = closure(SUM, pools)
    assert made.error.value == pytest.approx(-5.0)
    assert made.relative.value == pytest.approx(-0.5)
    assert made.broken == 0
    assert made.left.value == pytest.approx(5.0)


def test_of_what_is_not_known_no_closure_is_told():
    assert closure(SUM, {}) is None


def test_forms_are_reckoned_alike_in_draws_and_in_intervals():
    held = identity([["a", "1 - b"]], [["1 / c"], ["1 + d"]])
    told = book(
        ("a", "w", "press", exact(4.0)), ("b", "x", "press", exact(0.25)),
        ("c", "y", "press", exact(0.5)), ("d", "z", "press", exact(0.0)),
    )  # fmt: skip
    pools = {
        b.parameter: pool(b, told, stream=Stream(1), runs=50)
        for b in told
        if hasattr(b, "rule")
    }
    assert closure(held, pools).error.value == pytest.approx(0.0)
    assert reconcile([held], told, reach=0)[0].can_all_be_true
