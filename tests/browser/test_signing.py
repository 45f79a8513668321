"""One draws one's name by thumb or mouse: the PIN is set, and the drawing stays when the form comes back or the screen turns."""

import json
import re
from itertools import count
from random import Random

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from canteen.db import db
from canteen.models import Endorsement
from tests.browser.acting import enter_as, is_told, look, press
from tests.security.staff import PASSWORD, employ
from tests.signing.pens import PIN

STROKES = (((0.2, 0.3), (0.5, 0.35), (0.4, 0.7)), ((0.6, 0.2), (0.62, 0.8)))
HANDS = count()


def pad(page: Page) -> Locator:
    return page.get_by_role("img", name="手写姓名的框")


def draw(page: Page) -> None:
    """Draw two strokes on the pad, a little otherwise each time: nobody draws the same name twice."""
    pad(page).scroll_into_view_if_needed()
    box = pad(page).bounding_box()
    assert box
    hand = Random(next(HANDS))
    for stroke in STROKES:
        led = [(x + hand.uniform(-0.04, 0.04), y + hand.uniform(-0.1, 0.1)) for x, y in stroke]
        places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in led]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place, steps=8)
        page.mouse.up()


def drawn(page: Page) -> list[list[list[int]]]:
    """What the form would send of the drawing."""
    kept: list[list[list[int]]] = json.loads(page.locator("[name=strokes]").input_value() or "[]")
    return kept


def ink(page: Page) -> bool:
    """Whether anything is seen on the pad."""
    return bool(
        pad(page).evaluate("c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(part => part)")
    )


@pytest.fixture
def signer(app: Flask, page: Page) -> Page:
    """An accountant in front of the page to set a PIN."""
    employ("kuaiji", "会计")
    enter_as(page, "kuaiji")
    page.goto("/signing/")
    is_told(page, "还没有签过名")
    look(page, "signing-none")
    page.get_by_role("link", name="设签名 PIN").click()
    return page


def fill(page: Page, password: str, pin: str = PIN) -> None:
    page.get_by_label("登录口令").fill(password)
    page.get_by_label("新 PIN").fill(pin)
    page.get_by_label("再填一次").fill(pin)


def test_one_agrees_draws_and_prints(signer: Page) -> None:
    page = signer
    look(page, "pin")
    fill(page, PASSWORD, "123456")
    draw(page)
    before = drawn(page)
    assert len(before) == len(STROKES)
    press(page, "同意约定，设好 PIN")
    is_told(page, "容易被人猜中")
    assert drawn(page) == before
    assert ink(page)
    look(page, "pin-refused")
    fill(page, PASSWORD)
    press(page, "同意约定，设好 PIN")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的签名")
    is_told(page, "签名 PIN 已设好")
    look(page, "signing-own")
    page.get_by_role("link", name="电子签名使用约定", exact=True).click()
    is_told(page, "专有", "姓kuaiji", db.session.scalars(select(Endorsement.digest)).one())
    expect(page.get_by_role("img", name=re.compile("手写签名"))).to_be_visible()
    look(page, "agreement")


def test_a_drawing_is_wiped_and_grows_with_the_screen(signer: Page) -> None:
    page = signer
    draw(page)
    before = drawn(page)
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": size["height"], "height": size["width"]})
    page.set_viewport_size(size)
    assert ink(page)
    draw(page)
    assert drawn(page)[: len(before)] == before
    press(page, "擦掉重写")
    assert drawn(page) == []
    assert not ink(page)


def test_without_a_drawing_nothing_is_signed(signer: Page) -> None:
    page = signer
    fill(page, PASSWORD)
    press(page, "同意约定，设好 PIN")
    is_told(page, "请在框里手写姓名")
    expect(page.get_by_text("× 请在框里手写姓名")).to_be_in_viewport()
    look(page, "pin-undrawn")
