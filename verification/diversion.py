"""The Union's sales to Russia's neighbours beside what others found of them.

Published rises are from the same source and should agree to their last digit. What others
say of diversion is about kinds of goods and other coalitions, so that it is told and not
judged. `python -m verification.diversion FILE` also writes what a figure is drawn from.

References
----------
Dor in The Brussels Times, https://www.brusselstimes.com/501353
Chupilkin, Javorcik, Plekhanov (2025), CEPR discussion paper 20097
Javorcik, Project Syndicate, at https://banks.am/en/news/newsfeed/26017
"""

import sys
from pathlib import Path

import polars as pl

from foedus.estimation.diverted import Diverted, carried_diverted
from foedus.markets.roundabout import READS, roundabout
from foedus.markets.sales import BILLION, COALITION, monthly
from foedus.sources.shelf import shelf_here
from verification.table import Line, say, tell

TOLD = float("inf")
CCA3 = ("ARM", "KAZ", "KGZ")

DOR = {
    "KGZ": (0.909, 0.002),
    "ARM": (1.1, 0.05),
    "UZB": (1.5, 0.05),
    "KAZ": (4.9, 0.05),
    "GEO": (1.2, 0.05),
    "RUS": (-34.0, 0.5),
}
"""Rise of the Union's exports from 2021 to 2022 as the newspaper gives it, EUR bn, and what
rounding and revisions may move. Its rates of growth for Armenia, Kazakhstan and Uzbekistan
do not follow from these rises and our levels, those for the others do."""


def lines() -> list[Line]:
    """Put our figures beside those that others published."""
    shelf = shelf_here()
    tables = {name: shelf.table(name) for name in READS}
    frames = {name: table.frame for name, table in tables.items()}
    found = roundabout(frames, {name: table.version for name, table in tables.items()})
    carried = carried_diverted()
    return [
        *_rises(frames["eu_trade_months"]),
        Line("as the package carries it", float(found == carried), 1.0, 0),
        *_published(found),
    ]


def _rises(frame: pl.DataFrame) -> list[Line]:
    union = frame.filter(exporter_name=COALITION)
    sums = {
        (buyer, year): total
        for buyer, year, total in union.group_by("importer", "year")
        .agg(pl.col("value").sum())
        .rows()
    }
    return [
        Line(
            f"rise 2021-2022, {buyer}, EUR bn",
            (sums[buyer, 2022] - sums[buyer, 2021]) / BILLION,
            rise,
            moved,
        )
        for buyer, (rise, moved) in DOR.items()
    ]


def _published(found: Diverted) -> list[Line]:
    """Set what others say of all sanctioned goods beside ours of all goods."""
    hubs = [hub for hub in found.hubs if hub.hub in CCA3]
    held = []
    for year in ("2022", "2023"):
        gained = sum(hub.bought[year].value for hub in hubs)
        lost = found.lost[year].value
        reporting = [hub for hub in hubs if year in hub.ghost]
        ghost = sum(hub.ghost[year] for hub in reporting)
        beside = sum(hub.bought[year].value for hub in reporting)
        held += [
            Line(f"CCA3 over lost sales, {year}", gained / lost, 0.1, TOLD),
            Line(f"ghosts over CCA3's gain, {year}", ghost / beside, 0.5, TOLD),
        ]
    return held


def figure(path: Path) -> None:
    """Write the months of every buyer beside expectation."""
    shelf = shelf_here()
    monthly({name: shelf.table(name).frame for name in READS}).write_csv(path)


def told(found: Diverted) -> None:
    """Print hubs, when they begin and what they bought."""
    say(
        f"\n{'hub':6}{'begins':>10}{'peak':>10}{'ratio':>7}{'bought':>9}{'low':>8}{'high':>8}"
    )
    for hub in found.hubs:
        all_ = hub.bought["all"]
        say(
            f"{hub.hub:6}{hub.begins or 'no':>10}{hub.peak:>10}{hub.peak_ratio:7.2f}"
            f"{all_.value:9.3f}{all_.low:8.3f}{all_.high:8.3f}  ghosts {hub.ghost}"
        )
    for year, span in found.offset.items():
        say(
            f"{year:6} lost {found.lost[year].value:8.2f}, hubs over it {span.value:.3f}"
            f" ({span.low:.3f} to {span.high:.3f}), ghosts {found.ghost_offset.get(year)}"
        )


if __name__ == "__main__":
    told(carried_diverted())
    if sys.argv[1:]:
        figure(Path(sys.argv[1]))
    sys.exit(tell("Russia's neighbours, 2019-2024", lines()) > 0)
