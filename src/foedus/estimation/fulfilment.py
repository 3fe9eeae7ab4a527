"""Was the commitment called? ATOP's clauses, asked of each act of a war, against experts.

The engine of treaties answers clause by clause: certain, conditional, or no. Experts say
of the same alliance in the same war that it was called or not. What the codes of ATOP do
not carry stays conditional and counts as called, at a lower level than certain.

The steps of `RULES` lead from the naive rule, by which every war of an ally calls, to the
one that is ours, so that what each step is worth can be seen. Every step is by the rules
of the expert's codebook or of the codes, none by the name of a war or an alliance.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from foedus.estimation.agreement import Agreement, agreement
from foedus.estimation.codings import SCHOOLS, Coding
from foedus.estimation.wars import HOME, Wars
from foedus.faults import DataFault, Finding
from foedus.pacts.act import Act, Situation
from foedus.pacts.atop import PLACE, Atop, before_exits
from foedus.pacts.condition import Answer
from foedus.pacts.obligation import Level, Obligation, called, in_force_on
from foedus.pacts.pact import Pact
from foedus.pacts.provision import MILITARY, Conditions, Duty

TO_FIGHT_OR_NOT = MILITARY | {Duty.STAY_NEUTRAL, Duty.NOT_ATTACK}
"""Duties that partners break by fighting each other; a duty to consult they do not."""

NO_LONGER_IN_ATOP = {4660: "in ATOP 3.0, by which the experts worked, and not in 5.1"}

_ANSWER = {Level.CERTAIN: Answer.YES, Level.CONDITIONAL: Answer.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Rule:
    """What counts as a call."""

    name: str
    says: str
    asks: Literal["war", "duty", "acts"] = "acts"
    """Any war of a member, a duty to fight, or what the acts call."""
    duties: frozenset[Duty] = MILITARY
    limits: Literal["ignored", "kept", "strict"] = "kept"
    """`strict`: a limit of unknown content is not met."""
    partners: Literal["no", "any", "bound"] = "no"
    """Whether partners that fight each other call it: `bound`, not if they only consult."""
    at_home: bool = False
    """Defence limited to a place means the region of the one attacked."""

    def counts(self, call: "Call") -> bool:
        """Tell whether the rule counts a call."""
        match call.partners:
            case "no":
                return call.duty is None or call.duty in self.duties
            case "bound":
                return self.partners != "no"
            case "consulting":
                return self.partners == "any"


@dataclass(frozen=True, slots=True)
class Call:
    """One clause that an act calls, or one act between partners."""

    answer: Answer
    duty: Duty | None
    because: str
    partners: Literal["no", "bound", "consulting"] = "no"
    """Whether partners fought, and whether they owed each other more than to consult."""


_Reading = tuple[bool, bool]
"""Whether limits are ignored, and whether those on place are asked of the region."""

_ALL = MILITARY | {Duty.STAY_NEUTRAL}
_DEFENCE = frozenset({Duty.DEFEND})

RULES = (
    Rule("0", "naive: any war of a member", asks="war"),
    Rule("1", "it holds a duty to fight", asks="duty"),
    Rule("2", "defence, a partner is attacked", duties=_DEFENCE, limits="ignored"),
    Rule("3", "and offence, a partner is at war", limits="ignored"),
    Rule("4", "limits asked; of unknown content, met"),
    Rule("4s", "limits asked; of unknown content, not met", limits="strict"),
    Rule("5", "4 and neutrality", duties=_ALL),
    Rule("6", "5 and partners that fight each other", duties=_ALL, partners="any"),
    Rule("7", "6, not where they only consult", duties=_ALL, partners="bound"),
    Rule(
        "8",
        "7, defence limited to a place asked of the region",
        duties=_ALL,
        partners="bound",
        at_home=True,
    ),
)
OURS = RULES[-1]


@dataclass(frozen=True, slots=True)
class Prediction:
    """Whether a war called an alliance, as the clauses have it."""

    coding: Coding
    answer: Answer
    because: tuple[str, ...]
    start: date
    """The first day of the war."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the commitments that were called were honoured."""

    period: str
    honoured: int
    called: int

    @property
    def share(self) -> float | None:
        """The share honoured; none where none was called."""
        return self.honoured / self.called if self.called else None


