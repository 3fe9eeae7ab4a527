"""Which theory would have foreseen the pact, which history bears out, where they part.

Three questions that are easily taken for one. What each specification held of this pair
the year before is one case, and proves nothing; how each did on every pair and year that
it had not seen is the test; what each foretells from here on, run forward by its own terms
alone, tells what to watch for. All are told, and where no theory tells more than the nulls,
the answer says so.
"""

from collections.abc import Iterator
from dataclasses import replace

from foedus import doors
from foedus.cases.case import Case
from foedus.estimation.futures_scores import carried_scores
from foedus.estimation.theory import Theory
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.past.past import Past
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Answer, Picture, Table
from foedus.questions.foresight import (
    LEVEL,
    Foreseen,
    Foresight,
    Spread,
    foresee,
    kind_of,
)
from foedus.questions.parts.theories import future_tables
from foedus.questions.parts.theories.ahead import Ahead, pairs_ahead, results
from foedus.questions.parts.theories.futures import YEARS, futures_of_case, runs_of
from foedus.questions.parts.theories.parting import foretold, partings, signs
from foedus.questions.parts.theories.verdicts import Judged, all_judged
from foedus.questions.series import Tables
from foedus.questions.vantage import Vantage, basis_of, vantage
from foedus.questions.wording import names
from foedus.simulation.scenario import KNOWN_TO, LONGEST

QUESTION = "theories"
ASKS = "Which theory would have foreseen this?"

SHOWN = 8
"""Terms that are shown of those that moved the pair most."""


def ask(
    case: Case,
    *,
    seed: int = 1,
    runs: int = 4_000,
    tables: Tables | None = None,
    years: int = YEARS,
) -> Answer:
    """Tell what each theory held of the case's pact, how it fared, and what it foretells.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the draws of coefficients; 75 runs of each future for 1,000 draws.
    tables
        Gives data sets by name, for a pact of a year that the package does not carry.
    years
        How far each theory is run forward.

    Raises
    ------
    NeedFault
        Years out of reach of a run.
    """
    if not 1 <= years <= LONGEST:
        raise NeedFault(
            f"theories run forward {years} years",
            expected=f"1 to {LONGEST} years",
            where=f"questions.{QUESTION}",
            mend="ask for fewer years: no hazard is trusted farther than that",
        )
    ahead = _ahead(case, seed=seed, runs=runs, years=years, tables=tables)
    answer = _behind(case, seed=seed, runs=runs, tables=tables)
    if isinstance(ahead, Finding):
        return replace(answer, findings=(*answer.findings, ahead))
    return replace(
        answer,
        results=(*answer.results, *results(case, ahead)),
        tables=(*answer.tables, *future_tables.tables(ahead)),
        pictures=(*answer.pictures, *future_tables.pictures(ahead)),
        findings=(*answer.findings, *_lateness(ahead)),
        basis=doors.digest([answer.basis, ahead.held.basis]),
    )


def _ahead(
    case: Case, *, seed: int, runs: int, years: int, tables: Tables | None
) -> Ahead | Finding:
    """Run the theories forward, or say what lacks."""
    try:
        held = futures_of_case(
            case, seed=seed, runs=runs_of(runs), years=years, tables=tables
        )
    except NeedFault as lacking:
        remark = f"{lacking.found}. To mend it: {lacking.mend}"
        return Finding("doubt", "what theories foretell", remark)
    pairs, chances = pairs_ahead(case, held)
    told = foretold(held)
    parts = partings(held, told), signs(held, told)
    return Ahead(held, *parts, pairs, chances, carried_scores())


def _lateness(ahead: Ahead) -> Iterator[Finding]:
    """Say of which years the runs know nothing."""
    if ahead.held.first - 1 > KNOWN_TO:
        yield Finding(
            "note",
            "what theories foretell",
            f"runs begin in {ahead.held.first} with the world and treaties of the last "
            f"year at hand; of disputes after {KNOWN_TO} and pacts after 2018 nothing is "
            "remembered and nothing expected",
        )


