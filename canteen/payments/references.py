"""Transfers that wait for the bank: the list that the cashier uploads, and the bank's references as they come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from canteen import audit, clock
from canteen.changes import amend
from canteen.choosing import here
from canteen.db import db
from canteen.entering import Fault
from canteen.exchange.cells_out import FORMATS, put
from canteen.exchange.columns import Kind
from canteen.exchange.monthbook.look import UNDER_HEAD, hei, on_a4, width_of
from canteen.models import Account, Change, Payment, PaymentPart
from canteen.models.words import Origin, PaymentMethod, State
from canteen.payments.forms import ReferencesForm
from canteen.security import current

LABELS = {"bank_ref": "银行流水号"}
SHEET, CHECK = "转账清单", "核对"
COLUMNS = (
    ("序号", Kind.INTEGER, 6),
    ("收款人名称", Kind.TEXT, 28),
    ("开户银行", Kind.TEXT, 30),
    ("收款账号", Kind.TEXT, 24),
    ("金额", Kind.MONEY, 14),
    ("用途", Kind.TEXT, 28),
    ("付款编号", Kind.TEXT, 17),
)


@dataclass(frozen=True)
class Waiting:
    """A transfer that has no reference yet; plain values."""

    key: int
    number: str
    paid_on: Any
    payee: str
    bank: str | None
    bank_account: str | None
    amount: int
    purpose: str
    listed_at: datetime | None
    """When it was last put into a list."""

    @property
    def is_complete(self) -> bool:
        """Whether the bank would know where to send it."""
        return bool(self.bank and self.bank_account)


@dataclass(frozen=True)
class Batch:
    """The waiting transfers of one account."""

    account: Account
    rows: list[Waiting]

    def chosen(self, *, again: bool) -> list[Waiting]:
        """What goes into a list: what was in none yet, or all of it once more; never what has no account."""
        return [row for row in self.rows if row.is_complete and (again or row.listed_at is None)]


def batches(canteen_id: int) -> list[Batch]:
    """What waits for the bank, by the account that pays."""
    rows = list(db.session.scalars(_waiting(canteen_id)))
    listed = _listed_at(rows)
    by_account: dict[Account, list[Waiting]] = {}
    for payment in rows:
        if sum(part.amount for part in payment.parts) > 0:
            by_account.setdefault(payment.account, []).append(_row(payment, listed.get(payment.id)))
    return [Batch(account, found) for account, found in by_account.items()]


def transfer_list(batch: Batch, rows: list[Waiting]) -> bytes:
    """The workbook that a bank's page takes: heads in the first row, one payment a row; the sums on a sheet beside."""
    book = Workbook()
    page: Any = book.active
    page.title, page.print_title_rows, page.freeze_panes = SHEET, "1:1", "A2"
    on_a4(page)
    _fill(page, [[*_cells(nth, row)] for nth, row in enumerate(rows, 1)])
    beside = book.create_sheet(CHECK)
    facts = _facts(batch, rows)
    beside.column_dimensions["B"].width = _width(20, [[value] for _, value in facts.values()], 1)
    for line, (label, (kind, value)) in enumerate(facts.items(), 1):
        _put(beside.cell(line, 1), Kind.TEXT, label)
        _put(beside.cell(line, 2), kind, value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def note_listed(rows: list[Waiting]) -> None:
    """Note which payments went into a list, in the log and with each payment, within the caller's transaction."""
    at, by = clock.now(), current().name
    db.session.add_all(Change(thing=f"payment:{row.key}", field=SHEET, after="已列入", at=at, by=by) for row in rows)
    sums = {row.number: row.amount for row in rows}
    audit.record("导出转账清单", here().code, count=len(rows), total=sum(sums.values()), payments=sorted(sums))


def write(form: ReferencesForm, canteen_id: int) -> int:
    """Write the references that were typed, within the caller's transaction; gives how many."""
    typed = [row.form for row in form.rows if row.form.bank_ref.data]
    for row in typed:
        payment = db.session.get(Payment, row.payment.data)
        if payment is None or payment.canteen_id != canteen_id or payment.state != State.LIVE:
            raise Fault("", "有一笔付款已经作废或不在了，请刷新这一页")
        if payment.bank_ref and payment.bank_ref != row.bank_ref.data:
            raise Fault("", f"{payment.number} 刚有人填了流水号 {payment.bank_ref}，请刷新这一页")
        refer(payment, str(row.bank_ref.data))
    return len(typed)


def refer(payment: Payment, bank_ref: str) -> None:
    """Set a payment's reference; what it was stays in its history."""
    amend(payment, {"bank_ref": bank_ref}, LABELS)


def _waiting(canteen_id: int) -> Any:
    """Imported transfers are no work of today."""
    made_here = (Payment.origin == Origin.PRODUCT, Payment.state == State.LIVE, Payment.canteen_id == canteen_id)
    unreferenced = (Payment.method == PaymentMethod.TRANSFER, Payment.bank_ref.is_(None))
    whole = (joinedload(Payment.supplier), joinedload(Payment.account), selectinload(Payment.parts))
    purchases = selectinload(Payment.parts).joinedload(PaymentPart.purchase)
    return select(Payment).where(*made_here, *unreferenced).options(*whole, purchases).order_by(Payment.id)


def _listed_at(payments: list[Payment]) -> dict[int, datetime]:
    things = [f"payment:{payment.id}" for payment in payments]
    noted = select(Change.thing, func.max(Change.at)).where(Change.field == SHEET, Change.thing.in_(things))
    return {int(thing.partition(":")[2]): at for thing, at in db.session.execute(noted.group_by(Change.thing))}


def _row(payment: Payment, listed_at: datetime | None) -> Waiting:
    return Waiting(
        key=payment.id,
        number=payment.number or "",
        paid_on=payment.paid_on,
        payee=payment.supplier.name,
        bank=payment.supplier.bank,
        bank_account=payment.supplier.bank_account,
        amount=sum(part.amount for part in payment.parts),
        purpose=_purpose([part.purchase.number or "" for part in payment.parts if part.amount > 0]),
        listed_at=listed_at,
    )


def _purpose(numbers: list[str]) -> str:
    more = f"等{len(numbers)}笔" if len(numbers) > 1 else ""
    return f"食堂货款 {numbers[0]}{more}"


def _cells(nth: int, row: Waiting) -> Iterable[object]:
    return nth, row.payee, row.bank, row.bank_account, row.amount, row.purpose, row.number


def _facts(batch: Batch, rows: list[Waiting]) -> dict[str, tuple[Kind, object]]:
    return {
        "付款账户": (Kind.TEXT, batch.account.name),
        "笔数": (Kind.INTEGER, len(rows)),
        "合计": (Kind.MONEY, sum(row.amount for row in rows)),
        "食堂": (Kind.TEXT, here().name),
        "制表": (Kind.TEXT, current().name),
        "时间": (Kind.TIME, clock.now()),
    }


def _fill(page: Any, rows: list[list[object]]) -> None:
    for column, (head, _, width) in enumerate(COLUMNS, 1):
        _put(page.cell(1, column), Kind.TEXT, head)
        page.cell(1, column).border = UNDER_HEAD
        page.column_dimensions[page.cell(1, column).column_letter].width = _width(width, rows, column)
    for number, row in enumerate(rows, 2):
        for column, ((_, kind, _), value) in enumerate(zip(COLUMNS, row, strict=True), 1):
            _put(page.cell(number, column), kind, value)


def _width(least: float, rows: list[list[object]], column: int) -> float:
    """Wide enough for the longest text of the column, so that nothing is cut or printed over its neighbour."""
    return max(least, *(width_of(str(row[column - 1])) + 2 for row in rows))


def _put(cell: Any, kind: Kind, value: object) -> None:
    put(cell, kind, value)
    cell.font, cell.number_format = hei(10), FORMATS.get(kind, "General")
