"""What if something else were to happen: a change of an exchange, told before it is run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from foedus.exchange.months import month
from foedus.faults import DataFault


@dataclass(frozen=True, slots=True)
class Offer:
    """What an outside partner puts on the table, in US$ for one of the good.

    Attributes
    ----------
    pays
        To the supplier for each that it does not give to the buyer.
    asks
        The price at which it sells the same to the buyer.
    """

    pays: float | None = None
    asks: float | None = None

    def __post_init__(self) -> None:
        told = [one for one in (self.pays, self.asks) if one is not None]
        if not told or any(not isfinite(one) or one < 0 for one in told):
            raise _refused(
                f"an offer that pays {self.pays} and asks {self.asks}",
                "one of the two or both, as US$ for one of the good, not below 0",
            )


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One change, from one month on.

    Attributes
    ----------
    since
        First month of the change, YYYY-MM; the month after the case's day where empty.
    cut
        Name of a good, the one given or one of those it is paid in -> the part of its flow
        that stops, 0 to 1.
    enforcement
        How many times as hard sanctions are enforced.
    ends
        Id of a way to end -> the month in which it comes about.
    offers
        Outside partner -> what it offers.
    times
        Role -> the factor on its number, whenever the exchange began.
    """

    id: str
    title: str
    since: str = ""
    cut: Mapping[str, float] = field(default_factory=dict)
    enforcement: float = 1.0
    ends: Mapping[str, str] = field(default_factory=dict)
    offers: Mapping[str, Offer] = field(default_factory=dict)
    times: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for text in (*filter(None, (self.since,)), *self.ends.values()):
            month(text)
        if out := [good for good, part in self.cut.items() if not 0 <= part <= 1]:
            raise _refused(f"{self.cut[out[0]]:g} of {out[0]} is cut", "0 to 1 of a flow")
        factors = (self.enforcement, *self.times.values())
        if any(not isfinite(one) or one < 0 for one in factors):
            raise _refused("a factor below 0 or without bounds", "factors of 0 or more")


def _refused(found: str, expected: str) -> DataFault:
    return DataFault(
        found,
        expected=expected,
        where="a what-if of the exchange",
        mend="mend that number; docs/exchange.md tells each key of a what-if",
    )
