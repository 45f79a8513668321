"""What is signed, as the page shows it: read from the content itself, so that one sees what one signs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from canteen.ledger import Head, Line

Content = Mapping[str, Any]
FACTS = ("采购编号", "采购日期", "验收日期", "资金", "用途", "立项", "接待")
ORDERED = (
    Head("品目", "text"),
    Head("数量", "milli"),
    Head("单位", "text"),
    Head("单价", "yuan"),
    Head("金额", "yuan"),
    Head("备注", "text"),
)
ARRIVED = (
    Head("品目", "text"),
    Head("实收", "milli"),
    Head("单位", "text"),
    Head("毛重", "milli"),
    Head("皮重", "milli"),
    Head("说明", "text"),
    Head("批号", "text"),
    Head("保质期至", "day"),
    Head("检疫合格证号", "text"),
)


def facts(content: Content) -> list[dict[str, object]]:
    """Whom it was bought from, when, and what for."""
    seller = content.get("供应商") or content["出售"]
    known = [{"label": "供应商", "value": seller["名称"], "kind": "text"}]
    return known + [
        {"label": label, "value": content[label], "kind": "day" if isinstance(content[label], date) else "text"}
        for label in FACTS
        if content.get(label) is not None
    ]


def columns(content: Content) -> list[Head]:
    """The columns of its lines: those in which anything stands."""
    heads = ARRIVED if "第几次验收" in content else ORDERED
    return [head for head in heads if any(row[head.label] is not None for row in content["明细"])]


def lines(content: Content) -> list[Line]:
    """Its lines."""
    heads = columns(content)
    return [Line([row[head.label] for head in heads]) for row in content["明细"]]


def total(content: Content) -> Line | None:
    """The sum of an order's lines."""
    if "合计" not in content:
        return None
    heads = columns(content)
    return Line(["合计", *(content["合计"] if head.label == "金额" else None for head in heads[1:])])
