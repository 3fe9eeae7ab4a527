"""`foedus shelf`: the field's data sets, pinned, fetched when told, cited."""

from pathlib import Path

import click
from rich.progress import DownloadColumn, Progress, TextColumn

from foedus.faces.cli.terminal import (
    as_json,
    people,
    print_findings,
    print_json,
    print_table,
)
from foedus.faults import ShelfFault
from foedus.sources.shelf import shelf_here
from foedus.sources.source import Pinned, cite, names, source


@click.group()
def shelf() -> None:
    """Data sets: what, where from, licence, checksum, BibTeX."""


@shelf.command("list")
@as_json
def list_sources(as_json: bool) -> None:
    """List the data sets, and which of them are here."""
    here = {standing.name: standing for standing in shelf_here().states()}
    rows = [(source(name), here[name]) for name in names()]
    if as_json:
        print_json(
            [
                {"name": s.name, "title": s.title, "version": s.version,
                 "terms": s.terms, "where": at.where, "bytes": at.bytes}
                for s, at in rows
            ]
        )  # fmt: skip
        return
    print_table(
        f"{len(rows)} data sets",
        ("Name", "Title", "Version", "Terms", "Where", "Bytes"),
        ((s.name, s.title, s.version, s.terms, at.where, at.bytes) for s, at in rows),
    )


@shelf.command("get")
@click.argument("wanted", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--from",
    "own",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Your own copy of what is handed out on request only.",
)
def fetch_sources(wanted: tuple[str, ...], own: tuple[Path, ...]) -> None:
    """Fetch data sets by their pinned addresses; `all` fetches every one."""
    known = shelf_here()
    if own:
        if len(wanted) != 1:
            raise click.UsageError("--from goes with one NAME")
        for path in known.take(wanted[0], own):
            click.echo(path)
        return
    chosen = tuple(n for n in names() if source(n).files) if wanted == ("all",) else wanted
    console = people()
    with Progress(
        TextColumn("{task.description}"), DownloadColumn(), console=console,
        transient=True, disable=not console.is_terminal,
    ) as bar:  # fmt: skip
        for name in chosen:
            whole = sum(pinned.bytes for pinned in source(name).files)
            task = bar.add_task(name, total=whole)
            before: dict[str, int] = {}

            def tell(pinned: Pinned, done: int, task=task, before=before) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
                before[pinned.url] = done
                bar.update(task, completed=sum(before.values()))

            for path in known.get(name, tell):
                click.echo(path)


@shelf.command()
@as_json
def verify(as_json: bool) -> None:
    """Check every file on the shelf against its checksum."""
    findings = shelf_here().verify()
    if as_json:
        print_json(findings)
    else:
        print_findings(findings)
        click.echo(f"{len(findings)} findings")
    if any(finding.weight == "breach" for finding in findings):
        raise ShelfFault(
            "a file on the shelf is not what was pinned",
            expected="bytes with the pinned checksum",
            where=str(shelf_here().root),
            mend="foedus shelf get the data sets named above again",
        )


@shelf.command("cite")
@click.argument("wanted", nargs=-1, metavar="NAME...")
def cite_sources(wanted: tuple[str, ...]) -> None:
    """Print BibTeX of data sets; of all where none is named."""
    click.echo(cite(wanted or names()))
