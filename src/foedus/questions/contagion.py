"""Which other pacts become likelier once this one is signed.

Two systems are run forward by the same draws, from the year in which the pact was signed:
in one the two sign it, in the other they never do. What is held together is how many pacts
were to be expected of each pair, by region and side as well, and what was drawn of
quarrels and entries. Where luck could do as much, it is said. A second opinion comes from
the model that foretells one year. All is association read forward, and no more of a cause
than the terms of the fits are.
"""

from collections.abc import Iterator

from foedus import doors
from foedus.cases.case import Case
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result
from foedus.pacts.pact import PactId
from foedus.questions.answer import Answer
from foedus.questions.parts.contagion.one_year import COUNTS, OneYear, one_year
from foedus.questions.parts.contagion.pictures import pictures
from foedus.questions.parts.contagion.reading import Held, hold
from foedus.questions.parts.contagion.scene import (
    pact_of,
    scene_of_changes,
    scene_of_pact,
)
from foedus.questions.parts.contagion.tables import tables as set_out
from foedus.questions.parts.contagion.telling import (
    QUESTION,
    results,
    second_results,
    tried_results,
)
from foedus.questions.series import Tables
from foedus.questions.unanswered import unanswered
from foedus.questions.vantage import Vantage, basis_of, vantage
from foedus.simulation.opening import PACTS_KNOWN_TO
from foedus.simulation.scenario import KNOWN_TO
from foedus.world.change import Change

ASKS = "Which other pacts become more likely?"
WHAT = "which pacts become likelier"
"""What a remark is on."""

YEARS = 10


def ask(
    case: Case,
    *,
    seed: int = 1,
    runs: int = 4_000,
    tables: Tables | None = None,
    pact: PactId | None = None,
    changes: tuple[Change, ...] = (),
    years: int = YEARS,
) -> Answer:
    """Tell which pairs become likelier to sign once a pact is signed.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the draws; one run of the system is made for 25.
    tables
        Gives data sets by name, for a pact of a year that the package does not carry.
    pact
        A pact of the case, its own unless told.
    changes
        Changes of one's own, in place of a pact.
    years
        How many years are run.

    Raises
    ------
    NeedFault
        The case reads no such pact, or a change does not fit the runs.
    """
    if pact and changes:
        raise NeedFault(
            f"the pact {pact} and changes of one's own, both at once",
            expected="the one or the other",
            where="questions.contagion",
            mend="ask twice; a change may end or amend the pact",
        )
    asked = pact_of(case, pact or case.heading.pact)
    try:
        scene = (
            scene_of_changes(case, changes, years=years, tables=tables)
            if changes
            else scene_of_pact(case, asked.id, years=years, tables=tables)
        )
        stand = vantage(scene.first, tables)
    except NeedFault as lacking:
        if pact or changes:
            raise
        return unanswered(case, QUESTION, WHAT, lacking)
    held = hold(scene, runs=runs, seed=seed)
    second = one_year(case, scene, stand, seed=seed, runs=runs)
    basis = f"system {doors.digest([scene.with_.digest, scene.without.digest, seed, runs])}"
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=(
            *results(case, held, basis),
            *tried_results(case),
            *_second(case, held, second, stand),
        ),
        tables=tuple(set_out(held, second)),
        pictures=tuple(pictures(held)),
        findings=tuple(_cautions(held)),
        basis=doors.digest([case.digest, QUESTION, basis, years]),
    )


def _second(
    case: Case, held: Held, second: OneYear | None, stand: Vantage
) -> Iterator[Result]:
    if second is not None:
        basis = basis_of(stand, second.model, COUNTS)
        yield from second_results(case, held, second, basis)


def _cautions(held: Held) -> Iterator[Finding]:
    scene = held.scene
    if held.noise:
        yield Finding(
            "doubt",
            WHAT,
            f"nothing that {scene.what} does to other pacts of two is beyond noise in "
            f"{held.spread.pairs.runs} runs",
        )
    if scene.as_if:
        yield Finding(
            "note", WHAT, f"{scene.what} was not signed by then, and is taken as if it were"
        )
    yield Finding(
        "note",
        WHAT,
        f"the world is that of the end of {scene.with_.world.year}, with the treaties of "
        "the case put in that were signed before"
        + (
            f"; quarrels are known to {KNOWN_TO} and pacts to {PACTS_KNOWN_TO}, so that "
            "states at war since may be named as signing"
            if scene.with_.gap
            else ""
        ),
    )
    yield Finding(
        "note",
        WHAT,
        "what one pact does to others is an association: states that signed of late sign "
        "again, and so do those that share an ally; whether such readings held in the past "
        "is told in docs/models.md",
    )
    told = f"{held.common * 100:+.1f} %"
    yield Finding(
        "note",
        WHAT,
        "what a state signed of late is held against what all signed, so that where two "
        "sign more all others count as signing less: falls far from the signers "
        f"({told} of what such pairs had) are of that reckoning, and no finding",
    )
    if _unmoved(held, "entered"):
        yield Finding(
            "note",
            WHAT,
            "entries to pacts of many stay the same in every run: nothing in the fits "
            "leads from a pact of two to them, so that of rival alliances of many nothing "
            "can be told",
        )
    elif _unmoved(held, "rivals_entered"):
        yield Finding(
            "note",
            WHAT,
            "entries to the pacts of many that rivals share stay the same in every run: in "
            "the fits a pact moves who founds and enters new ones alone, so that of rival "
            "alliances in reply nothing can be told",
        )


def _unmoved(held: Held, key: str) -> bool:
    return key in held.contrasts and held.contrasts[key].unchanged == 1
