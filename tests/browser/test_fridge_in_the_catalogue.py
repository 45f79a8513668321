"""A fridge that is in the government's catalogue: bought centrally, after its approval, or not at all."""

from playwright.sync_api import Page, expect

from tests.browser.acting import is_told, look, press
from tests.browser.test_oven_by_three_quotes import buy, buyer, day, open_case, quote
from tests.sourcing.conftest import FIRST, FRIDGE, the_case

__all__ = ["buyer"]


def approve(page: Page, *, ago: int) -> None:
    """Enter the central purchase's approval."""
    page.goto(f"/sourcing/{the_case().id}")
    page.get_by_role("link", name="方式和审批").click()
    page.get_by_role("radio", name="集中采购").check()
    page.get_by_label("审批文号").fill("高管采〔2026〕98号")
    page.get_by_label("审批日期").fill(day(ago))
    look(page, "fridge-approval")
    press(page, "保存")


def test_a_fridge_in_the_catalogue(buyer: Page) -> None:
    page = buyer
    open_case(page, "fridge", FRIDGE)
    page.get_by_label("事项").click()
    is_told(page, "建议：集中采购，冰箱在集采目录内")
    page.get_by_role("radio", name="询价").check()
    look(page, "fridge-advised")
    press(page, "立项")
    is_told(page, "建议：集中采购")
    quote(page, FIRST, "3200.00")
    is_told(page, "没有按集中采购立项", "没有审批文号和审批日期")
    buy(page, FIRST)
    is_told(page, "没有保存：条款 2.1", "没有保存：条款 2.2", "先按集中采购立项")
    look(page, "fridge-refused")

    approve(page, ago=0)
    buy(page, FIRST, ago=1)
    is_told(page, "没有保存：条款 2.2", f"采购日 {day(1)} 前没有审批文号和审批日期")
    look(page, "fridge-a-day-late")
    buy(page, FIRST)
    expect(page.get_by_role("heading", level=1)).to_have_text("采购草稿")
    is_told(page, "冰箱", "3,200.00", the_case().number or "")
