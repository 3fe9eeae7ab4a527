import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock, Timeout
from unit.ledger.making import (
    PAPER,
    binding,
    claim,
    figure,
    link,
    result,
    retraction,
    source,
)

from foedus.faults import LedgerFault, OutputFault
from foedus.ledger import journal
from foedus.ledger.journal import Posting, mend, post, read

NOON = datetime(2025, 1, 1, 12, 0)
C = claim("c", figure(value=5.0))
ALL_KINDS = (
    source("press"),
    PAPER,
    C,
    link("c", "d"),
    binding("c"),
    result(),
    retraction("c"),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.jsonl"


def put(path, *entries):
    return post(path, entries, who="an analyst", when=NOON)


def entries(path):
    return tuple(posting.entry for posting in read(path))


def test_a_journal_that_is_not_there_is_empty(path):
    assert read(path) == ()


def test_what_is_posted_is_read_back_whole_with_who_and_when(path):
    assert put(path, *ALL_KINDS) == ()
    assert read(path) == tuple(Posting(e, "an analyst", NOON) for e in ALL_KINDS)


def test_posting_appends_and_changes_no_line_before(path):
    put(path, C)
    before = path.read_bytes()
    put(path, PAPER)
    assert path.read_bytes().startswith(before)
    assert entries(path) == (C, PAPER)


def test_what_follows_is_asked_for_while_the_journal_is_held(path):
    put(path, C)

    def follow(held):
        with pytest.raises(Timeout), FileLock(path.with_suffix(".lock"), timeout=0):
            pass
        return [retraction(f"after {len(held)}")]

    assert journal.post_next(path, follow, who="an analyst", when=NOON) == ()
    assert entries(path) == (C, retraction("after 1"))


def test_posting_nothing_changes_nothing(path):
    put(path, C)
    before = path.read_bytes()
    put(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("words", ["a\nline", "U+2028 \u2028", "\x85", "주체", '"quoted"'])
def test_any_words_stay_on_one_line(path, words):
    told = retraction(words)
    put(path, told, PAPER)
    assert entries(path) == (told, PAPER)


# --- a crash while writing


def tear(path, line=b'{"kind": "claim", "entry": {"id": "half'):
    with path.open("ab") as file:
        file.write(line)


def test_a_torn_last_line_stops_the_reader_and_tells_how_to_mend_it(path):
    put(path, C)
    tear(path)
    with pytest.raises(LedgerFault, match="never finished") as told:
        read(path)
    assert told.value.where == f"{path}:2"
    assert "ledger mend" in told.value.mend


def test_the_next_post_sets_a_torn_line_aside_and_loses_nothing_else(path):
    put(path, C)
    tear(path)
    [finding] = put(path, PAPER)
    assert finding.weight == "doubt"
    assert finding.where == f"{path}:2"
    assert entries(path) == (C, PAPER)
    assert "half" in path.with_suffix(".torn").read_text("utf-8")


def test_mending_sets_a_torn_line_aside_and_says_so_once(path):
    put(path, C)
    tear(path)
    assert len(mend(path)) == 1
    assert mend(path) == ()
    assert entries(path) == (C,)


def test_a_second_torn_line_is_set_aside_beside_the_first(path):
    put(path, C)
    for word in (b"one", b"two"):
        tear(path, word)
        mend(path)
    assert path.with_suffix(".torn").read_text("utf-8").split() == ["one", "two"]


def test_a_line_torn_within_a_letter_is_set_aside_too(path):
    put(path, C)
    tear(path, "주".encode()[:2])
    assert len(put(path, PAPER)) == 1
    assert entries(path) == (C, PAPER)


def test_a_journal_of_one_torn_line_becomes_empty(path):
    tear(path)
    assert len(mend(path)) == 1
    assert read(path) == ()


@pytest.mark.parametrize("left", range(1, 60, 7))
def test_wherever_the_last_line_tears_the_lines_before_it_are_kept(path, left):
    put(path, C, PAPER)
    first, _, second = path.read_bytes().partition(b"\n")
    path.write_bytes(first + b"\n" + second[:left])
    assert len(put(path, PAPER)) == 1
    assert entries(path) == (C, PAPER)


# --- a hand that was not ours


def lines(path):
    return path.read_text("utf-8").splitlines(keepends=True)


def broken(path):
    with pytest.raises(LedgerFault, match="broken") as told:
        read(path)
    with pytest.raises(LedgerFault, match="broken"):
        put(path, PAPER)
    return told.value.where


def test_a_changed_line_breaks_the_chain(path):
    put(path, C, PAPER)
    path.write_text(path.read_text("utf-8").replace("5.0", "6.0"), "utf-8")
    assert broken(path) == f"{path}:1"


@pytest.mark.parametrize("key", ["who", "when"])
def test_a_line_whose_author_or_day_is_changed_breaks_the_chain(path, key):
    put(path, C, PAPER)
    row = json.loads(lines(path)[0])
    row[key] = "2020-01-01T00:00:00"
    path.write_text(json.dumps(row) + "\n" + lines(path)[1], "utf-8")
    assert broken(path) == f"{path}:1"


def test_a_lost_line_breaks_the_chain(path):
    put(path, source("press"), C, PAPER)
    first, _, last = lines(path)
    path.write_text(first + last, "utf-8")
    assert broken(path) == f"{path}:2"


def test_two_lines_in_another_order_break_the_chain(path):
    put(path, C, PAPER)
    path.write_text("".join(reversed(lines(path))), "utf-8")
    assert broken(path) == f"{path}:1"


def test_a_line_twice_breaks_the_chain(path):
    put(path, C)
    path.write_text("".join(lines(path) * 2), "utf-8")
    assert broken(path) == f"{path}:2"


@pytest.mark.parametrize("line", ["[]", "1", "{}", '{"kind": []}', '{"kind": "poem"}', ""])
def test_a_line_that_is_no_posting_breaks_the_chain(path, line):
    put(path, C)
    path.write_text(lines(path)[0] + line + "\n", "utf-8")
    assert broken(path) == f"{path}:2"


def test_a_journal_that_is_not_utf8_is_refused(path):
    path.write_bytes(b"caf\xe9\nrest\n")
    with pytest.raises(LedgerFault, match="not UTF-8"):
        read(path)


# --- two writers


POSTING = """
import sys
from datetime import datetime
from pathlib import Path
from foedus.ledger.entry import Retraction
from foedus.ledger.journal import post

for n in range(15):
    entry = Retraction(f"{sys.argv[2]}-{n}", "why", "who", datetime(2025, 1, 1).date())
    post(Path(sys.argv[1]), [entry], who=sys.argv[2], when=datetime(2025, 1, 1))
"""


def test_writers_at_once_lose_nothing(path):
    writers = [
        subprocess.Popen([sys.executable, "-c", POSTING, str(path), name])
        for name in ("one", "two", "three")
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    held = [entry.withdrawn for entry in entries(path)]
    assert sorted(held) == sorted(
        f"{w}-{n}" for w in ("one", "two", "three") for n in range(15)
    )
    for name in ("one", "two", "three"):
        own = [h for h in held if h.startswith(name)]
        assert own == [f"{name}-{n}" for n in range(15)]


def test_a_writer_that_waits_too_long_is_told_who_holds_it(path, monkeypatch):
    monkeypatch.setattr(journal, "PATIENCE", 0.05)
    with (
        FileLock(path.with_suffix(".lock")),
        pytest.raises(LedgerFault, match="another writer holds") as told,
    ):
        put(path, C)
    assert told.value.where == str(path)
    assert read(path) == ()


def test_the_journal_is_free_again_after_a_fault(path):
    put(path, C)
    path.write_text("{}\n", "utf-8")
    with pytest.raises(LedgerFault, match="broken"):
        put(path, PAPER)
    path.unlink()
    assert put(path, C) == ()


def test_a_disk_that_is_full_is_an_output_fault(path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal.os, "fsync", full)
    with pytest.raises(OutputFault, match="No space left"):
        put(path, C)


# --- reported


def test_an_entry_that_cannot_be_read_back_is_not_posted(path):
    endless = result(value=float("inf"))
    with pytest.raises(LedgerFault):
        put(path, C, endless)
    assert read(path) == ()


def test_a_folder_that_cannot_be_made_is_an_output_fault(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputFault):
        put(tmp_path / "file" / "journal.jsonl", C)


def test_a_folder_is_no_journal(tmp_path):
    with pytest.raises(LedgerFault):
        read(Path(tmp_path))
