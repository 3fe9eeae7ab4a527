"""What each side gives, at what price, how long it can last, and how it may end.

The exchange is that of the case's own file. Its numbers are drawn from what the ledger
holds, or from ranges that are marked as assumed; draws that cannot be what was published
are left out; those that remain are run on, month by month, with every way in which the
deal may end. What-ifs run the same draws with the same fates.
"""

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np

from foedus import doors
from foedus.cases.case import Case
from foedus.exchange.deal import Deal, refuse_strange
from foedus.exchange.months import month
from foedus.exchange.needs import needs_of
from foedus.exchange.whatif import WhatIf
from foedus.faults import CaseFault, Finding, NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Answer
from foedus.questions.parts.evidence.contradictions import Contradictions
from foedus.questions.parts.exchange.dealing import Dealing
from foedus.questions.parts.exchange.draws import (
    FEW,
    LEAST,
    PRIOR,
    Drawn,
    drawn_of,
    rests_on,
    tightest,
)
from foedus.questions.parts.exchange.hinges import hinges_of
from foedus.questions.parts.exchange.known import known_of, still_meant
from foedus.questions.parts.exchange.outlook import outlooks_of
from foedus.questions.parts.exchange.parting import Parting, parting_of
from foedus.questions.parts.exchange.pictures import pictures_of
from foedus.questions.parts.exchange.readings import readings
from foedus.questions.parts.exchange.tables import averaged, tables_of
from foedus.questions.parts.sanctions.tolls import Floats, Reading, estimated
from foedus.questions.unanswered import unanswered
from foedus.questions.wording import many

QUESTION = "exchange"
ASKS = "What does each side give, at what price, and how long can it last?"
JUDGED = (
    "such runs were held against later figures in one case only, where a rate that simply "
    "goes on came nearer than the model, which foretold too little: see docs/exchange.md"
)
RATIONED = 0.5
"""Share of draws held back by credit above which the answer says so."""
MOST_RUNS = 4_000
"""Draws at the most that are run on; each is run once as it is and once a what-if."""


def ask(
    case: Case, *, seed: int = 1, runs: int = 4_000, what_ifs: tuple[WhatIf, ...] = ()
) -> Answer:
    """Tell what a case's exchange comes to, as it is and under what-ifs.

    Parameters
    ----------
    case
        The case; without an exchange of its own it is not answered.
    seed, runs
        Of the draws; at most 4,000 are run on.
    what_ifs
        What-ifs of the user's own, besides those of the case.

    Raises
    ------
    CaseFault
        A what-if of something that the exchange does not hold.
    DataFault
        A number that its role cannot have, or more said to be delivered than there was.
    """
    whole = case.exchange
    if whole is None:
        return unanswered(case, QUESTION, f"case {case.name}", _no_exchange(case))
    deal, left_out = known_of(case, whole)
    day = case.heading.as_of
    asked = still_meant(deal, _asked(whole, what_ifs, day), day)
    try:
        drawn = drawn_of(case, deal, seed=seed, runs=min(runs, MOST_RUNS))
        _refuse_too_few(case, drawn)
    except NeedFault as lacking:
        return unanswered(case, QUESTION, f"exchange of case {case.name}", lacking)
    outlooks = outlooks_of(case, drawn, asked, seed=seed)
    is_open = any(held.min() < held.max() for held in drawn.columns.values())
    months_left = outlooks.usual.supply.months
    hinges = hinges_of(case, drawn, months_left, seed=seed) if is_open else None
    parting, unknown = _parted(case, deal, seed)
    made = Dealing(case, drawn, outlooks, hinges, parting)
    about = {need.parameter for need in needs_of(deal)}
    clash = Contradictions(case, case.book, question=QUESTION, about=about)
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=(*_results(made), *clash.results()),
        tables=(*tables_of(made), *clash.told()),
        pictures=tuple(pictures_of(made)),
        findings=(*_cautions(made), *left_out, *unknown),
        basis=doors.digest([case.digest, QUESTION, seed, runs, what_ifs]),
    )


def _refuse_past(deal: Deal, what_if: WhatIf, day: date) -> None:
    """Refuse a change or an end in months that are past, or beyond those reckoned."""
    now = month(f"{day:%Y-%m}")
    for text in (*filter(None, (what_if.since,)), *what_if.ends.values()):
        if not now <= month(text) < now + deal.horizon:
            raise CaseFault(
                f"what-if {what_if.id}: {text} is not among the months ahead",
                expected=f"a month from {day:%Y-%m} on, within {deal.horizon} months",
                where="foedus ask",
                mend="name a later month, or ask of an earlier day with --as-of",
            )


