"""Capabilities that help may speed: as a case names them, or help of one's own.

A case's capabilities.yaml may be missing. It names for each capability the class of past
programmes that its time is read off, the parameters of bindings.yaml that say how long work
has gone on and how quick it is, and what help is told of. Help of one's own is a share, a
share with the days on which it begins and ends, or a file with the keys of `Help`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from foedus import doors
from foedus.estimation.programmes import reference_classes
from foedus.faults import CaseFault, DataFault
from foedus.ledger.book import Book, standing
from foedus.ledger.entry import Binding, Claim
from foedus.spells import Spell, spell_of
from foedus.states.roster import StateId, roster

FILE = "capabilities.yaml"


@dataclass(frozen=True, slots=True)
class Help:
    """Help that a programme gets: how much of full help, from when, until when."""

    share: float | str = 1.0
    """Of full help, 0 to 1, or the parameter that is bound to it."""
    begins: str | None = None
    """A day, a month or a year, from its first day on; the day of the case if left out."""
    ends: str | None = None
    """The first day without it; None if it goes on."""
    ramp_months: float = 12.0
    """Months in which it climbs to its share."""
    id: str = "asked"
    title: str = "help as asked for"
    claims: tuple[str, ...] = ()
    """Claims that tell of it; where none was known by the day, it is not told."""
    against: tuple[str, ...] = ()
    """Claims that deny or doubt it."""

    def __post_init__(self) -> None:
        spells = [self._day(said) for said in (self.begins, self.ends)]
        late = spells[0] and spells[1] and spells[1].start < spells[0].start
        share = self.share if isinstance(self.share, float | int) else 0.0
        if not 0 <= share <= 1 or late or not self.ramp_months >= 0:
            raise DataFault(
                f"help of {self.share} from {self.begins or 'now'} to "
                f"{self.ends or 'ever'} that climbs for {self.ramp_months:g} months",
                expected="a share of 0 to 1, an end after the beginning, a climb that is "
                "not below 0",
                where=f"help {self.id}",
                mend="1 is full help; write days as YYYY, YYYY-MM or YYYY-MM-DD",
            )

    def _day(self, said: str | None) -> Spell | None:
        return None if said is None else spell_of(said, where=f"help {self.id}")


@dataclass(frozen=True, slots=True)
class Goal:
    """A capability that a state works for."""

    id: str
    title: str
    state: StateId
    helper: StateId
    reference: str
    """A class of estimation/programmes.yaml."""
    worked: str
    """Parameter: years of work by the day that the case is written for."""
    pace: str
    """Parameter: how long it takes, over what the class takes."""
    stage: str
    """What is known to have been reached, in one sentence."""
    rests_on: tuple[str, ...] = ()
    """Claims that the stage rests on; it is told once all of them are known."""
    also: tuple[str, ...] = ()
    """Claims besides that speak of how far it is."""
    help: tuple[Help, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    capabilities: tuple[Goal, ...]
    left_out: tuple[str, ...]


def read_capabilities(folder: Path, book: Book) -> tuple[Goal, ...]:
    """Read the capabilities of a case folder; none where it has no such file.

    Parameters
    ----------
    folder
        The case's folder.
    book
        The case's ledger, with all that was ever posted.

    Raises
    ------
    CaseFault
        The file is broken, or names a class, state, claim or parameter that is not there.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    text = doors.read_text(path, fault=CaseFault)
    goals = doors.read_yaml(_File, text, where=str(path), fault=CaseFault).capabilities
    claims = {str(claim.id) for claim in standing(book, Claim)}
    bindings = {b.parameter: b for b in standing(book, Binding)}
    ids = [goal.id for goal in goals]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise CaseFault(
            f"the capability {twice[0]!r} stands twice",
            expected="each capability once",
            where=str(path),
            mend="drop one, or give it an id of its own",
        )
    for goal in goals:
        for kind, name, known in _named(goal, claims, set(bindings)):
            if name not in known:
                raise _stranger(kind, name, str(path), goal)
        for help in goal.help:
            _refuse_no_share(help, bindings, str(path))
    return goals


def read_help(said: str) -> Help:
    """Read help of one's own: `SHARE`, `SHARE:BEGINS`, `SHARE:BEGINS:ENDS`, or a file.

    >>> read_help("0.5:2025-06").begins
    '2025-06'

    Raises
    ------
    CaseFault
        It is none of these.
    """
    path = Path(said)
    if path.suffix in {".yaml", ".yml"}:
        text = doors.read_text(path, fault=CaseFault)
        return doors.read_yaml(Help, text, where=str(path), fault=CaseFault)
    share, begins, ends, *more = [*said.split(":"), "", ""][: max(3, said.count(":") + 1)]
    try:
        if not more:
            return Help(float(share), begins or None, ends or None)
    except (ValueError, DataFault) as trouble:
        raise _no_help(said, str(getattr(trouble, "found", trouble))) from None
    raise _no_help(said, "more than a share and two days")


def _no_help(said: str, why: str) -> CaseFault:
    return CaseFault(
        f"{said!r} tells no help: {why}",
        expected="SHARE, SHARE:BEGINS, SHARE:BEGINS:ENDS, or a YAML file",
        where="--help-path",
        mend="such as 0.5:2025-06:2027; the share is of full help, 0 to 1",
    )


def _named(
    goal: Goal, claims: set[str], parameters: set[str]
) -> Iterator[tuple[str, str, set[str]]]:
    """Go through what a capability names, with what there is of each kind."""
    yield "reference class", goal.reference, {one.id for one in reference_classes()}
    for state in (goal.state, goal.helper):
        yield "state", state, set(roster().ids)
    for claim in (*goal.rests_on, *goal.also):
        yield "claim", claim, claims
    shares = [help.share for help in goal.help if isinstance(help.share, str)]
    for parameter in (goal.worked, goal.pace, *shares):
        yield "parameter", parameter, parameters
    for help in goal.help:
        for claim in (*help.claims, *help.against):
            yield "claim", claim, claims


def _stranger(kind: str, name: str, where: str, goal: Goal) -> CaseFault:
    return CaseFault(
        f"capability {goal.id} names the {kind} {name!r}, which is not there",
        expected=f"a {kind} that is known",
        where=where,
        mend="spell it as it stands in bindings.yaml, claims.jsonl or "
        "estimation/programmes.yaml; states as `foedus states` gives them",
    )


def _refuse_no_share(help: Help, bindings: dict[str, Binding], where: str) -> None:
    own = bindings[help.share] if isinstance(help.share, str) else None
    told = own and (own.override or own.assumed)
    if told and not 0 <= told.low <= told.mode <= told.high <= 1:
        raise CaseFault(
            f"{help.share} runs from {told.low:g} to {told.high:g}",
            expected="a share of full help, 0 to 1",
            where=where,
            mend="mend the range in bindings.yaml",
        )
