"""Every page shows what the rooms below say, and bad input comes back as a clear page."""

from datetime import date
from importlib.resources import files
from time import monotonic, sleep

import pytest
from unit.faces.web.making import client, sent, told

from foedus.cases.blank import start_case
from foedus.faces.web.board import Board
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Unit, exactly
from foedus.questions.answer import Answer
from foedus.study.pages import Page, Pages
from foedus.study.store import store_here

WHATIF = "/whatif?attacker=KOR&victim=PRK&on=2025-01-01&provoked=no"


@pytest.fixture
def caller(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))
    return client(tmp_path)


def answer(value):
    number = exactly(value, Unit.COUNT, "a test")
    result = Result(ResultId("evidence.x"), "evidence", "Things counted", number, (),
                    date(2025, 1, 1))  # fmt: skip
    return Answer("evidence", "russia-dprk", date(2025, 1, 1), (result,), basis="ab12")


def test_the_first_page_lists_cases_of_the_package_and_of_the_workspace(caller, tmp_path):
    start_case("mine", tmp_path)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "case.yaml").write_text("title: [")
    text = told(caller.get("/"))
    assert "russia-dprk · as of" in text
    assert "mine" in text
    assert "broken It cannot be read" in text
    assert caller.get("/cases/mine").status_code == 200


def test_a_case_that_is_not_there_is_not_found_and_the_list_is_named(caller):
    answer = caller.get("/cases/nothing/brief")
    assert answer.status_code == 404
    assert "one of russia-dprk" in told(answer)


def test_a_case_outside_the_workspace_is_not_opened(caller, tmp_path_factory, tmp_path):
    outside = tmp_path_factory.mktemp("outside")
    start_case("theirs", outside)
    (tmp_path / "theirs").symlink_to(outside / "theirs")
    assert caller.get("/cases/theirs").status_code == 404


def test_a_case_tells_its_question_and_what_was_left_out(caller):
    text = told(caller.get("/cases/russia-dprk"))
    assert "Left out of this case" in text
    assert "claims of" in text


def test_claims_on_one_number_stand_side_by_side(caller):
    text = told(caller.get("/cases/russia-dprk/claims"))
    assert "Claims against each other" in text
    assert "graded" in text
    assert caller.get("/cases/russia-dprk/claims?parameter=none").status_code == 200


def test_striking_an_article_shows_who_is_no_longer_bound(caller):
    before = told(caller.get(WHATIF))
    assert "Beside the victim China, North Korea China, North Korea" in before
    after = told(caller.get(f"{WHATIF}&strike=rus_prk_2024:4"))
    bound = "Bound to fight if a fact that is not known favours it"
    assert f"{bound} Russia nobody" in after
    kept = told(caller.get(f"{WHATIF}&conditional=yes&strike=rus_prk_2024:4"))
    assert "Kept out: Russia" in kept


def test_who_keeps_promises_can_be_told(caller):
    assert "Kept out: China" in told(caller.get(f"{WHATIF}&honour=none"))
    assert "Kept out: nobody" in told(caller.get(f"{WHATIF}&honour=states&keeps=CHN"))


def test_the_articles_that_keep_a_state_out_are_named(caller):
    text = told(caller.get(f"{WHATIF}&conditional=yes&keep_out=RUS"))
    assert "Keeping Russia out" in text
    assert "Partnership, Russia-DPRK, article 4 ( strike it )" in text
    assert "It is not drawn in" in told(caller.get(f"{WHATIF}&keep_out=BRA"))
    assert caller.get(f"{WHATIF}&keep_out=PRK").status_code == 400


def test_the_treaties_of_a_case_can_be_taken_alone(caller):
    text = told(caller.get(f"{WHATIF}&case=russia-dprk&strike=rus_prk_2024:4"))
    assert "Who fights" in text


@pytest.mark.parametrize(
    "query",
    [
        "attacker=KOR", "attacker=XX&victim=PRK", "attacker=PRK&victim=PRK",
        "attacker=KOR&victim=PRK&on=yesterday", "attacker=KOR&victim=PRK&kind=love",
        "attacker=KOR&victim=PRK&honour=some", "attacker=KOR&victim=PRK&place=moon",
        "attacker=KOR&victim=PRK&strike=rus_prk_2024:99",
        "attacker=KOR&victim=PRK&reading=x",
        "attacker=KOR&victim=PRK&honour=states&keeps=XX", "case=nothing",
        "attacker=KOR&victim=PRK&provoked=perhaps", "attacker=%00&victim=%F0%9F%99%82",
    ],
)  # fmt: skip
def test_bad_input_is_told_above_the_form_which_keeps_what_was_written(caller, query):
    page = caller.get(f"/whatif?{query}")
    assert page.status_code in (400, 404)
    assert "To mend it" in told(page)
    if "victim=PRK" in query:
        assert 'name="victim" value="PRK"' in page.text


