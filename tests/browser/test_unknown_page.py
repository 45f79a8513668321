"""An address that leads nowhere: still a page of ours, on both screens."""

from playwright.sync_api import Page, expect

from tests.chromium import scrolls_sideways, violations


def test_an_unknown_page_is_in_our_frame(page: Page) -> None:
    response = page.goto("/nowhere")
    assert response
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []
    assert not scrolls_sideways(page)
