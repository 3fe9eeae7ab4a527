"""Key judgements: each with its word, its confidence, and what would change it.

Probability and confidence are two things. A matter of treaty text has no probability; it
stands as certain by the text or as conditional. A figure has one, and its word comes off
the scale by the number, never by hand.
"""

from collections.abc import Iterator, Mapping

from foedus.brief.sections.forecasts import forecasts, said
from foedus.brief.statement import Block, Confidence, Heading, Judgement, Note
from foedus.cases.case import Case, Question, Watched
from foedus.ledger.entry import Result
from foedus.pacts.act import Reading
from foedus.pacts.pact import Pact, PactId
from foedus.pacts.provision import Force
from foedus.quantity import word_for
from foedus.questions.answer import Answer
from foedus.questions.evidence import watched_id
from foedus.questions.numbers import amount, estimate
from foedus.questions.wording import many, names


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Judge the headline acts, the balance, the watched figures and the evidence."""
    yield Heading("Key judgements", "judgements")
    if case.compiled != case.heading.as_of:
        day, written = case.heading.as_of, case.compiled
        yield Note(
            f"Asked as of {day}, of a case written for {written}: only claims said by "
            f"{day} are heard and only events up to it are told, but the questions, the "
            "coding of treaties, their notes and the figures of states are of the case's "
            "own day" + (", and nothing after it was looked for." if day > written else ".")
        )
    for act in case.acts:
        if act.headline:
            yield _by_text(case, act, answers["obligations"])
    if answers["balance"].results:
        yield _by_balance(case, answers["balance"])
    yield from forecasts(case, answers)
    for watched in case.heading.watched:
        judged = _by_figures(watched, answers["evidence"])
        if judged is not None:
            yield judged
    yield _by_evidence(answers["evidence"])


def _by_text(case: Case, act: Question, answer: Answer) -> Judgement:
    sure = answer.result(f"obligations.{act.id}.certain")
    perhaps = answer.result(f"obligations.{act.id}.conditional")
    cited = [id for r in (sure, perhaps) for id in r.rests_on if id.startswith("article:")]
    helped = names([act.victim])
    added = answer.result(f"obligations.{act.id}.by_the_pact")
    text = f"If {names([act.attacker])} attacks {helped}{_premise(case, act)}, " + (
        f"{_after(sure.sentence)} must help it by force{_means(case, sure)}"
        if sure.estimate.value
        else "no state is bound for certain to help it by force"
    )
    if perhaps.estimate.value:
        text += f"; {_after(perhaps.sentence)} must if conditions hold that are not known"
    if added.estimate.value:
        text += f". Through this pact alone: {_after(added.sentence)}"
    others = _other_readings(answer, act)
    confidence, because = _confidence_of_text(case, cited)
    return Judgement(
        text=". ".join([text, *others]) + ".",
        rests_on=(sure.id, perhaps.id, added.id, *_reading_ids(answer, act)),
        confidence=confidence,
        because=because,
        would_change=_missing(answer, act, cited, others),
        standing=_standing(perhaps, others),
    )


def _premise(case: Case, act: Question) -> str:
    """Say who struck first, where that is told or follows from what goes on."""
    struck = any(
        (one.attacker, one.victim) == (act.victim, act.attacker) for one in case.background
    )
    if act.provoked == "yes" or (act.provoked is None and struck):
        return ", which used force against it first"
    return ", leaving open who struck first" if act.provoked == "unclear" else ""


def _means(case: Case, sure: Result) -> str:
    """Say how far the words leave the means to the helper, where they do."""
    cited = {id for id in sure.rests_on if id.startswith("article:")}
    forces = {
        provision.force
        for pact in case.pacts
        for provision in pact.provisions
        if f"article:{pact.id}:{provision.article}" in cited
    } & {Force.CONSTITUTIONAL, Force.AS_DEEMED_NECESSARY}
    said = {
        Force.CONSTITUTIONAL: ", by its own constitutional processes",
        Force.AS_DEEMED_NECESSARY: ", as it deems necessary",
    }
    return "".join(said[force] for force in sorted(forces))


def _other_readings(answer: Answer, act: Question) -> list[str]:
    """Tell what a reading that is not usual would change, if anything."""
    usual = {
        level: answer.result(f"obligations.{act.id}.{level}").estimate.value
        for level in ("certain", "conditional")
    }
    told: dict[str, list[str]] = {}
    for reading in Reading:
        other = [r for r in answer.results if r.id in _ids(act, reading)]
        if [r.estimate.value for r in other] in ([], list(usual.values())):
            continue
        sure, perhaps = other
        whom = [
            f"{_after(r.sentence)} {verb}"
            for r, verb in ((sure, "must"), (perhaps, "must if conditions hold"))
            if r.estimate.value
        ]
        told.setdefault(" and ".join(whom) or "nobody must", []).append(reading.value)
    return [
        f"On the {' and the '.join(readings)} reading {whom}"
        for whom, readings in told.items()
    ]


def _ids(act: Question, reading: Reading) -> tuple[str, str]:
    stem = f"obligations.{act.id}.{reading.value}"
    return f"{stem}.certain", f"{stem}.conditional"


def _reading_ids(answer: Answer, act: Question) -> tuple[str, ...]:
    wanted = {id for reading in Reading for id in _ids(act, reading)}
    return tuple(r.id for r in answer.results if r.id in wanted)


def _after(sentence: str) -> str:
    """Take the states that a result's sentence ends with."""
    return sentence.rsplit(": ", 1)[-1]


