"""The front door: few names, each there and each told."""

import inspect
from collections import Counter

import pytest

import foedus

NAMES = tuple(getattr(foedus, "__all__", ()))


def test_the_front_door_has_at_most_forty_names():
    assert len(NAMES) <= 40


def test_no_name_stands_twice_on_the_front_door():
    assert [name for name, times in Counter(NAMES).items() if times > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_front_door_is_there_and_documented(name):
    value = getattr(foedus, name)
    if inspect.isclass(value) or inspect.isroutine(value) or inspect.ismodule(value):
        assert inspect.getdoc(value)


def test_what_the_front_door_says_first_is_what_the_house_is_for():
    assert "alliance" in (inspect.getdoc(foedus) or "")
