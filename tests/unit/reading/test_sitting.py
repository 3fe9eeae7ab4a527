"""Terminal and web open the same claims, documents and journal, and refuse the same."""

import pytest
from unit.reading.test_review import TEXT, WHEN, three

from foedus import doors
from foedus.faults import DataFault
from foedus.reading.review import decide, decisions
from foedus.reading.reviewers import (
    Difference,
    differences,
    last_of,
    next_waiting,
    tallies,
    times_decided,
)
from foedus.reading.sitting import layer_for, open_sitting, texts_of


@pytest.fixture
def sitting(tmp_path):
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(doors.json_text(one) + "\n" for one in three()))
    (tmp_path / "a.txt").write_text(TEXT)
    return open_sitting(path)


def test_a_sitting_finds_documents_and_journal_beside_the_claims(sitting):
    assert sitting.documents == ("a.txt",)
    assert sitting.journal.name == "claims.journal.jsonl"
    assert [one.id for one in sitting.of("a.txt")] == ["a-001", "a-002", "a-003"]
    assert texts_of(sitting) == {"a.txt": TEXT}


def test_a_document_that_was_changed_is_refused(sitting):
    (sitting.folder / "a.txt").write_text(TEXT + " More.")
    with pytest.raises(DataFault, match="changed since its claims were made"):
        layer_for(sitting, "a.txt")


def test_a_document_that_is_not_at_hand_is_none(sitting):
    (sitting.folder / "a.txt").unlink()
    assert layer_for(sitting, "a.txt") is None


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "..", ".", "", "a/b.txt"])
def test_a_name_that_leads_out_of_the_folder_is_not_followed(sitting, name):
    (sitting.folder.parent / "secret.txt").write_text("secret")
    assert sitting.path(name) is None


def test_a_link_that_leads_out_of_the_folder_is_not_followed(sitting, tmp_path_factory):
    secret = tmp_path_factory.mktemp("out") / "secret.txt"
    secret.write_text("secret")
    (sitting.folder / "link.txt").symlink_to(secret)
    assert sitting.path("link.txt") is None


def test_each_reviewer_is_counted_and_their_differences_are_told(tmp_path):
    path, (first, second, third) = tmp_path / "j.jsonl", three()
    decide(path, first, "accepted", who="ann", when=WHEN)
    decide(path, first, "rejected", who="bo", when=WHEN)
    decide(path, second, "linked", who="ann", when=WHEN, other="a-001", relation="extends")
    decide(path, second, "accepted", who="bo", when=WHEN)
    made = decisions(path)
    counted = [
        (t.reviewer, t.decided, t.of, t.stands, t.links) for t in tallies(three(), made)
    ]
    assert counted == [("ann", 1, 3, 1, 1), ("bo", 2, 3, 1, 0)]
    assert differences(made, "ann", "bo") == (
        Difference("a-001", "verdict", "accepted", "rejected"),
    )
    assert last_of(made, "ann").keys() == {"a-001"}
    assert times_decided(made, "ann", "a-002") == 1
    assert next_waiting(three(), made, "ann", after="a-003").id == "a-002"
    assert next_waiting(three(), made, "bo", after="a-003") is None
    assert third.id == "a-003"


def test_decisions_of_one_reviewer_in_two_windows_are_counted_apart(tmp_path):
    path, (first, *_) = tmp_path / "j.jsonl", three()
    for verdict in ("accepted", "rejected", "accepted"):
        decide(path, first, verdict, who="ann", when=WHEN)
    assert [review.number for review in decisions(path)] == [1, 2, 3]
