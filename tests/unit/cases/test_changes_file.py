"""A file of changes is read as it was meant, or refused with its place."""

from datetime import date
from pathlib import Path

import pytest

from foedus.cases.changes_file import read_changes
from foedus.faults import CaseFault, StateFault
from foedus.world.change import (
    Act,
    AmendPact,
    Embargo,
    EndPact,
    FormPact,
    LeaderExit,
    Neutral,
    Shock,
)

WHOLE = """
changes:
  - {do: form, on: 2026-01-01, name: new, members: [China, North Korea], peace: true}
  - {do: amend, on: 2027-01-01, name: new, members: [CHN, PRK, RUS]}
  - {do: end, on: 2028-01-01, name: new, because: it was too much}
  - {do: act, on: 2026-06-01, attacker: North Korea, victim: South Korea, war: true}
  - {do: shock, on: 2026-01-01, state: Russia, times: 0.8}
  - {do: embargo, on: 2026-01-01, target: Russia, members: [China], depth: 0.5}
  - {do: leader_exit, on: 2026-01-01, state: PRK, ends_times: 2, because: assumed}
  - {do: amend, on: 2029-01-01, name: other, owing: [China]}
  - {do: neutral, on: 2026-01-01, state: China, until: 2028-01-01}
"""


def read(tmp_path, text):
    path = tmp_path / "changes.yaml"
    path.write_text(text, "utf-8")
    return read_changes(path)


def test_every_kind_of_change_is_read_with_states_by_any_name(tmp_path):
    first = date(2026, 1, 1)
    assert read(tmp_path, WHOLE) == (
        FormPact(first, "new", ("CHN", "PRK"), peace=True),
        AmendPact(date(2027, 1, 1), "new", ("CHN", "PRK", "RUS")),
        EndPact(date(2028, 1, 1), "new", "it was too much"),
        Act(date(2026, 6, 1), "PRK", "KOR", war=True),
        Shock(first, "RUS", 0.8),
        Embargo(first, "RUS", ("CHN",), 0.5),
        LeaderExit(first, "PRK", 2.0, "assumed"),
        AmendPact(date(2029, 1, 1), "other", owing=("CHN",)),
        Neutral(first, "CHN", until=date(2028, 1, 1)),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{do: shock, on: 2026-01-01, state: RUS, times: 0}", "0 times"),
        ("{do: shock, on: 2026-01-01, state: RUS}", "times"),
        ("{do: dance, on: 2026-01-01}", "dance"),
        (
            "{do: embargo, on: 2026-01-01, target: RUS, members: [CHN], depth: 2}",
            "depth of 2",
        ),
        ("{do: form, on: 2026-01-01, name: a, members: [CHN]}", "members"),
        ("{do: act, on: yesterday, attacker: CHN, victim: RUS}", "yesterday"),
        ("{do: end, on: 2026-01-01, name: a, colour: red}", "colour"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(tmp_path, line, said):
    first = "{do: shock, on: 2026-01-01, state: RUS, times: 2}"
    with pytest.raises(CaseFault, match=said) as fault:
        read(tmp_path, f"changes:\n  - {first}\n  - {line}\n")
    assert fault.value.where.endswith("changes.yaml:3")


def test_a_file_that_changes_nothing_is_refused(tmp_path):
    with pytest.raises(CaseFault, match="no change"):
        read(tmp_path, "changes: []\n")


def test_a_state_that_there_is_none_of_is_refused(tmp_path):
    with pytest.raises(StateFault, match="Atlantis") as fault:
        read(tmp_path, "changes: [{do: shock, on: 2026-01-01, state: Atlantis, times: 2}]")
    assert fault.value.where.endswith("changes.yaml:1")


def test_a_kind_of_change_that_is_misspelled_is_told_what_it_is_near(tmp_path):
    with pytest.raises(CaseFault, match="'frm'") as fault:
        read(tmp_path, "changes: [{do: frm, on: 2026-01-01}]")
    assert fault.value.mend == "did you mean form?"
    with pytest.raises(CaseFault, match="without `do`"):
        read(tmp_path, "changes: [{on: 2026-01-01}]")


def test_the_example_of_the_package_is_read():
    held = read_changes(Path(__file__).parents[3] / "examples" / "what_if.yaml")
    kinds = {one.do for one in held}
    assert kinds == {"form", "end", "shock", "embargo", "act", "leader_exit"}
