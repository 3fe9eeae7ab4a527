"""No page elsewhere drives the server, and nothing too much or malformed comes in."""

import pytest
from unit.faces.web.making import HERE, client, sent, told

from foedus.faces.cli import main
from foedus.faces.web.guard import MOST_FIELDS, MOST_SENT
from foedus.faces.web.setting import check_token, is_loopback
from foedus.faults import NeedFault
from foedus.reading.review import decisions

TOKEN = "a-token-of-twenty-eight-chars"
READER = "/review/a%20b.txt?claim=a-001"
ACCEPT = {"verdict": "accepted", "seen": "0"}


@pytest.fixture
def caller(tmp_path):
    return client(tmp_path)


def made(caller):
    return decisions(caller.setting.sitting.journal)


@pytest.mark.parametrize("host", ["evil.example:8650", "127.0.0.1", "127.0.0.1:80", ""])
def test_a_host_that_is_not_ours_is_refused(caller, host):
    answer = caller.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert caller.setting.secret not in answer.text


@pytest.mark.parametrize("host", ["localhost:8650", "127.0.0.1:8650", "[::1]:8650"])
def test_each_name_of_this_machine_is_ours(caller, host):
    assert caller.get("/review", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8650"},
        {"origin": "http://127.0.0.1:8651"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_a_form_from_elsewhere_is_refused_even_with_the_secret(caller, headers):
    form = {"secret": caller.setting.secret, **ACCEPT}
    assert caller.post(READER, data=form, headers=headers).status_code == 403
    assert made(caller) == ()


@pytest.mark.parametrize("secret", [None, "", "wrong", "é"])
def test_a_form_without_the_secret_of_this_run_is_refused(caller, secret):
    form = ACCEPT if secret is None else {"secret": secret, **ACCEPT}
    answer = caller.post(READER, data=form, headers={"origin": HERE})
    assert answer.status_code == 403
    assert "nothing was changed" in told(answer)
    assert made(caller) == ()


def test_a_form_of_our_own_page_is_taken(caller):
    form = {"secret": caller.setting.secret, **ACCEPT}
    assert caller.post(READER, data=form, headers={"origin": HERE}).status_code == 303
    assert len(made(caller)) == 1


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(caller, method):
    assert caller.request(method, READER).status_code == 405


def test_no_address_changes_anything_when_it_is_only_looked_at(caller):
    for query in ("verdict=accepted&seen=0", "claim=a-001&verdict=rejected"):
        secret = caller.setting.secret
        assert caller.get(f"/review/a%20b.txt?{query}&secret={secret}").status_code == 200
    assert made(caller) == ()


def test_too_much_is_refused_whether_its_length_is_told_or_not(caller):
    much = "secret=" + "a" * MOST_SENT
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert caller.post(READER, content=much, headers=kind).status_code == 413
    pieces = (much[at : at + 999].encode() for at in range(0, len(much), 999))
    assert caller.post(READER, content=pieces, headers=kind).status_code == 413
    assert made(caller) == ()


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        ("{}", "application/json", 415),
        ("a=b", "multipart/form-data; boundary=x", 415),
        ("a=%ff%fe", "application/x-www-form-urlencoded", 400),
        ("é=1".encode(), "application/x-www-form-urlencoded", 400),
        ("&".join(f"a{n}=1" for n in range(MOST_FIELDS + 1)),
         "application/x-www-form-urlencoded", 400),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused_with_a_reason(caller, content, kind, status):
    answer = caller.post(READER, content=content, headers={"content-type": kind})
    assert answer.status_code == status
    assert "To mend it" in told(answer)


@pytest.mark.parametrize("address", ["/", "/review", "/nowhere", READER, "/assets/web.css"])
def test_every_answer_carries_the_safe_headers(caller, address):
    headers = caller.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_nothing_on_a_page_is_fetched_from_elsewhere_or_stands_inside_it(caller):
    for address in ("/", "/review", READER, "/links", "/whatif"):
        text = caller.get(address).text
        assert "<script>" not in text
        assert " style=" not in text
        assert " onclick" not in text
        assert 'src="http' not in text
        assert 'rel="stylesheet" href="http' not in text


@pytest.mark.parametrize("path", ["/assets/../app.py", "/assets/%2e%2e/app.py",
                                  "/review/..%2Fclaims.jsonl", "/review/%2Fetc%2Fpasswd",
                                  "/cases/%2e%2e", "/cases/%2Fetc", "/runs/..%2F..%2Fx",
                                  "/cases/%2e%2e/brief"])  # fmt: skip
def test_no_address_leads_out_of_what_is_shown(caller, path):
    assert caller.get(path).status_code == 404


def test_bound_beyond_this_machine_everybody_is_asked_for_the_token(tmp_path):
    caller = client(tmp_path, host="192.0.2.7", token=TOKEN)
    assert caller.get("/review").status_code == 401
    assert caller.get("/review", headers={"authorization": "Bearer no"}).status_code == 401
    bearer = {"authorization": f"Bearer {TOKEN}"}
    assert caller.get("/review", headers=bearer).status_code == 200
    assert caller.get("/assets/web.css").status_code == 200


def test_a_browser_enters_by_a_form_that_tells_a_stranger_no_secret(tmp_path):
    caller = client(tmp_path, host="192.0.2.7", token=TOKEN)
    assert caller.setting.secret not in caller.get("/enter").text
    form = {"secret": caller.setting.door, "token": "wrong"}
    assert caller.post("/enter", data=form).status_code == 401
    answer = caller.post("/enter", data={**form, "token": TOKEN})
    assert answer.status_code == 303
    kept = answer.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=strict" in kept
    assert caller.get("/review").status_code == 200
    assert (
        caller.post(READER, data={**ACCEPT, "secret": caller.setting.door}).status_code
        == 403
    )
    assert sent(caller, READER, **ACCEPT).status_code == 303


@pytest.mark.parametrize("token", [None, "", "short"])
def test_without_a_good_token_the_server_is_not_bound_beyond_this_machine(token):
    with pytest.raises(NeedFault, match=r"bound to 0\.0\.0\.0"):
        check_token(token, "0.0.0.0")
    check_token(token, "127.0.0.1")
    check_token(TOKEN, "0.0.0.0")


def test_names_that_are_no_loopback_address_are_beyond_this_machine():
    assert is_loopback("::1")
    assert not is_loopback("example.org")


def test_the_command_refuses_to_be_reached_from_elsewhere_without_a_token(
    monkeypatch, capsys
):
    monkeypatch.delenv("FOEDUS_TOKEN", raising=False)
    assert main(["serve", "--host", "0.0.0.0"]) == 1
    assert "FOEDUS_TOKEN" in " ".join(capsys.readouterr().err.split())
