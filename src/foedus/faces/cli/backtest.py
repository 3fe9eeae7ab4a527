"""`foedus backtest`: what was foretold, held against what happened."""

from pathlib import Path

import click

from foedus import doors
from foedus.estimation.register import History, model
from foedus.estimation.scores import scores_text
from foedus.estimation.sheet import Sheet
from foedus.estimation.theory import Theory, entered, theories, theories_in
from foedus.faces.cli.fulfilling import obligations
from foedus.faces.cli.terminal import as_json, print_json, print_table, progress
from foedus.past.making import past_of
from foedus.simulation import past_tables
from foedus.sources.shelf import shelf_here
from foedus.terms.reading import meaning

ESCALATES = "Who joins, where runs order the disputes of the past?"


@click.command()
@click.argument("wanted", metavar="MODEL")
@click.option(
    "--codings",
    type=click.Path(path_type=Path),
    help="obligations: expert codings, an alliance and a war a row.",
)
@click.option(
    "--theory",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Enter specifications of your own, from a YAML file; may be given again.",
)
@click.option("--terms", "list_terms", is_flag=True, help="List the terms there are.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the bootstrap.")
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the scores there too, as MODEL.json.",
)
@as_json
def backtest(
    wanted: str,
    codings: Path | None,
    files: tuple[Path, ...],
    list_terms: bool,
    seed: int,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Judge a MODEL on years it had not seen, `escalation`, or `obligations` by experts."""
    if wanted == "obligations":
        if codings is None:
            raise click.UsageError("backtest obligations needs --codings FILE")
        obligations(codings, as_json=as_json)
        return
    if wanted == "escalation":
        _tell(wanted, _escalation(seed), folder, as_json=as_json)
        return
    one = model(wanted)
    if list_terms:
        _show_terms(one, as_json=as_json)
        return
    sheets = _judged(one, _entries(one, files), seed=seed)
    _tell(wanted, sheets, folder, as_json=as_json, asks=one.ASKS)


def _tell(
    wanted: str,
    sheets: tuple[Sheet, ...],
    folder: Path | None,
    *,
    as_json: bool,
    asks: str = ESCALATES,
) -> None:
    """Print the scores, and write them where they are wanted."""
    if folder is not None:
        doors.write_whole(folder / f"{wanted}.json", scores_text(sheets).encode())
    if as_json:
        print_json({"model": wanted, "asks": asks, "sheets": sheets})
        return
    for sheet in sheets:
        print_table(sheet.title, sheet.columns, sheet.rows, sheet.note)


def _escalation(seed: int) -> tuple[Sheet, ...]:
    """Simulate who joins the disputes of the past."""
    past = past_of(shelf_here().table)
    with progress("simulating past disputes") as tell:
        return past_tables.backtest(past, seed=seed, progress=tell)


def _entries(one: History, files: tuple[Path, ...]) -> tuple[Theory, ...]:
    """Give the package's specifications, and those of the user's own files."""
    held = theories(one.MODEL)
    for path in files:
        held = entered(held, theories_in(path), where=str(path))
    return held


def _judged(one: History, entries: tuple[Theory, ...], *, seed: int) -> tuple[Sheet, ...]:
    past = past_of(shelf_here().table)
    with progress(f"trying {one.MODEL}") as tell:
        return one.backtest(past, entries=entries, seed=seed, progress=tell)


def _show_terms(one: History, *, as_json: bool) -> None:
    told = {name: meaning(one.TERMS, name) for name in sorted(one.TERMS)}
    if as_json:
        print_json(told)
        return
    print_table(f"Terms of {one.MODEL}: {one.ASKS}", ("Term", "Measures"), told.items())
