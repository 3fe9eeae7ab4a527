import copy
import pickle

import pytest

from foedus import faults
from foedus.faults import DataFault, Fault, Finding, LedgerFault

KINDS = [Fault, *Fault.__subclasses__()]


def a_fault(kind=DataFault):
    return kind("no sugar", expected="two spoons", where="tea", mend="add some")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_fault_survives_the_way_between_processes(kind):
    again = pickle.loads(pickle.dumps(a_fault(kind)))
    assert type(again) is kind
    assert (again.found, again.expected) == ("no sugar", "two spoons")
    assert (again.where, again.mend) == ("tea", "add some")
    assert str(again) == str(a_fault(kind))


def test_a_copy_of_a_fault_says_the_same():
    assert str(copy.copy(a_fault())) == str(a_fault())


def test_a_fault_cannot_be_raised_without_saying_how_to_mend_it():
    with pytest.raises(TypeError, match="mend"):
        Fault("no sugar", expected="two spoons", where="tea")


def test_a_fault_tells_four_things_in_four_lines():
    assert str(a_fault()).splitlines() == [
        "no sugar",
        "  expected  two spoons",
        "  where     tea",
        "  mend      add some",
    ]


def test_every_kind_of_fault_is_caught_as_a_fault():
    for kind in KINDS:
        with pytest.raises(Fault):
            raise a_fault(kind)


def test_the_tree_in_the_module_names_every_kind():
    assert all(kind.__name__ in faults.__doc__ for kind in KINDS)


def test_a_ledger_fault_is_no_data_fault():
    assert not issubclass(LedgerFault, DataFault)


def test_a_finding_is_a_value():
    assert Finding("note", "tea", "cold") == Finding("note", "tea", "cold")
    with pytest.raises(AttributeError):
        Finding("note", "tea", "cold").remark = "warm"
