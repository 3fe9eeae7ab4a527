from unit.brief import demo

from foedus.brief.bloc_maps import COLOURS, bloc_map
from foedus.brief.charts import NARROW, WIDE


def test_each_bloc_has_its_colour_and_its_letter():
    svg = bloc_map(demo.bloc_map(), WIDE, "p")
    for k, bloc in enumerate(demo.BLOCS):
        assert COLOURS[k] in svg
        assert f"{'ABC'[k]} {bloc.split(' Republic')[0]}" in svg


def test_who_is_less_sure_is_striped():
    svg = bloc_map(demo.bloc_map(), WIDE, "p")
    # China, the United States, Japan and Korea; all of the third bloc; none of Russia's.
    assert svg.count('fill="url(#p-less-0)"') == 2  # China, and the legend
    assert svg.count('fill="url(#p-less-2)"') == 2
    assert "4 states, 3 of them sure" in svg


def test_the_whole_world_is_drawn_in_hand_as_well():
    wide, narrow = (bloc_map(demo.bloc_map(), w, "p") for w in (WIDE, NARROW))
    assert wide.count("<path") == narrow.count("<path")
