"""What live documents stand on stays as it is: it is shown as a fact, and a change makes a new one."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from canteen.db import db
from canteen.models import Canteen, CaseLine, Item, Line, Purchase, Quote, SourcingCase, Supplier
from canteen.models.words import Fund, Purpose, State
from canteen.step import unjudged
from tests.catalogue.test_entering import RICE, XINYUAN, new_item, new_supplier
from tests.security.staff import post

EDIT_ITEM, EDIT_SUPPLIER = "/catalogue/items/1/edit", "/catalogue/suppliers/1/edit"
REASON = "已有单据用了它"


def buy(state: State) -> None:
    """Buy the only item from the only supplier."""
    with unjudged():
        line = Line(line_no=1, item_id=1, quantity=1_000, unit_price=560)
        day, number = date(2026, 10, 5), None if state is State.DRAFT else "CG-202610-0001"
        db.session.add(
            Purchase(
                canteen_id=1, number=number, state=state, purchased_on=day, supplier_id=1,
                fund=Fund.MEAL, purpose=Purpose.STAFF, lines=[line],
            )
        )  # fmt: skip


@pytest.fixture
def keeper(keeper: FlaskClient) -> FlaskClient:
    """The accountant, who has entered a supplier and an item."""
    new_supplier(keeper)
    new_item(keeper)
    return keeper


@pytest.mark.parametrize(("state", "fixed"), [(State.DRAFT, False), (State.LIVE, True), (State.VOID, False)])
def test_a_live_document_fixes_them(keeper: FlaskClient, state: State, *, fixed: bool) -> None:
    buy(state)
    for address, fields in ((EDIT_ITEM, ("category", "unit", "in_catalogue", "durable")), (EDIT_SUPPLIER, ("kind",))):
        page = keeper.get(address).text
        assert (REASON in page) is fixed
        assert [f'name="{field}"' in page for field in fields] == [not fixed] * len(fields)
        assert 'name="name"' in page


def test_a_case_and_its_quotes_fix_them(keeper: FlaskClient) -> None:
    assert [REASON in keeper.get(address).text for address in (EDIT_ITEM, EDIT_SUPPLIER)] == [False, False]
    with unjudged():
        line = CaseLine(line_no=1, item_id=1, quantity=1_000)
        quote = Quote(supplier_id=1, quoted_on=date(2026, 10, 5), amount=5_60)
        case = SourcingCase(canteen_id=1, number="LX-1", matter="大米", method="询价", lines=[line], quotes=[quote])
        db.session.add(case)
    assert [REASON in keeper.get(address).text for address in (EDIT_ITEM, EDIT_SUPPLIER)] == [True, True]


@pytest.mark.parametrize("changed", [{"unit": "斤"}, {"in_catalogue": ""}, {"durable": "y"}, {"category": "杂品"}])
def test_a_use_since_the_form_was_shown_refuses_the_change(keeper: FlaskClient, changed: dict[str, str]) -> None:
    buy(State.LIVE)
    assert post(keeper, EDIT_ITEM, **RICE).status_code == 303
    sent = {name: value for name, value in (RICE | changed).items() if value}
    answer = post(keeper, EDIT_ITEM, **sent)
    assert answer.status_code == 422
    assert "停用它另建一个" in answer.text
    item = db.session.get_one(Item, 1)
    assert (item.category, item.unit, item.in_catalogue, item.durable) == ("大宗食材", "公斤", True, False)


def test_the_name_may_change_all_the_same(keeper: FlaskClient) -> None:
    buy(State.LIVE)
    assert post(keeper, EDIT_ITEM, name="东北大米").status_code == 303
    item = db.session.get_one(Item, 1)
    assert (item.name, item.category, item.unit, item.in_catalogue) == ("东北大米", "大宗食材", "公斤", True)


def test_a_change_of_it_makes_a_new_one_and_retires_the_old(keeper: FlaskClient) -> None:
    buy(State.LIVE)
    page = keeper.get("/catalogue/items/1/replace").text
    assert 'value="大米（新）"' in page
    assert post(keeper, "/catalogue/items/1/replace", **RICE | {"name": "大米", "unit": "斤"}).status_code == 422
    answer = post(keeper, "/catalogue/items/1/replace", **RICE | {"name": "大米（斤）", "unit": "斤"})
    assert answer.location == "/documents/item/2"
    old, new = (db.session.get_one(Item, key) for key in (1, 2))
    assert (old.unit, old.retired_on is None) == ("公斤", False)
    assert (new.unit, new.retired_on, new.pinyin) == ("斤", None, "damijin")
    assert new.initials


def test_a_supplier_s_account_is_not_copied(keeper: FlaskClient) -> None:
    with unjudged():
        supplier = db.session.get_one(Supplier, 1)
        supplier.bank, supplier.bank_account = "建设银行", "12345678"
    post(
        keeper, "/catalogue/suppliers/1/replace", **XINYUAN | {"name": "鑫源粮油行", "kind": "零星摊贩", "really": "y"}
    )
    new = db.session.get_one(Supplier, 2)
    assert (new.kind, new.bank, new.bank_account) == ("零星摊贩", None, None)


def test_another_canteen_s_are_not_there(keeper: FlaskClient) -> None:
    with unjudged():
        other = Canteen(code="02", name="第 02 食堂")
        db.session.add(other)
        db.session.flush()
        fields = {"canteen_id": other.id, "name": "面粉", "category": "大宗食材", "unit": "公斤"}
        db.session.add(Item(**fields, in_catalogue=False, durable=False))
    for deed in ("edit", "replace", "retire", "restore", "confirm"):
        assert keeper.get(f"/catalogue/items/2/{deed}").status_code == 404
        assert post(keeper, f"/catalogue/items/2/{deed}", **RICE).status_code == 404
