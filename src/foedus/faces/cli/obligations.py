"""`foedus obligations`: who owes what, by treaties alone."""

from collections.abc import Iterable
from datetime import date

import click

from foedus.faces.cli.terminal import DAY, as_json, print_json, print_table
from foedus.faults import PactFault
from foedus.pacts.act import Act, Reading
from foedus.pacts.atop import atop_pacts
from foedus.pacts.catalog import read_pacts
from foedus.pacts.chain import Chain, chain, proof
from foedus.pacts.cuts import Cuts, cuts, fights, struck_out
from foedus.pacts.matrix import Cell, matrix
from foedus.pacts.obligation import alike
from foedus.pacts.pact import Pact
from foedus.pacts.places import known_places
from foedus.pacts.provision import Kind
from foedus.sources.shelf import shelf_here
from foedus.states.roster import StateId, roster


@click.command()
@click.option("--attacker", metavar="STATE", help="By name or code.")
@click.option("--victim", metavar="STATE", help="By name or code.")
@click.option("--on", type=DAY, help="Day of the act.  [today]")
@click.option(
    "--pacts",
    "chosen",
    multiple=True,
    metavar="catalog|atop|ID|FILE",
    help="Treaties to read; may be given again.  [catalog]",
)
@click.option(
    "--kind",
    type=click.Choice([k.value for k in Kind]),
    default="attack",
    show_default=True,
)
@click.option(
    "--place",
    "places",
    multiple=True,
    default=("home",),
    show_default=True,
    help="Where the act falls; may be given again.",
)
@click.option("--provoked", type=click.Choice(["yes", "no", "unclear"]))
@click.option(
    "--reading",
    type=click.Choice([r.value for r in Reading]),
    help="Of collective defence.  [charter since 1945, strict before]",
)
@click.option(
    "--honour",
    type=click.Choice(["all", "none"]),
    default="all",
    show_default=True,
    help="Who keeps promises to fight.",
)
@click.option("--conditional", is_flag=True, help="Let conditional promises be kept too.")
@click.option(
    "--without",
    "struck",
    multiple=True,
    metavar="PACT:ARTICLE",
    help="Strike an article, or a whole pact as PACT:*; may be given again.",
)
@click.option("--keep-out", metavar="STATE", help="Which articles, struck, keep it out.")
@click.option("--matrix", "whole", is_flag=True, help="Every pair of states instead.")
@as_json
def obligations(
    attacker: str | None,
    victim: str | None,
    on: date | None,
    chosen: tuple[str, ...],
    kind: str,
    places: tuple[str, ...],
    provoked: str | None,
    reading: str | None,
    honour: str,
    conditional: bool,
    struck: tuple[str, ...],
    keep_out: str | None,
    whole: bool,
    as_json: bool,
) -> None:
    """Who owes what to whom once ATTACKER acts against VICTIM."""
    day = on or date.today()
    pacts = struck_out(pacts_of(chosen or ("catalog",), day), struck)
    read_as = Reading(reading) if reading else None
    if strange := sorted(set(places) - known_places()):
        raise click.BadParameter(
            f"{strange[0]!r} is no place that a treaty knows", param_hint="--place"
        )
    if whole and (attacker or victim or keep_out):
        raise click.UsageError("--matrix takes every pair; ask of one pair without it")
    if whole:
        states = dict.fromkeys(
            (*roster().alive(day), *(m for p in pacts for m in sorted(p.members(day))))
        )
        cells = matrix(pacts, states, day, reading=read_as, conditional=conditional)
        _show_matrix(cells, day, as_json)
        return
    if not attacker or not victim:
        raise click.UsageError("give --attacker and --victim, or --matrix")
    act = Act(
        roster().find(attacker, day),
        roster().find(victim, day),
        day,
        kind=Kind(kind),
        places=frozenset(places),
        provoked=provoked,  # type: ignore[arg-type]  # click has checked the choice
    )
    if act.attacker == act.victim:
        raise PactFault(
            f"{act.attacker} cannot attack itself",
            expected="two states",
            where="foedus obligations",
            mend="name another attacker or victim",
        )
    if keep_out:
        state = roster().find(keep_out, day)
        if state in (act.attacker, act.victim):
            raise click.UsageError(
                f"{_name(state)} is in the act itself; no article keeps it out"
            )
        found = cuts(
            pacts, act, fights(state), reading=read_as, keep_conditional=conditional
        )
        _show_cuts(found, state, as_json)
        return
    followed = chain(
        pacts,
        act,
        reading=read_as,
        honour="all" if honour == "all" else "none",
        keep_conditional=conditional,
    )
    _show_chain(followed, as_json)


