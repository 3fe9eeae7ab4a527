"""`foedus cite`: everything that a case or a run rests on."""

import click

from foedus.cases.folder import read_case
from foedus.cases.references import references, references_of
from foedus.faces.cli.terminal import as_json, print_json
from foedus.study.store import store_here


@click.command()
@click.argument("which", metavar="CASE|RUN")
@as_json
def cite(which: str, as_json: bool) -> None:
    """Cite everything that a CASE, or the answer of a RUN, rests on, as BibTeX."""
    answer = store_here().find(which)
    if answer is not None:
        case, _ = read_case(answer.case)
        found = references_of(case, answer.results)
    else:
        case, _ = read_case(which)
        found = references(case)
    if as_json:
        print_json(found)
    else:
        click.echo("\n\n".join(reference.bibtex() for reference in found))
