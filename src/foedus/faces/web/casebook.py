"""The cases that pages have read, each read again when a file of it has changed."""

from pathlib import Path
from threading import Lock

from foedus.cases.case import Case
from foedus.cases.folder import case_folder, read_case
from foedus.faults import Finding

Stamp = tuple[tuple[str, int, int], ...]
Read = tuple[Case, tuple[Finding, ...]]


class Casebook:
    """Cases by the name or folder that they are read by."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[Stamp, Read]] = {}
        self._lock = Lock()

    def read(self, held: str) -> Read:
        """Give a case, and what the checks of its ledger found.

        Raises
        ------
        CaseFault
            A file is missing or broken.
        """
        stamp = _stamp(case_folder(held))
        # Held while a case is read: who comes meanwhile waits and does not read it twice.
        with self._lock:
            known = self._held.get(held)
            if known is None or known[0] != stamp:
                known = self._held[held] = (stamp, read_case(held))
            return known[1]


def _stamp(folder: Path) -> Stamp:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock")
    stats = ((str(path), path.stat()) for path in files)
    return tuple((name, held.st_mtime_ns, held.st_size) for name, held in stats)
