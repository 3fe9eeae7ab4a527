"""Bad input to a case: a clear fault with its place, and nothing guessed."""

import shutil
from datetime import UTC, date, datetime

import pytest

from foedus.cases.blank import start_case
from foedus.cases.folder import case_folder, read_book, read_case
from foedus.faults import CaseFault, Fault, LedgerFault
from foedus.ledger import checks, journal
from foedus.ledger.book import standing
from foedus.ledger.entry import Claim, Retraction

DAY = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    return start_case("blank", tmp_path)


def alter(path, old, new):
    """Replace one piece of a file that must be there."""
    text = path.read_text("utf-8")
    if old not in text:
        pytest.fail(f"{path.name} holds no {old!r}")
    path.write_text(text.replace(old, new, 1), "utf-8")


def line_of(path, piece):
    lines = path.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if piece in line)


def refused(folder, kind=CaseFault):
    with pytest.raises(kind) as caught:
        read_case(str(folder))
    return caught.value


def test_an_unknown_case_suggests_the_nearest():
    with pytest.raises(CaseFault, match="did you mean russia-dprk") as caught:
        read_case("rusia-dprk")
    assert "russia-dprk" in caught.value.expected


def test_an_unknown_case_like_no_other_tells_how_to_start_one():
    with pytest.raises(CaseFault, match="cases new NAME"):
        case_folder("qqqq")


def test_a_folder_without_a_case_file_is_no_case(tmp_path):
    with pytest.raises(CaseFault, match="no case"):
        read_case(str(tmp_path))


def test_broken_yaml_names_file_and_line(folder):
    path = folder / "acts.yaml"
    alter(path, "kind: invasion\n  provoked", "kind: [invasion\n  provoked")
    fault = refused(folder)
    assert "broken YAML" in fault.found
    file, _, line = fault.where.rpartition(":")
    assert file == str(path)
    assert line_of(path, "[invasion") <= int(line) <= line_of(path, "[invasion") + 1


def test_a_file_that_is_missing_is_named(folder):
    (folder / "links.jsonl").unlink()
    assert refused(folder).where == str(folder / "links.jsonl")


def test_a_file_that_is_not_utf_8_is_named(folder):
    (folder / "timeline.csv").write_bytes("Müller".encode("latin-1"))
    fault = refused(folder)
    assert "UTF-8" in fault.found
    assert fault.where == str(folder / "timeline.csv")


def test_a_broken_line_of_claims_is_named_by_its_number(folder):
    path = folder / "claims.jsonl"
    first, second, third = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(first + second[:50] + "\n" + third)
    assert refused(folder).where.startswith(f"{path}:2")


def test_a_claim_that_points_at_no_source_is_a_breach(folder):
    alter(folder / "claims.jsonl", '{"holder": "dmdc"}', '{"holder": "nobody"}')
    fault = refused(folder)
    assert "claim troops-kor points at no source: nobody" in fault.found
    assert "foedus ledger check" in fault.mend


def test_a_claim_that_points_at_no_document_is_a_breach(folder):
    alter(folder / "claims.jsonl", '"document": "tri24"', '"document": "tri99"')
    assert "points at no document: tri99" in refused(folder).found


def test_a_ledger_that_does_not_balance_can_still_be_looked_at(folder):
    alter(folder / "claims.jsonl", '{"holder": "dmdc"}', '{"holder": "nobody"}')
    [finding] = checks.balance(read_book(str(folder)))
    assert finding.where == "claim troops-kor"


def test_a_binding_to_a_claim_that_is_not_there_is_a_breach(folder):
    alter(folder / "bindings.yaml", "  - troops-kor", "  - troops-gone")
    assert "points at no claim: troops-gone" in refused(folder).found


def test_a_link_to_a_claim_that_is_not_there_is_a_breach(folder):
    alter(folder / "links.jsonl", '"commitments-stand"', '"commitments-fall"')
    assert "points at no claim: commitments-fall" in refused(folder).found


