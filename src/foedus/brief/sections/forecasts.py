"""Key judgements that rest on models: how long it stands, who fights, what help speeds.

A model's chance gets its word off the scale like any other. Confidence is another matter:
where a model and the base rates part, or a handful of events carry all, it is low.
"""

from collections.abc import Iterator, Mapping

from foedus.brief.sections import futures
from foedus.brief.statement import Judgement
from foedus.cases.capability_file import Goal
from foedus.cases.case import Case, Issue
from foedus.exchange.deal import Deal
from foedus.ledger.entry import Result
from foedus.quantity import Unit, word_for
from foedus.questions.answer import Answer
from foedus.questions.numbers import amount, estimate
from foedus.questions.parts.theories.verdicts import judged
from foedus.questions.sanctions import answered
from foedus.questions.wording import names, sentence
from foedus.states.roster import StateId

AHEAD = 10
"""Years ahead of which the judgement on durability speaks."""
CLEAREST = 2
"""Issues that are judged: those of which it is clearest whether they come to more."""


def forecasts(case: Case, answers: Mapping[str, Answer]) -> Iterator[Judgement]:
    """Judge what the models tell, where they could be asked."""
    if answers["durability"].results:
        yield _lasts(answers["durability"])
    yield from _fights(case, answers["escalation"])
    if any(r.id.startswith("theories.rank.") for r in answers["theories"].results):
        yield _foreseen(answers["theories"])
    if futures.told(answers["theories"]):
        yield _part(answers["theories"])
    yield from _spreads(case, answers["contagion"])
    if case.exchange is not None and answers["exchange"].results:
        yield _keeps_up(case.exchange, answers["exchange"])
    for first in answered(case, answers["sanctions"])[:1]:
        yield _bite(first.target, answers["sanctions"])
    yield from _responds(case, answers["response"])
    if case.capabilities:
        yield _hastened(case.capabilities[0], answers["proliferation"])


def _lasts(answer: Answer) -> Judgement:
    ours = answer.result(f"durability.alive.{AHEAD}")
    like = [
        r
        for r in answer.results
        if r.id.startswith("durability.class.") and r.id.endswith(f".{AHEAD}")
    ]
    word = word_for(ours.estimate.value)
    shares = [r.estimate.value for r in like]
    apart = (
        f"by design and level {amount(ours.estimate.value, ours.estimate.unit)}, while of "
        f"treaties like it {amount(min(shares), like[0].estimate.unit)} to "
        f"{amount(max(shares), like[0].estimate.unit)} stood after as long, class by class"
        if like
        else "no class of treaties like it is at hand"
    )
    under = [r for r in answer.results if r.id == f"durability.simulated.{AHEAD}"]
    for one in under:
        apart += (
            "; run forward under all that the case names as what may end it "
            f"{amount(one.estimate.value, one.estimate.unit)}, most of which is assumed"
        )
    return Judgement(
        text=f"It is {said(word.word)} that the pact still stands after {AHEAD} years.",
        rests_on=(ours.id, *(r.id for r in (*like, *under))),
        confidence="low",
        because=apart,
        would_change="A breach by one of the two, a new treaty between them, or an end of "
        f"other treaties of either{_first_driver(answer)}.",
        word=word.word,
        band=(word.low, word.high),
    )


def _first_driver(answer: Answer) -> str:
    """Name what the case fears most for the pact, where it names anything."""
    held = [
        r
        for r in answer.results
        if r.id.startswith("durability.without.") and r.id.endswith(f".{AHEAD}")
    ]
    if not held:
        return ""
    first = max(held, key=lambda r: r.estimate.value)
    title = first.sentence.partition(" if it cannot be that ")[2]
    return f"; of what the case names, first that {title}"


