"""What people do with a purchase at its pages: log it, sign it themselves or on a colleague's phone, weigh it, approve it."""

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, Page

from tests.browser.acting import press
from tests.browser.test_answering import sign

Bought = tuple[str, str, str]
"""Item, quantity, price of a unit."""


def log(page: Page, supplier: str, lines: Iterable[Bought]) -> None:
    """Fill in a new purchase, a line below the other."""
    page.goto("/purchases/new")
    page.get_by_label("向谁买").fill(supplier)
    for number, bought in enumerate(lines):
        if number:
            press(page, "加一行")
        fill_line(page.locator("[data-row]").nth(number), *bought)


def fill_line(row: Locator, item: str, quantity: str, price: str) -> None:
    """Fill in a line."""
    row.get_by_label("品目", exact=True).fill(item)
    row.get_by_label("品目", exact=True).press("Tab")
    row.get_by_label(re.compile("数量")).fill(quantity)
    row.get_by_label(re.compile("单价")).fill(price)


def go_to_sign(page: Page) -> None:
    """Leave the form for the page where it is signed."""
    press(page, "下一步：签名")
    page.wait_for_url("**/order")  # a photo is remade first


def colleague(page: Page, name: str) -> Locator:
    """The ways in which a colleague could sign."""
    return page.get_by_role("listitem").filter(has_text=name)


def hand_over(page: Page, name: str) -> None:
    """Hand the phone to a colleague."""
    colleague(page, name).get_by_role("link", name="在这部手机上签").click()


def sign_as_guest(page: Page, name: str, outcome: str) -> None:
    """A colleague signs on this phone, as the last one who is missing."""
    hand_over(page, name)
    sign(page, f"{name}签名，{outcome}")


def buy(page: Page, supplier: str, *lines: Bought) -> None:
    """Log a purchase, and sign it as whoever is logged in."""
    log(page, supplier, lines)
    go_to_sign(page)
    sign(page, "姓cai1签名")
