import hashlib
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foedus.faults import DataFault, ShelfFault
from foedus.sources import shelf as room
from foedus.sources.shelf import Shelf, shelf_here
from foedus.sources.source import Pinned, names, read_source, source

BYTES = b"ccode,year\n2,1816\n" * 1000
PIN = Pinned("https://a.org/x.csv", hashlib.sha256(BYTES).hexdigest(), len(BYTES))


@pytest.fixture
def shelf(tmp_path):
    """A shelf with nothing on it, beside a mirror that holds PIN; no network."""
    near = tmp_path / "mirror" / PIN.place
    near.parent.mkdir(parents=True)
    near.write_bytes(BYTES)
    return Shelf(tmp_path / "shelf", tmp_path / "mirror", online=False)


def test_a_file_is_brought_once(shelf, monkeypatch):
    path = shelf.fetch(PIN)
    assert path == shelf.root / "a.org" / "x.csv"
    monkeypatch.setattr(room, "bring", None)
    assert shelf.fetch(PIN) == path


def test_a_damaged_file_is_brought_again(shelf):
    path = shelf.fetch(PIN)
    path.write_bytes(BYTES[:-1] + b"!")
    assert shelf.fetch(PIN).read_bytes() == BYTES


def test_a_mirror_serves_without_a_get(shelf):
    assert shelf.held(PIN, "x") == shelf.mirror / PIN.place
    assert not shelf.root.exists()


def test_the_shelf_goes_before_the_mirror(shelf):
    path = shelf.fetch(PIN)
    assert shelf.held(PIN, "x") == path


def test_a_file_is_hashed_once_while_it_stands(shelf, monkeypatch):
    shelf.held(PIN, "x")
    monkeypatch.setattr(room, "digest_of", None)
    shelf.held(PIN, "x")


def test_a_file_that_was_written_since_is_hashed_again(shelf):
    place = shelf.held(PIN, "x")
    time.sleep(0.01)
    place.write_bytes(b"!" + BYTES[1:])
    with pytest.raises(ShelfFault, match="damaged"):
        shelf.held(PIN, "x")


def test_what_is_not_here_says_how_to_get_it(tmp_path):
    with pytest.raises(ShelfFault, match="foedus shelf get nmc"):
        Shelf(tmp_path).table("nmc")


def test_reading_never_opens_the_network(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "bring", None)
    with pytest.raises(ShelfFault):
        Shelf(tmp_path, online=True).paths("nmc")


def test_an_unknown_name_is_a_fault_of_the_shelf(tmp_path):
    for act in (Shelf(tmp_path).get, Shelf(tmp_path).table, Shelf(tmp_path).paths):
        with pytest.raises(ShelfFault, match="no data set is called 'table'"):
            act("table")


def test_a_shelf_that_cannot_be_made_is_a_fault(tmp_path):
    (tmp_path / "shelf").write_text("a file stands in the way")
    with pytest.raises(ShelfFault, match="FOEDUS_SHELF"):
        Shelf(tmp_path / "shelf").fetch(PIN)


def test_states_tell_where_the_bytes_are(tmp_path):
    pinned = source("nmc").files[0]
    empty = Shelf(tmp_path / "shelf", tmp_path / "mirror")
    there = {s.name: s.where for s in empty.states()}
    assert set(there.values()) == {"not here", "on request"}
    assert there["gsdb"] == "on request"
    assert [s.name for s in empty.states()] == list(names())
    for root, where in ((tmp_path / "mirror", "mirror"), (tmp_path / "shelf", "shelf")):
        (root / pinned.place).parent.mkdir(parents=True)
        (root / pinned.place).write_bytes(b"\0" * pinned.bytes)
        assert {s.name: s.where for s in empty.states()}["nmc"] == where
    (tmp_path / "mirror" / pinned.place).unlink()
    (tmp_path / "shelf" / pinned.place).write_bytes(b"torn")
    assert {s.name: s.where for s in empty.states()}["nmc"] == "damaged"


def test_verify_finds_wrong_bytes_and_broken_transfers(tmp_path):
    place = tmp_path / source("nmc").files[0].place
    assert Shelf(tmp_path).verify() == ()
    place.parent.mkdir(parents=True)
    place.write_bytes(b"wrong")
    place.with_name(place.name + ".part").write_bytes(b"half")
    breach, note = Shelf(tmp_path).verify()
    assert (breach.weight, breach.where) == ("breach", str(place))
    assert "foedus shelf get nmc" in breach.remark
    assert note.weight == "note"


def test_the_environment_names_the_shelf(monkeypatch, tmp_path):
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path))
    monkeypatch.delenv("FOEDUS_MIRROR", raising=False)
    assert shelf_here() == Shelf(tmp_path)
    monkeypatch.delenv("FOEDUS_SHELF")
    monkeypatch.setenv("FOEDUS_MIRROR", "m")
    assert shelf_here().root.name == "shelf"
    assert shelf_here().mirror == Path("m")


