"""Theories run forward: lists of terms that the simulated system can move."""

import pytest

from foedus.estimation.forward import HAZARDS, forward, forwards, read_forwards
from foedus.estimation.theory import theories
from foedus.faults import DataFault, NeedFault

THEORIES = [one for one in forwards() if one.kind == "theory"]
MODELS = {
    "onset": ("onset", "initiator"), "war": ("war",), "joining": ("joining",),
    "formation": ("formation_defence", "formation_other"),
    "termination": ("termination",), "accession": ("accession",),
}  # fmt: skip
"""Hazard -> the models of one year that theories name terms for."""

OWN = """
common: {onset: [near]}
entries:
  - name: mine
    title: Mine
    kind: theory
    says: Traders keep the peace.
    hazards:
      onset: {carries: {tsh: [trade]}}
left_out: []
"""


def named(title, hazard):
    return {
        term
        for model in MODELS[hazard]
        for entry in theories(model)
        if entry.title == title and entry.kind == "theory"
        for term in entry.terms
    }


@pytest.mark.parametrize("hazard", MODELS)
@pytest.mark.parametrize("one", THEORIES, ids=[one.name for one in THEORIES])
def test_every_term_of_a_theory_is_carried_or_said_to_lack(one, hazard):
    told = one.hazards[hazard]
    lacking = {term for lack in told.lacks for term in lack.terms}
    assert set(told.carries) | lacking == named(one.title, hazard)
    assert not set(told.carries) & lacking


@pytest.mark.parametrize("one", THEORIES, ids=[one.name for one in THEORIES])
def test_what_lacks_has_a_reason(one):
    assert all(lack.because for told in one.hazards.values() for lack in told.lacks)


@pytest.mark.parametrize("one", forwards(), ids=[one.name for one in forwards()])
def test_the_common_part_is_in_every_entry(one):
    for hazard, terms in one.common.items():
        assert set(terms) <= one.keep[hazard]
        assert one.keep[hazard] <= set(HAZARDS[hazard])


def test_distance_alone_has_the_common_part_and_no_more():
    one = forward("distance")
    assert {hazard: set(terms) for hazard, terms in one.common.items()} == one.keep


def test_no_theory_remembers_who_quarrelled_or_signed():
    memories = {"again", "busy_i", "busy_j", "signing"}
    assert not any(memories & terms for one in THEORIES for terms in one.keep.values())
    assert memories <= set().union(*forward("history").keep.values())


def test_theories_differ_in_every_hazard_but_where_they_name_nothing():
    kept = [one.keep["onset"] for one in THEORIES]
    assert len(set(kept)) == len(kept)


def test_an_unknown_theory_is_a_fault_that_names_those_near_it():
    with pytest.raises(NeedFault) as fault:
        forward("neo-realism")
    assert "neorealism" in fault.value.expected


def test_a_theory_of_one_s_own_is_read_with_the_common_part():
    [mine] = read_forwards(OWN, where="mine.yaml")
    assert mine.keep == {"onset": {"near", "trade"}}
    assert mine.own == {"onset": ("trade",)}


def test_a_term_that_no_run_moves_is_a_fault_that_names_those_near_it():
    with pytest.raises(NeedFault) as fault:
        read_forwards(OWN.replace("[trade]", "[traded]"), where="mine.yaml")
    assert "'traded' in onset" in fault.value.found
    assert "trade" in fault.value.expected


def test_a_hazard_that_the_system_has_not_is_a_fault():
    with pytest.raises(NeedFault, match="hazard 'peace'"):
        read_forwards(OWN.replace("onset: {carries", "peace: {carries"), where="mine.yaml")


def test_a_file_with_a_strange_key_is_a_fault():
    with pytest.raises(DataFault):
        read_forwards(OWN + "more: 1\n", where="mine.yaml")
