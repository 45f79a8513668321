"""Spreadsheets that other programs made: their heads are found, their rows read, and nothing is stored before it is confirmed."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.catalogue.matching import WANTED, head_row, heads_in
from canteen.catalogue.spreadsheets import OWN
from canteen.db import db
from canteen.exchange.reading import grids
from canteen.models import Item
from tests.catalogue.sheets import asked, preview, send, store, tally
from tests.exchange.files import shared

TEMPLATES = ("templates/jsherp_goods_template.xls", "templates/jsherp_buy_sale_item_template.xls")


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_row_of_heads_is_the_expected_one(name: str) -> None:
    expected = json.loads(shared("samples", "expected.json").read_text(encoding="utf-8"))["templates"][name]
    found = list(grids(shared("samples", *name.split("/")).read_bytes(), (), OWN))
    assert [[grid.name, grid.rows, len(grid.columns)] for grid in found] == expected["sheets"]
    heads = heads_in(found[0], head_row(WANTED["item"], found[0]))
    assert heads[: len(expected["header"])] == expected["header"]


def test_a_list_of_goods_becomes_items(keeper: FlaskClient) -> None:
    address = preview(keeper, shared("samples", *TEMPLATES[0].split("/")).read_bytes())
    assert tally(keeper.get(address).text) == {"不能存": 2}
    store(keeper, asked(address, **{"as:饮料": "零星食材"}))
    found = [(item.name, item.unit, item.usual_price) for item in db.session.scalars(select(Item).order_by(Item.id))]
    assert found == [("可乐test", "瓶", 500), ("啤酒test", "瓶", 300)]


def test_a_list_without_units_and_categories_asks_for_one_of_each(keeper: FlaskClient) -> None:
    address = preview(keeper, shared("samples", *TEMPLATES[1].split("/")).read_bytes())
    assert tally(keeper.get(address).text) == {"不能存": 2}
    assert tally(keeper.get(asked(address, category="零星食材", unit="瓶")).text) == {"新的": 2}


def odd() -> list[Path]:
    """The spreadsheets that are odd or of another kind."""
    return sorted(path for folder in ("odd_sheets", "bank") for path in shared("samples", folder).glob("*.xls*"))


def test_odd_spreadsheets_get_an_answer_that_can_be_read(keeper: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("canteen.catalogue.spreadsheets.spend", lambda _limit: None)
    for path in odd():
        answer = send(keeper, path.read_bytes(), name=path.name)
        assert answer.status_code in (303, 422), path.name
        page = keeper.get(answer.location).text if answer.status_code == 303 else answer.text
        assert "导入" in page, path.name
    assert db.session.scalars(select(Item)).all() == []
