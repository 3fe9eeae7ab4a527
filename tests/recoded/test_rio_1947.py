"""The Inter-American Treaty of Reciprocal Assistance, 1947, read again for some states.

Read: articles 1-3 (62 Stat. 2, https://en.m.wikisource.org/wiki/Page:United_States_Statutes
_at_Large_Volume_62_Part_2.djvu/422; Gibler, https://issuhub.com/view/index/23326?
pageIndex=439), the end of 4, 5 and 6 in French (the same volume, p. 417), 9-16 in Spanish
(p. 412); in force 3 December 1948 (https://wwdeux.blogspot.com/2019/12/47-9-2-rio-treaty
.html); Mexico out in September 2004 (there); Cuba a party still (Department of State,
20 September 2001, http://avalon.law.yale.edu/sept11/state_001.asp).
Not read: article 3(3) (the zone of article 4 or the land of an American state; elsewhere
article 6) and article 20 (none need use force unless it consents): memory.
Only acts against American states are asked: whom the others owe a meeting when a stranger
is struck, the text does not say.
Changed after the comparison, since the second coder found his own reading wrong: he had
overlooked that aid is owed once the organ has decided it (3(2), 6, 8 and 20), which no case
of the grid tells.
"""

from recoded.comparing import (
    CERTAIN,
    CONDITIONAL,
    Case,
    Difference,
    compared,
    grid,
    level,
    owe,
    request,
    told,
    within,
)

BOUND = {
    "USA": ("1948-12-03", "9999"),
    "BRA": ("1948-12-03", "9999"),
    "MEX": ("1948-12-03", "2004-09-06"),
    "CUB": ("1948-12-09", "9999"),
}
AMERICAN = {*BOUND, "CAN"}
CASES = [
    case
    for case in grid(
        [*BOUND, "CAN", "RUS"],
        day=("1948-12-02", "1955-06-01", "2003-06-01", "2025-06-01"),
        kind=("attack", "threat"),
        place=("home", "mediterranean", None),
        struck=(False, True),
        asked=(None, "yes", "no"),
    )
    if case.victim in AMERICAN
]
_ONCE_A_PARTY = (
    "3: an attack on an American State, not on a party; Mexico is one still, though it "
    "left the treaty on 6 September 2004",
    "vocabulary",
    "none in the file, which names every American state as creditor and tells this in "
    "left_out: Pact.pairs drops a party on days on which it is not bound",
)
_MEXICO = {"victim": ("MEX",), "day": ("2025-06-01",)}
_STRUCK_AT = {"kind": ("attack",), "struck": (False,)}
DIFFERENCES = (
    Difference(
        _MEXICO,
        *_ONCE_A_PARTY,
        second=("others consult certain", "others assist conditional"),
    ),
    *(
        Difference(
            {**_MEXICO, **_STRUCK_AT, **facts}, *_ONCE_A_PARTY, second=(f"others {duty}",)
        )
        for facts, duty in (
            ({"place": ("home",), "asked": ("yes",)}, "defend certain"),
            ({"place": ("home",), "asked": (None,)}, "defend conditional"),
            ({"place": (None,), "asked": ("yes", None)}, "defend conditional"),
        )
    ),
)


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    # Article 3: against an American state, which need not be a party (Canada).
    bound = {s for s, (start, end) in BOUND.items() if start <= case.day < end}
    others = bound - {case.victim, case.attacker}
    owed = owe(others, "consult", CERTAIN)  # articles 3(2) and 6: the organ meets at once
    owed |= owe(others, "assist", CONDITIONAL)  # 3(2), 6, 8, 20: once it has decided so
    if case.kind == "attack" and not case.struck:
        owed |= owe(others, "defend", level(request(case), within(case.place, "home")))
    return owed


def _others(case: Case) -> set[str]:
    bound = {s for s, (start, end) in BOUND.items() if start <= case.day < end}
    return bound - {case.victim, case.attacker}


def test_both_readings_part_only_where_the_table_says():
    found = compared("rio_1947", second_reading, CASES, frozenset(BOUND))
    assert found.parted == told(DIFFERENCES, CASES, _others)
