"""A real browser walks through the pages with the keyboard alone; axe-core looks at each."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from reviewgraph.serving.settings import Settings
from serving.running import running

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parents[1] / ".tools" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
MOST_TABS = 400
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None or not AXE.is_file(),
        reason="chromium or axe-core is missing (tests/serving/install): "
        "the pages have NOT been tried in a browser",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(corpus: Path) -> Iterator[str]:
    with running(Settings(graph=corpus)) as address:
        yield address


class Walker:
    """A page, what went wrong on it, and a keyboard."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(address)
                else self.faults.append(f"asked {request.url}")
            ),
        )

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.faults.append(text)

    def check(self) -> None:
        """Hold the page against axe-core's rules, and see that it fits its width."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate("rules => axe.run(document, rules)", RULES)
        violations = [
            f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]
        assert violations == [], f"{self.page.url}: {violations}"
        assert len(found["passes"]) > 10
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"
        assert self.faults == [], self.page.url

    def tab_to(self, selector: str) -> None:
        """Press the tab key until what the selector names has the focus, and see that it shows."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                outline = self.page.evaluate(
                    "getComputedStyle(document.activeElement).outlineStyle"
                )
                assert outline != "none", f"{selector} does not show that it has the focus"
                return
        raise AssertionError(f"{selector} cannot be reached by the tab key on {self.page.url}")

    def enter(self, selector: str) -> None:
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture(params=["desktop", "phone", "dark"])
def walker(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Walker]:
    context = browser.new_context(
        base_url=site,
        viewport=PHONE if request.param == "phone" else DESKTOP,
        color_scheme="dark" if request.param == "dark" else "light",
    )
    yield Walker(context.new_page(), site)
    context.close()


def test_a_walk_from_question_to_evidence(walker: Walker) -> None:
    page = walker.page
    page.goto("/")
    walker.check()

    walker.tab_to("input[name=q]")
    page.keyboard.type("mental capacity")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    walker.check()
    assert page.locator("mark").count() > 0

    walker.enter(".hints a")
    assert page.locator("h1").inner_text().startswith("Mental capacity")
    walker.check()

    walker.enter(".entry .where a[href*='/doc/recommendation/']")
    walker.tab_to("details.why > summary")
    page.keyboard.press("Enter")
    assert page.locator("details.why[open]").count() == 1
    assert page.locator("details.why[open] dt").first.is_visible()
    walker.check()

    walker.enter(".mentions a[href*='/doc/agency/']")
    assert page.locator(".kicker").inner_text() != ""
    walker.check()

    walker.enter("nav a[href$='/console']")
    walker.check()
    page.locator("#stored").focus()
    page.locator("#stored").select_option("themes-by-frequency")
    page.locator("#query").focus()
    page.keyboard.press("Control+Enter")
    page.locator("#rows td").first.wait_for()
    assert page.locator("#chart rect").count() > 3
    walker.check()


@pytest.mark.parametrize(
    "path",
    [
        "/reviews.html",
        "/themes.html",
        "/agencies.html",
        "/about.html",
        "/queries",
        "/queries/recommendations-by-theme?theme=mental-capacity",
        "/doc/review/6391f4df-havering.html",
        "/doc/theme/group-risk.html",
        "/doc/concept/agency-type--council.html",
        "/search?q=risk&type=agency-type--council",
        "/search?q=xyzzy",
        "/not-there",
    ],
)
def test_other_pages_keep_the_rules(walker: Walker, path: str) -> None:
    answer = walker.page.goto(path)
    assert answer is not None
    if path == "/not-there":
        walker.faults.clear()
    walker.check()


def test_the_console_tells_a_fault(walker: Walker) -> None:
    page = walker.page
    page.goto("/console")
    page.locator("#query").fill("SELECT ?x {")
    page.locator(".run button").click()
    page.locator("#said:has-text('not a SPARQL query')").wait_for()
    walker.faults.clear()
    walker.check()


def test_the_checks_see_faults(walker: Walker) -> None:
    page = walker.page
    page.goto("/about.html")
    page.evaluate("document.querySelector('main').innerHTML += '<input><h1>Again</h1>'")
    with pytest.raises(AssertionError, match="label"):
        walker.check()
    page.goto("/about.html")
    page.evaluate("fetch('http://example.org/').catch(() => null)")
    with pytest.raises(AssertionError, match="/about"):
        walker.check()


def test_without_script_a_form_still_answers(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search?q=training")
    assert page.locator(".entry").count() > 0
    page.goto("/queries/review-list")
    assert page.locator("table.answer tbody tr").count() > 0
    context.close()
