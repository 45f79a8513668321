"""The papers: lists and pages of every kind, whatever leads to them, and what a page says of its paper."""

import re
from collections import deque
from hashlib import sha256
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, inspect, select

from canteen import clock
from canteen.db import db
from canteen.documents.kinds import KINDS, NAMES, SHEETS, Kind
from canteen.exchange.sheets import SHEETS as WORKBOOK
from canteen.models import Canteen, ImportFile, KeptWarning, Payment, Purchase
from canteen.models.common import OfCanteen
from canteen.models.words import State
from canteen.step import unjudged
from tests import world
from tests.pages.conftest import SUPPLIERS, Visit

OF_INSTALLATION = {"参数", "停用条款"}
PART_OF = {"任职", "报价", "采购明细", "签名", "票据采购", "付款明细"}
"""Sheets whose rows are shown with what they belong to."""


def links(page: str) -> list[str]:
    """Where a page leads, within the product."""
    return [unescape(url) for url in re.findall(r'href="(/[^"#]*)"', page) if not url.startswith("/static/")]


def address(number: str, kind: str = "purchase") -> str:
    """The page of a paper of the canteen 01."""
    model = {"purchase": Purchase, "payment": Payment}[kind]
    found = select(model.id).join(Canteen, Canteen.id == model.canteen_id).where(Canteen.code == "01")
    return f"/documents/{kind}/{db.session.scalars(found.where(model.number == number)).one()}"


def test_every_sheet_of_the_workbook_has_its_list() -> None:
    listed = {kind.title for kind in KINDS}
    assert {sheet.name for sheet in WORKBOOK} - OF_INSTALLATION - PART_OF <= listed


def test_every_column_of_every_sheet_is_shown_somewhere() -> None:
    tables = [table for shown in (*KINDS, *NAMES) for table in (*shown.tables, *getattr(shown, "linked", ()))]
    shown = {(table.sheet, path) for table in tables for path in [*table.columns.split(), table.via]}
    for name in PART_OF - {"任职", "签名"}:  # the name of 任职 is the person's, signatures have a look of their own
        assert {column.name for column in SHEETS[name].columns} <= {path for sheet, path in shown if sheet == name}


def test_wherever_a_page_leads_a_page_is_there(visit: Visit) -> None:
    client, seen = visit(), {"/month/2026-10"}
    waiting = deque(seen)
    while waiting:
        url = waiting.popleft()
        answer = client.get(url)
        assert answer.status_code in {200, 302}, url
        found = set(links(answer.text)) - seen if answer.mimetype == "text/html" else set()
        found = {
            link for link in found if not re.search(r"/month/(?!2026-10)|/export|as_of|/logout|/people|/sess", link)
        }
        seen |= found
        waiting += sorted(found)
    slugs = {url.split("/")[2] for url in seen if url.startswith("/documents/")}
    assert {kind.slug for kind in KINDS} | {name.slug for name in NAMES} <= slugs


def test_a_purchase_shows_its_facts_lines_signatures_links_and_origin(visit: Visit) -> None:
    page = visit().get(address(world.RICE)).text
    for shown in ("惠丰粮油商行", "东北大米", "1,120.00", "李卫东", "纸质签名", "PJ-202610-0001", "FK-202610-0001"):
        assert shown in page
    file = db.session.scalars(select(ImportFile).where(ImportFile.name == "台账.xlsx")).one()
    assert file.sha256 in page
    assert re.fullmatch("[0-9a-f]{64}", file.sha256)
    assert sha256(b"").hexdigest() not in page


def checks(page: str) -> dict[str, str]:
    """The verdicts of the page's check sheet, by clause."""
    sheet = page.partition('id="checks"')[2]
    found = re.findall(r'href="/lawbook/([^"]+)".*?class="verdict verdict-(\w+)"', sheet, re.DOTALL)
    return dict(found)


def test_the_check_sheet_says_what_holds_what_is_broken_and_what_is_no_concern(visit: Visit) -> None:
    page = visit().get(address(world.RICE)).text
    verdicts = checks(page)
    assert next(iter(verdicts)) == "1.2", "what is wrong comes first"
    assert (verdicts["1.1"], verdicts["1.2"], verdicts["2.3"], verdicts["3.7"]) == ("holds", "broken", "none", "broken")
    assert "签名人数 2，至少 2" in page
    assert "验收人数 2" in page


