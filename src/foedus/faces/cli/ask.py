"""`foedus ask`: one question of a case."""

from datetime import date
from inspect import signature
from pathlib import Path
from typing import cast

import click

from foedus.cases.case import Case
from foedus.cases.coalition import read_coalition
from foedus.cases.folder import read_case
from foedus.cases.issues import read_issues
from foedus.cases.trade_file import read_trade
from foedus.faces.cli.asking import answers_of, as_of, runs, seed, tables_of
from foedus.faces.cli.terminal import (
    as_json,
    print_answer,
    print_findings,
    print_json,
)
from foedus.faults import NeedFault
from foedus.ledger.origin import SourceId
from foedus.pacts.act import Reading
from foedus.questions.answer import Answer
from foedus.questions.register import question, questions
from foedus.sources.shelf import shelf_here
from foedus.states.roster import roster
from foedus.study.plan import Option, Study

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("case")
@click.argument("asked", metavar="QUESTION")
@click.option("--dyad", nargs=2, metavar="STATE STATE", help="history: another pair.")
@click.option("--reading", type=click.Choice(["charter", "strict", "broad"]),
              help="obligations: how collective defence is read.")  # fmt: skip
@click.option(
    "--without",
    metavar="SOURCE|ACTOR",
    help="evidence: leave a source out; response: a stakeholder.",
)
@click.option("--coalition", "coalition_file", metavar="FILE", type=FILE,
              help="sanctions: who sanctions whom, instead of the case's own.")  # fmt: skip
@click.option("--depth", type=click.FloatRange(0, 1),
              help="sanctions: how far all members go.")  # fmt: skip
@click.option("--close", metavar="STATES", help="sanctions: hubs to close, by commas.")
@click.option("--trade", "trade_file", metavar="FILE", type=FILE,
              help="sanctions: flows of your own, CSV or Parquet.")  # fmt: skip
@click.option("--issues", "issues_file", metavar="FILE", type=FILE,
              help="response: issues of your own, instead of the case's.")  # fmt: skip
@as_of
@runs
@seed
@as_json
def ask(
    case: str,
    asked: str,
    dyad: tuple[str, str] | None,
    reading: str | None,
    without: str | None,
    coalition_file: Path | None,
    depth: float | None,
    close: str | None,
    trade_file: Path | None,
    issues_file: Path | None,
    as_of: date | None,
    runs: int,
    seed: int,
    as_json: bool,
) -> None:
    """Ask a CASE one QUESTION, such as obligations, durability or theories."""
    module = question(asked)
    made, findings = read_case(case, as_of=as_of)
    given: dict[str, object] = {}
    if dyad:
        given["dyad"] = tuple(roster().find(name) for name in dyad)
    if reading:
        given["reading"] = Reading(reading)
    if without:
        given["without"] = SourceId(without)
    if coalition_file:
        given["coalition"] = read_coalition(coalition_file)
    if depth is not None:
        given["depth"] = depth
    if close:
        given["close"] = tuple(roster().find(name.strip()) for name in close.split(","))
    if trade_file:
        given["trade"] = read_trade(trade_file)
    if issues_file:
        given["issues"] = read_issues(issues_file)
    print_findings(findings)
    if given:
        answer = _directly(made, asked, given, seed=seed, runs=runs)
    else:
        [answer] = answers_of(made, Study((module.QUESTION,), seed=seed, runs=runs))
    if as_json:
        print_json(answer)
    else:
        print_answer(answer)


def _directly(
    case: Case, asked: str, given: dict[str, object], *, seed: int, runs: int
) -> Answer:
    """Ask with options of the question's own; refuse those that it does not take."""
    module = questions()[asked]
    takes = set(signature(module.ask).parameters)
    if strange := sorted(given.keys() - takes):
        raise NeedFault(
            f"{asked} takes no --{strange[0]}",
            expected=", ".join(f"--{name}" for name in sorted(takes - {"case", "tables"}))
            or "nothing",
            where="foedus ask",
            mend="leave the option out, or ask the question that takes it",
        )
    seeded: dict[str, Option] = {"seed": seed, "runs": runs} if "seed" in takes else {}
    reads = {"tables": tables_of(shelf_here())} if "tables" in takes else {}
    return cast(Answer, module.ask(case, **given, **seeded, **reads))
