"""What a figure counts, by the noun behind it: units of the house, each with its scale.

Miles become kilometres and weeks days here, at the door, as all units of the house do.
"""

import re
from functools import cache

from foedus.quantity import Unit

_NOUNS: tuple[tuple[Unit, float, str], ...] = (
    (
        Unit.PERSONS,
        1.0,
        """soldiers? troops? casualt(?:y|ies) people persons? civilians? workers? men women
        fighters? dead deaths? refugees? killed wounded personnel servicem[ae]n prisoners?
        conscripts? reservists? militants? trainers? advis[eo]rs? instructors? volunteers?
        mercenar(?:y|ies) officers? sailors? marines paratroopers? migrants? children
        students? victims? inhabitants? recruits? nationals citizens? residents? hostages?
        engineers? technicians? police policem[ae]n peacekeepers? lives diplomats?
        officials? experts? insurgents? guerrillas? labou?rers? fatalit(?:y|ies) injured
        missing
        commandos? contractors? operatives? infantrym[ae]n""",
    ),
    (Unit.ROUNDS, 1.0, "shells? rounds? munitions? bullets? cartridges?"),
    (Unit.CONTAINERS, 1.0, "containers?"),
    (Unit.MISSILES, 1.0, "missiles? interceptors? icbms? mrbms? irbms? slbms?"),
    (Unit.WARHEADS, 1.0, "warheads?"),
    (Unit.BARRELS, 1.0, "barrels? bpd b/d"),
    (Unit.TONNES, 1.0, "tons? tonnes?"),
    (Unit.TONNES, 1e3, "kilotons? kilotonnes?"),
    (Unit.TONNES, 1e-3, "kg kgs kilos? kilograms? kilogrammes?"),
    (Unit.KM, 1.0, "kms? kilometers? kilometres?"),
    (Unit.KM, 1.609344, "miles?"),
    (Unit.KM, 1e-3, "meters? metres?"),
    (Unit.DAYS, 1.0, "days?"),
    (Unit.DAYS, 7.0, "weeks?"),
    (Unit.DAYS, 1 / 24, "hours?"),
    (Unit.MONTHS, 1.0, "months?"),
    (Unit.YEARS, 1.0, "years?"),
    (Unit.YEARS, 10.0, "decades?"),
    (Unit.YEARS, 100.0, "centur(?:y|ies)"),
    (
        Unit.STATES,
        1.0,
        """countr(?:y|ies) states? nations? members? signator(?:y|ies) governments?
        neighbou?rs?""",
    ),
    (
        Unit.PIECES,
        1.0,
        """tanks? drones? aircraft ships? vessels? submarines? systems? guns? vehicles?
        satellites? launchers? howitzers? jets? helicopters? planes? warplanes? airplanes?
        bombers? boats? frigates? destroyers? corvettes? carriers? batter(?:y|ies) rockets?
        rifles? weapons? bombs? trucks? uavs? radars? mines? warships? tankers? mortars?
        machine-guns? torpedoes? airframes? cruisers? reactors? centrifuges?""",
    ),
)
_DEEDS = re.compile(
    r"(?:tests?|launch(?:es)?|attacks?|strikes?|raids?|sites?|bases?|crews?|divisions?|units?"
    r"|brigades?|battalions?|squadrons?|shipments?|deliver(?:y|ies)|factor(?:y|ies)|plants?"
    r"|deals?|programm?es?|programs|visits?|meetings?|summits?|exercises?|drills?|talks)$",
    re.IGNORECASE,
)
_NAUTICAL = 1.852 / 1.609344


@cache
def _table() -> tuple[tuple[re.Pattern[str], Unit, float], ...]:
    return tuple(
        (re.compile(rf"(?:{'|'.join(nouns.split())})$", re.IGNORECASE), unit, scale)
        for unit, scale, nouns in _NOUNS
    )


def measure(noun: str) -> tuple[Unit, float]:
    """Give the unit of what is counted, and by how much the figure is to be multiplied.

    The last noun before an `of` that is known says what is counted, so `fighter jets` are
    no persons; and what is done with a thing is not the thing: `missile tests`.

    >>> [measure(noun)[0].value for noun in ("North Korean troops", "fighter jets")]
    ['persons', 'pieces']
    >>> measure("miles of road")
    (<Unit.KM: 'km'>, 1.609344)
    """
    words = re.split(r"\s+of\s+", noun)[0].split()
    if not words or re.match(
        r"rounds?\s+of\s+(?:talks|sanctions|negotiat|consult|diplom)", noun
    ):
        return Unit.COUNT, 1.0
    for place in range(len(words) - 1, -1, -1):
        if _DEEDS.match(words[place]):
            break
        for pattern, unit, scale in _table():
            if pattern.match(words[place]):
                nautical = place > 0 and words[place - 1].lower() == "nautical"
                return unit, scale * (_NAUTICAL if nautical else 1.0)
    return Unit.COUNT, 1.0


def rated(unit: Unit, per: str | None) -> Unit:
    """Give a unit by its time where the house has one, and else the unit itself.

    >>> rated(Unit.ROUNDS, "month"), rated(Unit.KM, "day")
    (<Unit.ROUNDS_PER_MONTH: 'rounds/month'>, <Unit.KM: 'km'>)
    """
    known = {str(one): one for one in Unit}
    return known.get(f"{unit}/{per}", unit)
