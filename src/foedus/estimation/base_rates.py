"""How long treaties of a kind have lasted: counted, with no model at all.

A class is a condition on what was known when a treaty was signed. The narrower it is, the
more it looks like the treaty in hand and the fewer treaties it holds, until what it holds
is the fate of one patron, seen as many times as he had clients. So classes are shown one
inside the other, and each says whose fate it tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.estimation.survival import survival
from foedus.faults import DataFault
from foedus.past import fields
from foedus.past.past import Past
from foedus.past.treaties import founders
from foedus.states.roster import StateId

Floats = NDArray[np.float64]

YEARS = (5, 10, 15, 20)
"""After how many years a class is asked who stands."""

LEVEL = 0.9
"""Of the intervals."""

AUTOCRATIC = 0.4
"""Below this index of electoral democracy a regime is called autocratic here."""

BUNCH = 3
"""Ends within so many years are one bunch."""

MOSTLY = 0.5
"""From this share on, one patron or one bunch is most of a class."""

_PAIR = pl.col("two") & (pl.col("defence") == 1)
_LATE = pl.col("signed") >= 1946
_PATRON = _PAIR & (pl.col("majors") == 1)
_AUTOCRATS = _PATRON & pl.col("autocratic_major") & pl.col("autocratic_minor")
_STAYS = ((pl.col("duration") == 1) & (pl.col("renewal") == 2)) | (pl.col("duration") == 3)

KNOWN = {
    "signed": pl.Int64(),
    "founders": pl.List(pl.String),
    **dict.fromkeys(("two", "bilateral"), pl.Boolean()),
    **dict.fromkeys(("autocratic_major", "autocratic_minor"), pl.Boolean()),
    **dict.fromkeys(("defence", "nonaggression", "consultation", "wartime"), pl.Float64()),
    **dict.fromkeys(("duration", "renewal", "renunciation", "majors"), pl.Int64()),
}
"""What is known of a treaty when it is signed, by which classes may be told."""

CLASSES: Mapping[str, pl.Expr] = MappingProxyType(
    {
        "bilateral defence, all": _PAIR,
        "bilateral defence 1816-1918": _PAIR & pl.col("signed").is_between(1816, 1918),
        "bilateral defence 1919-1945": _PAIR & pl.col("signed").is_between(1919, 1945),
        "bilateral defence 1946-1989": _PAIR & pl.col("signed").is_between(1946, 1989),
        "bilateral defence 1990-2018": _PAIR & pl.col("signed").is_between(1990, 2018),
        "bilateral defence 1946+": _PAIR & _LATE,
        "bilateral defence, one major": _PATRON,
        "bilateral defence, one major, 1946+": _PATRON & _LATE,
        "bilateral defence, one major + autocratic minor, 1946+": (
            _PATRON & pl.col("autocratic_minor") & _LATE
        ),
        "bilateral defence, autocratic major + autocratic minor, all": _AUTOCRATS,
        "bilateral defence, autocratic major + autocratic minor, 1946+": _AUTOCRATS & _LATE,
        "... same, fixed term with automatic renewal or indefinite, 1946+": (
            _AUTOCRATS & _STAYS & _LATE
        ),
        "bilateral defence, automatic renewal, 1946+": (
            _PAIR & (pl.col("renewal") == 2) & _LATE
        ),
        "Soviet/Russian bilateral defence 1946+": (
            _PAIR & pl.col("founders").list.contains("RUS") & _LATE
        ),
        "bilateral nonagg/consult without defence 1946+": (
            pl.col("two") & (pl.col("defence") == 0) & _LATE
        ),
        "multilateral defence 1946+": (
            ~pl.col("bilateral") & (pl.col("defence") == 1) & _LATE
        ),
    }
)
"""The classes that the package counts, by the columns of `signed_pacts`."""


@dataclass(frozen=True, slots=True)
class Longevity:
    """How long the treaties of a class have lasted."""

    name: str
    treaties: int
    ended: int
    """Those that came to their end; the others were lost to sight while they stood."""
    years: tuple[int, ...]
    alive: tuple[float, ...]
    """Share that stands after so many years, by Kaplan and Meier."""
    low: tuple[float, ...]
    high: tuple[float, ...]
    """Ends of the interval of 90 %, as if no two treaties shared a fate."""
    patron: StateId | None
    """The state that signed most of them."""
    of_patron: int
    """How many it signed."""
    bunch: int
    """Most ends that fell within three years."""
    bunch_year: int | None
    """The first of these years."""

    @property
    def warning(self) -> str:
        """Say whose fate the class tells, where it is one state's; else nothing."""
        one = self.of_patron >= MOSTLY * self.treaties
        if not one or self.bunch_year is None or self.bunch < MOSTLY * self.ended:
            return ""
        return (
            f"{self.of_patron} of the {self.treaties} were signed by {self.patron}, and "
            f"{self.bunch} of {self.ended} ends fell in {self.bunch_year} to "
            f"{self.bunch_year + BUNCH - 1}: what lasted was one patron, and such treaties "
            "count for hardly more than one"
        )


