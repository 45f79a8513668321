"""People in front of a real page: they log in, press, and see; every page that they look at must be sound."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.chromium import PHONE, scrolls_sideways, violations
from tests.security.staff import PASSWORD

MANUAL = Path(__file__).parents[2] / "docs" / "manual.md"


def enter_as(page: Page, username: str) -> Page:
    """Log in, in the place of whoever was there."""
    page.context.clear_cookies()
    page.goto("/login")
    page.get_by_label("登录名").fill(username)
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def press(page: Page, label: str) -> None:
    """Press the button of the page itself (its frame has others)."""
    page.get_by_role("main").get_by_role("button", name=label, exact=True).click()


def look(page: Page, name: str) -> None:
    """The page is sound on this screen; SCREENSHOTS names a folder for its picture, WRITE keeps those of the manual.

    The caret stays, or the browser would be given a style that the policy forbids.
    """
    width = page.viewport_size["width"] if page.viewport_size else 0
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True, caret="initial")
    picture = f"{name}-{'phone' if width == PHONE['viewport']['width'] else 'desk'}.png"
    if os.environ.get("WRITE") and f"pictures/{picture}" in MANUAL.read_text(encoding="utf-8"):
        page.screenshot(path=MANUAL.parent / "pictures" / picture, full_page=True, scale="css", caret="initial")
    assert violations(page) == []
    assert not scrolls_sideways(page)


def is_told(page: Page, *sentences: str) -> None:
    """The page says all of this."""
    for sentence in sentences:
        expect(page.get_by_role("main")).to_contain_text(sentence)
