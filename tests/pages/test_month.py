"""The month's page: what was found, filters, other days, keeping a check, and taking it away."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from canteen.check import rulebook
from canteen.db import db
from canteen.models import LogEntry, Signature, Snapshot
from canteen.step import unjudged
from tests import world
from tests.pages.conftest import Visit
from tests.security.staff import post

OCTOBER = "/month/2026-10"


def clauses(page: str) -> list[str]:
    """The clauses that the page lists, in its order."""
    table = page.partition('<div id="clauses">')[2].partition('aria-labelledby="pending"')[0]
    return re.findall(r'class="cl" href="/lawbook/([^"]+)"', table)


def test_every_clause_that_is_on_is_listed_with_what_it_looked_at(visit: Visit) -> None:
    page = visit().get(OCTOBER).text
    assert clauses(page) == [clause.number for clause in rulebook() if clause.on_by_default]
    assert "10 笔采购" in page
    assert "未了 <b>2</b>" in page


def test_a_finding_leads_to_its_paper(visit: Visit) -> None:
    client = visit()
    found = re.findall(r'<li class="finding">.*?href="([^"]+)">([^<]+)</a>', client.get(OCTOBER).text, re.DOTALL)
    assert [document for _, document in found] == [world.RICE, "FK-202610-0001"]
    for url, document in found:
        assert document in client.get(url).text


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("item=9", ["9.1"]),
        ("force=warn&item=3", ["3.8"]),
        ("state=open", ["1.2", "3.7"]),
        ("state=open&item=3", ["3.7"]),
        ("clause=2.4", ["2.4"]),
        ("item=nothing", []),
    ],
)
def test_a_filter_leaves_what_it_names(visit: Visit, query: str, listed: list[str]) -> None:
    assert clauses(visit().get(f"{OCTOBER}?{query}").text) == listed


def test_where_the_filter_leaves_nothing_the_page_says_so(visit: Visit) -> None:
    assert "没有这样的发现" in visit().get(f"{OCTOBER}?state=mended").text


def test_what_may_still_be_put_right_in_a_month_that_is_not_over_stands_apart(visit: Visit) -> None:
    page = visit().get(f"{OCTOBER}?as_of=2026-10-15").text
    later = page.partition('aria-labelledby="pending"')[2]
    assert "尚未到期" in later
    assert "公示" in later
    assert re.search(r"10 月<br>.*?未完", page, re.DOTALL)
    assert "保存检查" not in page, "a check is kept as of today"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{OCTOBER}?as_of=2026-09-30", 404),
        (f"{OCTOBER}?as_of=2027-01-01", 400),
        (f"{OCTOBER}?as_of=soon", 400),
        ("/month/2026-12", 404),
        ("/month/2026-13", 404),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(visit: Visit, address: str, status: int) -> None:
    answer = visit().get(address)
    assert answer.status_code == status
    assert "回到首页" in answer.text


@pytest.mark.parametrize(
    ("name", "may_read", "may_keep"), [("approver", 200, 403), ("clerk", 403, 403), ("root", 200, 403)]
)
def test_who_may_read_and_who_may_keep(visit: Visit, name: str, may_read: int, may_keep: int) -> None:
    client = visit(name)
    answer = client.get(OCTOBER)
    assert answer.status_code == may_read
    assert "保存检查" not in answer.text
    assert post(client, f"{OCTOBER}/save").status_code == may_keep


def take_a_signature(number: str) -> None:
    """Let a purchase lack one of its receivers."""
    with unjudged():
        signed = select(Signature).join(Signature.purchase).filter_by(number=number)
        signature = db.session.scalars(signed.where(Signature.signer == "2002")).one()
        signature.signer = "2001"


def give_it_back(number: str) -> None:
    """Let it have both again."""
    with unjudged():
        signed = select(Signature).join(Signature.purchase).filter_by(number=number)
        late = signed.where(Signature.signer == "2001").order_by(Signature.signed_at.desc())
        signature = db.session.scalars(late.limit(1)).one()
        signature.signer = "2002"


def test_what_a_kept_check_found_and_is_there_no_more_is_mended_for_good(own: Visit) -> None:
    client = own("会计")
    take_a_signature(world.RICE)
    kept = post(client, f"{OCTOBER}/save")
    assert kept.headers["Location"] == OCTOBER
    assert "检查已保存" in client.get(OCTOBER).text
    give_it_back(world.RICE)
    for _ in range(2):  # a second check kept, after it was mended, forgets nothing
        page = client.get(f"{OCTOBER}?state=mended").text
        assert clauses(page) == ["1.2"]
        assert "已改 <b>1</b>" in page
        assert "2026-11-10 的检查里还有" in page
        post(client, f"{OCTOBER}/save")
    take_a_signature(world.RICE)
    assert "已改 <b>0</b>" in client.get(OCTOBER).text
    logged = db.session.scalars(select(LogEntry.thing).where(LogEntry.action == "保存检查")).all()
    assert logged == ["2026-10"] * 3


def bars(client: FlaskClient) -> list[str]:
    """What stands under the bars of October's page, month by month."""
    months = client.get(OCTOBER).text.partition('<div class="months">')[2].partition("</section>")[0]
    return [" ".join(re.sub(r"<[^>]*>", " ", bar).split()) for bar in re.split("<svg .*?</svg>", months)[1:]]


def test_the_years_bars_show_this_month_and_what_was_kept_of_the_others(own: Visit) -> None:
    client = own("监管")
    take_a_signature("CG-202609-0001")
    assert bars(client)[8:11] == ["9 月 未查", "10 月 未了和全部： 0 / 0", "11 月 未查"]
    assert bars(client)[11].startswith("12 月 未到")
    post(client, "/month/2026-09/save")
    assert bars(client)[8] == "9 月 未了和全部： 1 / 1 11-10 查"


def test_a_check_that_cannot_be_kept_keeps_nothing(own: Visit) -> None:
    assert post(own("会计"), "/month/2026-12/save").status_code == 404
    assert db.session.scalar(select(Snapshot)) is None


def test_the_month_goes_away_as_a_workbook_and_that_is_logged(own: Visit) -> None:
    answer = own("监管").get(f"{OCTOBER}/export.xlsx")
    assert str(answer.mimetype).endswith("sheet")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "发现" in load_workbook(BytesIO(answer.data)).sheetnames
    assert db.session.scalars(select(LogEntry.thing).where(LogEntry.action == "导出月度检查")).all() == ["2026-10"]


@pytest.mark.parametrize("address", ["/lawbook/?month=0001-01", "/month/0001-01", "/month/1899-12"])
def test_a_month_before_1900_is_nowhere(visit: Visit, address: str) -> None:
    assert visit().get(address).status_code in {400, 404}


def test_exports_are_limited(own: Visit) -> None:
    client = own("监管")
    statuses = [client.get(f"{OCTOBER}/export.xlsx").status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
