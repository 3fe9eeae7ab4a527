"""`foedus brief`: a case, answered whole."""

from datetime import date
from pathlib import Path
from typing import get_args

import click

from foedus import doors
from foedus.brief.compose import ASKED, compose
from foedus.brief.render import Form, render
from foedus.cases.folder import read_case
from foedus.faces.cli.asking import answers_of, as_of, runs, seed
from foedus.faces.cli.terminal import (
    print_findings,
)
from foedus.study.plan import Study


@click.command()
@click.argument("case")
@click.option("--to", default="html,md,json", show_default=True, help="Forms, by commas.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder.  [build/CASE]")
@click.option("--without", metavar="PACT:ARTICLE", help="Strike articles out, by commas.")
@as_of
@runs
@seed
def brief(
    case: str,
    to: str,
    out: Path | None,
    without: str | None,
    as_of: date | None,
    runs: int,
    seed: int,
) -> None:
    """Write the brief of a CASE, by its name or the path of its folder."""
    forms = _forms(to)
    made, findings = read_case(case, as_of=as_of)
    print_findings(findings)
    folder = out or Path("build") / made.name
    doors.check_folder(folder)
    options = {"obligations": {"without": without}} if without else {}
    answers = answers_of(made, Study(ASKED, seed=seed, runs=runs, options=options))
    composed = compose(made, answers)
    written: dict[str, bytes] = {}
    for form in forms:
        written |= render(composed, form)
    doors.write_folder(folder, written)
    for name in sorted(written):
        if "/" not in name:
            click.echo(folder / name)


def _forms(to: str) -> tuple[Form, ...]:
    known = {form: form for form in get_args(Form)}
    wanted = dict.fromkeys(form.strip() for form in to.split(",") if form.strip())
    strange = [form for form in wanted if form not in known]
    if strange or not wanted:
        raise click.BadParameter(
            f"{', '.join(strange) or 'nothing'}; a brief is written as {', '.join(known)}",
            param_hint="--to",
        )
    return tuple(known[form] for form in wanted)
