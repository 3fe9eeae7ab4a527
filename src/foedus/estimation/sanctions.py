"""What sanctions do to trade between two states, estimated and not assumed.

Flows go with effects of exporter and year, importer and year, and pair, and with the kinds
of sanctions in force (Poisson pseudo-likelihood). An effect b is on ln trade: exp(b) of it
is left. The package carries what was found, so that an equilibrium can draw from it where
no data set is at hand.

References
----------
Felbermayr, Kirilakha, Syropoulos, Yalcin, Yotov (2020),
https://doi.org/10.1016/j.euroecorev.2020.103561
Larch, Wanner, Yotov, Zylkin (2019), https://doi.org/10.1111/obes.12283
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from foedus import doors
from foedus.chance import Draws, Stream
from foedus.estimation import episodes as coded
from foedus.estimation import trade_panel as traded
from foedus.estimation.episodes import KINDS, TRADE, episodes
from foedus.estimation.fit import Fit, FitRecord
from foedus.estimation.ppml import ppml
from foedus.estimation.sanction_spread import Spread, spread
from foedus.estimation.sanction_trial import Trial, trial
from foedus.estimation.trade_panel import (
    AFTER,
    AHEAD,
    FORCE,
    TradePanel,
    home_panel,
    trade_panel,
)
from foedus.faults import NeedFault
from foedus.sources.table import Table

READS = (*coded.READS, *traded.READS)
RECOMMENDED = "kinds"
OTHERS = tuple(kind for kind in KINDS if kind not in TRADE)
DEEP = tuple(f"complete, {name}" for name in FORCE)

SPECIFICATIONS: dict[str, tuple[str, ...]] = {
    "plain": KINDS,
    RECOMMENDED: (*KINDS, *AHEAD, *AFTER),
    "timing": (*OTHERS, *AHEAD, *FORCE, *AFTER),
    "complete by year": (*KINDS[1:], *DEEP, *AHEAD, *AFTER),
}
"""Kinds alone; with the years before and after; by years in force instead of kinds; and
complete sanctions by years in force."""

HOME = "with home sales"
"""The kinds that are there to see in manufactures of 1986 to 2006, home sales included."""

SPREAD = ("complete", "partial")
"""Kinds with targets enough to tell how far they differ."""

ORIGINS = (1979, 1989, 1999)
"""Ends of what a forecast knew; the ten years after each are forecast."""
LEAST_SEEN = 10
"""Flows above 0 that a kind must bear on, with home sales, to be fitted."""
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """How much there is to see of a term."""

    rows: int
    trading: int
    """Rows among them with a flow above 0."""
    pairs: int


@dataclass(frozen=True, slots=True)
class SanctionEffects:
    """Effects of sanctions on trade, and what they rest on."""

    first: int
    last: int
    sources: dict[str, str]
    """Data set -> version."""
    panel: str
    home: str
    """Digests of the panel and of that with home sales."""
    fits: dict[str, FitRecord]
    """Specification -> what was fitted; errors hang together by pair, both ways."""
    seen: dict[str, Seen]
    """Term -> what there is of it in rows of pairs that ever traded."""
    spreads: dict[str, Spread]
    """Kind -> its effects target by target, from which that on another is drawn."""
    trials: tuple[Trial, ...]
    """Forecasts of sanctions that began later, beside two that know nothing of them."""

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)

    def fit(self, name: str = RECOMMENDED) -> Fit:
        """Give a fit by the name of its specification.

        Raises
        ------
        NeedFault
            It has none of that name.
        """
        if name not in self.fits:
            raise NeedFault(
                f"no specification {name!r} of the effects of sanctions",
                expected=f"one of {', '.join(self.fits)}",
                where="estimation/sanctions.json",
                mend="choose one of them",
            )
        return self.fits[name].fit()

    def draws(self, runs: int, stream: Stream, *, name: str = RECOMMENDED) -> Draws:
        """Draw the mean effects of past sanctions on ln trade, a column a term.

        What the next sanction may do is wider: draw it from `spreads`. Draws are not cut
        at 0: an equilibrium that knows no help by sanctions must do so.
        """
        return self.fit(name).draws(runs, stream.child("sanctions", name))


def sanction_effects(table: Callable[[str], Table]) -> SanctionEffects:
    """Estimate the effects of sanctions on trade from data sets; takes minutes.

    Parameters
    ----------
    table
        Gives a data set: `Shelf.table`, or a stand-in.
    """
    known = episodes(table)
    panel, home = with_depth(trade_panel(table, known)), home_panel(table, known)
    held = panel.only(ever_traded(panel))
    specified = {name: fitted(held, terms) for name, terms in SPECIFICATIONS.items()}
    return SanctionEffects(
        first=traded.FIRST,
        last=traded.LAST,
        sources={name: table(name).version for name in sorted(READS)},
        panel=panel.digest,
        home=home.digest,
        fits={
            name: _few_digits(FitRecord.of(fit))
            for name, fit in {**specified, HOME: fitted_at_home(home)}.items()
        },
        seen={name: _seen(held, name) for name in held.terms},
        spreads={kind: spread(held, known, kind) for kind in SPREAD},
        trials=tuple(trial(held, origin) for origin in ORIGINS),
    )


def fitted(panel: TradePanel, terms: tuple[str, ...]) -> Fit:
    """Fit terms to a panel, with errors that hang together by pair."""
    return ppml(
        panel.columns(terms),
        panel.flows,
        panel.groups,
        terms=terms,
        clusters=[panel.couple],
    ).fit


def fitted_at_home(panel: TradePanel) -> Fit:
    """Fit the kinds that are there to see to flows with home sales among them."""
    trading = panel.flows > 0
    others = tuple(name for name in panel.terms if name not in traded.TERMS)
    seen = tuple(k for k in KINDS if (panel.terms[k][trading] > 0).sum() >= LEAST_SEEN)
    return fitted(panel.only(ever_traded(panel)), (*seen, *others))


def with_depth(panel: TradePanel) -> TradePanel:
    """Add what tells complete sanctions apart by their years in force."""
    deep = {
        name: panel.terms["complete"] * panel.terms[span]
        for name, span in zip(DEEP, FORCE, strict=True)
    }
    return replace(panel, terms={**panel.terms, **deep})


def ever_traded(panel: TradePanel) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell which rows are of pairs that ever traded, (S,); the rest say nothing."""
    pair = panel.groups[2]
    return np.bincount(pair, panel.flows)[pair] > 0


def effects_text(effects: SanctionEffects) -> str:
    """Write effects as JSON, the same text for the same data."""
    return doors.json_text(effects, indent=1) + "\n"


@cache
def carried_effects() -> SanctionEffects:
    """Give the effects that the package carries, made by `sanction_effects`."""
    place = files("foedus.estimation") / "sanctions.json"
    return doors.read_json(
        SanctionEffects, place.read_text("utf-8"), where="sanctions.json"
    )


def _seen(panel: TradePanel, term: str) -> Seen:
    there = panel.terms[term] > 0
    return Seen(
        int(there.sum()),
        int((there & (panel.flows > 0)).sum()),
        len(np.unique(panel.groups[2][there])),
    )


def _few_digits(record: FitRecord) -> FitRecord:
    """Round to digits on which every processor agrees."""
    return replace(
        record,
        coef=tuple(_rounded(value, 6) for value in record.coef),
        cov=tuple(tuple(_rounded(value, 5) for value in row) for row in record.cov),
        scale=tuple(_rounded(value, DIGITS) for value in record.scale),
        log_likelihood=_rounded(record.log_likelihood, DIGITS),
    )


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")
