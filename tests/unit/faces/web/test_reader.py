"""The evidence reader: what is decided in a browser is what a terminal would have kept."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from unit.faces.web.making import TEXT, client, proposal, sent, told
from unit.reading.test_review import desk

from foedus.faces.cli.reviewing import review
from foedus.ledger import journal
from foedus.reading.review import decisions, reviewed

READER = "/review/a%20b.txt"


@pytest.fixture
def caller(tmp_path):
    return client(tmp_path)


def made(caller):
    return decisions(caller.setting.sitting.journal)


def verdicts(caller):
    return [(r.proposal, r.reviewer, r.verdict) for r in made(caller)]


def test_the_list_tells_documents_and_how_far_each_reviewer_has_come(caller):
    sent(caller, f"{READER}?claim=a-001", verdict="accepted", seen="0")
    text = told(caller.get("/review"))
    assert "a b.txt 4 3" in text
    assert "ann 1 4 1 0" in text


def test_the_text_is_shown_to_the_letter_with_overlapping_claims_marked(caller):
    page = caller.get(f"{READER}?claim=a-001").text
    [body] = re.findall(r'<div id="text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert unescape(re.sub(r"<[^>]*>", "", body)) == TEXT
    marks = re.findall(r'<mark class="([^"]*)"[^>]* data-claims="([^"]*)">([^<]*)', body)
    over = {words: claims for _, claims, words in marks}
    assert over["sent Syria drones, Oman"] == "a-001 a-004"
    assert any("depth-2" in kind and "here" in kind for kind, _, _ in marks)
    assert "<b>" not in body


def test_the_first_that_waits_is_opened_and_its_card_tells_what_it_was_read_as(caller):
    sent(caller, f"{READER}?claim=a-001", verdict="accepted", seen="0")
    text = told(caller.get(READER))
    assert "a-004 waiting" in text
    text = told(caller.get(f"{READER}?claim=a-002"))
    assert "“may” modal, clear" in text
    assert "Iran IRN" in text


def test_accepting_writes_to_the_journal_and_goes_on_to_the_next_that_waits(caller):
    answer = sent(caller, f"{READER}?claim=a-001", verdict="accepted", seen="0")
    assert answer.status_code == 303
    assert "claim=a-004" in answer.headers["location"]
    assert answer.headers["location"].endswith("#here")
    assert verdicts(caller) == [("a-001", "ann", "accepted")]
    [posting] = journal.read(caller.setting.sitting.journal)
    assert posting.who == "ann"


def test_a_correction_keeps_the_fields_as_they_were_left(caller):
    sent(caller, f"{READER}?claim=a-001", verdict="corrected", seen="0",
         kind="state", actors="rus", recipients="SYR", plover="AID", polarity="affirmed",
         voice="official Somebody", checkability="yes")  # fmt: skip
    [left] = made(caller)
    assert left.verdict == "corrected"
    assert left.coded["kind"] == "state"
    assert left.coded["actors"] == "RUS"
    assert left.coded["voice"] == "official Somebody"
    [stands] = reviewed(caller.setting.sitting.proposals, made(caller))
    assert stands.kind == "state"
    assert 'value="official Somebody"' in caller.get(f"{READER}?claim=a-001").text


def test_a_correction_that_changes_nothing_is_an_acceptance(caller):
    fields = {
        "kind": "event",
        "actors": "IRN",
        "recipients": "SYR",
        "plover": "aid",
        "polarity": "affirmed",
        "voice": "government Oman",
        "checkability": "yes",
    }
    sent(caller, f"{READER}?claim=a-001", verdict="corrected", seen="0", **fields)
    assert verdicts(caller) == [("a-001", "ann", "accepted")]


def test_a_value_that_a_field_cannot_have_is_told_and_what_was_typed_stays(caller):
    answer = sent(caller, f"{READER}?claim=a-001", verdict="corrected", seen="0",
                  kind="nonsense", voice="nobody at all")  # fmt: skip
    assert answer.status_code == 400
    assert "nobody at all" in answer.text
    assert "To mend it" in told(answer)
    assert made(caller) == ()


def test_rejecting_keeps_the_reason(caller):
    sent(caller, f"{READER}?claim=a-003", verdict="rejected", seen="0", reason=" made up ")
    [left] = made(caller)
    assert (left.verdict, left.reason) == ("rejected", "made up")


def test_merging_and_linking_name_the_other_claim(caller):
    sent(caller, f"{READER}?claim=a-004", verdict="merged", seen="0", other="a-001")
    answer = sent(caller, f"{READER}?claim=a-003", verdict="linked", seen="0",
                  other="a-001", relation="contradicts", reason="denied")  # fmt: skip
    assert "claim=a-003" in answer.headers["location"]
    merged, linked = made(caller)
    assert (merged.verdict, merged.other, merged.relation) == ("merged", "a-001", None)
    assert (linked.other, linked.relation, linked.reason) == (
        "a-001",
        "contradicts",
        "denied",
    )


@pytest.mark.parametrize(
    "form",
    [
        {"verdict": "merged", "other": "a-999"},
        {"verdict": "merged", "other": "a-001"},
        {"verdict": "linked", "other": "a-002", "relation": "loves"},
        {"verdict": "praised"},
        {},
    ],
)
def test_a_decision_that_means_nothing_is_refused_and_nothing_is_written(caller, form):
    answer = sent(caller, f"{READER}?claim=a-001", seen="0", reason="typed", **form)
    assert answer.status_code in (400, 409)
    assert made(caller) == ()


def test_what_another_window_has_decided_meanwhile_is_not_passed_over(caller):
    sent(caller, f"{READER}?claim=a-001", verdict="accepted", seen="0")
    form = {"verdict": "rejected", "reason": "no!"}
    answer = sent(caller, f"{READER}?claim=a-001", seen="0", **form)
    assert answer.status_code == 409
    assert "since this page was shown" in told(answer)
    assert "no!" in answer.text
    assert verdicts(caller) == [("a-001", "ann", "accepted")]
    sent(caller, f"{READER}?claim=a-001", seen="1", **form)
    assert verdicts(caller)[-1] == ("a-001", "ann", "rejected")


def test_terminal_and_browser_write_to_one_journal_and_see_each_other(caller):
    path = caller.setting.sitting.journal
    held = list(caller.setting.sitting.proposals)
    review(desk(path, "ar", ["no"], who="bo", proposals=held)[0])
    assert "bo: accepted" in told(caller.get(f"{READER}?claim=a-001"))
    sent(caller, f"{READER}?claim=a-001", verdict="accepted", seen="0")
    _, seen = other = desk(path, "q", who="ann", proposals=held)
    review(other[0])
    assert seen[0] == "3 of 4 claims are waiting for ann."


def test_reviewers_who_decide_at_once_lose_nothing(caller):
    path = caller.setting.sitting.journal
    held = list(caller.setting.sitting.proposals)

    def in_browser(who):
        for one in held:
            address = f"{READER}?claim={one.id}&who={who}"
            assert sent(caller, address, verdict="accepted", seen="0").status_code == 303

    def in_terminal(who):
        assert review(desk(path, "aaaa", who=who, proposals=held)[0]) == 4

    with ThreadPoolExecutor(6) as pool:
        doing = [pool.submit(in_browser, f"b{n}") for n in range(3)]
        doing += [pool.submit(in_terminal, f"t{n}") for n in range(3)]
    for one in doing:
        one.result()
    assert len(made(caller)) == 6 * 4
    assert len({(r.reviewer, r.proposal) for r in made(caller)}) == 6 * 4


def test_words_chosen_in_the_browser_find_their_claims_by_utf16_units(caller):
    start = TEXT.index("Iraq")
    units = len(TEXT[:start].encode("utf-16-le")) // 2
    assert units == start + 1  # the smile counts twice in a browser
    text = told(caller.get(f"{READER}?from={units}&to={units + 4}"))
    assert "a-002 waiting" in text
    assert "Claims on the words chosen" in text
    assert caller.get(f"{READER}?from=0&to=1").status_code == 400


def test_the_address_names_the_reviewer_the_claim_and_whether_keys_are_on(caller):
    page = caller.get(f"{READER}?claim=a-002&who=Bo%20%C3%98&keys=off")
    assert 'data-keys="off"' in page.text
    assert "wait for Bo Ø" in told(page)
    assert caller.get(f"{READER}?who={'x' * 65}").status_code == 400
    assert caller.get(f"{READER}?who=%00").status_code == 400
    assert caller.get(f"{READER}?claim=a-999").status_code == 400
    assert caller.get("/review/nothing.txt").status_code == 404


def test_a_document_that_was_changed_is_told_and_its_claims_can_still_be_seen(caller):
    (caller.setting.workspace / "a b.txt").write_text(TEXT + " More.")
    page = caller.get(f"{READER}?claim=a-001")
    assert page.status_code == 200
    assert "changed since its claims were made" in told(page)
    assert "no decision is lost" in told(page)


def test_a_document_that_is_not_at_hand_is_told(caller):
    (caller.setting.workspace / "a b.txt").unlink()
    assert "The document is not at hand" in told(caller.get(READER))


def test_a_journal_that_somebody_broke_is_told_and_nothing_is_written(caller):
    journal_path = caller.setting.sitting.journal
    journal_path.write_text('{"kind": "review"}\n')
    answer = caller.get(READER)
    assert answer.status_code == 409
    assert "the journal is broken" in told(answer)
    assert journal_path.read_text() == '{"kind": "review"}\n'


def test_agreement_tells_kappa_by_field_and_where_two_differ(caller):
    for who, verdict in (("ann", "accepted"), ("bo", "rejected")):
        address = f"{READER}?claim=a-001&who={who}"
        sent(caller, address, verdict=verdict, seen="0")
        sent(caller, f"{READER}?claim=a-002&who={who}", verdict="accepted", seen="0")
    text = told(caller.get("/agreement"))
    assert "verdict 2 1 0.00" in text
    assert "a-001 verdict accepted rejected" in text


def test_pairs_that_stand_against_each_other_are_linked_side_by_side(caller):
    page = caller.get("/links")
    assert "contradicts?" in told(page)
    assert "one denies what the other affirms" in told(page)
    pair = re.search(r'name="other" value="([^"]*)"', page.text)[1]
    answer = sent(caller, "/links?n=1&show=disagreements", seen="0", other=pair,
                  relation="contradicts", reason="as it says")  # fmt: skip
    assert answer.status_code == 303
    [link] = made(caller)
    assert (link.verdict, link.relation, link.other) == ("linked", "contradicts", pair)
    assert "ann has linked them: contradicts" in told(caller.get("/links?n=1"))
    assert sent(caller, "/links?n=1", seen="1", other="a-999").status_code == 400


def test_claims_that_are_written_anew_are_read_anew(caller):
    sitting = caller.setting.sitting
    lines = sitting.claims.read_text().splitlines(keepends=True)
    sitting.claims.write_text("".join(lines[:2]))
    assert "a b.txt 2 2" in told(caller.get("/review"))
    sitting.claims.write_text("{")
    assert caller.get("/review").status_code == 400
    sitting.claims.write_text("".join(lines))
    assert "a b.txt 4 4" in told(caller.get("/review"))


def test_a_server_without_claims_says_how_to_start_one_with_them(tmp_path):
    caller = client(tmp_path, sitting=None)
    answer = caller.get("/review")
    assert answer.status_code == 400
    assert "foedus serve --claims" in told(answer)


def test_markup_in_a_claim_is_shown_and_never_run(tmp_path):
    from unit.faces.web.making import workspace

    nasty = proposal(1, "Iraq may send some", contexts=("<script>alert(1)</script>",),
                     coder='"><img src=x>')  # fmt: skip
    caller = client(tmp_path, sitting=workspace(tmp_path, [nasty]))
    page = caller.get(f"{READER}?claim=a-001&who=%3Cscript%3E").text
    assert "<script>" not in page
    assert "<img" not in page
