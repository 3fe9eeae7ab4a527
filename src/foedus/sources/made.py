"""Tables made before, so that no process parses the same bytes twice.

A made table lies on the shelf as `made/x.parquet`: the finished frame, and in its
metadata the findings and a mark. The mark is the digest of all that the table came from:
the pinned bytes, the declaration, the code and the list of states. Where one of these
has changed, or the file cannot be read, the table is made again. Nothing rests on such
a file: the folder may be thrown away at any time.
"""

import contextlib
import importlib.resources
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import polars as pl

from foedus import doors
from foedus.faults import DataFault, Finding, OutputFault
from foedus.sources.source import SourceFile, declared
from foedus.sources.table import Table, bound

_MAKERS = ("foedus.sources", "foedus.states")
_MARK, _FINDINGS = "foedus mark", "foedus findings"


def mark_of(name: str, sha256s: Iterable[str]) -> str:
    """Name all that a table comes from, by its content.

    Parameters
    ----------
    name
        The data set.
    sha256s
        The checksums of its files, in order.
    """
    return doors.digest([list(sha256s), declared(name), _makers()])


def recall(known: SourceFile, place: Path, mark: str) -> Table | None:
    """Give a table that was made before; none where it would come out otherwise now.

    Parameters
    ----------
    known
        The declaration.
    place
        Where the table was kept.
    mark
        What it must have come from.
    """
    try:
        told = pl.read_parquet_metadata(place)
        if told.get(_MARK) != mark:
            return None
        findings = doors.read_json(list[Finding], told[_FINDINGS], where=str(place))
        frame = pl.read_parquet(place, use_statistics=False)
    except (OSError, KeyError, DataFault, pl.exceptions.PolarsError):
        return None
    return bound(known, frame, tuple(findings))


def keep(table: Table, place: Path, mark: str) -> None:
    """Keep a table for the next process; where nothing can be written, do without.

    Parameters
    ----------
    table
        The table as it was made.
    place
        Where to keep it; what lies there is replaced.
    mark
        What it came from.
    """
    told = {_MARK: mark, _FINDINGS: doors.json_text(table.findings)}
    whole = io.BytesIO()
    table.frame.write_parquet(whole, compression="lz4", statistics=False, metadata=told)
    with contextlib.suppress(OutputFault):
        doors.write_whole(place, whole.getvalue())


@cache
def _makers() -> str:
    """Digest the code and the facts that turn bytes into a table."""
    texts = {
        f"{room}/{item.name}": item.read_text("utf-8")
        for room in _MAKERS
        for item in importlib.resources.files(room).iterdir()
        if item.name.endswith((".py", ".csv")) or item.name == "roster.yaml"
    }
    return doors.digest([texts, pl.__version__])