def _asked(deal: Deal, own: tuple[WhatIf, ...], day: date) -> tuple[WhatIf, ...]:
    """Put the user's what-ifs after the case's; one of the same id takes its place."""
    for what_if in own:
        refuse_strange(deal, what_if, fault=CaseFault)
        _refuse_past(deal, what_if, day)
    held = {what_if.id: what_if for what_if in (*deal.what_ifs, *own)}
    return tuple(held.values())


def _no_exchange(case: Case) -> NeedFault:
    return NeedFault(
        "the case has no exchange",
        expected="an exchange.yaml in its folder",
        where=f"case {case.name}",
        mend="write an exchange.yaml as docs/exchange.md tells",
    )


def _refuse_too_few(case: Case, drawn: Drawn) -> None:
    if len(drawn.kept) >= LEAST:
        return
    bar = tightest(drawn)
    most = (
        "" if bar is None else f"; without {bar.title!r} {drawn.matching.without(bar):.1%}"
    )
    raise NeedFault(
        f"what was published leaves {many(int(drawn.matching.kept.sum()), 'draw')} of "
        f"{drawn.terms.size:,}{most}",
        expected=f"at least {LEAST} draws that can be what was published",
        where=f"case {case.name}, matching",
        mend="see which figures contradict each other, widen a tolerance, or mend a range",
    )


def _parted(
    case: Case, deal: Deal, seed: int
) -> tuple[Parting | None, tuple[Finding, ...]]:
    try:
        return parting_of(case, deal, seed=seed), ()
    except NeedFault as lacking:
        remark = f"not told: {lacking.found}. To mend it: {lacking.mend}"
        return None, (Finding("note", "the end of other trade", remark),)


def _results(made: Dealing) -> Iterator[Result]:
    basis = f"{many(len(made.drawn.kept), 'draw')}, {doors.digest([made.case.digest])}"
    # Bindings alone: their cards lead on to the claims.
    backing = [id for id in rests_on(made.drawn) if id.startswith("binding:")]
    for one in readings(made):
        yield Result(
            id=ResultId(f"{QUESTION}.{one.key}"),
            question=QUESTION,
            sentence=one.sentence,
            estimate=_said_of(one)(one.draws, one.unit, basis),
            rests_on=tuple(dict.fromkeys((*one.rests_on, *backing))),
            posted=made.case.heading.as_of,
        )


def _said_of(one: Reading) -> Callable[[Floats, Unit, str], Estimate]:
    """Tell differences by their mean, all else by its median."""
    return averaged if one.key.startswith("what_if.") else estimated


def _cautions(made: Dealing) -> Iterator[Finding]:
    """Say how much is assumed, how little is left, and what was passed over."""
    drawn, where = made.drawn, f"exchange of case {made.case.name}"
    columns = drawn.columns
    assumed = [key for key in columns if drawn.pools[key].assumed]
    yield Finding(
        "doubt", where,
        f"{many(len(assumed), 'number')} of {len(columns)} that it is run by rest on no "
        "claim and are assumed; the table tells which",
    )  # fmt: skip
    left = int(drawn.matching.kept.sum())
    bar = tightest(drawn)
    if left < PRIOR and bar is not None:
        told = (
            f"what was published leaves {left:,} of {drawn.terms.size:,} draws; most are "
            f"ruled out by {bar.title!r}, without which "
            f"{drawn.matching.without(bar):.0%} would be left"
        )
        yield Finding("doubt" if left < FEW else "note", where, told)
    yield from _rationed(made, where)
    yield Finding("doubt", where, JUDGED)
    if drawn.passed_over:
        told = ", ".join(repr(match.title) for match in drawn.passed_over)
        remark = f"passed over, as not known yet or of months that are not over: {told}"
        yield Finding("note", where, remark)
    yield Finding(
        "note", where,
        "a draw is one set of numbers, each drawn by itself; sources that err together are "
        "one only where the ledger says so",
    )  # fmt: skip


def _rationed(made: Dealing, where: str) -> Iterator[Finding]:
    """Say so where most of the answer hangs on payments that nobody sees."""
    held = {one.key: one.draws for one in readings(made)}
    share = float(held["rationed"].mean())
    if share > RATIONED and "settled" in held:
        paid = float(np.nanmedian(held["settled"]))
        yield Finding(
            "doubt", where,
            f"in {share:.0%} of the draws what is handed over is held back by credit: what "
            f"is reckoned to be paid is {paid:.0%} of the worth of what was given, at the "
            "model's prices. If more is paid than is told, or trusted for reasons that "
            "are not in the model, more is handed over than told here",
        )  # fmt: skip
