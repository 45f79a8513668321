"""Bringing a workbook in through the page: stored whole or refused whole, with the reason in words; sent once."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Canteen, ImportFile, Item, Supplier
from tests import world
from tests.exchange.files import workbook
from tests.pages.conftest import Visit
from tests.security.staff import token
from tests.world import Sheets

MORE: Sheets = {"供应商": [{"名称": "新来的粮行", "类型": "固定经营场所"}], "备注": [{"说明": "不认识的表"}]}
WRONG: Sheets = {"供应商": [{"名称": "新来的粮行", "类型": "粮行"}, {"名称": "另一家", "类型": None}]}


def send(client: FlaskClient, content: bytes, file: str = "台账.xlsx", **fields: str) -> TestResponse:
    """Send a workbook as the page's form does."""
    form = {"canteen": "01", "csrf_token": token(client), "file": (BytesIO(content), file), **fields}
    return client.post("/import/", data=form, content_type="multipart/form-data")


def came_of(client: FlaskClient, sent: TestResponse) -> str:
    """The page that says what came of an upload."""
    assert sent.status_code == 303
    return client.get(sent.headers["Location"]).text


def test_a_workbook_is_stored_and_its_page_can_be_loaded_again(own: Visit) -> None:
    client = own("会计")
    sent = send(client, workbook(MORE))
    for _ in range(2):
        page = came_of(client, sent)
        assert "“台账.xlsx”已整份存入" in page
        assert re.search(r'供应商</th><td[^>]*存入">1</td><td class="blank"></td><td class="blank"></td>', page)
        assert "没有用到的工作表和列：备注" in page
    files = db.session.scalars(select(ImportFile).where(ImportFile.name == "台账.xlsx")).all()
    assert [(file.brought_by, file.counts["stored"]) for file in files] == [("me", {"供应商": 1})]
    assert files[0].sha256 in client.get("/import/").text


def test_the_same_workbook_again_stores_nothing(own: Visit) -> None:
    client = own("会计")
    send(client, workbook(MORE))
    page = came_of(client, send(client, workbook(MORE)))
    assert re.search(r'供应商</th><td class="blank"></td><td class="blank"></td><td[^>]*未变">1</td>', page)


def test_a_wrong_cell_refuses_all_of_it_and_is_marked_in_a_copy(own: Visit) -> None:
    client = own("会计")
    sent = send(client, workbook(WRONG | {"品目": [{"名称": "豆角", "类别": "零星食材", "计量单位": "公斤"}]}))
    page = came_of(client, sent)
    assert "2 个单元格有错" in page
    assert re.search(r"供应商</th><td[^>]*>2</td><td[^>]*>类型</td>", page)
    assert db.session.scalar(select(Item.id).where(Item.name == "豆角")) is None
    copy = client.get(f"{sent.headers['Location']}/marked.xlsx")
    marked = load_workbook(BytesIO(copy.data))["供应商"]
    assert [cell.coordinate for row in marked for cell in row if cell.comment] == ["B2", "B3"]


@pytest.mark.parametrize(("content", "says"), [(b"", "文件是空的"), (b"a,b\n1,2", "CSV"), (b"PK\x03\x04", "损坏")])
def test_what_is_no_workbook_is_refused_in_a_sentence(own: Visit, content: bytes, says: str) -> None:
    client = own("会计")
    page = came_of(client, send(client, content))
    assert "没有导入" in page
    assert says in page
    assert "标红" not in page


def test_a_form_without_a_file_says_so(own: Visit) -> None:
    answer = send(own("会计"), b"", file="")
    assert answer.status_code == 422
    assert "请选择文件" in answer.text


def test_nobody_else_sees_what_came_of_an_upload(own: Visit) -> None:
    sent = send(own("会计"), workbook(WRONG))
    other = own("会计", name="other")
    assert other.get(sent.headers["Location"]).status_code == 404
    assert other.get(f"{sent.headers['Location']}/marked.xlsx").status_code == 404


@pytest.mark.parametrize("address", ["/import/nothing", "/import/..%2f..%2fsecret", "/import/nothing/marked.xlsx"])
def test_what_nobody_sent_is_not_found(own: Visit, address: str) -> None:
    assert own("会计").get(address).status_code == 404


def test_an_administrator_lets_a_file_make_a_new_canteen(own: Visit) -> None:
    client = own("管理员")
    assert "请选一个食堂，或者填写新食堂的代码和名称" in send(client, workbook(MORE), canteen="").text
    page = came_of(client, send(client, workbook(MORE), canteen="", code="02", name="二号食堂"))
    assert "二号食堂" in page
    made = db.session.scalars(select(Canteen).where(Canteen.code == "02")).one()
    assert made.name == "二号食堂"
    assert db.session.scalar(select(func.count()).where(Supplier.canteen_id == made.id)) == 1


def test_an_accountant_brings_history_only_into_canteens_of_theirs(own: Visit) -> None:
    client = own("会计")
    assert send(client, workbook(MORE), canteen="99").status_code == 422
    assert send(client, workbook(MORE), canteen="", code="02", name="二号食堂").status_code == 422
    assert db.session.scalar(select(func.count()).select_from(Canteen)) == 1


@pytest.mark.parametrize("post", ["采购", "监管", "部门经办"])
def test_nobody_else_brings_anything_in(own: Visit, post: str) -> None:
    client = own(post)
    assert client.get("/import/").status_code == 403
    assert send(client, workbook(world.lawful())).status_code == 403
    assert 'href="/import/"' not in client.get("/choose").text


def test_uploads_are_limited(own: Visit) -> None:
    client = own("会计")
    assert [send(client, b"").status_code for _ in range(6)] == [303] * 5 + [429]


@pytest.mark.parametrize("guess", ["a", "a" * 3000, "..", "%2e%2e%2fsecret.key"])
def test_an_outcome_that_nobody_was_given_is_not_there(visit: Visit, guess: str) -> None:
    assert visit().get(f"/import/{guess}").status_code == 404
    assert visit().get(f"/import/{guess}/marked.xlsx").status_code == 404