def _confidence_of_text(case: Case, cited: list[str]) -> tuple[Confidence, str]:
    pacts = {pact.id: pact for pact in case.pacts}
    provisions = [
        (pacts[PactId(pact)], provision)
        for _, pact, number in (id.split(":", 2) for id in cited)
        for provision in pacts[PactId(pact)].provisions
        if provision.article == number
    ]
    if not provisions:
        return (
            "moderate",
            "no article on help by force is called; the others were not asked",
        )
    if any(provision.basis == "memory" for _, provision in provisions):
        return "low", "an article that it rests on was coded from memory"
    if any(_is_provisional(pact) for pact, _ in provisions):
        return "moderate", "the articles were read, but coded by one hand only"
    return "high", "the articles were read and coded twice"


def _is_provisional(pact: Pact) -> bool:
    return pact.provisional


def _standing(perhaps: Result, others: list[str]) -> str:
    if others:
        return "hangs on the reading of collective defence"
    return "conditional" if perhaps.estimate.value else "certain by the text"


def _missing(answer: Answer, act: Question, cited: list[str], others: list[str]) -> str:
    """Tell which unknown facts the conditional promises wait for."""
    proofs = answer.table(f"obligations.{act.id}.proofs")
    waits = dict.fromkeys(
        str(row[-1]).rsplit("not known: ", 1)[-1].rstrip(").")
        for row, rests in zip(proofs.rows, proofs.rests_on, strict=True)
        if row[4] == "conditional" and row[0] == 1 and set(rests) & set(cited)
    )
    if waits:
        return "Knowing " + "; ".join(waits) + "."
    if others:
        return "A finding by the Security Council, or by the parties, of who struck first."
    return "An amendment, a notice of ending, or a published reading of these articles."


def _by_balance(case: Case, answer: Answer) -> Judgement:
    level = next(
        (lv for lv in case.heading.levels[1:] if lv.states), case.heading.levels[0]
    )
    gain = answer.result(f"balance.{level.name}.gain")
    spread = gain.estimate.high - gain.estimate.low
    return Judgement(
        text=(
            f"At the level of {level.called} the pact adds {estimate(gain.estimate)} of "
            "capability to those bound to help the partner, if its conditional promises "
            "are kept."
            if gain.estimate.high > 0
            else f"At the level of {level.called} the pact adds nothing to those bound to "
            f"help the partner on {case.heading.as_of}."
        ),
        rests_on=(gain.id,),
        confidence="moderate" if gain.estimate.low > 0 else "low",
        because="every measure says more, though the most and the least lie "
        f"{amount(spread, gain.estimate.unit)} of all capability apart"
        if gain.estimate.low > 0
        else "no promise to fight of the pact is in force that day, or none is called",
        would_change="Newer figures of spending and soldiers; a promise that is not kept.",
        standing="counted, not judged",
    )


def _by_figures(watched: Watched, answer: Answer) -> Judgement | None:
    id = watched_id(watched.parameter, watched.above)
    result = next((r for r in answer.results if r.id == id), None)
    if result is None:
        return None
    word = word_for(result.estimate.value)
    rows = answer.table("evidence.parameters").rows
    row = next(r for r in rows if r[0] == watched.parameter)
    claims, origins, standing = int(row[6] or 0), int(row[7] or 0), str(row[8])
    return Judgement(
        text=f"It is {said(word.word)} that {watched.says.rstrip('.')}.",
        rests_on=(result.id,),
        confidence=_confidence_of_figures(origins, standing),
        because=f"{many(claims, 'claim')} from {many(origins, 'origin')}; {standing}",
        would_change="A figure from another origin, or a withdrawal of one of these.",
        word=word.word,
        band=(word.low, word.high),
    )


def _confidence_of_figures(origins: int, standing: str) -> Confidence:
    if standing in {"assumed", "one origin"}:
        return "low"
    return "high" if standing == "agreed" and origins >= 3 else "moderate"


def _by_evidence(answer: Answer) -> Judgement:
    counts = [r for r in answer.results if r.id.startswith("evidence.standing.")]
    whole = sum(r.estimate.value for r in counts)
    told = ", ".join(f"{r.estimate.value:.0f} {_after(r.sentence)}" for r in counts)
    return Judgement(
        text=f"Numbers that the case speaks of: {whole:.0f}, of them {told}.",
        rests_on=tuple(r.id for r in counts),
        confidence="high",
        because="counted from the ledger",
        would_change="A second origin for the numbers that have one.",
        standing="counted, not judged",
    )
