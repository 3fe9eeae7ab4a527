"""Claims in the forms of others: nothing is lost on the way out and back, or it is told."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha1
from pathlib import Path

import pytest
from unit.reading.making import layer
from unit.reading.test_review import TEXT, proposal, three

from foedus import doors
from foedus.faces.cli import main
from foedus.faults import DataFault, NeedFault
from foedus.ledger.entry import Review
from foedus.reading import library, outward
from foedus.reading.annotations import annotations, from_annotations, from_utf16, page_text
from foedus.reading.ftm import COLUMNS as FTM_COLUMNS
from foedus.reading.ftm import ftm_statements
from foedus.reading.outward import (
    argdown_text,
    claim_reviews,
    plover_lines,
    prov_json,
    validated,
)
from foedus.reading.proposal import Hedging, Holder, Place
from foedus.reading.review import decide
from foedus.reading.sheet import COLUMNS, csv_text, from_csv, read_mapping
from foedus.reading.stix import stix_bundle

OWN = "columns:\n" + "".join(
    f"  {name}: {name}\n" for name in ("id", "document", "start", "exact", "kind", "actors",
                                       "recipients", "plover", "polarity", "coder")
)  # fmt: skip


def test_annotations_come_back_as_they_went_out():
    hedge = Hedging(Place(33, 36), "may", "modal", "clear")
    voice = (
        Holder("author"),
        Holder("official", "Bo Ek", ("SWE",), "said", Place(0, 4), True),
    )
    held = (proposal(1, voice=voice), proposal(2, "Iraq may send some", hedges=(hedge,)))
    back, refused = from_annotations(page_text(held), [layer(TEXT)], where="x")
    assert refused == ()
    assert [b.exact for b in back] == [h.exact for h in held]
    assert [(b.voice, b.hedges, b.participants) for b in back] == [
        (h.voice, h.hedges, h.participants) for h in held
    ]


def test_an_annotation_has_what_the_model_asks_for():
    [item] = annotations([proposal()])["items"]
    assert item["type"] == "Annotation"
    assert item["id"].startswith("urn:")
    quote, position = item["target"]["selector"]
    assert (quote["type"], quote["exact"]) == (
        "TextQuoteSelector",
        "Iran sent Syria drones",
    )
    assert TEXT[position["start"] : position["end"]] == quote["exact"]


def theirs(exact, start=None, **more):
    """An annotation as somebody else's program would write it."""
    selectors = [{"type": "TextQuoteSelector", "exact": exact, **more}]
    if start is not None:
        selectors.append(
            {"type": "TextPositionSelector", "start": start, "end": start + len(exact)}
        )
    return {
        "id": "http://example.org/1", "type": "Annotation", "creator": {"name": "Ann"},
        "body": {"type": "TextualBody", "value": "Forecast"},
        "target": {"source": "http://example.org/a.txt", "selector": selectors},
    }  # fmt: skip


def test_another_program_s_annotation_is_found_and_waits_for_review():
    text = json.dumps(theirs("Iraq may send some"))
    [one], refused = from_annotations(text, [layer(TEXT)], where="x")
    assert (one.kind, one.coder, one.review, refused) == ("forecast", "Ann", "proposed", ())
    assert one.selectors[0].start == TEXT.index("Iraq may")


def test_a_browser_s_utf_16_position_becomes_code_points():
    text = "🙂🙂 It is so. It is so."
    units = len(text[: text.rindex("It")].encode("utf-16-le")) // 2
    assert from_utf16(text, units) == text.rindex("It")
    [one], _ = from_annotations(
        json.dumps(theirs("It is so.", units)), [layer(text)], where="x"
    )
    assert one.selectors[0].start == text.rindex("It")


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (theirs("Iraq will send some"), "does not stand"),
        (theirs("Iraq will send some", 24), "does not stand"),
        (theirs("it all", TEXT.index("it all")), "denies"),
        ({"target": {"source": "b.txt", "selector": []}}, "is not at hand"),
        (
            {"target": {"source": "a.txt", "selector": {"type": "TextPositionSelector"}}},
            "proves nothing",
        ),
        ({"target": []}, "no target"),
    ],
)
def test_an_annotation_that_the_gate_refuses_is_told(item, why):
    found, [refused] = from_annotations(json.dumps([item]), [layer(TEXT)], where="x")
    assert found == ()
    assert why in refused.remark


def test_what_is_no_annotation_is_a_fault():
    for text in ("{", "[]", "{}", "[1]", '{"items": []}'):
        with pytest.raises(DataFault):
            from_annotations(text, [layer(TEXT)], where="x")


