"""How long the pact will last, told four ways, and what ends it.

The ways lean on different things. Base rates count what became of treaties of the same
kind, class inside class; where a class is the fate of one patron, that is said beside it. A
fit puts the treaty's own design on a level of ends that goes on from what it was. Runs of
the whole system carry that on without, and with, what the case says may end the pact.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from foedus import doors
from foedus.cases.case import Case
from foedus.estimation.base_rates import AUTOCRATIC, Longevity, kin
from foedus.estimation.durability import (
    CODES,
    Driver,
    Length,
    Outlook,
    Treaty,
    carried_outlook,
    drivers,
    outlook_of,
    survival_of,
)
from foedus.estimation.strains import LAST as LATEST
from foedus.estimation.theory import theories
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.pacts.pact import Pact
from foedus.pacts.provision import MILITARY, Duty
from foedus.past import fields
from foedus.past.snapshot import CARRIED
from foedus.quantity import Estimate
from foedus.questions.answer import Answer, Picture, Table
from foedus.questions.parts.durability.asked import Asked
from foedus.questions.parts.durability.beside import Way, picture_of, table_of, ways_of
from foedus.questions.parts.durability.ending import (
    asked_table,
    basis_table,
    drivers_table,
    ends_picture,
    ends_table,
)
from foedus.questions.parts.durability.like import (
    ASKED,
    class_results,
    classes_table,
    plain,
)
from foedus.questions.parts.durability.signs import signs_table
from foedus.questions.parts.durability.strained import Strained, results_of, strained_of
from foedus.questions.series import Tables
from foedus.questions.unanswered import unanswered
from foedus.questions.vantage import Vantage, vantage
from foedus.questions.wording import many, names
from foedus.states.roster import StateId, roster

QUESTION = "durability"
ASKS = "How long will the pact last, and what ends it?"
WHAT = "how long the pact lasts"
"""What a remark is on."""

MODEL = "termination"
SPAN = range(1, 16)
"""Years ahead that are drawn."""

LASTS: Mapping[str, Length] = {
    "years": "fixed",
    "task": "task",
    "indefinite": "unlimited",
}
"""How a treaty file says how long it lasts -> how the model does."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is held of a pact's years ahead."""

    pact: Pact
    since: int
    """The year at whose end it stands."""
    alive: tuple[Estimate, ...]
    """Chance that it stands after each year of the span."""
    like: tuple[Longevity, ...]
    """Classes that it belongs to, the widest first."""
    drivers: tuple[Driver, ...]
    outlook: Outlook

    def after(self, years: int) -> Estimate:
        """Give the chance that it stands after so many years."""
        return self.alive[SPAN.index(years)]


def ask(
    case: Case,
    *,
    seed: int = 1,
    runs: int = 4_000,
    tables: Tables | None = None,
    asked: Asked | None = None,
) -> Answer:
    """Tell how likely the case's pact is to stand in five, ten and fifteen years.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the draws of the level of ends and of the coefficients; a tenth as many runs of
        the whole system are made, 400 at the most.
    tables
        Gives data sets by name, for a case of a year that the package does not carry.
    asked
        What the user would have otherwise of the case's drivers.

    Raises
    ------
    CaseFault
        It is asked of a driver that the case does not name, or a year that is not run.
    """
    pact = next(p for p in case.pacts if p.id == case.heading.pact)
    if pact.signed is not None and pact.signed > case.heading.as_of:
        return unanswered(case, QUESTION, WHAT, _unsigned(case, pact))
    try:
        stand = vantage(case.heading.as_of.year, tables)
    except NeedFault as lacking:
        return unanswered(case, QUESTION, WHAT, lacking)
    ahead = _ahead(case, pact, stand, seed=seed, runs=runs)
    made, left = _strained(case, ahead, tables, asked, seed=seed, runs=runs)
    known = ahead.outlook.course.year
    ways = ways_of(ahead.alive, _likest(ahead), made, asked=ASKED, known=known)
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=(
            *_model_results(case, ahead),
            *class_results(case, ahead.like, ahead.outlook.digest),
            *(results_of(made, ahead.since, ASKED) if made else ()),
        ),
        tables=(table_of(ways, ASKED), *_tables(case, ahead, made)),
        pictures=tuple(_pictures(ahead, ways, made)),
        findings=(*_cautions(ahead), *left),
        basis=doors.digest(
            [case.digest, QUESTION, ahead.outlook.digest, seed, runs, asked]
        ),
    )


