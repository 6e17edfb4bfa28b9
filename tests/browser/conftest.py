"""A served application, a real browser on it, and axe-core, which has to find nothing on any page."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright
from werkzeug.serving import make_server

from tests.support.writes import RequestWatch

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
QUIET = [
    "--no-first-run",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
    # The long ones first, so that no process is left alone with one at the end.
    items.sort(key=lambda item: not (item.get_closest_marker("browser") and item.get_closest_marker("slow")))


def _executable() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named is not None:
        return named or None  # empty: Playwright's own
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for path in map(shutil.which, names) if path), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run."""
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_executable(), args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """Address of the application, served in a thread on the test's own database."""
    watch = RequestWatch.of(app)
    watch.clear()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    watch.raise_problems()


@pytest.fixture
def open_browser(chromium: Browser, live_server: str) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser session of its own: `open_browser()` or `open_browser(viewport=PHONE)`.

    Call it once for each person of a journey. A JavaScript error or a refused file fails the test.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_one(**options: object) -> Page:
        options.setdefault("viewport", DESKTOP)
        context = chromium.new_context(base_url=live_server, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda request: problems.append(f"{request.url}: {request.failure}"))
        return page

    yield open_one
    for context in contexts:
        context.close()
    unexpected = [p for p in problems if "ERR_ABORTED" not in p]
    assert unexpected == []


@pytest.fixture
def page(open_browser: Callable[..., Page]) -> Page:
    """One page at desktop width."""
    return open_browser()


@pytest.fixture(scope="session")
def check_accessibility() -> Callable[[Page], None]:
    """Holds the page as it stands to WCAG 2.2 AA, as far as axe-core can tell."""
    source = AXE.read_text(encoding="utf-8")

    def run(page: Page) -> dict[str, Any]:
        page.wait_for_load_state("load")
        page.evaluate(f"{source};null")
        found: dict[str, Any] = page.evaluate(
            "tags => axe.run({runOnly: {type: 'tag', values: tags}})", STANDARD
        )
        return found

    def check(page: Page) -> None:
        try:
            found = run(page)
        except Error:  # the next page came while this one was looked at
            found = run(page)
        lines = [
            f"{v['id']}: {v['help']}: {node['html'][:160]}"
            for v in found["violations"]
            for node in v["nodes"]
        ]
        assert not lines, page.url + "\n" + "\n".join(lines)

    return check
