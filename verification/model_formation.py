"""Formation of pacts: counts and scores beside the prototype's.

The reference is golden/history_scores.json. Rows and events of all five models are held to
its counts. Of scores, those of specifications that both have are set side by side: our
columns are read otherwise in part and our half-life is another, so of a gain .2 nats are
allowed, of an AUC or a PRL .05, and of those in the top .07, which are seven pacts in 99.
"""

import json
import sys
from collections.abc import Mapping, Sequence

import numpy as np

from foedus.estimation.contest import contest
from foedus.estimation.models import (
    accession,
    expansion,
    formation,
    formation_defence,
    formation_other,
    pact_counts,
)
from foedus.estimation.models.formation_scores import lively, ranked
from foedus.estimation.origins import Origins
from foedus.estimation.score import score
from foedus.estimation.theory import Theory, terms_of, theories
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.sources.shelf import shelf_here
from foedus.terms.reading import Terms
from verification.table import GOLDEN, Line, tell

GAIN, SHARE, TOP = 0.2, 0.05, 0.07

SIGNING = {
    "persistence": "persistence", "gravity": "gravity", "REALISM": "realism",
    "P+REALISM": "p_realism",
}  # fmt: skip
"""The prototype's name of a specification, and ours."""


def lines() -> list[Line]:
    """Put our counts and scores beside the prototype's."""
    past = past_of(shelf_here().table)
    golden = json.loads((GOLDEN / "history_scores.json").read_text("utf-8"))["M3"]
    rest = golden["counts_accession_birth"]
    return [
        *_signing(past, golden["bilateral_roll"]),
        *_entering(past, rest),
        *_expanding(past, rest),
        *_counting(past, rest),
    ]


def _signing(
    past: Past, golden: Mapping[str, Mapping[str, dict[str, float]]]
) -> list[Line]:
    years = range(formation.FIRST, formation.LAST + 1)
    entries = {m: _named(m.MODEL) for m in (formation_defence, formation_other)}
    asked = [one for held in entries.values() for one in held.values()]
    pairs = formation.pair_rows(past, years, terms=_terms(asked, formation.TERMS))
    found = []
    for kind, model in (("D", formation_defence), ("N", formation_other)):
        names = SIGNING | (
            {"P+G": "p_gravity"} if kind == "D" else {"P+G@150": "p_gravity"}
        )
        rows = lively(model.SIGNING.of(pairs))
        held = contest(
            model, rows, [entries[model][own] for own in names.values()], model.ORIGINS
        )
        for theirs, one in zip(names, held.tried, strict=True):
            placed, reference = ranked(held, one), golden[kind][theirs]
            found += [
                Line(f"{kind} {theirs}: events", len(placed.ranks), reference["events"], 0),
                Line(f"{kind} {theirs}: gain", placed.gain, reference["gain"], GAIN),
                Line(f"{kind} {theirs}: top 1 %", placed.within_share(0.01),
                     reference["top1pct"], TOP),
            ]  # fmt: skip
    return found


def _entering(past: Past, golden: Mapping[str, dict[str, float]]) -> list[Line]:
    entries, years = _named(accession.MODEL), range(accession.FIRST, accession.LAST + 1)
    names = ("size_age", "gravity", "full")
    asked = _terms([entries[name] for name in names], accession.TERMS)
    rows = accession.rows(past, years, terms=asked)
    base = float(rows.before(accession.ORIGINS.first).outcome.mean())
    held = contest(accession.LOGIT, rows, [entries[n] for n in names], accession.ORIGINS)
    outcome, found = held.rows.outcome.astype(np.float64), []
    for one in held.tried:
        told, reference = (
            score(outcome, one.chances, base=base),
            golden[f"acc_1950_{one.theory.name}"],
        )
        found += [
            Line(f"entry, {one.theory.name}: events", told.events, reference["events"], 0),
            Line(f"entry, {one.theory.name}: AUC", told.auc, reference["AUC"], SHARE),
            Line(f"entry, {one.theory.name}: PRL", told.prl, reference["PRL"], SHARE),
        ]
    return found


def _expanding(past: Past, golden: Mapping[str, dict[str, float]]) -> list[Line]:
    """Compare expansion; its recall hangs on which founders are drawn, and is only told."""
    entries, years = _named(expansion.MODEL), range(expansion.FIRST, expansion.LAST + 1)
    gravity = entries["gravity"]
    rows = expansion.rows(past, years, terms=gravity.terms)
    found = []
    for first, last in expansion.SPLITS:
        split = Origins(first, last, every=last - first + 1)
        held = contest(expansion.LOGIT, rows, [gravity], split)
        told = held.tried[0].chances
        reference = golden[f"exp_{first % 100}-{last % 100:02}_gravity"]
        name = f"expansion {first}-{last}"
        pacts = len(np.unique(held.rows.facts["pact"]))
        auc = score(held.rows.outcome.astype(np.float64), told).auc
        found += [
            Line(f"{name}: pacts", pacts, reference["pacts"], 0),
            Line(f"{name}: AUC", auc, reference["AUC"], SHARE),
            Line(f"{name}: recall", expansion.recall(held.rows, told)[0],
                 reference["recall_at_true_size"], np.inf),
        ]  # fmt: skip
    return found


def _counting(past: Past, golden: Mapping[str, dict[str, float]]) -> list[Line]:
    entries = _named(pact_counts.MODEL)
    years = range(pact_counts.FIRST, pact_counts.LAST + 1)
    found = []
    for theirs, series in (("D", "defence"), ("N", "other"), ("multi_birth", "births")):
        rows = pact_counts.rows(past, years, terms=("recent",), series=series)
        tried = [entries["base"], entries["recent"]]
        held = contest(pact_counts.COUNTS, rows, tried, pact_counts.ORIGINS)
        found.append(
            Line(f"{theirs} a year: observed", held.rows.outcome.sum(),
                 golden[f"count_{theirs}_ewma"]["obs"], 0)
        )  # fmt: skip
        for own, name in (("base", "const"), ("recent", "ewma")):
            reference = golden[f"count_{theirs}_{name}"]["NBscore"]
            line = Line(f"{theirs} a year, {own}: score", -held.loss(own), reference, 0.1)
            found.append(line)
    return found


def _named(model: str) -> dict[str, Theory]:
    return {one.name: one for one in theories(model)}


def _terms(entries: Sequence[Theory], terms: Terms) -> tuple[str, ...]:
    return terms_of(entries, terms=terms, where="verification")


if __name__ == "__main__":
    sys.exit(tell("Formation of pacts", lines()) > 0)
