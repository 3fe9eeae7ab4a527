"""`foedus pacts`: the catalogue of coded treaties."""

from datetime import date
from pathlib import Path

import click

from foedus.faces.cli.terminal import DAY, as_json, print_json, print_table
from foedus.faults import PactFault
from foedus.pacts.catalog import catalog, pact_file, read_pacts
from foedus.pacts.trial import outcomes, read_trial


@click.group()
def pacts() -> None:
    """The catalogue of coded treaties."""


@pacts.command("list")
@click.option("--on", type=DAY, help="Only those in force that day.")
@as_json
def list_pacts(on: date | None, as_json: bool) -> None:
    """List the treaties of the catalogue."""
    rows = [p for p in catalog() if on is None or p.runs(on)]
    if as_json:
        print_json([{"id": p.id, "name": p.name, "signed": p.signed} for p in rows])
        return
    print_table(
        f"{len(rows)} treaties",
        ("Id", "Name", "Signed", "Parties", "Coded"),
        (
            (
                p.id,
                p.name,
                p.signed or "",
                len(p.parties),
                "once" if p.provisional else "twice",
            )
            for p in rows
        ),
    )


@pacts.command()
@click.argument("which", metavar="ID|FILE")
@as_json
def show(which: str, as_json: bool) -> None:
    """Show one treaty, article by article."""
    [one] = read_pacts((which,))
    if as_json:
        print_json(one)
        return
    print_table(
        f"{one.name} ({one.reference})",
        ("Article", "Duty", "Force", "Conditions", "Says"),
        (
            (
                p.article,
                p.duty.value,
                p.force.value,
                ", ".join(p.conditions.asked()),
                p.says,
            )
            for p in one.provisions
        ),
    )


@pacts.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check treaty FILES: what is wrong, where, and how to mend it."""
    wrong = []
    for file in files:
        try:
            one = pact_file(file)
        except PactFault as fault:
            wrong.append(fault)
            click.echo(f"{file}: {fault.found}")
        else:
            click.echo(f"{file}: {one.name}: {len(one.provisions)} provisions, sound")
    if wrong:
        raise wrong[0]


@pacts.command("try")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@as_json
def try_trials(files: tuple[Path, ...], as_json: bool) -> None:
    """Try the engine on histories: treaties, acts, and what ought to be owed."""
    trials = [read_trial(file) for file in files]
    held = [(trial, outcomes(trial)) for trial in trials]
    if as_json:
        print_json(
            [
                {
                    "trial": trial.name,
                    "title": trial.title,
                    "met": sum(o.met for o in found),
                    "expected": len(found),
                    "outcomes": [
                        {
                            "when": o.expectation.when,
                            "reading": o.expectation.reading,
                            "expectation": o.expectation.says,
                            "why": o.expectation.why,
                            "met": o.met,
                            "found": o.found,
                        }
                        for o in found
                    ],
                }
                for trial, found in held
            ]
        )
    else:
        for trial, found in held:
            print_table(
                f"{trial.title}: {sum(o.met for o in found)} of {len(found)} met",
                ("Day", "Met", "Expected", "Found"),
                (
                    (
                        o.expectation.when,
                        "yes" if o.met else "NO",
                        f"{o.expectation.says} ({o.expectation.why})",
                        o.found,
                    )
                    for o in found
                ),
            )
    missed = sum(not o.met for _, found in held for o in found)
    if missed:
        raise PactFault(
            f"{missed} expectations are not met",
            expected="every expectation met",
            where=", ".join(map(str, files)),
            mend="read the proofs above against the treaties; mend the coding or the file",
        )
