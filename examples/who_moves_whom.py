"""Who gives way to whom, and where does it end? One question, one file, one figure.

Run it with `python examples/who_moves_whom.py [OUT.svg]`: it settles by four methods when
the European Community should have had emission standards for medium-sized cars. Positions
are years, salience and power shares, after Bueno de Mesquita (1994), Political Forecasting:
An Expected Utility Method, as printed in Scholz, Calbert and Smith (2011),
https://doi.org/10.1177/0951629811418142.
"""

import sys
from pathlib import Path

import numpy as np

from foedus.bargaining.challenge import challenge
from foedus.bargaining.compromise import compromise
from foedus.bargaining.condorcet import condorcet
from foedus.bargaining.median import median
from foedus.bargaining.offers import Variant
from foedus.bargaining.stakes import stakes_of
from foedus.brief.charts import WIDE, draw
from foedus.questions.answer import Picture

STATES = {
    "Netherlands": (4, 0.80, 0.08),
    "Belgium": (7, 0.40, 0.08),
    "Luxembourg": (4, 0.20, 0.03),
    "Germany": (4, 0.80, 0.16),
    "France": (10, 0.60, 0.16),
    "Italy": (10, 0.60, 0.16),
    "United Kingdom": (10, 0.90, 0.16),
    "Ireland": (7, 0.10, 0.05),
    "Denmark": (4, 1.00, 0.05),
    "Greece": (7, 0.70, 0.08),
}
"""State -> years it wanted, salience, power."""


def main(out: Path) -> None:
    """Print what each method says, and draw how the published rounds swing."""
    years, care, power = (np.array(column) for column in zip(*STATES.values(), strict=True))
    stakes = stakes_of(tuple(STATES), years, 100 * care, power, ends=(4, 10))
    told = {
        "mean": compromise(stakes),
        "median": median(stakes),
        "election": condorcet(stakes).expected(),
        "rounds": challenge(stakes).outcome,
    }
    said = ", ".join(f"{name} {value[0]:.2f} years" for name, value in told.items())
    published = challenge(stakes, variant=Variant.PUBLISHED)
    sys.stdout.write(f"{said}; as published the rounds {published.rest().value}\n")
    picture = Picture(
        id="emission.rounds",
        kind="lines",
        title="As published the rounds swing to and fro; mended they settle at 7 years",
        alt="Median by round: "
        + ", ".join(f"{value:.1f}" for value in published.medians[:, 0])
        + "; mended it stays at 7.",
        source="Bueno de Mesquita 1994; Scholz, Calbert and Smith 2011",
        x="round",
        y="median, years",
        columns=("year", "series", "value", "low", "high"),
        rows=tuple(
            (turn, name, float(value), None, None)
            for name, made in (("published", published), ("mended", challenge(stakes)))
            for turn, value in enumerate(made.medians[:, 0])
        ),
    )
    out.write_text(draw(picture, WIDE), "utf-8")
    sys.stdout.write(f"{picture.title}\n{out}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "rounds.svg"))
