"""Many documents at once, each in a process of its own; none is lost by another's fault."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from foedus.faults import DataFault, Finding
from foedus.reading.document import layer_of
from foedus.reading.parsing import parser
from foedus.reading.reader import Reading, read
from foedus.reading.tongue import tongue

Told = Callable[[int, int, str], None]
"""Is told how many are done, of how many, and the last one's name."""

Outcome = tuple[Reading | None, tuple[Finding, ...]]

FEW = 3
"""So few documents are read in this process: a second one would still be loading."""


def read_many(
    paths: Sequence[Path],
    *,
    encoding: str | None = None,
    workers: int = 2,
    tell: Told = lambda done, whole, step: None,
) -> tuple[tuple[Reading, ...], tuple[Finding, ...]]:
    """Read documents, and hand back what was found amiss beside them.

    A document that cannot be read is a finding, and the others are read. The readings come
    in the order of the paths, whichever was finished first.

    Raises
    ------
    DataFault
        Two documents of one name, which their claims could not tell apart.
    NeedFault
        The extra `read` is not installed.
    """
    _refuse_namesakes(paths)
    parser()
    outcomes: dict[int, Outcome] = {}
    for number, outcome in _outcomes(paths, encoding, workers):
        outcomes[number] = outcome
        tell(len(outcomes), len(paths), paths[number].name)
    ordered = [outcomes[number] for number in range(len(paths))]
    return (
        tuple(reading for reading, _ in ordered if reading is not None),
        tuple(finding for _, findings in ordered for finding in findings),
    )


def _outcomes(
    paths: Sequence[Path], encoding: str | None, workers: int
) -> Iterator[tuple[int, Outcome]]:
    if workers < 2 or len(paths) <= FEW:
        for number, path in enumerate(paths):
            yield number, _outcome(path, encoding)
        return
    # Started afresh and not forked: a fork of a process with threads may hang.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = {
            pool.submit(_outcome, path, encoding): number
            for number, path in enumerate(paths)
        }
        for done in as_completed(waiting):
            number = waiting[done]
            try:
                yield number, done.result()
            except BrokenProcessPool:
                remark = (
                    "the process that read it ended before it was done, as one does that "
                    "runs out of memory; to mend it: read it by itself, with --workers 1"
                )
                yield number, (None, (Finding("breach", str(paths[number]), remark),))


def _outcome(path: Path, encoding: str | None) -> Outcome:
    try:
        layer, findings = layer_of(path, encoding=encoding)
        return read(layer), (*findings, *tongue(layer))
    except DataFault as fault:
        remark = f"{fault.found}; expected {fault.expected}; to mend it: {fault.mend}"
        return None, (Finding("breach", fault.where, remark),)


def _refuse_namesakes(paths: Sequence[Path]) -> None:
    names = [path.name for path in paths]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise DataFault(
            f"two documents are called {twice[0]}",
            expected="a name of its own for each",
            where=", ".join(str(path) for path in paths if path.name == twice[0]),
            mend="rename one, or read them one after the other into two files",
        )
