"""What is signed, as the page shows it: read from the content itself, so that one sees what one signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from canteen.formats import milli, yuan

Content = Mapping[str, Any]
FACTS = ("采购编号", "采购日期", "验收日期", "资金", "用途", "立项", "接待")
ORDERED, ARRIVED = ("数量", "单价", "金额"), ("毛重", "皮重", "实收")
BESIDE = ("备注", "说明", "批号", "保质期至", "检疫合格证号")
PLAIN = ("备注", "说明")
"""What needs no label."""
MONEY, WITH_UNIT = ("单价", "金额"), ("数量", "实收")


@dataclass(frozen=True)
class Row:
    """A line: what it is of, what is noted beside it, its numbers as they are written."""

    name: str
    beside: str
    numbers: list[str]


def facts(content: Content) -> list[dict[str, object]]:
    """Whom it was bought from, when, and what for."""
    seller = content.get("供应商") or content["出售"]
    known = [{"label": "供应商", "value": seller["名称"], "kind": "text"}]
    return known + [
        {"label": label, "value": content[label], "kind": "day" if isinstance(content[label], date) else "text"}
        for label in FACTS
        if content.get(label) is not None
    ]


def columns(content: Content) -> list[str]:
    """The numbers of its lines: those of an order, or those in which anything was weighed."""
    wanted = ARRIVED if "第几次验收" in content else ORDERED
    return [label for label in wanted if any(line[label] is not None for line in content["明细"])]


def rows(content: Content) -> list[Row]:
    """Its lines."""
    wanted = columns(content)
    return [
        Row(str(line["品目"]), _beside(line), [_written(line, label) for label in wanted]) for line in content["明细"]
    ]


def _beside(line: Content) -> str:
    noted = [(label, line.get(label)) for label in BESIDE]
    return "，".join(f"{'' if label in PLAIN else f'{label} '}{value}" for label, value in noted if value)


def _written(line: Content, label: str) -> str:
    if label in MONEY:
        return yuan(line[label])
    return f"{milli(line[label])} {line['单位']}" if label in WITH_UNIT else milli(line[label])
