from dataclasses import replace

from unit.brief import demo

from foedus.brief.charts import NARROW, WIDE, draw


def picture():
    return next(p for p in demo.pictures() if p.kind == "lines")


def test_years_that_are_marked_are_ruled_off_and_named_where_there_is_room():
    wide, narrow = draw(picture(), WIDE), draw(picture(), NARROW)
    assert "End of the Soviet Union" in wide
    assert "1991" in narrow
    assert "End of the Soviet Union" not in narrow


def test_a_year_outside_the_lines_is_not_marked():
    assert "Before all" not in draw(picture(), WIDE)


def test_lines_without_marks_have_no_room_kept_for_them():
    assert "2003" not in draw(replace(picture(), marks=()), NARROW).replace("2003 to", "")


def test_no_part_of_a_drawing_is_an_image_of_its_own_without_words():
    drawn = draw(picture(), WIDE)
    assert "role-mark" in drawn
    assert "graphics-symbol" not in drawn
    assert drawn.count('role="img"') == 1
