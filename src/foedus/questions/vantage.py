"""From where a case is forecast: what was known, and the models fitted on it.

Of a late day the package carries all: one year of the world, and the coefficients that
`foedus fit` left. A case of an earlier day is forecast as it would have been then: from
the shelf's past cut at the year before, by models fitted on nothing later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from foedus import doors
from foedus.estimation.artefact import shipped
from foedus.estimation.register import Fitted, fits, model
from foedus.faults import NeedFault, ShelfFault
from foedus.past.making import READS, past_of
from foedus.past.past import Past
from foedus.past.snapshot import CARRIED, carried_past
from foedus.questions.series import Tables


@dataclass(frozen=True, slots=True, eq=False)
class Vantage:
    """What a forecast is made from."""

    year: int
    """The year that is forecast."""
    past: Past
    fitted: Callable[[str], Fitted]
    """Gives what was fitted of a model."""
    basis: str
    """Names the world and the fits."""

    @property
    def read(self) -> int:
        """The year at whose end the world is read."""
        return self.past.last


def vantage(year: int, tables: Tables | None = None) -> Vantage:
    """Stand before a year.

    Parameters
    ----------
    year
        The year to forecast; after the one that the package carries, that one serves.
    tables
        Gives data sets by name; needed for a year up to the one carried.

    Raises
    ------
    NeedFault
        The year is earlier than the package carries, and a data set is not at hand.
    """
    if year > CARRIED:
        past = carried_past()
        return Vantage(CARRIED + 1, past, _shipped, f"world of {CARRIED}")
    try:
        past = past_of(_at_hand(tables), last=year - 1).until(year - 1)
    except ShelfFault as lacking:
        raise _lacking(year) from lacking

    @cache
    def fitted(name: str) -> Fitted:
        return fits(model(name), past, before=year)

    return Vantage(year, past, fitted, f"the past to {year - 1}")


def basis_of(stand: Vantage, *names: str) -> str:
    """Name what a number rests on: the world that was read, and the fits."""
    held = [
        shipped(name).digest if stand.fitted is _shipped else stand.basis for name in names
    ]
    return f"{', '.join(names)} {doors.digest([stand.basis, held])}"


@cache
def _shipped(name: str) -> Fitted:
    held = shipped(name)
    return Fitted({one: held.fit(one) for one in held.fits}, held.constants)


def _at_hand(tables: Tables | None) -> Tables:
    if tables is not None:
        return tables
    raise ShelfFault(
        "no data sets were handed over",
        expected="the shelf's tables",
        where="questions.vantage",
        mend="ask with tables=shelf_here().table",
    )


def _lacking(year: int) -> NeedFault:
    return NeedFault(
        f"a forecast of {year} reads the world of {year - 1}, which is not at hand",
        expected=f"the data sets that the past is made from, or a year after {CARRIED}",
        where="questions.vantage",
        mend=f"foedus shelf get {' '.join(READS)}",
    )
