"""What leaving out a source changes, as tables that stand before an answer's own."""

from dataclasses import replace

from foedus.brief.statement import Judgement
from foedus.quantity import Estimate
from foedus.questions.answer import Answer, Table
from foedus.questions.numbers import estimate
from foedus.questions.wording import many
from foedus.study.leaving import SEEDS, Judged, LeftOut, Moved


def told(answer: Answer, made: LeftOut) -> Answer:
    """Put before an answer's tables what the brief would say otherwise."""
    return replace(answer, tables=(_judged(made), _moved(made), *answer.tables))


def _judged(made: LeftOut) -> Table:
    changed = f"{len(made.judged)} of {made.judgements} change"
    return Table(
        id="evidence.without.judgements",
        title=f"Key judgements without {made.source}: {changed}",
        columns=(
            "Changes",
            "With it",
            "Word",
            "Confidence",
            "Without it",
            "Word",
            "Confidence",
        ),
        rows=tuple(
            (_what(j), *_said(j.before), *_said(j.after))
            for j in sorted(made.judged, key=lambda j: ORDER.index(_what(j)))
        )
        or (("nothing", *(None,) * 6),),
        note=f"{many(len(made.claims), 'claim')} left out; asked again: "
        f"{', '.join(made.asked) or 'nothing, since no answer rests on them'}.",
    )


ORDER = ("it comes or goes", "the word", "the confidence", "reasons or numbers")
"""What may change in a judgement, from the most to the least."""


def _what(judged: Judged) -> str:
    one, other = judged.before, judged.after
    if one is None or other is None:
        return ORDER[0]
    if (one.word, one.standing) != (other.word, other.standing):
        return ORDER[1]
    return ORDER[2] if one.confidence != other.confidence else ORDER[3]


def _said(judgement: Judgement | None) -> tuple[str, str, str]:
    if judgement is None:
        return "not judged", "", ""
    why = f"{judgement.confidence}: {judgement.because}"
    return judgement.text, judgement.word or judgement.standing, why


def _moved(made: LeftOut) -> Table:
    shown = [m for m in made.moved if m.is_told and _is_of_a_conclusion(m)]
    still = sum(not m.is_told for m in made.moved)
    return Table(
        id="evidence.without.numbers",
        title=f"Numbers of the brief's questions that move without {made.source}",
        columns=("Question", "Number", "With it", "Without it", "Moved", "Noise"),
        rows=tuple(
            (
                m.result.question,
                m.result.sentence,
                _number(m.before, "not told"),
                _number(m.after, "nothing left"),
                m.by if m.before and m.after else None,
                m.noise if m.before and m.after else None,
            )
            for m in shown
        ),
        note=f"Moved: mean difference over {SEEDS} seeds; noise: the range of these "
        f"differences. {many(still, 'number')} moved by no more than that and "
        f"{'is' if still == 1 else 'are'} left out; pooled numbers follow below.",
    )


def _is_of_a_conclusion(moved: Moved) -> bool:
    """Pass over pooled numbers, which have a table of their own."""
    return not (
        moved.result.question == "evidence"
        and any(id.startswith("binding:") for id in moved.result.rests_on)
    )


def _number(held: Estimate | None, lacking: str) -> str:
    return estimate(held) if held else lacking
