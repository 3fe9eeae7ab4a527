"""Treaty on European Union, article 42(7), read a second time, for some members.

Read: the paragraph whole (Clingendael 2022, https://www.clingendael.org/pub/2022/
uncharted-and-uncomfortable/2-historical-and-legal-context/; European Parliament Research
Service PE 572.799 by way of https://laurenscitycats.org/draft-treaty-of-mutual-assistance-
5979). Nothing in it asks for a request or a decision.
Not read: the treaty of Lisbon. In force 1 December 2009; Britain out after 31 January 2020;
that Austria and Ireland are the members of a specific character: memory.
At first the catalogue let the neutral owe help to a member that had struck first; it is
mended, and the codings agree.
"""

from recoded.comparing import Case, compared, grid, owe, within

MEMBERS = {
    "FRA": ("2009-12-01", "9999"),
    "POL": ("2009-12-01", "9999"),
    "CYP": ("2009-12-01", "9999"),
    "IRL": ("2009-12-01", "9999"),
    "AUT": ("2009-12-01", "9999"),
    "GBR": ("2009-12-01", "2020-02-01"),
}
NEUTRAL = {"IRL", "AUT"}
CASES = grid(
    [*MEMBERS, "RUS", "TUR"],
    day=("2009-11-30", "2009-12-01", "2020-01-31", "2020-02-01", "2025-06-01"),
    kind=("attack", "threat"),
    place=("home", "south_atlantic", None),
    struck=(False, True),
    asked=(None, "yes", "no"),
)


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    bound = {s for s, (start, end) in MEMBERS.items() if start <= case.day < end}
    if case.victim not in bound or case.kind != "attack" or case.struck:
        # A state that struck first is no victim of aggression.
        return set()
    others = bound - {case.victim, case.attacker}
    territory = within(case.place, "home")
    # Aid and assistance by all means; short of fighting where neutrality is saved.
    return owe(others - NEUTRAL, "defend", territory) | owe(
        others & NEUTRAL, "assist", territory
    )


def test_both_readings_agree_in_every_case():
    found = compared("eu_42_7", second_reading, CASES, frozenset(MEMBERS))
    assert found.parted == {}