def test_a_table_comes_back_by_a_mapping():
    text = csv_text(three())
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    mapping = read_mapping(OWN, where="m")
    back, refused = from_csv(text, mapping, [layer(TEXT)], where="x")
    assert refused == ()
    assert [(b.id, b.exact, b.plover, b.entities("actor")) for b in back] == [
        (h.id, h.exact, h.plover, h.entities("actor")) for h in three()
    ]
    assert {b.review for b in back} == {"proposed"}


def test_a_table_of_others_is_read_by_their_columns_and_words():
    rows = ("What they say,Who,Sort", "Iran sent Syria drones,irn,deed")
    table = "\n".join((*rows, "Iran sent 9 drones,irn,deed", ""))
    mapping = read_mapping(
        "columns: {exact: What they say, actors: Who, kind: Sort}\n"
        "constants: {document: a.txt, coder: Bo}\nvalues: {kind: {deed: event}}\n",
        where="m",
    )
    [one], [refused] = from_csv(table, mapping, [layer(TEXT)], where="t.csv")
    assert (one.kind, one.entities("actor"), one.coder) == ("event", ("IRN",), "Bo")
    assert refused.where == "t.csv:3"


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ("columns: {exact: a}", "no way to the words"),
        ("columns: {exact: a, document: b, colour: c}", "'colour'"),
    ],
)
def test_a_mapping_that_leads_nowhere_is_a_fault(mapping, why):
    with pytest.raises(DataFault, match=why):
        read_mapping(mapping, where="m")


def test_a_column_that_is_not_there_and_a_kind_that_is_none_are_told():
    mapping = read_mapping("columns: {exact: a, document: b, kind: c}", where="m")
    with pytest.raises(DataFault, match="no column 'c'"):
        from_csv("a,b\nx,y\n", mapping, [layer(TEXT)], where="t")
    table = "a,b,c\nIran sent Syria drones,a.txt,deed\n"
    assert from_csv(table, mapping, [layer(TEXT)], where="t")[1][0].weight == "breach"


def test_provenance_is_read_back_by_the_prov_library():
    pytest.importorskip("prov", reason="the extra `provenance` is not installed")
    review = Review("a-001", "ann", 1, "accepted", {})
    held = prov_json(three(), [review])
    text = validated(held)
    from prov.model import ProvDocument

    document = ProvDocument.deserialize(content=text, format="json")
    kinds = [type(record).__name__ for record in document.get_records()]
    assert kinds.count("ProvDerivation") == 3
    assert "ann" in text
    assert "Iran sent Syria" not in text


def test_provenance_that_the_library_reads_otherwise_is_a_fault(monkeypatch):
    pytest.importorskip("prov", reason="the extra `provenance` is not installed")
    held = prov_json(three())
    held["entity"]["foedus:x"] = [{"prov:label": "one"}, {"prov:label": "two"}]
    with pytest.raises(DataFault, match="records"):
        validated(held)


def test_provenance_without_its_extra_names_the_mend(monkeypatch):
    monkeypatch.setattr(library, "find_spec", lambda name: None)
    with pytest.raises(NeedFault) as caught:
        outward.validated({})
    assert "foedus[provenance]" in caught.value.mend


def test_plover_events_are_claims_with_a_category():
    lines = [json.loads(line) for line in plover_lines(three()).splitlines()]
    assert [e["event"] for e in lines] == ["AID"] * 3
    assert lines[0]["actor"] == [{"code": "IRN"}]
    assert lines[0]["eventText"] == "Iran sent Syria drones"


def test_a_claim_review_names_who_said_it_and_rates_no_truth():
    voice = (Holder("author"), Holder("official", "Bo Ek", ("SWE",)))
    [one] = json.loads(claim_reviews([proposal(voice=voice)]))["@graph"]
    assert one["@type"] == "ClaimReview"
    assert one["itemReviewed"]["author"]["name"] == "Bo Ek"
    assert "ratingValue" not in one["reviewRating"]


