import pytest

from foedus.faults import Fault, PactFault
from foedus.pacts.trial import outcomes, read_trial

TEXT = """\
case: small
pacts:
- id: p
  name: P
  parties: {RUS: [1900-01-01, 1950-06-10], PRK: [1949-01-01, 1950-06-10]}
  provisions:
  - {article: 4, duty: defend, conditions: {unprovoked: true}}
  - {article: 5, duty: not_attack}
acts:
- {n: 1, day: 1950-06-01, attacker: USA, victim: PRK, kind: attack, place: [home]}
- {n: 2, day: 1950-06-10, attacker: JPN, victim: PRK, kind: attack, place: [home]}
expect:
- {when: 1950-06-01, debtor: RUS, creditor: PRK, owed: yes}
"""


@pytest.fixture
def tried(tmp_path):
    def _tried(*changes):
        text = TEXT
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "small.yaml"
        path.write_text(text)
        return outcomes(read_trial(path))

    return _tried


def test_an_expectation_that_holds_is_met_with_its_proof(tried):
    [one] = tried()
    assert one.met
    assert "RUS owes PRK defend against USA by p art. 4" in one.found


def test_an_expectation_that_does_not_hold_is_missed(tried):
    [one] = tried(("owed: yes", "owed: no"))
    assert not one.met


def test_the_last_day_of_a_pact_is_called_only_by_the_acts_of_that_day(tried):
    [old] = tried(
        ("when: 1950-06-01", "when: 1950-06-10"), ("owed: yes", "owed: no, against: USA")
    )
    [new] = tried(
        ("when: 1950-06-01", "when: 1950-06-10"), ("owed: yes", "owed: yes, against: JPN")
    )
    assert old.met
    assert new.met


def test_letters_of_the_correlates_of_war_are_read_as_such(tried):
    [one] = tried(("USA, victim", "UKG, victim"), ("owed: yes", "owed: yes, against: UKG"),
                  ("PRK: [1949", "GMY: [1900-01-01, 1920-01-01], PRK: [1949"))  # fmt: skip
    assert one.met


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pacts:", "pact:"),
        ("attacker: USA", "attacker: XQX"),
        ("kind: attack", "kind: atack"),
        ("duty: defend", "duty: defned"),
        ("owed: yes", "owed: maybe"),
        ("day: 1950-06-01", "day: soon"),
        ("victim: PRK", "victm: PRK"),
        ("{when: 1950-06-01, debtor", "{debtor"),
    ],
)
def test_a_file_that_cannot_be_meant_is_a_fault(tried, old, new):
    with pytest.raises(Fault):
        tried((old, new))


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(PactFault):
        read_trial(tmp_path / "none.yaml")
