"""What was signed, in words: goods as lines, everything else label by label with its numbers written as people write them."""

from collections.abc import Mapping
from typing import Any

from canteen.documents.kinds import KINDS, SHEETS, Kind
from canteen.documents.rows import SHOWN_AS
from canteen.exchange.sheets import Sheet
from canteen.ledger import WRITTEN
from canteen.signoff.shown import FACTS

Content = Mapping[str, Any]
FEN = ("合计", "已付", "涉及金额（分）")
"""What is money and no column of a workbook."""
ON_ITS_OWN = ("订单", "到货", "资料截至")
WITH_GOODS = (*FACTS, "供应商", "出售", "明细", "合计", "照片", "已收", "立项内部号", "接待内部号", "资料截至")
"""What the lines of goods show, or what only the original text says: keys of rows."""


def goods(content: Content) -> list[tuple[str, Content]]:
    """What of a content is goods, each part under its heading: what was ordered, sold, or arrived."""
    if "订单" in content and "到货" in content:
        return [("订单", content["订单"]), ("到货", content["到货"])]
    return [("签的是这些", content)] if "明细" in content and ("供应商" in content or "出售" in content) else []


def beside(content: Content) -> dict[str, Any]:
    """Everything else of a content, written."""
    parts = goods(content)
    left_out = ON_ITS_OWN if len(parts) > 1 else WITH_GOODS if parts else ()
    paper = next((kind for kind in KINDS if kind.title == content.get("单据")), None)
    kinds = _kinds(*(kind.sheet for kind in KINDS)) | (_kinds(paper.sheet) if paper else {})
    return {
        label.removesuffix("（分）"): _told(label, _named(label, value, paper), kinds)
        for label, value in content.items()
        if label not in left_out
    }


def _kinds(*sheets: Sheet) -> dict[str, str]:
    """How numbers under a label are written."""
    columns = {column.name: SHOWN_AS.get(column.kind, "text") for sheet in sheets for column in sheet.columns}
    return columns | dict.fromkeys(FEN, "yuan")


def _named(label: str, value: Any, paper: Kind | None) -> Any:
    """The rows of a paper's table, whose cells a voided paper's content holds without their heads."""
    table = next((each for each in paper.tables if each.title == label), None) if paper else None
    heads = table.columns.split() if table else []
    if table is None or any(len(row) != len(heads) for row in value):
        return value
    kinds = _kinds(SHEETS[table.sheet])
    return [
        {head.rpartition(".")[2]: _told(head, cell, kinds) for head, cell in zip(heads, row, strict=True)}
        for row in value
    ]


def _told(label: str, value: Any, kinds: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _told(name, each, kinds) for name, each in value.items()}
    if isinstance(value, list):
        return [_told(label, each, kinds) for each in value]
    if value is None or isinstance(value, bool):
        return {None: "无", True: "是", False: "否"}[value]
    write = WRITTEN.get(kinds.get(label, "")) if isinstance(value, int) else None
    return write(value) if write else str(value)
