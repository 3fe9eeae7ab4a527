"""The Dual Alliance, 1879, read a second time.

Read: articles 1-3 (https://www.firstworldwar.com/source/dualalliance.htm) and the preamble
(https://en.m.wikisource.org/wiki/Dual_Alliance_(1879)).
Not read: the day of ratification, 21 October 1879, and the prolongations to 1918: memory.
Not wholly blind: the house's examples show a first sketch of articles I and II.
At first the catalogue lacked the common peace of article II; it is mended, and the codings
agree.
"""

from recoded.comparing import CERTAIN, Case, compared, grid, owe

PARTNER = {"AUH": "DEU", "DEU": "AUH"}
CASES = [
    case
    for case in grid(
        ["AUH", "DEU", "RUS", "FRA", "ITA"],
        day=("1879-09-30", "1900-06-01", "1914-08-01"),
        kind=("attack", "threat"),
        place=("home", "mediterranean", None),
        struck=(False, True),
        also=(None, "RUS"),
    )
    if "RUS" not in (case.attacker, case.victim) or case.also is None
]


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    partner = PARTNER.get(case.victim)
    if case.day < "1879-10-07" or case.kind != "attack" or partner is None:
        return set()
    if case.attacker == partner:
        return set()
    if "RUS" in (case.attacker, case.also):
        # Article I, and II where Russia supports the attacker: whole strength, one peace.
        owed = owe([partner], "defend", CERTAIN)
        owed |= owe([partner], "no_separate_peace", CERTAIN)
        if case.attacker == "RUS":
            return owed
    else:
        owed = set()
    # Article II, first sentence: another power attacks; at the least benevolent neutrality.
    return owed | owe([partner], "stay_neutral", CERTAIN)


def test_both_readings_agree_in_every_case():
    found = compared("dual_alliance_1879", second_reading, CASES)
    assert found.parted == {}
