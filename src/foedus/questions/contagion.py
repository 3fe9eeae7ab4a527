"""Which other pacts become likelier once this one is signed.

Two worlds are read by the same model and the same draws: one in which the two have signed,
and one in which they have not. What differs is what one more pact does to the terms that
foretell others: how many pacts each of the two has, that it signed of late, whom it is now
bound to, and how many pacts the last years brought. It is an association read forward, and
no more of a cause than those terms are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.estimation import counts
from foedus.estimation.fit import Fit
from foedus.estimation.register import asked, model
from foedus.estimation.rows import Rows
from foedus.estimation.theory import theories
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.pacts.pact import Pact
from foedus.past import fields
from foedus.past.past import Past, Year
from foedus.past.snapshot import beside
from foedus.quantity import Estimate, Field, Unit
from foedus.questions.answer import Answer, Picture, Table
from foedus.questions.bound import bound
from foedus.questions.foresight import MOST_DRAWS, kind_of
from foedus.questions.series import Tables
from foedus.questions.unanswered import unanswered
from foedus.questions.vantage import Vantage, basis_of, vantage
from foedus.questions.wording import names
from foedus.states.roster import roster

QUESTION = "contagion"
ASKS = "Which other pacts become more likely?"
WHAT = "which pacts become likelier"
"""What a remark is on."""

Floats = NDArray[np.float64]

COUNTS = "pact_counts"
LEVEL = 0.9
SHOWN = 10
"""Pairs that are shown, those whose chance rises most."""
ONE_MORE = 0.5
"""What one more pact adds to the mean of past years, which halves every year."""


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """What the pact does to the chance of every pair to sign in the next year."""

    model: str
    year: int
    i: NDArray[np.intp]
    j: NDArray[np.intp]
    without: Floats
    """Chance of each pair by each draw, the pact not signed, (R, S)."""
    with_: Floats
    """The same once it is signed, (R, S)."""

    @property
    def rises(self) -> Floats:
        """What it adds, (R, S)."""
        return self.with_ - self.without


def ask(
    case: Case, *, seed: int = 1, runs: int = 4_000, tables: Tables | None = None
) -> Answer:
    """Tell which pairs become likelier to sign once the case's pact is signed.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the draws of coefficients.
    tables
        Gives data sets by name, for a pact of a year that the package does not carry.
    """
    pact = next(p for p in case.pacts if p.id == case.heading.pact)
    signed = pact.signed or case.heading.as_of
    try:
        stand = vantage(signed.year + 1, tables)
    except NeedFault as lacking:
        return unanswered(case, QUESTION, WHAT, lacking)
    spread = _spread(case, pact, stand, seed=seed, runs=min(runs, MOST_DRAWS))
    basis = basis_of(stand, spread.model, COUNTS)
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=tuple(_results(case, spread, basis)),
        tables=(_table(spread),),
        pictures=(_picture(spread),),
        findings=(_caution(stand),),
        basis=doors.digest([case.digest, QUESTION, basis, seed, runs]),
    )


def _spread(case: Case, pact: Pact, stand: Vantage, *, seed: int, runs: int) -> Spread:
    """Read all pairs in both worlds by the same draws."""
    name = kind_of(pact)
    best = _recommended(name)
    fit = stand.fitted(name).fits[best]
    world = stand.past.at(stand.read)
    day = case.heading.as_of
    rest = [one for one in case.pacts if one.id != pact.id]
    before = bound(world, rest, day)
    after = _signed(bound(world, [*rest, pact], day), case, name)
    rows = [_rows(name, stand.past, one) for one in (before, after)]
    drawn = fit.draws(runs, Stream(seed).child(QUESTION, name))
    coef = np.stack([drawn[term] for term in fit.columns]).astype(np.float32)
    level, raised = _levels(stand, name)
    chances = [
        _chances(held, fit, coef, mean)
        for held, mean in zip(rows, (level, raised), strict=True)
    ]
    own = _own(rows[0], case)
    for held in chances:
        held[:, own] = 0.0  # The pact itself is not its own contagion.
    i, j = (rows[0].facts[side].astype(np.intp) for side in ("i", "j"))
    return Spread(name, stand.year, i, j, *chances)


def _recommended(name: str) -> str:
    return next(t.name for t in theories(name) if t.kind == "recommended")


def _rows(name: str, past: Past, year: Year) -> Rows:
    """Make the rows of all pairs from a world of one year."""
    one = model(name)
    alone = replace(
        past,
        first=year.year,
        columns=MappingProxyType({n: c[None] for n, c in year.columns.items()}),
    )
    terms = asked(one, theories(name))
    return one.forecast_rows(alone, year.year + 1, terms=terms)


def _signed(year: Year, case: Case, name: str) -> Year:
    """Let the two have signed in the year that is read."""
    fights = name == "formation_defence"
    of_late, of_pair = (
        (fields.SIGNED_DEFENCE_3, fields.SIGNED_DEFENCE_15)
        if fights
        else (fields.SIGNED_OTHER_3, fields.SIGNED_OTHER_15)
    )
    one, other = (roster().index(state) for state in case.heading.dyad)
    changed: dict[Field, NDArray[np.generic]] = {}
    for field in (of_late, of_pair, fields.BILATERAL_PACTS, fields.PACTED_20):
        held = year[field].copy()
        places = ([one, other],) if field.axes == "N" else ([one, other], [other, one])
        held[places] += 1
        changed[field] = held
    return beside(year, changed)


def _levels(stand: Vantage, name: str) -> tuple[float, float]:
    """Give the pacts of the kind that a year brings, and after one more was signed.

    Signatures of the last years are not known where the world is carried on, so that the
    level is that of one rate for all years, late ones weighing more.
    """
    if name != "formation_defence":
        return 1.0, 1.0
    held = stand.fitted(COUNTS).fits
    base = float(counts.mean(held["base"], np.zeros((1, 0)))[0])
    recent = held[_recommended(COUNTS)]
    leaning = float(recent.coef[recent.terms.index("recent")])
    half = 0.5
    return base, base * ((base + half + ONE_MORE) / (base + half)) ** leaning


def _chances(rows: Rows, fit: Fit, coef: NDArray[np.float32], mean: float) -> Floats:
    """Give each pair's chance to sign in the year, (R, S), if a year brings so many."""
    utility = (rows.of(fit.columns).astype(np.float32) @ coef).T
    odds = np.exp(utility - utility.max(axis=1, keepdims=True))
    share = odds / odds.sum(axis=1, keepdims=True)
    chance: Floats = -np.expm1(-mean * share.astype(np.float64))
    return chance


