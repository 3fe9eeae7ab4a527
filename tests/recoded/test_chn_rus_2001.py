"""China and Russia, 2001, read a second time.

Read: articles 1-3 (https://worldjpn.grips.ac.jp/documents/texts/docs/20010716.T1E.html),
article 8 in substance (https://english.pravda.ru/news/world/46491-n/), the first half of
article 9, in force 28 February 2002, prolonged by five years in 2021
(https://en.wikipedia.org/wiki/2001_Sino-Russian_Treaty_of_Friendship).
Not read: that article 8 also forbids letting a third state use one's territory, and that
article 9 ends in contacts and consultations at once: memory.
"""

from recoded.comparing import CERTAIN, Case, compared, grid, owe

PARTNER = {"CHN": "RUS", "RUS": "CHN"}
CASES = grid(
    ["CHN", "RUS", "USA", "JPN", "IND"],
    day=("2001-07-20", "2002-02-27", "2002-02-28", "2025-06-01"),
    kind=("attack", "threat"),
    place=("home", "mediterranean", None),
    struck=(False, True),
    asked=(None, "yes", "no"),
)


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    partner = PARTNER.get(case.victim)
    if case.day < "2002-02-28" or partner is None or case.attacker == partner:
        return set()
    owed = owe([partner], "consult", CERTAIN)  # article 9; nothing of help or force
    if case.kind == "attack":
        owed |= owe([partner], "deny_territory", CERTAIN)  # article 8
    return owed


def test_both_readings_agree_in_every_case():
    found = compared("chn_rus_2001", second_reading, CASES)
    assert found.parted == {}