def test_a_claim_with_an_impossible_date_is_a_breach(folder):
    alter(folder / "claims.jsonl", '"said": "2024-11-15"', '"said": "2024-11-31"')
    assert "claim secretariat" in refused(folder).found


def test_a_unit_that_is_none_is_refused_with_its_line(folder):
    path = folder / "bindings.yaml"
    alter(path, "unit: days", "unit: fortnights")
    fault = refused(folder)
    assert fault.where == f"{path}:{line_of(path, 'fortnights')}"


def test_a_state_that_did_not_exist_on_the_day_is_refused(folder):
    alter(folder / "case.yaml", "states: [USA, KOR, JPN, CHN, PRK]", "states: [USA, DDR]")
    fault = refused(folder)
    assert "DDR was no state on 2025-03-01" in fault.found
    assert fault.where == str(folder / "case.yaml")


def test_a_state_of_its_own_time_is_let_in(folder):
    alter(folder / "case.yaml", "as_of: 2025-03-01", "as_of: 1989-01-01")
    alter(folder / "case.yaml", "states: [USA, KOR,", "states: [USA, DDR, KOR,")
    assert "DDR" in read_case(str(folder))[0].heading.states


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("case.yaml", "states: [USA, KOR, JPN, CHN, PRK]", "states: [USA, XXQ]"),
        ("acts.yaml", "attacker: PRK", "attacker: XXQ"),
        ("states.csv", "KOR,us_troops", "XXQ,us_troops"),
    ],
)
def test_letters_that_are_no_state_are_refused(folder, file, old, new):
    alter(folder / file, old, new)
    assert "XXQ" in refused(folder, Fault).found


@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("case.yaml", "question: What"),
        ("sources.yaml", "  reliability: D"),
        ("bindings.yaml", "  meaning: days"),
        ("acts.yaml", "  why: the event"),
        ("issues.yaml", "  status_quo: 50"),
    ],
)
def test_an_unknown_key_is_refused_with_its_line(folder, file, old):
    indent = " " * (len(old) - len(old.lstrip()))
    alter(folder / file, old, f"{indent}colour: blue\n{old}")
    fault = refused(folder)
    assert "colour" in fault.found
    assert fault.where.startswith(str(folder / file) + ":")


def test_a_missing_key_is_refused(folder):
    alter(folder / "case.yaml", "pact: usa_kor_1953\n", "")
    assert "pact is missing" in refused(folder).found


def test_a_row_with_a_cell_too_few_names_its_line(folder):
    path = folder / "states.csv"
    alter(path, "KOR,cinc,0.0199532,2022,cow_nmc_7,,,read,", "KOR,cinc,0.0199532")
    assert refused(folder).where == f"{path}:{line_of(path, 'KOR,cinc')}"


def test_a_case_about_a_treaty_that_it_does_not_read_is_refused(folder):
    alter(folder / "case.yaml", "pact: usa_kor_1953", "pact: nato_1949")
    assert "about 'nato_1949', which it does not read" in refused(folder).found


def test_a_treaty_that_the_catalogue_lacks_is_refused(folder):
    alter(folder / "case.yaml", "camp_david_2023", "camp_davids_2023")
    assert "camp_davids_2023" in refused(folder, Fault).found


def posted(folder):
    path = folder / "journal.jsonl"
    journal.post(path, [Retraction("secretariat", "a test", "me", DAY.date())],
                 who="me", when=DAY)  # fmt: skip
    return path


def test_what_the_journal_withdraws_leaves_the_case(folder):
    posted(folder)
    claims = {claim.id for claim in standing(read_case(str(folder))[0].book, Claim)}
    assert claims == {"troops-kor", "commitments-stand"}


def test_a_truncated_journal_tells_how_it_is_mended(folder):
    path = posted(folder)
    path.write_bytes(path.read_bytes()[:-9])
    fault = refused(folder, LedgerFault)
    assert f"foedus ledger mend {folder}" in fault.mend
    assert fault.where == f"{path}:1"


