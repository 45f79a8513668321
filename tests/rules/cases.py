"""How a case is told: small changes to the lawful world, and the findings that exactly they make."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce

from tests import world
from tests.world import Row, Sheets

Change = Callable[[Sheets], Sheets]
Judge = Callable[["Case"], None]
"""Stores a case and demands its findings (conftest.py)."""


@dataclass(frozen=True)
class Found:
    """A finding that must be there: its clause, document, amount, and a piece of what it says."""

    clause: str
    document: str
    amount: str | None = None
    says: str = ""
    state: str = "open"


@dataclass(frozen=True)
class Case:
    """A changed world, the month looked at, and all that is found in it."""

    title: str
    changes: tuple[Change, ...]
    found: tuple[Found, ...] = ()
    month: date = world.MONTH
    as_of: date = world.AS_OF
    numbers: tuple[tuple[str, str, str], ...] = ()
    """Parameters set for the case: name, value, first day."""
    on: tuple[str, ...] = ()
    """Clauses switched on that are off by default."""

    @property
    def sheets(self) -> Sheets:
        """The lawful world with the changes made."""
        return reduce(lambda sheets, change: change(sheets), self.changes, world.lawful())


def crime(
    title: str,
    *changes: Change,
    finds: Found | tuple[Found, ...],
    month: date = world.MONTH,
    as_of: date = world.AS_OF,
    numbers: tuple[tuple[str, str, str], ...] = (),
    on: tuple[str, ...] = (),
) -> Case:
    """A change that the law finds."""
    return Case(title, changes, finds if isinstance(finds, tuple) else (finds,), month, as_of, numbers, on)


def fine(
    title: str,
    *changes: Change,
    month: date = world.MONTH,
    as_of: date = world.AS_OF,
    numbers: tuple[tuple[str, str, str], ...] = (),
    on: tuple[str, ...] = (),
) -> Case:
    """A change that looks like a crime and is none: the border of a clause."""
    return Case(title, changes, (), month, as_of, numbers, on)


def titles(case: Case) -> str:
    """What pytest calls the case."""
    return case.title


def change(sheet: str, *key: str, **cells: object) -> Change:
    """These cells of the rows with the key are otherwise."""
    return lambda sheets: world.changed(sheets, sheet, *key, **cells)


def remove(sheet: str, *key: str) -> Change:
    """The rows with the key are not there."""
    return lambda sheets: world.without(sheets, sheet, *key)


def add(sheet: str, **cells: object) -> Change:
    """One row more."""
    return lambda sheets: world.with_row(sheets, sheet, **cells)


def sign(number: str, role: str, who: str, at: str, **cells: object) -> Change:
    """One signature more."""
    return add("签名", 单据编号=number, 签名角色=role, 签名人=who, 签名时间=at, **cells)


def appoint(who: str, name: str, post: str, start: str, end: str | None = None) -> Change:
    """One appointment more."""
    return add("任职", 工号=who, 姓名=name, 岗位=post, 任职开始=start, 任职结束=end)


def costs(number: str, price: str, quantity: str = "1") -> Change:
    """The purchase's first line costs something else, and so do its receipt and its payment."""

    def repriced(sheets: Sheets) -> Sheets:
        line = _row(sheets, "采购明细", 采购编号=number, 行号="1")
        more = _amount(quantity, price) - _amount(line["数量"], line["单价"])
        sheets = world.changed(sheets, "采购明细", number, "1", 数量=quantity, 单价=price, 实收数量=quantity)
        receipt = str(_row(sheets, "票据采购", 采购编号=number)["票据编号"])
        invoiced = Decimal(str(_row(sheets, "票据", 票据编号=receipt)["金额"]))
        part = _row(sheets, "付款明细", 采购编号=number)
        paid = Decimal(str(part["金额"]))
        sheets = world.changed(sheets, "票据", receipt, 金额=str(invoiced + more))
        return world.changed(sheets, "付款明细", str(part["付款编号"]), number, 金额=str(paid + more))

    return repriced


def _row(sheets: Sheets, sheet: str, **cells: str) -> Row:
    return next(row for row in sheets[sheet] if cells.items() <= row.items())


def _amount(quantity: object, price: object) -> Decimal:
    return (Decimal(str(quantity)) * Decimal(str(price))).quantize(Decimal("0.01"), ROUND_HALF_UP)
