"""What the terminal shows: faults in one paragraph, progress, tables, JSON.

With `--json` standard output holds one JSON document and nothing else; everything for
people goes to standard error then.
"""

import json
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from foedus import doors
from foedus.faults import Fault, Finding
from foedus.questions.answer import Answer
from foedus.questions.numbers import estimate
from foedus.study.run import Progress as Told


class Day(click.ParamType[date]):
    """A day on the command line, as YYYY-MM-DD."""

    name = "date"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """Read a day, or end with a usage error."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write YYYY-MM-DD", param, ctx)


DAY = Day()
as_json = click.option(
    "--json", "as_json", is_flag=True, help="One JSON document, no more."
)


def people() -> Console:
    """Where text for people goes: standard error, so that pipes stay clean."""
    return Console(stderr=True, highlight=False)


class Notes(logging.Handler):
    """Shows what rooms note as they work, such as a long wait, on standard error."""

    def emit(self, record: logging.LogRecord) -> None:
        """Show a note."""
        people().print(f"note: {record.getMessage()}", markup=False, soft_wrap=True)


def show_notes() -> None:
    """Show notes from now on, once however often it is asked for."""
    rooms = logging.getLogger("foedus")
    if not any(isinstance(one, Notes) for one in rooms.handlers):
        rooms.addHandler(Notes())
        rooms.setLevel(logging.INFO)


def told(fault: Fault) -> str:
    """Tell a fault in one paragraph."""
    return (
        f"{fault.found.rstrip('.')}. Expected: {fault.expected}. "
        f"Where: {fault.where}. To mend it: {fault.mend.rstrip('.')}"
        + ("" if fault.mend.endswith("?") else ".")
    )


def print_json(value: object) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(doors.plain(value), ensure_ascii=False, indent=2))


def print_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], note: str = ""
) -> None:
    """Print a table for people on standard output."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    table = Table(title=title, title_justify="left", show_lines=False, caption=note or None)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(cell) for cell in row))
    console.print(table)


def print_answer(answer: Answer) -> None:
    """Print an answer: its numbers with their doubt, then its tables."""
    print_table(
        f"{answer.question}: {answer.case}, as of {answer.as_of}",
        ("Number", "Value"),
        ((result.sentence, estimate(result.estimate)) for result in answer.results),
    )
    for table in answer.tables:
        if table.rows:
            print_table(table.title, table.columns, table.rows, table.note)
    print_findings(answer.findings)


def print_findings(findings: Iterable[Finding]) -> None:
    """Print remarks on somebody's data to standard error."""
    for finding in findings:
        people().print(f"{finding.weight}: {finding.where}: {finding.remark}")


@contextmanager
def progress(what: str, *, quiet: bool = False) -> Iterator[Told]:
    """Show a bar on a terminal, nothing in a pipe."""
    console = people()
    if quiet or not console.is_terminal:
        yield lambda done, whole, step: None
        return
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task(what)

        def tell(done: int, whole: int, step: str) -> None:
            bar.update(task, completed=done, total=whole, description=f"{what}: {step}")

        yield tell


def _cell(cell: object) -> str:
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:,.4g}"
        case _:
            return str(cell)