PUBLISHED = (
    Rate("before 1945", 61, 92),
    Rate("since 1945", 12, 54),
    Rate("all", 73, 146),
)
"""Berkemeier and Fuhrmann (2018), by the rules of Leeds, Long and Mitchell."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """The clauses of ATOP held against expert codings."""

    predictions: tuple[Prediction, ...]
    ladder: tuple[tuple[Rule, Mapping[str, Agreement]], ...]
    """Each rule's agreement with each school; the last is ours."""
    findings: tuple[Finding, ...]

    @property
    def ours(self) -> Mapping[str, Agreement]:
        """The agreement of our rule with each school."""
        return self.ladder[-1][1]

    def differences(self, school: str = SCHOOLS[0]) -> tuple[Prediction, ...]:
        """List where the clauses say otherwise than a school of experts."""
        return tuple(
            one
            for one in self.predictions
            if (one.answer is not Answer.NO) != one.coding.codes[school].called
        )

    def rates(self, by: Literal["experts", "naive", "clauses"]) -> tuple[Rate, ...]:
        """Give the share honoured of what was called, by who says what was called."""
        periods = {
            "before 1945": [p for p in self.predictions if p.start.year < 1945],
            "since 1945": [p for p in self.predictions if p.start.year >= 1945],
            "all": list(self.predictions),
        }
        return tuple(_rate(name, held, by) for name, held in periods.items())


def backtest(codings: Iterable[Coding], atop: Atop, wars: Wars) -> Backtest:
    """Hold the clauses of ATOP against expert codings, by each rule in turn.

    Raises
    ------
    DataFault
        An alliance that ATOP does not know, or no row that can be judged.
    """
    held, findings = list[Coding](), list[Finding]()
    for coding in codings:
        lacking = _lacking(coding, atop, wars)
        if lacking:
            findings.append(Finding("doubt", coding.where, f"left out: {lacking}"))
        else:
            held.append(coding)
    if not held:
        raise DataFault(
            "no row can be judged",
            expected="at least one alliance and war that are known",
            where="estimation.fulfilment",
            mend="check the numbers of alliances and wars: " + findings[0].remark,
        )
    rows = [tuple(_predictions(one, atop, wars, RULES)) for one in held]
    by_rule = list(zip(*rows, strict=True))
    ladder = ((r, _by_school(found)) for r, found in zip(RULES, by_rule, strict=True))
    return Backtest(by_rule[-1], tuple(ladder), tuple(findings))


def predict(coding: Coding, atop: Atop, wars: Wars, rule: Rule = OURS) -> Prediction:
    """Tell whether a war called an alliance, and why."""
    return next(_predictions(coding, atop, wars, (rule,)))


def _predictions(
    coding: Coding, atop: Atop, wars: Wars, rules: Sequence[Rule]
) -> Iterator[Prediction]:
    """Give the prediction of each rule; the engine is asked once for each reading."""
    acts, pacts = wars.acts(coding.war, coding.cow_war), atop.of(coding.alliance)
    asked = dict[_Reading, list[Call]]()
    for rule in rules:
        reading = (rule.limits == "ignored", rule.at_home)
        read = tuple(_read_by(reading, pact) for pact in pacts)
        if rule.asks == "acts" and reading not in asked:
            asked[reading] = list(_calls(read, acts))
        counted = [c for c in asked.get(reading, []) if rule.counts(c)]
        counted += _without_acts(rule, pacts)
        yield _prediction(coding, counted, rule, _Told(read, acts))


def _prediction(
    coding: Coding, calls: Sequence[Call], rule: Rule, told: "_Told"
) -> Prediction:
    best = max((call.answer for call in calls), default=Answer.NO)
    because = tuple(dict.fromkeys(c.because for c in calls if c.answer is best))
    if best is Answer.NO:
        because = (told.why_not(rule.duties),)
    elif best is Answer.UNKNOWN and rule.limits == "strict":
        best = Answer.NO
    return Prediction(coding, best, because, told.acts[0].day)


def _lacking(coding: Coding, atop: Atop, wars: Wars) -> str:
    """Tell what is not known of a row, if anything; an alliance nobody knows is a fault."""
    if not atop.of(coding.alliance):
        if coding.alliance in NO_LONGER_IN_ATOP:
            return f"alliance {coding.alliance} is {NO_LONGER_IN_ATOP[coding.alliance]}"
        raise DataFault(
            f"ATOP 5.1 has no alliance {coding.alliance}",
            expected="the number of an alliance in ATOP",
            where=coding.where,
            mend="correct atopid, or take the row out",
        )
    if not wars.acts(coding.war, coding.cow_war):
        return f"no acts are known of war {coding.war} ({coding.war_name})"
    return ""


def _read_by(reading: _Reading, pact: Pact) -> Pact:
    """Give the pact without its limits, or with those on place asked of the region."""
    ignored, at_home = reading
    if ignored:
        free = (replace(p, conditions=Conditions()) for p in pact.provisions)
        return replace(pact, provisions=tuple(free))
    if not at_home:
        return pact
    return replace(
        pact,
        provisions=tuple(
            replace(p, conditions=replace(p.conditions, places=(HOME,)))
            if p.duty is Duty.DEFEND and PLACE in p.conditions.unknown
            else p
            for p in pact.provisions
        ),
    )


