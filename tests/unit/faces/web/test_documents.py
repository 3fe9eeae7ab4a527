"""From a document to its claims without leaving the browser, within bounds."""

from time import monotonic, sleep

import pytest
from unit.faces.web.making import client, sent, told
from unit.reading.making import needs_parser

from foedus.doors import MOST_BYTES
from foedus.faces.web.guard import BYTES, SECRET

WORDS = "Iran sent Syria 200 drones on 3 May 2024. Iraq may send some in 2025.\n"


@pytest.fixture
def caller(tmp_path):
    return client(tmp_path, sitting=None)


def upload(caller, name, content, **headers):
    whole = {"content-type": BYTES, SECRET: caller.setting.secret, **headers}
    return caller.post(f"/documents/sent?name={name}", content=content, headers=whole)


def test_a_document_that_is_sent_lies_in_the_folder_and_is_listed(caller, tmp_path):
    answer = upload(caller, "new.txt", WORDS)
    assert answer.status_code == 303
    assert (tmp_path / "new.txt").read_text() == WORDS
    text = told(caller.get(answer.headers["location"]))
    assert "new.txt is there now" in text
    assert "new.txt 70 – Read it" in text
    assert upload(caller, "new.txt", "other").status_code == 400
    assert (tmp_path / "new.txt").read_text() == WORDS


@pytest.mark.parametrize("name", ["..%2Fout.txt", "a.exe", "", "%2Fetc%2Fa.txt", ".a.txt"])
def test_a_name_that_leads_elsewhere_is_refused(caller, tmp_path, name):
    assert upload(caller, name, WORDS).status_code == 400
    assert list(tmp_path.iterdir()) == []


def test_too_much_is_refused_by_what_is_told_and_by_what_comes(caller, tmp_path):
    much = {"content-length": str(MOST_BYTES + 1)}
    assert upload(caller, "a.txt", WORDS, **much).status_code == 413
    pieces = (b"a" * 2**20 for _ in range(MOST_BYTES // 2**20 + 1))
    assert upload(caller, "a.txt", pieces).status_code == 400
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({SECRET: "wrong"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "multipart/form-data; boundary=x"}, 415),
    ],
)
def test_no_page_elsewhere_can_send_a_document(caller, tmp_path, headers, status):
    assert upload(caller, "a.txt", WORDS, **headers).status_code == status
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_is_not_in_the_list_is_not_read(caller):
    answer = sent(caller, "/documents", document="../secret.txt")
    assert answer.status_code == 400
    assert "one of the list" in told(answer)


def until_over(caller, answer):
    page, begun = answer.headers["location"], monotonic()
    while not caller.get(f"{page}/standing").json()["over"]:
        assert monotonic() - begun < 120
        sleep(0.1)
    return page, caller.get(f"{page}/standing").json()


@needs_parser
def test_a_document_is_read_as_a_job_and_its_claims_are_under_review(caller, tmp_path):
    upload(caller, "new.txt", WORDS)
    page, over = until_over(caller, sent(caller, "/documents", document="new.txt"))
    assert over["state"] == "done", told(caller.get(page))
    assert over["to"] == "/review/new.txt"
    assert "claims wait for ann" in told(caller.get(over["to"]))
    assert "Review" in told(caller.get("/documents"))
    assert (tmp_path / "claims.jsonl").is_file()
    page, over = until_over(caller, sent(caller, "/documents", document="new.txt"))
    assert over["state"] == "failed"
    assert "new.txt was read before" in told(caller.get(page))
