"""Review in a real browser, without a mouse, at two widths, with no other host asked.

Skipped where there is no Chromium, no driver or no web extra. What axe finds is told by
axe-core, which comes inside the PyPI package axe-playwright-python.
"""

import pytest
from browser.serving import served
from browser.test_brief_page import CHROMIUM, QUIET
from unit.faces.web.making import TEXT

from foedus.reading.review import decisions

playwright = pytest.importorskip(
    "playwright.sync_api", reason="needs the PyPI package playwright to drive a browser"
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs an installed chromium")

READER = "review/a%20b.txt"
PAGES = [
    "", "cases/russia-dprk", "cases/russia-dprk/claims", "cases/russia-dprk/brief",
    "cases/russia-dprk/dyad", "cases/russia-dprk/without?source=nis", "documents", "review",
    f"{READER}#here", f"{READER}?open=corrected",
    f"{READER}?open=linked&keys=off", "links", "agreement", "runs", "shelf", "shelf/nmc",
    "jobs", "nowhere", "whatif",
    "whatif?attacker=KOR&victim=PRK&on=2025-01-01&provoked=no&strike=rus_prk_2024:4",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDUS_STORE", str(folder / "store"))
        with served(folder) as made:
            yield made


@pytest.fixture(params=[1280, 390])
def page(request, browser, server):
    opened = browser.new_page(viewport={"width": request.param, "height": 800})
    opened.troubles, opened.asked = [], []
    opened.on("console", lambda said: opened.troubles.append(said.text))
    opened.on("pageerror", lambda error: opened.troubles.append(str(error)))
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    yield opened
    opened.close()


@pytest.fixture
def reader(page, tmp_path):
    with served(tmp_path) as made:
        page.made = made
        page.goto(f"{made.address}{READER}?claim=a-001")
        yield page


def verdicts(page):
    held = decisions(page.made.sitting.journal)
    return [(r.proposal, r.verdict, r.other, r.reason) for r in held]


def looked_at(page):
    return page.locator("#claim").inner_text().split()[0]


def press(page, key, then=None):
    """Press a key that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.keyboard.press(key)
    if then:
        assert looked_at(page) == then


def test_a_document_is_reviewed_by_keyboard_alone(reader):
    page = reader
    press(page, "j", "a-004")
    press(page, "k", "a-001")
    press(page, "s", "a-004")
    press(page, "k", "a-001")
    press(page, "a", "a-004")

    page.keyboard.press("m")
    page.keyboard.type("a-001")
    press(page, "Enter", "a-002")

    page.keyboard.press("c")
    page.keyboard.press("f")  # chooses `forecast`, since the field has the focus
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("irq")
    press(page, "Enter", "a-003")

    page.keyboard.press("l")
    page.keyboard.type("a-001")
    page.keyboard.press("Tab")
    page.keyboard.type("contradicts")
    page.keyboard.press("Tab")
    page.keyboard.type("as it says")
    press(page, "Enter", "a-003")

    page.keyboard.press("r")
    page.keyboard.type("as a joke")
    press(page, "Enter")

    assert verdicts(page) == [
        ("a-001", "accepted", None, ""),
        ("a-004", "merged", "a-001", ""),
        ("a-002", "corrected", None, ""),
        ("a-003", "linked", "a-001", "as it says"),
        ("a-003", "rejected", None, "as a joke"),
    ]
    corrected = decisions(page.made.sitting.journal)[2].coded
    assert (corrected["kind"], corrected["actors"]) == ("forecast", "IRQ")
    assert "0 of 4 claims wait" in page.inner_text("main")
    assert page.troubles == []


def test_a_key_that_is_pressed_twice_decides_once(reader):
    with reader.expect_navigation():
        reader.evaluate(
            """() => {
              for (const key of ['a', 'a', 's']) {
                const pressed = new KeyboardEvent('keydown', {key, bubbles: true});
                document.body.dispatchEvent(pressed);
              }
            }"""
        )
    assert looked_at(reader) == "a-004"
    assert [v[:2] for v in verdicts(reader)] == [("a-001", "accepted")]
    reader.go_back()
    reader.keyboard.press("r")
    assert reader.locator("#why-not").is_visible()


def test_help_opens_escape_leaves_and_keys_can_be_turned_off(reader):
    page = reader
    page.keyboard.press("?")
    assert page.locator(".help").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator(".help").get_attribute("open") is None
    page.keyboard.press("r")
    page.keyboard.type("aaa jjj")
    assert page.locator("#why-not").input_value() == "aaa jjj"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_text("Turn the keys off").click()
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    assert verdicts(page) == []


def test_the_text_in_the_browser_is_the_document_to_the_letter(reader):
    shown = reader.evaluate("document.getElementById('text').textContent")
    assert shown == TEXT
    here = reader.locator("#here")
    box, window = here.bounding_box(), reader.viewport_size
    assert 0 <= box["y"] <= window["height"]


def test_words_chosen_after_a_sign_of_two_units_find_the_claim_on_them(reader):
    reader.evaluate(
        """() => {
          const walk = document.createTreeWalker(document.getElementById('text'), 4);
          for (let node; (node = walk.nextNode()); ) {
            const at = node.data.indexOf('Iraq');
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 4);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
        }"""
    )
    press(reader, "f", "a-002")
    assert "Claims on the words chosen" in reader.inner_text(".desk")
    start = TEXT.index("Iraq") + 1
    assert f"from={start}&to={start + 4}" in reader.url


def test_a_click_on_words_of_two_claims_goes_round_them(reader):
    over = reader.locator("mark[data-claims='a-001 a-004']").first
    with reader.expect_navigation():
        over.click()
    assert looked_at(reader) == "a-004"
    with reader.expect_navigation():
        reader.locator("mark[data-claims='a-001 a-004']").first.click()
    assert looked_at(reader) == "a-001"


def test_an_address_brings_the_same_view_in_another_browser(reader, browser):
    press(reader, "j", "a-004")
    other = browser.new_page()
    other.goto(reader.url)
    assert looked_at(other) == "a-004"
    other.close()


def test_a_document_is_sent_from_the_browser_and_a_refusal_is_told(page, tmp_path):
    with served(tmp_path, sitting=None) as made:
        page.goto(f"{made.address}documents")
        words = {"name": "new.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
        page.set_input_files("#file", words)
        with page.expect_navigation():
            page.get_by_role("button", name="Send it").press("Enter")
        assert "new.txt is there now" in page.inner_text("main")
        page.set_input_files("#file", words)
        page.get_by_role("button", name="Send it").press("Enter")
        page.get_by_text("is there already").wait_for()
        assert (tmp_path / "new.txt").read_text() == TEXT
        assert [said for said in page.troubles if "400" not in said] == []


def test_without_scripts_the_review_goes_by_links_and_forms(browser, tmp_path):
    with served(tmp_path) as made:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.made = made
        page.goto(f"{made.address}{READER}?claim=a-001")
        page.get_by_role("button", name="Accept a").click()
        assert looked_at(page) == "a-004"
        page.get_by_role("link", name="Next j").click()
        assert looked_at(page) == "a-002"
        assert [v[:2] for v in verdicts(page)] == [("a-001", "accepted")]
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_window_or_asks_another_host(page, server, path):
    page.goto(server.address + path)
    across, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert across <= window
    asked = (url for url in page.asked if not url.startswith("data:"))
    assert {url[: len(server.address)] for url in asked} == {server.address}
    told = [said for said in page.troubles if "404" not in said]
    assert told == []


def serious(axe, page):
    """What axe finds that keeps somebody out."""
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in axe.Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.fixture
def axe():
    return pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )


@pytest.mark.parametrize("page", [1280], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(page, server, path, axe):
    page.goto(server.address + path)
    assert serious(axe, page) == []


@pytest.mark.parametrize("page", [390], indirect=True)
def test_axe_finds_nothing_serious_in_the_reader_on_a_narrow_screen(page, server, axe):
    page.goto(f"{server.address}{READER}#here")
    assert serious(axe, page) == []


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_axe_does_find_what_is_wrong(page, axe):
    page.set_content("<html lang=en><title>a</title><main><h1>a</h1><img src=x></main>")
    assert [id for id, _ in serious(axe, page)] == ["image-alt"]
