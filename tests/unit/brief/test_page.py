from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from foedus.brief.page import page, policy, sections
from foedus.brief.statement import Card, Heading, Statement
from foedus.faults import OutputFault

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Reader(HTMLParser):
    """Keeps every tag with its attributes, and checks that they close in order."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.open, self.strays, self.said = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.strays.append(tag)

    def handle_data(self, data):
        if not set(self.open) & {"script", "style"}:
            self.said.append(data)


@pytest.fixture(scope="module")
def read(brief):
    reader = Reader()
    reader.feed(page(brief))
    return reader


def test_every_tag_is_closed_where_it_should_be(read):
    assert read.strays == []
    assert read.open == []


def test_the_page_loads_nothing(read):
    for tag, held in read.tags:
        for key in ("src", "srcset", "data", "action", "poster", "xlink:href"):
            assert key not in held, (tag, held)
        if tag not in ("a", "link"):
            assert "href" not in held, (tag, held)
        assert "style" not in held, "the policy forbids styles in attributes"
    assert [held["href"] for tag, held in read.tags if tag == "link"] == ["data:,"]


def test_only_web_addresses_become_links(read):
    links = [held["href"] for tag, held in read.tags if tag == "a"]
    outward = [href for href in links if not href.startswith("#")]
    assert outward
    assert all(href.startswith("https://") for href in outward)
    assert "javascript:alert(1)" in "".join(read.said)


def test_no_id_stands_twice(read):
    ids = Counter(held["id"] for _, held in read.tags if "id" in held)
    assert [id for id, times in ids.items() if times > 1] == []


def test_every_link_within_the_page_leads_somewhere(read):
    ids = {held["id"] for _, held in read.tags if "id" in held}
    for tag, held in read.tags:
        href = held.get("href", "")
        if tag == "a" and href.startswith("#"):
            assert href[1:] in ids
    for _, held in read.tags:
        for name in ("aria-labelledby", "aria-describedby"):
            assert held.get(name, "page-top") in ids


def test_drawings_point_only_at_what_they_define(read):
    ids = {held["id"] for _, held in read.tags if "id" in held}
    for _, held in read.tags:
        for value in held.values():
            if value and value.startswith("url(#"):
                assert value[5:-1] in ids


def test_a_claim_cannot_put_a_script_into_the_page(brief, read):
    assert '<script>alert("' not in page(brief)
    assert len([tag for tag, _ in read.tags if tag == "script"]) == 1
    assert '<script>alert("shells & more")</script>' in "".join(read.said)


def test_the_policy_lets_nothing_in_but_our_own_style_and_script(read):
    [told] = [
        held["content"]
        for tag, held in read.tags
        if held.get("http-equiv") == "Content-Security-Policy"
    ]
    assert told.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in told


def test_the_policy_moves_with_the_script():
    assert policy("a", "b") != policy("a", "c")


def test_every_drawing_tells_those_who_do_not_see_it(brief, read):
    drawings = [held for tag, held in read.tags if tag == "svg" and "role" in held]
    assert len(drawings) == 2 * sum(hasattr(b, "picture") for b in brief.blocks)
    assert all(held["role"] == "img" and held["aria-label"] for held in drawings)


def test_every_table_has_a_caption_and_heads(read):
    tags = Counter(tag for tag, _ in read.tags)
    assert tags["caption"] == tags["table"] > 0
    assert all(
        held.get("scope") in ("col", "row") for tag, held in read.tags if tag == "th"
    )


def test_marks_stand_as_words(read):
    said = "".join(read.said)
    assert "disputed" in said
    assert "assumed" in said


def test_a_judgement_tells_probability_and_confidence_apart(read):
    said = " ".join("".join(read.said).split())
    assert "very likely 80 % to 95 %" in said
    assert "Confidence moderate" in said
    assert "conditional on both sides' laws" in said


def test_blocks_before_the_first_heading_are_kept(brief):
    short = replace(brief, blocks=(Statement("before"), Heading("Then", "then")), cards={})
    [opening, then] = sections(short)
    assert opening.heading is None
    assert "before" in page(short)
    assert then.heading is not None


def test_many_notes_in_a_row_show_their_ends_and_keep_their_places(brief):
    ids = [f"claim-{k}" for k in range(6)]
    cards = {id: Card(id, "claim", id) for id in ids}
    blocks = (Statement("All of them say so.", tuple(ids)),)
    reader = Reader()
    reader.feed(page(replace(brief, blocks=blocks, cards=cards)))
    marks = [
        (tag, held) for tag, held in reader.tags if held.get("id", "").startswith("ref-")
    ]
    shown = [held["href"] for tag, held in marks if tag == "a"]
    assert shown == ["#entry-1", "#entry-6"]
    assert [held["id"] for _, held in marks] == [f"ref-0-{n}" for n in range(1, 7)]


def test_two_headings_of_one_id_are_refused(brief):
    twice = replace(brief, blocks=(Heading("One", "same"), Heading("Two", "same")))
    with pytest.raises(OutputFault, match="2 blocks"):
        page(twice)
