"""`/whatif`: strike an article, break a promise, and see who is drawn in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foedus.cases.case import Case
from foedus.faces.web.refusal import refusal
from foedus.faces.web.setting import case_of, cases_of
from foedus.faces.web.views import asked, case_read, setting_of, show
from foedus.faults import DataFault, Fault
from foedus.pacts.act import Act, Fact, Reading, Situation
from foedus.pacts.catalog import catalog
from foedus.pacts.chain import Honour, proof
from foedus.pacts.cuts import Cuts, cuts, fights
from foedus.pacts.obligation import alike
from foedus.pacts.pact import Pact
from foedus.pacts.places import known_places
from foedus.pacts.provision import Kind
from foedus.pacts.whatif import WhatIf, may_fight, what_if
from foedus.questions.parts.obligations.duties import background_of
from foedus.states.roster import StateId, roster

MOST_STRUCK = 32
MOST_TRIED = 200
"""Chains that are followed in search of articles that keep a state out."""
HONOURS = ("all", "none", "states")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks, as it was written, so that the form shows it again."""

    case: str
    attacker: str
    victim: str
    on: str
    kind: str
    place: str
    provoked: str
    reading: str
    honour: str
    keeps: str
    """With `states`: who keeps promises, by commas."""
    conditional: bool
    struck: tuple[str, ...]
    keep_out: str
    """A state: which articles, struck, would keep it out."""


def whatif(request: Request) -> Response:
    """Follow an act as things stand and as they might."""
    told = _asked(request)
    fault, found, kept_out = None, None, None
    pacts: tuple[Pact, ...] = ()
    try:
        pacts, situation, day = _world(request, told)
        if told.attacker or told.victim:
            act = _act(told, day)
            found = _followed(told, act, pacts, situation)
            kept_out = _keeping_out(told, act, pacts, situation)
    except Fault as trouble:
        fault = refusal(trouble)  # told above the form, which keeps what was written
    return show(
        request,
        "whatif.html",
        status=fault.status if fault else 200,
        fault=fault,
        asked=told,
        found=found,
        kept_out=kept_out,
        obligations=_obligations(found) if found else [],
        may=(may_fight(found.before), may_fight(found.after)) if found else None,
        pacts={str(pact.id): pact.name for pact in pacts},
        cases=tuple(cases_of(setting_of(request))),
        kinds=[kind.value for kind in Kind],
        places=sorted(known_places()),
        readings=[reading.value for reading in Reading],
        honours=HONOURS,
        states=roster().states,
        again=lambda struck: str(
            request.url.replace(scheme="", netloc="").include_query_params(strike=struck)
        ),
    )


def _asked(request: Request) -> Asked:
    return Asked(
        case=asked(request, "case"),
        attacker=asked(request, "attacker"),
        victim=asked(request, "victim"),
        on=asked(request, "on"),
        kind=asked(request, "kind", "attack"),
        place=asked(request, "place", "home"),
        provoked=asked(request, "provoked"),
        reading=asked(request, "reading"),
        honour=asked(request, "honour", "all"),
        keeps=asked(request, "keeps"),
        conditional=asked(request, "conditional") == "yes",
        struck=tuple(dict.fromkeys(request.query_params.getlist("strike")[:MOST_STRUCK])),
        keep_out=asked(request, "keep_out"),
    )


def _world(
    request: Request, told: Asked
) -> tuple[tuple[Pact, ...], Situation | None, date]:
    """Give the treaties, what went before, and the day: of a case, or of the catalogue."""
    day = _day(told.on)
    if not told.case:
        return catalog(), None, day or date.today()
    case, _ = case_read(request, case_of(setting_of(request), told.case))
    return case.pacts, _background(case, told), day or case.heading.as_of


def _background(case: Case, told: Asked) -> Situation:
    pair = (told.attacker.upper(), told.victim.upper())
    act = next((a for a in case.acts if (a.attacker, a.victim) == pair), None)
    return background_of(case, act) if act else Situation(case.background)


def _act(told: Asked, day: date) -> Act:
    find = roster().find
    return Act(
        find(told.attacker, day),
        find(told.victim, day),
        day,
        kind=Kind(_one_of("kind", told.kind, [k.value for k in Kind])),
        provoked=_provoked(told.provoked),
        places=frozenset({_one_of("place", told.place, sorted(known_places()))}),
    )


def _followed(
    told: Asked, act: Act, pacts: Sequence[Pact], situation: Situation | None
) -> WhatIf:
    return what_if(
        pacts,
        act,
        struck=told.struck,
        honour=_honour(told, act.day),
        keep_conditional=told.conditional,
        reading=_reading(told.reading),
        background=situation,
    )


def _keeping_out(
    told: Asked, act: Act, pacts: Sequence[Pact], situation: Situation | None
) -> Cuts | None:
    """Give the smallest sets of articles that, struck, keep a state out."""
    if not told.keep_out:
        return None
    state = roster().find(told.keep_out, act.day)
    if state in (act.attacker, act.victim):
        raise DataFault(
            f"{_name(state)} is in the act itself; no article keeps it out",
            expected="another state",
            where="the form",
            mend="name another, or leave it out",
        )
    return cuts(
        pacts,
        act,
        fights(state),
        background=situation,
        reading=_reading(told.reading),
        keep_conditional=told.conditional,
        tries=MOST_TRIED,
    )


def _reading(written: str) -> Reading | None:
    known = [reading.value for reading in Reading]
    return Reading(_one_of("reading", written, known)) if written else None


def _provoked(written: str) -> Fact | None:
    facts: dict[str, Fact] = {"yes": "yes", "no": "no", "unclear": "unclear"}
    return facts[_one_of("provoked", written, tuple(facts))] if written else None


def _honour(told: Asked, day: date) -> Honour:
    match _one_of("honour", told.honour, HONOURS):
        case "states":
            names = (name.strip() for name in told.keeps.split(","))
            return frozenset(roster().find(name, day) for name in names if name)
        case "none":
            return "none"
        case _:
            return "all"


def _obligations(found: WhatIf) -> list[dict[str, object]]:
    """Give what falls due as things might stand, like obligations together."""
    return [
        {
            "first": group[0],
            "debtors": [o.debtor for o in group],
            "proof": proof(group[0], found.after, _name),
        }
        for group in alike(found.after.obligations)
    ]


def _name(state: StateId) -> str:
    return roster().state(state).name if state in roster().ids else state


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise DataFault(
            f"on={written[:40]}",
            expected="a day as YYYY-MM-DD",
            where="the form",
            mend="write such a day, or leave it out",
        ) from None


def _one_of(name: str, written: str, known: Sequence[str]) -> str:
    if written in known:
        return written
    raise DataFault(
        f"{name}={written[:40]}",
        expected=f"one of {', '.join(known)}",
        where="the form",
        mend="choose one of them",
    )


ROUTES = (Route("/whatif", whatif),)
