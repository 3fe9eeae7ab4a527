"""Tables and pictures of the futures of theories."""

from collections.abc import Iterator

from foedus.estimation.forward import HAZARDS
from foedus.estimation.futures_scores import MIXED, WHOLE
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Picture, Table
from foedus.questions.numbers import amount
from foedus.questions.parts.theories.ahead import (
    QUESTION,
    Ahead,
    mixed_of,
    sign_said,
    told,
)
from foedus.questions.parts.theories.futures import Asked
from foedus.questions.parts.theories.parting import TIMES
from foedus.questions.wording import names, sentence

SHOWN, LINES = 6, 4
"""Counts that are drawn beside each other, and through the years."""
WITHIN = 10
"""Years within which the table of scores tells how theories foresaw."""
SOURCE = "futures that the package carries, run forward"
HAZARD_SAID = {
    "onset": "a dispute begins", "war": "it is a war", "joining": "others join",
    "formation": "two sign a pact", "kind": "it is one of defence",
    "termination": "a treaty ends", "accession": "a state enters a pact of many",
}  # fmt: skip
_ENTRIES = {"disputes": "begin a dispute", "signed": "sign a pact of two"}


def tables(ahead: Ahead) -> Iterator[Table]:
    """Give all tables."""
    yield _futures(ahead)
    yield _partings(ahead)
    if ahead.signs:
        yield _signs(ahead)
    yield _next(ahead)
    yield _foresaw(ahead)
    yield _terms(ahead)


def pictures(ahead: Ahead) -> Iterator[Picture]:
    """Give both pictures."""
    yield _apart(ahead)
    yield _telling(ahead)


def _futures(ahead: Ahead) -> Table:
    held = ahead.held
    every = (*held.futures, held.whole)
    return Table(
        id=f"{QUESTION}.futures",
        title=f"What each theory foretells for {held.first} to {held.last}",
        columns=("", *(one.title for one in held.futures), "Mixed", held.whole.title),
        rows=tuple(
            (
                sentence(asked.says),
                *(_spanned(told(held, one, asked)) for one in held.futures),
                _spanned(mixed_of(held, asked)),
                _spanned(told(held, held.whole, asked)),
            )
            for asked in held.asked
        ),
        rests_on=tuple(
            tuple(
                f"{QUESTION}.future.{asked.id}.{name}"
                for name in (*(one.name for one in every), MIXED)
            )
            for asked in held.asked
        ),
        note=f"Means of {held.runs} runs each, and what nine in ten of them hold; of what "
        "happens once, the share of runs and its error. The whole system has the terms of "
        "all, and memories besides.",
    )


def _partings(ahead: Ahead) -> Table:
    held = ahead.held
    return Table(
        id=f"{QUESTION}.partings",
        title="Where theories part most, and when that would be seen",
        columns=("", "More by", "Fewer by", "Difference", f"Times as likely by {held.last}",
                 "Told apart by the end of"),
        rows=tuple(
            (
                sentence(one.asked.says),
                ahead.theory(one.high).title,
                ahead.theory(one.low).title,
                _spanned(one.difference.difference)
                + (", within noise" if one.difference.within_noise else ""),
                f"{one.ratios[-1]:.1f}",
                str(held.first + one.apart - 1) if one.apart else f"not by {held.last}",
            )
            for one in ahead.partings
        ),
        rests_on=tuple(
            (f"{QUESTION}.apart.{one.asked.id}", f"{QUESTION}.times.{one.asked.id}")
            for one in ahead.partings
        ),
        note="Runs of the same numbers held together one by one; intervals, of 90 %, are "
        "those of the means of draws. Times as likely: how far the right one of the two "
        f"must be expected to come ahead, the lesser way; {TIMES:g} counts as told apart.",
    )  # fmt: skip


def _signs(ahead: Ahead) -> Table:
    held = ahead.held
    return Table(
        id=f"{QUESTION}.signs",
        title="What to watch for",
        columns=("Would speak for", "If there are", "Likely under it", "Under the others"),
        rows=tuple(
            (
                ahead.theory(one.theory).title,
                sign_said(one, held),
                _spanned(one.under),
                amount(one.others, Unit.PROBABILITY),
            )
            for one in ahead.signs
        ),
        rests_on=tuple(
            (f"{QUESTION}.sign.{ahead.theory(one.theory).name}.{one.asked.id}",)
            for one in ahead.signs
        ),
        note="The first year in which something is likely enough to be seen under a theory "
        "and at most a third as likely under the mixture of the others. Signs overlap: "
        "two of them are not twice the evidence.",
    )


def _next(ahead: Ahead) -> Table:
    held = ahead.held
    every = (*held.futures, held.whole)
    return Table(
        id=f"{QUESTION}.next",
        title=f"Who signs a pact next, from {held.first} to {held.last}",
        columns=("Pair", *(one.title for one in every)),
        rows=tuple(
            (
                sentence(names(pair)),
                *(amount(one.value, one.unit) for one in chances),
            )
            for pair, chances in zip(ahead.pairs, ahead.chances, strict=True)
        ),
        rests_on=tuple(
            tuple(f"{QUESTION}.next.{'.'.join(pair)}.{one.name}" for one in every)
            for pair in ahead.pairs
        ),
        note="Pairs with a state around the pact that are among the first of some theory; "
        "the likeliest by the mixture of theories stands first.",
    )


