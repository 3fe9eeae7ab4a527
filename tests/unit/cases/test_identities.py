"""identities.yaml: what fits comes in, and what does not is told with its mend."""

import pytest

from foedus.cases.blank import start_case
from foedus.cases.folder import read_case
from foedus.faults import CaseFault
from foedus.ledger.identity import Factor, Term


@pytest.fixture
def folder(tmp_path):
    return start_case("mine", tmp_path)


def alter(folder, old, new):
    path = folder / "identities.yaml"
    text = path.read_text("utf-8")
    if old not in text:
        pytest.fail(f"identities.yaml holds no {old!r}")
    path.write_text(text.replace(old, new, 1), "utf-8")


def refused(folder):
    with pytest.raises(CaseFault) as caught:
        read_case(str(folder))
    assert caught.value.mend
    assert "identities.yaml" in caught.value.where
    return caught.value


def test_the_blank_case_shows_the_form(folder):
    [identity] = read_case(str(folder))[0].identities
    assert identity.relation == "at_most"
    assert identity.left == (Term((Factor("reinforcement.days"),)),)
    assert identity.right == (Term((), 90.0, "days"),)


def test_a_case_may_lack_the_file(folder):
    (folder / "identities.yaml").unlink()
    assert read_case(str(folder))[0].identities == ()


def test_what_it_says_is_part_of_the_digest_of_the_case(folder):
    before = read_case(str(folder))[0].digest
    alter(folder, "[90 days]", "[91 days]")
    assert read_case(str(folder))[0].digest != before


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[reinforcement.days]", "[reinforcement.daze]", "nothing is bound to"),
        ("[reinforcement.days]", "[us_troops.kor]", "adds unlike units"),
        ("[reinforcement.days]", "[2 - reinforcement.days]", "neither a parameter"),
        ("[reinforcement.days]", "[1 - reinforcement.days]", "from or to 1"),
        ("  - [reinforcement.days]", "  - [reinforcement.days]\n  - [reinforcement.days]",
         "circular"),
        ("[90 days]", "[90]", "adds unlike units"),
        ("[90 days]", "[90 daze]", "adds unlike units"),
        ("  right:\n  - [90 days]", "  right: []", "empty side"),
        ("relation: at_most", "relation: under", "'under'"),
        ("  because:", "  why:", "because is missing"),
        ("left_out:", "beside: 1\nleft_out:", "no key that is known"),
    ],
)  # fmt: skip
def test_what_is_unsound_is_refused_with_file_and_mend(folder, old, new, says):
    alter(folder, old, new)
    assert says in refused(folder).found


def test_the_place_names_the_identity(folder):
    alter(folder, "[90 days]", "[90]")
    assert "reinforcement.in_time" in refused(folder).where
