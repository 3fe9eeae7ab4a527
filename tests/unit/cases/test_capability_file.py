"""Capabilities as a case names them, and help of one's own."""

import pytest

from foedus.cases.blank import start_case
from foedus.cases.capability_file import Help, read_help
from foedus.cases.folder import read_case
from foedus.faults import CaseFault, DataFault

ONE = """
capabilities:
- id: boat
  title: a nuclear-powered submarine
  state: KOR
  helper: USA
  reference: nuclear_submarine
  worked: reinforcement.days
  pace: reinforcement.days
  stage: nothing is known
  rests_on: [troops-kor]
  help:
  - {id: reported, title: as reported, share: 0.5, begins: 2025-01, claims: [troops-kor]}
left_out: [everything else]
"""


@pytest.fixture
def folder(tmp_path):
    return start_case("mine", tmp_path)


def with_file(folder, text):
    (folder / "capabilities.yaml").write_text(text, "utf-8")
    return read_case(str(folder))[0]


def test_a_case_need_not_have_the_file(folder):
    (folder / "capabilities.yaml").unlink(missing_ok=True)
    assert read_case(str(folder))[0].capabilities == ()


def test_the_case_of_the_package_names_four():
    case, _ = read_case("russia-dprk")
    assert [goal.id for goal in case.capabilities] == [
        "submarine", "satellite", "reentry", "air_defence",
    ]  # fmt: skip


def test_what_a_file_says_is_read(folder):
    [goal] = with_file(folder, ONE).capabilities
    assert goal.reference == "nuclear_submarine"
    assert goal.help[0].share == 0.5


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("nuclear_submarine", "airship", "reference class 'airship'"),
        ("state: KOR", "state: XXX", "state 'XXX'"),
        ("pace: reinforcement.days", "pace: haste", "parameter 'haste'"),
        ("[troops-kor]\n", "[nobody]\n", "claim 'nobody'"),
        ("share: 0.5", "share: 1.5", "help of 1.5"),
        ("share: 0.5", "share: -0.5", "help of -0.5"),
        ("share: 0.5", "share: reinforcement.days", "runs from 3 to 60"),
        ("begins: 2025-01", "begins: 2025-01, ends: 2024-01", "from 2025-01 to 2024-01"),
        ("begins: 2025-01", "begins: soon", "'soon' is no date"),
        ("stage: nothing is known", "phase: nothing", "capabilities.0.stage is missing"),
    ],
)
def test_what_means_nothing_is_refused_with_the_file(folder, old, new, told):
    with pytest.raises(CaseFault, match=r"capabilities\.yaml") as fault:
        with_file(folder, ONE.replace(old, new))
    assert told in str(fault.value)


def test_help_of_one_s_own_is_a_share_with_days():
    assert read_help("0.5") == Help(0.5)
    assert read_help("0.5:2025-06") == Help(0.5, "2025-06")
    assert read_help("1:2025:2027-03-01") == Help(1.0, "2025", "2027-03-01")
    assert read_help("1::2027") == Help(1.0, None, "2027")


def test_help_of_one_s_own_may_be_a_file(tmp_path):
    path = tmp_path / "help.yaml"
    path.write_text("share: 0.7\nbegins: 2026-01\nramp_months: 24\n", "utf-8")
    assert read_help(str(path)) == Help(0.7, "2026-01", ramp_months=24)


@pytest.mark.parametrize(
    "said", ["much", "1.5", "0.5:2026:2025", "1:2:3:4", "0.5:soon", ""]
)
def test_help_that_means_nothing_is_refused(said):
    with pytest.raises(CaseFault, match="tells no help"):
        read_help(said)


def test_a_file_of_help_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CaseFault, match="cannot be read"):
        read_help(str(tmp_path / "none.yaml"))


def test_a_climb_of_less_than_no_time_is_refused():
    with pytest.raises(DataFault):
        Help(ramp_months=-1)
