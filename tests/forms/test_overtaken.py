"""Two people change the same thing: neither writes over the other unseen."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.models import Supplier
from canteen.pinyin import MOST_READINGS, spell
from tests.forms.filling import Page, fill
from tests.security.staff import PASSWORD, employ, log_in, pass_time, post, token


@pytest.fixture
def keepers(app: Flask) -> list[FlaskClient]:
    """Two accountants, logged in."""
    clients = []
    for name in ("kuaiji", "kuaiji2"):
        employ(name, "会计")
        clients.append(app.test_client())
        log_in(clients[-1], name)
    return clients


def test_what_another_saved_meanwhile_is_not_lost_in_silence(keepers: list[FlaskClient]) -> None:
    one, other = keepers
    assert fill(one, "/catalogue/suppliers/new", 名称="新港粮油", kind="固定经营场所").status_code == 303
    edit = f"/catalogue/suppliers/{supplier().id}/edit"
    shown_before = Page(other.get(edit).text)
    assert fill(one, edit, 电话="0410-2222222").status_code == 303

    answer = other.post(edit, data=shown_before.sent({"许可证号": "JY123"}))
    assert answer.status_code == 422
    assert "有人改过这一条" in answer.text
    assert 'value="JY123"' in answer.text
    assert (supplier().phone, supplier().licence) == ("0410-2222222", None)

    knowing = Page(answer.text).sent({"许可证号": "JY123", "电话": "0410-2222222"})
    assert other.post(edit, data=knowing).status_code == 303
    assert (supplier().phone, supplier().licence) == ("0410-2222222", "JY123")


def test_what_was_typed_late_does_not_pass_over_it_either(
    keepers: list[FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = keepers
    assert fill(one, "/catalogue/suppliers/new", 名称="新港粮油", kind="固定经营场所").status_code == 303
    edit = f"/catalogue/suppliers/{supplier().id}/edit"
    typed = Page(other.get(edit).text).sent({"许可证号": "JY123"})
    pass_time(monkeypatch, minutes=20)
    to_log_in = other.post(edit, data=typed, headers={"Referer": f"http://localhost{edit}"}).location
    log_in(one, "kuaiji")
    assert fill(one, edit, 电话="0410-2222222").status_code == 303

    shown_again = other.get(post(other, to_log_in, name="kuaiji2", password=PASSWORD).location).text
    assert 'value="JY123"' in shown_again
    answer = other.post(edit, data=Page(shown_again).sent({}))
    assert (answer.status_code, supplier().phone, supplier().licence) == (422, "0410-2222222", None)


def supplier() -> Supplier:
    """The only supplier."""
    return db.session.scalars(select(Supplier)).one()


def test_a_name_of_many_polyphones_is_spelt_at_once() -> None:
    full, initials = spell("长" * 50 + "行" * 50)
    assert len(full.split()) <= MOST_READINGS
    assert re.fullmatch(r"[a-z ]+", initials)


@pytest.mark.parametrize("address", ["/choose/9223372036854775807", "/late/completion?number=%00", "/choose/0"])
def test_an_address_that_names_nothing_is_not_there(keepers: list[FlaskClient], address: str) -> None:
    assert keepers[0].get(address).status_code in {302, 303, 404}


@pytest.mark.parametrize("person", ["9" * 30, "9" * 19, "-1", "x", ""])
def test_nobody_stands_in_under_a_key_that_no_row_has(app: Flask, person: str) -> None:
    employ("guanli", "管理员")
    employ("caigou", "采购")
    client = app.test_client()
    log_in(client, "guanli")
    page = client.get("/standing-in/").text
    address = re.findall(r'href="(/standing-in/\d+)"', page)[0]
    answer = client.post(
        address, data={"csrf_token": token(client), "person": person, "days": "今天", "reason": "病假"}
    )
    assert answer.status_code in {404, 422}