def test_a_mended_journal_lets_the_case_be_read_again(folder):
    path = posted(folder)
    path.write_bytes(path.read_bytes() + b'{"kind": "retr')
    journal.mend(path)
    claims = standing(read_case(str(folder))[0].book, Claim)
    assert "secretariat" not in {claim.id for claim in claims}


def test_a_journal_that_was_written_in_is_refused(folder):
    path = posted(folder)
    alter(path, "a test", "a jest")
    assert "the journal is broken" in refused(folder, LedgerFault).found


def test_an_earlier_day_leaves_later_claims_out(folder):
    early, _ = read_case(str(folder), as_of=date(2024, 7, 1))
    assert {claim.id for claim in standing(early.book, Claim)} == {"commitments-stand"}
    assert early.heading.as_of == date(2024, 7, 1)


def test_a_claim_dated_to_a_month_is_known_when_the_month_has_ended(folder):
    for day, known in [(date(2025, 2, 27), False), (date(2025, 2, 28), True)]:
        book = read_case(str(folder), as_of=day)[0].book
        assert ("troops-kor" in {c.id for c in standing(book, Claim)}) is known


def test_the_embedded_case_loses_claims_on_an_earlier_day_too():
    whole, early = (
        len(standing(read_case("russia-dprk", as_of=day)[0].book, Claim))
        for day in (None, date(2024, 1, 1))
    )
    assert 0 < early < whole


def test_the_digest_does_not_hang_on_where_the_folder_lies(folder, tmp_path):
    moved = shutil.copytree(folder, tmp_path / "elsewhere" / "blank")
    assert read_case(str(folder))[0].digest == read_case(str(moved))[0].digest


@pytest.mark.parametrize(
    "file",
    ["case.yaml", "sources.yaml", "claims.jsonl", "links.jsonl", "bindings.yaml",
     "states.csv", "timeline.csv", "acts.yaml", "issues.yaml"],
)  # fmt: skip
def test_the_digest_changes_with_every_file(folder, file):
    before = read_case(str(folder))[0].digest
    path = folder / file
    end = {".yaml": "# more\n", ".jsonl": "\n", ".csv": ""}[path.suffix]
    if end:
        path.write_text(path.read_text("utf-8") + end, "utf-8")
    else:
        alter(path, "read", "memory")
    assert read_case(str(folder))[0].digest != before


def test_the_digest_changes_with_the_day(folder):
    whole = read_case(str(folder))[0].digest
    assert read_case(str(folder), as_of=date(2025, 2, 1))[0].digest != whole


def test_files_that_a_case_does_not_rest_on_leave_the_digest_alone(folder):
    before = read_case(str(folder))[0].digest
    (folder / "notes.txt").write_text("mine")
    alter(folder / "README.md", "works", "WORKS")
    assert read_case(str(folder))[0].digest == before


def copied(tmp_path):
    shutil.copytree(case_folder("russia-dprk"), tmp_path / "mine")
    return tmp_path / "mine"


def test_a_state_that_stands_twice_in_a_camp_is_refused(tmp_path):
    folder = copied(tmp_path)
    alter(folder / "case.yaml", "- name: Pact\n  states: [RUS, PRK]",
          "- name: Pact\n  states: [RUS, PRK, RUS]")  # fmt: skip
    assert "RUS stands twice" in refused(folder).found


def test_a_stake_that_leans_on_no_claim_is_refused(tmp_path):
    folder = copied(tmp_path)
    alter(folder / "issues.yaml", "rests_on: [", "rests_on: [zz-none, ")
    fault = refused(folder)
    assert "'zz-none', which is no claim" in fault.found
    assert "issue" in fault.where


def test_a_capability_that_stands_twice_is_refused(tmp_path):
    folder = copied(tmp_path)
    goals = read_case(str(folder))[0].capabilities
    alter(folder / "capabilities.yaml", f"id: {goals[1].id}", f"id: {goals[0].id}")
    assert f"{goals[0].id!r} stands twice" in refused(folder).found
