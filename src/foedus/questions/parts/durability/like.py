"""What became of treaties like the pact, class inside class, as base rates count them."""

from collections.abc import Iterator, Sequence

from foedus.cases.case import Case
from foedus.estimation.base_rates import LEVEL, Longevity
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Table
from foedus.questions.parts.durability.strained import QUESTION

ASKED = (5, 10, 15)
"""Years ahead that are told in sentences."""


def class_results(case: Case, like: Sequence[Longevity], digest: str) -> Iterator[Result]:
    """Give the share of each class that stood after the years asked of.

    Parameters
    ----------
    digest
        Of what the rates were counted from.
    """
    for place, rate in enumerate(like):
        for years in ASKED:
            k = rate.years.index(years)
            yield Result(
                id=ResultId(f"{QUESTION}.class.{place}.{years}"),
                question=QUESTION,
                sentence=f"Share that stood after {years} years, of {rate.treaties} "
                f"treaties ({plain(rate.name)})",
                estimate=Estimate(
                    rate.alive[k],
                    min(rate.low[k], rate.alive[k]),
                    max(rate.high[k], rate.alive[k]),
                    LEVEL,
                    Unit.SHARE,
                    f"Kaplan-Meier, {digest}",
                ),
                rests_on=("data:atop_pacts", "data:atop_members"),
                posted=case.heading.as_of,
            )


def plain(name: str) -> str:
    """Write a class whose name leans on the one before as one that stands alone."""
    whole = "autocratic major + autocratic minor"
    return name.replace("... same", f"bilateral defence, {whole}")


def classes_table(like: Sequence[Longevity]) -> Table:
    """Set out the classes, the widest first."""
    return Table(
        id=f"{QUESTION}.classes",
        title="What became of treaties like it, class inside class",
        columns=(
            "Class",
            "Treaties",
            "Ended",
            *(f"{y} years" for y in ASKED),
            "Mind",
        ),
        rows=tuple(
            (
                plain(rate.name),
                rate.treaties,
                rate.ended,
                *(f"{rate.alive[rate.years.index(y)]:.0%}" for y in ASKED),
                "the fate of one patron" if rate.warning else "",
            )
            for rate in like
        ),
        rests_on=tuple(
            tuple(f"{QUESTION}.class.{place}.{years}" for years in ASKED)
            for place in range(len(like))
        ),
        note="Kaplan-Meier, treaties of ATOP to 2018; a state that lost its independence "
        "and a treaty that stood at the end of 2018 are lost to sight, not ended.",
    )
