"""Can all that is said be true? If not, which sets must give way, and how far.

Numbers tied by identities make a system. Each origin's statement on a number is an
interval; a set of statements that no values can meet is a conflict, and a conflict of
which every part is needed a minimal one. A correction is a least set of statements
without which the rest can be true: it takes one out of every conflict. Corrections are
found by the tree of Reiter (1987), cheapest first, and the minimal conflicts from them,
since each are the minimal hitting sets of the other. Which gives way first is a
matter of how firmly each stands: the reliability of the source, the credibility of the
claim, and how many origins would have to be given up.

References
----------
Reiter (1987), A theory of diagnosis, https://doi.org/10.1016/0004-3702(87)90062-2
Liffiton, Sakallah (2008), Minimal unsatisfiable subsets,
https://doi.org/10.1007/s10817-007-9084-z
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from foedus.faults import LedgerFault
from foedus.ledger.book import standing
from foedus.ledger.diagnosis import corrections_of, hitting_sets
from foedus.ledger.entry import Binding, Entry
from foedus.ledger.identity import Factor, Identity, refuse_unsound
from foedus.ledger.reach import ANYTHING, Interval, Statement, open_range, statements
from foedus.ledger.solving import Box, System, narrowed, possible, system_of

REACH = 1.0
"""Own spreads past what it says within which a figure still counts as true: assumed."""
STRAINED = 16.0
"""Spreads beyond which a strain is told as without end."""


@dataclass(frozen=True, slots=True)
class Move:
    """How far a statement would have to go for the others to be true.

    Attributes
    ----------
    to
        The nearest value that the others allow; None where they allow none.
    by
        That value over the nearest end of what is said, less one.
    spreads
        The way there in the statement's own spreads.
    """

    statement: Statement
    to: float | None
    by: float
    spreads: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot all be true, while any of them left out the rest can.

    Attributes
    ----------
    identities
        Ids of those that are needed to see it; none where it is about one number.
    moves
        One a statement, the one that gives way first at the head. Where identities meet in
        a loop, the way of the others is the least that narrowing shows.
    """

    identities: tuple[str, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A least set of statements without which all the others can be true.

    Attributes
    ----------
    cost
        Sum of how firmly they stand: what is given up with them.
    """

    moves: tuple[Move, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What became of one system.

    Attributes
    ----------
    strain
        The least number of own spreads that every statement must be allowed for all to
        be true; 0 where they are as said, infinite where no doubt of this size helps.
    conflicts
        Minimal ones; empty where all can be true.
    corrections
        Those that give way first at the head.
    whole
        False where there may be more of either.
    """

    identities: tuple[Identity, ...]
    statements: tuple[Statement, ...]
    strain: float
    conflicts: tuple[Conflict, ...]
    corrections: tuple[Correction, ...]
    whole: bool = True

    @property
    def can_all_be_true(self) -> bool:
        """Whether no conflict was found."""
        return not self.conflicts


def reconcile(
    identities: Iterable[Identity], book: Sequence[Entry], *, reach: float = REACH
) -> tuple[Reconciliation, ...]:
    """Say of each system whether all can be true, and if not what must give way.

    A number in no identity on which two origins speak is a system of its own. Numbers of
    which nothing is known on the day of the book may be anything.

    Parameters
    ----------
    identities
        What must hold.
    book
        The ledger; its bindings say which claims speak of which number.
    reach
        How many of its own spreads past what it says a figure still counts as true.

    Raises
    ------
    LedgerFault
        An identity that is unsound (see `refuse_unsound`), identities that nothing can
        meet, or a reach below nothing.
    """
    if not reach >= 0:
        raise LedgerFault(
            f"a reach of {reach:g} spreads",
            expected="0 or more",
            where="ledger.reconcile",
            mend="0 takes every figure as printed; 1 lets each be off by its own spread",
        )
    held = tuple(identities)
    # What was bound and is withdrawn may be anything; what was never bound is a mistake.
    bindings = {one.parameter: one for one in book if isinstance(one, Binding)}
    refuse_unsound(held, {name: one.unit for name, one in bindings.items()})
    told = statements(standing(book, Binding), book, spreads=reach)
    said = {name: told.get(name, ()) for name in bindings}
    ranges = {name: open_range(one.unit, said[name]) for name, one in bindings.items()}
    made = []
    for tied, names in _systems(_busy(held, said, ranges), bindings):
        voices = tuple(s for name in names for s in said[name])
        if not tied and len(voices) < 2:
            continue
        within = {name: ranges[name] for name in names}
        made.append(_Board(tied, system_of(tied), voices, within, reach).reconciled())
    return tuple(made)


def _busy(
    identities: Sequence[Identity],
    said: Mapping[str, Sequence[Statement]],
    ranges: Mapping[str, Interval],
) -> tuple[Identity, ...]:
    """Leave out the identities that can be met whatever is said, over and over."""
    kept = identities
    while True:
        often = Counter(name for one in kept for name in one.parameters)
        busy = tuple(
            one
            for one in kept
            if any(ranges[name][0] < 0 for name in one.parameters)
            or not any(_takes_up(one, name) for name in one.parameters
                       if often[name] == 1 and not said[name] and ranges[name] == ANYTHING)
        )  # fmt: skip
        if len(busy) == len(kept):
            return busy
        kept = busy


def _takes_up(identity: Identity, name: str) -> bool:
    """Tell whether a number of which nothing is known can make up for all the others."""
    bare = (Factor(name),)
    for side in (identity.left, identity.right):
        alone = [term.factors == bare and term.times > 0 for term in side]
        if alone == [True]:
            return True
        if any(alone):
            return identity.relation == "at_most" and side is identity.right
    return False


def _systems(
    identities: Sequence[Identity], bindings: Mapping[str, Binding]
) -> Iterator[tuple[tuple[Identity, ...], tuple[str, ...]]]:
    """Part the identities into those that share numbers; then the numbers on their own."""
    groups = list[tuple[set[str], list[Identity]]]()
    for identity in sorted(identities, key=lambda one: one.id):
        names, tied = set(identity.parameters), [identity]
        apart = []
        for group in groups:
            if names & group[0]:
                names, tied = names | group[0], [*group[1], *tied]
            else:
                apart.append(group)
        groups = [*apart, (names, tied)]
    for names, tied in sorted(groups, key=lambda group: min(i.id for i in group[1])):
        yield tuple(sorted(tied, key=lambda i: i.id)), tuple(sorted(names))
    bound = {name for names, _ in groups for name in names}
    for name in sorted(bindings.keys() - bound):
        yield (), (name,)


@dataclass(frozen=True, slots=True)
class _Board:
    """One system laid out: which sets of statements can be true."""

    identities: tuple[Identity, ...]
    system: System
    said: tuple[Statement, ...]
    ranges: Mapping[str, Interval]
    reach: float

    def reconciled(self) -> Reconciliation:
        known = dict[frozenset[int], bool]()

        def can(kept: frozenset[int]) -> bool:
            if kept not in known:
                known[kept] = self._possible(self.system, kept, self.reach)
            return known[kept]

        everything = frozenset(range(len(self.said)))
        if can(everything):
            return Reconciliation(self.identities, self.said, self._strain(), (), ())
        if not can(frozenset()):
            raise LedgerFault(
                f"{', '.join(one.id for one in self.identities)} cannot hold",
                expected="identities that some numbers meet, whatever is said of them",
                where="ledger.reconcile",
                mend="mend the numbers or the relation of one of them",
            )
        sets, found, whole = corrections_of(can, [one.hold for one in self.said])
        sets.sort(key=lambda one: (self._cost(one), self._names(one)))
        found = hitting_sets(sets) if whole else found
        found.sort(key=lambda one: (len(one), self._names(one)))
        return Reconciliation(
            self.identities,
            self.said,
            self._strain(),
            tuple(self._conflict(one, sets[0]) for one in found),
            tuple(
                Correction(self._moves(one, everything - one), self._cost(one))
                for one in sets
            ),
            whole,
        )

    def _box(self, kept: Iterable[int], reach: float) -> Box:
        """Give each number what some statements on it leave open together."""
        box = dict(self.ranges)
        for k in kept:
            one = self.said[k]
            low, high = box[one.parameter]
            under, over = one.reach(reach)
            box[one.parameter] = (max(low, under), min(high, over))
        return box

    def _possible(self, system: System, kept: Iterable[int], reach: float) -> bool:
        """Tell whether some can be true; what is left undecided counts as if it can."""
        return possible(system, self._box(kept, reach)) is not False

    def _strain(self) -> float:
        """Find the least reach at which all can be true."""
        every = range(len(self.said))
        return _least_reach(lambda reach: self._possible(self.system, every, reach))

    def _cost(self, chosen: Iterable[int]) -> float:
        """Add up how firmly what is given up stands."""
        return sum(self.said[k].hold for k in sorted(chosen))

    def _names(self, chosen: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted(self.said[k].name for k in chosen))

    def _conflict(self, members: frozenset[int], yielding: frozenset[int]) -> Conflict:
        """Tell a conflict, with the one that gives way first at its head."""
        needed = self._needed(members)
        system = system_of(needed)
        order = sorted(members, key=lambda k: (k not in yielding, *self._rank(k)))
        moves = (self._forced(k, members - {k}, system, tight=k == order[0]) for k in order)
        return Conflict(tuple(one.id for one in needed), tuple(moves))

    def _rank(self, k: int) -> tuple[float, str]:
        return self.said[k].hold, self.said[k].name

    def _needed(self, members: frozenset[int]) -> tuple[Identity, ...]:
        """Leave out every identity without which the conflict is still one."""
        kept = self.identities
        for identity in self.identities:
            less = tuple(one for one in kept if one is not identity)
            if not self._possible(system_of(less), members, self.reach):
                kept = less
        return kept

    def _moves(self, chosen: frozenset[int], rest: frozenset[int]) -> tuple[Move, ...]:
        """Tell how far those that give way have to go; where there is a loop, at least."""
        left = narrowed(self.system, self._box(rest, self.reach))
        order = sorted(chosen, key=self._rank)
        return tuple(_move(self.said[k], left) for k in order)

    def _forced(
        self, k: int, others: frozenset[int], system: System, *, tight: bool
    ) -> Move:
        """Find the nearest value that the others of a conflict leave to one of it."""
        one, box = self.said[k], self._box(others, self.reach)
        left = narrowed(system, box)
        if left and system.cuts and tight:
            left[one.parameter] = _tightened(system, one, box, left[one.parameter])
        return _move(one, left)


def _move(one: Statement, left: Box | None) -> Move:
    """Go from what is said to the nearest value of an interval that is left."""
    if left is None:
        return Move(one, None, inf, inf)
    low, high = left[one.parameter]
    under, over = sorted(one.reach(0.0))
    end = over if over < low else under if under > high else max(under, low)
    to = min(max(end, low), high)
    by = to / end - 1 if end else 0.0 if to == end else inf
    return Move(one, to, by, _least_reach(lambda reach: _within(one, to, reach)))


def _tightened(system: System, one: Statement, box: Box, left: Interval) -> Interval:
    """Cut from an interval what a loop rules out, up to the statement's least reach.

    Narrowing alone leaves too much where identities meet in a loop.
    """

    def kept(reach: float) -> Interval:
        low, high = one.reach(reach)
        return max(low, left[0]), min(high, left[1])

    def serves(reach: float) -> bool:
        return possible(system, {**box, one.parameter: kept(reach)}) is not False

    nearest = _least_reach(serves, fine=0.05)
    if nearest in (0.0, inf):
        return left
    low, high = kept(nearest)
    falls = possible(system, {**box, one.parameter: (low, low)})
    return (left[0], low) if falls else (high, left[1])


def _within(one: Statement, to: float, reach: float) -> bool:
    low, high = one.reach(reach)
    play = 1e-9 * abs(to)
    return low - play <= to <= high + play


def _least_reach(serves: Callable[[float], bool], *, fine: float = 1e-3) -> float:
    """Find the least number of spreads that serves, to a fine step."""
    if serves(0.0):
        return 0.0
    if not serves(STRAINED):
        return inf
    low, high = 0.0, STRAINED
    while high - low > fine:
        middle = (low + high) / 2
        low, high = (low, middle) if serves(middle) else (middle, high)
    return high
