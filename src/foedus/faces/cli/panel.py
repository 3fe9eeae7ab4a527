"""`foedus panel`: states, pairs, leaders, pacts, year by year, with columns beside them."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import partial
from inspect import getdoc, signature
from pathlib import Path
from typing import Any, Literal

import click
import polars as pl
import yaml

from foedus.faces.cli.terminal import print_findings, print_json, print_table
from foedus.faults import NeedFault
from foedus.panel.alliances import pact_member_years, pact_years
from foedus.panel.elsewhere import renamed
from foedus.panel.leaders import leader_days, leader_dyad_years, leader_years
from foedus.panel.making import dyads, k_ads, state_days, states
from foedus.panel.output import Call, called, write
from foedus.panel.own import add_own
from foedus.panel.panel import Panel, Step, Tables
from foedus.panel.participants import dispute_participants, war_participants
from foedus.panel.register import recipe, recipes
from foedus.sources.shelf import shelf_here
from foedus.sources.source import names as sources
from foedus.states.roster import System, roster

UNITS: dict[str, str] = {
    "states": "states and years",
    "days": "states and days",
    "dyads": "pairs of states and years",
    "k-ads": "groups of k states and years",
    "leaders": "leaders and years",
    "leader-days": "leaders and days",
    "leader-dyads": "pairs of leaders and years",
    "pacts": "pacts and years, by ATOP",
    "pact-members": "members of pacts and years, by ATOP",
    "wars": "states in wars between states, by COW",
    "disputes": "states in militarized disputes, by GML",
}
"""What a row can be, on the command line."""
MOST_SHOWN = 12
"""Columns that a terminal has room for."""


class Years(click.ParamType[tuple[int, int]]):
    """Years on the command line, as FIRST:LAST."""

    name = "years"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Read two years, or one that stands for both."""
        first, _, last = str(value).partition(":")
        try:
            return int(first), int(last or first)
        except ValueError:
            self.fail(f"{value!r} is no years; write FIRST:LAST", param, ctx)


@click.command()
@click.argument("unit", required=False, type=click.Choice(list(UNITS)))
@click.option("--list", "listing", is_flag=True, help="Rows there can be, and recipes.")
@click.option("--years", type=Years(), default="1816:2018", help="FIRST:LAST.")
@click.option("--directed/--undirected", default=True, help="Of pairs: each way, or once.")
@click.option("--system", type=click.Choice(["cow", "gw"]), default="cow")
@click.option("--add", "added", multiple=True, metavar="NAME[:OPTION=VALUE]")
@click.option("--spells", multiple=True, metavar="COLUMN", help="Years since its last 1.")
@click.option("--ongoing", is_flag=True, help="No spell while an event goes on.")
@click.option("--among", metavar="STATE,STATE...", help="k-ads: of these; else of all.")
@click.option("--k", type=int, default=3, help="k-ads: how many states; 3 unless told.")
@click.option("--sample", type=int, help="k-ads: draw so many groups.")
@click.option("--seed", type=int, help="k-ads: of the draw.")
@click.option("--call", type=click.Choice(["ids", "iso3", "names", "codes"]), default="ids")
@click.option("--names", "other", type=click.Choice(["peacesciencer"]))
@click.option("--out", "-o", type=click.Path(path_type=Path), help="File to write.")
@click.option("--json", "form", type=click.Choice(["summary", "rows"]), help="On stdout.")
def panel(
    unit: str | None,
    listing: bool,
    added: tuple[str, ...],
    spells: tuple[str, ...],
    ongoing: bool,
    call: Call,
    other: str | None,
    out: Path | None,
    form: Literal["summary", "rows"] | None,
    **frame: Any,  # noqa: ANN401  # what click has checked already
) -> None:
    """Make a panel of UNIT and years, put columns beside its rows, write it."""
    if listing or unit is None:
        _print_list()
        return
    made = _empty(unit, **frame).through(map(_step, added))
    made = made.spells(*spells, ongoing=ongoing) if spells else made
    names = renamed(made) if other else {}
    if out is not None:
        table = write(made, out, call=call, renamed=names)
    else:
        table = called(made, call)
        table = table.rename({o: n for o, n in names.items() if o in table.columns})
    print_findings(f for f in made.findings if f.weight != "note")
    _print(made, table, out, form)


