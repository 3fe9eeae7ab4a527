"""`foedus ledger`: the evidence of a case."""

from datetime import UTC, date, datetime
from getpass import getuser
from pathlib import Path

import click

from foedus import doors
from foedus.cases.folder import case_folder, case_names, read_book, read_case
from foedus.faces.cli.asking import as_of
from foedus.faces.cli.terminal import as_json, print_findings, print_json, print_table
from foedus.faults import LedgerFault
from foedus.ledger import checks, journal
from foedus.ledger.book import name_of, standing
from foedus.ledger.entry import Claim, Retraction
from foedus.ledger.origin import Source
from foedus.ledger.reconcile import REACH
from foedus.questions.parts.evidence.argument import case_argdown
from foedus.questions.parts.evidence.contradictions import Contradictions
from foedus.questions.parts.evidence.echoed import Echoed


@click.group()
def ledger() -> None:
    """The evidence of a case: whether it balances, and what it holds."""


@ledger.command("check")
@click.argument("case")
@as_json
def check_ledger(case: str, as_json: bool) -> None:
    """Run every check on the ledger of a CASE and list what is found."""
    book = read_book(case)
    findings = checks.balance(book)
    if as_json:
        print_json({"entries": len(book), "findings": findings})
    else:
        print_findings(findings)
        click.echo(f"{len(book)} entries, {len(findings)} findings")
    breaches = [finding for finding in findings if finding.weight == "breach"]
    if breaches:
        raise LedgerFault(
            f"the ledger does not balance: {len(breaches)} breaches",
            expected="none",
            where=str(case_folder(case)),
            mend="mend each of them in the file that holds the entry",
        )


@ledger.command("show")
@click.argument("case")
@click.option("--parameter", help="Only claims on this parameter.")
@click.option("--topic", help="Only claims on this topic.")
@click.option("--sources", is_flag=True, help="The sources instead of the claims.")
@as_json
def show_ledger(
    case: str, parameter: str | None, topic: str | None, sources: bool, as_json: bool
) -> None:
    """Show the claims of a CASE, or its sources."""
    book = read_book(case)
    if sources:
        rows = standing(book, Source)
        if as_json:
            print_json(rows)
        else:
            print_table(
                f"{len(rows)} sources",
                ("Id", "Name", "Origin", "Grade", "Why"),
                ((s.id, s.name, s.family, s.reliability, s.reason) for s in rows),
            )
        return
    claims = [
        claim
        for claim in standing(book, Claim)
        if parameter in (None, claim.parameter) and topic in (None, claim.topic)
    ]
    if as_json:
        print_json(claims)
        return
    marked = Echoed(book, question="ledger").marked
    print_table(
        f"{len(claims)} claims",
        ("Id", "Said", "Who", "Claim", "Grade"),
        ((c.id, c.said, c.speaker, marked(c), str(c.credibility)) for c in claims),
    )


@ledger.command("map")
@click.argument("case")
@click.option("--topic", help="Only claims on this topic.")
@click.option("--out", "-o", type=click.Path(path_type=Path), help="File to write.")
@as_of
def map_ledger(case: str, topic: str | None, out: Path | None, as_of: date | None) -> None:
    """Write the claims of a CASE as Argdown: how they stand to one another."""
    read, findings = read_case(case, as_of=as_of)
    print_findings(findings)
    text = case_argdown(read, topic=topic)
    if out is None:
        click.echo(text, nl=False)
    else:
        doors.write_whole(out, text.encode())


@ledger.command()
@click.argument("case")
@click.option(
    "--reach",
    default=REACH,
    show_default=True,
    type=click.FloatRange(min=0),
    help="Own spreads by which a figure may be off.",
)
@as_of
@as_json
def reconcile(case: str, reach: float, as_of: date | None, as_json: bool) -> None:
    """Tell which figures of a CASE cannot all be true, and which give way first."""
    read, findings = read_case(case, as_of=as_of)
    clash = Contradictions(read, read.book, question="ledger", reach=reach)
    if as_json:
        print_json(clash.made)
        return
    print_findings(findings)
    for table in clash.told():
        print_table(table.title, table.columns, table.rows, table.note)


@ledger.command()
@click.argument("case")
@click.argument("entry")
@click.option("--why", required=True, help="Reason; it stays in the book.")
@click.option("--who", default=getuser, help="Who withdraws it.  [you]")
def retract(case: str, entry: str, why: str, who: str) -> None:
    """Withdraw an ENTRY of a CASE; it stays in the journal and leaves the brief."""
    folder = _own_folder(case)
    if not why.strip():
        raise click.BadParameter("say why; it stays in the book", param_hint="--why")
    book = read_book(case)
    gone = {held.withdrawn for held in book if isinstance(held, Retraction)}
    if entry in gone or entry not in {name_of(held) for held in book}:
        raise LedgerFault(
            f"{entry!r} is withdrawn already" if entry in gone else f"no entry {entry!r}",
            expected="the id of a claim, or source:ID, document:ID, binding:PARAMETER",
            where=str(folder),
            mend=f"see `foedus ledger show {case}`",
        )
    now = datetime.now(UTC)
    withdrawn = Retraction(entry, why, who, now.date())
    print_findings(journal.post(folder / "journal.jsonl", [withdrawn], who=who, when=now))
    click.echo(f"{entry} is withdrawn")


@ledger.command()
@click.argument("folder", type=click.Path(path_type=Path))
def mend(folder: Path) -> None:
    """Set a torn last line of a case FOLDER's journal aside."""
    own = _own_folder(str(folder))
    findings = journal.mend(own / "journal.jsonl")
    journal.read(own / "journal.jsonl")
    print_findings(findings)
    click.echo("mended" if findings else "nothing to mend")


def _own_folder(case: str) -> Path:
    """Find a case folder that may be written: one of the user's own."""
    if case in case_names():
        raise LedgerFault(
            f"{case} comes with the package and is not written to",
            expected="a case folder of your own",
            where=str(case_folder(case)),
            mend=f"`foedus cases new my-{case} --like {case}` copies it",
        )
    return case_folder(case)
