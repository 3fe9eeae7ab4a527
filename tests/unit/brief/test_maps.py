from datetime import date

import pytest
from unit.brief import demo

from foedus.brief.charts import NARROW, WIDE
from foedus.brief.geometry import NORTH, SOUTH, atlas, equal_earth, shapes, whole
from foedus.brief.maps import ROLES, outline, place_of, sheet_of, world_map
from foedus.states.roster import roster

DAY = date(2025, 1, 1)

CASE = """
ALB ARE ARM AUS AUT AZE BEL BGR BLR BRA CAN CHE CHN CUB CYP CZE DEU DNK EGY
ESP EST FIN FRA GBR GEO GRC HRV HUN IDN IND IRL IRN ISR ITA JPN KAZ KGZ KHM
KOR LAO LTU LUX LVA MDA MEX MKD MLT MMR MNE MNG MYS NLD NOR NZL PAK PHL POL
PRK PRT ROU RUS SAU SGP SRB SVK SVN SWE SYR THA TJK TKM TUR TWN UKR USA UZB
VEN VNM ZAF
""".split()  # noqa: SIM905  # a list of eighty would take eighty lines
"""The states of the case's states.csv, less Hong Kong, which is none."""


@pytest.mark.parametrize("state", CASE)
def test_each_state_of_the_case_has_a_shape_or_a_capital(state):
    assert state in shapes() or place_of(state) is not None


def test_every_state_of_today_has_a_shape_or_a_capital():
    missing = [
        s for s in roster().alive(DAY, "gw") if s not in shapes() and not place_of(s)
    ]
    assert missing == []


def test_every_shape_is_a_state_or_said_to_be_none():
    strange = set(shapes()) - set(roster().ids) - set(atlas().no_states)
    assert strange == set()


def test_singapore_is_a_dot():
    svg = world_map(demo.world(), WIDE, "p")
    assert "SGP" not in shapes()
    assert svg.count("<circle") >= 1


def inside(point, ring):
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def holder(longitude, latitude):
    return [
        id
        for id, rings in shapes().items()
        if sum(inside((longitude, latitude), ring) for ring in rings) % 2
    ]


@pytest.mark.parametrize(
    ("place", "shape"),
    [
        ((34.1, 45.0), "UKR"),  # Simferopol
        ((37.8, 48.0), "UKR"),  # Donetsk
        ((74.8, 34.1), "IND"),  # Srinagar
        ((74.5, 35.9), "PAK"),  # Gilgit
        ((79.5, 35.3), "CHN"),  # Aksai Chin
        ((94.5, 28.0), "IND"),  # Arunachal Pradesh
        ((148.0, 45.0), "RUS"),  # Iturup
        ((35.8, 33.0), "ISR"),  # Golan
        ((41.0, 43.0), "GEO"),  # Abkhazia
        ((121.0, 24.0), "TWN"),
        ((21.1, 42.65), "XKX"),
        ((-12.0, 26.0), "ESH"),
        ((33.4, 35.3), "CYN"),
        ((44.06, 9.5), "SOL"),
        ((35.25, 32.0), "PSE"),
        ((-59.0, -51.8), "FLK"),
        ((127.0, 39.5), "PRK"),
        ((127.5, 36.5), "KOR"),
    ],
)
def test_the_geometry_assigns_what_the_note_says_it_does(place, shape):
    assert holder(*place) == [shape]


def test_every_disputed_part_lies_in_the_shapes_it_is_said_to():
    for part in atlas().parts:
        for id in part.of:
            near = [
                point
                for ring in shapes()[id]
                for point in ring
                if min(x for x, _ in part.frame) - 3
                <= point[0]
                <= max(x for x, _ in part.frame) + 3
            ]
            assert near, (part.name, id)


def test_the_map_prints_its_boundary_note_and_hatches_disputes():
    svg = world_map(demo.world(), WIDE, "p")
    said = " ".join(svg.replace("</tspan>", " ").split())
    assert "take no side" in said
    assert svg.count("url(#p-disputed)") >= len(atlas().disputed) + len(atlas().parts)


def test_roles_are_named_and_not_coloured_alone():
    svg = world_map(demo.world(), NARROW, "p")
    for role, said in ROLES.items():
        assert said in svg, role


def test_a_ring_across_the_antimeridian_stays_whole():
    for id, rings in shapes().items():
        for ring in rings:
            xs = [x for x, _ in ring]
            assert max(xs) - min(xs) < 180 or id == "RUS", id
    assert whole(((-170.0, 65.0), (-171.0, 66.0)))[0][0] == 190.0


def test_the_world_fits_on_its_paper():
    roles = {"USA": "certain"}
    for width in (WIDE, NARROW):
        sheet = sheet_of(width, roles)
        assert sheet.put(11.0, NORTH)[1] >= -0.1 or width == NARROW
        assert sheet.height < width
    assert sheet_of(WIDE, roles).put(11.0, SOUTH)[1] <= sheet_of(WIDE, roles).height + 0.1


def test_equal_earth_meets_published_values():
    # Šavrič, Patterson and Jenny (2019): the map is 2.05458 times as wide as high.
    east, _ = equal_earth(191.0, 0)
    _, north = equal_earth(11.0, 90)
    assert east / north == pytest.approx(2.05458, abs=1e-4)


def test_an_outline_is_short_and_closed():
    assert outline((((0.0, 0.0), (10.0, 0.0), (10.0, 10.0)),)) == "M0 0l10 0 0 10z"
