"""`foedus read`: what it prints and writes, and what it says of what it cannot read."""

import json
import os
from hashlib import sha256

import pytest
from unit.reading import heldout
from unit.reading.making import needs_parser

from foedus import doors
from foedus.faces.cli import main
from foedus.reading import library, many, parsing
from foedus.reading.many import read_many
from foedus.reading.proposal import Proposal


@pytest.fixture
def gulf(tmp_path):
    path = tmp_path / "gulf.txt"
    path.write_text(heldout.GULF, "utf-8")
    return path


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    lines = [
        doors.json_text(claim) for claim in heldout.claims() if claim.doc == "gulf.txt"
    ]
    path.write_text("\n".join(lines), "utf-8")
    return path


@needs_parser
def test_claims_are_written_one_a_line_and_read_back_as_they_were(gulf, tmp_path, capsys):
    out = tmp_path / "claims.jsonl"
    assert main(["read", str(gulf), "-o", str(out)]) == 0
    held = doors.read_jsonl(Proposal, out.read_text("utf-8"), where="out")
    [reading], _ = read_many([gulf])
    assert held == reading.proposals
    assert "claims proposed" in capsys.readouterr().out


@needs_parser
def test_json_holds_claims_and_links_and_nothing_else(gulf, capsys):
    assert main(["read", str(gulf), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"documents", "claims", "links"}
    [document] = told["documents"]
    assert document["bytes_sha256"] == sha256(gulf.read_bytes()).hexdigest()
    assert document["method"] == "plain 1"
    assert len(told["claims"]) > 10


@needs_parser
def test_scores_are_printed_against_a_coded_file(gulf, gold, capsys):
    assert main(["read", "--score", str(gold), str(gulf), "--misses"]) == 0
    out = capsys.readouterr().out
    assert "participants" in out
    assert "Made up" in out
    assert main(["read", "--score", str(gold), str(gulf), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    spans = next(score for score in told["scores"] if score["what"] == "spans")
    assert spans["coded"] == 16
    assert spans["f1"] >= 0.65


@needs_parser
def test_a_document_changed_since_it_was_coded_is_not_scored(gulf, gold, capsys):
    text = gold.read_text("utf-8").replace('"doc_sha256": ""', '"doc_sha256": "abcd"')
    gold.write_text(text, "utf-8")
    assert main(["read", "--score", str(gold), str(gulf)]) == 1
    assert "changed since it was coded" in capsys.readouterr().err


@needs_parser
def test_documents_that_nobody_coded_are_a_fault(gold, tmp_path, capsys):
    other = tmp_path / "other.txt"
    other.write_text("Iran sent Syria drones.", "utf-8")
    assert main(["read", "--score", str(gold), str(other)]) == 1
    assert "no claim of these documents is coded" in capsys.readouterr().err


@needs_parser
def test_one_bad_document_does_not_lose_the_others(gulf, tmp_path, capsys):
    bad, empty = tmp_path / "bad.txt", tmp_path / "empty.txt"
    bad.write_bytes(b"\x00\x01\x02")
    empty.write_bytes(b"")
    out = tmp_path / "claims.jsonl"
    assert main(["read", str(bad), str(gulf), str(empty), "-o", str(out)]) == 1
    assert len(out.read_text("utf-8").splitlines()) > 10
    err = capsys.readouterr().err
    assert "2 of 3 documents could not be read" in err
    assert "to mend it" in err


@needs_parser
def test_a_text_in_another_tongue_is_told_and_english_is_not(gulf, tmp_path, capsys):
    other = tmp_path / "fr.txt"
    other.write_text(
        "Le pacte engage les deux pays à se défendre l'un l'autre. " * 8, "utf-8"
    )
    assert main(["read", str(other), str(gulf)]) == 0
    err = " ".join(capsys.readouterr().err.split())
    assert "fr.txt: does not read as English" in err
    assert "gulf.txt: does not" not in err


@needs_parser
def test_two_documents_of_one_name_are_a_fault(tmp_path, capsys):
    (tmp_path / "b").mkdir()
    for path in (tmp_path / "a.txt", tmp_path / "b" / "a.txt"):
        path.write_text("Iran sent Syria drones.", "utf-8")
    assert main(["read", str(tmp_path / "a.txt"), str(tmp_path / "b" / "a.txt")]) == 1
    assert "two documents are called a.txt" in capsys.readouterr().err


@needs_parser
def test_documents_read_side_by_side_come_in_their_order(tmp_path):
    paths = []
    for number in range(5):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"Iran sent Syria {number + 20} drones.", "utf-8")
    told = []
    readings, findings = read_many(
        paths, workers=2, tell=lambda done, whole, step: told.append((done, whole))
    )
    assert [reading.layer.name for reading in readings] == [path.name for path in paths]
    assert findings == ()
    assert told[-1] == (5, 5)


@needs_parser
def test_a_process_that_dies_costs_its_documents_and_is_told(tmp_path, monkeypatch):
    paths = []
    for number in range(5):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text("Iran sent Syria drones.", "utf-8")
    monkeypatch.setattr(many, "_outcome", dying)
    readings, findings = read_many(paths, workers=2)
    assert readings == ()
    assert len(findings) == 5
    assert "--workers 1" in findings[0].remark


def dying(path, encoding):
    """Stand in for a process that the machine ends."""
    os._exit(9)


def test_without_the_extra_the_mend_is_named(gulf, monkeypatch, capsys):
    parsing.parser.cache_clear()
    monkeypatch.setattr(library, "find_spec", lambda name: None)
    assert main(["read", str(gulf)]) == 1
    assert "pip install 'foedus[read]'" in capsys.readouterr().err
    parsing.parser.cache_clear()


@needs_parser
def test_another_model_than_the_pinned_one_is_refused(gulf, monkeypatch, capsys):
    parsing.parser.cache_clear()
    monkeypatch.setitem(parsing.WEIGHTS, "parser/model", "0" * 64)
    assert main(["read", str(gulf)]) == 1
    assert "not the model that the rules were written on" in capsys.readouterr().err
    parsing.parser.cache_clear()
