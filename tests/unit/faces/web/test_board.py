"""A job ends with its page, with a fault that says how to mend it, or says that it died."""

import sys
from time import monotonic, sleep

import pytest
from unit.faces.web.making import client, sent, told

from foedus.faces.web.board import MOST_WAITING, Board, Work


def board(program):
    return Board((sys.executable, "-c", program))


def until_over(jobs, job, patience=30):
    begun = monotonic()
    while not jobs.look(job.id).is_over:
        assert monotonic() - begun < patience
        sleep(0.02)
    return jobs.look(job.id)


def started(jobs, name="page"):
    work = Work("brief", "russia-dprk", name)
    return jobs.start(work, title="A page", to="/made", back="/")


TELLS = """
import sys, json
print(json.dumps({'done': 1, 'whole': 2, 'step': 'x'}), flush=True)
"""
FAULT = {"status": 400, "found": "no sugar", "expected": "two spoons", "mend": "add some",
         "where": "tea"}  # fmt: skip


def test_a_job_that_makes_its_page_is_done():
    jobs = board(TELLS + "print(json.dumps({'made': True}))")
    over = until_over(jobs, started(jobs))
    assert (over.state, over.done, over.whole, over.step) == ("done", 1, 2, "x")
    jobs.close()


def test_a_job_that_meets_a_fault_tells_how_to_mend_it():
    jobs = board(TELLS + f"print(json.dumps({{'fault': {FAULT!r}}})); sys.exit(1)")
    over = until_over(jobs, started(jobs))
    assert over.state == "failed"
    assert over.why.mend == "add some"
    jobs.close()


@pytest.mark.parametrize(
    ("program", "how"),
    [
        ("import sys; sys.stderr.write('out of sugar'); sys.exit(3)", "with status 3"),
        ("import os; os.write(2, b'out of sugar'); os.kill(os.getpid(), 9)", "by signal 9"),
    ],
)
def test_a_job_that_dies_says_so_with_its_last_words(program, how):
    jobs = board(program)
    over = until_over(jobs, started(jobs))
    assert over.state == "died"
    assert how in over.why.found
    assert over.why.where == "out of sugar"
    jobs.close()


def test_a_job_whose_process_ends_well_without_a_page_has_died_too():
    jobs = board("print('{}'); print('no JSON'); print('[1]')")
    assert until_over(jobs, started(jobs)).state == "died"
    jobs.close()


def test_a_job_that_cannot_be_started_says_why():
    jobs = Board(("/nowhere/at/all",))
    over = until_over(jobs, started(jobs))
    assert over.state == "died"
    assert "no process could be started" in over.why.found
    jobs.close()


def test_a_job_can_be_cancelled_while_it_runs_and_before_it_does():
    jobs = board("import time; time.sleep(60)")
    first, second = started(jobs, "first"), started(jobs, "second")
    jobs.cancel(second.id)
    while jobs.look(first.id).state != "running":
        sleep(0.02)
    jobs.cancel(first.id)
    assert {until_over(jobs, job).state for job in (first, second)} == {"cancelled"}
    begun = monotonic()
    jobs.close()
    assert monotonic() - begun < 20


def test_work_that_is_being_done_is_not_begun_twice_and_too_much_is_refused():
    jobs = board("import time; time.sleep(60)")
    assert started(jobs).id == started(jobs).id
    for number in range(MOST_WAITING - 1):
        assert started(jobs, f"page {number}") is not None
    assert started(jobs, "one too many") is None
    jobs.close()
    assert all(job.state == "cancelled" for job in jobs.jobs())


def test_the_page_of_a_job_tells_how_it_stands_and_offers_to_start_it_again(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))
    jobs = board("import sys; sys.stderr.write('out of sugar'); sys.exit(3)")
    caller = client(tmp_path, board=jobs)
    brief = "/cases/russia-dprk/brief?runs=100"
    assert "not built yet" in told(caller.get(brief))
    assert jobs.jobs() == ()
    page = sent(caller, brief).headers["location"]
    until_over(jobs, jobs.jobs()[0])
    assert "It died" in told(caller.get(page))
    assert "out of sugar" in told(caller.get(page))
    assert caller.get(f"{page}/standing").json()["state"] == "died"
    assert "The last attempt died" in told(caller.get(brief))
    assert sent(caller, f"{page}/cancel").headers["location"] == page
    assert "A page" not in told(caller.get("/jobs"))
    assert "The brief of russia-dprk" in told(caller.get("/jobs"))
    assert caller.get("/jobs/nothing").status_code == 404
    jobs.close()
