"""The knobs of asking, and the way from a study to its answers."""

import click

from foedus.cases.case import Case
from foedus.faces.cli.terminal import DAY, progress
from foedus.questions.answer import Answer
from foedus.study.plan import Study, plan
from foedus.study.run import run
from foedus.study.store import store_here

seed = click.option("--seed", type=int, default=1, show_default=True, help="Of all draws.")
runs = click.option(
    "--runs",
    type=click.IntRange(100, 1_000_000),
    default=4_000,
    show_default=True,
    help="Draws from each pooled number.",
)
as_of = click.option("--as-of", type=DAY, help="What was known on that day.  [YYYY-MM-DD]")


def answers_of(case: Case, study: Study) -> tuple[Answer, ...]:
    """Answer a study, with a bar on a terminal."""
    with progress("asking") as tell:
        outcome = run(plan(study, case), case, store=store_here(), progress=tell)
    return outcome.answers