@pytest.mark.parametrize("query", ["runs=1", "runs=many", "seed=-1", "as_of=soon",
                                   "runs=99999999999999999999"])  # fmt: skip
def test_an_option_of_the_brief_that_means_nothing_is_refused(caller, query):
    page = caller.get(f"/cases/russia-dprk/brief?{query}")
    assert page.status_code == 400
    assert "expected" in told(page).lower()


def test_a_brief_that_is_kept_is_shown_at_once_under_its_own_policy(caller, monkeypatch):
    policy = "default-src 'none'; style-src 'sha256-x'"
    html = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><p>Kept.'
    monkeypatch.setattr(Pages, "find", lambda self, name: Page(html.encode()))
    page = caller.get("/cases/russia-dprk/brief")
    assert page.text == html
    held = page.headers["content-security-policy"]
    assert held == f"{policy}; frame-ancestors 'none'"


def test_a_pair_is_asked_for_and_unknown_states_are_refused(caller):
    assert "One state" in told(caller.get("/cases/russia-dprk/dyad"))
    assert caller.get("/cases/russia-dprk/dyad?a=RUS&b=Nowhere").status_code == 400
    page = caller.get("/cases/russia-dprk/dyad?a=CHN&b=PRK")
    assert "History: China and North Korea" in told(page)
    assert "Build it" in told(page)


def test_a_source_is_left_out_by_a_job_and_an_unknown_one_is_refused(caller):
    page = caller.get("/cases/russia-dprk/without?source=nis")
    assert "russia-dprk without nis" in told(page)
    assert "Build it" in told(page)
    page = caller.get("/cases/russia-dprk/without?source=nobody")
    assert page.status_code == 400
    assert "knows no source" in told(page)
    assert "What changes?" in told(caller.get("/cases/russia-dprk/claims"))


def test_the_shelf_tells_each_data_set_with_its_checksums(caller):
    text = told(caller.get("/shelf"))
    assert "atop_members" in text
    text = told(caller.get("/shelf/atop_members"))
    assert "SHA-256" in text
    assert "Left out" in text
    assert caller.get("/shelf/nothing").status_code == 404


def test_runs_are_listed_and_two_are_compared(caller):
    assert "Nothing is kept yet" in told(caller.get("/runs"))
    one, other = "aa" * 8, "bb" * 8
    store_here().keep(one, answer(1))
    store_here().keep(other, answer(2))
    (store_here().root / f"{'cc' * 8}.json").write_text("{")
    text = told(caller.get("/runs"))
    assert "evidence russia-dprk 2025-01-01 1" in text
    assert "not readable" in text
    assert "Things counted" in told(caller.get(f"/runs/{one}"))
    text = told(caller.get(f"/compare?a={one}&b={other}"))
    assert "Things counted 1 2 intervals apart" in text
    assert caller.get(f"/compare?a={one}&b=dd").status_code == 404
    assert caller.get("/runs?page=0").status_code == 400


def test_a_page_that_fails_says_so_and_not_how(tmp_path, monkeypatch):
    from starlette.testclient import TestClient
    from unit.faces.web.making import HERE, setting

    from foedus.faces.web.app import application

    def broken():
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("foedus.faces.web.pages.runs.store_here", broken)
    app = application(setting(tmp_path), board=Board())
    caller = TestClient(app, base_url=HERE, raise_server_exceptions=False)
    page = caller.get("/runs")
    assert page.status_code == 500
    assert "ZeroDivisionError" in told(page)
    assert "secret detail" not in page.text
    assert page.headers["x-content-type-options"] == "nosniff"


def test_every_style_and_script_is_served_as_it_stands(caller):
    for entry in files("foedus.faces.web.assets").iterdir():
        if entry.name.endswith((".css", ".js")):
            assert caller.get(f"/assets/{entry.name}").text == entry.read_text("utf-8")


def test_a_pair_is_built_once_as_a_job_and_then_shown(caller):
    address = "/cases/russia-dprk/dyad?a=RUS&b=PRK"
    page = sent(caller, address).headers["location"]
    begun = monotonic()
    while not caller.get(f"{page}/standing").json()["over"]:
        assert monotonic() - begun < 120
        sleep(0.1)
    assert caller.get(f"{page}/standing").json()["state"] == "done", told(caller.get(page))
    shown = caller.get(address)
    assert "Foedus brief" in told(shown)
    assert "sha256-" in shown.headers["content-security-policy"]
