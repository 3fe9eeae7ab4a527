"""`foedus ask`: one question of a case."""

from datetime import date
from typing import cast

import click

from foedus.cases.case import Case
from foedus.cases.folder import read_case
from foedus.faces.cli.asking import answer_without, answers_of, as_of, runs, seed, tables_of
from foedus.faces.cli.knobs import knobs, told
from foedus.faces.cli.terminal import as_json, print_answer, print_findings, print_json
from foedus.ledger.origin import SourceId
from foedus.questions import evidence
from foedus.questions.answer import Answer
from foedus.questions.register import knobs_of, question
from foedus.sources.shelf import shelf_here
from foedus.study.plan import Study


@click.command()
@click.argument("case")
@click.argument("asked", metavar="QUESTION")
@knobs
@as_of
@runs
@seed
@as_json
def ask(
    case: str,
    asked: str,
    as_of: date | None,
    runs: int,
    seed: int,
    as_json: bool,
    **words: object,
) -> None:
    """Ask a CASE one QUESTION, such as obligations, durability or theories."""
    name = question(asked).QUESTION
    made, findings = read_case(case, as_of=as_of)
    own = told(name, words)
    print_findings(findings)
    if name == evidence.QUESTION and "without" in own:
        study = Study((name,), seed=seed, runs=runs)
        answer = answer_without(made, SourceId(str(own["without"])), study)
    elif own:
        answer = _directly(made, name, own, seed=seed, runs=runs)
    else:
        [answer] = answers_of(made, Study((name,), seed=seed, runs=runs))
    if as_json:
        print_json(answer)
    else:
        print_answer(answer)


def _directly(
    case: Case, name: str, own: dict[str, object], *, seed: int, runs: int
) -> Answer:
    """Ask with options of the question's own; such an answer is not kept."""
    takes = knobs_of(name)
    seeded = {"seed": seed, "runs": runs} if "seed" in takes else {}
    reads = {"tables": tables_of(shelf_here())} if "tables" in takes else {}
    return cast(Answer, question(name).ask(case, **own, **seeded, **reads))