def _unsigned(case: Case, pact: Pact) -> NeedFault:
    return NeedFault(
        f"{pact.name} was not signed on {case.heading.as_of}",
        expected="a day on which it was",
        where=f"case {case.name}",
        mend=f"ask of a day from {pact.signed} on",
    )


def _ahead(case: Case, pact: Pact, stand: Vantage, *, seed: int, runs: int) -> Ahead:
    outlook = _outlook(case, stand)
    signed = (pact.signed or case.heading.as_of).year
    since = max(signed, case.heading.as_of.year - 1, outlook.course.year)
    treaty = treaty_of(pact, signed=signed)
    return Ahead(
        pact,
        since,
        survival_of(treaty, outlook, since=since, horizons=SPAN, runs=runs, seed=seed),
        kin(outlook.rates, _traits(pact, treaty, stand)),
        drivers(treaty, outlook, year=since + 1),
        outlook,
    )


def _strained(
    case: Case,
    ahead: Ahead,
    tables: Tables | None,
    asked: Asked | None,
    *,
    seed: int,
    runs: int,
) -> tuple[Strained | None, tuple[Finding, ...]]:
    """Run the system forward, or say why it cannot be."""
    years = len(SPAN)
    try:
        made = strained_of(
            case, str(ahead.pact.id), years=years, runs=runs, seed=seed, tables=tables,
            asked=asked,
        )  # fmt: skip
    except NeedFault as lacking:
        remark = f"not run forward: {lacking.found}. To mend it: {lacking.mend}"
        return None, (Finding("doubt", WHAT, remark),)
    return made, (*made.findings, *_assumed(made))


JUDGED = (
    "runs like these, from 1950, 1970, 1990 and 2000 on, held the share of treaties that "
    "stood after 5, 10 and 15 years within nine in ten in five of twelve cases: turns such "
    "as that of 1991 are beyond them, and the calm since"
)
"""What `verification.treaty_survival` printed, as docs/models.md has it."""


def _assumed(made: Strained) -> Iterator[Finding]:
    """Say how runs fared before, and how much of what may end it is assumed."""
    yield Finding("doubt", WHAT, JUDGED)
    if not made.sized:
        remark = "the case names nothing that may end it: runs know its design alone"
        yield Finding("note", WHAT, remark)
        return
    if made.case.heading.as_of.year <= LATEST:
        yield Finding(
            "doubt", WHAT,
            "how heavy drivers weigh, how often leaders leave and how ends are told is "
            f"fitted on years to {LATEST}, later than the day asked of",
        )  # fmt: skip
    weights = [one.driver.title for one in made.sized if "weight" in one.assumed]
    if weights:
        yield Finding(
            "doubt", WHAT,
            f"of {many(len(made.sized), 'driver')} the weight of {len(weights)} is "
            "assumed, or fitted and of no proven use to forecasts: runs with drivers tell "
            "what follows from these, and not what history shows",
        )  # fmt: skip


def _likest(ahead: Ahead) -> list[tuple[int, Longevity]]:
    """Give the widest and the narrowest class, with their places."""
    held = list(enumerate(ahead.like))
    return held if len(held) < 2 else [held[0], held[-1]]


def _tables(case: Case, ahead: Ahead, made: Strained | None) -> Iterator[Table]:
    if made is not None and made.sized:
        yield drivers_table(made, ASKED)
        yield basis_table(made, ASKED)
        yield ends_table(made, ahead.since + len(SPAN))
        own = asked_table(made, ASKED)
        if own is not None:
            yield own
    signs = signs_table(case)
    if signs is not None:
        yield signs
    yield from (classes_table(ahead.like), _moved(ahead))


def _pictures(
    ahead: Ahead, ways: tuple[Way, ...], made: Strained | None
) -> Iterator[Picture]:
    yield picture_of(ways, ahead.since, SPAN)
    if made is not None and made.sized:
        yield ends_picture(made, ahead.since + len(SPAN))


