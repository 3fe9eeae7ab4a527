"""The knobs of asking, and the way from a study to its answers."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec

import click

from foedus import doors
from foedus.cases.case import Case
from foedus.faces.cli.terminal import DAY, progress
from foedus.faults import NeedFault, ShelfFault
from foedus.ledger.origin import SourceId
from foedus.past.making import READS as READ_BY_MODELS
from foedus.questions import evidence
from foedus.questions.answer import Answer
from foedus.questions.history import READS
from foedus.questions.series import Tables
from foedus.sources.shelf import Shelf, shelf_here
from foedus.sources.source import source
from foedus.sources.table import Table
from foedus.study import left_out
from foedus.study.leaving import leave_out
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
    """Answer a study with what is on the shelf, with a bar on a terminal."""
    shelf = shelf_here()
    study = replace(study, at_hand=at_hand(shelf))
    with progress("asking") as tell:
        outcome = run(
            plan(study, case),
            case,
            store=store_here(),
            tables=tables_of(shelf),
            progress=tell,
        )
    return outcome.answers


def answer_without(case: Case, source: SourceId, study: Study) -> Answer:
    """Answer `evidence` without a source, with what the whole brief would say otherwise."""
    shelf = shelf_here()
    study = replace(study, at_hand=at_hand(shelf))
    answer = evidence.ask(case, seed=study.seed, runs=study.runs, without=source)
    with progress("leaving out") as tell:
        made = leave_out(
            case,
            source,
            study,
            store=store_here(),
            tables=tables_of(shelf),
            progress=tell,
        )
    return left_out.told(answer, made)


def at_hand(shelf: Shelf) -> Mapping[str, str]:
    """Name the data sets that can be read here, each by the digest of its bytes."""
    held = {}
    for name in sorted({*READS, *READ_BY_MODELS}):
        try:
            shelf.paths(name)
        except ShelfFault:
            continue
        pinned = [file.sha256 for file in source(name).files]
        held[name] = doors.digest([pinned, _lacking(name)])
    return held


def tables_of(shelf: Shelf) -> Tables:
    """Give the shelf's tables, less those whose reader is not installed.

    A table that was made while the reader was there is passed over too: an answer must
    not hang on what happens to lie in a cache.
    """

    def table(name: str) -> Table:
        if lacking := _lacking(name):
            raise NeedFault(
                f"{name} cannot be read without {lacking[0]}",
                expected=f"{lacking[0]} installed",
                where=f"data set {name}",
                mend=f"pip install {lacking[0]}",
            )
        return shelf.table(name)

    return table


def _lacking(name: str) -> list[str]:
    """Name the packages that a data set's reader needs and that are not here."""
    needs = getattr(import_module(f"foedus.sources.{name}"), "NEEDS", ())
    return [need for need in needs if find_spec(need) is None]
