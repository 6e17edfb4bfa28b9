"""The first pages that anyone meets work in a browser, at both widths, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("address", ["/", "/register", "/sign-in"])
def test_first_pages_are_accessible_and_fit(
    open_browser: Callable[..., Page],
    check_accessibility: Callable[[Page], None],
    address: str,
    viewport: dict[str, int],
) -> None:
    page = open_browser(viewport=viewport)
    response = page.goto(address)
    assert response is not None
    assert response.ok, f"{address} answered {response.status}"
    check_accessibility(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= viewport["width"], f"{address} is {width} wide"


def test_sign_in_works_without_javascript(open_browser: Callable[..., Page]) -> None:
    page = open_browser(java_script_enabled=False)
    page.goto("/sign-in")
    page.locator("main form").get_by_role("button").first.click()
    assert page.title().startswith("Error:")
    assert page.locator(".govuk-error-summary").is_visible()
