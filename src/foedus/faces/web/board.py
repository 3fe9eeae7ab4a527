"""Long work as jobs: each a process of its own, so that it can be stopped, and can die.

The server keeps small and answers while a brief is built. A job tells its progress line
by line; when its process ends without an end to tell, the job says that it died, and with
which last words.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from secrets import token_hex
from tempfile import TemporaryFile
from threading import Lock
from time import time
from typing import IO, Literal

from foedus import doors
from foedus.faces.web.refusal import Refused

MOST_KEPT = 100
"""Jobs that are remembered; the oldest that are over go first."""
MOST_WAITING = 20
LAST_WORDS = 2_000
"""Characters of standard error that are shown of a job that died."""

Option = str | int | None
State = Literal["waiting", "running", "done", "failed", "died", "cancelled"]


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done: a kind that `work` knows, the case, and its options."""

    kind: str
    case: str
    """Name of a case of the package, or a folder."""
    name: str
    """Name of the page that comes of it."""
    options: Mapping[str, Option] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """How one piece of work stands."""

    id: str
    work: Work
    title: str
    to: str
    """Address of what comes of it."""
    back: str
    again: str
    """Address whose form starts it again; empty where none does."""
    started: float
    state: State = "waiting"
    done: int = 0
    whole: int = 0
    step: str = ""
    ended: float | None = None
    why: Refused | None = None
    """What is told of a job that failed or died."""

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will come."""
        return self.state not in ("waiting", "running")

    @property
    def seconds(self) -> float:
        """Give how long it has taken so far, or took."""
        return (self.ended or time()) - self.started


class Board:
    """The jobs of one server, one at a time in the order in which they were asked for."""

    def __init__(self, command: tuple[str, ...] | None = None) -> None:
        self._command = command or (sys.executable, "-m", "foedus.faces.web.work")
        self._jobs: dict[str, Job] = {}
        self._processes: dict[str, subprocess.Popen[str]] = {}
        self._lock = Lock()
        self._runner = ThreadPoolExecutor(1, thread_name_prefix="job")

    def start(
        self, work: Work, *, title: str, to: str, back: str, again: str = ""
    ) -> Job | None:
        """Put work up, or give the job that does it already; None where too many wait."""
        with self._lock:
            for job in self._jobs.values():
                if not job.is_over and job.work.name == work.name:
                    return job
            if sum(not job.is_over for job in self._jobs.values()) >= MOST_WAITING:
                return None
            job = Job(token_hex(8), work, title, to, back, again, started=time())
            self._jobs[job.id] = job
            self._forget()
        self._runner.submit(self._run, job.id)
        return job

    def look(self, id: str) -> Job | None:
        """Give a job as it stands; None where it is not known."""
        with self._lock:
            return self._jobs.get(id)

    def at_work(self, name: str) -> Job | None:
        """Give the job that makes a page, or the last that failed to."""
        with self._lock:
            held = [job for job in self._jobs.values() if job.work.name == name]
        return held[-1] if held else None

    def jobs(self) -> tuple[Job, ...]:
        """Give every job, the newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def cancel(self, id: str) -> None:
        """Stop a job, whether it runs or waits; one that is over stays as it is."""
        with self._lock:
            job = self._jobs.get(id)
            if job is None or job.is_over:
                return
            self._jobs[id] = replace(job, state="cancelled", ended=time())
            process = self._processes.get(id)
        if process is not None:
            process.terminate()

    def close(self) -> None:
        """Stop everything, as the server ends."""
        for job in self.jobs():
            self.cancel(job.id)
        self._runner.shutdown(wait=True, cancel_futures=True)

    def _forget(self) -> None:
        over = [id for id, job in self._jobs.items() if job.is_over]
        for id in over[: max(0, len(self._jobs) - MOST_KEPT)]:
            del self._jobs[id]

    def _change(self, id: str, change: Callable[[Job], Job]) -> None:
        with self._lock:
            job = self._jobs.get(id)
            if job is not None and not job.is_over:
                self._jobs[id] = change(job)

    def _run(self, id: str) -> None:
        """Carry out one job, in the thread of the runner."""
        job = self.look(id)
        if job is None or job.is_over:
            return
        with TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            try:
                process = self._begun(job, said)
            except OSError as trouble:
                self._end(id, "died", _could_not_start(trouble))
                return
            self._follow(id, process)
            status = process.wait()
            said.seek(0)
            words = said.read()[-LAST_WORDS:].strip()
        with self._lock:
            self._processes.pop(id, None)
        self._end(id, "died", _died(status, words))

    def _begun(self, job: Job, said: IO[str]) -> "subprocess.Popen[str]":
        work = job.work
        told = json.dumps([work.kind, work.case, work.name, dict(work.options)])
        process = subprocess.Popen(
            [*self._command, told],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        with self._lock:
            self._processes[job.id] = process
            cancelled = self._jobs[job.id].is_over
        if cancelled:
            process.terminate()
        self._change(job.id, lambda held: replace(held, state="running"))
        return process

    def _follow(self, id: str, process: "subprocess.Popen[str]") -> None:
        """Read what a job tells until it tells no more."""
        for line in process.stdout or ():
            try:
                told = json.loads(line)
            except ValueError:
                continue
            match told:
                case {"done": int(done), "whole": int(whole), "step": str(step)}:
                    self._tell(id, done, whole, step)
                case {"made": True}:
                    self._end(id, "done")
                case {"fault": dict(fault)}:
                    self._end(id, "failed", doors.check(Refused, fault, where="a job"))
        if process.stdout is not None:
            process.stdout.close()

    def _tell(self, id: str, done: int, whole: int, step: str) -> None:
        self._change(id, lambda job: replace(job, done=done, whole=whole, step=step))

    def _end(self, id: str, state: State, why: Refused | None = None) -> None:
        self._change(id, lambda job: replace(job, state=state, why=why, ended=time()))


def _died(status: int, words: str) -> Refused:
    how = f"by signal {-status}" if status < 0 else f"with status {status}"
    return Refused(
        500,
        f"the process of this job ended {how} before its work was done",
        "a page, or a fault that says how to mend it",
        "start it again: what had been answered is kept. If it dies at the same step, "
        "run the command in a terminal, and report what it prints",
        where=words or "it said nothing on standard error",
    )


def _could_not_start(trouble: OSError) -> Refused:
    return Refused(
        500,
        f"no process could be started: {trouble.strerror or trouble}",
        "a process for the job",
        "close other programs, then start it again",
        where="jobs",
    )
