import subprocess
import sys
from dataclasses import dataclass
from datetime import date

import pytest

from foedus import doors
from foedus.doors import (
    MOST_BYTES,
    digest,
    json_text,
    read_csv,
    read_json,
    read_jsonl,
    read_text,
    read_yaml,
    write_whole,
)
from foedus.faults import DataFault, Fault, OutputFault, PactFault


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    name: str | None = None
    size: int | None = None
    day: date | None = None
    parts: tuple[Part, ...] = ()
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Refusing:
    size: int

    def __post_init__(self):
        if self.size < 0:
            raise DataFault("too small", expected="more", where="Refusing", mend="add")


def thing(text):
    return read_yaml(Thing, text, where="thing.yaml", fault=PactFault)


def told(text, kind=PactFault):
    with pytest.raises(kind) as fault:
        thing(text)
    return fault.value


# --- YAML


def test_yaml_becomes_a_frozen_value():
    assert thing("name: a\nday: 2024-06-19\nparts: [{name: b, size: 2}]") == Thing(
        "a", day=date(2024, 6, 19), parts=(Part("b", 2),)
    )


def test_broken_yaml_is_told_with_its_line():
    fault = told("name: a\nparts: [\n  b: : c\n")
    assert fault.where.startswith("thing.yaml:3")
    assert "broken YAML" in fault.found


def test_an_unknown_key_is_told_with_its_line():
    fault = told("name: a\nsize: 1\nseize: 2\n")
    assert fault.where == "thing.yaml:3"
    assert fault.found == "seize is no key that is known here"


def test_an_unknown_key_inside_is_told_with_its_line_and_path():
    fault = told("name: a\nparts:\n  - name: b\n  - name: c\n    sise: 2\n")
    assert fault.where == "thing.yaml:5"
    assert fault.found.startswith("parts.1.sise")


def test_the_first_trouble_is_told_and_the_rest_are_counted():
    fault = told("size: many\nday: soon\nzzz: 1\n")
    assert "(and 2 more)" in fault.found


def test_a_repeated_key_is_refused_with_its_line():
    fault = told("name: a\nsize: 1\nname: b\n")
    assert fault.where == "thing.yaml:3"
    assert "stands twice" in fault.found


def test_a_key_repeated_inside_is_refused():
    assert "stands twice" in told("parts:\n  - {name: a, name: b}\n").found


def test_aliases_are_refused():
    assert "aliases" in told("parts:\n  - &a {name: b}\n  - *a\n").found


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{after}: &{after} [*{before}, *{before}]\n"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(DataFault, match="aliases"):
        read_yaml(dict[str, object], bomb, where="bomb")


@pytest.mark.parametrize("word", ["on", "off", "no", "NO", "yes", "Yes", "y", "n", "True"])
def test_words_stay_words(word):
    held = read_yaml(dict[str, object], f"{word}: {word}\n", where="here")
    assert held == {word: word}


def test_true_and_false_are_truth():
    assert read_yaml(dict[str, object], "a: true\nb: false", where="x") == {
        "a": True,
        "b": False,
    }


def test_a_merge_key_is_a_word():
    assert read_yaml(dict[str, object], "<<: {a: 1}", where="x") == {"<<": {"a": 1}}


def test_a_tag_that_would_run_code_is_refused():
    assert "constructor" in told("name: !!python/object/apply:os.system ['true']").found


def test_two_documents_in_one_text_are_refused():
    assert "broken YAML" in told("name: a\n---\nname: b\n").found


@pytest.mark.parametrize("text", ["", "# only a remark\n", "- a\n", "a\n"])
def test_what_is_no_mapping_is_refused(text):
    assert told(text).where == "thing.yaml:1"


def test_an_unprintable_character_is_refused():
    assert "broken YAML" in told("name: \x07").found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("day: 2024-02-30\n", id="a day that is none"),
        pytest.param("? [a, b]\n: c\n", id="a list for a key"),
        pytest.param("size: !!int many\n", id="a tag that lies"),
        pytest.param("parts: " + "[" * 5000, id="too deep"),
    ],
)
def test_what_yaml_cannot_make_is_a_fault(text):
    assert told(text).where.startswith("thing.yaml")


@pytest.mark.parametrize("word", ["12:30", "010", "1_000"])
def test_a_number_of_yaml_1_1_stays_a_word(word):
    assert read_yaml(dict[str, object], f"a: {word}", where="x") == {"a": word}


def test_a_value_that_refuses_itself_is_told_with_the_file():
    with pytest.raises(PactFault, match="too small") as fault:
        read_yaml(Refusing, "size: -1", where="x.yaml", fault=PactFault)
    assert fault.value.where == "x.yaml:1"


# --- JSON


def test_broken_json_is_told_with_its_line():
    with pytest.raises(DataFault, match="broken JSON") as fault:
        read_json(Thing, '{"name": "a",\n "size": }', where="x.json")
    assert fault.value.where == "x.json:2"


def test_an_unknown_key_in_json_is_told_by_name():
    with pytest.raises(DataFault) as fault:
        read_json(Thing, '{"parts": [{"name": "a", "sise": 1}]}', where="x.json")
    assert fault.value.where == "x.json: parts.0.sise"


def test_a_missing_key_is_told():
    with pytest.raises(DataFault, match=r"parts\.0\.name is missing"):
        read_json(Thing, '{"parts": [{}]}', where="x.json")


@pytest.mark.parametrize("text", ['{"size": NaN}', '{"size": Infinity}'])
def test_a_number_that_is_none_is_refused(text):
    with pytest.raises(DataFault):
        read_json(Thing, text, where="x.json")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 200_000, id="too deep"),
        pytest.param('{"size": ' + "9" * 5000 + "}", id="a number too long"),
    ],
)
def test_json_that_python_will_not_read_is_a_fault(text):
    with pytest.raises(DataFault):
        read_json(Thing, text, where="x.json")


