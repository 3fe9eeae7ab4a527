"""Review by keyboard: what is decided is kept, resumed, compared and posted."""

import os
import pty
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from unit.reading.making import layer

from foedus import doors
from foedus.cases.folder import read_book
from foedus.faces.cli import main
from foedus.faces.cli.reviewing import Desk, review
from foedus.faults import DataFault
from foedus.ledger import checks, journal
from foedus.ledger.entry import Claim, Link, Selector
from foedus.ledger.entry import Review as Decision
from foedus.ledger.origin import Document
from foedus.quantity import Unit
from foedus.reading.links import Candidate
from foedus.reading.posting import entries, paraphrase
from foedus.reading.proposal import (
    Figure,
    Hedging,
    Holder,
    Moment,
    Participant,
    Place,
    Proposal,
)
from foedus.reading.review import (
    agreement,
    coded,
    corrected,
    decide,
    decisions,
    followed,
    read_claims,
    reviewed,
    stands,
    waiting,
)

TEXT = "Iran sent Syria drones. Iraq may send some. Oman denied it all."
WHEN = datetime(2026, 1, 2, tzinfo=UTC)


def proposal(number=1, words="Iran sent Syria drones", **more):
    place = TEXT.index(words)
    more.setdefault(
        "participants", (Participant("IRN", "actor"), Participant("SYR", "recipient"))
    )
    return Proposal(
        f"a-{number:03}", "a.txt", layer(TEXT).text_sha256,
        (Selector(place, place + len(words), words, "", ". Iraq"),), "event",
        plover="AID",
        **more,
    )  # fmt: skip


def three():
    return [
        proposal(1),
        proposal(2, "Iraq may send some"),
        proposal(3, "Oman denied it all"),
    ]


def desk(path, keys, lines=(), who="ann", proposals=None, candidates=()):
    pressed, typed, seen = iter(keys), iter(lines), []
    made = Desk(
        proposals or three(), candidates, path, who,
        lambda: next(pressed, "q"), lambda asked: next(typed), seen.append,
    )  # fmt: skip
    return made, seen


def test_accept_reject_and_skip_are_kept_with_who_and_when(tmp_path):
    path = tmp_path / "j.jsonl"
    made, seen = desk(path, "asr", ["made up"])
    assert review(made) == 2
    held = journal.read(path)
    assert [(p.entry.proposal, p.entry.verdict, p.who) for p in held] == [
        ("a-001", "accepted", "ann"),
        ("a-003", "rejected", "ann"),
    ]
    assert held[1].entry.reason == "made up"
    assert abs((datetime.now(UTC) - held[0].when).total_seconds()) < 60
    assert any("Iran sent Syria drones" in line for line in seen)


def test_a_review_goes_on_where_it_stopped_and_another_person_starts_anew(tmp_path):
    path = tmp_path / "j.jsonl"
    review(desk(path, "aq")[0])
    made, seen = desk(path, "q")
    review(made)
    assert seen[0] == "2 of 3 claims are waiting for ann."
    _, seen = other = desk(path, "q", who="bo")
    review(other[0])
    assert seen[0] == "3 of 3 claims are waiting for bo."


def test_a_correction_is_kept_field_by_field_and_a_wrong_one_is_told(tmp_path):
    path = tmp_path / "j.jsonl"
    lines = ["actors", "rus  CHN", "kind", "nonsense", "polarity", "denied", "hedges", "x"]
    made, seen = desk(path, "cccca", lines)
    review(made)
    [decision] = decisions(path)
    assert decision.verdict == "corrected"
    assert decision.coded["actors"] == "CHN RUS"
    assert decision.coded["polarity"] == "denied"
    assert any("kind" in line and "Expected" in line for line in seen)
    [stood] = reviewed(three(), decisions(path))
    assert stood.entities("actor") == ("RUS", "CHN") or stood.entities("actor") == (
        "CHN",
        "RUS",
    )
    assert stood.review == "corrected"
    assert stood.kind == "event"


