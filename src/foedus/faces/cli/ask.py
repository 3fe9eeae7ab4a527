"""`foedus ask`: one question of a case."""

from datetime import date
from pathlib import Path
from typing import cast

import click

from foedus.cases.capability_file import read_help
from foedus.cases.case import Case
from foedus.cases.coalition import read_coalition
from foedus.cases.exchange_file import read_what_ifs, what_if_of
from foedus.cases.folder import read_case
from foedus.cases.trade_file import read_trade
from foedus.exchange.whatif import WhatIf
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
from foedus.questions.register import knobs_of, question, questions
from foedus.sources.shelf import shelf_here
from foedus.states.roster import StateId, roster
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
    metavar="SOURCE|PACT:ARTICLE",
    help="evidence: leave a source out; obligations: strike articles, by commas.",
)
@click.option("--at", metavar="PLACE",
              help="balance: a capital, a state, or LATITUDE,LONGITUDE.")  # fmt: skip
@click.option("--coalition", metavar="FILE|STATES",
              help="sanctions: who sanctions whom, a FILE; balance: states, by commas, "
              "whose war chest is told.")  # fmt: skip
@click.option("--depth", type=click.FloatRange(0, 1),
              help="sanctions: how far all members go.")  # fmt: skip
@click.option("--close", metavar="STATES", help="sanctions: hubs to close, by commas.")
@click.option("--trade", "trade_file", metavar="FILE", type=FILE,
              help="sanctions: flows of your own, CSV or Parquet.")  # fmt: skip
@click.option("--help-path", metavar="SHARE[:BEGINS[:ENDS]]|FILE",
              help="proliferation: help of your own beside the case's.")  # fmt: skip
@click.option("--what-if", "what_if_file", metavar="FILE", type=FILE,
              help="exchange: what-ifs of your own, in YAML.")  # fmt: skip
@click.option("--cut", metavar="GOODS", default="",
              help="exchange: goods whose flow stops: oil, or oil:0.5.")  # fmt: skip
@click.option("--ends", metavar="WAY:MONTH", default="",
              help="exchange: a way to end comes about, as war_ends:2025-06.")  # fmt: skip
@click.option("--enforcement", type=float,
              help="exchange: how many times as hard sanctions are enforced.")  # fmt: skip
@click.option("--offer", metavar="STATE:PAYS:ASKS", default="",
              help="exchange: what an outsider pays and asks for one, in US$.")  # fmt: skip
@click.option("--since", metavar="MONTH", default="",
              help="exchange: first month of cuts and offers.")  # fmt: skip
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
    at: str | None,
    coalition: str | None,
    depth: float | None,
    close: str | None,
    trade_file: Path | None,
    help_path: str | None,
    what_if_file: Path | None,
    cut: str,
    ends: str,
    enforcement: float | None,
    offer: str,
    since: str,
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
    if at is not None:
        given["at"] = at
    if coalition is not None:
        given["coalition"] = _coalition(module.QUESTION, coalition)
    if depth is not None:
        given["depth"] = depth
    if close:
        given["close"] = _states(close)
    if trade_file:
        given["trade"] = read_trade(trade_file)
    if help_path:
        given["help_path"] = read_help(help_path)
    if what_if_file:
        given["what_ifs"] = read_what_ifs(what_if_file)
    if cut or ends or offer or since or enforcement is not None:
        words = {"cut": cut, "ends": ends, "offer": offer, "since": since}
        own = what_if_of(enforcement=enforcement, **words)
        given["what_ifs"] = (*cast(tuple[WhatIf, ...], given.get("what_ifs", ())), own)
    print_findings(findings)
    if given:
        answer = _directly(made, asked, given, seed=seed, runs=runs)
    else:
        [answer] = answers_of(made, Study((module.QUESTION,), seed=seed, runs=runs))
    if as_json:
        print_json(answer)
    else:
        print_answer(answer)


def _coalition(question: str, text: str) -> object:
    """Read a coalition: of sanctions from a file, of the balance from its states."""
    return _states(text) if question == "balance" else read_coalition(Path(text))


def _states(text: str) -> tuple[StateId, ...]:
    return tuple(roster().find(name.strip()) for name in text.split(","))


def _directly(
    case: Case, asked: str, given: dict[str, object], *, seed: int, runs: int
) -> Answer:
    """Ask with options of the question's own; refuse those that it does not take."""
    module = questions()[asked]
    takes = knobs_of(asked)
    if strange := sorted(given.keys() - takes):
        raise NeedFault(
            f"{asked} takes no --{strange[0].replace('_', '-')}",
            expected=", ".join(f"--{name}" for name in sorted(takes - {"tables"}))
            or "nothing",
            where="foedus ask",
            mend="leave the option out, or ask the question that takes it",
        )
    seeded: dict[str, Option] = {"seed": seed, "runs": runs} if "seed" in takes else {}
    reads = {"tables": tables_of(shelf_here())} if "tables" in takes else {}
    return cast(Answer, module.ask(case, **given, **seeded, **reads))
