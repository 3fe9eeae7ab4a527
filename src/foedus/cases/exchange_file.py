"""The file of an exchange, and what-ifs of one's own: YAML in, checked values out.

A case's exchange.yaml has the keys of `foedus.exchange.deal.Deal`; every number in it is
the key of a parameter of bindings.yaml, in a unit that its role takes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from foedus import doors
from foedus.exchange.deal import Deal
from foedus.exchange.needs import Need, needs_of
from foedus.exchange.whatif import WhatIf
from foedus.faults import CaseFault
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Entry, Override
from foedus.states.roster import roster

FILE = "exchange.yaml"


@dataclass(frozen=True, slots=True)
class _WhatIfs:
    what_ifs: tuple[WhatIf, ...]


def read_exchange(folder: Path, book: Sequence[Entry]) -> Deal | None:
    """Read the exchange of a case folder; None where it has none.

    Raises
    ------
    CaseFault
        The file means nothing, names a parameter that is not bound, one in a unit that
        its role does not take, or one whose own range passes the role's bounds.
    """
    path = folder / FILE
    if not path.exists():
        return None
    text = doors.read_text(path, fault=CaseFault)
    deal = doors.read_yaml(Deal, text, where=str(path), fault=CaseFault)
    _refuse_strangers(deal, path, text)
    bindings = {binding.parameter: binding for binding in standing(book, Binding)}
    for need in needs_of(deal):
        where = _line_of(need.parameter, path, text)
        _refuse_unbound(need, bindings.get(need.parameter), where)
    return deal


def read_what_ifs(path: Path) -> tuple[WhatIf, ...]:
    """Read what-ifs from a file of one's own: a list under `what_ifs`.

    Raises
    ------
    CaseFault
        The file cannot be read, or a what-if in it means nothing.
    """
    text = doors.read_text(path, fault=CaseFault)
    return doors.read_yaml(_WhatIfs, text, where=str(path), fault=CaseFault).what_ifs


def what_if_of(
    *,
    cut: str = "",
    ends: str = "",
    enforcement: float | None = None,
    offer: str = "",
    since: str = "",
) -> WhatIf:
    """Read one what-if from the words of a command line.

    Parameters
    ----------
    cut
        Goods, by commas, each with the part of its flow that stops: `oil` or `oil:0.5`.
    ends
        Ways to end, by commas, each with its month: `war_ends:2025-06`.
    enforcement
        How many times as hard sanctions are enforced.
    offer
        Outside partners, by commas, each with what it pays the supplier for one and what
        it asks of the buyer: `CHN:2000`, `CHN::500` or `CHN:2000:500`.
    since
        First month of the change.

    Raises
    ------
    CaseFault
        Words that mean nothing.

    Examples
    --------
    >>> what_if_of(cut="oil", ends="war_ends:2025-06").title
    'oil is cut by 100% and it comes to war_ends in 2025-06'
    """
    cuts = {good: _number(part, "--cut", 1.0) for good, part in _pairs(cut)}
    ended = dict(_pairs(ends))
    offers = {state: _offer(prices) for state, prices in _pairs(offer)}
    told = [
        *(f"{good} is cut by {part or 0:.0%}" for good, part in cuts.items()),
        *(f"it comes to {id} in {month}" for id, month in ended.items()),
        *(f"{state} {_worded(bid)}" for state, bid in offers.items()),
    ]
    for state in offers:
        _refuse_stranger(state, "foedus ask --offer")
    if since and not (cuts or offers or enforcement is not None):
        raise CaseFault(
            f"from {since} on nothing is changed",
            expected="--cut, --offer or --enforcement beside --since",
            where="foedus ask --since",
            mend="say what changes from that month on",
        )
    if enforcement is not None:
        told.append(f"sanctions are enforced {enforcement:g} times as hard")
    raw = {
        "id": "asked",
        "title": " and ".join(told) or "nothing is changed",
        "since": since,
        "cut": cuts,
        "enforcement": 1.0 if enforcement is None else enforcement,
        "ends": ended,
        "offers": offers,
    }
    return doors.check(WhatIf, raw, where="foedus ask", fault=CaseFault)


def _pairs(text: str) -> list[tuple[str, str]]:
    """Part words at commas, and each at its first colon."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    return [(name, rest) for name, _, rest in (word.partition(":") for word in words)]


def _number(text: str, option: str, otherwise: float | None = None) -> float | None:
    if not text:
        return otherwise
    try:
        return float(text)
    except ValueError:
        raise CaseFault(
            f"{text!r} is no number",
            expected="a number after the colon",
            where=f"foedus ask {option}",
            mend="write it as oil:0.5, or CHN:2000 for US$ 2,000 each",
        ) from None


def _offer(prices: str) -> dict[str, float | None]:
    pays, _, asks = prices.partition(":")
    return {"pays": _number(pays, "--offer"), "asks": _number(asks, "--offer")}


def _worded(bid: dict[str, float | None]) -> str:
    """Say an offer; what it lacks is refused where it is checked."""
    pays, asks = bid["pays"], bid["asks"]
    told = [
        *([] if pays is None else [f"pays the supplier {pays:g} dollars for each"]),
        *([] if asks is None else [f"sells the same at {asks:g} dollars"]),
    ]
    return " and ".join(told)


def _line_of(word: str, path: Path, text: str) -> str:
    """Name the line of a file that first says a word; the file, where none does."""
    whole = re.compile(rf"(?<![\w.]){re.escape(word)}(?![\w.])")
    for number, line in enumerate(text.splitlines(), 1):
        if whole.search(line.partition(" #")[0]):
            return f"{path}:{number}"
    return str(path)


def _refuse_strangers(deal: Deal, path: Path, text: str) -> None:
    offers = (state for what_if in deal.what_ifs for state in what_if.offers)
    for state in (deal.supplier, deal.buyer, *deal.outside, *offers):
        _refuse_stranger(state, _line_of(state, path, text))


def _refuse_stranger(state: str, where: str) -> None:
    if state not in roster().ids:
        raise CaseFault(
            f"{state!r} is no state",
            expected="ids of the roster of states",
            where=where,
            mend="look it up by `foedus states NAME`",
        )


def _refuse_unbound(need: Need, binding: Binding | None, where: str) -> None:
    if binding is None:
        raise CaseFault(
            f"{need.role} is played by {need.parameter!r}, which is bound to nothing",
            expected="a parameter of bindings.yaml",
            where=where,
            mend=f"bind claims to {need.parameter!r}, or give it an assumed range",
        )
    if binding.unit not in need.units:
        raise CaseFault(
            f"{need.role} is played by {need.parameter!r}, which is in {binding.unit}",
            expected=" or ".join(sorted(need.units)) or "a good of another unit",
            where=where,
            mend="bind it in that unit, or name the parameter that is meant",
        )
    for own in (binding.override, binding.assumed):
        if own is not None:
            _refuse_range(need, own, where)


def _refuse_range(need: Need, own: Override, where: str) -> None:
    if own.low < need.low or own.high > need.high:
        most = "any height" if need.high == inf else f"{need.high:g}"
        raise CaseFault(
            f"{need.parameter!r} runs from {own.low:g} to {own.high:g}",
            expected=f"{need.low:g} to {most} for {need.role}",
            where=where,
            mend="mend the range in bindings.yaml; a share is written 0..1, a stock is not "
            "below 0",
        )
