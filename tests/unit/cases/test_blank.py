"""A case that was just started works, and a bad start leaves nothing behind."""

import pytest

from foedus.brief.compose import ASKED, compose
from foedus.brief.render import render
from foedus.cases.blank import start_case
from foedus.cases.folder import case_names, read_case
from foedus.faults import CaseFault, OutputFault
from foedus.questions.balance import case_world
from foedus.questions.register import knobs_of, question
from foedus.questions.wording import names


@pytest.fixture
def started(tmp_path):
    return start_case("iran-russia", tmp_path)


@pytest.fixture
def case(started):
    return read_case(str(started))[0]


def answers(case):
    for name in ASKED:
        knobs = {"seed": 1, "runs": 400} if "seed" in knobs_of(name) else {}
        yield question(name).ask(case, **knobs)


def test_a_started_case_reads_without_a_finding(started):
    case, findings = read_case(str(started))
    assert findings == ()
    assert case.name == "iran-russia"


def test_a_started_case_bears_its_name_in_every_file_that_speaks_of_it(started):
    texts = {path.name: path.read_text("utf-8") for path in started.iterdir()}
    assert "iran-russia" in texts["case.yaml"]
    assert "foedus brief iran-russia" in texts["README.md"]
    assert [name for name, text in texts.items() if "NAME" in text] == []


def test_a_started_case_already_makes_a_brief(case):
    page = render(compose(case, answers(case)), "md")["index.md"].decode()
    assert "If North Korea attacks South Korea, the United States must help it" in page


def test_the_treaty_of_a_started_case_says_of_its_headline_what_was_expected(case):
    answer = question("obligations").ask(case)
    sure = answer.result("obligations.prk_kor.certain")
    assert sure.sentence.endswith(names(["USA"]))
    own = answer.result("obligations.kor_prk.certain")
    assert own.sentence.endswith(names(["CHN"]))


def test_a_started_case_knows_each_measure_of_every_state_that_it_shows(case):
    world = case_world(case)
    rows = world.rows(case.heading.states)
    for field in ("cinc", "military_personnel"):
        assert (world.columns[field][rows] > 0).all()


def test_a_started_case_shows_an_assumed_number_as_assumed(case):
    answer = question("evidence").ask(case, seed=1, runs=400)
    standing = {row[0]: row[-1] for row in answer.table("evidence.parameters").rows}
    assumed = ("reinforcement.days", "boat.worked", "boat.pace")
    assert standing == {"us_troops.kor": "one origin"} | dict.fromkeys(assumed, "assumed")


def test_every_figure_and_event_of_a_started_case_names_a_document_it_has(case):
    documents = {entry.id for entry in case.book if hasattr(entry, "publisher")}
    cited = {figure.source for figure in case.figures}
    cited |= {event.source for event in case.timeline if event.source}
    assert cited <= documents


def test_an_event_without_a_source_is_marked_as_remembered(case):
    assert {e.basis for e in case.timeline if e.source is None} == {"memory"}


def test_the_figures_of_a_started_case_are_those_of_the_embedded_one(case):
    embedded, _ = read_case("russia-dprk")
    held = {(f.state, f.field, f.year): f.value for f in embedded.figures}
    assert case.figures
    for figure in case.figures:
        assert held[figure.state, figure.field, figure.year] == figure.value


def test_the_folder_that_is_copied_is_no_case_by_itself():
    assert [name for name in case_names() if "blank" in name] == []


def test_a_second_start_in_the_same_place_is_refused_and_alters_nothing(started, tmp_path):
    before = {path.name: path.read_bytes() for path in started.iterdir()}
    with pytest.raises(CaseFault, match="is there already"):
        start_case("iran-russia", tmp_path)
    assert {path.name: path.read_bytes() for path in started.iterdir()} == before


@pytest.mark.parametrize("name", ["", "2024", "../up", "a b", "a/b", "a.b"])
def test_a_name_that_is_none_is_refused_and_nothing_is_made(name, tmp_path):
    with pytest.raises(CaseFault, match="cannot name a case"):
        start_case(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["-x", "_x"])
def test_a_name_begins_with_a_letter(name, tmp_path):
    with pytest.raises(CaseFault, match="cannot name a case"):
        start_case(name, tmp_path)


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OutputFault):
        start_case("iran-russia", tmp_path / "file")


def test_a_case_outside_the_package_is_named_by_its_folder(started, monkeypatch):
    monkeypatch.chdir(started.parent)
    assert read_case("iran-russia")[0].digest == read_case(str(started))[0].digest
