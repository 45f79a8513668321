"""What the rows of a workbook may not be, beyond the single cell: references, keys, and rules within a row."""

from collections.abc import Callable, Iterator
from typing import Any

from canteen.check import rulebook
from canteen.exchange.sheets import PAIRS
from canteen.exchange.stored import Stored
from canteen.exchange.tables import Errors, Table, Values
from canteen.exchange.values import Fault
from canteen.parameters import PARAMETERS, Parameter

Tables = dict[str, Table]
LARGEST = 10**14
"""Quantity (thousandths) times price (fen): 十亿元."""
LARGEST_BILL = 2**61
"""Readings, multiplier and price multiplied as they are stored: what a 64-bit integer holds, and doubled."""
OWN_CLAUSES = "B."


def check(tables: Tables, stored: Stored, errors: Errors) -> None:
    """Note everything that is wrong with the rows."""
    for table in tables.values():
        _check_references(table, tables, stored, errors)
        _check_ends(table, errors)
        _check_pairs(table, errors)
    for name, rule in RULES.items():
        if name in tables:
            for place, column, reason in rule(tables[name], tables, stored):
                errors.add(tables[name].sheet, tables[name].rows[place], column, reason)


def _check_references(table: Table, tables: Tables, stored: Stored, errors: Errors) -> None:
    for column in table.sheet.columns:
        if column.ref and not _is_unknowable(column.ref, tables):
            missing = _texts(table[column.name]) - _texts(_names(column.ref, tables)) - stored.ids(column.ref).keys()
            for place, value in enumerate(table[column.name] if missing else ()):
                if value in missing:
                    errors.add(
                        table.sheet,
                        table.rows[place],
                        column.name,
                        f"没有这一{_noun(column.ref)}：{value}",
                    )


def _noun(sheet: str) -> str:
    return "立项" if sheet == "采购立项" else sheet


def _texts(values: Values) -> set[str]:
    return {value for value in set(values) if isinstance(value, str)}


def _names(sheet: str, tables: Tables) -> Values:
    return tables[sheet][tables[sheet].sheet.keys[0]] if sheet in tables else []


def _is_unknowable(sheet: str, tables: Tables) -> bool:
    """Whether the file has the sheet without the column that names its rows."""
    return sheet in tables and tables[sheet].sheet.keys[0] in tables[sheet].absent


def _check_ends(table: Table, errors: Errors) -> None:
    for column in table.sheet.columns:
        if column.not_before:
            for place, (start, end) in enumerate(zip(table[column.not_before], table[column.name], strict=True)):
                if _is_before(end, start):
                    errors.add(table.sheet, table.rows[place], column.name, f"在{column.not_before} {start} 之前")


def _is_before(end: Any, start: Any) -> bool:
    return not (end is None or start is None or isinstance(end, Fault) or isinstance(start, Fault)) and bool(
        end < start
    )


def _check_pairs(table: Table, errors: Errors) -> None:
    pair = PAIRS.get(table.sheet.name, ())
    for name, other in zip(pair, reversed(pair), strict=True):
        for place, (value, beside) in enumerate(zip(table[name], table[other], strict=True)):
            if value is None and beside is not None:
                errors.add(table.sheet, table.rows[place], name, f"有{other}时必填")


Found = Iterator[tuple[int, str, str]]
"""Place of the row, column, reason."""


def _lines_amount(lines: Table, _tables: Tables, _stored: Stored) -> Found:
    for place, (ordered, accepted, price) in enumerate(
        zip(lines["数量"], lines["实收数量"], lines["单价"], strict=True)
    ):
        largest = max((number for number in (ordered, accepted) if isinstance(number, int)), default=0)
        if isinstance(price, int) and largest * price >= LARGEST:
            yield place, "单价", "数量乘单价过大"


def _bill_amount(bills: Table, _tables: Tables, _stored: Stored) -> Found:
    numbers = zip(bills["期初读数"], bills["期末读数"], bills["倍率"], bills["单价"], strict=True)
    for place, (opening, closing, multiplier, price) in enumerate(numbers):
        if isinstance(opening, int) and isinstance(closing, int) and isinstance(price, int):
            factor = multiplier if isinstance(multiplier, int) else 1000
            if abs(closing - opening) * factor * price >= LARGEST_BILL:
                yield place, "单价", "用量乘倍率乘单价过大"


def _has_lines(purchases: Table, tables: Tables, stored: Stored) -> Found:
    lines = tables.get("采购明细")
    if lines and "采购编号" in lines.absent:
        return
    with_lines = _texts(lines["采购编号"]) if lines else set()
    for place, number in enumerate(purchases["采购编号"]):
        if isinstance(number, str) and number not in with_lines and (number,) not in stored.rows("采购"):
            yield place, "采购编号", "这一采购没有采购明细"


def _one_name_each(appointments: Table, _tables: Tables, stored: Stored) -> Found:
    names = {staff_no: name for staff_no, (_, name) in stored.people().items()}
    for place, (staff_no, name) in enumerate(zip(appointments["工号"], appointments["姓名"], strict=True)):
        if isinstance(staff_no, str) and isinstance(name, str) and names.setdefault(staff_no, name) != name:
            yield place, "姓名", f"工号 {staff_no} 已是{names[staff_no]}，同一工号不能有两个姓名"


def _within_one_fund(transfers: Table, tables: Tables, stored: Stored) -> Found:
    funds: dict[object, object] = {kept.values[0]: kept.values[2] for kept in stored.rows("账户").values()}
    if "账户" in tables:
        funds |= dict(zip(tables["账户"]["账户名称"], tables["账户"]["资金"], strict=True))
    for place, (source, target) in enumerate(zip(transfers["转出账户"], transfers["转入账户"], strict=True)):
        if isinstance(source, str) and source == target:
            yield place, "转入账户", "与转出账户相同"
        elif (
            isinstance(from_fund := funds.get(source), str)
            and isinstance(to_fund := funds.get(target), str)
            and from_fund != to_fund
        ):
            yield place, "转入账户", f"转出账户属于{from_fund}，转入账户属于{to_fund}，只能在同一资金的账户之间划转"


def _is_parameter(values: Table, _tables: Tables, _stored: Stored) -> Found:
    seen = set()
    for place, (name, value, begins_on) in enumerate(values.records()):
        parameter = PARAMETERS.get(str(name))
        if parameter and (parameter.name, begins_on) in seen:
            yield place, "名称", f"重复：{parameter.label}"
        elif parameter and isinstance(value, str):
            yield from _unreadable(place, parameter, value)
        elif isinstance(name, str) and not parameter:
            yield place, "名称", f"没有这一参数：{name}"
        seen.add((parameter and parameter.name, begins_on))


def _unreadable(place: int, parameter: Parameter, value: str) -> Found:
    try:
        parameter.parse(value)
    except ValueError as error:
        yield place, "值", str(error)


def _is_own_clause(switches: Table, _tables: Tables, _stored: Stored) -> Found:
    own = {clause.number for clause in rulebook() if clause.number.startswith(OWN_CLAUSES)}
    for place, number in enumerate(switches["条款"]):
        if isinstance(number, str) and number not in own:
            yield place, "条款", "只有 B 类条款可以停用"


RULES: dict[str, Callable[[Table, Tables, Stored], Found]] = {
    "任职": _one_name_each,
    "采购": _has_lines,
    "采购明细": _lines_amount,
    "资金划转": _within_one_fund,
    "水电费": _bill_amount,
    "参数": _is_parameter,
    "停用条款": _is_own_clause,
}
