"""The United States and the Philippines, 1951, read a second time.

Read: articles IV and V (Ku, Opinio Juris, 9 May 2012, http://opiniojuris.org/2012/05/09/
us-reaffirms-defense-commitment-to-philippines-what-does-that-mean/); articles I-V in
Chinese (https://worldjpn.net/documents/texts/docs/19510830.T1C.html); preamble and notes
on entry into force, 27 August 1952 (https://ja.scribd.com/document/369495862/); that the
South China Sea is part of the Pacific (Secretary Pompeo, 2019, in
https://www.justsecurity.org/63168/).
Not read: articles VI-VIII.
"""

from recoded.comparing import Case, compared, grid, owe, within

PARTNER = {"USA": "PHL", "PHL": "USA"}
CASES = grid(
    ["USA", "PHL", "CHN", "JPN", "RUS"],
    day=("1951-09-30", "1952-08-26", "1952-08-27", "2025-06-01"),
    kind=("attack", "threat"),
    place=("home", "south_china_sea", "mediterranean", None),
    struck=(False, True),
    asked=(None, "yes", "no"),
)


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    partner = PARTNER.get(case.victim)
    if case.day < "1952-08-27" or partner is None or case.attacker == partner:
        return set()
    # Article III: threatened by armed attack from outside in the Pacific area, in which
    # the American mainland does not lie.
    pacific = ("south_china_sea", "home") if case.victim == "PHL" else ("south_china_sea",)
    owed = owe([partner], "consult", within(case.place, *pacific))
    if case.kind == "attack" and not case.struck:
        # Articles IV-V: the mother country of either, its islands and forces there.
        owed |= owe([partner], "defend", within(case.place, "home", "south_china_sea"))
    return owed


def test_both_readings_agree_in_every_case():
    found = compared("usa_phl_1951", second_reading, CASES)
    assert found.parted == {}
