"""A comparison, line by line: what we got, what others got, how far apart the two are."""

import csv
import gzip
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MIRROR = os.environ.get("FOEDUS_MIRROR")
GOLDEN = Path(MIRROR or ".").parent / "golden"
"""Where the numbers stand that other programs made."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number of ours beside one of theirs."""

    name: str
    ours: float
    reference: float
    tolerance: float
    """How far apart they may be; infinite where the line is told and not judged."""

    @property
    def holds(self) -> bool:
        """Tell whether the two agree."""
        return abs(self.ours - self.reference) <= self.tolerance


def tell(title: str, lines: Iterable[Line]) -> int:
    """Print a comparison; give how many lines do not hold."""
    held = tuple(lines)
    say(f"\n{title}\n{'':40}{'ours':>14}{'reference':>14}{'difference':>14}")
    for line in held:
        apart = line.ours - line.reference
        mark = "" if line.holds else f"   more than {line.tolerance:g}"
        mark = "   told, not judged" if np.isinf(line.tolerance) else mark
        say(f"{line.name:40}{line.ours:14.5f}{line.reference:14.5f}{apart:14.1e}{mark}")
    return sum(not line.holds for line in held)


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def beside(
    ours: Mapping[str, float],
    theirs: Mapping[str, float],
    *,
    tolerance: float,
    group: str = "",
) -> list[Line]:
    """Put our numbers beside theirs, by name."""
    return [
        Line(f"{group}{name}", float(ours[name]), float(number), tolerance)
        for name, number in theirs.items()
    ]


def matrix(path: Path) -> NDArray[np.float64]:
    """Read a matrix without a header, zipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt") as file:
        return np.array(list(csv.reader(file)), dtype=np.float64)


def rows(path: Path) -> list[dict[str, str]]:
    """Read a table with a header."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
