"""What the cells of somebody's own spreadsheet say in our terms, or what is wrong with them."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from canteen.catalogue.forms import PHONE, WRONG_TAX_NUMBER, capitals, half_width
from canteen.catalogue.matching import Wanted
from canteen.catalogue.plan import Plan
from canteen.exchange.cells import Cell
from canteen.exchange.columns import Kind
from canteen.exchange.reading import Grid
from canteen.exchange.values import Fault, Field
from canteen.fields import trimmed
from canteen.tax_number import is_tax_number

SUMS = ("合计", "总计", "小计", "累计")
LONGEST = {"name": 100, "unit": 20, "licence": 100}
YES, NO = ("是", "有", "√", "✓", "✔", "y", "yes", "1"), ("否", "无", "×", "✗", "n", "no", "0")
YES_OR_NO = dict.fromkeys(YES, "是") | dict.fromkeys(NO, "否")
FOR_EVER = ("长期", "长期有效", "永久")
MONEY_SIGNS = re.compile(r"[¥￥元\s]")


class Wrong(ValueError):
    """What is wrong with a cell."""


Reader = Callable[[Mapping[str, Cell]], dict[str, Any]]
"""Gives a row's values by attribute; None for what it does not say. Raises Wrong."""


def cells_of(grid: Grid, plan: Plan) -> Iterator[tuple[int, dict[str, Cell]]]:
    """The rows below the heads with anything of ours in them: their number in the spreadsheet, their cells by attribute."""
    for row in range(plan.head + 1, grid.rows):
        places = {attr: grid.columns[place] for place, attr in plan.columns.items()}
        cells = {attr: tidy(different[codes[row]]) for attr, (different, codes) in places.items()}
        if any(cell != "" for cell in cells.values()):
            yield row + 1, cells


def tidy(cell: Cell) -> Cell:
    """The cell; of a text, its normal form on one line."""
    return " ".join(trimmed(cell).split()) if isinstance(cell, str) else cell


def reader(wanted: Wanted, plan: Plan) -> Reader:
    """What reads the rows of a sheet by the plan."""
    fields = {attr: Field.of(wanted.sheet, target.column) for attr, target in wanted.targets.items()}

    def read(cells: Mapping[str, Cell]) -> dict[str, Any]:
        values = {attr: _value(attr, field, cells.get(attr, ""), plan) for attr, field in fields.items()}
        for attr, field in fields.items():
            if values[attr] is None and field.column.required:
                raise Wrong(f"没有{field.column.name}" + ("，请在上面选一个" if attr in wanted.by_default else ""))
        return values

    return read


def _value(attr: str, field: Field, cell: Cell, plan: Plan) -> Any:
    column = field.column
    if cell == "":
        return plan.defaults.get(attr) or (False if column.kind is Kind.YES_NO else None)
    if column.choices and column.kind is Kind.CHOICE:
        return _choice(attr, field, str(cell), plan)
    value = field.read(_in_our_terms(column.kind, cell))
    if isinstance(value, Fault):
        raise Wrong(f"{column.name}{value.reason}")
    return CHECKS.get(attr, _checked_length)(attr, value)


def _choice(attr: str, field: Field, word: str, plan: Plan) -> str:
    if word in field.column.choices:
        return word
    if meant := plan.words.get(word) or plan.defaults.get(attr):
        return meant
    raise Wrong(f"{field.column.name}“{word}”归到哪一种，请在上面选")


def _in_our_terms(kind: Kind, cell: Cell) -> Cell:
    if kind is Kind.YES_NO and not isinstance(cell, list):
        text = f"{cell:g}" if isinstance(cell, float) else str(cell)
        return YES_OR_NO.get(text.casefold(), cell)
    if kind is Kind.MONEY and isinstance(cell, str):
        return MONEY_SIGNS.sub("", half_width(cell))
    return "" if kind is Kind.DATE and cell in FOR_EVER else cell


def _name(attr: str, name: str) -> Any:
    if name.replace(" ", "") in SUMS:
        raise Wrong("是合计行，不是名称")
    return _checked_length(attr, name)


def _tax_number(_attr: str, text: str) -> str:
    number = capitals(half_width(text))
    if not is_tax_number(number):
        raise Wrong(f"统一社会信用代码{WRONG_TAX_NUMBER}")
    return number


def _phone(_attr: str, text: str) -> str:
    number = half_width(text)
    if not PHONE.fullmatch(number):
        raise Wrong(f"电话“{text}”不是一个电话号码")
    return number


def _checked_length(attr: str, value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST.get(attr, len(value)):
        raise Wrong(f"“{value[:10]}……”超过 {LONGEST[attr]} 个字")
    if isinstance(value, str) and not value.isprintable():
        raise Wrong("有看不见的字符，请删去")
    return value


CHECKS: dict[str, Callable[[str, Any], Any]] = {"name": _name, "tax_number": _tax_number, "phone": _phone}
