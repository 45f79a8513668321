"""A reviewer's evening: bring a workbook in, see what broke which clause, follow it to its papers, take it away."""

import re
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests import world
from tests.browser.acting import enter_as, look
from tests.exchange.files import workbook
from tests.security.staff import employ
from tests.world import CABBAGE, Sheets

AS_OF = "2026-11-10"
SLIP = "用途为接待，却列在伙食费，合计 320.00 元"


@pytest.fixture
def reviewer(app: Flask, page: Page) -> Page:
    """The accountant of an empty canteen, logged in."""
    employ("kuaiji", "会计")
    return enter_as(page, "kuaiji")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook of two months, in which the staff's money pays for a guest dinner."""
    return written(tmp_path / "台账.xlsx", world.changed(world.lawful(), "采购", CABBAGE, 用途="接待"))


def written(path: Path, sheets: Sheets) -> Path:
    """The world as a file."""
    path.write_bytes(workbook(sheets))
    return path


def send(page: Page, book: Path) -> None:
    """Upload a workbook."""
    page.goto("/import/")
    look(page, "import")
    page.get_by_label("台账文件").set_input_files(book)
    page.get_by_role("main").get_by_role("button", name="导入").click()


def test_from_a_workbook_to_a_finding_and_away(reviewer: Page, book: Path, tmp_path: Path) -> None:
    page = reviewer
    send(page, book)
    expect(page.get_by_role("heading", level=1)).to_have_text("已导入")
    look(page, "imported")

    page.goto(f"/month/2026-10?as_of={AS_OF}")
    expect(page.get_by_role("main")).to_contain_text(SLIP)
    look(page, "month")

    page.get_by_role("link", name=CABBAGE).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(CABBAGE)
    expect(page.get_by_role("heading", name=re.compile("合规核验单"))).to_be_visible()
    expect(page.get_by_text("纸质签名").first).to_be_visible()
    look(page, "purchase")

    page.get_by_role("link", name="5.2").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("5.2")
    look(page, "clause")

    page.goto("/month/2026-10")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("导出")).click()
    download.value.save_as(tmp_path / "month.xlsx")
    assert "发现" in load_workbook(tmp_path / "month.xlsx").sheetnames


def test_a_refused_workbook_names_every_wrong_cell(reviewer: Page, tmp_path: Path) -> None:
    wrong = world.changed(world.lawful(), "采购", CABBAGE, 用途="招待", 供应商="没有这一家")
    send(reviewer, written(tmp_path / "错的台账.xlsx", wrong))
    for column in ("用途", "供应商"):
        expect(reviewer.get_by_role("main")).to_contain_text(column)
    look(reviewer, "refused")
    with reviewer.expect_download() as download:
        reviewer.get_by_role("link", name=re.compile("标")).click()
    download.value.save_as(tmp_path / "marked.xlsx")
    comments = [cell.comment for row in load_workbook(tmp_path / "marked.xlsx")["采购"] for cell in row if cell.comment]
    assert len(comments) == 2


@pytest.mark.parametrize(
    "address",
    ["/month/2026-09", "/lawbook/", "/documents/", "/documents/supplier/", "/choose", "/sessions", "/password"],
)
def test_every_other_page_is_sound(reviewer: Page, address: str) -> None:
    reviewer.goto(address)
    expect(reviewer.get_by_role("heading", level=1)).to_be_visible()
    look(reviewer, address.strip("/").replace("/", "-"))
