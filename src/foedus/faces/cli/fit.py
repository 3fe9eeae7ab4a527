"""`foedus fit`: the models of history made anew from the shelf, and what changed."""

from pathlib import Path

import click

from foedus import doors
from foedus.estimation.artefact import (
    Artefact,
    artefact,
    artefact_text,
    carried_models,
    changed,
    shipped,
)
from foedus.estimation.durability import Outlook, outlook_of, outlook_text
from foedus.estimation.register import fits, model, models
from foedus.estimation.theory import theories
from foedus.faces.cli.terminal import as_json, print_json, print_table, progress
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.past.snapshot import CARRIED, write_year
from foedus.sources.shelf import shelf_here

AS_CARRIED = ("as carried",)
TERMINATION, DURABILITY = "termination", "durability.json"


@click.command()
@click.argument("wanted", nargs=-1, metavar="[MODEL]...")
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write what was fitted there: artefacts, and the world they are read in.",
)
@as_json
def fit(wanted: tuple[str, ...], folder: Path | None, as_json: bool) -> None:
    """Fit models of history on the shelf's data, and say whether they changed.

    Without a MODEL, all of them.
    """
    names = wanted or tuple(models())
    for name in names:
        model(name)
    past = past_of(shelf_here().table)
    made = [_made(name, past) for name in names]
    if folder is not None:
        _write(folder, made, past)
    told = {one.model: _told(one) for one in made}
    if as_json:
        print_json({"models": made, "changed": told})
        return
    print_table(
        "Models of history",
        ("Model", "Years", "Specification", "Rows", "Events", "Log-likelihood"),
        (
            (one.model, f"{one.first}-{one.last}", name, f.rows, f.events, f.log_likelihood)
            for one in made
            for name, f in one.fits.items()
        ),
    )
    print_table(
        "Against what the package carries",
        ("Model", "What changed"),
        ((name, what) for name, said in told.items() for what in said),
    )


def _made(name: str, past: Past) -> Artefact:
    one = model(name)
    with progress(f"fitting {name}") as tell:
        done = list[str]()

        def note(theory: str) -> None:
            done.append(theory)
            tell(len(done), len(done), theory)

        held = fits(one, past, tell=note)
    return artefact(name, past, held.fits, held.constants, first=one.FIRST, last=one.LAST)


def _told(made: Artefact) -> tuple[str, ...]:
    if made.model not in carried_models():
        return ("the package carries no fit of it",)
    return changed(shipped(made.model), made) or AS_CARRIED


def _write(folder: Path, made: list[Artefact], past: Past) -> None:
    held = {f"artefacts/{one.model}.json": artefact_text(one).encode() for one in made}
    held |= {
        f"durability/{DURABILITY}": outlook_text(_outlook(one, past)).encode()
        for one in made
        if one.model == TERMINATION
    }
    doors.write_folder(folder, {**held, f"worlds/{CARRIED}.npz": write_year(past, CARRIED)})


def _outlook(made: Artefact, past: Past) -> Outlook:
    """Put together what the durability of a treaty rests on, as the last year knew it."""
    best = next(t.name for t in theories(TERMINATION) if t.kind == "recommended")
    return outlook_of(past, made.fit(best), year=made.last)
