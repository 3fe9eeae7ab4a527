"""A grid greys what is noise, and tells by sign and bar what moves."""

from xml.etree import ElementTree

from unit.brief import demo

from foedus.brief.charts import NARROW, WIDE
from foedus.brief.drawing import ORANGE, SKY
from foedus.brief.grids import grid

SVG = "{http://www.w3.org/2000/svg}"


def words(width):
    root = ElementTree.fromstring(grid(demo.grid(), width, "p"))
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def test_noise_has_no_number_and_all_else_has_one_with_its_sign():
    told = words(WIDE)
    assert {"-4.8", "-1.2", "+0.05", "+14.4"} <= set(told)
    assert not any("0.8" in one for one in told)


def test_what_rises_and_what_falls_have_colours_of_their_own():
    svg = grid(demo.grid(), WIDE, "p")
    # Once more each in the legend.
    assert svg.count(f'fill="{SKY}"') == 3
    assert svg.count(f'fill="{ORANGE}"') == 2


def test_where_no_name_fits_above_numbers_stand_for_names():
    assert "1" not in words(WIDE)
    told = words(NARROW)
    assert "3  East and Southern Africa".replace("  ", " ") in " ".join(told).replace(
        "  ", " "
    ) or any("East" in one for one in told)
