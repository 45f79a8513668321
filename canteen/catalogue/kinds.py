"""The two catalogues, suppliers and items, as data: their model, the columns that people read, what is fixed once used."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, exists

from canteen import ledger
from canteen.models import CaseLine, Item, Line, Payment, Purchase, Quote, SourcingCase, Supplier
from canteen.models.words import State

Entered = Supplier | Item
SPELT = {"pinyin": "拼音", "initials": "首字母"}
KINDS = {"usual_price": "yuan", "in_catalogue": "yes", "durable": "yes", "licence_until": "day", "phone": "no"}
"""How the values are written that are not plain text (canteen/ledger.py)."""


@dataclass(frozen=True)
class Catalogue:
    """A catalogue: its model, its word for one entry, the labels of its columns, and those that a use fixes."""

    slug: str
    word: str
    model: type[Supplier] | type[Item]
    labels: dict[str, str]
    fixed: tuple[str, ...]
    uses: Callable[[int], list[ColumnElement[bool]]] = field(repr=False)
    """Whether a live document uses the entry of that key, kind of document by kind."""


def _supplied(key: int) -> list[ColumnElement[bool]]:
    return [
        _live(Purchase, Purchase.supplier_id == key),
        _live(Payment, Payment.supplier_id == key),
        _live(SourcingCase, SourcingCase.id == Quote.case_id, Quote.supplier_id == key),
    ]


def _bought(key: int) -> list[ColumnElement[bool]]:
    return [
        _live(Purchase, Purchase.id == Line.purchase_id, Line.item_id == key),
        _live(SourcingCase, SourcingCase.id == CaseLine.case_id, CaseLine.item_id == key),
    ]


def _live(document: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(document.state == State.LIVE, *conditions)


def shown(attr: str, value: object) -> str:
    """A value as people read it."""
    return str(ledger.shown(value, KINDS.get(attr, "text")))


SUPPLIERS = Catalogue(
    "supplier",
    "供应商",
    Supplier,
    {
        "name": "名称",
        "kind": "类型",
        "phone": "电话",
        "tax_number": "统一社会信用代码",
        "licence": "许可证号",
        "licence_until": "许可证有效期至",
        "bank": "开户银行",
        "bank_account": "银行账号",
        "retired_on": "停用日期",
        "unconfirmed": "待会计确认",
        **SPELT,
    },
    ("kind",),
    _supplied,
)
ITEMS = Catalogue(
    "item",
    "品目",
    Item,
    {
        "name": "名称",
        "category": "类别",
        "unit": "计量单位",
        "usual_price": "参考单价",
        "in_catalogue": "集采目录内",
        "durable": "耐用",
        "retired_on": "停用日期",
        "unconfirmed": "待会计确认",
        **SPELT,
    },
    ("category", "unit", "in_catalogue", "durable"),
    _bought,
)
CATALOGUES = {each.slug: each for each in (SUPPLIERS, ITEMS)}
