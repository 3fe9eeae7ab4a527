"""A file of issues of one's own, and what of it is refused."""

import pytest

from foedus.cases.issues import read_issues
from foedus.faults import CaseFault

GOOD = """
issues:
- id: embargo
  question: How long does the embargo last?
  continuum: {0: it ends at once, 50: a year, 100: for good}
  status_quo: 40
  actors:
    hawks: {position: [70, 85, 95], salience: [50, 60, 70], influence: [20, 30, 40]}
    doves: {position: [0, 10, 30], salience: [40, 50, 80], influence: [10, 30, 60]}
"""


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, "utf-8")
        return read_issues(path)

    return reading


def test_an_issue_is_read_with_its_points_and_stakeholders(read):
    [issue] = read(GOOD)
    assert issue.continuum[50] == "a year"
    assert list(issue.actors) == ["hawks", "doves"]
    assert issue.actors["doves"].salience == (40, 50, 80)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("[70, 85, 95]", "[70, 85, 101]", "position is 70, 85, 101"),
        ("[40, 50, 80]", "[-1, 50, 80]", "salience is -1, 50, 80"),
        ("[40, 50, 80]", "[40, 50, 120]", "salience is 40, 50, 120"),
        ("[20, 30, 40]", "[30, 20, 40]", "influence is 30, 20, 40"),
        ("status_quo: 40", "status_quo: 140", "stands at 140"),
        ("100: for good", "200: for good", "stands at 200"),
        ("    doves:", "    hawks:", "'hawks' stands twice"),
        ("position: [0, 10, 30], ", "", "position is missing"),
    ],
)
def test_what_is_no_issue_is_refused_with_its_place(read, old, new, found):
    with pytest.raises(CaseFault) as caught:
        read(GOOD.replace(old, new))
    assert found in caught.value.found
    assert "own.yaml" in caught.value.where
    assert caught.value.mend


def test_a_number_off_its_scale_names_issue_and_stakeholder(read):
    with pytest.raises(CaseFault) as caught:
        read(GOOD.replace("[70, 85, 95]", "[70, 85, 101]"))
    assert caught.value.where.endswith("issue embargo, stakeholder hawks")


def test_an_issue_of_nobody_and_a_file_of_no_issue_are_refused(read):
    alone = GOOD[: GOOD.index("  actors:")] + "  actors: {}\n"
    with pytest.raises(CaseFault, match="nobody has a stake in 'embargo'"):
        read(alone)
    with pytest.raises(CaseFault, match="holds no issue"):
        read("issues: []\n")


def test_an_issue_that_stands_twice_is_refused(read):
    with pytest.raises(CaseFault, match="'embargo' stands twice"):
        read(GOOD + GOOD.replace("\nissues:\n", ""))