def _own(rows: Rows, case: Case) -> NDArray[np.bool_]:
    low, high = sorted(roster().index(state) for state in case.heading.dyad)
    own: NDArray[np.bool_] = (rows.facts["i"] == low) & (rows.facts["j"] == high)
    return own


def _results(case: Case, spread: Spread, basis: str) -> Iterator[Result]:
    pair = names(case.heading.dyad)
    rests = (f"model:{spread.model}", f"model:{COUNTS}")

    def post(id: str, told: str, drawn: Floats, unit: Unit) -> Result:
        return Result(
            id=ResultId(f"{QUESTION}.{id}"),
            question=QUESTION,
            sentence=told,
            estimate=_estimate(drawn, unit, basis),
            rests_on=rests,
            posted=case.heading.as_of,
        )

    yield post(
        "all",
        f"Other pacts of the kind that the year after brings more, once {pair} have signed",
        spread.rises.sum(axis=1),
        Unit.COUNT,
    )
    for side, state in zip(("one", "other"), case.heading.dyad, strict=True):
        place = roster().index(state)
        its = (spread.i == place) | (spread.j == place)
        yield post(
            f"of_{side}",
            f"Of these, pacts that {names([state])} signs",
            spread.rises[:, its].sum(axis=1),
            Unit.COUNT,
        )
    for place in _most(spread):
        yield post(
            f"pair.{_code(spread, place)}",
            f"What the pact adds to the chance that {_pair(spread, place)} sign such a "
            "pact in the year after",
            spread.rises[:, place],
            Unit.SHARE,
        )


def _estimate(drawn: Floats, unit: Unit, basis: str) -> Estimate:
    value = float(drawn.mean())
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    ends = min(value, float(low)), max(value, float(high))
    return Estimate(value, *ends, LEVEL, unit, basis)


def _most(spread: Spread) -> list[int]:
    """List the pairs whose chance rises most."""
    return [int(p) for p in np.argsort(-spread.rises.mean(axis=0), kind="stable")[:SHOWN]]


def _pair(spread: Spread, place: int) -> str:
    ids = roster().ids
    return names([ids[spread.i[place]], ids[spread.j[place]]])


def _code(spread: Spread, place: int) -> str:
    ids = roster().ids
    return f"{ids[spread.i[place]]}.{ids[spread.j[place]]}"


def _table(spread: Spread) -> Table:
    without, with_ = spread.without.mean(axis=0), spread.with_.mean(axis=0)
    most = _most(spread)
    return Table(
        id=f"{QUESTION}.pairs",
        title="Pairs whose chance to sign such a pact rises most",
        columns=("Pair", "Without the pact", "With it", "Times"),
        rows=tuple(
            (
                _pair(spread, place),
                f"{without[place]:.2%}",
                f"{with_[place]:.2%}",
                f"{with_[place] / without[place]:.1f}",
            )
            for place in most
        ),
        rests_on=tuple((f"{QUESTION}.pair.{_code(spread, place)}",) for place in most),
        note="Chance in the year after, by the same draws in both worlds.",
    )


def _picture(spread: Spread) -> Picture:
    most = _most(spread)
    told = [
        (_pair(spread, p), _estimate(spread.rises[:, p] * 100, Unit.NONE, "")) for p in most
    ]
    return Picture(
        id=f"{QUESTION}.pairs",
        kind="bars",
        title=f"A pact of {told[0][0]} gains most: {told[0][1].value:.2g} in a hundred",
        alt="What the pact adds to the chance of other pairs, in a hundred: "
        + "; ".join(f"{pair} {e.value:.2g}" for pair, e in told)
        + ".",
        source=f"fits that the package carries, models {spread.model} and {COUNTS}",
        x="added to the chance of the year after, in a hundred",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple((pair, "rise", e.value, e.low, e.high) for pair, e in told),
    )


def _caution(stand: Vantage) -> Finding:
    return Finding(
        "note",
        WHAT,
        f"the world is that of the end of {stand.read}, with the case's treaties put in; "
        "military pacts have been so few since 1990 that the next can hardly be told, and "
        "what one does to others is an association",
    )
