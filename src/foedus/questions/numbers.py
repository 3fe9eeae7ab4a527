"""How numbers are said: rounded to what is known, in words that people read."""

from math import floor, log10

from foedus.quantity import Estimate, Unit

_AS_PERCENT = {Unit.SHARE, Unit.PROBABILITY}
LEAST_SHARE, FEW_PERCENT = 1e-5, 0.1
"""Shares below the first are not told apart; below the second they have two digits."""
_BIG = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_MONEY = {Unit.USD: "US$", Unit.USD_2015: "2015 US$", Unit.EUR: "EUR "}
_PRICES = {Unit.USD_PER_ROUND, Unit.USD_PER_PIECE, Unit.USD_PER_BARREL, Unit.USD_PER_TONNE}


def rounded(value: float, digits: int = 3) -> float:
    """Round to so many significant digits.

    >>> rounded(123456.0)
    123000.0
    """
    if value == 0:
        return 0.0
    return round(value, digits - 1 - floor(log10(abs(value))))


def amount(value: float, unit: Unit) -> str:
    """Say an amount in its unit.

    >>> amount(0.237, Unit.SHARE), amount(5_200_000, Unit.ROUNDS), amount(2, Unit.STATES)
    ('24 %', '5.2 million rounds', '2 states')
    >>> amount(0.0237, Unit.SHARE), amount(2e-7, Unit.SHARE)
    ('2.4 %', 'under 0.001 %')
    >>> amount(1234.0, Unit.USD_PER_ROUND), amount(-2e9, Unit.USD)
    ('US$1,230 a round', '-US$2 billion')
    """
    if unit in _PRICES:
        return f"{amount(value, Unit.USD)} a {unit.value.removeprefix('usd/')}"
    if value < 0 and unit in _MONEY:
        return f"-{amount(-value, unit)}"
    if unit in _AS_PERCENT:
        if 0 < abs(value) < LEAST_SHARE:
            return f"under {LEAST_SHARE * 100:g} %"
        few = 0 < abs(value) < FEW_PERCENT
        return f"{value * 100:.2g} %" if few else f"{value:.0%}".replace("%", " %")
    money = _MONEY.get(unit, "")
    word = "" if money or unit in {Unit.NONE, Unit.COUNT, Unit.RATIO} else f" {unit.value}"
    for size, name in _BIG:
        if abs(value) >= size:
            return f"{money}{rounded(value / size):g} {name}{word}"
    near = rounded(value, 3 if abs(value) >= 100 else 2)
    text = f"{near:,.0f}" if near == int(near) else f"{near:,g}"
    if near == 1 and word.endswith("s"):
        word = word[:-1]
    return f"{money}{text}{word}"


def estimate(number: Estimate) -> str:
    """Say a number with its doubt.

    >>> from foedus.quantity import exactly
    >>> estimate(exactly(2, Unit.STATES, "a treaty"))
    '2 states'
    """
    if number.low == number.high:
        return amount(number.value, number.unit)
    span = f"{amount(number.low, number.unit)} to {amount(number.high, number.unit)}"
    how = "all measures" if number.level == 1 else f"{number.level * 100:.0f} % interval"
    return f"{amount(number.value, number.unit)} ({span}, {how})"