def _fights(case: Case, answer: Answer) -> Iterator[Judgement]:
    """Judge for the first act on a party of the pact whether the other fights."""
    moved = next((r for r in answer.results if r.id.endswith(".by_the_pact")), None)
    if moved is None:
        return
    stem = moved.id.removesuffix(".by_the_pact")
    act = next(act for act in case.acts if stem == f"escalation.{act.id}")
    partner = next(state for state in case.heading.dyad if state != act.victim)
    joins = next((r for r in answer.results if r.id == f"{stem}.joins.{partner}"), None)
    if joins is None:
        return
    word = word_for(joins.estimate.value)
    yield Judgement(
        text=sentence(
            f"if {names([act.attacker])} makes war on {names([act.victim])}, it is "
            f"{said(word.word)} that {names([partner])} joins it; the pact adds "
            f"{estimate(moved.estimate)} to that chance."
        ),
        rests_on=(joins.id, moved.id),
        confidence="low",
        because="outsiders come in waves, and the model knows neither nuclear weapons nor "
        "what has happened since 2014",
        would_change="Troops of one stationed with the other; a war of the other's own.",
        word=word.word,
        band=(word.low, word.high),
    )


def _foreseen(answer: Answer) -> Judgement:
    ranks = [r for r in answer.results if r.id.startswith("theories.rank.")]
    best, held = _best(ranks), {r.id.rsplit(".", 1)[1]: r for r in ranks}
    model = best.rests_on[0].removeprefix("model:")
    contest = judged(model)
    upheld = [v.theory.title for v in contest.theories if v.beats(contest.hardest.name)]
    by_theory = [held[v.theory.name] for v in contest.theories if v.theory.name in held]
    nearest = min(by_theory, key=lambda r: r.estimate.value)
    told = (
        f"{' and '.join(upheld)} alone tell more than {contest.hardest.title.lower()}"
        if upheld
        else f"no theory alone tells more than {contest.hardest.title.lower()}"
    )
    return Judgement(
        text=f"{best.sentence}: {estimate(best.estimate)}. Of the theories "
        f"{_by(nearest)} came nearest, with place "
        f"{amount(nearest.estimate.value, nearest.estimate.unit)}; on all pairs and years "
        f"{told}.",
        rests_on=(best.id, nearest.id, *(f"theories.gain.{model}.{v.theory.name}"
                                        for v in contest.theories)),
        confidence="moderate",
        because="places are those of fits that had not seen the year; one pact proves "
        "nothing of a theory",
        would_change="Data on pacts after 2018, on which the contests could be held anew.",
        standing="counted, not judged",
    )  # fmt: skip


def _part(answer: Answer) -> Judgement:
    """Tell on what theories part most, and how they fared when run from the past."""
    widest = futures.parted(answer)[0]
    held = futures.by_theory(answer, futures.counted(widest))
    most, least = held[0], held[-1]
    apart = answer.table("theories.partings").rows[0][5]
    return Judgement(
        text=f"Run forward, theories part most on this: {futures.head(most)}. By "
        f"{futures.whose(most)} {estimate(most.estimate)}; by {futures.whose(least)} "
        f"{estimate(least.estimate)}.",
        rests_on=(most.id, least.id, widest.id),
        confidence="low",
        because="a theory here is a list of terms, and run from the past "
        + futures.fared_in_short(),
        would_change="What is counted by then: "
        + (
            f"by the end of {apart} it would tell the two apart."
            if str(apart).isdigit()
            else "it would not tell the two apart within the years that are run."
        ),
        standing="counted, not judged",
    )


