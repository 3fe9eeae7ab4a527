"""Published figures that cannot all be true: what must give way, and by how much."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from math import inf

from foedus import doors
from foedus.cases.case import Case
from foedus.ledger.book import Book, standing
from foedus.ledger.closure import Closure, closure
from foedus.ledger.entry import Binding, Claim, ClaimId, Result, ResultId
from foedus.ledger.origin import Source
from foedus.ledger.pool import Pool
from foedus.ledger.reach import Statement
from foedus.ledger.reconcile import (
    REACH,
    STRAINED,
    Conflict,
    Move,
    Reconciliation,
    reconcile,
)
from foedus.quantity import Unit, exactly
from foedus.questions.answer import Cell, Table
from foedus.questions.numbers import amount
from foedus.questions.parts.evidence.echoed import Echoed
from foedus.questions.wording import sentence

ONE_NUMBER = "one number is told in more than one way"


class Contradictions:
    """What a case's figures come to when they are held against each other.

    Parameters
    ----------
    case
        Gives the identities.
    book
        The ledger as it is asked about.
    question
        The question whose numbers and tables these are.
    reach
        How many of its own spreads a figure may be off and still counts as true.
    about
        Parameters; systems that speak of none of them are left out. All where None.
    """

    def __init__(
        self,
        case: Case,
        book: Book,
        *,
        question: str,
        reach: float = REACH,
        about: Collection[str] | None = None,
    ) -> None:
        self.case, self.question, self.reach = case, question, reach
        whole = reconcile(case.identities, book, reach=reach)
        self.made = tuple(one for one in whole if about is None or _speaks(one, about))
        self._claims = {claim.id: claim for claim in standing(book, Claim)}
        self._sources = {source.id: source for source in standing(book, Source)}
        self._echoed = Echoed(book, question=question)
        self._bindings = {b.parameter: b for b in standing(book, Binding)}
        self._says = {identity.id: identity.says for identity in case.identities}

    @property
    def broken(self) -> tuple[Reconciliation, ...]:
        """The systems of figures that cannot all be true."""
        return tuple(one for one in self.made if not one.can_all_be_true)

    def results(self) -> Iterator[Result]:
        """Count the conflicts, and the figures that give way first."""
        yielding = [m for one in self.broken for m in one.corrections[0].moves]
        conflicts = [c for one in self.broken for c in one.conflicts]
        for id, text, count, rests_on in (
            (
                "clash.sets",
                "Least sets of published and assumed figures that cannot all be true",
                len(conflicts),
                {id for c in conflicts for m in c.moves for id in _ids(m.statement)},
            ),
            (
                "clash.first",
                "Figures that give way first for all others to be possible",
                len(yielding),
                {id for move in yielding for id in _ids(move.statement)},
            ),
        ):
            yield Result(
                id=ResultId(f"{self.question}.{id}"),
                question=self.question,
                sentence=text,
                estimate=exactly(count, Unit.COUNT, self._basis()),
                rests_on=tuple(sorted(rests_on)),
                posted=self.case.heading.as_of,
            )

    def _basis(self) -> str:
        told = [self.case.digest, sorted(self._claims), self.reach]
        return f"reconciled within {self.reach:g} spread, {doors.digest(told)}"

    def tables(self, pools: Sequence[Pool]) -> tuple[Table, ...]:
        """Set out what gives way first, every conflict, and how far identities close."""
        return (*self.told(), self._closures(pools))

    def told(self) -> tuple[Table, ...]:
        """Set out what gives way first, and every conflict."""
        return (self._giving_way(), self._conflicts())

    def _giving_way(self) -> Table:
        rows = [
            (self._row(move, one), self._rests_on(move, one))
            for one in self.broken
            for move in one.corrections[0].moves
        ]
        return Table(
            id=f"{self.question}.contradictions",
            title="Published figures that cannot all be true, and which give way first",
            columns=(
                "Gives way first",
                "Who, when, grade",
                "Says",
                "Would have to be",
                "Off by",
                "Against",
                "Because",
                "Conflicts settled",
            ),
            rows=tuple(row for row, _ in rows),
            rests_on=tuple(rests_on for _, rests_on in rows),
            note=f"A figure may be off by {self.reach:g} of its own spreads and still "
            "counts as true. First to go is the set that stands least firmly: by the grade "
            "of the source, the credibility of the claim, and the number of origins; these "
            "weights are assumed. Against: the plainest of its conflicts.",
        )

    def _row(self, move: Move, within: Reconciliation) -> tuple[Cell, ...]:
        held = [c for c in within.conflicts if move.statement in _members(c)]
        plain = min(
            held,
            key=lambda c: (_one_origin(c), len(c.moves), -_own(c, move).spreads),
        )
        own = _own(plain, move)
        others = [m.statement for m in plain.moves if m.statement != move.statement]
        return (
            *self._voice(move.statement),
            self._said(move.statement),
            self._to(own),
            _off(own),
            "; ".join(f"{self._who(one)}: {self._said(one)}" for one in others),
            self._why(plain),
            len(held),
        )

    def _rests_on(self, move: Move, within: Reconciliation) -> tuple[str, ...]:
        held = [c for c in within.conflicts if move.statement in _members(c)]
        others = {id for c in held for one in _members(c) for id in _ids(one)}
        return tuple(dict.fromkeys((*_ids(move.statement), *sorted(others))))

    def _conflicts(self) -> Table:
        held = [(c, one) for one in self.broken for c in one.conflicts]
        return Table(
            id=f"{self.question}.conflicts",
            title="Every least set of figures that cannot all be true",
            columns=("What must hold", "Figures", "First to go", "Would have to be"),
            rows=tuple(
                (
                    self._why(conflict),
                    "; ".join(
                        f"{self._who(m.statement)}: {self._said(m.statement)}"
                        for m in conflict.moves
                    ),
                    self._who(conflict.moves[0].statement),
                    self._to(conflict.moves[0]),
                )
                for conflict, _ in held
            ),
            rests_on=tuple(
                tuple(dict.fromkeys(id for one in _members(c) for id in _ids(one)))
                for c, _ in held
            ),
            note="Leave any one of them out, and the others can be true."
            + ("" if all(one.whole for one in self.broken) else " There may be more."),
        )

    def _closures(self, pools: Sequence[Pool]) -> Table:
        held = {pool.parameter: pool for pool in pools}
        found = [c for i in self.case.identities if (c := closure(i, held))]
        found.sort(key=lambda c: (-_failing(c), c.identity.id))
        often = Counter(
            id for one in self.made for c in one.conflicts for id in c.identities
        )
        return Table(
            id=f"{self.question}.closure",
            title="How far the pooled numbers are from what must hold between them",
            columns=(
                "What must hold",
                "In numbers",
                "Left",
                "Right",
                "Left less right",
                "5 %",
                "95 %",
                "Unit",
                "Of the larger side",
                "Left is larger",
                "Conflicts",
            ),
            rows=tuple(_closing(c, often[c.identity.id]) for c in found),
            rests_on=tuple(
                tuple(f"{self.question}.{name}" for name in c.identity.parameters)
                for c in found
            ),
            note="Each number is drawn on its own from what its sources say. Conflicts: "
            "least sets of figures that cannot all be true because of it.",
        )

    def _voice(self, one: Statement) -> tuple[str, str]:
        """Give the sentence, and its speaker with day and grade."""
        if one.assumed:
            binding = self._bindings[one.parameter]
            own = binding.override or binding.assumed
            return sentence(binding.meaning), f"assumed: {own.reason if own else ''}"
        claim = self._claims[ClaimId(one.claims[0])]
        grade = f"{self._sources[claim.speaker].reliability}{claim.credibility}"
        memory = ", from memory" if claim.basis == "memory" else ""
        told = f"{self._who(one)}, {claim.said}, {grade}{memory}"
        return self._echoed.marked(claim), told

    def _who(self, one: Statement) -> str:
        if one.assumed:
            return f"assumed ({self._bindings[one.parameter].meaning})"
        claims = [self._claims[ClaimId(id)] for id in one.claims]
        told = dict.fromkeys(self._sources[claim.speaker].name for claim in claims)
        return ", ".join(told)

    def _said(self, one: Statement) -> str:
        """Put what a statement leaves open in words, before any doubt."""
        unit = self._unit(one)
        low, high = one.reach(0.0)
        if low > high:  # a family's own figures, apart by less than their doubt
            return f"{amount(high, unit)} and {amount(low, unit)}"
        if low == high:
            return amount(low, unit)
        top = 1.0 if unit in (Unit.SHARE, Unit.PROBABILITY) else inf
        if high == top and not one.assumed:
            return f"at least {amount(low, unit)}"
        if low == 0 and not one.assumed:
            return f"at most {amount(high, unit)}"
        return f"{amount(low, unit)} to {amount(high, unit)}"

    def _to(self, move: Move) -> str:
        return "nothing" if move.to is None else amount(move.to, self._unit(move.statement))

    def _unit(self, one: Statement) -> Unit:
        return self._bindings[one.parameter].unit

    def _why(self, conflict: Conflict) -> str:
        told = dict.fromkeys(self._says[id] for id in conflict.identities)
        return "; ".join(told) or ONE_NUMBER


def _speaks(made: Reconciliation, about: Collection[str]) -> bool:
    return any(one.parameter in about for one in made.statements)


def _off(move: Move) -> str:
    """Say how far a figure would have to move, as a part of it and in its own spreads."""
    part = "without end" if move.by == inf else f"{move.by * 100:+.0f} %"
    spreads = f"over {STRAINED:g}" if move.spreads == inf else f"{move.spreads:.1f}"
    return f"{part}, {spreads} spreads"


def _failing(made: Closure) -> float:
    """Tell how badly an identity fails, as a part of its larger side."""
    value = made.relative.value
    return abs(value) if made.identity.relation == "equals" else value


def _closing(made: Closure, conflicts: int) -> tuple[Cell, ...]:
    error, relative = made.error, made.relative
    return (
        made.identity.says,
        str(made.identity),
        made.left.value,
        made.right.value,
        error.value,
        error.low,
        error.high,
        error.unit.value,
        f"{relative.value * 100:+.0f} % ({relative.low * 100:+.0f} to "
        f"{relative.high * 100:+.0f})",
        f"{made.broken * 100:.0f} %",
        conflicts,
    )


def _members(conflict: Conflict) -> tuple[Statement, ...]:
    return tuple(move.statement for move in conflict.moves)


def _one_origin(conflict: Conflict) -> bool:
    """Tell whether an origin contradicts only itself, on one number: told last."""
    return not conflict.identities and len({s.origin for s in _members(conflict)}) == 1


def _own(conflict: Conflict, move: Move) -> Move:
    return next(m for m in conflict.moves if m.statement == move.statement)


def _ids(one: Statement) -> tuple[str, ...]:
    return one.claims or (f"binding:{one.parameter}",)
