"""What is to be done for a brief, before anything is done.

A study names a case, the questions and the knobs. Planning is pure: it gives the steps,
each with the digest of everything that its answer can depend on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from foedus import doors
from foedus.cases.case import Case
from foedus.questions.register import knobs_of

Option = str | int | float | None


@dataclass(frozen=True, slots=True)
class Study:
    """A case, and what is asked of it."""

    questions: tuple[str, ...]
    seed: int
    runs: int = 4_000
    options: Mapping[str, Mapping[str, Option]] = field(default_factory=dict)
    """Options of single questions, by question."""
    at_hand: Mapping[str, str] = field(default_factory=dict)
    """Data sets that can be read here, each with the digest of its bytes."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question to be answered, and the name of its answer in the store."""

    question: str
    options: Mapping[str, Option]
    digest: str


def plan(study: Study, case: Case) -> tuple[Step, ...]:
    """Give the steps of a study, in the order of its questions."""
    steps = list[Step]()
    for name in study.questions:
        options: dict[str, Option] = dict(study.options.get(name, {}))
        knobs = knobs_of(name)
        if "seed" in knobs:
            options |= {"seed": study.seed, "runs": study.runs}
        held = study.at_hand if "tables" in knobs else {}
        named = doors.digest([case.name, case.digest, name, options, held, engine_digest()])
        steps.append(Step(name, options, named))
    return tuple(steps)


@cache
def engine_digest() -> str:
    """Name the code and the tables that make answers, so that none outlives a change."""
    seal = blake2b(digest_size=8)
    for path, content in sorted(_carried(files("foedus"), "")):
        seal.update(path.encode() + b"\0" + content)
    return seal.hexdigest()


def _carried(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        here = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name not in {"__pycache__", "faces", "brief"}:
            found += _carried(entry, here)
        elif entry.name.endswith((".py", ".yaml", ".csv", ".json", ".npz")):
            found.append((here, entry.read_bytes()))
    return found
