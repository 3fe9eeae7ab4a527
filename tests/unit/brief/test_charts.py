import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from foedus.brief.charts import NARROW, WIDE, draw, draw_both
from foedus.brief.drawing import breadth, wrapped
from foedus.brief.vega import ticks_within

SVG = "{http://www.w3.org/2000/svg}"


def size_of(svg):
    root = ElementTree.fromstring(svg)
    return float(root.get("width")), float(root.get("height"))


def test_each_kind_draws_at_both_widths(picture):
    for svg, width in zip(draw_both(picture), (WIDE, NARROW), strict=True):
        drawn, height = size_of(svg)
        assert width - 1 <= drawn <= width + 1
        assert 40 < height < 3000


def test_no_letter_is_smaller_than_eleven_pixels(picture):
    for svg in draw_both(picture):
        sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)(?:px)?"', svg)]
        assert min(sizes) >= 11


def test_a_drawing_is_well_formed_and_says_what_it_shows(picture):
    for svg in draw_both(picture):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == picture.alt


def test_no_text_of_our_own_drawings_runs_off_the_paper(picture):
    if picture.kind in ("bars", "intervals", "lines", "positions"):
        pytest.skip("Vega lays these out itself")
    for svg in draw_both(picture):
        width, _ = size_of(svg)
        for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
            if text.get("text-anchor", "start") == "start":
                for span in text.iter(f"{SVG}tspan"):
                    size = float(text.get("font-size", 12))
                    assert float(span.get("x")) + 0.9 * breadth(span.text, size) <= width


def test_the_order_in_which_pictures_are_drawn_changes_nothing(picture):
    alone = draw(picture, WIDE)
    draw(replace(picture, id="another"), WIDE)
    assert draw(picture, WIDE) == alone


def test_two_drawings_of_one_picture_share_no_id(picture):
    wide, narrow = (set(re.findall(r'\bid="([^"]+)"', svg)) for svg in draw_both(picture))
    assert not wide & narrow


def test_a_picture_of_no_rows_draws_an_empty_frame(picture):
    for svg in draw_both(replace(picture, rows=())):
        ElementTree.fromstring(svg)


def test_a_label_cannot_break_out_of_a_drawing(picture):
    rows = tuple(
        tuple(f"{c}<b>&" if isinstance(c, str) and k == 0 else c for k, c in enumerate(row))
        for row in picture.rows
    )
    if picture.kind in ("timeline", "lines", "map"):
        pytest.skip("the first column is a day, a year or a state")
    for svg in draw_both(replace(picture, rows=rows)):
        ElementTree.fromstring(svg)
        assert "<b>" not in svg


def test_a_long_word_is_cut_rather_than_let_run_on():
    [line] = wrapped("x" * 200, 100)
    assert line.endswith("…")
    assert breadth(line) <= 100


@pytest.mark.parametrize(
    ("first", "last"), [(1816, 2024), (2020, 2024), (2024, 2024), (0, 120)]
)
def test_years_on_an_axis_are_whole_and_within_the_numbers(first, last):
    ticks = ticks_within(first, last, 8, least=1)
    assert ticks
    assert len(ticks) <= 9
    assert all(first <= t <= last and t == int(t) for t in ticks)


def test_a_marked_year_has_its_rule_and_its_word(picture):
    if picture.kind != "lines":
        pytest.skip("lines alone have years to mark")
    bare = replace(picture, marks=())
    marked = replace(picture, marks=((picture.rows[0][0], "peace"),))
    for plain, ruled in zip(draw_both(bare), draw_both(marked), strict=True):
        assert ruled.count("mark-rule") == plain.count("mark-rule") + 1
        assert "undefined" not in ruled
    assert "peace" in draw_both(marked)[0]