def test_a_decision_stays_with_its_words_when_the_text_is_read_anew(tmp_path):
    book, first = tmp_path / "j.jsonl", three()
    decide(book, first[1], "accepted", who="ann", when=WHEN)
    decide(book, first[2], "rejected", who="ann", when=WHEN)
    # Other rules find one claim less, and number the others anew.
    anew = (replace(first[1], id="a-001"), replace(first[2], id="a-002"))
    made = decisions(book)
    assert [one.id for one in reviewed(anew, made)] == ["a-001"]
    assert waiting(anew, made, "ann") == ()
    assert waiting(first[:1], made, "ann") == tuple(first[:1])
    assert followed(first[:1], made) == ()


def test_a_decision_without_a_place_goes_by_its_id(tmp_path):
    book, first = tmp_path / "j.jsonl", three()
    decide(book, first[1], "accepted", who="ann", when=WHEN)
    old = tuple(replace(review, place="") for review in decisions(book))
    assert [one.id for one in reviewed(first, old)] == [first[1].id]


def test_merging_and_linking_ask_for_another_claim_that_is_there(tmp_path):
    path = tmp_path / "j.jsonl"
    lines = ["a-009", "a-002", "a-003", "contradicts", "he denies it", "a-001", "nearly"]
    made, seen = desk(path, "mmlsl", lines)
    review(made)
    kinds = [(d.verdict, d.proposal, d.other, d.relation) for d in decisions(path)]
    assert kinds == [
        ("merged", "a-001", "a-002", None),
        ("linked", "a-002", "a-003", "contradicts"),
    ]
    assert sum("no link" in line for line in seen) == 2
    assert [p.id for p in waiting(three(), decisions(path), "ann")] == ["a-002", "a-003"]


def test_a_claim_takes_the_places_of_those_merged_into_it(tmp_path):
    path = tmp_path / "j.jsonl"
    review(desk(path, "smaq", ["a-001"])[0])
    review(desk(path, "aq")[0])
    first, third = reviewed(three(), decisions(path))
    assert [place.exact for place in first.selectors] == [
        "Iran sent Syria drones",
        "Iraq may send some",
    ]
    assert len(third.selectors) == 1


def test_candidates_and_rejected_readings_are_shown(tmp_path):
    time = Moment(
        Place(0, 4),
        "07-11-2024",
        "2024-11-07",
        "2024-11-07",
        "day",
        "explicit",
        ("2024-07-11",),
    )
    figure = Figure(
        Place(0, 4), "up to 9", "at_most", Unit.COUNT, "x", 9.0, referent="ambiguous: A"
    )
    one = proposal(
        1, time=time, figures=(figure,), voice=(Holder("author"), Holder("official", "Bo"))
    )
    link = Candidate("a-001", "b-001", "launders", "actor", "Bo said it")
    made, seen = desk(tmp_path / "j.jsonl", "?q", proposals=[one], candidates=[link])
    review(made)
    told = "\n".join(seen)
    for words in (
        "2024-07-11",
        "ambiguous: A",
        "launders? b-001",
        "author → Bo",
        "a accept",
    ):
        assert words in told


def test_a_later_decision_of_the_same_reviewer_counts_and_the_earlier_stays(tmp_path):
    path = tmp_path / "j.jsonl"
    decide(path, proposal(), "accepted", who="ann", when=WHEN)
    decide(path, proposal(), "rejected", who="ann", when=WHEN)
    assert [d.number for d in decisions(path)] == [1, 2]
    assert reviewed(three(), decisions(path)) == ()
    assert checks.balance(tuple(p.entry for p in journal.read(path))) == ()


HURRIED = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from unit.reading.test_review import proposal
from foedus.reading.review import decide
for number in range(12):
    now = datetime.now(UTC)
    decide(Path(sys.argv[1]), proposal(number), "accepted", who=sys.argv[2], when=now)