def _foresaw(ahead: Ahead) -> Table:
    names_ = [one.name for one in ahead.held.theories]
    scores = [one for one in ahead.scores.pairs if one.years == WITHIN]
    return Table(
        id=f"{QUESTION}.foresaw",
        title=f"How theories run forward foresaw what came within {WITHIN} years",
        columns=("From", "Pairs that", *(one.title for one in ahead.held.theories),
                 "Mixed", "Whole system", "Hardest null"),
        rows=tuple(
            (
                str(one.origin),
                f"{_ENTRIES[one.what]}: {one.events} of {one.pairs:,}",
                *(f"{one.loss[name] * 1e3:.1f}" for name in (*names_, MIXED, WHOLE)),
                f"{one.hardest}: {one.loss[one.hardest] * 1e3:.1f}",
            )
            for one in scores
        ),
        note="Mean log loss in thousandths of a nat a pair, less is better, by fits of "
        "what was known before. Nulls: distance alone, history alone, persistence, a base "
        "rate, and of disputes the one-year model held still. The mixture has weights of "
        "what was known by then. `python -m verification.futures` makes them anew.",
    )  # fmt: skip


def _terms(ahead: Ahead) -> Table:
    return Table(
        id=f"{QUESTION}.terms",
        title="What a theory is here: its terms beyond the common ones, by hazard",
        columns=("Hazard", "Common", *(one.title for one in ahead.held.theories)),
        rows=tuple(
            (
                HAZARD_SAID[hazard],
                ", ".join(ahead.theory(0).common[hazard]),
                *(", ".join(one.own[hazard]) or "-" for one in ahead.held.theories),
            )
            for hazard in HAZARDS
            if hazard in ahead.theory(0).common
        ),
        note="The number of states, the level of the year and the drift of capabilities "
        "are common too. Which terms of a theory no run can move stands in "
        "estimation/futures.yaml.",
    )


def _apart(ahead: Ahead) -> Picture:
    held = ahead.held
    asked = [one.asked for one in ahead.partings[:SHOWN]]
    rows = [row for one in asked for row in _against_the_mixture(ahead, one)]
    first = ahead.partings[0]
    high, low = ahead.theory(first.high).title, ahead.theory(first.low).title
    return Picture(
        id=f"{QUESTION}.futures",
        kind="bars",
        title=f"Theories part most on {first.asked.says}: most by {high}, fewest by {low}",
        alt=f"From {held.first} to {held.last}, by theory, against the mixture: "
        + "; ".join(f"{group}, {series} {value:.2f}" for group, series, value, *_ in rows)
        + ".",
        source=SOURCE,
        x=f"times what the mixture of theories expects, {held.first} to {held.last}",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(rows),
    )


def _against_the_mixture(
    ahead: Ahead, asked: Asked
) -> Iterator[tuple[str, str, float, float, float]]:
    held = ahead.held
    whole = max(mixed_of(held, asked).value, 1e-9)
    for future in held.futures:
        one = told(held, future, asked)
        yield (
            sentence(asked.says),
            future.title,
            one.value / whole,
            one.low / whole,
            one.high / whole,
        )


def _telling(ahead: Ahead) -> Picture:
    held = ahead.held
    shown = ahead.partings[:LINES]
    first = shown[0]
    both = " and ".join(sorted(ahead.theory(k).title for k in (first.high, first.low)))
    when = (
        f"would be told apart by {held.first + first.apart - 1}"
        if first.apart
        else f"would not be told apart by {held.last}"
    )
    rows = [
        (held.first + ahead_, _named(ahead, k), ratio, None, None)
        for k, one in enumerate(shown)
        for ahead_, ratio in enumerate(one.ratios)
    ]
    level = [
        (held.first + year, f"told apart: {TIMES:g} times", TIMES, None, None)
        for year in range(held.years)
    ]
    return Picture(
        id=f"{QUESTION}.telling",
        kind="lines",
        title=f"{both} {when}, by {first.asked.says}",
        alt="How many times as likely the right one of two theories must be expected to "
        "make what is seen, by year: "
        + "; ".join(
            f"{_named(ahead, k)} {one.ratios[-1]:.1f} by {held.last}"
            for k, one in enumerate(shown)
        )
        + ".",
        source=SOURCE,
        x="",
        y="times as likely under the right one",
        columns=("year", "series", "value", "low", "high"),
        rows=(*rows, *level),
    )


def _spanned(number: Estimate) -> str:
    """Say a number with its interval, whose level the note of the table tells.

    >>> _spanned(Estimate(5.5, 1.0, 11.0, 0.9, Unit.COUNT, ""))
    '5.5 (1 to 11)'
    """
    low, high = amount(number.low, number.unit), amount(number.high, number.unit)
    return f"{amount(number.value, number.unit)} ({low} to {high})"


def _named(ahead: Ahead, place: int) -> str:
    one = ahead.partings[place]
    return sentence(one.asked.says)
