"""The United States and Japan, 1960, read a second time.

Read: article V in full (http://38is.blogspot.com/2012/01/
treaty-of-mutual-cooperation-and.html and Historical Dictionary of United States-Japan
Relations, https://yumpu.com/en/document/view/5742357/, p. 134); the first half of article
IV there; in force 23 June 1960 (http://studyres.com/doc/15805086/); FRUS 1958-60 vol.
XVIII, no. 106 (https://history.state.gov/historicaldocuments/frus1958-60v18/d106): the
Ryukyus come under article V only as they come back under Japanese administration.
Not read: the second half of article IV (at the request of either, when the security of
Japan or peace in the Far East is threatened): memory. Okinawa came back on 15 May 1972:
memory.
At first the catalogue had IV alike for both, and Okinawa under V from 1960 on; both are
mended. What remains is told below.
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

PARTNER = {"USA": "JPN", "JPN": "USA"}
CASES = [
    case
    for case in grid(
        ["USA", "JPN", "CHN", "PRK", "KOR"],
        day=("1960-06-22", "1960-06-23", "1965-06-01", "2025-06-01"),
        kind=("attack", "threat"),
        place=("home", "us_bases_japan", "okinawa", "mediterranean", None),
        struck=(False, True),
        asked=(None, "yes", "no"),
    )
    if case.victim in PARTNER or case.place not in ("us_bases_japan", "okinawa")
]
IN_FORCE = ("1960-06-23", "1965-06-01", "2025-06-01")
OUTSIDE = ("CHN", "PRK", "KOR")
_IV_USA = (
    "IV: on request, when the security of Japan or peace in the Far East is threatened; an "
    "attack on the American mainland, or at sea far away, may threaten that peace or not",
    "second",
    "conditional even when asked, as the catalogue now has it (4, Far East); the reading "
    "says no, and is left as it was written",
)
_IV_OTHERS = (
    "IV: peace in the Far East threatened, whoever are the two that fight; neither needs "
    "to be a party, nor the party the victim",
    "vocabulary",
    "none in the file, which tells it in left_out: a creditor must be a side of the act",
)
DIFFERENCES = (
    Difference(
        {
            "victim": ("USA",),
            "attacker": OUTSIDE,
            "day": IN_FORCE,
            "place": ("home", "mediterranean"),
            "asked": ("yes", None),
        },
        *_IV_USA,
        first=("others consult conditional",),
    ),
    Difference(
        {"victim": OUTSIDE, "day": IN_FORCE, "place": ("home",), "asked": ("yes",)},
        *_IV_OTHERS,
        second=("others consult certain",),
    ),
    Difference(
        {"victim": OUTSIDE, "day": IN_FORCE, "place": ("home",), "asked": (None,)},
        *_IV_OTHERS,
        second=("others consult conditional",),
    ),
    Difference(
        {"victim": OUTSIDE, "day": IN_FORCE, "place": (None,), "asked": (None, "yes")},
        *_IV_OTHERS,
        second=("others consult conditional",),
    ),
)


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    if case.day < "1960-06-23" or {case.attacker, case.victim} == set(PARTNER):
        return set()
    owed = owe(_consulted(case), "consult", level(request(case), _far_east(case)))
    if case.kind == "attack" and not case.struck and case.victim in PARTNER:
        owed |= owe([PARTNER[case.victim]], "defend", _administered(case))
    return owed


def _consulted(case: Case) -> list[str]:
    """Article IV asks only that the peace of the Far East be threatened, by anybody."""
    for party in (case.victim, case.attacker):
        if party in PARTNER:
            return [PARTNER[party]]
    return list(PARTNER)


def _far_east(case: Case) -> str | None:
    """The security of Japan wherever it is threatened, or peace in the Far East."""
    if case.victim == "JPN":
        return CERTAIN
    if case.victim == "USA":
        return within(case.place, "us_bases_japan", "okinawa")
    return within(case.place, "home")


def _administered(case: Case) -> str | None:
    """Article V: on land under the administration of Japan, against either party."""
    if case.place is None:
        return CONDITIONAL
    if case.place == "okinawa":
        return CERTAIN if case.day >= "1972-05-15" else None
    if case.place == "home":
        return CERTAIN if case.victim == "JPN" else None
    return within(case.place, "us_bases_japan")


def test_both_readings_part_only_where_the_table_says():
    found = compared("usa_jpn_1960", second_reading, CASES)
    assert found.parted == told(DIFFERENCES, CASES, _consulted)