def _behind(case: Case, *, seed: int, runs: int, tables: Tables | None) -> Answer:
    """Tell what each theory held of the pact, and how each fared in history."""
    pact = next(p for p in case.pacts if p.id == case.heading.pact)
    signed = pact.signed or case.heading.as_of
    try:
        stand = vantage(signed.year - 1, tables)
        seen = foresee(stand, kind_of(pact), case.heading.dyad, seed=seed, runs=runs)
    except NeedFault as lacking:
        return _without_foresight(case, lacking)
    contests = all_judged()
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=(*_foreseen(case, stand, seen), *_judged(case, contests)),
        tables=(_standing(seen), _moved(seen), *(_contest(one) for one in contests)),
        pictures=(_ranks(case, seen), _raised(case, seen), *_scoreboards(contests)),
        findings=tuple(_cautions(stand.past)),
        basis=doors.digest([case.digest, basis_of(stand, seen.model), seed, runs]),
    )


def _without_foresight(case: Case, lacking: NeedFault) -> Answer:
    """Tell the contests alone, and what would mend the rest."""
    contests = all_judged()
    remark = f"{lacking.found}. To mend it: {lacking.mend}"
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=tuple(_judged(case, contests)),
        tables=tuple(_contest(one) for one in contests),
        pictures=tuple(_scoreboards(contests)),
        findings=(Finding("doubt", "what the models held of this pact", remark),),
        basis=doors.digest([case.digest, QUESTION]),
    )


def _foreseen(case: Case, stand: Vantage, seen: Foresight) -> Iterator[Result]:
    """Post the place and the share of the pair by each specification."""
    pair, kind = names(case.heading.dyad), _kind(seen)
    basis = basis_of(stand, seen.model)
    for one in (held for held in seen.held if held.theory.terms):
        for what, spread, unit, told in (
            ("rank", one.rank, Unit.COUNT,
             f"Place of {pair} among {seen.pairs:,} pairs as signers of {kind} in "
             f"{seen.year}, by {one.theory.title}"),
            ("share", one.share, Unit.PROBABILITY,
             f"Chance that the next {kind.removeprefix('a ')} of {seen.year} is that of "
             f"{pair}, by {one.theory.title}"),
        ):  # fmt: skip
            yield Result(
                id=ResultId(f"theories.{what}.{one.theory.name}"),
                question=QUESTION,
                sentence=told,
                estimate=_estimate(spread, unit, basis),
                rests_on=(f"model:{seen.model}",),
                posted=case.heading.as_of,
            )


def _judged(case: Case, contests: tuple[Judged, ...]) -> Iterator[Result]:
    """Post what each theory told more than the hardest null, model by model."""
    for one in contests:
        for verdict in one.verdicts:
            gain = verdict.gains[one.hardest.name]
            yield Result(
                id=ResultId(_gain_id(one, verdict.theory)),
                question=QUESTION,
                sentence=f"{one.model.replace('_', ' ')}: what {verdict.theory.title} told "
                f"more than {one.hardest.title}, out of sample",
                estimate=Estimate(
                    gain.value,
                    gain.low,
                    gain.high,
                    0.95,
                    Unit.NATS,
                    f"backtest {one.model}",
                ),
                rests_on=(f"model:{one.model}",),
                posted=case.heading.as_of,
            )


def _estimate(spread: Spread, unit: Unit, basis: str) -> Estimate:
    return Estimate(spread.value, spread.low, spread.high, LEVEL, unit, basis)


def _gain_id(one: Judged, theory: Theory) -> str:
    return f"theories.gain.{one.model}.{theory.name}"


def _kind(seen: Foresight) -> str:
    fights = seen.model == "formation_defence"
    return "a pact with a duty to fight" if fights else "a pact without a duty to fight"


def _standing(seen: Foresight) -> Table:
    told = [held for held in seen.held if held.theory.terms]
    return Table(
        id="theories.standing",
        title=f"What each specification held of the pair in {seen.year}",
        columns=("Specification", "Holds that", "Place", "From", "To", "Share of the next"),
        rows=tuple(
            (
                one.theory.title,
                one.theory.says,
                one.rank.value,
                one.rank.low,
                one.rank.high,
                one.share.value,
            )
            for one in told
        ),
        rests_on=tuple(
            (f"theories.rank.{one.theory.name}", f"theories.share.{one.theory.name}")
            for one in told
        ),
        note=f"Among {seen.pairs:,} pairs; places are from the first. From and to hold "
        f"{LEVEL * 100:.0f} % of draws of the coefficients.",
    )


def _moved(seen: Foresight) -> Table:
    return Table(
        id="theories.moved",
        title=f"What moved the pair, by {seen.best.title}",
        columns=("Term", "Measures", "Of the pair", "Of all pairs", "Adds to the log odds"),
        rows=tuple((r.term, r.meaning, r.value, r.mean, r.adds) for r in seen.raised),
        rests_on=((f"theories.rank.{seen.best.name}",),) * len(seen.raised),
        note="Coefficient times the value of the pair less the mean of all pairs. What a "
        "term adds is an association that forecasts, and no cause.",
    )


