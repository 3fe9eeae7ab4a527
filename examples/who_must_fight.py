"""If one state attacks another, who must help? One question, one file, one figure.

Run it with `python examples/who_must_fight.py [OUT.svg]`: it draws the chain that follows
when the United States attacks North Korea, on the day before and the day after Russia's
treaty of 2024 came into force.
"""

import sys
from datetime import date
from pathlib import Path

import foedus as fd
from foedus.brief.charts import WIDE, draw
from foedus.cases.folder import read_case
from foedus.questions.parts.obligations.duties import follow
from foedus.questions.parts.obligations.pictures import rounds_picture


def main(out: Path) -> None:
    """Print who owes what on both days, and draw the later chain."""
    for day in (date(2024, 12, 3), date(2024, 12, 5)):
        attack = fd.Act("USA", "PRK", day, places=frozenset({"home"}))
        owed = fd.chain(fd.catalog(), attack).obligations
        helpers = [o for o in owed if (o.creditor, o.duty) == ("PRK", "defend")]
        told = ", ".join(f"{o.debtor} {o.level} ({o.pact})" for o in helpers)
        sys.stdout.write(f"{day}: {told or 'nobody'}\n")
    case, _ = read_case("russia-dprk")
    act = next(act for act in case.acts if act.id == "usa_prk")
    picture = rounds_picture(act, follow(case, act), case)
    out.write_text(draw(picture, WIDE), "utf-8")
    sys.stdout.write(f"{picture.title}\n{out}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "chain.svg"))
