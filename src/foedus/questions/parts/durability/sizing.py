"""From the drivers of a case to strains of a simulation: how likely, and how heavy.

Each size is a guess with a range and says what it rests on: claims pooled, the exchange's
own runs, how leaders left power, what befell treaties before, or an assumption.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import gamma

from foedus.cases.case import Case
from foedus.cases.drivers_file import Driver, Leader
from foedus.chance import Stream
from foedus.estimation.strains import carried_strains
from foedus.faults import Finding, NeedFault
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim
from foedus.ledger.pool import is_founded, pool
from foedus.questions.parts.exchange.draws import drawn_of
from foedus.questions.parts.exchange.known import known_of
from foedus.questions.parts.exchange.outlook import outlooks_of
from foedus.questions.wording import many
from foedus.simulation.strains import Size, Strain

WHAT = "what may end the pact"
POOLED, EXCHANGED = 4_000, 1_000
"""Draws of a parameter, and of the exchange."""
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Sized:
    """A driver with its sizes.

    Attributes
    ----------
    comes, does
        What its chance and its weight rest on, in words.
    assumed
        Which of the two rest on nothing but an assumption, or a fit that did not hold.
    rests_on
        Entries of the ledger, models and data sets.
    """

    driver: Driver
    strain: Strain
    comes: str
    does: str
    assumed: tuple[str, ...]
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Comes:
    chance: Size
    path: tuple[float, ...]
    said: str
    assumed: bool
    rests_on: tuple[str, ...]


def sized_of(
    case: Case, pact: str, *, year: int, years: int, seed: int
) -> tuple[tuple[Sized, ...], tuple[Finding, ...]]:
    """Size the drivers of a case.

    Parameters
    ----------
    pact
        Id of the pact that they weigh on, where they name no other.
    year, years
        The first year that is run, and how many.
    seed
        Of what is pooled and of the exchange.

    Returns
    -------
    The drivers that could be sized, and why others could not.
    """
    made, left = list[Sized](), list[Finding]()
    for one in case.drivers.drivers if case.drivers else ():
        try:
            made.append(
                _sized(case, one.pact or pact, one, year=year, years=years, seed=seed)
            )
        except NeedFault as lacking:
            remark = f"{one.title}: {lacking.found}. To mend it: {lacking.mend}"
            left.append(Finding("doubt", WHAT, remark))
    return tuple(made), tuple(left)


def _sized(
    case: Case, pact: str, one: Driver, *, year: int, years: int, seed: int
) -> Sized:
    comes = _comes(case, one, year=year, years=years, seed=seed)
    times, does, guessed, based = _does(one)
    known = {str(claim.id) for claim in standing(case.book, Claim)}
    strain = Strain(
        one.id, (pact,), comes.chance, times, path=comes.path,
        years=None if one.lasts == "on" else one.lasts, again=one.again, makes=one.makes,
    )  # fmt: skip
    told = {"chance": comes.assumed, "weight": guessed}
    claims = (claim for claim in one.claims if claim in known)
    return Sized(
        one, strain, comes.said, does, tuple(name for name, yes in told.items() if yes),
        tuple(dict.fromkeys((*claims, *comes.rests_on, *based))),
    )  # fmt: skip


def _comes(case: Case, one: Driver, *, year: int, years: int, seed: int) -> _Comes:
    basis = one.chance
    if basis.parameter:
        return _pooled(case, basis.parameter, seed)
    if basis.leader is not None:
        return _leaves(basis.leader, year, years)
    if basis.exchange:
        return _exchanged(case, basis.exchange, seed)
    own = basis.assumed
    if own is None:
        raise _baseless(one)
    return _Comes(Size(own.mode, own.low, own.high), (), f"assumed: {own.reason}", True, ())


def _pooled(case: Case, parameter: str, seed: int) -> _Comes:
    binding = next(b for b in standing(case.book, Binding) if b.parameter == parameter)
    if not is_founded(binding, case.book):
        raise NeedFault(
            f"nothing is known of {parameter} on {case.heading.as_of}",
            expected="a claim of that day, or an assumed range",
            where=f"case {case.name}, bindings.yaml",
            mend="ask as of a later day, or give it an assumed range",
        )
    held = pool(binding, case.book, stream=Stream(seed).child("durability"), runs=POOLED)
    low, middle, high = np.clip(np.quantile(held.draws, [0.05, 0.5, 0.95]), 0.0, 1.0)
    said = (
        held.basis
        if held.assumed
        else f"pooled from {many(len(held.shares), 'claim')}: {binding.meaning}"
    )
    return _Comes(
        Size(float(middle), float(low), float(high)), (), said, held.assumed,
        (f"binding:{parameter}",),
    )  # fmt: skip


def _leaves(one: Leader, year: int, years: int) -> _Comes:
    fit = carried_strains().exits
    held = [
        fit.chance(age=year + k - one.born, tenure=year + k - one.since)
        for k in range(years)
    ]
    odds = [value / (1 - value) for value, _, _ in held]
    value, low, high = held[0]
    said = (
        f"as leaders of autocracies left power at {year - one.born}, after "
        f"{year - one.since} years in it ({fit.events:,} exits in {fit.rows:,} "
        f"leader-years), {held[-1][0]:.1%} in {year + years - 1}"
    )
    return _Comes(
        Size(value, low, high), tuple(k / odds[0] for k in odds), said, False,
        ("data:leaders",),
    )  # fmt: skip


def _exchanged(case: Case, causes: tuple[str, ...], seed: int) -> _Comes:
    """Count how often the exchange's own runs end so, a year at risk."""
    if case.exchange is None:
        raise NeedFault(
            "the case has no exchange",
            expected="an exchange.yaml in its folder",
            where=f"case {case.name}",
            mend="write one as docs/exchange.md tells, or assume a chance",
        )
    deal, _ = known_of(case, case.exchange)
    drawn = drawn_of(case, deal, seed=seed, runs=EXCHANGED)
    if len(drawn.kept) == 0:
        raise NeedFault(
            "no draw of the exchange can be what was published",
            expected="draws that its figures leave",
            where=f"case {case.name}, matching",
            mend="see `foedus ask CASE exchange`, which says what rules them out",
        )
    held = outlooks_of(case, drawn, (), seed=seed)
    path = held.usual.path
    asked = [held.causes.index(cause) for cause in causes]
    ended = int(np.isin(path.cause, asked).sum())
    exposed = float(held.usual.goes_on.sum()) / MONTHS
    low, middle, high = (
        float(1 - np.exp(-gamma.ppf(q, ended + 0.5) / exposed)) for q in (0.05, 0.5, 0.95)
    )
    said = (
        f"{ended} of {len(path.cause):,} runs of the exchange end so, in "
        f"{exposed:,.0f} years; its own doubt stands in the question exchange"
    )
    rests_on = tuple(f"binding:{b.parameter}" for b in _endings(case, causes))
    return _Comes(Size(middle, low, high), (), said, False, rests_on)


