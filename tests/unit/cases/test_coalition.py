"""Who sanctions whom, as a case or a file says it."""

import pytest

from foedus.cases.coalition import Coalition, read_coalition
from foedus.cases.folder import read_case
from foedus.faults import CaseFault
from foedus.states.roster import StateId

RUS, USA, TUR, CHN = (StateId(state) for state in ("RUS", "USA", "TUR", "CHN"))
GROUPS = {"friends": (USA, TUR), "ways": (CHN, TUR)}


def of(**told):
    held = {"target": RUS, "members": (USA,), **told}
    return Coalition(**held).of(GROUPS, where="here")


def test_groups_become_their_states_once_each():
    whole = of(group="friends", transit="ways")
    assert whole.members == (USA, TUR)
    assert whole.hubs == (CHN,)


def test_the_embedded_case_names_two_coalitions_that_hold():
    case, _ = read_case("russia-dprk")
    made = [c.of(case.heading.groups, where="case") for c in case.heading.coalitions]
    assert [one.target for one in made] == list(case.heading.dyad)
    assert all(len(one.members) > 30 and one.hubs for one in made)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"group": "foes"}, "no group 'foes'"),
        ({"members": ()}, "0 member"),
        ({"members": (RUS,)}, "which is one of them"),
        ({"members": (StateId("XYZ"),)}, "'XYZ' is no state"),
        ({"depth": 1.5}, r"1\.5"),
        ({"depths": {TUR: 0.5}}, "TUR"),
        ({"enforcement": {TUR: -0.1}}, r"-0\.1"),
    ],
)
def test_a_coalition_that_is_none_is_refused_with_its_place(told, says):
    with pytest.raises(CaseFault, match=says) as caught:
        of(**told)
    assert caught.value.where == "here"
    assert caught.value.mend


def test_a_file_reads_as_what_it_says(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("target: RUS\nmembers: [USA]\nenforcement: {TUR: 0.5}\n", "utf-8")
    assert read_coalition(path) == Coalition(RUS, (USA,), enforcement={TUR: 0.5})


def test_a_file_with_a_strange_key_is_refused_by_line(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("target: RUS\nkinds: complete\n", "utf-8")
    with pytest.raises(CaseFault, match=r"own\.yaml"):
        read_coalition(path)
