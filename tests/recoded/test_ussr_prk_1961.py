"""The Soviet Union and the Democratic People's Republic of Korea, 1961, read a second time.

Read: UNTS no. 6045 in Gibler, International Military Alliances (https://issuhub.com/view/
index/23326?pageIndex=491 and 492), articles 1-5; the Chinese rendering at
https://worldjpn.net/documents/texts/docs/19610706.T1C.html, articles 1-3.
Not read: article 6 and the day of entry into force (10 September 1961: memory). Gibler lets
it end on 7 September 1995 and the Russian note in 1996; the grid keeps clear of the edge.
"""

from recoded.comparing import CERTAIN, Case, compared, grid, owe

PARTNER = {"RUS": "PRK", "PRK": "RUS"}
CASES = grid(
    ["RUS", "PRK", "USA", "KOR", "CHN"],
    day=("1961-07-20", "1961-09-09", "1961-09-10", "1975-06-01", "1998-06-01"),
    kind=("attack", "threat"),
    place=("home", "mediterranean", None),
    struck=(False, True),
    asked=(None, "yes", "no"),
)


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    partner = PARTNER.get(case.victim)
    if not "1961-09-10" <= case.day < "1996-09-10" or partner is None:
        return set()
    if case.attacker == partner:
        return set()
    owed = owe([partner], "consult", CERTAIN)  # article 3: all important questions
    if case.kind == "attack" and not case.struck:
        owed |= owe([partner], "defend", CERTAIN)  # article 1: at once, by all means
    return owed


def test_both_readings_agree_in_every_case():
    found = compared("ussr_prk_1961", second_reading, CASES)
    assert found.parted == {}
