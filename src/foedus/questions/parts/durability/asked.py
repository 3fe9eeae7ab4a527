"""What a user would have otherwise: drivers left out, sized anew, or come for sure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from foedus.faults import CaseFault
from foedus.questions.parts.durability.sizing import Sized
from foedus.questions.wording import series
from foedus.simulation.strains import Size, Strain

SURE = 1e12
"""Odds of what comes for sure, and their reverse."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is otherwise.

    Attributes
    ----------
    without
        Drivers that are left out.
    sizes
        Drivers, each with its chance in a year and what it multiplies odds by.
    comes
        Drivers that come for sure, each with its year; None for the first that is run.
    """

    without: tuple[str, ...] = ()
    sizes: tuple[tuple[str, float, float], ...] = ()
    comes: tuple[tuple[str, int | None], ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Name all drivers that it speaks of."""
        return (
            *self.without, *(one[0] for one in self.sizes), *(one[0] for one in self.comes)
        )  # fmt: skip


def asked_of(*, without_driver: str = "", driver: str = "", ends: str = "") -> Asked:
    """Read it from the words of a command line.

    Parameters
    ----------
    without_driver
        Drivers by commas.
    driver
        Drivers sized anew, by semicolons: `war_ends=0.3,4` for a chance of 0.3 a year and
        odds times 4.
    ends
        Drivers that come, by commas, each with its year or none: `war_ends:2026`.

    Raises
    ------
    CaseFault
        Words that mean nothing, a chance outside 0 to 1, times not above 0.

    Examples
    --------
    >>> asked_of(driver="war_ends=0.3,4").sizes
    (('war_ends', 0.3, 4.0),)
    """
    return Asked(
        _words(without_driver, ","),
        tuple(_sizes(word) for word in _words(driver, ";")),
        tuple(_coming(word) for word in _words(ends, ",")),
    )


def changed(
    held: Sequence[Sized], asked: Asked, *, year: int, years: int
) -> tuple[tuple[Strain, ...], str]:
    """Give strains as the user would have them, and say what was changed.

    Raises
    ------
    CaseFault
        A driver that the case does not name, or a year that is not run.
    """
    known = {one.driver.id: one for one in held}
    for name in asked.named:
        if name not in known:
            raise _wrong(
                f"no driver {name!r}",
                f"one of {', '.join(known) or '(none: the case names no drivers)'}",
                "name a driver of drivers.yaml",
            )
    sizes = {name: (chance, times) for name, chance, times in asked.sizes}
    comes = {name: year if on is None else on for name, on in asked.comes}
    for name, on in comes.items():
        if not year <= on < year + years:
            raise _wrong(
                f"{name} in {on}", f"a year from {year} to {year + years - 1}",
                "name one of the years that are run",
            )  # fmt: skip
    made = tuple(
        _changed(one.strain, sizes.get(name), comes.get(name, year) - year, name in comes)
        for name, one in known.items()
        if name not in asked.without
    )
    return made, _told(known, asked.without, sizes, comes)


def _changed(
    one: Strain, sizes: tuple[float, float] | None, ahead: int, sure: bool
) -> Strain:
    if sizes is not None:
        chance, times = sizes
        one = replace(
            one, chance=Size(chance, chance, chance), times=Size(times, times, times),
            path=(),
        )  # fmt: skip
    if sure:
        even = Size(0.5, 0.5, 0.5)
        one = replace(one, chance=even, path=(*(1 / SURE,) * ahead, SURE, 1 / SURE))
    return one


def _told(
    known: dict[str, Sized],
    without: tuple[str, ...],
    sizes: dict[str, tuple[float, float]],
    comes: dict[str, int],
) -> str:
    told = [f"without {known[name].driver.title!r}" for name in without]
    told += [
        f"{known[name].driver.title!r} with a chance of {chance:g} a year and odds times "
        f"{times:g}"
        for name, (chance, times) in sizes.items()
    ]
    told += [f"{known[name].driver.title!r} in {on}" for name, on in comes.items()]
    return series(told) if told else "nothing changed"


def _words(text: str, comma: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(comma) if word.strip())


def _sizes(word: str) -> tuple[str, float, float]:
    name, _, both = word.partition("=")
    chance, _, times = both.partition(",")
    try:
        held = name.strip(), float(chance), float(times)
    except ValueError:
        raise _wrong(
            f"--driver {word}", "a name, a chance and a multiple, as war_ends=0.3,4",
            "write the chance in a year and what it multiplies the odds of an end by",
        ) from None  # fmt: skip
    if not 0 <= held[1] <= 1 or not 0 < held[2] < float("inf"):
        raise _wrong(
            f"--driver {word}", "a chance from 0 to 1, and odds times a number above 0",
            "write 0.05 for one year in twenty, 2 for twice the odds",
        )  # fmt: skip
    return held


def _coming(word: str) -> tuple[str, int | None]:
    name, _, year = word.partition(":")
    if year and not (year.isdigit() and len(year) == 4):
        raise _wrong(
            f"--ends {word}", "a year after the colon, as war_ends:2026",
            "write the year, or nothing for the first",
        )  # fmt: skip
    return name.strip(), int(year) if year else None


def _wrong(found: str, expected: str, mend: str) -> CaseFault:
    return CaseFault(found, expected=expected, where="foedus ask durability", mend=mend)
