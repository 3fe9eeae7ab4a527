import pytest

from foedus.cases.folder import read_case
from foedus.faults import NeedFault, ShelfFault
from foedus.questions.register import question
from foedus.study.plan import Study, plan
from foedus.study.run import run
from foedus.study.store import Store


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


def test_planning_is_pure_and_the_same_each_time(case):
    study = Study(("history", "evidence"), seed=1)
    assert plan(study, case) == plan(study, case)


def test_another_seed_renames_only_the_steps_that_draw(case):
    one, other = (plan(Study(("history", "evidence"), seed=s), case) for s in (1, 2))
    assert one[0].digest == other[0].digest
    assert one[1].digest != other[1].digest


def test_a_step_whose_answer_is_kept_is_not_done_again(case, tmp_path):
    steps = plan(Study(("history",), seed=1), case)
    store = Store(tmp_path)
    first = run(steps, case, store=store)
    again = run(steps, case, store=store)
    assert (first.found, again.found) == (0, 1)
    assert again.answers == first.answers


def test_an_answer_that_cannot_be_read_is_made_again(case, tmp_path):
    steps = plan(Study(("history",), seed=1), case)
    store = Store(tmp_path)
    first = run(steps, case, store=store)
    (tmp_path / f"{steps[0].digest}.json").write_text("{ half")
    again = run(steps, case, store=store)
    assert (again.found, again.answers) == (0, first.answers)


def test_what_was_answered_before_a_fault_stays_in_the_store(case, tmp_path, monkeypatch):
    def cannot(case, **knobs):
        raise NeedFault("too little", expected="more", where="here", mend="add it")

    steps = plan(Study(("history", "obligations"), seed=1), case)
    monkeypatch.setattr(question("obligations"), "ask", cannot)
    store = Store(tmp_path)
    with pytest.raises(NeedFault, match="too little"):
        run(steps, case, store=store)
    assert store.answers() == (steps[0].digest,)


def test_a_question_that_nobody_answers_is_refused_before_any_work(case):
    with pytest.raises(NeedFault, match="no question 'tomorrow'"):
        plan(Study(("history", "tomorrow"), seed=1), case)


def test_an_older_day_is_another_study(case):
    from datetime import date

    older = read_case("russia-dprk", as_of=date(2024, 7, 1))[0]
    study = Study(("history",), seed=1)
    assert plan(study, case)[0].digest != plan(study, older)[0].digest


def test_an_answer_from_data_sets_is_named_by_those_that_were_at_hand(case):
    without, held, newer = (
        plan(Study(("history", "evidence"), seed=1, at_hand=at_hand), case)
        for at_hand in ({}, {"nmc": "one"}, {"nmc": "other"})
    )
    assert len({steps[0].digest for steps in (without, held, newer)}) == 3
    assert len({steps[1].digest for steps in (without, held, newer)}) == 1


def test_a_question_that_reads_data_sets_is_handed_them(case, tmp_path):
    asked = []

    def tables(name):
        asked.append(name)
        raise ShelfFault("not here", expected="it", where="a shelf", mend="get it")

    run(plan(Study(("history",), seed=1), case), case, store=Store(tmp_path), tables=tables)
    assert "atop_dyads" in asked
