"""How fast documents are read, and in how much memory.

Texts are made here of sentences in the language of the field, so that no paper is needed.
Told are: loading the parser; 20,000 characters after that; 200 documents side by side, in
as many processes as there are cores; and the most memory that this process and its largest
child held. Without the extra `read` nothing is timed.
"""

import os
import resource
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from foedus.faces.cli.terminal import print_table
from foedus.faults import NeedFault
from foedus.reading.document import layer_of
from foedus.reading.many import read_many
from foedus.reading.parsing import parser
from foedus.reading.reader import read

LONG, MANY, TIMES = 20_000, 200, 5
SENTENCES = (
    "{a} and {b} signed a mutual defence treaty on {n} May 2024, obliging each to help. ",
    "Reports suggest that {a} sent {b} over {n},000 shells, filling gaps in its stocks. ",
    "{c} fears that the pact could embolden {b}, weakening {c}'s hold on the region. ",
    '"{a} has moved its bases," the {c} foreign ministry said. "It must stop at once." ',
    "While {c} has long been {a}'s largest customer, it faces sanctions from the West. ",
    "The alliance may inspire similar pacts, potentially leading to a larger conflict. ",
)
STATES = ("Iran", "Iraq", "Norway", "Sweden", "India", "Pakistan", "Turkey", "Egypt")


def text(length: int, start: int = 0) -> str:
    """Write a text of some length, its states and numbers running on from a start."""
    made, number = "", start
    while len(made) < length:
        a, b, c = (STATES[(number + step) % len(STATES)] for step in (0, 3, 5))
        sentence = SENTENCES[number % len(SENTENCES)]
        made += sentence.format(a=a, b=b, c=c, n=number % 27 + 1)
        made += "\n\n" if number % 6 == 5 else ""
        number += 1
    return made[:length]


def main() -> None:
    """Time the reading and print the table."""
    start = perf_counter()
    try:
        parser()
    except NeedFault as fault:
        print(f"reading is not timed: {fault.mend}", file=sys.stderr)  # noqa: T201
        return
    loading = perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.txt"
        long.write_text(text(LONG), "utf-8")
        layer, _ = layer_of(long)
        spent = []
        for _ in range(TIMES):
            start = perf_counter()
            claims = len(read(layer).proposals)
            spent.append(perf_counter() - start)
        paths = []
        for number in range(MANY):
            paths.append(Path(folder) / f"{number:03}.txt")
            paths[-1].write_text(text(6_000, number), "utf-8")
        workers = os.cpu_count() or 1
        start = perf_counter()
        readings, _ = read_many(paths, workers=workers)
        together = perf_counter() - start
    print_table(
        "Reading documents",
        ("What", "Figure"),
        (
            ("loading the parser", f"{loading:.2f} s"),
            (f"{LONG:,} characters, {claims} claims", f"{median(spent):.2f} s"),
            (
                f"{MANY} documents of 6,000 characters, {workers} at once, "
                f"{sum(len(r.proposals) for r in readings)} claims",
                f"{together:.1f} s",
            ),
            ("most memory of this process", _memory(resource.RUSAGE_SELF)),
            ("most memory of one child", _memory(resource.RUSAGE_CHILDREN)),
        ),
    )


def _memory(whose: int) -> str:
    return f"{resource.getrusage(whose).ru_maxrss / 1024:,.0f} MiB"


if __name__ == "__main__":
    main()
