"""Finds in anybody's spreadsheet what our columns are called there: the row of heads, and which of them is which."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from canteen.catalogue.duplicates import folded
from canteen.exchange.columns import Column, Kind, of
from canteen.exchange.reading import Grid
from canteen.exchange.sheets import BY_NAME, Sheet

HEADS_WITHIN = 20
"""How far down the row of heads is looked for."""
ASIDE = re.compile(r"\(.*?\)|[*:]")
"""What stands in heads beside their name, as folded: 单价(元), 名称*."""


@dataclass(frozen=True)
class Target:
    """A column of ours, and what it is called elsewhere, the likeliest first."""

    column: Column
    words: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What is brought into a catalogue: the sheet that says how its values are read, and its columns."""

    sheet: Sheet
    targets: Mapping[str, Target]
    """By the model's attribute; the first names the row."""
    by_default: tuple[str, ...]
    """The columns of which one value may be chosen for all rows that have none."""


def _wanted(sheet: Sheet, by_default: tuple[str, ...], names: Mapping[str, str], *more: Column) -> Wanted:
    columns = {column.name: column for column in (*sheet.columns, *more)}
    targets = {columns[name].attr: Target(columns[name], (name, *words.split())) for name, words in names.items()}
    return Wanted(sheet, targets, by_default)


WANTED = {
    "item": _wanted(
        BY_NAME["品目"],
        ("category", "unit"),
        {
            "名称": "品名 商品名称 物品名称 物资名称 货物名称 食材名称 产品名称 材料名称 品目 商品 货品",
            "类别": "商品类别 物品类别 食材类别 分类 品类 种类 类型",
            "计量单位": "单位 基本单位 采购单位 主单位",
            "参考单价": "单价 采购价 采购单价 进价 进货价 价格 含税单价",
            "集采目录内": "集采 集中采购目录 集采目录",
            "耐用": "耐用品 固定资产",
        },
        of(Kind.MONEY, "参考单价", "usual_price"),
    ),
    "supplier": _wanted(
        BY_NAME["供应商"],
        ("kind",),
        {
            "名称": "供应商名称 供应商 供货商 供货商名称 供货单位 单位名称 企业名称 公司名称 商户名称 往来单位",
            "类型": "供应商类型 经营类型 类别 分类",
            "统一社会信用代码": "税号 纳税人识别号 社会信用代码 信用代码 统一信用代码",
            "许可证号": "许可证 许可证编号 食品经营许可证 食品经营许可证号 经营许可证号",
            "许可证有效期至": "许可证有效期 有效期至 有效期 到期日期 到期日",
            "电话": "联系电话 手机 手机号 手机号码 电话号码 联系方式",
        },
        Column("电话", "phone"),
    ),
}


def label_of(head: object) -> str:
    """A head as it is compared: without width, case, blanks, and what stands beside it."""
    return ASIDE.sub("", folded(str(head)))


def matched(wanted: Wanted, heads: list[str]) -> dict[int, str]:
    """Which attribute each place holds, as far as its head says so; each attribute once."""
    labels = [label_of(head) for head in heads]
    found = {}
    for attr, target in wanted.targets.items():
        place = next((labels.index(word) for word in map(label_of, target.words) if word in labels), None)
        if place is not None and place not in found:
            found[place] = attr
    return found


def head_row(wanted: Wanted, grid: Grid) -> int:
    """The row of heads: the one in which the most of our columns are named; of equal ones in a row, the last."""
    many = [len(matched(wanted, heads_in(grid, row))) for row in range(min(grid.rows, HEADS_WITHIN))]
    best = many.index(max(many)) if many else 0
    while many[best] and many[best + 1 : best + 2] == [many[best]]:
        best += 1
    return best


def heads_in(grid: Grid, row: int) -> list[str]:
    """The cells of a row as texts."""
    cells = [different[codes[row]] for different, codes in grid.columns]
    return ["" if isinstance(cell, list) else str(cell).strip() for cell in cells]