def test_a_repeated_key_in_json_is_refused():
    with pytest.raises(DataFault):
        read_json(Thing, '{"size": 1, "size": 2}', where="x.json")


def test_lines_of_json_are_told_by_their_number():
    with pytest.raises(DataFault) as fault:
        read_jsonl(Thing, '{"size": 1}\n\n{"sise": 2}\n', where="x.jsonl")
    assert fault.value.where.startswith("x.jsonl:3")


def test_empty_lines_of_json_are_passed_over():
    assert read_jsonl(Thing, '\n{"size": 1}\n\n', where="x") == (Thing(size=1),)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
def test_a_line_of_json_that_we_wrote_is_one_line(mark):
    held = Thing(name=f"one{mark}two")
    assert read_jsonl(Thing, json_text(held) + "\n", where="x") == (held,)


# --- CSV


def test_an_empty_cell_is_a_key_left_out():
    assert read_csv(Thing, "name,size\na,\n,2\n", where="x") == (
        Thing("a"),
        Thing(size=2),
    )


@pytest.mark.parametrize("row", ["a", "a,1,2"])
def test_a_row_of_too_few_or_too_many_cells_is_told_with_its_line(row):
    with pytest.raises(DataFault, match="more or fewer cells") as fault:
        read_csv(Thing, f"name,size\nb,1\n{row}\n", where="x.csv")
    assert fault.value.where == "x.csv:3"


def test_an_unknown_column_is_told():
    with pytest.raises(DataFault, match="sise is no key"):
        read_csv(Thing, "name,sise\na,1\n", where="x.csv")


def test_a_cell_of_the_wrong_kind_is_told_with_its_line():
    with pytest.raises(DataFault, match="size is 'many'") as fault:
        read_csv(Thing, "name,size\na,1\nb,many\n", where="x.csv")
    assert fault.value.where.startswith("x.csv:3")


def test_a_quotation_that_never_ends_is_told():
    with pytest.raises(DataFault, match="broken CSV"):
        read_csv(Thing, 'name,size\n"a,1\n', where="x.csv")


def test_a_quoted_cell_may_hold_a_comma_and_a_line():
    assert read_csv(Thing, 'name,size\n"a,\nb",1\n', where="x") == (Thing("a,\nb", 1),)


def test_a_repeated_column_is_refused():
    with pytest.raises(DataFault):
        read_csv(Thing, "name,name\na,b\n", where="x.csv")


# --- files


def test_a_file_that_is_not_there_is_a_fault_of_the_kind_asked_for(tmp_path):
    with pytest.raises(PactFault, match="cannot be read"):
        read_text(tmp_path / "none.yaml", fault=PactFault)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(DataFault, match="cannot be read"):
        read_text(tmp_path)


def test_a_file_that_is_not_utf8_is_told_with_the_byte(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"name: caf\xe9\n")
    with pytest.raises(DataFault, match="byte 9 is not UTF-8"):
        read_text(path)


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(DataFault, match="bytes") as fault:
        read_text(path)
    assert f"{MOST_BYTES:,}" in fault.value.expected


def test_the_mark_that_excel_puts_first_is_left_out(tmp_path):
    path = tmp_path / "excel.csv"
    path.write_bytes(b"\xef\xbb\xbfname,size\na,1\n")
    assert read_csv(Thing, read_text(path), where="x") == (Thing("a", 1),)


def test_a_file_is_written_whole_with_its_folders(tmp_path):
    path = tmp_path / "a" / "b" / "page.html"
    write_whole(path, b"whole")
    assert path.read_bytes() == b"whole"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_is_written_over_the_one_before(tmp_path):
    path = tmp_path / "page.html"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"


def test_a_folder_that_cannot_be_made_is_an_output_fault(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputFault, match="cannot be written"):
        write_whole(tmp_path / "file" / "page.html", b"x")


def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    write_whole(path, b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(doors.os, "fsync", full)
    with pytest.raises(OutputFault, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_place_of_the_file_leaves_nothing_behind(tmp_path):
    (tmp_path / "page.html").mkdir()
    with pytest.raises(OutputFault):
        write_whole(tmp_path / "page.html", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


# --- names by content


def test_the_order_of_keys_changes_no_name():
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


def test_another_value_has_another_name():
    assert digest(Thing("a")) != digest(Thing("b"))


def digests_by_hash_seed(code):
    return {
        subprocess.run(
            [sys.executable, "-c", f"from foedus.doors import digest; {code}"],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in "123"
    }


def test_a_value_has_one_name_whatever_python_hashes():
    assert len(digests_by_hash_seed("print(digest({'a': (1, 'b'), 'c': None}))")) == 1


def test_a_set_has_one_name_whatever_python_hashes():
    assert len(digests_by_hash_seed("print(digest(frozenset(['a', 'b', 'c', 'd'])))")) == 1


def test_a_treaty_has_one_name_whatever_python_hashes():
    code = "from foedus.pacts.catalog import pact; print(digest(pact('london_1839')))"
    assert len(digests_by_hash_seed(code)) == 1


def test_every_kind_of_fault_can_be_asked_for():
    for kind in Fault.__subclasses__():
        with pytest.raises(kind):
            read_json(Thing, "{", where="x", fault=kind)


def test_a_folder_that_could_not_be_written_is_refused_before_work_is_done(tmp_path):
    doors.check_folder(tmp_path / "a" / "b")
    assert not (tmp_path / "a").exists()
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputFault, match="is a file"):
        doors.check_folder(tmp_path / "file" / "brief")
