"""What the forms wrote goes out as a workbook, comes into an empty installation, and is checked the same there."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen import create_app
from canteen.check import check
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.exchange.writing import export_history
from canteen.models import Canteen, Supplier
from canteen.months import When
from tests import world
from tests.conftest import config_for
from tests.forms.filling import fill
from tests.pictures.photos import photo
from tests.security.staff import employ, log_in
from tests.signing.pens import enrol

NOW = "2026-11-10T12:00:00+08:00"
MONTHS = (date(2026, 10, 1), date(2026, 11, 1))
POSTS = {"kuaiji": "会计", "chuna": "出纳", "caigou": "采购", "jianguan": "监管", "guanli": "管理员"}
Who = Callable[[str], FlaskClient]


@pytest.fixture
def who(app: Flask) -> Who:
    """Gives somebody of a canteen with the lawful world, logged in, with a PIN."""
    assert bring_in(world.lawful(), canteen="01", name="机关食堂", by="宋德明").errors == []
    clients: dict[str, FlaskClient] = {}

    def somebody(name: str) -> FlaskClient:
        if name not in clients:
            enrol(employ(name, POSTS[name]))
            clients[name] = app.test_client()
            log_in(clients[name], name)
        return clients[name]

    return somebody


def stored(answer: TestResponse) -> str:
    """Where the form led: it was stored."""
    assert answer.status_code == 303, re.findall(r'class="error"[^>]*>([^<]+)|class="found">([^<]+)', answer.text)
    return answer.location


def write_by_the_forms(who: Who) -> None:
    """One of everything that can be entered."""
    keeper, cashier, buyer = who("kuaiji"), who("chuna"), who("caigou")
    stored(fill(who("guanli"), "/setup/departments/new", 部门名称="建设局"))
    stored(
        fill(
            keeper, "/setup/accounts/new", 账户名称="伙食费二户", kind="银行", fund="伙食费", 年度="2026", 年初余额="0"
        )
    )
    stored(fill(keeper, "/catalogue/suppliers/new", 名称="新港粮油", kind="固定经营场所"))
    stored(fill(keeper, "/catalogue/items/new", 名称="蒸柜", category="设备购置", 计量单位="台", 参考单价="1800"))
    lines = {"lines-0-item": "蒸柜", "lines-0-quantity": "1"}
    case = stored(fill(buyer, "/sourcing/new", 事项="换蒸柜", **lines))
    stored(fill(buyer, f"{case}/quotes/new", 供应商="新港粮油", price_1="1750.00"))
    stored(fill(keeper, "/income/books/new", 票据本号="新本", 起号="900", 止号="949", 领用人="姓chuna（chuna）"))
    stored(fill(cashier, "/income/new", 金额="4200.00", 票据号码="900", 收到哪个账户="伙食费专户"))
    stored(fill(cashier, "/transfers/new", 从哪个账户转出="伙食费专户", 转入哪个账户="伙食费二户", 金额="100.00"))
    readings = {"月份": "2026-11", "期初读数": "0", "期末读数": "10", "单价": "3.5", "账单金额": "35.00"}
    stored(fill(keeper, "/utilities/new", utility="水", 表号="厨房 2", 表盘照片=(photo(), "表盘.jpg"), **readings))


def reports(canteen: int) -> list[Any]:
    """The checks of the months."""
    return [json.loads(json.dumps(check(When(canteen, month, date(2026, 11, 10))).as_json())) for month in MONTHS]


@time_machine.travel(NOW, tick=False)
def test_what_the_forms_wrote_is_checked_the_same_where_it_is_brought(who: Who, empty_url: str, tmp_path: Path) -> None:
    write_by_the_forms(who)
    here = db.session.scalars(select(Canteen.id)).one()
    export_history(here, tmp_path / "台账.xlsx")
    told = reports(here)
    assert db.session.scalars(select(Supplier.name).where(Supplier.name == "新港粮油")).all()
    other = create_app(config_for(empty_url, tmp_path / "other"))
    with other.app_context():
        upgrade()
        assert bring_in(tmp_path / "台账.xlsx", canteen="01", name="机关食堂").errors == []
        assert reports(db.session.scalars(select(Canteen.id)).one()) == told
        db.session.remove()
        db.engine.dispose()