def pacts_of(chosen: tuple[str, ...], day: date) -> tuple[Pact, ...]:
    """Read treaties by words; `atop` stands for all that ATOP codes, from the shelf."""
    found = read_pacts(word for word in chosen if word != "atop")
    if "atop" not in chosen:
        return found
    rows = shelf_here().table("atop_members").frame.iter_rows(named=True)
    return (*found, *atop_pacts(rows).on(day))


def _show_chain(followed: Chain, as_json: bool) -> None:
    first = followed.steps[0].act
    if as_json:
        print_json(
            {
                "attacker": first.attacker,
                "victim": first.victim,
                "day": followed.day,
                "reading": followed.reading,
                "obligations": [
                    {
                        "debtor": o.debtor,
                        "creditor": o.creditor,
                        "duty": o.duty,
                        "against": o.against,
                        "pact": o.pact,
                        "article": o.article,
                        "force": o.force,
                        "level": o.level,
                        "round": o.round,
                        "because": o.because,
                        "proof": proof(o, followed, _name),
                    }
                    for o in followed.obligations
                ],
                "sides": {
                    "attacker": sorted(followed.with_attacker),
                    "victim": sorted(followed.with_victim),
                },
                "conflicts": [
                    {
                        "debtor": c.debtor,
                        "kind": c.kind,
                        "pact": c.owes.pact,
                        "article": c.owes.article,
                        "other_pact": c.against[0],
                        "other_article": c.against[1],
                    }
                    for c in followed.conflicts
                ],
                "breaches": followed.breaches,
                "rounds": followed.rounds,
            }
        )
        return
    print_table(
        f"{_name(first.attacker)} against {_name(first.victim)} on {followed.day}, "
        f"{followed.reading} reading",
        ("Round", "Level", "Debtor", "Duty", "Creditor", "Against", "Treaty", "Because"),
        (
            (
                o.round,
                o.level.value,
                _named(one.debtor for one in group),
                o.duty.value,
                _name(o.creditor),
                _name(o.against),
                f"{o.pact} art. {o.article}",
                "; ".join(o.because),
            )
            for group in alike(followed.obligations)
            for o in group[:1]
        ),
    )
    sides = (followed.with_attacker, followed.with_victim)
    for side, who in zip(("attacker", "victim"), sides, strict=True):
        click.echo(f"beside the {side}: {', '.join(sorted(map(_name, who)))}")


def _show_cuts(found: Cuts, state: StateId, as_json: bool) -> None:
    sets = [sorted(f"{pact}:{article}" for pact, article in cut) for cut in found.sets]
    if as_json:
        print_json({"keep_out": state, "sets": sets, "complete": found.complete})
        return
    if sets == [[]]:
        click.echo(f"{_name(state)} is not drawn in")
    elif not sets:
        click.echo(f"no set of articles that was tried keeps {_name(state)} out")
    for cut in sets if sets != [[]] else []:
        click.echo(f"{_name(state)} stays out without {' and '.join(cut)}")


def _show_matrix(cells: tuple[Cell, ...], day: date, as_json: bool) -> None:
    owed = [cell for cell in cells if cell.certain or cell.conditional]
    if as_json:
        print_json({"day": day, "pairs": len(cells), "cells": owed})
        return
    print_table(
        f"Who owes the victim help by force, {day}: {len(owed)} of {len(cells)} pairs",
        ("Attacker", "Victim", "Certain", "Conditional"),
        (
            (c.attacker, c.victim, " ".join(c.certain), " ".join(c.conditional))
            for c in owed
        ),
    )


def _named(states: Iterable[StateId]) -> str:
    called = [_name(state) for state in states]
    rest = f" and {len(called) - 5} more" if len(called) > 6 else ""
    return ", ".join(called[:5] if rest else called) + rest


def _name(state: StateId) -> str:
    return roster().state(state).name if state in roster().ids else state
