"""What a world may know of a state: the promises its columns make."""

from foedus.past.fields import CINC as CINC
from foedus.past.fields import POLYARCHY as POLYARCHY
from foedus.quantity import Field, Unit

POPULATION = Field("population", "N", Unit.PERSONS, "people living in the state", 0)
GDP = Field("gdp", "N", Unit.USD, "gross domestic product at current prices", 0)
MILITARY_EXPENDITURE = Field(
    "military_expenditure", "N", Unit.USD, "military spending in the year", 0
)
MILITARY_PERSONNEL = Field(
    "military_personnel", "N", Unit.PERSONS, "active soldiers", 0, 10_000_000
)
UN_IDEAL_POINT = Field(
    "un_ideal_point", "N", Unit.NONE, "ideal point in the UN General Assembly", -6, 6
)
WARHEADS_STOCKPILE = Field(
    "warheads_stockpile", "N", Unit.WARHEADS, "nuclear warheads in military stockpile", 0
)
WARHEADS_INVENTORY = Field(
    "warheads_inventory", "N", Unit.WARHEADS, "nuclear warheads, retired ones too", 0
)
US_TROOPS = Field("us_troops", "N", Unit.PERSONS, "active US troops in the state", 0)

FIELDS = {
    field.name: field
    for field in (
        POPULATION,
        GDP,
        MILITARY_EXPENDITURE,
        MILITARY_PERSONNEL,
        CINC,
        POLYARCHY,
        UN_IDEAL_POINT,
        WARHEADS_STOCKPILE,
        WARHEADS_INVENTORY,
        US_TROOPS,
    )
}
