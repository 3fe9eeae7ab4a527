"""`foedus simulate`: the system run forward from a case, with and without a change."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from foedus import doors
from foedus.brief.render import render
from foedus.brief.simulated import simulated as page_of
from foedus.cases.case import Case
from foedus.cases.changes_file import read_changes
from foedus.cases.folder import read_case
from foedus.faces.cli.asking import as_of, seed, tables_of
from foedus.faces.cli.terminal import (
    as_json,
    people,
    print_findings,
    print_json,
    print_table,
    progress,
)
from foedus.faults import Finding
from foedus.questions.numbers import estimate
from foedus.questions.outset import scenario_of
from foedus.simulation.contrast import Contrast, contrast
from foedus.simulation.ensemble import Ensemble, foreseen_bytes
from foedus.simulation.ensemble import simulate as simulated
from foedus.simulation.idle import idle
from foedus.simulation.reading import Reading
from foedus.simulation.scenario import LONGEST, Scenario
from foedus.simulation.summary import (
    TOLD,
    growth,
    horizon_of,
    likeliest,
    share,
    yearly,
)
from foedus.sources.shelf import shelf_here
from foedus.study.chunks import chunks_here

SHOWN = 12
"""Pairs that are shown."""


@dataclass(frozen=True, slots=True)
class _Told:
    scenario: Scenario
    held: Ensemble
    changed: Ensemble | None
    contrasts: tuple[Contrast, ...]


@click.command()
@click.argument("case")
@click.option("--years", type=click.IntRange(1, LONGEST), default=10, show_default=True,
              help="Years of each run.")  # fmt: skip
@click.option("--runs", type=click.IntRange(1, 10_000_000), default=1000,
              show_default=True, help="Runs.")  # fmt: skip
@seed
@click.option("--without", metavar="PACT", help="Hold it against runs without this pact.")
@click.option("--with", "changes_file", metavar="FILE",
              type=click.Path(dir_okay=False, path_type=Path),
              help="Hold it against runs with the changes of a YAML file.")  # fmt: skip
@click.option("--theory", metavar="NAME",
              help="Run by the terms of one theory alone, such as realism.")  # fmt: skip
@click.option("--threads", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Threads; of no consequence to what comes out.")  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path),
              help="Folder in which a page with pictures is written.")  # fmt: skip
@as_of
@as_json
def simulate(
    case: str,
    years: int,
    runs: int,
    seed: int,
    without: str | None,
    changes_file: Path | None,
    theory: str | None,
    threads: int,
    out: Path | None,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Run the system forward from a CASE, many times.

    With --without or --with the same runs are made both ways, and held together one by
    one. With --theory hazards have the terms of one theory alone, or of a null: distance
    or history. Runs that were done are kept: the same command goes on where it was stopped.
    """
    if out is not None:
        doors.check_folder(out)
    made, findings = read_case(case, as_of=as_of)
    print_findings(findings)
    plain = scenario_of(made, years=years, tables=tables_of(shelf_here()), theory=theory)
    changed = None
    if without or changes_file:
        changed = plain.but(
            without=(without,) if without else (),
            changes=read_changes(changes_file) if changes_file else (),
        )
        print_findings(idle(changed))
    told = _run(made, plain, changed, runs=runs, seed=seed, threads=threads)
    if out is not None:
        _write(made, told, changed, out)
    if as_json:
        print_json(_plain(made, told))
        return
    _show(made, told)


def _run(
    case: Case,
    plain: Scenario,
    changed: Scenario | None,
    *,
    runs: int,
    seed: int,
    threads: int,
) -> _Told:
    readings = [Reading(kind) for kind in TOLD] + _of_pair(case)
    keeper, both = chunks_here(), [one for one in (plain, changed) if one is not None]
    most = sum(foreseen_bytes(one, runs) for one in both)
    people().print(f"note: what is kept of these runs takes at most {most / 1e6:,.0f} MB")
    held = list[Ensemble]()
    for name, one in zip(("as it is", "changed"), both, strict=False):
        with progress(f"simulating, {name}") as tell:
            held.append(
                simulated(
                    one, runs=runs, seed=seed, readings=readings, workers=threads,
                    keeper=keeper, progress=lambda done, whole: tell(done, whole, "runs"),
                )
            )  # fmt: skip
        if len(held[-1].runs) < runs:
            people().print(
                f"note: stopped after {len(held[-1].runs)} runs; the same command goes on "
                "from there"
            )
            break
    if len(held) < 2 or len(held[0].runs) != len(held[1].runs):
        return _Told(plain, held[0], None, ())
    told = tuple(
        contrast(held[1], held[0], one.name, runs_a_draw=plain.runs_a_draw)
        for one in readings
    )
    return _Told(plain, held[0], held[1], told)


