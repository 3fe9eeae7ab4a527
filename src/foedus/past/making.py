"""The past, made from data sets: every year's world in a few seconds."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from foedus.past import disputes, fields, pairs, states, treaties
from foedus.past.arrays import Array, Span
from foedus.past.past import Past
from foedus.quantity import Field
from foedus.sources.source import Years
from foedus.sources.table import Table
from foedus.states.roster import roster

FIRST, LAST = 1815, 2022

READS = (
    "atop_members", "atop_pacts", "cepii_dyads", "contiguity", "cow_democracy",
    "cow_dispute_years", "cow_disputes", "cow_distance", "cow_wealth", "external_threat",
    "gml_dispute_years", "gml_disputes", "igo_dyads", "interstate_wars", "majors", "nmc",
    "rivalries", "trade_dyads", "unga_ideal_points",
)  # fmt: skip
"""The data sets that it is made from."""

_FROM: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "nmc": (fields.CINC,),
        "cow_democracy": (fields.POLYARCHY,),
        "cow_wealth": (fields.INCOME,),
        "unga_ideal_points": (fields.IDEAL_POINT,),
        "external_threat": (fields.THREAT,),
        "majors": (fields.MAJOR,),
        "cow_distance": (fields.DISTANCE,),
        "contiguity": (fields.CONTIGUITY,),
        "igo_dyads": (fields.SHARED_IGOS,),
        "trade_dyads": (fields.TRADE, fields.TRADE_TOTAL),
        "rivalries": (fields.RIVALRY,),
        "interstate_wars": (fields.COMRADES, fields.WAR),
        "atop_members": (
            fields.DEFENCE, fields.OFFENCE, fields.NEUTRALITY, fields.NONAGGRESSION,
            fields.CONSULTATION, fields.PACT, fields.BILATERAL_PACTS,
            fields.SIGNED_DEFENCE, fields.SIGNED_OTHER,
        ),
    }
)  # fmt: skip
"""Which fields speak of the years of which data set."""


def past_of(table: Callable[[str], Table], *, last: int = LAST) -> Past:
    """Make the past from data sets by their names.

    Parameters
    ----------
    table
        Gives a data set: `Shelf.table`, or a stand-in.
    last
        The last year; later than a data set reaches, what was last known is carried.

    Raises
    ------
    ShelfFault
        A data set is not at hand; what gets it is said.
    """
    read = {name: table(name) for name in READS}
    span = Span(FIRST, last)
    pacts = treaties.pacts_of(read["atop_pacts"].frame)
    members = treaties.members_of(read["atop_members"].frame)
    quarrels = disputes.disputes_of(read.__getitem__)
    columns = states.members(span)
    columns |= states.traits(span, read.__getitem__)
    columns |= states.majors(span, read["majors"].frame)
    columns |= pairs.ties(span, read.__getitem__)
    columns |= treaties.standing(span, pacts, members)
    columns |= disputes.quarrels(span, quarrels, read["interstate_wars"].frame)
    return Past(
        first=FIRST,
        ids=roster().ids,
        columns=_sealed(columns),
        coverage=MappingProxyType(_coverage(read)),
        pacts=pacts,
        members=members,
        disputes=quarrels,
        sources=MappingProxyType({name: one.version for name, one in read.items()}),
        findings=tuple(f for one in read.values() for f in one.findings),
    )


def _coverage(read: Mapping[str, Table]) -> dict[str, Years]:
    known = {f.name: read[source].years for source, held in _FROM.items() for f in held}
    return known | disputes.coverage(read.__getitem__)


def _sealed(columns: Mapping[str, Array]) -> Mapping[str, Array]:
    for column in columns.values():
        np.asarray(column).flags.writeable = False
    return MappingProxyType(dict(columns))
