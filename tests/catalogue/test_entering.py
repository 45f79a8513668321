"""Suppliers and items are entered, once each, spelt and found by a few letters, and changed with a history."""

from datetime import date
from typing import TypeVar

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Change, Item, Supplier
from tests.security.staff import post

TAX_NUMBER = "91340700MA2MQ8XT6P"
XINYUAN = {"name": "鑫源粮油", "kind": "固定经营场所", "tax_number": TAX_NUMBER, "phone": "0553-1234567"}
Row = TypeVar("Row", Supplier, Item)
RICE = {"name": "大米", "category": "大宗食材", "unit": "公斤", "usual_price": "5.60", "in_catalogue": "y"}


def new_supplier(client: FlaskClient, **other: str) -> TestResponse:
    """Enter 鑫源粮油, or one like it."""
    return post(client, "/catalogue/suppliers/new", **XINYUAN | other)


def new_item(client: FlaskClient, **other: str) -> TestResponse:
    """Enter rice, or another item."""
    return post(client, "/catalogue/items/new", **RICE | other)


def only(model: type[Row]) -> Row:
    """The only one there is."""
    return db.session.scalars(select(model)).one()


def test_what_was_entered_stands_on_the_page(keeper: FlaskClient) -> None:
    answer = new_supplier(keeper, licence="JY13407020012345", licence_until="2029-12-31")
    page = keeper.get(answer.location).text
    for fact in (
        "鑫源粮油",
        "固定经营场所",
        TAX_NUMBER,
        "0553-1234567",
        "JY13407020012345",
        "2029-12-31",
        "xinyuanliangyou",
    ):
        assert fact in page
    new_item(keeper)
    rice = only(Item)
    assert (rice.name, rice.category, rice.unit, rice.usual_price) == ("大米", "大宗食材", "公斤", 560)
    assert (rice.in_catalogue, rice.durable, rice.unconfirmed) == (True, False, False)


def test_sent_again_it_is_entered_once(keeper: FlaskClient) -> None:
    first, again = (new_supplier(keeper, key="0f" * 16) for _ in range(2))
    assert first.location == again.location
    assert only(Supplier)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("鑫源粮油", "xyly"),
        ("鑫源粮油", "XinYuan"),
        ("鑫源粮油", "源粮"),
        ("鑫源粮油", "ｘｙ"),
        ("曾记豆腐", "cj"),
        ("曾记豆腐", "zengji"),
        ("长豆角", "cdj"),
        ("长豆角", "zdj"),
        ("单县羊汤", "shanxian"),
        ("AD钙奶", "adgn"),
        ("一级油100%", "100%"),
    ],
)
def test_it_is_found_by_name_pinyin_or_initials(keeper: FlaskClient, name: str, typed: str) -> None:
    new_supplier(keeper, name=name)
    new_item(keeper, name=name)
    for catalogue in ("supplier", "item"):
        assert f">{name}</a>" in keeper.get(f"/documents/{catalogue}/", query_string={"q": typed}).text


@pytest.mark.parametrize("typed", ["lyxy", "%", "_", "!", "油粮"])
def test_others_are_not_found(keeper: FlaskClient, typed: str) -> None:
    new_supplier(keeper)
    page = keeper.get("/documents/supplier/", query_string={"q": typed}).text
    assert ">鑫源粮油</a>" not in page
    assert "这里没有供应商" in page


def test_a_spelling_follows_the_name_until_somebody_puts_it_right(keeper: FlaskClient) -> None:
    new_item(keeper, name="长豆角")
    shown = {"pinyin": "zhangdoujiao changdoujiao", "initials": "zdj cdj"}
    post(keeper, "/catalogue/items/1/edit", **RICE | {"name": "长茄子"} | shown)
    assert spelt() == ("zhangqiezi changqiezi", "zqz cqz")
    post(keeper, "/catalogue/items/1/edit", **RICE | {"name": "长茄子", "pinyin": "changqiezi", "initials": "CQZ"})
    assert spelt() == ("changqiezi", "cqz")
    post(keeper, "/catalogue/items/1/edit", **RICE | {"name": "紫长茄子", "pinyin": "changqiezi", "initials": "cqz"})
    assert spelt() == ("changqiezi", "cqz")


def spelt() -> tuple[str | None, str | None]:
    """How the only item is spelt."""
    item = only(Item)
    db.session.refresh(item)
    return item.pinyin, item.initials