def _endings(case: Case, causes: tuple[str, ...]) -> Iterator[Binding]:
    deal = case.exchange
    asked = {e.chance for e in deal.endings if e.id in causes} if deal else set()
    for binding in standing(case.book, Binding):
        if binding.parameter in asked:
            yield binding


def _does(one: Driver) -> tuple[Size, str, bool, tuple[str, ...]]:
    """Give what it multiplies odds by, why, whether that is assumed, and its basis."""
    if own := one.times.assumed:
        return Size(own.mode, own.low, own.high), f"assumed: {own.reason}", True, ()
    if not one.times.fitted:
        raise _baseless(one)
    held = carried_strains().weight(one.times.fitted)
    value, low, high = (float(np.exp(x)) for x in (held.adds, held.low, held.high))
    judged = (
        "forecasts of later years were better for it"
        if held.holds
        else "forecasts of later years were not better for it beyond doubt"
    )
    said = (
        f"fitted on {many(held.events, 'end')} in {held.years:,} treaty-years after "
        f"{held.says}; {judged}"
    )
    based = ("data:atop_pacts", "data:atop_members", "model:termination")
    return Size(value, low, high), said, not held.holds, based


def _baseless(one: Driver) -> NeedFault:
    return NeedFault(
        f"a size of {one.id} rests on nothing",
        expected="one basis of its chance, and one of its weight",
        where="questions.durability",
        mend="name what it rests on in drivers.yaml",
    )
