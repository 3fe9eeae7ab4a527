"""The treaties that stand on a day, each in the few facts that a simulation carries on.

After the last year that ATOP speaks of, those that stood then are taken to stand, as
`past.standing` has it. A treaty of a case is put in the same form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.resources import files

import polars as pl

from foedus import doors
from foedus.pacts.pact import Pact
from foedus.pacts.provision import Duty
from foedus.past import fields
from foedus.past.past import Past, check_pacts
from foedus.past.snapshot import CARRIED
from foedus.states.roster import StateId

UNLIMITED = 3
"""ATOP's code of a treaty made without limit of time."""

ATOP_TO = 2018
"""The last year whose members ATOP tells."""


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty between states, as a simulation knows it."""

    name: str
    """`atop:` and its number there, or the id of a pact of a case, or a pair of one."""
    signed: int
    members: tuple[StateId, ...]
    owing: tuple[StateId, ...] = ()
    """Members that owe the others defence."""
    peace: bool = False
    """Whether it promises not to attack."""
    unlimited: bool = False
    """Whether it was made without limit of time."""
    open: bool = False
    """Whether its text provides for accession."""

    def called(self, name: str) -> bool:
        """Tell whether a name means this treaty, or the pact of many that it is part of.

        >>> Treaty("budapest_1994:RUS-UKR", 1994, ()).called("budapest_1994")
        True
        """
        return self.name == name or self.name.startswith(f"{name}:")

    @property
    def code(self) -> int:
        """Give the number that its draws go by, 31 bits: its name's, and never its place.

        >>> Treaty("atop:1", 1900, ()).code == Treaty("atop:1", 1950, ()).code
        True
        """
        return int.from_bytes(blake2b(self.name.encode(), digest_size=4).digest()) >> 1


def treaties_at(past: Past, year: int) -> tuple[Treaty, ...]:
    """List the treaties that stand on 31 December of a year, by their numbers.

    Raises
    ------
    NeedFault
        The past holds no pacts, as the one year that the package carries.
    """
    check_pacts(past, where="past.treaty")
    day = min(year, past.coverage[fields.PACT.name].last, past.last)
    bound = past.members.filter(_holds(day)).group_by("pact").agg(
        pl.col("state").unique().sort().alias("members"),
        pl.col("state").filter(pl.col("defence") == 1).unique().sort().alias("owing"),
    )  # fmt: skip
    rows = past.pacts.filter(_holds(day)).join(bound, on="pact").sort("pact").select(
        "pact", "start_year", "members", "owing",
        *(pl.col(name).fill_null(0) for name in ("nonaggression", "duration", "accession")),
    )  # fmt: skip
    return tuple(
        Treaty(
            f"atop:{pact}", int(signed), tuple(past.ids[k] for k in members),
            tuple(past.ids[k] for k in owing), bool(peace > 0), duration == UNLIMITED,
            bool(accession > 0),
        )
        for pact, signed, members, owing, peace, duration, accession in rows.iter_rows()
    )  # fmt: skip


def treaties_of(pact: Pact, day: date) -> tuple[Treaty, ...]:
    """Give a pact of a case as it binds on a day.

    Where few of its members have promised each other anything, as where many guarantee
    one, it is as many treaties of two, named by the pact and the two.
    """
    promised: dict[tuple[StateId, StateId], set[Duty]] = {}
    for provision in pact.provisions:
        if provision.days is not None and not provision.days.holds(day):
            continue
        for pair in pact.pairs(provision, day):
            promised.setdefault(pair, set()).add(provision.duty)
    bound = {frozenset(pair) for pair in promised}
    members = sorted(pact.members(day))
    many = len(members) * (len(members) - 1) / 2
    if 2 * len([pair for pair in bound if pair <= set(members)]) >= many > 0:
        return (_treaty(pact, str(pact.id), tuple(members), promised, day),)
    pairs = sorted((min(pair), max(pair)) for pair in bound)
    return tuple(
        _treaty(pact, f"{pact.id}:{one}-{other}", (one, other), promised, day)
        for one, other in pairs
    )


def _treaty(
    pact: Pact,
    name: str,
    members: tuple[StateId, ...],
    promised: Mapping[tuple[StateId, StateId], set[Duty]],
    day: date,
) -> Treaty:
    duties = {pair: held for pair, held in promised.items() if set(pair) <= set(members)}
    return Treaty(
        name=name,
        signed=(pact.signed or day).year,
        members=members,
        owing=tuple(
            sorted({debtor for (debtor, _), held in duties.items() if Duty.DEFEND in held})
        ),
        peace=any(Duty.NOT_ATTACK in held for held in duties.values()),
        unlimited=pact.duration is not None and pact.duration.lasts == "indefinite",
    )


def with_pacts(
    known: tuple[Treaty, ...], pacts: tuple[Pact, ...], day: date
) -> tuple[Treaty, ...]:
    """Put the pacts of a case among the treaties known, each once.

    A pact that ATOP knows, of the same year and with most members in common, keeps what
    ATOP says of it, takes the name that the case gives it, and gains those who entered
    after the last year that ATOP speaks of.
    """
    held = list(known)
    for pact in pacts:
        if (pact.signed or day) > day:
            continue
        for one in treaties_of(pact, day):
            whole = one.name == pact.id
            same = [k for k, other in enumerate(held) if whole and _same(one, other)]
            if same:
                held[same[0]] = _entered(replace(held[same[0]], name=one.name), pact, day)
            else:
                held.append(one)
    return tuple(held)


def _entered(one: Treaty, pact: Pact, day: date) -> Treaty:
    """Add who entered a pact since ATOP ended; they owe defence if any member does."""
    late = {
        party.state
        for party in pact.parties
        if any(s.holds(day) and s.start.year > ATOP_TO for s in party.spells)
    }
    members = tuple(sorted({*one.members, *late}))
    return replace(
        one, members=members, owing=tuple(sorted({*one.owing, *late})) if one.owing else ()
    )


def treaties_text(treaties: tuple[Treaty, ...]) -> str:
    """Write treaties as JSON, the same text for the same ones."""
    return doors.json_text(list(treaties)) + "\n"


@cache
def carried_treaties() -> tuple[Treaty, ...]:
    """Give the treaties that stood at the end of the year that the package carries."""
    place = files("foedus.past") / "worlds" / f"{CARRIED}_treaties.json"
    where = f"past/worlds/{CARRIED}_treaties.json"
    return doors.read_json(tuple[Treaty, ...], place.read_text("utf-8"), where=where)


def _same(one: Treaty, other: Treaty) -> bool:
    """Tell whether two are the same treaty: of one year, half of all members in both."""
    both = set(one.members) & set(other.members)
    return (
        one.signed == other.signed
        and other.name.startswith("atop:")
        and 2 * len(both) > len({*one.members, *other.members})
    )


def _holds(day: int) -> pl.Expr:
    """Tell what had begun by a 31 December, and had not ended."""
    end = pl.col("end_year")
    return (pl.col("start_year") <= day) & (end.is_null() | (end > day))
