"""How long could Cuba still sell the Soviet Union sugar for oil? One case, one figure.

Run it with `python examples/sugar_for_oil.py [OUT.svg]`: it asks the case of the folder
beside it, as of July 1991, prints what the exchange comes to and what came of it, and draws
the ways in which it might have ended.
"""

import sys
from pathlib import Path

import foedus as fd
from foedus.brief.charts import WIDE, draw
from foedus.cases.folder import read_case
from foedus.questions.numbers import estimate

CASE = Path(__file__).with_suffix("")
CAME = (
    "What came: the Soviet Union ended in December 1991; oil fell from 13.3 million tonnes "
    "in 1989 to 1.8 million in 1992 (https://www.taylorfrancis.com/books/9780203946121/"
    "chapters/10.4324/9780203946121-7), and sugar from 7.0 to 4.3 million tonnes in a year "
    "(https://ascecubadatabase.org/asce_proceedings/russian-oil-for-sugar-barter-deals-1989-1999/)."
)
TOLD = ("survive", "price", "worth", "covers", "settled", "ends_year", "end.policy",
        "end.union", "end.outbid", "dependence.CUB", "dependence.RUS",
        "what_if.oil_cut.given", "what_if.no_friend.goes_on")  # fmt: skip


def main(out: Path) -> None:
    """Print what the exchange comes to, and draw how it might end."""
    case, _ = read_case(str(CASE))
    answer = fd.question("exchange").ask(case, seed=1, runs=2_000)
    for key in TOLD:
        result = answer.result(f"exchange.{key}")
        sys.stdout.write(f"{result.sentence}: {estimate(result.estimate)}\n")
    for finding in answer.findings:
        sys.stdout.write(f"({finding.remark})\n")
    sys.stdout.write(f"{CAME}\n")
    picture = next(p for p in answer.pictures if p.id == "exchange.endings")
    out.write_text(draw(picture, WIDE), "utf-8")
    sys.stdout.write(f"{picture.title}\n{out}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "endings.svg"))