@pytest.mark.parametrize("name", ["鑫源粮油", "鑫源粮油 ", " 鑫源 粮油", "鑫源　粮油"])
def test_a_name_that_is_there_is_refused_with_the_way_to_it(keeper: FlaskClient, name: str) -> None:
    new_supplier(keeper)
    answer = new_supplier(keeper, name=name, phone="13900000000", tax_number="")
    assert answer.status_code == 422
    assert '<a href="/documents/supplier/1">鑫源粮油</a>' in answer.text
    assert 'value="13900000000"' in answer.text
    assert only(Supplier)


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ("a牌酱油", "Ａ牌酱油", False),
        ("酱油(大)", "酱油（大）", False),
        ("酱油1.5L", "酱油15L", True),
        ("酱油", "酱油膏", True),
    ],
)
def test_names_are_the_same_but_for_blanks_width_and_case(
    keeper: FlaskClient, first: str, second: str, *, taken: bool
) -> None:
    new_item(keeper, name=first)
    assert (new_item(keeper, name=second).status_code == 303) is taken


@pytest.mark.parametrize(
    "same", [{"phone": "0553 1234567"}, {"tax_number": TAX_NUMBER.lower()}, {"phone": "０５５３-1234567"}]
)
def test_a_number_of_anothers_is_asked_about(keeper: FlaskClient, same: dict[str, str]) -> None:
    new_supplier(keeper, phone="0553-1234567")
    other = {"name": "鑫源超市", "phone": "", "tax_number": ""} | same
    asked = new_supplier(keeper, **other)
    assert asked.status_code == 422
    assert '<a href="/documents/supplier/1">鑫源粮油</a> 的相同' in asked.text
    assert 'name="really"' in asked.text
    assert new_supplier(keeper, **other, really="y").status_code == 303


def test_the_tick_is_shown_only_where_there_is_a_likely_duplicate(keeper: FlaskClient) -> None:
    assert 'name="really"' not in keeper.get("/catalogue/suppliers/new").text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("tax_number", "91340700MA2MQ8XT6Q", "末位校验码要对"),
        ("tax_number", "123", "应为 18 位"),
        ("phone", "没有", "只填电话号码"),
        ("licence_until", "1899-12-31", "年份不对"),
        ("licence_until", "明年", "不是有效的日期值"),
        ("pinyin", "鑫源", "只用字母"),
        ("name", "", "请填写"),
        ("name", "长" * 101, "最多 100 个字"),
        ("kind", "连锁店", "不是有效的选择"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(keeper: FlaskClient, field: str, typed: str, sentence: str) -> None:
    answer = new_supplier(keeper, **{field: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.scalars(select(Supplier)).all() == []


@pytest.mark.parametrize(
    ("price", "fen"),
    [("5.6", 560), ("", None), ("0", 0), ("五元", -1), ("1e9", -1), ("-1", -1), ("5." + "1" * 19, -1), ("5.601", -1)],
)
def test_a_usual_price_is_an_amount(keeper: FlaskClient, price: str, fen: int | None) -> None:
    answer = new_item(keeper, usual_price=price)
    assert answer.status_code == (422 if fen == -1 else 303)
    assert [item.usual_price for item in db.session.scalars(select(Item))] == ([] if fen == -1 else [fen])


def test_what_is_changed_leaves_a_history(keeper: FlaskClient) -> None:
    new_supplier(keeper, licence_until="2026-12-31")
    post(keeper, "/catalogue/suppliers/1/edit", **XINYUAN | {"name": "鑫源粮行", "licence_until": "2029-12-31"})
    kept = {change.field: (change.before, change.after, change.by) for change in db.session.scalars(select(Change))}
    assert kept["名称"] == ("鑫源粮油", "鑫源粮行", "姓keeper")
    assert kept["许可证有效期至"] == ("2026-12-31", "2029-12-31", "姓keeper")
    assert set(kept) == {"登记", "名称", "许可证有效期至", "拼音", "首字母"}
    page = keeper.get("/documents/supplier/1").text
    assert "变更" in page
    assert "鑫源粮油" in page


def test_it_is_retired_with_a_date_and_used_again(keeper: FlaskClient) -> None:
    new_item(keeper)
    assert post(keeper, "/catalogue/items/1/retire", retired_on="2999-01-01").status_code == 422
    assert post(keeper, "/catalogue/items/1/retire", retired_on="2026-01-31").status_code == 303
    assert only(Item).retired_on == date(2026, 1, 31)
    page = keeper.get("/documents/item/1").text
    assert ("恢复使用" in page, ">停用</a>" in page) == (True, False)
    assert "它已经停用，可以在它的页面上恢复使用" in new_item(keeper).text
    assert post(keeper, "/catalogue/items/1/restore").status_code == 303
    db.session.refresh(only(Item))
    assert only(Item).retired_on is None
