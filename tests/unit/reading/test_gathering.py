"""Documents are taken whole and over no other file, and a file of claims only grows."""

from dataclasses import replace

import pytest
from unit.reading.test_review import three

from foedus.doors import MOST_BYTES
from foedus.faults import DataFault, OutputFault
from foedus.reading.gathering import add_claims, check_name, documents_in, take_in
from foedus.reading.review import read_claims


def test_claims_of_a_document_more_come_after_those_that_stand(tmp_path):
    path = tmp_path / "claims.jsonl"
    first, second, third = three()
    assert add_claims(path, [first, second]) == 2
    other = replace(third, document="b.txt")
    assert add_claims(path, [other]) == 3
    assert read_claims(path) == (first, second, other)


def test_a_document_or_an_id_that_the_file_knows_is_refused_and_nothing_changes(tmp_path):
    path = tmp_path / "claims.jsonl"
    first, second, _ = three()
    add_claims(path, [first])
    before = path.read_bytes()
    with pytest.raises(DataFault, match=r"a\.txt was read before"):
        add_claims(path, [second])
    with pytest.raises(DataFault, match="the id a-001 is taken"):
        add_claims(path, [replace(first, document="b.txt")])
    with pytest.raises(DataFault, match="no claim was found"):
        add_claims(path, [])
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../a.txt", "/a.txt", "a/b.txt", "a\\b.txt", ".hidden.txt", "a\n.txt",
     "a.exe", "a", "a.txt.sh", "x" * 120 + ".txt", "a\x00.txt"],
)  # fmt: skip
def test_a_name_that_is_none_is_refused(tmp_path, name):
    with pytest.raises(DataFault):
        check_name(tmp_path, name)
    with pytest.raises(DataFault):
        take_in(tmp_path, name, [b"words"])
    assert list(tmp_path.iterdir()) == []


def test_a_document_is_taken_as_it_comes(tmp_path):
    assert (
        take_in(tmp_path, "ä b.txt", [b"so", b"me ", b"words"]).read_bytes()
        == b"some words"
    )
    assert take_in(tmp_path, "a.PDF", [b"%P", b"DF-1.7"]).name == "a.PDF"
    assert take_in(tmp_path, "wide.txt", ["words".encode("utf-16")]).is_file()
    assert [path.name for path in documents_in(tmp_path)] == [
        "a.PDF",
        "wide.txt",
        "ä b.txt",
    ]


def test_no_file_is_written_over(tmp_path):
    (tmp_path / "a.txt").write_text("before")
    with pytest.raises(DataFault, match="is there already"):
        take_in(tmp_path, "a.txt", [b"after"])
    assert (tmp_path / "a.txt").read_text() == "before"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b""), ("a.txt", b"\x7fELF\x00\x01"), ("a.pdf", b"words"),
     ("a.docx", b"%PDF-1.7"), ("a.md", b"\x00" * 9)],
)  # fmt: skip
def test_bytes_that_are_not_what_the_ending_says_are_refused(tmp_path, name, content):
    with pytest.raises(DataFault, match=r"is empty|is not what its ending says"):
        take_in(tmp_path, name, [content])
    assert list(tmp_path.iterdir()) == []


def test_too_many_bytes_are_refused_as_soon_as_they_are_too_many(tmp_path):
    def endless():
        for number in range(10**6):
            assert number < 40
            yield b"a" * 2**20

    with pytest.raises(DataFault, match=f"more than {MOST_BYTES:,} bytes"):
        take_in(tmp_path, "a.txt", endless())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OutputFault, match="cannot be kept"):
        take_in(tmp_path / "nowhere", "a.txt", [b"words"])


def test_links_out_of_the_folder_and_hidden_files_are_not_listed(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out.txt"
    inside.mkdir()
    outside.write_text("secret")
    (inside / "link.txt").symlink_to(outside)
    (inside / ".hidden.txt").write_text("hidden")
    (inside / "a.txt").write_text("words")
    (inside / "folder.txt").mkdir()
    assert [path.name for path in documents_in(inside)] == ["a.txt"]