def test_the_command_converts_there_and_back(tmp_path, capsys):
    claims, page, again = (tmp_path / n for n in ("c.jsonl", "p.json", "d.jsonl"))
    claims.write_text("".join(doors.json_text(p) + "\n" for p in three()), "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert main(["convert", str(claims), "--to", "annotations", "-o", str(page)]) == 0
    assert main(["convert", str(page), "--from", "annotations", "-o", str(again)]) == 0
    assert len(again.read_text("utf-8").splitlines()) == 3
    (tmp_path / "a.txt").write_text(TEXT.replace("Iraq", "Oman"), "utf-8")
    assert main(["convert", str(page), "--from", "annotations", "-o", str(again)]) == 1
    assert "1 claims were refused" in capsys.readouterr().err
    assert len(again.read_text("utf-8").splitlines()) == 2


def test_the_command_takes_a_mapping_and_keeps_to_what_stands(tmp_path, capsys):
    claims, table, mapping = (tmp_path / n for n in ("c.jsonl", "t.csv", "m.yaml"))
    claims.write_text("".join(doors.json_text(p) + "\n" for p in three()), "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    mapping.write_text(OWN, "utf-8")
    assert main(["convert", str(claims), "--to", "csv", "-o", str(table)]) == 0
    assert main(["convert", str(table), "--from", "csv"]) == 1
    assert "--mapping" in capsys.readouterr().err
    assert main(["convert", str(table), "--from", "csv", "--mapping", str(mapping)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    book = tmp_path / "j.jsonl"
    decide(book, proposal(), "accepted", who="ann", when=datetime(2026, 1, 2, tzinfo=UTC))
    assert main(["convert", str(claims), "--to", "plover", "--journal", str(book)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_the_mapping_that_the_docs_show_is_one():
    page = (Path(__file__).parents[3] / "docs" / "reading.md").read_text("utf-8")
    [shown] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    mapping = read_mapping(shown, where="docs/reading.md")
    assert mapping.values["kind"]["deed"] == "event"


def test_a_bundle_is_read_by_the_stix_library_and_holds_every_claim():
    stix2 = pytest.importorskip("stix2", reason="stix2 comes with the extra `dev`")
    voice = (Holder("author"), Holder("official", "Bo Ek", ("SWE",)))
    told = stix_bundle((proposal(1, voice=voice), *three()[1:]))
    bundle = stix2.parse(told)
    notes = [one for one in bundle.objects if one.type == "note"]
    assert [one.content for one in notes] == [one.exact for one in three()]
    assert notes[0].authors == ["author of a.txt", "Bo Ek"]
    [report] = [one for one in bundle.objects if one.type == "report"]
    assert report.object_refs == [one.id for one in notes]
    known = {one.id for one in bundle.objects}
    assert {ref for one in notes for ref in one.object_refs} <= known
    assert told == stix_bundle((proposal(1, voice=voice), *three()[1:]))


def test_a_bundle_of_claims_about_nobody_refers_to_whoever_says_so():
    bundle = json.loads(stix_bundle([replace(proposal(), participants=())]))
    [note] = [one for one in bundle["objects"] if one["type"] == "note"]
    [author] = [one for one in bundle["objects"] if one["id"] in note["object_refs"]]
    assert author["name"] == "author of a.txt"


def statements():
    rows = list(csv.DictReader(io.StringIO(ftm_statements(three())), dialect="unix"))
    things: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        things.setdefault(row["entity_id"], {}).setdefault(row["prop"], []).append(
            row["value"]
        )
    return rows, things


def test_statements_are_known_by_the_digest_that_followthemoney_makes():
    rows, things = statements()
    assert tuple(rows[0]) == FTM_COLUMNS
    for row in rows:
        key = f"{row['dataset']}.{row['entity_id']}.{row['prop']}.{row['value']}"
        assert row["id"] == sha1(key.encode()).hexdigest()
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(len(thing["id"]) == 1 for thing in things.values())


def test_an_event_names_who_acts_who_is_involved_and_its_document():
    rows, things = statements()
    schemas = {row["entity_id"]: row["schema"] for row in rows}
    events = [t for id, t in things.items() if schemas[id] == "Event"]
    assert [t["summary"] for t in events] == [[one.exact] for one in three()]
    [actor] = events[0]["organizer"]
    assert things[actor]["name"] == ["Iran"]
    assert schemas[events[0]["proof"][0]] == "Document"


def test_followthemoney_reads_the_statements(tmp_path):
    reason = "followthemoney needs ICU built by hand, and so comes with no extra"
    serialize = pytest.importorskip("followthemoney.statement.serialize", reason=reason)
    table = tmp_path / "s.csv"
    table.write_text(ftm_statements(three()), "utf-8")
    held = list(serialize.read_path_statements(table, "csv"))
    assert len(held) == len(statements()[0])
    assert all(one.prop == "id" or one.id == one.generate_key() for one in held)


def test_claims_as_argdown_stand_with_what_their_words_suggest():
    text = argdown_text(three())
    assert text.count("\n[") == 3
    assert "Iran sent Syria drones" in text
    assert '"document": "a.txt"' in text


@pytest.mark.parametrize("form", ["argdown", "ftm", "stix"])
def test_the_command_says_which_forms_hold_less(form, tmp_path, capsys):
    claims = tmp_path / "c.jsonl"
    claims.write_text("".join(doors.json_text(p) + "\n" for p in three()), "utf-8")
    assert main(["convert", str(claims), "--to", form]) == 0
    assert "holds less than a claim says" in capsys.readouterr().err
