"""Russia and the Democratic People's Republic of Korea, 2024, read a second time.

Read: KCNA, "DPRK-Russia Treaty on Comprehensive Strategic Partnership", 20 June 2024
(https://kcnawatch.org/newstream/1718870859-459880358/), articles 3 and 4 in substance;
TASS on the bill and the law of ratification
(https://tass.com/politics/1856149, https://tass.com/politics/1868051), articles 3-5;
TASS, 24 October 2024 (https://tass.com/politics/1861381): no territory to third states;
Interfax, 5 December 2024 (https://interfax.com/newsroom/top-stories/108291/): in force
4 December 2024 by article 22.
Not read: the Russian and Korean texts; articles 6-21 except in summaries.
"""

from recoded.comparing import (
    CERTAIN,
    CONDITIONAL,
    Case,
    compared,
    grid,
    owe,
    request,
)

PARTNER = {"RUS": "PRK", "PRK": "RUS"}
CASES = grid(
    ["RUS", "PRK", "USA", "KOR", "UKR"],
    day=("2024-07-01", "2024-12-03", "2024-12-04", "2025-06-01"),
    kind=("attack", "threat"),
    place=("home", "mediterranean", None),
    struck=(False, True),
    asked=(None, "yes", "no"),
)


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    partner = PARTNER.get(case.victim)
    if case.day < "2024-12-04" or partner is None or case.attacker == partner:
        return set()
    owed = owe([partner], "consult", request(case))  # article 3: at the request of one
    if case.kind == "attack":
        # Article 5: no use of one's territory against the other, whoever began.
        owed |= owe([partner], "deny_territory", CERTAIN)
        if not case.struck:
            # Article 4: at once and by all means, but by article 51 and both their laws.
            owed |= owe([partner], "defend", CONDITIONAL)
    return owed


def test_both_readings_agree_in_every_case():
    found = compared("rus_prk_2024", second_reading, CASES)
    assert found.parted == {}
