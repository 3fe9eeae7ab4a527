"""`foedus review`: proposed claims become evidence when somebody has looked at them."""

from dataclasses import asdict
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

import click

from foedus.cases.folder import case_folder, case_names, read_book
from foedus.faces.cli.reviewing import Desk
from foedus.faces.cli.reviewing import review as go_through
from foedus.faces.cli.terminal import (
    as_json,
    people,
    print_findings,
    print_json,
    print_table,
)
from foedus.faults import DataFault, LedgerFault
from foedus.ledger import journal
from foedus.ledger.book import name_of
from foedus.reading.links import links
from foedus.reading.posting import entries
from foedus.reading.proposal import Proposal
from foedus.reading.review import (
    agreement,
    decisions,
    followed,
    links_made,
    reviewed,
    standing_decisions,
)
from foedus.reading.reviewers import tallies
from foedus.reading.sitting import open_sitting, texts_of


@click.command()
@click.argument("claims", type=click.Path(path_type=Path))
@click.option("--who", default=getuser, help="Who reviews.  [you]")
@click.option(
    "--journal", "kept", type=click.Path(path_type=Path), help="Journal of the decisions."
)
@click.option(
    "--documents", type=click.Path(path_type=Path), help="Folder of the documents."
)
@click.option(
    "--agreement", "pair", nargs=2, metavar="WHO WHO", help="Compare two reviewers."
)
@click.option("--status", is_flag=True, help="How far each reviewer has come.")
@click.option("--into", help="Case folder that takes what was accepted.")
@click.option("--said", help="With --into: the day of documents that bear none.")
@as_json
def review(
    claims: Path,
    who: str,
    kept: Path | None,
    documents: Path | None,
    pair: tuple[str, str] | None,
    status: bool,
    into: str | None,
    said: str | None,
    as_json: bool,
) -> None:
    """Review proposed CLAIMS by keyboard; every decision is kept with who and when."""
    sitting = open_sitting(claims, journal=kept, documents=documents)
    proposals, book = sitting.proposals, sitting.journal
    texts = texts_of(sitting)  # refuses a document that was changed since it was read
    if pair:
        _print_agreement(proposals, book, *pair, as_json=as_json)
    elif status:
        _print_status(proposals, book, as_json=as_json)
    elif into:
        _post_into(into, proposals, book, said)
    else:
        made = go_through(
            Desk(proposals, links(proposals, texts), book, who, _key, _line, click.echo)
        )
        click.echo(f"{made} decided; the same command goes on from here.")


def _key() -> str:
    try:
        return click.getchar()
    except (EOFError, KeyboardInterrupt):
        return ""


def _line(asked: str) -> str:
    answer: str = click.prompt(asked, default="", show_default=False)
    return answer


def _print_agreement(
    proposals: tuple[Proposal, ...], book: Path, a: str, b: str, *, as_json: bool
) -> None:
    table = agreement(followed(proposals, decisions(book)), a, b)
    if as_json:
        print_json(table)
        return
    print_table(
        f"Agreement of {a} and {b}",
        ("Field", "Pairs", "Agreed", "Kappa"),
        (
            (k.field, k.pairs, k.agreed, "" if k.kappa is None else f"{k.kappa:.2f}")
            for k in table
        ),
    )


def _print_status(proposals: tuple[Proposal, ...], book: Path, *, as_json: bool) -> None:
    made = followed(proposals, decisions(book))
    rows = [asdict(tally) for tally in tallies(proposals, made)]
    if as_json:
        print_json(rows)
    else:
        print_table(
            f"{len(proposals)} claims",
            ("Reviewer", "Decided", "Of", "Stands", "Links"),
            (tuple(row.values()) for row in rows),
        )


def _post_into(
    case: str, proposals: tuple[Proposal, ...], book: Path, said: str | None
) -> None:
    """Post what stands into the journal of a case, each entry once."""
    if case in case_names():
        raise LedgerFault(
            f"{case} comes with the package and is not written to",
            expected="a case folder of your own",
            where=case,
            mend=f"`foedus cases new my-{case} --like {case}` copies it",
        )
    folder = case_folder(case)
    made = followed(proposals, decisions(book))
    stand = reviewed(proposals, made)
    if any(one.said is None for one in stand) and said is None:
        raise DataFault(
            "a document does not say when it was published",
            expected="a day for it",
            where=next(one.document for one in stand if one.said is None),
            mend="give it by --said YYYY-MM-DD",
        )
    held = {name_of(entry) for entry in read_book(case)}
    new = [
        entry
        for entry in (
            *entries(stand, links_made(made), said=said or ""),
            *standing_decisions(proposals, made),
        )
        if name_of(entry) not in held
    ]
    now = datetime.now(UTC)
    who = ", ".join(dict.fromkeys(r.reviewer for r in made))
    print_findings(journal.post(folder / "journal.jsonl", new, who=who, when=now))
    people().print(f"{len(stand)} claims stand; {len(new)} entries were posted to {case}")
