"""ANZUS, 1951, read a second time.

Read: articles I-II and, in the daily's words, III (https://thedailyaus.substack.com/p/
what-is-the-anzus-treaty), article IV (https://aspistrategist.ru/
north-korea-australia-anzus-treaty), in force 29 April 1952 (Australian Treaty Series 1952
no. 2, http://www.fredsakademiet.dk/ordbog/aord/a78.htm); the American suspension towards
New Zealand (Gibler, https://issuhub.com/view/index?id=23326&pageIndex=460).
Not read: article V itself (memory; its twin of the same week, United States-Philippines
article V, was read). The day of the suspension, 11 August 1986: memory.
"""

from recoded.comparing import Case, compared, grid, owe, within

PARTIES = {"AUS", "NZL", "USA"}
CASES = grid(
    ["AUS", "NZL", "USA", "CHN", "IDN"],
    day=("1952-04-28", "1952-04-29", "1985-06-01", "1990-06-01", "2025-06-01"),
    kind=("attack", "threat"),
    place=("home", "pacific_ocean", "mediterranean", None),
    struck=(False, True),
    asked=(None, "yes", "no"),
)


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    if case.day < "1952-04-29" or case.victim not in PARTIES:
        return set()
    others = PARTIES - {case.victim, case.attacker} - _suspended(case)
    # Article III: threatened in the Pacific, in which the American mainland does not lie.
    pacific = ("pacific_ocean",) if case.victim == "USA" else ("pacific_ocean", "home")
    owed = owe(others, "consult", within(case.place, *pacific))
    if case.kind == "attack" and not case.struck:
        # Articles IV-V: the mother country of any party, its islands and forces there.
        owed |= owe(others, "defend", within(case.place, "home", "pacific_ocean"))
    return owed


def _suspended(case: Case) -> set[str]:
    if case.day >= "1986-08-11" and case.victim in ("USA", "NZL"):
        return {"USA", "NZL"}
    return set()


def test_both_readings_agree_in_every_case():
    found = compared("anzus_1951", second_reading, CASES)
    assert found.parted == {}