def _spreads(case: Case, answer: Answer) -> Iterator[Judgement]:
    """Judge whose other pacts this one moves most, and say if it is but noise."""
    if not answer.results:
        return
    larger, after, before, whole = (
        answer.result(f"contagion.{key}")
        for key in ("larger", "tried.after", "tried.before", "all")
    )
    pairs = [r for r in answer.results if r.id.startswith("contagion.pair.")]
    parts = [r for r in answer.results if r.id.startswith("contagion.of.")]
    if not pairs:
        text = "No other pair\u2019s pacts are moved by this one beyond noise."
    else:
        span = pairs[0].sentence.rsplit(" adds ", 1)[-1]
        told = "; ".join(
            f"{r.sentence.removeprefix('Pacts of ').split(' that ', 1)[0]} by "
            f"{estimate(r.estimate)}"
            for r in pairs[:2]
        )
        text = f"Of other pacts of two this one moves most, {span}, those of {told}."
    noise = whole.estimate.low <= 0 <= whole.estimate.high
    text += f" {whole.sentence}: {estimate(whole.estimate)}" + (
        ", within noise." if noise else "."
    )
    yield Judgement(
        text=text,
        rests_on=(larger.id, whole.id, after.id, before.id,
                  *(r.id for r in (*pairs[:2], *parts))),
        confidence="low",
        because="after past pacts the pairs that runs name signed "
        f"{amount(after.estimate.value, Unit.NONE)} times as often as others held as "
        f"likely, before them {amount(before.estimate.value, Unit.NONE)} times; which of "
        "it the pact did is not told by that, and pacts are known to 2018 only",
        would_change="A pact signed, or refused, by one of the pairs named.",
        standing="simulated, not observed",
    )  # fmt: skip


def _bite(target: StateId, answer: Answer) -> Judgement:
    """Tell what a coalition takes, and how much goes round it."""
    stem = f"sanctions.{target.lower()}"
    bite, harm, leak = (answer.result(f"{stem}.{key}") for key in ("bite", "harm", "leak"))
    another = [r for r in answer.results if r.id == f"{stem}.bite.another"]
    wide = (
        f"; drawn as on one more target the loss is {estimate(another[0].estimate)}"
        if another
        else ""
    )
    return Judgement(
        text=f"Sanctions take {estimate(bite.estimate)} of the real income of "
        f"{names([target])} and {estimate(harm.estimate)} of that of the states that "
        f"impose them; {estimate(leak.estimate)} of what the two sides still trade goes "
        "through others.",
        rests_on=(bite.id, harm.id, leak.id, *(r.id for r in another)),
        confidence="low",
        because="trade is modelled and led to published figures, and the elasticity of "
        f"trade and what hubs enforce are assumed{wide}",
        would_change="A trade table of the year; a study of what these very sanctions did.",
        standing="modelled, not observed",
    )


def _hastened(goal: Goal, answer: Answer) -> Judgement:
    """Tell whether full help brings the first capability a year sooner or more."""
    stem = f"proliferation.{goal.id}"
    full, saved, alone = (
        answer.result(f"{stem}.full.{key}") for key in ("sooner", "saved", "by.10")
    )
    without = answer.result(f"{stem}.none.by.10")
    impedes = answer.result("proliferation.effect.impedes")
    last = answer.result(f"{stem}.full.saved.last")
    word = word_for(full.estimate.value)
    day = without.sentence.rsplit(" by ", 1)[-1].split(",")[0]
    return Judgement(
        text=f"It is {said(word.word)} that full help by {names([goal.helper])} from now "
        f"on would bring {names([goal.state])} {goal.title} a year sooner or more: "
        f"{estimate(saved.estimate)}. Its chance of having it by {day} is "
        f"{amount(without.estimate.value, without.estimate.unit)} without help and "
        f"{amount(alone.estimate.value, alone.estimate.unit)} with it.",
        rests_on=(full.id, saved.id, last.id, without.id, alone.id, impedes.id),
        confidence="low",
        because="studies disagree on whether help speeds, on years not seen it foretold no "
        "more than a state\u2019s own means, how far work has come is assumed, and by "
        f"programmes under way alone help would save {estimate(last.estimate)}",
        would_change="A reactor seen at work; proof of what was handed over, or that "
        "nothing was.",
        word=word.word,
        band=(word.low, word.high),
    )


