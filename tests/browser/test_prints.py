"""Every print, opened, and made a PDF as the printer gets it: on A5 while it is short, on A4 with its heads repeated once it is long."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page

from canteen.models.words import Role
from tests.browser.acting import enter_as, is_told, look
from tests.course.market import CABBAGE, GLOVES, MORNING, POTATO, RICE, TODAY, Market, open_market
from tests.papers.shelf import crowd, delivered, paid, sold, weigh_again

A4, A5 = (595, 842), (595, 420)
"""Points: A5 lies."""
SPILT = """() => [...document.querySelectorAll('.grid, .grid th, .grid td, .sign-boxes li, .signed li')]
    .filter(part => part.scrollWidth > part.clientWidth + 1 || part.getBoundingClientRect().right > innerWidth)
    .map(part => part.textContent)"""
"""What is wider than its place on a paper."""
BOX = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")


@pytest.fixture(autouse=True)
def morning() -> Iterator[time_machine.Traveller]:
    """It is half past six."""
    with time_machine.travel(MORNING) as travelling:
        yield travelling


@pytest.fixture
def market(app: Flask, page: Page) -> Market:
    """The canteen, its accountant in front of the page."""
    made = open_market(app)
    enter_as(page, "kuai")
    return made


def sheets(page: Page, address: str, name: str) -> list[tuple[int, int]]:
    """Look at a print, make it a PDF, and give its sheets' sizes in points; PRINTS names a folder for it."""
    page.goto(address)
    look(page, f"print-{name}")
    assert page.evaluate(SPILT) == []
    made = page.pdf(prefer_css_page_size=True)
    if folder := os.environ.get("PRINTS"):
        Path(folder, f"{name}.pdf").write_bytes(made)
    return [(round(float(width)), round(float(height))) for width, height in BOX.findall(made)]


def test_a_short_purchase_prints_on_a5(market: Market, page: Page) -> None:
    purchase = sold(market)
    paying = paid(market, purchase, cash=True)
    for paper, wanted in {"slip": [A5, A4], "checks": [A4], "acceptance": [A5], "stock": [A5]}.items():
        assert sheets(page, f"/papers/purchases/{purchase.id}/{paper}", f"short-{paper}") == wanted
    is_told(page, "贰佰柒拾陆元整", "¥276.00")
    assert sheets(page, f"/papers/payments/{paying.id}", "short-payment") == [A5]


def test_thirty_lines_under_long_names_and_four_signatures_a_role_print_on_a4(market: Market, page: Page) -> None:
    lines = [(item, 1_000 * number, 110) for number in range(1, 11) for item in (RICE, CABBAGE, POTATO)]
    purchase, other = delivered(market, *lines), delivered(market, (GLOVES, 20_000, 350), day=TODAY.replace(day=24))
    receipt, paying = market.covered(purchase, other), paid(market, purchase, other)
    crowd(purchase)
    for paper in ("slip", "acceptance", "stock", "checks"):
        assert set(sheets(page, f"/papers/purchases/{purchase.id}/{paper}", f"long-{paper}")) == {A4}
    assert set(sheets(page, f"/papers/receipts/{receipt.id}/list", "list")) == {A4}
    is_told(page, "未固定", "2026-11-24")
    assert sheets(page, f"/papers/payments/{paying.id}", "long-payment") == [A4]


def test_what_is_not_valid_says_so_across_the_sheet(market: Market, page: Page) -> None:
    draft, void = market.draft((CABBAGE, 12_000, 110)), market.bought()
    market.weigh(void, 0)
    market.sign(void, Role.RECEIVER, "yan1")
    market.sign(void, Role.RECEIVER, "yan2")
    assert sheets(page, f"/papers/purchases/{draft.id}/slip", "draft") == [A5]
    is_told(page, "草稿，无效")
    assert sheets(page, f"/papers/purchases/{void.id}/acceptance", "void") == [A5]
    is_told(page, "作废", "整批拒收")


def test_a_second_acceptance_shows_the_first_struck_through(
    market: Market, page: Page, morning: time_machine.Traveller
) -> None:
    purchase = market.bought((CABBAGE, 12_000, 110), (POTATO, 8_000, 240))
    market.weigh(purchase)
    weigh_again(market, morning, purchase, 11_500, 8_000, reason="白菜烂叶多")
    assert sheets(page, f"/papers/purchases/{purchase.id}/acceptance", "again") == [A5]
    is_told(page, "第 2 次验收", "少 0.5", "白菜烂叶多", "姓yan1")
