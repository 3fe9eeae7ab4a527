"""A page is kept under the name of all it depends on, and two answers are held together."""

import os
from datetime import UTC, date, datetime

import pytest

from foedus.cases.blank import start_case
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit, exactly
from foedus.questions.answer import Answer
from foedus.sources.shelf import Standing
from foedus.study.comparing import compared
from foedus.study.pages import Page, Pages, page_name
from foedus.study.store import Store

HERE = (Standing("nmc", "shelf", 10), Standing("gsdb", "not here", 20))


@pytest.fixture
def folder(tmp_path):
    return start_case("mine", tmp_path)


def name(folder, kind="brief", here=HERE, **options):
    return page_name(folder, kind, options, here)


def test_the_same_case_and_options_give_the_same_name(folder):
    assert name(folder, seed=1, runs=100) == name(folder, runs=100, seed=1)


def test_whatever_a_page_depends_on_gives_it_another_name(folder):
    first = name(folder, seed=1)
    others = {
        name(folder, seed=2),
        name(folder, "dyad", seed=1),
        name(folder, here=HERE[1:], seed=1),
        name(folder, here=(Standing("nmc", "shelf", 11),), seed=1),
    }
    (folder / "case.yaml").write_text((folder / "case.yaml").read_text() + "\n# more\n")
    others.add(name(folder, seed=1))
    assert len(others - {first}) == 5


def test_a_lock_that_comes_and_goes_renames_nothing(folder):
    before = name(folder)
    (folder / "journal.lock").touch()
    assert name(folder) == before


def test_a_data_set_that_is_not_here_renames_nothing(folder):
    assert name(folder) == name(folder, here=HERE[:1])


def test_a_page_is_given_back_as_it_was_kept(tmp_path):
    pages = Pages(tmp_path / "pages")
    assert pages.find("ab" * 8) is None
    pages.keep("ab" * 8, b"<p>One")
    assert pages.find("ab" * 8) == Page(b"<p>One")


@pytest.mark.parametrize("bad", ["../secret", "/etc/passwd", "", "AB" * 8, "ab\n" * 8])
def test_a_name_that_is_no_digest_finds_nothing(tmp_path, bad):
    (tmp_path / "secret.html").write_text("secret")
    assert Pages(tmp_path / "pages").find(bad) is None


def test_a_page_names_its_own_policy():
    html = b'<meta http-equiv="Content-Security-Policy" content="style-src &#39;x&#39;">'
    assert Page(html).policy == "style-src 'x'"


def answer(*values):
    results = tuple(
        Result(ResultId(id), "q", f"Number {id}", held, (), date(2025, 1, 1))
        for id, held in values
    )
    return Answer("q", "mine", date(2025, 1, 1), results)


def between(low, high):
    return Estimate((low + high) / 2, low, high, 0.9, Unit.COUNT, "a test")


def test_numbers_of_two_answers_are_paired_by_id():
    one = answer(("a", between(1, 3)), ("b", between(1, 2)), ("c", between(1, 2)))
    other = answer(
        ("a", between(2, 4)), ("b", between(5, 6)), ("d", exactly(1, Unit.COUNT, ""))
    )
    told = compared(one, other)
    assert [(c.sentence, c.moved, c.apart) for c in told] == [
        ("Number a", True, False),
        ("Number b", True, True),
        ("Number c", True, False),
        ("Number d", True, False),
    ]
    assert told[2].other is None
    assert told[3].one is None


def test_an_answer_held_against_itself_does_not_differ():
    one = answer(("a", between(1, 3)))
    assert not any(c.moved or c.apart for c in compared(one, one))


def test_the_answers_kept_last_come_first(tmp_path):
    store = Store(tmp_path)
    for number, id in enumerate(("aa", "bb", "cc")):
        store.keep(id, answer())
        os.utime(tmp_path / f"{id}.json", (number, number))
    assert [id for id, _ in store.latest(2)] == ["cc", "bb"]
    assert store.latest(1)[0][1] == datetime.fromtimestamp(2, UTC)
