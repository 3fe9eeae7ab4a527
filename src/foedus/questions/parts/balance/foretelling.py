"""What measures of capability foretell of who wins a dispute, and whether to learn one."""

from collections.abc import Iterator

from foedus.estimation.outcomes import ORIGINS, Outcomes, Scored, carried_outcomes
from foedus.estimation.score import Gain
from foedus.ledger.entry import Result
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Table
from foedus.questions.parts.balance.weighing import Weighed
from foedus.questions.telling import Told
from foedus.questions.wording import sentence


def part(told: Weighed) -> Told:
    """Tell the contest of measures, where its disputes lie before the case's day."""
    found = carried_outcomes()
    if told.case.heading.as_of.year <= found.last:
        return Told()
    return Told(tuple(_contest(told, found)), (_contest_table(found),))


def _contest(told: Weighed, found: Outcomes) -> Iterator[Result]:
    """Post what measures foretold of who wins disputes, out of sample."""
    sources = tuple(f"data:{name}" for name in found.sources)
    span = f"in {found.disputes:,} disputes of {found.first} to {found.last}, out of sample"
    asked: dict[str, tuple[str, Gain]] = {
        "learned": ("A measure learned from all figures over CINC",
                    found.scored("learned").over_cinc),
        "learned_blind": ("The same over CINC, neither of them told the year",
                          found.scored("learned_blind").over_cinc),
        "cinc": ("CINC over the base rate", found.scored("cinc").over_base),
        "net": ("GDP x GDP per head over CINC", found.scored("net").over_cinc),
        "surplus": ("Surplus domestic product over CINC",
                    found.scored("surplus").over_cinc),
    }  # fmt: skip
    for id, (said, one) in asked.items():
        yield told.post(
            f"outcomes.{id}",
            f"{said}: gain in log score a dispute on how it ends, {span}",
            Estimate(one.mean, one.low, one.high, one.level, Unit.NATS,
                     f"outcomes {found.digest}"),
            sources,
        )  # fmt: skip


def _contest_table(found: Outcomes) -> Table:
    def row(one: Scored, what: str) -> tuple[str | float, ...]:
        gains = (_said(one.over_base), _said(one.over_cinc))
        return what, sentence(one.title), one.loss, *gains

    return Table(
        id="balance.outcomes",
        title="What measures of capability tell of who wins a dispute",
        columns=("Of what", "Measure", "Log loss", "Over the base rate", "Over CINC"),
        rows=(
            *(row(one, "A wins, B wins, nobody") for one in found.whole),
            *(row(one, "A or B, where one won") for one in found.decided),
        ),
        rests_on=tuple(
            ("balance.outcomes.learned", "balance.outcomes.cinc")
            for _ in (*found.whole, *found.decided)
        ),
        note=f"Fitted anew every {ORIGINS.every} years on what was then known; "
        f"{found.disputes:,} "
        f"disputes of one against one, {found.won} of them won. Gains in nats a dispute, "
        "with 95 % intervals over whole years; above 0 is better.",
    )


def _said(gain: Gain) -> str:
    return f"{gain.mean:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})"
