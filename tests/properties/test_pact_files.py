"""A treaty file may be spoilt in any way: it is read, or refused with a PactFault."""

from importlib.resources import files

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.faults import PactFault
from foedus.pacts.catalog import parse
from foedus.pacts.pact import Pact

TEXTS = [
    entry.read_text("utf-8")
    for entry in sorted(files("foedus.pacts.catalog").iterdir(), key=lambda e: e.name)
    if entry.name.endswith(".yaml")
]
WORDS = """on|no|null|[]|{}|-1|1e400|2024-02-30|'|"|:|- |!!python/object:os.system|&a|*a
<<: *a|\t|0x10|~|RUS|x: y|{a: {a: {a: 1}}}|ally_of:|9999-99-99|\u2028|%YAML 1.1
---""".replace("\n", "|").split("|")


@st.composite
def spoilt(draw):
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, draw(st.sampled_from(WORDS)))
            case 2:
                head, _, _ = lines[place].partition(":")
                lines[place] = f"{head}: {draw(st.sampled_from(WORDS))}"
            case 3:
                lines[place] = "  " * draw(st.integers(0, 3)) + lines[place].strip()
            case 4:
                at = draw(st.integers(0, len(lines[place])))
                mark = draw(st.characters(blacklist_categories=["Cs"]))
                lines[place] = lines[place][:at] + mark + lines[place][at:]
        if not lines:
            lines = [""]
    return "\n".join(lines)


def outcome(text):
    """Give the treaty, or the fault that refused it; anything else escapes."""
    try:
        return parse("spoilt", text, where="spoilt.yaml")
    except PactFault as told:
        return told


@settings(max_examples=300, database=None)
@given(spoilt())
def test_a_spoilt_file_is_read_or_refused_with_its_place_and_mend(text):
    made = outcome(text)
    assert isinstance(made, Pact) or (made.where.startswith("spoilt.yaml") and made.mend)


@settings(max_examples=100, database=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    assert isinstance(outcome(text), Pact | PactFault)
