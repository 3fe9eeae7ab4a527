"""What may befall the members of a treaty, by name: what `strains` fits, and cases name.

A file of its own, since a case that is read needs the names and none of the estimators.
"""

from collections.abc import Mapping

FALLEN, FALL_YEARS = 0.8, 5
"""What a fall of capability leaves, and in how many years it falls."""

TURN = 0.1
"""Change of the index of democracy, in a year, that is a change of regime."""

SAYS: Mapping[str, str] = {
    "leader_exit": "a leader of one of the two left power",
    "autocrat_exit": "a leader of one of the two left power, and ruled an autocracy",
    "regime_turn": f"the index of democracy of one moved by {TURN:g} or more in a year",
    "common_war": "a war in which the two fought on one side ended",
    "other_pact": "one of the two signed a military pact with a third",
    "fall": f"the capability of one fell to {FALLEN:g} or less of itself in "
    f"{FALL_YEARS} years",
}