"""


def test_two_reviewers_at_once_lose_nothing(tmp_path):
    path = tmp_path / "j.jsonl"
    where = os.pathsep.join(sys.path)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", HURRIED, str(path), who],
            env={**os.environ, "PYTHONPATH": where},
        )
        for who in ("ann", "bo")
    ]
    assert [one.wait(timeout=120) for one in running] == [0, 0]
    made = decisions(path)
    for who in ("ann", "bo"):
        mine = [d.proposal for d in made if d.reviewer == who]
        assert mine == [f"a-{number:03}" for number in range(12)]


def test_agreement_is_cohen_s_kappa_by_hand(tmp_path):
    path = tmp_path / "j.jsonl"
    many = [proposal(number) for number in range(10)]
    for number, one in enumerate(many):
        decide(path, one, "accepted", who="ann", when=WHEN)
        other = corrected(one, "kind", "state") if number < 3 else one
        verdict = "rejected" if number == 9 else "corrected" if number < 3 else "accepted"
        decide(path, other, verdict, who="bo", when=WHEN)
    table = {k.field: k for k in agreement(decisions(path), "ann", "bo")}
    assert (table["verdict"].pairs, table["verdict"].agreed) == (10, 6)
    assert table["kind"].pairs == 9
    assert table["kind"].agreed == 6
    # ann says event always, so that chance gives 6 of 9 as well.
    assert table["kind"].kappa == pytest.approx(0.0)
    assert table["actors"].kappa is None


def test_kappa_of_two_who_differ_both_ways():
    made = []
    kinds = [("event", "event")] * 4 + [("state", "state")] * 3 + [("event", "state")] * 2
    kinds += [("state", "event")]
    for number, pair in enumerate(kinds):
        for who, kind in zip(("ann", "bo"), pair, strict=True):
            made.append(
                Decision(
                    f"p{number}", who, 1, "accepted", {**coded(proposal()), "kind": kind}
                )
            )
    table = {k.field: k for k in agreement(made, "ann", "bo")}
    # Agreed 7 of 10; by chance 0.6 * 0.5 + 0.4 * 0.5 = 0.5; so (0.7 - 0.5) / 0.5.
    assert table["kind"].kappa == pytest.approx(0.4)


def test_claims_no_longer_at_their_place_are_found():
    assert stands(three(), layer(TEXT)) == ()
    found = stands(three(), layer(TEXT.replace("Iraq may", "Iraq did")))
    assert any("changed since it was coded" in finding.remark for finding in found)
    assert any(finding.where == "a-002" for finding in found)


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "nonsense"), ("polarity", "x"), ("voice", "king"), ("id", "x")],
)
def test_a_value_that_a_field_cannot_have_is_a_fault(field, value):
    with pytest.raises(DataFault):
        corrected(proposal(), field, value)


def test_what_enters_a_ledger_holds_no_quotation_and_balances():
    hedge = Hedging(Place(0, 3), "may", "modal", "clear")
    voice = (Holder("author"), Holder("official", "Bo Ek", ("SWE",), "said"))
    held = [proposal(1), proposal(2, "Iraq may send some", hedges=(hedge,), voice=voice)]
    link = Decision("a-001", "ann", 1, "linked", {}, "a-002", "qualifies", "one is sure")
    book = entries(held, [link], said="2026-01")
    assert checks.balance(book) == ()
    claims = [e for e in book if isinstance(e, Claim)]
    assert [s.exact for c in claims for s in c.selectors] == ["", ""]
    assert "drones" not in doors.json_text(book)
    assert claims[1].hedges[0].words == "may"
    assert claims[1].speaker == "official_bo_ek"
    assert [e.text_sha256 for e in book if isinstance(e, Document)] == [held[0].text_sha256]
    assert [e.relation for e in book if isinstance(e, Link)] == ["qualifies"]


def test_a_paraphrase_tells_the_coding():
    assert paraphrase(proposal(polarity="denied")) == "Iran: not give aid (toward Syria)."


@pytest.fixture
def files(tmp_path):
    claims = tmp_path / "claims.jsonl"
    claims.write_text("".join(doors.json_text(p) + "\n" for p in three()), "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return claims


def test_two_proposals_of_one_id_and_an_empty_file_are_faults(files, tmp_path):
    files.write_text((doors.json_text(proposal()) + "\n") * 2, "utf-8")
    with pytest.raises(DataFault, match="stands 2 times"):
        read_claims(files)
    files.write_text("", "utf-8")
    with pytest.raises(DataFault, match="no claim"):
        read_claims(files)


def test_a_changed_document_stops_the_review_and_loses_no_decision(files, tmp_path, capsys):
    book = files.with_suffix(".journal.jsonl")
    decide(book, proposal(), "accepted", who="ann", when=WHEN)
    (tmp_path / "a.txt").write_text("Other words.", "utf-8")
    assert main(["review", str(files), "--status"]) == 1
    assert "was changed since its claims were made" in capsys.readouterr().err
    assert len(decisions(book)) == 1


def test_status_and_agreement_are_printed(files, capsys):
    book = files.with_suffix(".journal.jsonl")
    for who in ("ann", "bo"):
        decide(book, proposal(), "accepted", who=who, when=WHEN)
    assert main(["review", str(files), "--status"]) == 0
    assert "ann" in capsys.readouterr().out
    assert main(["review", str(files), "--agreement", "ann", "bo", "--json"]) == 0
    assert '"field": "verdict"' in capsys.readouterr().out


def test_what_was_accepted_is_posted_into_a_case_once(files, tmp_path, capsys):
    assert main(["cases", "new", "mine", "--at", str(tmp_path)]) == 0
    book = files.with_suffix(".journal.jsonl")
    decide(book, proposal(), "accepted", who="ann", when=WHEN)
    decide(book, proposal(2, "Iraq may send some"), "rejected", who="ann", when=WHEN)
    case = tmp_path / "mine"
    assert main(["review", str(files), "--into", str(case)]) == 1
    assert "--said" in capsys.readouterr().err
    call = ["review", str(files), "--into", str(case), "--said", "2025-01-01"]
    assert main(call) == 0
    assert "1 claims stand; 4 entries were posted" in " ".join(
        capsys.readouterr().err.split()
    )
    assert main(call) == 0
    assert "0 entries were posted" in " ".join(capsys.readouterr().err.split())
    assert main(["ledger", "check", str(case)]) == 0
    [kept] = [e for e in read_book(str(case)) if isinstance(e, Decision)]
    assert (kept.reviewer, kept.verdict) == ("ann", "accepted")
    assert main(["review", str(files), "--into", "russia-dprk", "--said", "2025"]) == 1


def _seen(terminal, words):
    """Wait until a terminal shows some words."""
    shown, until = b"", time.monotonic() + 60
    while words not in shown and time.monotonic() < until:
        shown += os.read(terminal, 4096)
    assert words in shown


def test_a_person_reviews_on_a_real_terminal_and_stops_with_ctrl_c(files):
    call = [
        sys.executable,
        "-c",
        "import sys; from foedus.faces.cli import main; sys.exit(main())",
    ]
    first, other = pty.openpty()
    where = os.pathsep.join(sys.path)
    person = subprocess.Popen(
        [*call, "review", str(files), "--who", "cy"],
        stdin=other, stdout=other, stderr=other, close_fds=True,
        env={**os.environ, "PYTHONPATH": where, "TERM": "xterm"},
    )  # fmt: skip
    os.close(other)
    book = files.with_suffix(".journal.jsonl")
    # A key pressed before the terminal listens is lost, so each is pressed until it tells.
    until = time.monotonic() + 60
    _seen(first, b"? this line")
    while not decisions(book) and time.monotonic() < until:
        time.sleep(0.5)
        os.write(first, b"a")
    _seen(first, b"? this line")
    while person.poll() is None and time.monotonic() < until:
        os.write(first, b"\x03")
        time.sleep(0.3)
    assert person.wait(timeout=1) in (0, 1)
    os.close(first)
    made = [(d.reviewer, d.proposal, d.verdict) for d in decisions(book)]
    assert made[0] == ("cy", "a-001", "accepted")
    assert len(made) < 3
