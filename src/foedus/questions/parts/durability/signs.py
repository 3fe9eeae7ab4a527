"""Tactical or enduring: which signs would tell, by an analysis of competing hypotheses.

What claims come to stands in the question of evidence; here stands what may yet be seen,
how sharply it would tell the explanations apart, and which of them it would speak for.
"""

from foedus.cases.case import Case
from foedus.ledger.hypotheses import TELLING, Sign
from foedus.questions.answer import Table
from foedus.questions.parts.durability.strained import QUESTION
from foedus.questions.parts.evidence.rivals import Rivalry, rivalry
from foedus.questions.wording import sentence, series


def signs_table(case: Case) -> Table | None:
    """Set out the signs, the sharpest first; None where the case names none."""
    rivals = case.rivals
    if rivals is None or not rivals.signs:
        return None
    says = {one.id: one.id.replace("_", " ") for one in rivals.hypotheses}
    return Table(
        id=f"{QUESTION}.signs",
        title="What to watch: signs that would tell the explanations apart",
        columns=(
            "If it is seen that", "Watch", "It speaks for", "It tells",
            *says.values(), "Because",
        ),
        rows=tuple(
            (
                one.what, one.by,
                series(says[id] for id in one.favours) if one.favours else "none of them",
                one.telling, *(one.marks[id] for id in says), one.reason,
            )
            for one in sharpest(rivals.signs)
        ),
        rests_on=(),
        note="; ".join(f"{says[h.id]}: {h.says}" for h in rivals.hypotheses)
        + f". {sentence(rivals.status)}.",
    )  # fmt: skip


def sharpest(signs: tuple[Sign, ...]) -> list[Sign]:
    """Put signs in the order of how far they tell, as the file has them within it."""
    return sorted(signs, key=lambda one: -TELLING.index(one.telling))


def rivals_of(case: Case) -> Rivalry | None:
    """Set the case's explanations against its claims; None where none can be judged."""
    made = rivalry(case, case.book, question="evidence")
    return made if made is not None and made.is_told else None
