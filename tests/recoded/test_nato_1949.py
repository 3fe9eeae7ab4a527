"""The North Atlantic Treaty, read a second time, for some of its parties.

Read: articles 1-5 (https://apstudent.com/ushistory/docs1901/natreaty.htm; House of Commons
Defence Committee, https://publications.parliament.uk/pa/cm199899/cmselect/cmdfence/39/
3939.htm); article 6 as it stands (Boeva and Novotny, https://docslib.org/doc/1996373;
Pentagon Papers IV.A.1, https://en.wikisource.org/wiki/Page:Pentagon-Papers-Part_IV._A._1
.djvu/46); article 6 as signed, without Turkey and the Mediterranean (63 Stat. 2, p. 945,
https://en.m.wikisource.org/wiki/Page:United_States_Statutes_at_Large_Volume_63_Part_2
.djvu/945); in force 24 August 1949.
Not read: the protocols. Accession of Turkey 18 February 1952, Finland 4 April 2023: memory.
At first the catalogue had the Mediterranean in article 6 from 1949 on; it is mended, and
the codings agree. It dates the change by Turkey's deposit, 18 February 1952, as article 2
of the protocol says (http://athena.hri.org/docs/NATO/grturk.html), and not by the
protocol's own force on the 15th; no case of the grid falls between.
"""

from recoded.comparing import CERTAIN, Case, compared, grid, owe, within

JOINED = {
    "USA": "1949-08-24",
    "GBR": "1949-08-24",
    "TUR": "1952-02-18",
    "FIN": "2023-04-04",
}
CASES = grid(
    [*JOINED, "RUS", "UKR"],
    day=(
        "1949-08-23",
        "1949-08-24",
        "1960-06-01",
        "2023-04-03",
        "2023-04-04",
        "2025-06-01",
    ),
    kind=("attack", "threat"),
    place=("home", "mediterranean", "south_atlantic", None),
    struck=(False, True),
    asked=(None, "yes", "no"),
) + [
    Case("RUS", "USA", day="2025-06-01", place=place)
    for place in ("hawaii", "guam", "alaska")
]
CASES = [c for c in CASES if c.victim != "UKR" or c.day > "1992-01-01"]


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    bound = {state for state, since in JOINED.items() if since <= case.day}
    if case.victim not in bound:
        return set()
    others = bound - {case.victim, case.attacker}
    owed = owe(others, "consult", CERTAIN)  # article 4: in anybody's opinion, anywhere
    if case.kind == "attack" and not case.struck:
        owed |= owe(others, "defend", _area(case))  # article 5, by article 51
    return owed


def _area(case: Case) -> str | None:
    """Article 6; the Mediterranean came in with the protocol on Greece and Turkey."""
    sea = ("mediterranean",) if case.day >= "1952-02-15" else ()
    return within(case.place, "home", "alaska", *sea)


def test_both_readings_agree_in_every_case():
    found = compared("nato_1949", second_reading, CASES, frozenset(JOINED))
    assert found.parted == {}
