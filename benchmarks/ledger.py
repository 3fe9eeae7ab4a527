"""How long it takes to tell which figures of a case cannot all be true.

The embedded case, on its day and on a late one, when far more has been said.
"""

from datetime import date
from statistics import median
from time import process_time

from foedus.cases.folder import read_case
from foedus.faces.cli.terminal import print_table
from foedus.ledger.reconcile import reconcile

DAYS = (None, date(2025, 12, 31))
TIMES = 7


def timed(day: date | None) -> tuple[str, int, int, int, str]:
    """Reconcile the case as known on a day; the last is the median of processor time."""
    case, _ = read_case("russia-dprk", as_of=day)
    spent = []
    for _ in range(TIMES):
        began = process_time()
        made = reconcile(case.identities, case.book)
        spent.append(process_time() - began)
    return (
        str(case.heading.as_of),
        sum(len(one.statements) for one in made),
        len(case.identities),
        sum(len(one.conflicts) for one in made),
        f"{median(spent):.2f} s",
    )


def main() -> None:
    """Print the times."""
    print_table(
        "Reconciling the case",
        ("As of", "Statements", "Identities", "Conflicts", "Processor"),
        [timed(day) for day in DAYS],
    )


if __name__ == "__main__":
    main()