def _responds(case: Case, answer: Answer) -> Iterator[Judgement]:
    """Judge the issues of which it is clearest whether they come to more or to less."""
    chances = {r.id.split(".")[1]: r for r in answer.results if r.id.endswith(".above")}
    asked = [issue for issue in case.issues if issue.id in chances]
    clear = sorted(asked, key=lambda one: -abs(chances[one.id].estimate.value - 0.5))
    for issue in clear[:CLEAREST]:
        above = chances[issue.id]
        word = word_for(above.estimate.value)
        if not word.low < 0.5 < word.high:
            yield _comes_to(issue, above, answer)


def _comes_to(issue: Issue, above: Result, answer: Answer) -> Judgement:
    outcome = answer.result(f"response.{issue.id}.outcome")
    word = word_for(above.estimate.value)
    swings = [r for r in answer.results if r.id.startswith(f"response.{issue.id}.swing.")]
    low, high = min(issue.continuum), max(issue.continuum)
    return Judgement(
        text=f"{issue.question} On a line from {low} ({issue.continuum[low]}) to {high} "
        f"({issue.continuum[high]}) it is {said(word.word)} that it comes to more than "
        f"today's {issue.status_quo:g}; four methods together put it at "
        f"{estimate(outcome.estimate)}.",
        rests_on=(above.id, outcome.id, *(r.id for r in swings[:1])),
        confidence="low",
        because="positions, salience and influence are judgements, and on issues with "
        "known outcomes the methods beat no plain mean of positions",
        would_change="A statement or act that places a stakeholder anew."
        + "".join(f" {_turned(issue, r)} shifts it most." for r in swings[:1]),
        word=word.word,
        band=(word.low, word.high),
    )


def _keeps_up(deal: Deal, answer: Answer) -> Judgement:
    """Judge whether the supply lasts another year, and tell what hangs on it."""
    keeps, ends, given, debt, left = (
        answer.result(f"exchange.{key}")
        for key in ("keeps_year", "ends_year", "given_year", "settled", "survive")
    )
    word = word_for(keeps.estimate.value)
    supplier, buyer = names([deal.supplier]), names([deal.buyer])
    return Judgement(
        text=f"It is {said(word.word)} that store and output of {supplier} would keep up "
        f"the full rate of {deal.good.title} for another year. What is handed over in it, "
        f"with credit and ends reckoned in, is {estimate(given.estimate)}; that the "
        f"exchange ends has a chance of {estimate(ends.estimate)}. The part of what was "
        f"given that {buyer} has paid for is reckoned at {estimate(debt.estimate)}.",
        rests_on=(keeps.id, ends.id, given.id, debt.id, left.id),
        confidence="low",
        because="store, prices and patience are assumed; what was published leaves "
        f"{estimate(left.estimate)} of the draws",
        would_change="A count of what is in store or made; what else is paid, and when.",
        word=word.word,
        band=(word.low, word.high),
    )


def _turned(issue: Issue, swing: Result) -> str:
    """Say what a swing turns: the stakeholder and which of its numbers."""
    told = swing.sentence.removeprefix(issue.question).strip()
    return "The" + told.removeprefix("Shift of the outcome as the").removesuffix(
        " goes from its low to its high end"
    )


def _best(ranks: list[Result]) -> Result:
    recommended = {
        v.theory.name
        for name in ("formation_defence", "formation_other")
        for v in judged(name).verdicts
        if v.theory.kind == "recommended"
    }
    return next(r for r in ranks if r.id.rsplit(".", 1)[1] in recommended)


def _by(result: Result) -> str:
    return result.sentence.rsplit(", by ", 1)[-1]


def said(word: str) -> str:
    """Fit a word of the scale into `it is ... that`.

    >>> said("almost no chance"), said("likely")
    ('almost out of the question', 'likely')
    """
    return {
        "almost no chance": "almost out of the question",
        "roughly even chance": "about as likely as not",
    }.get(word, word)
