import re

import pytest

from foedus.brief.markdown import escaped, markdown


@pytest.fixture(scope="module")
def told(brief):
    return markdown(brief)["index.md"]


def test_every_footnote_that_the_text_names_is_there_once(told):
    named = set(re.findall(r"\[\^(\d+)\](?!:)", told))
    given = re.findall(r"^\[\^(\d+)\]:", told, re.MULTILINE)
    assert named == set(given)
    assert len(given) == len(set(given))


def test_every_figure_is_a_file_beside_the_text(brief, told):
    linked = re.findall(r"!\[.*?\]\((.*?)\)", told)
    assert linked
    assert set(linked) == set(markdown(brief)) - {"index.md"}


def test_a_table_has_as_many_cells_in_each_row(told):
    widths = [
        len(re.findall(r"(?<!\\)\|", line))
        for line in told.split("**Who brings what**")[1].split("**")[0].splitlines()
        if line.startswith("|")
    ]
    assert len(set(widths)) == 1


def test_a_claim_cannot_put_markup_into_the_text(told):
    assert "<script" not in told
    assert "&lt;script&gt;" in told
    assert escaped("*a* [b](c)") == r"\*a\* \[b\](c)"


def test_an_address_that_is_not_of_the_web_is_no_link(told):
    assert "<javascript:" not in told