def _empty(
    unit: str,
    *,
    years: tuple[int, int],
    directed: bool,
    system: System,
    among: str | None,
    k: int,
    sample: int | None,
    seed: int | None,
) -> Panel:
    first, last = years
    tables: Tables = shelf_here().table
    makers: dict[str, Callable[[], Panel]] = {
        "states": partial(states, first, last, system=system),
        "days": partial(state_days, first, last, system=system),
        "dyads": partial(dyads, first, last, directed=directed, system=system),
        "k-ads": lambda: k_ads(
            first,
            last,
            k=k,
            among=_numbers(among, system) if among else None,
            system=system,
            sample=sample,
            seed=seed,
        ),
        "leaders": partial(leader_years, first, last, tables=tables, standardize=system),
        "leader-days": partial(leader_days, first, last, tables=tables, standardize=system),
        "leader-dyads": partial(
            leader_dyad_years, first, last, tables=tables, directed=directed, system=system
        ),
        "pacts": lambda: pact_years(first, last, of=tables("atop_members")),
        "pact-members": lambda: pact_member_years(first, last, of=tables("atop_members")),
        "wars": partial(war_participants, first, last, tables=tables),
        "disputes": partial(dispute_participants, first, last, tables=tables),
    }
    return makers[unit]().on(tables)


def _numbers(among: str, system: System) -> list[int]:
    """Give the numbers of states that are named by number, name or code."""
    named = [one.strip() for one in among.split(",") if one.strip()]
    return [
        number
        for one in named
        for number in (
            [int(one)]
            if one.isdigit()
            else [
                m.number
                for m in roster().state(roster().find(one)).memberships
                if m.system == system
            ]
        )
    ]


def _step(wanted: str) -> Step:
    """Read NAME, or NAME:OPTION=VALUE:OPTION=VALUE; a NAME with an ending is a file."""
    name, *told = wanted.split(":")
    options = dict(part.partition("=")[::2] for part in told)
    verb = add_own if Path(name).suffix else recipe(name)
    values = {option: _valued(verb, option, text) for option, text in options.items()}
    known = [
        p.name for p in signature(verb).parameters.values() if p.kind is p.KEYWORD_ONLY
    ]
    strangers = sorted(set(values) - set(known))
    if strangers:
        near = get_close_matches(strangers[0], known, n=1) or known
        raise NeedFault(
            f"{name} has no option {', '.join(strangers)}",
            expected=f"one of {', '.join(near)}" if known else "no option",
            where=f"--add {wanted}",
            mend="foedus panel --list",
        )
    what = Path(name) if verb is add_own else name
    return lambda made: made.add(what, **values)


def _valued(verb: Callable[..., object], option: str, text: str) -> object:
    """Read an option's value as its verb wants it: a truth, a list by commas, a word."""
    wanted = signature(verb).parameters.get(option)
    if wanted is None:
        return text
    if isinstance(wanted.default, bool):
        truth = {"true": True, "false": False, "yes": True, "no": False}.get(text.lower())
        if truth is None:
            raise click.BadParameter(
                f"{option}={text}; write {option}=true or {option}=false",
                param_hint="--add",
            )
        return truth
    many = ("Sequence", "Iterable", "tuple", "Collection")
    if isinstance(wanted.default, tuple) or any(m in str(wanted.annotation) for m in many):
        listed = yaml.safe_load(text) if text.startswith("[") else text.split(",")
        return text if text == "all" else listed
    return yaml.safe_load(text)


def _print(made: Panel, table: pl.DataFrame, out: Path | None, form: str | None) -> None:
    match form:
        case "rows":
            print_json(table.to_dicts())
        case "summary":
            print_json(_summary(made, table, out))
        case _ if out is not None:
            click.echo(out)
            click.echo(out.with_name(f"{out.stem}.codebook.md"))
        case _:
            shown = table.head(10).select(table.columns[:MOST_SHOWN])
            more = table.width - shown.width
            print_table(
                f"{table.height:,} rows of {made.axes.unit}s, the first of them",
                shown.columns,
                shown.rows(),
                f"and {more} columns more: write them by --out" if more else "",
            )


def _summary(made: Panel, table: pl.DataFrame, out: Path | None) -> dict[str, object]:
    """Say how many rows, and of each column what it means and how much is known."""
    numbers = [c for c, kind in table.schema.items() if kind.is_numeric()]
    means = table.select(pl.col(numbers).mean()).row(0, named=True)
    missing = table.null_count().row(0, named=True)
    return {
        "unit": made.axes.unit,
        "rows": table.height,
        "columns": [
            {"name": c, "missing": missing[c], "mean": means.get(c)} for c in table.columns
        ],
        "sources": [{"name": s.name, "version": s.version} for s in made.sources],
        "findings": [{"where": f.where, "remark": f.remark} for f in made.findings],
        "file": None if out is None else str(out),
    }


def _print_list() -> None:
    print_table("Rows", ("Unit", "What a row is"), UNITS.items())
    print_table("Recipes", ("Name", "What it adds", "Options"), _told(recipes()))
    click.echo("Data sets join by their own names too: " + ", ".join(sources()))


def _told(wanted: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    for name in wanted:
        verb = recipe(name)
        first = (getdoc(verb) or "").split("\n")[0]
        options = [p for p in signature(verb).parameters.values() if p.name != "panel"]
        yield name, first, ", ".join(f"{p.name}={_short(p.default)}" for p in options)


def _short(default: object) -> str:
    return "..." if isinstance(default, tuple) and default else str(default)
