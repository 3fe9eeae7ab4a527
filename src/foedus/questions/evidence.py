"""What the sources say, where they differ, and what hangs on one of them."""

from collections.abc import Mapping, Sequence
from typing import Literal

from foedus import doors
from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.ledger.book import Book, standing, without_source
from foedus.ledger.doubt import APART, agreement, pooled
from foedus.ledger.entry import Binding, Claim, Link, Result, ResultId
from foedus.ledger.origin import Source, SourceId
from foedus.ledger.pool import LEVEL, Pool
from foedus.quantity import Estimate, Unit, exactly
from foedus.questions.answer import Answer, Picture, Table
from foedus.questions.parts.evidence.carrying import by_source, reviewed, shifted
from foedus.questions.parts.evidence.contradictions import Contradictions
from foedus.questions.parts.evidence.echoed import Echoed
from foedus.questions.parts.evidence.rivals import rivalry

QUESTION = "evidence"
ASKS = "What do the sources say, where do they differ, and what rests on one of them?"


def ask(
    case: Case, *, seed: int, runs: int = 4_000, without: SourceId | None = None
) -> Answer:
    """Pool every bound parameter and set out agreement, difference and dependence.

    Raises
    ------
    LedgerFault
        There is no such source to leave out.
    """
    book = without_source(case.book, without) if without else case.book
    stream = Stream(seed)
    pools, findings = pooled(book, stream=stream, runs=runs)
    meanings = {b.parameter: b.meaning for b in standing(book, Binding)}
    speakers = {source.id: source.name for source in standing(book, Source)}
    disputed = [p for p in pools if agreement(p) < APART]
    clash = Contradictions(case, book, question=QUESTION)
    echoed = Echoed(book, question=QUESTION)
    rivals = rivalry(case, book, question=QUESTION)
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=(
            *(_result(case, p, book) for p in pools),
            *_standings(case, pools, echoed),
            *_watched(case, pools),
            *clash.results(),
            *(rivals.results() if rivals else ()),
        ),
        tables=(
            _parameters(
                [p for p in pools if len(echoed.origins(p)) > 1], book, echoed, "shared"
            ),
            _parameters(pools, book, echoed),
            *clash.tables(pools),
            _disagreements(book, echoed),
            echoed.laundered(),
            echoed.lone(pools),
            _assumed(pools, book),
            *(rivals.tables() if rivals else ()),
            reviewed(book),
            by_source(case.book, stream=stream, runs=runs)
            if without is None
            else shifted(case.book, without, stream=stream, runs=runs),
        ),
        pictures=tuple(
            _picture(p, meanings[p.parameter], speakers, echoed)
            for p in _telling(disputed, pools)
        ),
        findings=findings,
        basis=doors.digest([case.digest, QUESTION, seed, runs, without]),
    )


def _result(case: Case, pooled: Pool, book: Book) -> Result:
    binding = next(b for b in standing(book, Binding) if b.parameter == pooled.parameter)
    return Result(
        id=ResultId(f"evidence.{pooled.parameter}"),
        question=QUESTION,
        sentence=binding.meaning,
        estimate=pooled.estimate(),
        rests_on=(f"binding:{pooled.parameter}", *(s.claim.id for s in pooled.shares)),
        posted=case.heading.as_of,
    )


STANDINGS = {
    "agreed": "agreed between origins",
    "disputed": "disputed between origins",
    "one origin": "on one origin alone",
    "assumed": "assumed",
}
"""How a pooled number may stand, and how that is said."""


def standing_of(pooled: Pool, echoed: Echoed) -> str:
    """Tell how a pooled number stands: one of STANDINGS."""
    if pooled.assumed:
        return "assumed"
    if len(echoed.origins(pooled)) <= 1:
        return "one origin"
    return "disputed" if agreement(pooled) < APART else "agreed"


def _standings(case: Case, pools: tuple[Pool, ...], echoed: Echoed) -> tuple[Result, ...]:
    """Count the numbers of each standing."""
    found = {
        name: [p for p in pools if standing_of(p, echoed) == name] for name in STANDINGS
    }
    return tuple(
        Result(
            id=ResultId(f"evidence.standing.{name.replace(' ', '_')}"),
            question=QUESTION,
            sentence=f"Numbers of the case, counted by how they stand: {STANDINGS[name]}",
            estimate=exactly(len(held), Unit.COUNT, doors.digest([case.digest, name])),
            rests_on=tuple(f"evidence.{p.parameter}" for p in held),
            posted=case.heading.as_of,
        )
        for name, held in found.items()
        if held
    )


def _watched(case: Case, pools: tuple[Pool, ...]) -> tuple[Result, ...]:
    """Give the probability of each sentence that the case asks to be judged.

    The interval is that of the pool's own draws; it does not hold the doubt about the
    weights, which are assumed.
    """
    found = {p.parameter: p for p in pools}
    made = []
    for watched in case.heading.watched:
        if watched.parameter not in found:
            continue
        held = found[watched.parameter]
        chance = held.chance_above(watched.above)
        margin = 1.645 * (chance * (1 - chance) / len(held.draws)) ** 0.5
        made.append(
            Result(
                id=watched_id(watched.parameter, watched.above),
                question=QUESTION,
                sentence=watched.says,
                estimate=Estimate(
                    chance,
                    max(0.0, chance - margin),
                    min(1.0, chance + margin),
                    LEVEL,
                    Unit.PROBABILITY,
                    held.basis,
                ),
                rests_on=(f"evidence.{watched.parameter}",),
                posted=case.heading.as_of,
            )
        )
    return tuple(made)


