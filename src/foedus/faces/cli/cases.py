"""`foedus cases`: the cases at hand, and new ones."""

from pathlib import Path

import click

from foedus.cases.blank import start_case
from foedus.cases.folder import case_names, read_case
from foedus.faces.cli.terminal import as_json, print_json, print_table


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def cases(ctx: click.Context, as_json: bool) -> None:
    """The cases at hand; `cases new NAME` starts one."""
    if ctx.invoked_subcommand is not None:
        return
    rows = [(name, read_case(name)[0].heading) for name in case_names()]
    if as_json:
        print_json([{"name": n, "title": h.title, "as_of": h.as_of} for n, h in rows])
        return
    print_table(
        "Cases", ("Name", "Title", "As of"), ((n, h.title, h.as_of) for n, h in rows)
    )


@cases.command()
@click.argument("name")
@click.option("--at", type=click.Path(path_type=Path), default=Path(), help="Folder.  [.]")
@click.option("--like", metavar="CASE", help="Copy that case instead of a blank one.")
def new(name: str, at: Path, like: str | None) -> None:
    """Start a case folder that explains itself."""
    click.echo(start_case(name, at, like=like))
