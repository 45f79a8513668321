"""The month's filter changes the page in place, keeps one's place in it, and can be gone back from."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_from_workbook_to_checked_month import book, reviewer, send

__all__ = ["book", "reviewer"]


def test_a_filter_shows_what_it_names_without_a_new_page(reviewer: Page, book: Path) -> None:
    page = reviewer
    send(page, book)
    page.goto("/month/2026-10")
    clauses = page.locator("#clauses tbody th[scope=row]")
    all_of_them = clauses.count()
    page.get_by_role("radio", name="警告").check()
    page.wait_for_url("**force=warn**")
    expect(page.get_by_role("radio", name="警告")).to_be_checked()
    expect(page.get_by_role("radio", name="警告")).to_be_focused()
    assert 0 < clauses.count() < all_of_them
    page.get_by_label("项目").select_option("9")
    expect(page.get_by_role("heading", name="没有这样的发现")).to_be_visible()
    page.go_back()
    expect(clauses.first).to_be_visible()
