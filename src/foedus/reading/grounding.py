"""The gate: a quotation stands in the text to the letter, or it is no quotation.

Only quotation marks, dashes and spaces are folded. Nothing is repaired by likeness: a
nearest match has turned 15,000 into 12,000 soldiers and lost a negation. What would be
found only inside a longer word or number is refused, and so is a quotation that was cut
off right behind the word that denies it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from foedus.faults import Finding
from foedus.ledger.entry import Selector
from foedus.reading.folding import fold

AROUND = 32
"""Code points kept before and after a quotation, to find it by."""

_DENIAL = re.compile(
    r"(?:\b(?:not|no|never|nor|neither|without|none|nobody|nothing|hardly|barely|scarcely"
    r"|cannot|denies|denied|deny|denying)|n't)"
    r"(?:\s+(?:yet|ever|even|actually|really|directly|necessarily|only|just|merely|any"
    r"|to|be|been|have|has|had|that|a|an|the))*\s*[\"']?\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,:/'-]\d+)*%?")
_NUMBER_GOES_ON = re.compile(
    r"\s?(?:per ?cent|hundred|thousand|million|billion|trillion|dozen)\b", re.IGNORECASE
)
_LONGEST_NUMBER = 24


@dataclass(frozen=True, slots=True)
class Refusal:
    """A quotation that was not let through, and why."""

    exact: str
    reason: str

    def finding(self, where: str) -> Finding:
        """Tell it as a remark on somebody's data."""
        shown = self.exact if len(self.exact) <= 60 else self.exact[:57] + "..."
        return Finding("breach", where, f"{shown!r} {self.reason}")


def selector(text: str, start: int, end: int) -> Selector:
    """Give a place in a text with what stands around it.

    >>> selector("It is so.", 3, 5)
    Selector(start=3, end=5, exact='is', prefix='It ', suffix=' so.')
    """
    return Selector(
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - AROUND) : start],
        suffix=text[end : end + AROUND],
    )


def ground(
    text: str,
    exact: str,
    *,
    prefix: str = "",
    suffix: str = "",
    start: int | None = None,
    denied: bool = False,
) -> Selector | Refusal:
    """Find a quotation in a text, to the letter.

    Parameters
    ----------
    text
        The text whose offsets are meant.
    exact
        The words that are said to stand there.
    prefix, suffix
        What stands before and after, to tell two places apart.
    start
        Where they are said to stand, in code points.
    denied
        Whether the claim itself says that they are denied; then they may be cut off from
        the word that does so.

    Returns
    -------
    Selector or Refusal
        The place with the text's own letters, or the reason why there is none.

    Examples
    --------
    >>> ground("It sent 12,000 men.", "12,000 men").start
    8
    >>> ground("It sent 12,000 men.", "15,000 men").reason
    'does not stand in the text'
    >>> ground("It sent 12,000 men.", "2,000 men").reason
    'stands there only as a part of a longer word or number'
    >>> ground("It did not send men.", "send men").reason
    'was cut off from the word that denies it'
    """
    wanted = fold(exact)
    if not wanted.strip():
        return Refusal(exact, "is empty")
    folded = fold(text)
    places = list(_places(folded, wanted))
    if not places:
        return Refusal(exact, "does not stand in the text")
    whole = [p for p in places if not _torn(folded, p, p + len(wanted))]
    if not whole:
        return Refusal(exact, "stands there only as a part of a longer word or number")
    kept = [p for p in whole if denied or not _DENIAL.search(folded[max(0, p - 48) : p])]
    if not kept:
        return Refusal(exact, "was cut off from the word that denies it")
    if start is not None and start in kept:
        kept = [start]
    near = [p for p in kept if _stands_between(folded, p, len(wanted), prefix, suffix)]
    match near or kept:
        case [place]:
            return selector(text, place, place + len(wanted))
        case several:
            return Refusal(
                exact, f"stands in {len(several)} places; say what stands before it"
            )


def is_sound(text: str, start: int, end: int, *, denied: bool = False) -> bool:
    """Tell whether a stretch of a text would pass the gate where it stands.

    >>> is_sound("It sent 12,000 men.", 8, 18), is_sound("It sent 12,000 men.", 11, 18)
    (True, False)
    """
    first = max(0, start - AROUND * 2)
    near = fold(text[first : end + AROUND])
    here = start - first
    if not near[here : end - first].strip() or _torn(near, here, end - first):
        return False
    return denied or not _DENIAL.search(near[max(0, here - 48) : here])


def still_stands(text: str, place: Selector) -> bool:
    """Tell whether a place still holds the words that were quoted from it.

    >>> place = Selector(3, 5, "is")
    >>> still_stands("It is so.", place), still_stands("It was so.", place)
    (True, False)
    """
    return fold(text[place.start : place.end]) == fold(place.exact)


def _places(folded: str, wanted: str) -> Iterator[int]:
    place = folded.find(wanted)
    while place >= 0:
        yield place
        place = folded.find(wanted, place + 1)


def _torn(folded: str, start: int, end: int) -> bool:
    """Tell whether a cut goes through a word or a number."""
    if any(
        folded[cut - 1 : cut].isalnum() and folded[cut : cut + 1].isalnum()
        for cut in (start, end)
        if cut
    ):
        return True
    goes_on = folded[end - 1].isdigit() and _NUMBER_GOES_ON.match(folded, end)
    return bool(goes_on) or any(_cuts_a_number(folded, cut) for cut in (start, end))


def _cuts_a_number(folded: str, cut: int) -> bool:
    first = max(0, cut - _LONGEST_NUMBER)
    numbers = _NUMBER.finditer(folded, first, cut + _LONGEST_NUMBER)
    return any(number.start() < cut < number.end() for number in numbers)


def _stands_between(folded: str, place: int, length: int, prefix: str, suffix: str) -> bool:
    before, after = fold(prefix), fold(suffix)
    return folded[:place].endswith(before) and folded[place + length :].startswith(after)
