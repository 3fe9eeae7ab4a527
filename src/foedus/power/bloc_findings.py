"""What the package carries of blocs and leverage, and how it is made from the shelf."""

from collections.abc import Mapping
from types import MappingProxyType

from foedus.estimation.bloc_years import bloc_years_text, carried_bloc_years
from foedus.estimation.finding import Found
from foedus.estimation.partners import carried_partners, partners_text
from foedus.past.making import past_of
from foedus.power.bloc_series import bloc_years
from foedus.power.partnering import partners

FINDINGS: Mapping[str, Found] = MappingProxyType(
    {
        "blocs": Found(
            lambda table: bloc_years_text(bloc_years(past_of(table))),
            lambda: bloc_years_text(carried_bloc_years()),
        ),
        "partners": Found(
            lambda table: partners_text(partners(past_of(table))),
            lambda: partners_text(carried_partners()),
        ),
    }
)
"""By name; blocs take half a minute to be made."""