def test_a_paper_that_no_clause_looks_at_has_no_check_sheet(visit: Visit) -> None:
    client = visit()
    account = next(url for url in links(client.get("/documents/account/").text) if re.search(r"account/\d", url))
    assert "合规核验单" not in client.get(account).text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_a_paper_of_another_canteen_is_not_there(visit: Visit, kind: Kind) -> None:
    client, model = visit(), kind.sheet.model
    theirs = select(inspect(model).primary_key[0]).select_from(model)
    if issubclass(model, OfCanteen):
        first = db.session.scalars(select(Canteen.id).where(Canteen.code == "A0")).one()
        theirs = theirs.where(model.canteen_id == first)
    keys = db.session.scalars(theirs).all()
    ours = re.findall(rf"/documents/{kind.slug}/(\d+)", client.get(f"/documents/{kind.slug}/").text)
    foreign = next((key for key in keys if str(key) not in ours), 10**9)
    assert client.get(f"/documents/{kind.slug}/{foreign}").status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "/documents/nothing/",
        "/documents/nothing/1",
        "/documents/purchase/99999999999999999999",
        "/documents/supplier/?page=0",
        "/documents/supplier/?page=99999999999999999999",
        "/documents/purchase/?of=供应商&key=999999",
        "/documents/purchase/?of=采购日期&key=1",
        "/documents/seller/of?name=谁也不是",
        "/documents/seller/of?name=%00",
        "/documents/purchase/of?name=1",
    ],
)
def test_what_is_not_there_is_not_found(visit: Visit, url: str) -> None:
    assert visit().get(url).status_code == 404


def test_a_long_list_goes_on_over_pages(visit: Visit) -> None:
    client, names = visit(), set()
    url = "/documents/supplier/"
    while url:
        page = client.get(url).text
        names |= set(re.findall("备选供应商[0-9]{2}", page))
        url = next((link for link in links(page) if link in re.findall(r'href="([^"]+)" rel="next"', page)), "")
    assert len(names) == SUPPLIERS
    assert f"第 51 到 {SUPPLIERS + 8} 条，共 {SUPPLIERS + 8} 条" in page


def test_a_list_is_narrowed_to_a_month_and_to_a_reference(visit: Visit) -> None:
    client = visit()
    september = client.get("/documents/purchase/?month=2026-09").text
    assert "CG-202609-0001" in september
    assert "CG-202610" not in september
    supplier = next(url for url in links(september) if "/supplier/" in url and url[-1].isdigit())
    of_one = client.get(f"/documents/purchase/?of=供应商&key={supplier.rpartition('/')[2]}").text
    assert re.search(r"供应商 .{4,12}，共 \d 条", of_one)
    assert "这里没有采购" in client.get("/documents/purchase/?month=2026-01").text
    assert client.get("/documents/purchase/?month=2026-0").status_code == 400


def test_a_kind_without_papers_says_why(own: Visit) -> None:
    page = own("会计").get("/documents/answer/").text
    assert "还没有答复" in page


def test_a_list_costs_as_many_queries_with_fifty_rows_as_with_one(visit: Visit) -> None:
    client = visit()
    assert queries(client, "/documents/supplier/") == queries(client, "/documents/supplier/?page=2")
    assert queries(client, "/documents/purchase/") <= 10


def queries(client: FlaskClient, url: str) -> int:
    """How many statements a page sends to the database."""
    sent: list[str] = []
    client.get(url)
    event.listen(db.engine, "before_cursor_execute", lambda *args: sent.append(args[2]), named=False)
    before = len(sent)
    client.get(url)
    return len(sent) - before


def test_a_void_paper_is_struck_through_and_says_why(own: Visit) -> None:
    client, url = own("会计"), address("FK-202610-0009", "payment")
    with unjudged():
        payment = db.session.scalars(select(Payment).where(Payment.number == "FK-202610-0009")).one()
        payment.state, payment.void_reason, payment.voided_at = State.VOID, "重复付款，已退回", clock.now()
    page = client.get(url).text
    assert "已作废" in page
    assert "重复付款，已退回" in page
    assert "合规核验单" not in page
    assert '<tr class="gone">' in client.get("/documents/payment/").text


def test_a_warning_that_let_a_paper_through_stays_with_it(own: Visit) -> None:
    client = own("审批")
    with unjudged():
        canteen = db.session.scalar(select(func.min(Canteen.id)))
        db.session.add(
            KeptWarning(
                canteen_id=canteen,
                clause="B.2",
                document=world.RICE,
                stage="提交",
                amount=None,
                message="单价高出三成",
                numbers={},
                at=clock.now(),
            )
        )
    page = client.get(address(world.RICE)).text
    assert "放行时的提醒" in page
    assert "单价高出三成" in page
    assert "放行时的提醒" not in client.get(address(world.MORE_RICE)).text
