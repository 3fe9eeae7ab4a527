"""A change that changes nothing says so, and why."""

from datetime import date

import pytest
from simulating import carried

from foedus.faults import NeedFault
from foedus.simulation.idle import idle
from foedus.world.change import (
    AmendPact,
    Embargo,
    EndPact,
    FormPact,
    LeaderExit,
    Shock,
)

DAY, LATER = date(2024, 1, 1), date(2025, 1, 1)


def said(*changes):
    return [one.remark for one in idle(carried(4, changes=changes))]


def of_two():
    """A treaty of two that stands."""
    return next(t for t in carried(4).treaties if len(t.members) == 2 and t.owing)


def loner():
    """A state that no treaty binds."""
    bound = {state for one in carried(4).treaties for state in one.members}
    return next(one for one in carried(4).ids if one not in bound)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Shock(DAY, "RUS", 1.0), "what it was"),
        (LeaderExit(DAY, "PRK", 1.0, "x"), "what they were"),
        (LeaderExit(DAY, loner(), 2.0, "x"), "no treaty that could end"),
        (Embargo(DAY, "PRK", ("CHN",), 0.0), "a depth of 0"),
        (AmendPact(DAY, of_two().name), "as it stood"),
        (AmendPact(DAY, of_two().name, defence=True), "as it stood"),
    ],
)
def test_what_changes_nothing_is_named_with_its_reason(change, why):
    [told] = said(change)
    assert told.startswith(f"change 1 ({change.do} on 2024-01-01) does nothing")
    assert why in told


def test_what_changes_something_is_not_named():
    assert said(
        Shock(DAY, "RUS", 0.9), LeaderExit(DAY, "PRK", 2.0, "x"),
        Embargo(DAY, "PRK", ("CHN",), 0.5), AmendPact(DAY, of_two().name, defence=False),
        FormPact(DAY, "new", ("FJI", "NPL")),
    ) == []  # fmt: skip


def test_a_treaty_ends_but_once():
    end = EndPact(DAY, of_two().name)
    assert said(end) == []
    [told] = said(end, EndPact(LATER, of_two().name))
    assert told.startswith("change 2 (end on 2025-01-01)")


def test_a_pact_that_is_formed_anew_may_end_anew():
    new = FormPact(DAY, "new", ("FJI", "NPL"))
    assert said(new, EndPact(LATER, "new")) == []


def test_a_change_that_comes_before_its_pact_is_told_when_that_is_formed():
    late = FormPact(LATER, "new", ("FJI", "NPL"))
    with pytest.raises(NeedFault, match="'new'") as fault:
        carried(4, changes=(late, EndPact(DAY, "new")))
    assert "formed on 2025-01-01" in fault.value.mend
    assert "change 2: end" in fault.value.where


def test_changes_may_be_written_in_any_order():
    new = FormPact(DAY, "new", ("FJI", "NPL"))
    assert carried(4, changes=(EndPact(LATER, "new"), new)).changes
