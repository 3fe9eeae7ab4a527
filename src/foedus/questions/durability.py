"""How long the pact will last: a model's answer beside what became of treaties like it.

Two answers that lean on different things. The model puts the treaty's own risk on a level
of ends that goes on from what it was; base rates count what became of treaties of the same
kind, class inside class. Where a class is the fate of one patron, that is said beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from foedus import doors
from foedus.cases.case import Case
from foedus.estimation.base_rates import AUTOCRATIC, Longevity, kin
from foedus.estimation.durability import (
    CODES,
    LEVEL,
    Driver,
    Length,
    Outlook,
    Treaty,
    carried_outlook,
    drivers,
    outlook_of,
    survival_of,
)
from foedus.estimation.theory import theories
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.pacts.pact import Pact
from foedus.pacts.provision import MILITARY, Duty
from foedus.past import fields
from foedus.past.snapshot import CARRIED
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Answer, Picture, Table
from foedus.questions.series import Tables
from foedus.questions.unanswered import unanswered
from foedus.questions.vantage import Vantage, vantage
from foedus.questions.wording import names
from foedus.states.roster import StateId, roster

QUESTION = "durability"
ASKS = "How long will the pact last, and what ends it?"
WHAT = "how long the pact lasts"
"""What a remark is on."""

MODEL = "termination"
ASKED = (5, 10, 15)
"""Years ahead that are told in sentences."""
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
    case: Case, *, seed: int = 1, runs: int = 4_000, tables: Tables | None = None
) -> Answer:
    """Tell how likely the case's pact is to stand in five, ten and fifteen years.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the draws of the level of ends and of the coefficients.
    tables
        Gives data sets by name, for a case of a year that the package does not carry.
    """
    pact = next(p for p in case.pacts if p.id == case.heading.pact)
    if pact.signed is not None and pact.signed > case.heading.as_of:
        return unanswered(case, QUESTION, WHAT, _unsigned(case, pact))
    try:
        stand = vantage(case.heading.as_of.year, tables)
    except NeedFault as lacking:
        return unanswered(case, QUESTION, WHAT, lacking)
    ahead = _ahead(case, pact, stand, seed=seed, runs=runs)
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=(*_model_results(case, ahead), *_class_results(case, ahead)),
        tables=(_classes(ahead), _moved(ahead)),
        pictures=(_curve(ahead),),
        findings=tuple(_cautions(ahead)),
        basis=doors.digest([case.digest, QUESTION, ahead.outlook.digest, seed, runs]),
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


def _class_results(case: Case, ahead: Ahead) -> Iterator[Result]:
    for place, rate in enumerate(ahead.like):
        for years in ASKED:
            k = rate.years.index(years)
            yield Result(
                id=ResultId(f"{QUESTION}.class.{place}.{years}"),
                question=QUESTION,
                sentence=f"Share that stood after {years} years, of {rate.treaties} "
                f"treaties ({_plain(rate.name)})",
                estimate=Estimate(
                    rate.alive[k],
                    min(rate.low[k], rate.alive[k]),
                    max(rate.high[k], rate.alive[k]),
                    LEVEL,
                    Unit.SHARE,
                    f"Kaplan-Meier, {ahead.outlook.digest}",
                ),
                rests_on=("data:atop_pacts", "data:atop_members"),
                posted=case.heading.as_of,
            )


def _plain(name: str) -> str:
    """Write a class whose name leans on the one before as one that stands alone."""
    whole = "autocratic major + autocratic minor"
    return name.replace("... same", f"bilateral defence, {whole}")


def _classes(ahead: Ahead) -> Table:
    return Table(
        id=f"{QUESTION}.classes",
        title="What became of treaties like it, class inside class",
        columns=(
            "Class",
            "Treaties",
            "Ended",
            *(f"{y} years" for y in ASKED),
            "Mind",
        ),
        rows=tuple(
            (
                _plain(rate.name),
                rate.treaties,
                rate.ended,
                *(f"{rate.alive[rate.years.index(y)]:.0%}" for y in ASKED),
                "the fate of one patron" if rate.warning else "",
            )
            for rate in ahead.like
        ),
        rests_on=tuple(
            tuple(f"{QUESTION}.class.{place}.{years}" for years in ASKED)
            for place in range(len(ahead.like))
        ),
        note="Kaplan-Meier, treaties of ATOP to 2018; a state that lost its independence "
        "and a treaty that stood at the end of 2018 are lost to sight, not ended.",
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


def _curve(ahead: Ahead) -> Picture:
    ten = ahead.after(10)
    rows: list[tuple[str | float | None, ...]] = [(ahead.since, _OURS, 1.0, 1.0, 1.0)]
    rows += [
        (ahead.since + years, _OURS, e.value, e.low, e.high)
        for years, e in zip(SPAN, ahead.alive, strict=True)
    ]
    for rate in ahead.like[:1] + ahead.like[-1:]:
        series = f"of {rate.treaties} like it"
        rows.append((ahead.since, series, 1.0, None, None))
        told = zip(rate.years, rate.alive, strict=True)
        rows += [(ahead.since + y, series, a, None, None) for y, a in told if y in SPAN]
    return Picture(
        id=f"{QUESTION}.curve",
        kind="lines",
        title=f"The pact stands at the end of {ahead.since + 10} with a chance of "
        f"{ten.value:.0%}, by the model",
        alt="Chance that the pact stands, year by year, with its 90 % interval: "
        + "; ".join(f"{ahead.since + y} {ahead.after(y).value:.0%}" for y in ASKED)
        + "; beside it the widest and the narrowest class of treaties like it.",
        source="model termination and base rates that the package carries; ATOP 5.1",
        x="end of the year",
        y="chance to stand",
        columns=("year", "series", "value", "low", "high"),
        rows=tuple(rows),
    )


_OURS = "the pact, by the model"


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
            yield Finding("note", WHAT, f"{_plain(rate.name)}: {told}")