def _write(case: Case, told: _Told, changed: Scenario | None, out: Path) -> None:
    """Write a page with pictures, and say where."""
    scenarios, held, findings = [told.scenario], [told.held], tuple[Finding, ...]()
    if told.changed is not None and changed is not None:
        scenarios, held = [*scenarios, changed], [*held, told.changed]
        findings = idle(changed)
    page = page_of(case, scenarios, held, told.contrasts, findings)
    doors.write_folder(out, render(page, "html"))
    people().print(str(out / "index.html"))


def _of_pair(case: Case) -> list[Reading]:
    """Read what the two states of the case are in."""
    return [
        Reading(kind, of=(state,))
        for state in case.heading.dyad
        for kind in ("disputes", "joined", "signed")
    ]


def _show(case: Case, told: _Told) -> None:
    held, years = told.held, told.held.years
    first = told.scenario.year
    shown = sorted({1, min(5, years), years})
    print_table(
        f"{len(held.runs)} runs of {years} years from {first}, seed {held.seed}: events in "
        "a year, mean and nine in ten runs",
        ("Events", *(str(first + ahead - 1) for ahead in shown), "Growth of the level"),
        (
            (
                kind,
                *(estimate(yearly(held, kind, ahead)) for ahead in shown),
                f"{growth(held, kind):.2f}" if years >= 10 else "",
            )
            for kind in TOLD
        ),
    )
    pairs = likeliest(held, told.scenario.names, case.heading.dyad, shown=SHOWN)
    print_table(
        f"Disputes of {' and '.join(case.heading.dyad)} within {horizon_of(held)} years",
        ("Pair", "Chance"),
        ((f"{p.one} {p.other}", estimate(p.chance)) for p in pairs),
    )
    _show_pact(case, told)
    if told.contrasts:
        _show_contrasts(told)
    people().print(f"digest {held.digest}")


def _show_pact(case: Case, told: _Told) -> None:
    if case.heading.pact not in told.held.treaties:
        return
    alive = told.held.alive(case.heading.pact)
    runs = len(told.held.runs)
    print_table(
        f"Does {case.heading.pact} stand?",
        ("At the end of", "Share of runs"),
        (
            (
                told.scenario.year + ahead - 1,
                estimate(share(round(alive[ahead - 1] * runs), runs, told.held.digest)),
            )
            for ahead in sorted({1, min(5, told.held.years), told.held.years})
        ),
    )


def _show_contrasts(told: _Told) -> None:
    print_table(
        "What the change does, over all years",
        ("Events", "As it is", "Changed", "Difference", "Runs saved", "Runs unchanged"),
        (
            (
                one.reading,
                one.without,
                one.with_,
                estimate(one.difference) + (", within noise" if one.within_noise else ""),
                f"{one.ratio:,.0f} times" if one.ratio == one.ratio else "",
                f"{one.unchanged:.0%}",
            )
            for one in told.contrasts
        ),
        "Runs saved: how many times as many it would have taken, had each drawn by "
        "itself. A difference is as causal as the hazards are: associations, fitted.",
    )


def _plain(case: Case, told: _Told) -> dict[str, Any]:
    """Give all that is told as plain values."""
    held, scenario = told.held, told.scenario
    return {
        "case": case.name,
        "scenario": held.scenario,
        "digest": held.digest,
        "first_year": scenario.year,
        "years": held.years,
        "runs": len(held.runs),
        "seed": held.seed,
        "yearly": {
            kind: [yearly(held, kind, ahead) for ahead in range(1, held.years + 1)]
            for kind in TOLD
        },
        "pairs": likeliest(held, scenario.names, case.heading.dyad, shown=SHOWN),
        "stands": {
            name: held.alive(name).tolist()
            for name in held.treaties
            if not name.startswith("atop:")
        },
        "changed": None if told.changed is None else told.changed.digest,
        "contrasts": told.contrasts,
    }