def _contest(one: Judged) -> Table:
    return Table(
        id=f"theories.contest.{one.model}",
        title=f"{one.asks} How the specifications did",
        columns=("Specification", "Loss spared", "Weight in the pool",
                 *(f"Over {null.title}" for null in one.nulls)),
        rows=tuple(
            (
                verdict.theory.title,
                f"{verdict.saved:.1%}",
                f"{verdict.weight:.2f}",
                *(str(verdict.gains[null.name]) for null in one.nulls),
            )
            for verdict in one.verdicts
        ),
        rests_on=tuple((_gain_id(one, v.theory),) for v in one.verdicts),
        note=one.note,
    )  # fmt: skip


def _ranks(case: Case, seen: Foresight) -> Picture:
    best = _of(seen, seen.best.name)
    return Picture(
        id="theories.ranks",
        kind="intervals",
        title=f"{names(case.heading.dyad)} stood {_nth(best.rank.value)} of {seen.pairs:,} "
        f"pairs in {seen.year} by the specification that history bears out best",
        alt="The place of the pair by each specification, with the span of its doubt: "
        + "; ".join(f"{o.theory.title} {o.rank.value:.0f}" for o in seen.held)
        + ".",
        source=f"fits that the package carries, model {seen.model}",
        x="place among all pairs, the first is the likeliest",
        y="",
        columns=("label", "source", "low", "value", "high", "kind"),
        rows=tuple(
            (
                one.theory.title,
                one.theory.kind,
                one.rank.low,
                one.rank.value,
                one.rank.high,
                "claim",
            )
            for one in seen.held
            if one.theory.terms
        ),
    )


def _raised(case: Case, seen: Foresight) -> Picture:
    shown = seen.raised[:SHOWN]
    first = shown[0]
    return Picture(
        id="theories.raised",
        kind="bars",
        title=f"What {'raised' if first.adds > 0 else 'lowered'} the chance most: "
        f"{first.meaning}",
        alt=f"What each of {len(shown)} terms added to the log odds of "
        f"{names(case.heading.dyad)}: "
        + "; ".join(f"{r.meaning} {r.adds:+.2f}" for r in shown)
        + ".",
        source=f"fits that the package carries, model {seen.model}",
        x="added to the log odds, against the mean of all pairs",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple((r.meaning, seen.best.title, r.adds, None, None) for r in shown),
    )


def _scoreboards(contests: tuple[Judged, ...]) -> Iterator[Picture]:
    """Draw what theories told more than the hardest null, a picture a model."""
    for one in contests:
        upheld = [v.theory.title for v in one.theories if v.beats(one.hardest.name)]
        yield Picture(
            id=f"theories.scoreboard.{one.model}",
            kind="bars",
            title=f"{one.asks} "
            + (
                f"{' and '.join(upheld)} told more than {one.hardest.title}"
                if upheld
                else f"No theory alone told more than {one.hardest.title}"
            ),
            alt=f"What each entry told more than {one.hardest.title}, with 95 % intervals.",
            source=f"foedus backtest {one.model}",
            x="nats told more, out of sample",
            y="",
            columns=("group", "series", "value", "low", "high"),
            rows=tuple(
                (v.theory.title, one.hardest.title, gain.value, gain.low, gain.high)
                for v in one.verdicts
                if v.theory.kind in ("theory", "recommended")
                for gain in (v.gains[one.hardest.name],)
            ),
        )


def _of(seen: Foresight, name: str) -> Foreseen:
    return next(one for one in seen.held if one.theory.name == name)


def _nth(place: float) -> str:
    """Say a place in a row.

    >>> _nth(1), _nth(22), _nth(113)
    ('1st', '22nd', '113th')
    """
    whole = round(place)
    teen = 10 < whole % 100 < 14
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole:,}{ending}"


def _cautions(past: Past) -> Iterator[Finding]:
    """Say which data sets the world carries on from years before."""
    ends: dict[int, list[str]] = {}
    for name, years in past.coverage.items():
        if years.last < past.last:
            ends.setdefault(years.last, []).append(name.replace("_", " "))
    for last, held in sorted(ends.items()):
        remark = f"{', '.join(sorted(held))} known to {last}, carried on from there"
        yield Finding("note", f"the world of {past.last}", remark)
