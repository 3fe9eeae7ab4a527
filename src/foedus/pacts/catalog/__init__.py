"""One file a treaty, and the functions that read them.

`docs/pacts.md` teaches the form. A file outside the package reads the same way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

from foedus import doors
from foedus.faults import Fault, PactFault
from foedus.pacts.pact import Duration, Pact, PactId, Party, Status, Suspension
from foedus.pacts.provision import Provision
from foedus.pacts.soundness import troubles
from foedus.spells import Spell
from foedus.states.roster import StateId

Days = tuple[date, date | None]
Spells = Spell | Days | tuple[Spell, ...] | tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class _Suspended:
    between: tuple[StateId, StateId]
    start: date
    end: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    """A treaty file as a person writes it."""

    name: str
    parties: dict[StateId, Spells]
    provisions: tuple[Provision, ...]
    reference: str
    left_out: tuple[str, ...]
    status: Status = Status.BINDING
    signed: date | None = None
    urls: tuple[str, ...] = ()
    suspended: tuple[_Suspended, ...] = ()
    contested: tuple[str, ...] = ()
    reservations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    duration: Duration | None = None
    provisional: bool = True


@cache
def catalog() -> tuple[Pact, ...]:
    """Read every treaty of the catalogue, in the order of their ids."""
    names = sorted(
        entry.name.removesuffix(".yaml")
        for entry in files(__package__).iterdir()
        if entry.name.endswith(".yaml")
    )
    return tuple(pact(name) for name in names)


@cache
def pact(id: str) -> Pact:
    """Read the treaty of that name from the catalogue.

    Raises
    ------
    PactFault
        No such treaty, or its file cannot mean what it says.

    Examples
    --------
    >>> str(pact("rus_prk_2024").signed)
    '2024-06-19'
    """
    file = files(__package__) / f"{id}.yaml"
    if not id.isidentifier() or not file.is_file():
        known = [e.name.removesuffix(".yaml") for e in files(__package__).iterdir()]
        near = get_close_matches(id, known, n=3)
        raise PactFault(
            f"no treaty {id!r}",
            expected="a treaty of the catalogue" + (f": {', '.join(near)}" if near else ""),
            where="pacts.catalog",
            mend="see `foedus pacts list`, or give the path of a file",
        )
    return parse(id, file.read_text("utf-8"), where=f"pacts/catalog/{id}.yaml")


def pact_file(path: Path) -> Pact:
    """Read a treaty from a file of one's own.

    Raises
    ------
    PactFault
        The file cannot be read, or cannot mean what it says.
    """
    text = doors.read_text(path, fault=PactFault)
    return parse(path.stem, text, where=str(path))


def read_pacts(words: Iterable[str]) -> tuple[Pact, ...]:
    """Read treaties by words: `catalog` for all of it, an id, or the path of a file.

    Raises
    ------
    PactFault
        No such treaty, or a file that cannot mean what it says.
    """
    found: dict[str, Pact] = {}
    for word in words:
        if word == "catalog":
            found |= {one.id: one for one in catalog()}
        elif Path(word).suffix in {".yaml", ".yml"}:
            one = pact_file(Path(word))
            found[one.id] = one
        else:
            found[word] = pact(word)
    return tuple(found.values())


def parse(id: str, text: str, *, where: str) -> Pact:
    """Turn the text of a treaty file into a Pact, and refuse what cannot be meant.

    Raises
    ------
    PactFault
        Broken YAML, an unknown key, a state that is none, an article twice under one
        duty, a debtor that is no party.
    """
    made = _made(id, doors.read_yaml(_File, text, where=where, fault=PactFault), where)
    _refuse(made, where)
    return made


def pact_of(id: str, raw: object, *, where: str) -> Pact:
    """Turn plain lists and mappings, as a treaty file holds them, into a Pact.

    Names of states, classes and places are taken as they are: whoever calls knows them.

    Raises
    ------
    PactFault
        An unknown key, or a value that is not of its kind.
    """
    return _made(id, doors.check(_File, raw, where=where, fault=PactFault), where)


def _made(id: str, raw: _File, where: str) -> Pact:
    try:
        return _pact(id, raw)
    except Fault as trouble:
        # A spell out of order knows what is wrong, but not in which file.
        raise PactFault(
            trouble.found, expected=trouble.expected, where=where, mend=trouble.mend
        ) from None


def _pact(id: str, raw: _File) -> Pact:
    return Pact(
        id=PactId(id),
        name=raw.name,
        status=raw.status,
        signed=raw.signed,
        parties=tuple(Party(s, _spells(spells)) for s, spells in raw.parties.items()),
        provisions=raw.provisions,
        reference=raw.reference,
        urls=raw.urls,
        suspended=tuple(
            Suspension(s.between, Spell(s.start, s.end), s.why) for s in raw.suspended
        ),
        contested=raw.contested,
        reservations=raw.reservations,
        notes=raw.notes,
        duration=raw.duration,
        provisional=raw.provisional,
        left_out=raw.left_out,
    )


def _spells(raw: Spells) -> tuple[Spell, ...]:
    """Read one spell or several, as `{start, end}` or as `[start, end]`."""
    if isinstance(raw, Spell):
        return (raw,)
    if raw and isinstance(raw[0], date):
        start, end = raw
        return (Spell(start, end),)
    return tuple(one if isinstance(one, Spell) else Spell(*one) for one in raw)


def _refuse(made: Pact, where: str) -> None:
    """Refuse a treaty that cannot mean what it says, with the first trouble told whole."""
    found = list(troubles(made))
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise PactFault(
            found[0] + more,
            expected="parties that were states, articles of parties, names that are known",
            where=where,
            mend="spell it as in docs/pacts.md; states by `foedus states NAME`",
        )