BRINGER = """
import sys
from pathlib import Path
from foedus.sources import shelf, transfer
from foedus.sources.source import Pinned

brought = []
def slowly(*args, **ways):
    import time
    brought.append(1)
    time.sleep(0.5)
    transfer.bring(*args, **ways)

shelf.bring = slowly
root, mirror, url, sha256, size = sys.argv[1:]
here = shelf.Shelf(Path(root), Path(mirror), online=False)
path = here.fetch(Pinned(url, sha256, int(size)))
print(len(brought), len(path.read_bytes()))
"""


def test_of_two_processes_one_brings_and_the_other_waits(shelf):
    words = [shelf.root, shelf.mirror, PIN.url, PIN.sha256, PIN.bytes]
    command = [sys.executable, "-c", BRINGER, *map(str, words)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in "ab"]
    said = sorted(process.communicate(timeout=60)[0].split() for process in both)
    assert said == [["0", str(PIN.bytes)], ["1", str(PIN.bytes)]]
    assert [p.name for p in (shelf.root / "a.org").iterdir()] == ["x.csv"]


ON_REQUEST = """
name: nmc
title: Grain
producer: A Ministry
version: "1"
terms: on request
citation: "@misc{grain}"
home_page: https://example.org/ask
unit_of_observation: one state in one year
shape: state-year
system: cow
coverage: {first: 1900, last: 1910}
key: [year]
labels: {year: {column: yr, kind: year, meaning: the year}}
fields: {}
left_out: []
"""


def test_what_is_handed_out_on_request_is_taken_from_the_users_own_copy(
    tmp_path, monkeypatch
):
    known = read_source(ON_REQUEST, where="x")
    monkeypatch.setattr(room, "source", lambda name: known)
    monkeypatch.setattr(room, "names", lambda: ("nmc",))
    assert Shelf(tmp_path).states()[0].where == "on request"
    with pytest.raises(ShelfFault, match=r"ask at https://example\.org/ask"):
        Shelf(tmp_path).get("nmc")
    own = tmp_path / "own" / "nmc" / "grain.csv"
    own.parent.mkdir(parents=True)
    own.write_text("yr\n1900\n")
    assert Shelf(tmp_path).get("nmc") == (own,)
    assert Shelf(tmp_path).states()[0].where == "shelf"


GSDB = (
    "case_id,sanctioned_state_iso3,sanctioning_state_iso3,year,trade,arms,military,"
    "financial,travel,other\n"
)


def copies(tmp_path, name, *rows):
    path = tmp_path / name
    path.write_text(GSDB + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def test_an_own_copy_replaces_the_one_before_it(tmp_path):
    shelf = Shelf(tmp_path / "shelf", online=False)
    one = copies(tmp_path, "one.csv", "1,CUB,USA,1962,1,0,0,0,0,0")
    two = copies(tmp_path, "two.csv", "1,CUB,USA,1963,1,0,0,0,0,0")
    for path in (one, two):
        [held] = shelf.take("gsdb", [path])
        assert held.name == path.name
    assert shelf.paths("gsdb") == (tmp_path / "shelf" / "own" / "gsdb" / "two.csv",)
    assert shelf.table("gsdb").frame["year"].to_list() == [1963]


def test_an_own_copy_that_cannot_be_read_leaves_the_one_before_it(tmp_path):
    shelf = Shelf(tmp_path / "shelf", online=False)
    shelf.take("gsdb", [copies(tmp_path, "one.csv", "1,CUB,USA,1962,1,0,0,0,0,0")])
    broken = copies(tmp_path, "two.csv", "1,CUB,USA,1963,7,0,0,0,0,0")
    with pytest.raises(DataFault, match="trade"):
        shelf.take("gsdb", [broken])
    assert shelf.paths("gsdb")[0].name == "one.csv"


def test_an_own_copy_that_the_disk_cannot_hold_leaves_the_one_before_it(
    tmp_path, monkeypatch
):
    shelf = Shelf(tmp_path / "shelf", online=False)
    shelf.take("gsdb", [copies(tmp_path, "one.csv", "1,CUB,USA,1962,1,0,0,0,0,0")])
    another = copies(tmp_path, "two.csv", "1,CUB,USA,1963,1,0,0,0,0,0")

    def full(source, goal):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(ShelfFault, match="No space left"):
        shelf.take("gsdb", [another])
    assert shelf.paths("gsdb")[0].name == "one.csv"
    assert [p.name for p in (tmp_path / "shelf" / "own").iterdir()] == ["gsdb"]


def test_what_has_an_address_is_not_taken_from_the_user(tmp_path):
    with pytest.raises(ShelfFault, match="has an address"):
        Shelf(tmp_path).take("nmc", [tmp_path / "nmc.csv"])
