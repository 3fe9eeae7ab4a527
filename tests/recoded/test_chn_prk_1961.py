"""China and the Democratic People's Republic of Korea, 1961, read a second time.

Read: Peking Review, vol. 4, no. 28 (14 July 1961), p. 5
(https://marxists.org/subject/china/peking-review/1961/PR1961-28a.htm), articles I-II;
Ku and Mirasola, Lawfare, 16 April 2017 (https://www.lawfaremedia.org/article/
us-considers-north-korea-strike-lets-not-forget-china-has-promised-defend-north-korea-
armed-attack), article II whole; a Korean rendering (https://sthzw.com/shangwufuwuxinxi/
tuh0o20rt6.html), articles 1-3; Wikipedia on entry into force, 10 September 1961.
Not read: article IV (consult on all important questions of common interest: memory).
Not wholly blind: the docstring of `called` shows this treaty in one situation.
"""

from recoded.comparing import CERTAIN, Case, compared, grid, owe

PARTNER = {"CHN": "PRK", "PRK": "CHN"}
CASES = grid(
    ["CHN", "PRK", "USA", "KOR", "RUS"],
    day=("1961-07-20", "1961-09-09", "1961-09-10", "2025-06-01"),
    kind=("attack", "threat"),
    place=("home", "mediterranean", None),
    struck=(False, True),
    asked=(None, "yes", "no"),
)


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    partner = PARTNER.get(case.victim)
    if case.day < "1961-09-10" or partner is None or case.attacker == partner:
        return set()
    # Article IV: always, on whatever is important to both. No place, no request.
    owed = owe([partner], "consult", CERTAIN)
    if case.kind == "attack" and not case.struck:
        # Article II: attacked by any state and so at war; at once, by all means.
        owed |= owe([partner], "defend", CERTAIN)
    return owed


def test_both_readings_agree_in_every_case():
    found = compared("chn_prk_1961", second_reading, CASES)
    assert found.parted == {}
