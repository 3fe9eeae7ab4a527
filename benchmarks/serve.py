"""How soon the web face answers, and how much memory it holds when nobody asks.

A server is started as a user starts it, on a free port, over claims made here of plain
sentences. Told are: from the shell to the address; each page, the first time and the median
of those after, the first of all asked for as soon as the address is told, while the cases
are still read; and the memory resident when all have been asked for. Without the extra
`web` nothing is timed.
"""

import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.request import urlopen

from foedus import doors
from foedus.faces.cli.terminal import people, print_table
from foedus.ledger.entry import Selector
from foedus.reading.proposal import Proposal

TIMES, CLAIMS = 9, 120
SENTENCE = "State number {n} has sent arms to another across the border of a third. "
COMMAND = Path(sys.executable).with_name("foedus")
PAGES = (
    "",
    "cases/russia-dprk",
    "cases/russia-dprk/claims",
    "review",
    "review/made.txt",
    "whatif?attacker=KOR&victim=PRK&on=2025-01-01&provoked=no&strike=rus_prk_2024:4",
    "whatif?attacker=RUS&victim=EST&on=2025-01-01&provoked=no&case=russia-dprk",
    "runs",
    "shelf",
)


def workspace(folder: Path) -> Path:
    """Write a document and a file of its claims, one a sentence."""
    sentences = [SENTENCE.format(n=number) for number in range(CLAIMS)]
    text, claims, at = "".join(sentences), [], 0
    digest = sha256(text.encode()).hexdigest()
    for number, sentence in enumerate(sentences):
        place = Selector(at, at + len(sentence) - 2, sentence[:-2])
        claims.append(Proposal(f"made-{number:03}", "made.txt", digest, (place,), "event"))
        at += len(sentence)
    (folder / "made.txt").write_text(text, "utf-8")
    path = folder / "claims.jsonl"
    path.write_text("".join(doors.json_text(one) + "\n" for one in claims), "utf-8")
    return path


def asked(address: str) -> float:
    """Ask for one page, and give the seconds until it is there whole."""
    begun = perf_counter()
    with urlopen(address, timeout=60) as answer:
        answer.read()
    return perf_counter() - begun


def resident(pid: int) -> float:
    """Give the memory that a process holds, in megabytes; Linux alone tells it so."""
    pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Print the table."""
    if find_spec("starlette") is None:
        people().print("Not timed: pip install 'foedus[web]'", markup=False)
        return
    with tempfile.TemporaryDirectory() as room:
        claims = workspace(Path(room))
        begun = perf_counter()
        with subprocess.Popen(
            [COMMAND, "serve", "--claims", claims, "--port", "0", "--workspace", room],
            stderr=subprocess.PIPE,
            text=True,
        ) as server:
            said = server.stderr.readline() if server.stderr else ""
            up = perf_counter() - begun
            root = said.split(" at ")[1].split(" - ")[0].removesuffix("review")
            rows = [("from the shell to the address", up, None)]
            for page in PAGES:
                first = asked(root + page)
                rows.append(
                    (f"/{page}", first, median(asked(root + page) for _ in range(TIMES)))
                )
            held = resident(server.pid) if sys.platform == "linux" else None
            server.terminate()
    print_table(
        f"Seconds, first and median of {TIMES} after; {CLAIMS} claims under review",
        ("What", "First", "After"),
        ((name, f"{a:.3f}", "" if b is None else f"{b:.3f}") for name, a, b in rows),
        "" if held is None else f"resident afterwards: {held:.0f} MB",
    )


if __name__ == "__main__":
    main()