def _without_acts(rule: Rule, pacts: Sequence[Pact]) -> Iterator[Call]:
    if rule.asks == "war":
        yield Call(Answer.YES, None, "a member was at war")
    elif rule.asks == "duty" and any(_of(MILITARY, pact).provisions for pact in pacts):
        yield Call(Answer.YES, None, "it holds a duty to fight")


def _calls(pacts: Sequence[Pact], acts: Sequence[Act]) -> Iterator[Call]:
    """Give each call with its reason, act by act."""
    states = {party.state for pact in pacts for party in pact.parties}
    for day, act in _asked(pacts, acts):
        if states & {act.attacker, act.victim}:
            yield from _called_by(pacts, acts, act, day)


def _asked(pacts: Sequence[Pact], acts: Sequence[Act]) -> Iterator[tuple[date, Act]]:
    """List when each act is asked about: on its day, and once more as a member enters.

    Whoever promises help in a war that is under way promises it for that war too.
    """
    entries = {s.start for pact in pacts for party in pact.parties for s in party.spells}
    for act in acts:
        yield act.day, act
        for day in sorted(entries):
            if act.day < day and act.goes_on(day):
                yield day, act


def _called_by(
    pacts: Sequence[Pact], acts: Sequence[Act], act: Act, day: date
) -> Iterator[Call]:
    """Ask one act of the pacts as they stood before the exits of that day."""
    so_far = tuple(a for a in acts if a.day <= day)
    before = Situation(so_far[: so_far.index(act) + 1] if day == act.day else so_far)
    # The attacked fights back, and so is at war: its partners in offence owe it theirs.
    answer = replace(act, attacker=act.victim, victim=act.attacker)
    for pact in before_exits(pacts, day):
        bound = pact.members(day)
        if not bound & {act.attacker, act.victim}:
            continue
        if {act.attacker, act.victim} <= bound:
            yield _between_partners(pact, act)
        promises = in_force_on([_of(_ALL, pact)], day)
        back = called(promises, before.and_then(answer), day, acts=[answer])
        due = [*called(promises, before, day, acts=[act])]
        due += [o for o in back if o.duty is Duty.JOIN_OFFENCE]
        yield from (Call(_ANSWER[o.level], o.duty, _sentence(o)) for o in due)


def _of(duties: frozenset[Duty], pact: Pact) -> Pact:
    """Give the pact with its promises of these duties alone."""
    kept = tuple(p for p in pact.provisions if p.duty in duties)
    return replace(pact, provisions=kept)


def _between_partners(pact: Pact, act: Act) -> Call:
    binds = not {p.duty for p in pact.provisions}.isdisjoint(TO_FIGHT_OR_NOT)
    why = f"{act.attacker} fought its partner {act.victim}, {act.day}"
    return Call(Answer.YES, None, why, "bound" if binds else "consulting")


def _sentence(one: Obligation) -> str:
    owes = "owes" if one.level is Level.CERTAIN else "may owe"
    why = f" ({'; '.join(one.because)})" if one.because else ""
    duty = one.duty.value.replace("_", " ")
    return (
        f"{one.debtor} {owes} {one.creditor} to {duty} against {one.against} by {one.pact} "
        f"{one.article}, act of {one.act.day}{why}"
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """The pacts and the acts, to tell why nothing was called."""

    pacts: Sequence[Pact]
    acts: Sequence[Act]

    def why_not(self, asked: frozenset[Duty]) -> str:
        """Tell what the acts did to those who were bound, and what they had promised."""
        touched = [
            f"{act.attacker} against {act.victim}, {act.day}"
            for act in self.acts
            for pact in before_exits(self.pacts, act.day)
            if pact.members(act.day) & {act.attacker, act.victim}
        ]
        duties = sorted({p.duty for pact in self.pacts for p in pact.provisions} & asked)
        if not touched:
            return "no act on or by a member began while it was bound"
        if not duties:
            return "it holds no duty to fight or to stay out, and no partners fought"
        held = ", ".join(duty.replace("_", " ") for duty in duties)
        some = "; ".join(list(dict.fromkeys(touched))[:4])
        return f"no duty ({held}) is called by {some}"


def _by_school(predictions: Sequence[Prediction]) -> Mapping[str, Agreement]:
    return {
        school: agreement((p.answer, p.coding.codes[school].called) for p in predictions)
        for school in SCHOOLS
    }


def _rate(period: str, held: Sequence[Prediction], by: str) -> Rate:
    school = SCHOOLS[0]
    called = [
        one.coding.codes[school].honoured
        for one in held
        if by == "naive"
        or (by == "experts" and one.coding.codes[school].called)
        or (by == "clauses" and one.answer is not Answer.NO)
    ]
    return Rate(period, sum(called), len(called))