def watched_id(parameter: str, above: float) -> ResultId:
    """Name the probability that a parameter is above a threshold."""
    return ResultId(f"evidence.{parameter}.above_{above:g}")


def _parameters(
    pools: Sequence[Pool],
    book: Book,
    echoed: Echoed,
    part: Literal["shared", "all"] = "all",
) -> Table:
    meanings = {b.parameter: b.meaning for b in standing(book, Binding)}
    return Table(
        id="evidence.parameters" if part == "all" else "evidence.shared",
        title="What the sources together say of each number"
        if part == "all"
        else "Numbers on which more than one origin speaks",
        columns=(
            "Parameter",
            "Meaning",
            "Median",
            "5 %",
            "95 %",
            "Unit",
            "Claims",
            "Origins",
            "Standing",
        ),
        rows=tuple(
            (
                p.parameter,
                meanings[p.parameter],
                p.estimate().value,
                p.estimate().low,
                p.estimate().high,
                p.unit.value,
                len(p.shares),
                len(echoed.origins(p)),
                standing_of(p, echoed),
            )
            for p in pools
        ),
        rests_on=tuple((f"evidence.{p.parameter}",) for p in pools),
        note=f"Pooled over origins, weighted by reliability; interval {LEVEL:.0%}. "
        "Weights and spreads are assumed, not fitted.",
    )


def _disagreements(book: Book, echoed: Echoed) -> Table:
    claims = {c.id: c for c in standing(book, Claim)}
    names = {s.id: s.name for s in standing(book, Source)}
    links = [
        link
        for link in standing(book, Link)
        if link.relation == "contradicts" and link.a in claims and link.b in claims
    ]
    return Table(
        id="evidence.disagreements",
        title="Where two claims cannot both stand as said",
        columns=("About", "One says", "Who", "The other says", "Who", "Why they differ"),
        rows=tuple(
            (
                link.aspect,
                echoed.marked(claims[link.a]),
                names.get(claims[link.a].speaker, claims[link.a].speaker),
                echoed.marked(claims[link.b]),
                names.get(claims[link.b].speaker, claims[link.b].speaker),
                link.reason,
            )
            for link in links
        ),
        rests_on=tuple((link.a, link.b) for link in links),
    )


def _assumed(pools: tuple[Pool, ...], book: Book) -> Table:
    bindings = {b.parameter: b for b in standing(book, Binding)}
    rest = [p for p in pools if p.assumed]
    return Table(
        id="evidence.assumed",
        title="Numbers that nobody claimed: assumed",
        columns=("Parameter", "Meaning", "Low", "Likely", "High", "Unit", "Reason"),
        rows=tuple(
            (
                p.parameter,
                bindings[p.parameter].meaning,
                own.low,
                own.mode,
                own.high,
                p.unit.value,
                own.reason,
            )
            for p in rest
            if (own := bindings[p.parameter].assumed) is not None
        ),
        rests_on=tuple((f"evidence.{p.parameter}",) for p in rest),
    )


def _telling(disputed: list[Pool], pools: tuple[Pool, ...]) -> tuple[Pool, ...]:
    """Pick the parameters worth a picture: disputed, with most claims, at most four."""
    picked = sorted(disputed, key=lambda p: (-len(p.shares), p.parameter))[:4]
    return tuple(p for p in pools if p in picked)


def _picture(
    pooled: Pool, meaning: str, speakers: Mapping[SourceId, str], echoed: Echoed
) -> Picture:
    estimate = pooled.estimate()
    rows: list[tuple[str | float | None, ...]] = []
    for share in pooled.shares:
        figure = share.claim.quantity
        if figure is None:
            continue
        kind = figure.operator if figure.operator.startswith("at_") else "claim"
        mark = echoed.mark(share.claim)
        rows.append(
            (
                f"{speakers[share.claim.speaker]}, {share.claim.said}"
                + (f" [{mark}]" if mark else ""),
                share.claim.id,
                figure.low,
                figure.value,
                figure.high,
                kind,
            )
        )
    rows.append(
        ("pooled", pooled.parameter, estimate.low, estimate.value, estimate.high, "pool")
    )
    return Picture(
        id=f"evidence.{pooled.parameter}.intervals",
        kind="intervals",
        title=f"Sources differ: {meaning}; "
        f"{len(echoed.origins(pooled))} origins, {len(pooled.shares)} claims",
        alt=f"Claims on {pooled.parameter} beside the pooled median {estimate.value:,.3g} "
        f"({estimate.low:,.3g} to {estimate.high:,.3g} {pooled.unit}).",
        source="claims of the case, pooled by origin",
        x=str(pooled.unit),
        y="",
        columns=("label", "source", "low", "value", "high", "kind"),
        rows=tuple(rows),
    )
