"""顶班: the purchaser rings in ill at six; the approver lets somebody stand in from the phone, in under ten taps."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from tests.browser.acting import enter_as, is_told, look
from tests.people.acting import hold
from tests.security.staff import employ

MONTH_END = "2026-11-30T06:10:00+08:00"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The last morning of November."""
    with time_machine.travel(MONTH_END):
        yield


@pytest.fixture(autouse=True)
def staff(app: Flask) -> None:
    """Cai buys, Yan receives, Li is rested since September, Pi approves."""
    for username, post in [("pi", "审批"), ("cai", "采购"), ("yan", "验收"), ("kuai", "会计"), ("guanli", "管理员")]:
        employ(username, post)
    employ("li")
    hold("li", "采购", "2026-03-01", "2026-08-31")


class Thumb:
    """Counts what it taps."""

    taps = 0

    def tap(self, thing: Locator) -> None:
        """Tap, as a thumb does or a mouse."""
        self.taps += 1
        thing.click()

    def choose(self, choice: Locator) -> None:
        """Tap one of a few."""
        self.taps += 1
        choice.check()


def test_somebody_stands_in_in_under_ten_taps(page: Page) -> None:
    enter_as(page, "pi")
    page.goto("/desk/")
    thumb, main = Thumb(), page.get_by_role("main")
    thumb.tap(main.get_by_role("link", name="顶班"))
    look(page, "standing-in")
    thumb.tap(main.get_by_role("link", name="姓cai"))
    look(page, "standing-in-who")
    thumb.choose(main.get_by_role("radio", name="姓li"))
    thumb.choose(main.get_by_role("radio", name="今天", exact=True))
    thumb.choose(main.get_by_role("radio", name="病假"))
    thumb.tap(main.get_by_role("button", name="安排顶班"))
    is_told(page, "已安排顶班", "姓li顶姓cai，采购，2026-11-30 至 2026-11-30，病假")
    look(page, "standing-in-done")
    assert thumb.taps < 10


def test_the_receiver_is_offered_last_and_refused_by_the_clause(page: Page) -> None:
    enter_as(page, "pi")
    page.goto("/standing-in/")
    main = page.get_by_role("main")
    main.get_by_role("link", name="姓cai").click()
    offered = main.get_by_role("group", name="谁来顶").get_by_role("radio")
    expect(offered).to_have_count(3)
    main.get_by_role("radio", name="姓yan").check()
    main.get_by_role("radio", name="事假").check()
    main.get_by_role("button", name="安排顶班").click()
    is_told(page, "没有保存：条款 1.7", "先结束其中的岗位，只留一个")
    expect(main.get_by_role("radio", name="姓yan")).to_be_checked()
    look(page, "standing-in-refused")


def test_the_list_and_both_pages_say_who_stands_in(page: Page) -> None:
    enter_as(page, "pi")
    page.goto("/standing-in/")
    main = page.get_by_role("main")
    main.get_by_role("link", name="姓cai").click()
    main.get_by_role("radio", name="姓li").check()
    main.get_by_role("radio", name="今天起到").check()
    main.get_by_label("到哪天").fill("2026-12-03")
    main.get_by_role("radio", name="公差").check()
    main.get_by_role("button", name="安排顶班").click()
    enter_as(page, "guanli")
    page.goto("/people/")
    is_told(page, "采购（姓li顶班至 2026-12-03）", "采购（顶姓cai至 2026-12-03）")
    look(page, "people")
    main.get_by_role("link", name="姓cai").click()
    is_told(page, "姓li顶班 2026-11-30 至 2026-12-03")
    look(page, "person")
