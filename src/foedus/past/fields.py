"""What is known of the world on 31 December of a year: the promises the arrays make.

An event stands in the year in which it began. A stock is what is left of past events:
each year it halves by its half-life, and the year's own events are added.
"""

from foedus.quantity import Field, Unit

ALIVE = Field("alive", "N", Unit.TRUTH, "in COW's list as 31 December ends", 0, 1)
MEMBER_YEARS = Field("member_years", "N", Unit.YEARS, "years since it entered the list", 0)
REGION = Field("region", "N", Unit.NONE, "region by COW's numbers, 2 to 7", 2, 7)
CINC = Field("cinc", "N", Unit.SHARE, "composite index of national capability", 0, 1)
POLYARCHY = Field("polyarchy", "N", Unit.SHARE, "electoral democracy index of V-Dem", 0, 1)
INCOME = Field("income", "N", Unit.USD, "gross domestic product a head, dollars of 2011", 0)
MAJOR = Field("major", "N", Unit.TRUTH, "a major power by COW's list", 0, 1)
IDEAL_POINT = Field("ideal_point", "N", Unit.NONE, "ideal point in the General Assembly")
THREAT = Field("threat", "N", Unit.SHARE, "external threat of Leeds and Savun", 0, 1)
TRADE_TOTAL = Field("trade_total", "N", Unit.USD, "imports and exports with all", 0)

INITIATED_5 = Field("initiated_5", "N", Unit.COUNT, "disputes begun, half-life 5 years", 0)
INITIATED_25 = Field("initiated_25", "N", Unit.COUNT, "the same, half-life 25 years", 0)
SUFFERED_5 = Field("suffered_5", "N", Unit.COUNT, "disputes suffered, half-life 5 years", 0)
PAIRS_5 = Field("pairs_5", "N", Unit.COUNT, "other members, half-life 5 years", 0)
SIGNED_DEFENCE_3 = Field(
    "signed_defence_3",
    "N",
    Unit.COUNT,
    "military pacts of two signed, half-life 3 years",
    0,
)
SIGNED_OTHER_3 = Field(
    "signed_other_3", "N", Unit.COUNT, "other pacts of two signed, half-life 3 years", 0
)
ENTERED_3 = Field(
    "entered_3", "N", Unit.COUNT, "entries to multilateral pacts, half-life 3 years", 0
)
ENDED_5 = Field("ended_5", "N", Unit.COUNT, "pacts of its that ended, half-life 5 years", 0)
VIOLATED_10 = Field(
    "violated_10", "N", Unit.COUNT, "pacts of its that were broken, half-life 10 years", 0
)

DISTANCE = Field("distance", "NN", Unit.KM, "least distance between territories", 0)
CONTIGUITY = Field(
    "contiguity",
    "NN",
    Unit.NONE,
    "kind of contiguity: 1 land, 2 to 5 sea, 0 none",
    0,
    5,
)
SHARED_IGOS = Field("shared_igos", "NN", Unit.COUNT, "organizations that both belong to", 0)
TRADE = Field("trade", "NN", Unit.USD, "imports and exports between the two", 0)
RIVALRY = Field("rivalry", "NN", Unit.TRUTH, "a strategic rivalry goes on", 0, 1)
LANGUAGE = Field("language", "NN", Unit.TRUTH, "an official language of both", 0, 1)
COLONY = Field("colony", "NN", Unit.TRUTH, "one was ever a colony of the other", 0, 1)

DEFENCE = Field("defence", "NN", Unit.TRUTH, "the first owes the second defence", 0, 1)
OFFENCE = Field("offence", "NN", Unit.TRUTH, "the first owes the second offence", 0, 1)
NEUTRALITY = Field("neutrality", "NN", Unit.TRUTH, "owes it neutrality", 0, 1)
NONAGGRESSION = Field("nonaggression", "NN", Unit.TRUTH, "owes it nonaggression", 0, 1)
CONSULTATION = Field("consultation", "NN", Unit.TRUTH, "owes it consultation", 0, 1)
PACT = Field("pact", "NN", Unit.TRUTH, "both are members of some pact", 0, 1)
BILATERAL_PACTS = Field("bilateral_pacts", "NN", Unit.COUNT, "pacts of these two alone", 0)
SIGNED_DEFENCE = Field(
    "signed_defence", "NN", Unit.TRUTH, "signed a military pact of two", 0, 1
)
SIGNED_OTHER = Field("signed_other", "NN", Unit.TRUTH, "signed another pact of two", 0, 1)
SIGNED_DEFENCE_15 = Field(
    "signed_defence_15", "NN", Unit.COUNT, "such pacts of the pair, half-life 15 years", 0
)
SIGNED_OTHER_15 = Field(
    "signed_other_15", "NN", Unit.COUNT, "such pacts of the pair, half-life 15 years", 0
)
PACTED_20 = Field("pacted_20", "NN", Unit.COUNT, "years in a pact, half-life 20 years", 0)

ONSET = Field("onset", "NN", Unit.TRUTH, "a dispute of the two began, joiners too", 0, 1)
ORIGINATED = Field("originated", "NN", Unit.TRUTH, "the first began a dispute", 0, 1)
DISPUTE = Field("dispute", "NN", Unit.TRUTH, "a dispute of the two went on", 0, 1)
WAR = Field("war", "NN", Unit.TRUTH, "the two were at war in the year", 0, 1)
WAR_ONSET = Field("war_onset", "NN", Unit.TRUTH, "a war of the two began", 0, 1)
COMRADES = Field("comrades", "NN", Unit.TRUTH, "fought on one side of a war", 0, 1)
DISPUTED = Field("disputed", "NN", Unit.TRUTH, "the two have had a dispute", 0, 1)
DISPUTE_AGE = Field("dispute_age", "NN", Unit.YEARS, "years since their last dispute", 0)
ONSET_2 = Field("onset_2", "NN", Unit.COUNT, "disputes they began, half-life 2 years", 0)
ONSET_10 = Field("onset_10", "NN", Unit.COUNT, "disputes they began, half-life 10 years", 0)
ONSET_40 = Field("onset_40", "NN", Unit.COUNT, "disputes they began, half-life 40 years", 0)
WAR_20 = Field(
    "war_20", "NN", Unit.COUNT, "their wars once known as such, half-life 20 years", 0
)
ORIGINATED_8 = Field(
    "originated_8",
    "NN",
    Unit.COUNT,
    "disputes that the first began against the second, half-life 8 years",
    0,
)
INITIATED_8 = Field("initiated_8", "N", Unit.COUNT, "disputes begun, half-life 8 years", 0)
WARRED_8 = Field(
    "warred_8",
    "N",
    Unit.COUNT,
    "those of them that have ended as wars, half-life 8 years",
    0,
)
ENMITY_10 = Field(
    "enmity_10", "NN", Unit.COUNT, "disputes of the two, joined too, half-life 10 years", 0
)
SIGNED_DEFENCE_1 = Field(
    "signed_defence_1", "N", Unit.COUNT, "military pacts of two signed, half-life 1 year", 0
)
SIGNED_OTHER_1 = Field(
    "signed_other_1", "N", Unit.COUNT, "other pacts of two signed, half-life 1 year", 0
)
FOUNDED_1 = Field(
    "founded_1", "N", Unit.COUNT, "its part in founding multilateral pacts, half-life 1", 0
)
ACCEDED_1 = Field(
    "acceded_1", "N", Unit.COUNT, "multilateral pacts joined later, half-life 1 year", 0
)
