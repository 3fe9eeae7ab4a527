"""hypotheses.yaml: what fits comes in, and what does not is told with its mend."""

from datetime import UTC, date, datetime

import pytest

from foedus.cases.blank import start_case
from foedus.cases.folder import read_case
from foedus.faults import CaseFault
from foedus.ledger import journal
from foedus.ledger.entry import Retraction
from foedus.questions import evidence


@pytest.fixture
def folder(tmp_path):
    return start_case("mine", tmp_path)


def alter(folder, old, new):
    path = folder / "hypotheses.yaml"
    text = path.read_text("utf-8")
    if old not in text:
        pytest.fail(f"hypotheses.yaml holds no {old!r}")
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_blank_case_shows_the_form(folder):
    rivals = read_case(str(folder))[0].rivals
    assert [h.id for h in rivals.hypotheses] == ["kept", "loosens"]
    assert len(rivals.judgements) == 4
    assert {j.who for j in rivals.judgements} == {"case-1"}


def test_a_case_may_lack_the_file(folder):
    (folder / "hypotheses.yaml").unlink()
    case, _ = read_case(str(folder))
    assert case.rivals is None
    answer = evidence.ask(case, seed=1, runs=200)
    assert not [t for t in answer.tables if "rivals" in t.id]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("claim: troops-kor", "claim: nobody-said", "nobody-said"),
        ("marks: {kept: fits well, ", "marks: {", "not judged"),
        ("id: loosens", "id: kept", "named twice"),
        ("kept: fits well", "kept: fits very well", "fits very well"),
        ("{kept: fits, ", "{strange: fits, kept: fits, ", "strange"),
    ],
)
def test_what_does_not_hold_together_is_refused(folder, old, new, found):
    alter(folder, old, new)
    with pytest.raises(CaseFault) as caught:
        read_case(str(folder))
    assert found in f"{caught.value.found} {caught.value}"
    assert "hypotheses.yaml" in caught.value.where
    assert caught.value.mend


def test_a_claim_that_was_withdrawn_since_stays_in_the_file_and_counts_no_more(folder):
    gone = Retraction("troops-kor", "it was wrong", "ann", date(2025, 2, 1))
    journal.post(
        folder / "journal.jsonl", [gone], who="ann", when=datetime(2025, 2, 1, tzinfo=UTC)
    )
    case, _ = read_case(str(folder))
    matrix = evidence.ask(case, seed=1, runs=200).table("evidence.rivals.matrix")
    assert [row[0] for row in matrix.rows if "23,291" in row[0]] == []
    assert len(matrix.rows) == 1


def test_a_claim_that_was_said_later_or_without_a_source_is_passed_over(folder):
    case, _ = read_case(str(folder))
    whole = evidence.ask(case, seed=1, runs=200).table("evidence.rivals.matrix")
    less = evidence.ask(case, seed=1, runs=200, without="dmdc")
    assert len(whole.rows) == 2
    assert len(less.table("evidence.rivals.matrix").rows) == 1


def test_signs_that_may_yet_be_seen_come_in_with_what_they_tell_apart(folder):
    [sign] = read_case(str(folder))[0].rivals.signs
    assert (sign.id, sign.telling) == ("exercises-end", "tells sharply apart")
    assert sign.favours == ("loosens",)


def test_a_sign_that_is_not_judged_by_each_is_refused_with_its_line(folder):
    alter(folder, "marks: {kept: speaks strongly against, loosens: fits well}",
          "marks: {kept: speaks strongly against}")  # fmt: skip
    with pytest.raises(CaseFault, match="sign exercises-end is not judged") as told:
        read_case(str(folder))
    text = (folder / "hypotheses.yaml").read_text("utf-8").splitlines()
    at = next(k for k, line in enumerate(text, 1) if "exercises-end" in line)
    assert told.value.where.endswith(f"hypotheses.yaml:{at}")
