"""The Budapest memorandum on Ukraine, 1994, read a second time.

Read: paragraphs 1-4 (https://impertinencias.blogspot.com/2022/03/pro-memoria-420-recalling-
what.html, from A/49/765), 4-5 and the head of 6 in Chinese (https://worldjpn.net/documents/
texts/mt/19941215.O1C.html), 6 in use (https://ukrinform.net/amp/rubric-polytics/3409073-
ukraine-initiates-immediate-highlevel-consultations-with-budapest-memorandum-signatories
.html).
Not read: that it applied on signature (5 December 1994): memory.
At first the catalogue called 4 by threats only, even for a victim that struck first, and 6
by the three guarantors only; it is mended, and the codings agree.
"""

from recoded.comparing import CERTAIN, CONDITIONAL, Case, compared, grid, owe

GUARANTORS = {"RUS", "GBR", "USA"}
CASES = grid(
    ["RUS", "GBR", "USA", "UKR", "POL"],
    day=("1994-12-04", "1994-12-05", "2014-03-01", "2025-06-01"),
    kind=("attack", "threat", "nuclear_threat"),
    place=("home", "mediterranean", None),
    struck=(False, True),
    asked=(None, "yes", "no"),
)


def second_reading(case: Case) -> set[tuple[str, str, str]]:
    if case.day < "1994-12-05" or case.victim != "UKR":
        return set()
    others = GUARANTORS - {case.attacker}
    # Whether nuclear weapons are used, an attack does not tell.
    nuclear = {"attack": CONDITIONAL, "nuclear_threat": CERTAIN, "threat": None}[case.kind]
    # Paragraph 6: a question concerning the commitments. Paragraphs 1-3 bind the three;
    # a stranger raises one only as far as paragraph 4 is touched.
    owed = owe(others, "consult", CERTAIN if case.attacker in GUARANTORS else nuclear)
    if not case.struck:
        # Paragraph 4: seek action in the Security Council for the victim of aggression.
        owed |= owe(others, "assist", nuclear)
    return owed


def test_both_readings_agree_in_every_case():
    found = compared("budapest_1994", second_reading, CASES)
    assert found.parted == {}
