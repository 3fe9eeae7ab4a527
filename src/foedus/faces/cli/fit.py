"""`foedus fit`: what the package carries made anew from the shelf, and what changed."""

from collections.abc import Mapping
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
from foedus.estimation.forward import forwards
from foedus.estimation.futures import carried_futures, futures_of, futures_text
from foedus.estimation.register import fits, model, models
from foedus.estimation.strains import FINDINGS as OF_STRAINS
from foedus.estimation.system import carried_system, system_of, system_text
from foedus.estimation.theory import theories
from foedus.exchange.findings import FINDINGS as OF_EXCHANGE
from foedus.faces.cli.terminal import as_json, print_json, print_table, progress
from foedus.markets.findings import FINDINGS as OF_TRADE
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.past.snapshot import CARRIED, write_year
from foedus.past.treaty import carried_treaties, treaties_at, treaties_text
from foedus.power.bloc_findings import FINDINGS as OF_BLOCS
from foedus.power.findings import FINDINGS as OF_POWER
from foedus.questions.outset import GROWN_YEARS, level_growth
from foedus.sources.shelf import Shelf, shelf_here

FINDINGS = {**OF_BLOCS, **OF_EXCHANGE, **OF_POWER, **OF_STRAINS, **OF_TRADE}
AS_CARRIED = ("as carried",)
TERMINATION, DURABILITY = "termination", "durability.json"
SYSTEM, FUTURES = "system", "futures"
FUTURES_FILE = "findings/futures.json"
SYSTEM_FILE = "findings/system.json"
TREATIES_FILE = f"worlds/{CARRIED}_treaties.json"


@click.command()
@click.argument("wanted", nargs=-1, metavar="[NAME]...")
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write there what was fitted: artefacts, the world they are read in, findings.",
)
@as_json
def fit(wanted: tuple[str, ...], folder: Path | None, as_json: bool) -> None:
    """Fit models of history, or findings, anew; say whether they changed.

    A NAME is a model's, or blocs, diverted, outcomes, partners, polarity, proliferation,
    sanctions (some minutes), strains, trade_costs, system: the hazards that a simulation
    runs by, or futures: the same by the terms of each theory alone. Without one, all
    models.
    """
    runs = {SYSTEM, FUTURES}.intersection(wanted)
    names = [name for name in wanted or models() if name not in {*FINDINGS, *runs}]
    for name in names:
        model(name)
    shelf = shelf_here()
    texts = {name: _found(name, shelf) for name in wanted if name in FINDINGS}
    past = past_of(shelf.table) if names or runs else None
    made = [] if past is None else [_made(name, past) for name in names]
    whole, grown = dict[str, str](), dict[str, float]()
    if past is not None and SYSTEM in runs:
        whole, grown = _systems(past)
    if past is not None and FUTURES in runs:
        whole[FUTURES_FILE] = _futures(past)
    if folder is not None:
        _write(folder, made, past, texts)
        doors.write_folder(folder, {name: text.encode() for name, text in whole.items()})
    told = {one.model: _told(one) for one in made}
    told |= {name: _compared(name, text) for name, text in texts.items()}
    if SYSTEM in runs:
        told[SYSTEM] = _changed_system(whole)
    if FUTURES in runs:
        same = whole[FUTURES_FILE] == futures_text(carried_futures())
        told[FUTURES] = (
            AS_CARRIED if same else (f"{FUTURES_FILE} differs: see it with --out",)
        )
    if as_json:
        print_json({"models": made, "changed": told} | ({"growth": grown} if grown else {}))
        return
    if grown:
        print_table(
            f"{GROWN_YEARS} years from {CARRIED + 1}: the last five over the first five",
            ("Events", "Growth of the level"),
            grown.items(),
        )
    if made:
        _show(made)
    print_table(
        "Against what the package carries",
        ("Name", "What changed"),
        ((name, what) for name, said in told.items() for what in said),
    )


def _systems(past: Past) -> tuple[dict[str, str], dict[str, float]]:
    """Fit the system, and list the treaties that runs begin with."""
    with progress("fitting the system") as tell:
        tell(0, 1, SYSTEM)
        made, treaties = system_of(past, before=CARRIED + 1), treaties_at(past, CARRIED)
        tell(1, 1, SYSTEM)
    grown = level_growth(past.at(CARRIED), treaties, made)
    texts = {SYSTEM_FILE: system_text(made), TREATIES_FILE: treaties_text(treaties)}
    return texts, grown


def _futures(past: Past) -> str:
    """Fit the system by the terms of each theory alone."""
    done, many = list[str](), len(forwards())
    with progress("fitting futures") as tell:

        def note(name: str) -> None:
            done.append(name)
            tell(len(done), many, name)

        tell(0, many, forwards()[0].name)
        return futures_text(futures_of(past, before=CARRIED + 1, tell=note))


def _changed_system(whole: Mapping[str, str]) -> tuple[str, ...]:
    carried = {
        SYSTEM_FILE: system_text(carried_system()),
        TREATIES_FILE: treaties_text(carried_treaties()),
    }
    other = [name for name in carried if whole[name] != carried[name]]
    return tuple(f"{name} differs: see it with --out" for name in other) or AS_CARRIED


def _show(made: list[Artefact]) -> None:
    print_table(
        "Models of history",
        ("Model", "Years", "Specification", "Rows", "Events", "Log-likelihood"),
        (
            (one.model, f"{one.first}-{one.last}", name, f.rows, f.events, f.log_likelihood)
            for one in made
            for name, f in one.fits.items()
        ),
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


def _found(name: str, shelf: Shelf) -> str:
    with progress(f"reckoning {name}") as tell:
        tell(0, 1, name)
        text = FINDINGS[name].made(shelf.table)
        tell(1, 1, name)
    return text


def _compared(name: str, text: str) -> tuple[str, ...]:
    if text == FINDINGS[name].carried():
        return AS_CARRIED
    return (f"{name}.json differs: see it with --out",)


def _write(
    folder: Path, made: list[Artefact], past: Past | None, texts: Mapping[str, str]
) -> None:
    held = {f"artefacts/{one.model}.json": artefact_text(one).encode() for one in made}
    held |= {f"findings/{name}.json": text.encode() for name, text in texts.items()}
    if past is not None:
        held[f"worlds/{CARRIED}.npz"] = write_year(past, CARRIED)
        held |= {
            f"findings/{DURABILITY}": outlook_text(_outlook(one, past)).encode()
            for one in made
            if one.model == TERMINATION
        }
    doors.write_folder(folder, held)


def _outlook(made: Artefact, past: Past) -> Outlook:
    """Put together what the durability of a treaty rests on, as the last year knew it."""
    best = next(t.name for t in theories(TERMINATION) if t.kind == "recommended")
    return outlook_of(past, made.fit(best), year=made.last)
