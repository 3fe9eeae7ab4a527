"""Onset, initiator and war beside the prototype of the design page, on the same splits.

The prototype's scores stand in `golden/history_scores.json`. Its sample of quiet pairs was
another draw, and not all of its columns are told in full, so figures agree in size and not
in digits. Below them stands how half-life and penalty were chosen: by forecasts of
1880 to 1938, made before any year that is reported.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.contest import Contest, contest
from foedus.estimation.models import initiator, onset, war
from foedus.estimation.models.events import Events, Weighing
from foedus.estimation.models.scoring import COLUMNS, recommended, scored
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows
from foedus.estimation.score import score
from foedus.estimation.theory import Theory, theories
from foedus.past import fields
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.sources.shelf import shelf_here
from verification.table import GOLDEN, Line, tell

Floats = NDArray[np.float64]

NEAR = {"AUC": 0.005, "PR-AUC": 0.015, "PRL": 0.015, "Expected / observed": 0.15}
"""How far a score may be from the prototype's."""

NAMES = {"AUC": "AUC", "PR-AUC": "PRAUC", "PRL": "PRL", "Expected / observed": "calib"}
SPLITS = ((1990, 2010, "split1990"), (1946, 1989, "split1946"))
CHOSEN_ON = (Origins(1880, 1913), Origins(1920, 1938))
TOLD = float("inf")


def lines() -> list[Line]:
    """Put our scores beside the prototype's, and the choices beside what was chosen."""
    past = past_of(shelf_here().table)
    theirs = json.loads((GOLDEN / "history_scores.json").read_text("utf-8"))["M1"]
    return [
        *_onset(past, theirs),
        *_directed(past, theirs),
        *_initiator(past, theirs),
        *_war(past, theirs),
        *_choices(past),
    ]


def _onset(past: Past, theirs: Mapping[str, Any]) -> list[Line]:
    best, held = _best(onset.MODEL), []
    for joiners, of in ((True, "all"), (False, "orig")):
        rows = onset.rows(
            past,
            range(onset.FIRST, onset.LAST + 1),
            terms=best.terms,
            joiners=joiners,
        )
        for first, last, name in SPLITS:
            if f"{name}_{of}" not in theirs:
                continue
            fit = onset.fit(rows, best, origin=first)
            ahead = rows.during(first, last)
            ours = _score(rows, ahead, onset.chances(fit, ahead), first)
            held += _beside(f"{of} {first}-{last}", ours, theirs[f"{name}_{of}"])
        rolled = contest(onset.LOGIT, rows, [best], onset.ORIGINS)
        ours = _score(rows, rolled.rows, rolled.entry(best.name).chances, 1950)
        held += _beside(f"{of} rolling", ours, theirs[f"roll_{of}"])
    return held


def _directed(past: Past, theirs: Mapping[str, Any]) -> list[Line]:
    """Forecast who attacks whom, 1990-2010: an onset times its initiator."""
    began, first = _best(onset.MODEL), _best(initiator.MODEL)
    known = onset.rows(past, range(onset.FIRST, 1990), terms=began.terms)
    likely = onset.fit(known, began, origin=1990)
    sides = initiator.rows(past, range(initiator.FIRST, 1990), terms=first.terms)
    leads = initiator.fit(sides, first, origin=1990)
    chances, outcomes = [], []
    for year in range(1990, 2011):
        ahead = onset.forecast_rows(past, year, terms=began.terms)
        turns = initiator.forecast_rows(past, year, terms=first.terms)
        onsets, lead = onset.chances(likely, ahead), initiator.chances(leads, turns)
        i, j = ahead.facts["i"], ahead.facts["j"]
        happened = past.during(fields.ORIGINATED, year)
        chances += [onsets * lead, onsets * (1 - lead)]
        outcomes += [happened[i, j], happened[j, i]]
    came, told = np.concatenate(outcomes).astype(float), np.concatenate(chances)
    # A pair has two directions, and one of them begins.
    ours = score(came, told, base=float(known.outcome.mean()) / 2)
    reference = theirs["directed_1990"]
    return [
        Line("directed 1990-2010, rows", ours.n, reference["n"], 0),
        Line("directed 1990-2010, AUC", ours.auc, reference["AUC"], NEAR["AUC"]),
        Line("directed 1990-2010, PR-AUC", ours.pr_auc, reference["PRAUC"], NEAR["PR-AUC"]),
        Line("directed 1990-2010, PRL", ours.prl, reference["PRL"], NEAR["PRL"]),
    ]


def _initiator(past: Past, theirs: Mapping[str, Any]) -> list[Line]:
    best = _best(initiator.MODEL)
    rows = initiator.rows(past, range(1817, 2011), terms=best.terms)
    rolled = contest(initiator.LOGIT, rows, [best], initiator.ORIGINS)
    told = theirs["initiator"]
    return [
        Line("initiator, rows", len(rolled.rows), told["n"], 0),
        Line("initiator, log loss", rolled.loss(best.name), told["LL"], 0.015),
    ]


def _war(past: Past, theirs: Mapping[str, Any]) -> list[Line]:
    best = _best(war.MODEL)
    rows = war.rows(past, range(1817, 2011), terms=best.terms)
    rolled = contest(war.LOGIT, rows, [best], war.ORIGINS)
    ours = _score(rows, rolled.rows, rolled.entry(best.name).chances, 1900)
    told = theirs["stage2"]["s2_war_1900_rec"]
    return [
        Line("war, disputes", len(rolled.rows), told["n"], 0),
        Line("war, PRL", ours["PRL"], told["PRL"], 0.015),
        Line("war, AUC", ours["AUC"], told["AUC"], 0.01),
    ]


def _choices(past: Past) -> list[Line]:
    """Set each half-life and penalty beside those chosen, on years before any reported."""
    best = _best(onset.MODEL)
    rows = onset.rows(past, range(onset.FIRST, 1939), terms=best.terms)
    chosen = _early(rows, best, onset.LOGIT.weighing)
    return [
        Line(
            f"1880-1938, half-life {half_life:g}, penalty {penalty:g}",
            _early(rows, best, Weighing(penalty, half_life)),
            chosen,
            TOLD,
        )
        for half_life in (10.0, 20.0, 40.0, 60.0)
        for penalty in (10.0, 30.0, 100.0, 300.0)
    ]


def _early(rows: Rows, best: Theory, weighing: Weighing) -> float:
    """Give the log loss, nats per 1000 pairs and years, from origins in peace."""
    own = replace(best, penalty=None, half_life=None)
    held: list[Contest] = [
        contest(Events(weighing), rows, [own], origins) for origins in CHOSEN_ON
    ]
    return float(np.concatenate([one.entry(own.name).losses for one in held]).mean()) * 1000


def _score(rows: Rows, ahead: Rows, chances: Floats, first: int) -> dict[str, Any]:
    base = float(rows.outcome[rows.year < first].mean())
    return dict(zip(COLUMNS, scored("", ahead, chances, base=base, seed=1), strict=True))


def _beside(name: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Line]:
    return [
        Line(f"{name}, {one}", ours[one], theirs[NAMES[one]], near)
        for one, near in NEAR.items()
    ]


def _best(model: str) -> Theory:
    return recommended(theories(model))


if __name__ == "__main__":
    sys.exit(tell("Onset, initiator and war beside the prototype", lines()) > 0)