def _outlook(case: Case, stand: Vantage) -> Outlook:
    """Take the outlook that the package carries, or make that of an earlier day."""
    if case.heading.as_of.year > CARRIED:
        return carried_outlook()
    best = next(t.name for t in theories(MODEL) if t.kind == "recommended")
    fit = stand.fitted(MODEL).fits[best]
    return outlook_of(stand.past, fit, year=min(stand.read, 2018))


def treaty_of(pact: Pact, *, signed: int) -> Treaty:
    """Read off a treaty file what its durability hangs on."""
    duties = {p.duty for p in pact.provisions}
    bare = Treaty(
        signed=signed,
        members=tuple(party.state for party in pact.parties),
        defence=Duty.DEFEND in duties,
        nonaggression=Duty.NOT_ATTACK in duties,
        duration="unstated",
        signed_month=pact.signed.month if pact.signed else 1,
    )
    lasts = pact.duration
    if lasts is None:
        return bare
    return replace(
        bare,
        duration=LASTS[lasts.lasts],
        term_months=round(12 * (lasts.years or 0)),
        renewed_months=round(12 * (lasts.renewed_years or 0)),
        renews_itself=lasts.renewal == "automatic",
        may_be_left=lasts.may_be_left,
    )


def _traits(pact: Pact, treaty: Treaty, stand: Vantage) -> dict[str, object]:
    world, duties = stand.past.at(stand.read), {p.duty for p in pact.provisions}
    places = {state: roster().index(state) for state in treaty.members}
    majors = [s for s, place in places.items() if world[fields.MAJOR][place] > 0]
    minors = [s for s in treaty.members if s not in majors]

    def autocratic(states: list[StateId]) -> bool | None:
        if len(states) != 1:
            return None
        return bool(world[fields.POLYARCHY][places[states[0]]] < AUTOCRATIC)

    return {
        "signed": treaty.signed,
        "founders": list(treaty.members),
        "two": len(treaty.members) == 2,
        "bilateral": len(treaty.members) == 2,
        "autocratic_major": autocratic(majors),
        "autocratic_minor": autocratic(minors),
        "defence": float(bool(duties & MILITARY)),
        "nonaggression": float(treaty.nonaggression),
        "consultation": float(Duty.CONSULT in duties),
        "wartime": 0.0,
        "duration": CODES[treaty.duration],
        "renewal": 2 if treaty.renews_itself else 0,
        "renunciation": int(treaty.may_be_left),
        "majors": len(majors),
    }


def _model_results(case: Case, ahead: Ahead) -> Iterator[Result]:
    for years in ASKED:
        yield Result(
            id=ResultId(f"{QUESTION}.alive.{years}"),
            question=QUESTION,
            sentence=f"Chance that the pact stands at the end of {ahead.since + years}, "
            "by its design and the level of ends",
            estimate=ahead.after(years),
            rests_on=(f"model:{MODEL}", f"pact:{ahead.pact.id}"),
            posted=case.heading.as_of,
        )


def _moved(ahead: Ahead) -> Table:
    cited = tuple(f"{QUESTION}.alive.{years}" for years in ASKED)
    return Table(
        id=f"{QUESTION}.drivers",
        title="What its own design does to the risk of its end",
        columns=("Term", "Measures", "Of the pact", "Of all that stand", "Adds to the log"),
        rows=tuple((d.term, d.meaning, d.value, d.mean, d.adds) for d in ahead.drivers),
        rests_on=(cited,) * len(ahead.drivers),
        note="Coefficient times the value of the pact less the mean of the treaties that "
        "stand; below 0 it lasts longer than they do.",
    )


def _cautions(ahead: Ahead) -> Iterator[Finding]:
    if ahead.pact.duration is None:
        yield Finding("doubt", WHAT, "its treaty file does not say how long it is to last")
    elif ahead.pact.duration.basis == "memory":
        yield Finding("doubt", WHAT, "how long it is to last was coded from memory")
    known = ahead.outlook.course.year
    yield Finding(
        "note",
        WHAT,
        f"ends of treaties are known to {known}; few ended in the twenty years before, and "
        "no model foresaw the ends of 1991 or the calm after 2000",
    )
    for rate in ahead.like:
        if rate.warning and rate.patron:
            told = rate.warning.replace(f"by {rate.patron}", f"by {names([rate.patron])}")
            yield Finding("note", WHAT, f"{plain(rate.name)}: {told}")