def signed_pacts(past: Past) -> pl.DataFrame:
    """List pacts with what was known when they were signed, and how long they lasted.

    Returns
    -------
    pl.DataFrame
        `pact`, `signed` (year), `founders` (ids), `two` (just two founders),
        `bilateral`, `defence`, `nonaggression`, `consultation`, `wartime`, `duration`,
        `renewal`, `renunciation` (ATOP's codes), `majors` (how many founders were),
        `autocratic_major`, `autocratic_minor` (null where not one major and one minor),
        `lasted` (years), `over` (whether it then came to its end), `end_year`.
    """
    told = founders(past.pacts, past.members).group_by("pact", "year").agg("state")
    at_signing = pl.DataFrame(
        [
            _founding(past, pact, year, sorted(states))
            for pact, year, states in told.sort("pact").iter_rows()
        ],
        schema={
            "pact": pl.Int64, "founders": pl.List(pl.String), "majors": pl.Int64,
            "autocratic_major": pl.Boolean, "autocratic_minor": pl.Boolean,
        },
        orient="row",
    )  # fmt: skip
    # Nobody signed as a state of the roster before 1816, when the list begins.
    return past.pacts.filter(pl.col("start_year") > past.first).join(
        at_signing, on="pact", how="left"
    ).select(
        "pact", "founders", "majors", "autocratic_major", "autocratic_minor",
        "defence", "nonaggression", "consultation", "wartime", "duration", "renewal",
        "renunciation", "end_year",
        signed="start_year",
        bilateral=pl.col("bilateral") == 1,
        two=(pl.col("bilateral") == 1) & (pl.col("founders").list.len() == 2),
        over=(pl.col("termination") > 0) & pl.col("end_year").is_not_null(),
        lasted=_date("end").fill_null(past.coverage[fields.PACT.name].last + 1)
        - _date("start"),
    )  # fmt: skip


def base_rates(
    pacts: pl.DataFrame, classes: Mapping[str, pl.Expr] = CLASSES
) -> tuple[Longevity, ...]:
    """Count how long the treaties of some classes have lasted.

    Parameters
    ----------
    pacts
        Of `signed_pacts`, or any part of it.
    classes
        Name -> condition on its columns; one of your own is a line of Polars.

    Raises
    ------
    DataFault
        A class holds no treaty.
    """
    return tuple(_rate(name, pacts.filter(held), pacts) for name, held in classes.items())


def kin(
    rates: tuple[Longevity, ...],
    pact: Mapping[str, object],
    classes: Mapping[str, pl.Expr] = CLASSES,
) -> tuple[Longevity, ...]:
    """Choose the classes that a treaty falls into, the widest first.

    Parameters
    ----------
    rates
        Of `base_rates`.
    pact
        What is known of it, by the columns of `signed_pacts` that classes ask for; a
        class that asks for what is not said does not hold it.
    classes
        The conditions, by the names of the rates.
    """
    one = pl.DataFrame([{name: pact.get(name) for name in KNOWN}], schema=KNOWN)
    held = {name for name, where in classes.items() if one.filter(where).height}
    return tuple(sorted((r for r in rates if r.name in held), key=lambda r: -r.treaties))


def _rate(name: str, held: pl.DataFrame, pacts: pl.DataFrame) -> Longevity:
    if not held.height:
        raise DataFault(
            f"no treaty of {pacts.height} is of the class {name!r}",
            expected="a class that holds at least one",
            where="estimation.base_rates",
            mend="widen the class",
        )
    curve = survival(held["lasted"].to_numpy(), held["over"].to_numpy())
    at = np.array(YEARS, dtype=np.float64)
    bounds = curve.interval(at, level=LEVEL)
    signers = (
        held["founders"].explode().drop_nulls().value_counts().sort("count", "founders")
    )
    ends = np.sort(held.filter("over")["end_year"].to_numpy())
    bunches = [int(((ends >= e) & (ends < e + BUNCH)).sum()) for e in ends]
    return Longevity(
        name=name,
        treaties=held.height,
        ended=len(ends),
        years=YEARS,
        alive=tuple(float(share) for share in curve.at(at)),
        low=tuple(float(share) for share in bounds[:, 0]),
        high=tuple(float(share) for share in bounds[:, 1]),
        patron=signers["founders"][-1] if signers.height else None,
        of_patron=signers["count"][-1] if signers.height else 0,
        bunch=max(bunches, default=0),
        bunch_year=int(ends[int(np.argmax(bunches))]) if bunches else None,
    )


def _founding(
    past: Past, pact: int, year: int, states: list[int]
) -> tuple[int, list[StateId], int, bool | None, bool | None]:
    """Tell who founded a pact, and what they were as its year began."""
    names = [past.ids[state] for state in states]
    day = past.at(max(year - 1, past.first))
    major = day[fields.MAJOR][states] > 0
    if len(states) != 2 or major.sum() != 1:
        return pact, names, int(major.sum()), None, None
    patron, client = (1, 0) if major[1] else (0, 1)
    autocratic = [_autocratic(past, year, states[one]) for one in (patron, client)]
    return pact, names, 1, autocratic[0], autocratic[1]


def _autocratic(past: Past, year: int, state: int) -> bool | None:
    """Tell what a regime was as a year began, or in the first year in which it is known."""
    since = max(year - 1, past.first) - past.first
    index = past[fields.POLYARCHY][since:, state]
    known = index[~np.isnan(index)]
    return bool(known[0] < AUTOCRATIC) if len(known) else None


def _date(of: str) -> pl.Expr:
    """Give the middle of a month, in years."""
    return pl.col(f"{of}_year") + (pl.col(f"{of}_month") - 0.5) / 12
