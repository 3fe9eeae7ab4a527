"""The page in a real browser: nothing overflows, nothing is fetched, the cards show.

Skipped where there is no Chromium or no driver (`pip install playwright`; the system's
Chromium does, none need be downloaded).
"""

import shutil

import pytest
from unit.brief import demo

from foedus.brief.render import render

playwright = pytest.importorskip(
    "playwright.sync_api", reason="needs the PyPI package playwright to drive a browser"
)
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs an installed chromium")

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("brief") / "index.html"
    path.write_bytes(render(demo.brief(), "html")["index.html"])
    return path.as_uri()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture(params=[1280, 840, 390])
def shown(request, browser, address):
    page = browser.new_page(viewport={"width": request.param, "height": 900})
    page.troubles, page.asked = [], []
    page.on("console", lambda said: page.troubles.append(said.text))
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(address)
    yield page
    page.close()


def test_the_page_is_no_wider_than_the_window(shown):
    across, window = shown.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert across <= window


def test_opening_every_fold_makes_the_page_no_wider(shown):
    shown.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    across, window = shown.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert across <= window


def test_the_page_asks_for_nothing_and_its_policy_is_kept(shown, address):
    assert shown.asked == [address]
    assert shown.troubles == []


def test_one_drawing_of_each_picture_is_shown(shown):
    seen = shown.evaluate(
        "[...document.querySelectorAll('figure')].map(f => "
        "[...f.querySelectorAll('svg[role=img]')]"
        ".filter(s => s.getBoundingClientRect().width).length)"
    )
    assert set(seen) == {1}


def test_pointing_at_a_mark_shows_its_entry_and_escape_hides_it(shown):
    mark = shown.locator(".marks a").first
    mark.hover()
    card = shown.locator("#shown")
    assert card.is_visible()
    assert "One state owes North Korea help" in card.inner_text()
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= shown.viewport_size["width"]
    shown.keyboard.press("Escape")
    assert card.is_hidden()


@pytest.mark.parametrize("shown", [1280], indirect=True)
def test_axe_finds_nothing_serious_in_a_brief(shown):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    found = axe.Axe().run(shown).response["violations"]
    serious = [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []
