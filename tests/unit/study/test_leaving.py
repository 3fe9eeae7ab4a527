"""What a brief would say without a source: asked twice under the same draws."""

from dataclasses import replace
from datetime import date

import pytest

from foedus.cases.blank import start_case
from foedus.cases.case import without
from foedus.cases.folder import read_case
from foedus.faults import LedgerFault
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit
from foedus.questions import evidence
from foedus.questions.answer import Answer
from foedus.study.leaving import SEEDS, _moves, leave_out
from foedus.study.left_out import told
from foedus.study.plan import Study
from foedus.study.store import Store

DAY = date(2025, 1, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("leaving")


@pytest.fixture(scope="module")
def case(folder):
    return read_case(str(start_case("mine", folder)))[0]


def left(case, folder, source):
    study = Study((), seed=1, runs=100)
    return leave_out(case, source, study, store=Store(folder / "store"))


def answers(**values):
    """One answer a seed, from the value of each number by seed; None is not told."""
    made = []
    for k in range(len(next(iter(values.values())))):
        results = tuple(
            Result(
                ResultId(id), "exchange", id,
                Estimate(held[k], held[k], held[k], 1.0, Unit.COUNT, "run"), (), DAY,
            )
            for id, held in values.items()
            if held[k] is not None
        )  # fmt: skip
        made.append(Answer("exchange", "c", DAY, results))
    return made


def test_a_case_without_a_source_is_another_case_that_has_never_heard_it(case):
    less = without(case, "dmdc")
    assert less.digest != case.digest
    assert not [e for e in less.book if getattr(e, "speaker", None) == "dmdc"]
    with pytest.raises(LedgerFault):
        without(case, "nobody")


def test_only_questions_that_rest_on_the_source_are_asked_again(case, folder):
    made = left(case, folder, "dmdc")
    assert made.asked == ("durability", "evidence")  # a driver of the case names the claim
    assert [claim.id for claim in made.claims] == ["troops-kor"]


def test_a_judgement_that_loses_its_ground_is_told_and_the_others_are_not(case, folder):
    made = left(case, folder, "dmdc")
    gone = [j for j in made.judged if j.after is None]
    assert [j.before.word for j in gone] == ["almost certain"]
    assert len(made.judged) == 2
    assert made.judgements > 2


def test_a_source_that_nothing_rests_on_changes_nothing(case, folder):
    made = left(case, folder, "bernama")
    assert (made.asked, made.judged, made.moved) == ((), (), ())
    answer = evidence.ask(case, seed=1, runs=200, without="bernama")
    first = told(answer, made).tables[0]
    assert first.rows[0][0] == "nothing"
    assert "0 of" in first.title


def test_what_changes_stands_before_the_tables_of_the_answer(case, folder):
    answer = evidence.ask(case, seed=1, runs=200, without="dmdc")
    whole = told(answer, left(case, folder, "dmdc"))
    assert [t.id for t in whole.tables[:2]] == [
        "evidence.without.judgements",
        "evidence.without.numbers",
    ]
    assert whole.tables[2:] == answer.tables
    assert whole.tables[0].rows[0][0] == "it comes or goes"
    assert replace(whole, tables=answer.tables) == answer


def test_a_number_has_moved_where_all_seeds_say_so_by_more_than_they_differ():
    before = answers(moved=[1.0] * 4, noisy=[1.0, 2.0, 3.0, 4.0], still=[5.0] * 4)
    after = answers(moved=[2.0, 2.1, 2.2, 1.9], noisy=[2.0, 1.5, 3.4, 3.0], still=[5.0] * 4)
    found = {m.result.id: m.is_told for m in _moves(before, after)}
    assert found == {"moved": True, "noisy": False}


def test_a_number_that_is_lost_or_new_is_told():
    found = list(_moves(answers(a=[1.0], b=[None]), answers(a=[None], b=[1.0])))
    assert [(m.before is None, m.after is None) for m in found] == [
        (False, True),
        (True, False),
    ]
    assert all(m.is_told for m in found)


def test_a_number_without_draws_moves_by_any_difference():
    [only] = _moves(answers(n=[3.0] * SEEDS), answers(n=[2.0] * SEEDS))
    assert (only.by, only.noise, only.is_told) == (-1.0, 0.0, True)
