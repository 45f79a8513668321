"""What findings point at: each subject's rows, its reference, its month, and the documents that reach it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    and_,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from canteen.db import days_between
from canteen.facts import (
    covering,
    in_force,
    lines,
    receipt_day,
    signed_as,
    spending_by_category,
    total_of,
    usual_prices,
)
from canteen.models import (
    Appointment,
    Budget,
    Canteen,
    Cover,
    DepartmentBudget,
    Income,
    Item,
    Line,
    Payment,
    PaymentPart,
    Person,
    Purchase,
    Receipt,
    Reception,
    Supplier,
    UtilityBill,
)
from canteen.models.words import BUDGET_CATEGORIES, Category, Fund, Post, ReceiptKind, Role
from canteen.months import month_text
from canteen.parameters import ROTATION_GAP
from canteen.rulebook import DOCUMENT, Months, Stage, Subject
from canteen.seen import CANTEEN, MONTH, MONTH_END, POST_DAY, YEAR, YEAR_START, seen


def _within(day: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(day >= MONTH, day <= MONTH_END)


def _number(row: Row[Any]) -> str:
    return str(row.number)


def _page(kind: str, key: str = "id") -> Callable[[Row[Any]], tuple[str, int | str]]:
    return lambda row: (kind, getattr(row, key))


def _settles(payment_id: Any) -> ColumnElement[bool]:
    part = aliased(PaymentPart)
    return exists().where(part.payment_id == payment_id, part.purchase_id == DOCUMENT)


def _purchase() -> Subject:
    row, cover, part = seen(Purchase), aliased(Cover), aliased(PaymentPart)
    return Subject(
        "采购",
        "笔",
        row,
        {"id": row.id, "number": row.number},
        _number,
        _within(row.purchased_on),
        _page("purchase"),
        reached={
            Purchase: row.id == DOCUMENT,
            Receipt: exists().where(cover.receipt_id == DOCUMENT, cover.purchase_id == row.id),
            Payment: exists().where(part.payment_id == DOCUMENT, part.purchase_id == row.id),
        },
        due={
            Stage.ACCEPT: or_(row.accepted_on.is_not(None), exists().where(signed_as(row.id, Role.RECEIVER)[1])),
            Stage.DOCUMENT: covering(row.id),
            Stage.APPROVE: exists().where(signed_as(row.id, Role.APPROVER)[1]),
            Stage.PAY: exists().where(part.purchase_id == row.id),
            Stage.CLOSE: false(),
        },
    )


def _signed() -> Subject:
    row = seen(Purchase)
    signature, condition = signed_as(row.id, *Role)
    return Subject(
        "签名单据",
        "份",
        row,
        {"id": row.id, "number": row.number},
        _number,
        exists().where(condition, _within(signature.signed_on)),
        _page("purchase"),
        reached={Purchase: row.id == DOCUMENT},
        months=Months.TODAY,
    )


def _line() -> Subject:
    row = lines(items=True)
    return Subject(
        "采购明细",
        "行",
        row,
        {"id": row.c.purchase_id, "number": row.c.number, "line_no": row.c.line_no},
        lambda found: f"{found.number}#{found.line_no}",
        _within(row.c.purchased_on),
        _page("purchase"),
        reached={Purchase: row.c.purchase_id == DOCUMENT},
        due={Stage.CLOSE: false()},
    )


def _priced_line() -> Subject:
    """The lines again, with the usual price of their item on their day."""
    line, usual = lines(items=True), usual_prices()
    row = (
        select(line, func.coalesce(usual.c.lines, 0).label("known"), usual.c.doubled)
        .outerjoin(
            usual, and_(usual.c.item_id == line.c.item_id, usual.c.purchased_on == line.c.purchased_on)
        )
        .subquery()
    )
    return replace(
        LINE,
        row=row,
        keys={"id": row.c.purchase_id, "number": row.c.number, "line_no": row.c.line_no},
        in_month=_within(row.c.purchased_on),
        reached={Purchase: row.c.purchase_id == DOCUMENT},
        counted_as=LINE,
    )


def _receipt() -> Subject:
    row = seen(Receipt)
    return Subject(
        "票据",
        "张",
        row,
        {"id": row.id, "number": row.number},
        _number,
        or_(_within(row.issued_on), and_(row.issued_on.is_(None), _within(receipt_day(row)))),
        _page("receipt"),
        reached={Receipt: row.id == DOCUMENT},
    )


def _payment() -> Subject:
    row = seen(Payment)
    return Subject(
        "付款",
        "笔",
        row,
        {"id": row.id, "number": row.number},
        _number,
        _within(row.paid_on),
        _page("payment"),
        reached={Payment: row.id == DOCUMENT, Purchase: _settles(row.id)},
    )


def _supplier_day(model: type[Payment] | type[Purchase], day_column: str) -> Subject:
    """The days on which a supplier was paid (or bought from)."""
    source = seen(model)
    day = getattr(source, day_column)
    row = (
        select(source.supplier_id, Supplier.name, day.label("day"))
        .join(Supplier, Supplier.id == source.supplier_id)
        .group_by(source.supplier_id, Supplier.name, day)
        .subquery()
    )
    written = aliased(model)
    later = days_between(getattr(written, day_column), row.c.day)
    return Subject(
        "供应商日",
        "个",
        row,
        {"supplier_id": row.c.supplier_id, "supplier": row.c.name, "day": row.c.day},
        lambda found: f"{found.supplier}/{found.day.isoformat()}",
        _within(row.c.day),
        _page("supplier", "supplier_id"),
        reached={
            model: exists().where(
                written.id == DOCUMENT,
                written.supplier_id == row.c.supplier_id,
                later.between(0, 0 if model is Payment else 6),
            )
        },
    )


def _tenure() -> Subject:
    """The tenures of purchasers and receivers: when somebody in the post on the day began, gaps joined."""
    held, first, before = seen(Appointment), seen(Appointment), seen(Appointment)
    joined = exists().where(
        before.person_id == first.person_id,
        before.post == first.post,
        before.started_on < first.started_on,
        or_(
            before.ended_on.is_(None),
            days_between(before.ended_on, first.started_on) <= ROTATION_GAP.on(POST_DAY),
        ),
    )
    began = (
        select(func.max(first.started_on))
        .where(first.person_id == held.person_id, first.post == held.post, first.started_on <= POST_DAY, ~joined)
        .scalar_subquery()
    )
    row = (
        select(Person.id, Person.staff_no, Person.name, held.post, began.label("began"))
        .join(Person, Person.id == held.person_id)
        .where(Person.canteen_id == CANTEEN, held.post.in_([Post.BUYER, Post.RECEIVER]), in_force(held, POST_DAY))
        .distinct()
        .subquery()
    )
    signature, signed = signed_as(DOCUMENT, Role.BUYER, Role.RECEIVER)
    return Subject(
        "任期",
        "个",
        row,
        {"id": row.c.id, "staff_no": row.c.staff_no, "post": row.c.post},
        lambda found: f"{found.staff_no}/{found.post}",
        true(),
        _page("person"),
        reached={
            Person: row.c.id == DOCUMENT,
            Purchase: exists().where(
                signed,
                signature.signer == row.c.staff_no,
                signature.signed_on == POST_DAY,
                func.substr(signature.role, 1, 2) == row.c.post,
            ),
        },
        due={Stage.CLOSE: false()},
        months=Months.TODAY,
    )


def _person() -> Subject:
    held = seen(Appointment)
    row = (
        select(Person.id, Person.staff_no, Person.name)
        .where(
            Person.canteen_id == CANTEEN,
            exists().where(held.person_id == Person.id, in_force(held, POST_DAY)),
        )
        .subquery()
    )
    return Subject(
        "人员",
        "人",
        row,
        {"id": row.c.id, "staff_no": row.c.staff_no},
        lambda found: str(found.staff_no),
        true(),
        _page("person"),
        reached={Person: row.c.id == DOCUMENT},
        months=Months.SINCE,
    )


def _income() -> Subject:
    row = seen(Income)
    return Subject(
        "收入",
        "笔",
        row,
        {"id": row.id, "number": row.number},
        _number,
        _within(row.received_on),
        _page("income"),
        reached={Income: row.id == DOCUMENT},
    )


def _reception() -> Subject:
    row = seen(Reception)
    return Subject(
        "接待",
        "次",
        row,
        {"id": row.id, "number": row.number},
        _number,
        _within(row.held_on),
        _page("reception"),
        reached={Reception: row.id == DOCUMENT},
        due={Stage.CLOSE: false()},
    )


def _bill() -> Subject:
    row = seen(UtilityBill)
    return Subject(
        "水电费单",
        "张",
        row,
        {"id": row.id, "number": row.number},
        _number,
        row.month == MONTH,
        _page("bill"),
        reached={UtilityBill: row.id == DOCUMENT},
    )


def _month() -> Subject:
    """The month itself: there whatever is missing in it."""
    row = select(MONTH.label("month")).where(exists().where(Canteen.id == CANTEEN)).subquery()
    return Subject(
        "月份",
        "个",
        row,
        {"month": row.c.month},
        lambda found: month_text(found.month),
        true(),
        _page("month", "month"),
        reached={Purchase: true()},
        due={Stage.CLOSE: false()},
        months=Months.SINCE,
    )


def _budget_item() -> Subject:
    """Every category that can be spent on, in the year; with the spending to date."""
    categories = union_all(
        *(select(literal(category).label("category")) for category in (*BUDGET_CATEGORIES, Category.UNRELATED))
    ).subquery()
    spending, budget, newer = spending_by_category(), aliased(Budget), aliased(Budget)
    allowed = (
        select(budget.amount)
        .where(budget.canteen_id == CANTEEN, budget.year == YEAR, budget.category == categories.c.category)
        .where(
            ~exists().where(
                newer.canteen_id == budget.canteen_id,
                newer.year == budget.year,
                newer.category == budget.category,
                newer.version > budget.version,
            )
        )
        .scalar_subquery()
    )
    row = (
        select(
            YEAR.label("year"),
            categories.c.category,
            func.coalesce(spending.c.spent, 0).label("spent"),
            allowed.label("budget"),
        )
        .outerjoin(spending, spending.c.category == categories.c.category)
        .subquery()
    )
    line, item = aliased(Line), aliased(Item)
    return Subject(
        "预算项目",
        "个",
        row,
        {"year": row.c.year, "category": row.c.category},
        lambda found: f"{found.year}/{found.category}",
        true(),
        _page("budget", "category"),
        reached={
            Purchase: exists().where(
                line.purchase_id == DOCUMENT, line.item_id == item.id, item.category == row.c.category
            )
        },
        months=Months.SINCE,
    )


def _department() -> Subject:
    """Departments with a reception budget in the year or a reception in it to date."""
    budget, newer, reception, charged = aliased(DepartmentBudget), aliased(DepartmentBudget), seen(Reception), seen(Reception)
    to_date = and_(reception.held_on >= YEAR_START, reception.held_on <= MONTH_END)
    names = union(
        select(budget.department).where(budget.canteen_id == CANTEEN, budget.year == YEAR),
        select(reception.department).where(to_date),
    ).subquery()
    sums = (
        select(charged.department, func.count().label("receptions"), func.sum(charged.charge).label("charged"))
        .where(charged.held_on >= YEAR_START, charged.held_on <= MONTH_END)
        .group_by(charged.department)
        .subquery()
    )
    allowed = (
        select(newer.amount)
        .where(newer.canteen_id == CANTEEN, newer.year == YEAR, newer.department == names.c.department)
        .order_by(newer.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = (
        select(
            names.c.department,
            YEAR.label("year"),
            func.coalesce(sums.c.receptions, 0).label("receptions"),
            func.coalesce(sums.c.charged, 0).label("charged"),
            allowed.label("budget"),
        )
        .outerjoin(sums, sums.c.department == names.c.department)
        .subquery()
    )
    written = aliased(Reception)
    return Subject(
        "部门",
        "个",
        row,
        {"year": row.c.year, "department": row.c.department},
        lambda found: f"{found.year}/{found.department}",
        true(),
        _page("department", "department"),
        reached={Reception: exists().where(written.id == DOCUMENT, written.department == row.c.department)},
        months=Months.SINCE,
    )


def _seller_month() -> Subject:
    invoice = seen(Receipt)
    row = (
        select(invoice.seller, MONTH.label("month"))
        .where(invoice.kind == ReceiptKind.INVOICE, invoice.seller.is_not(None), _within(invoice.issued_on))
        .distinct()
        .subquery()
    )
    written = aliased(Receipt)
    return Subject(
        "销售方",
        "家",
        row,
        {"seller": row.c.seller, "month": row.c.month},
        lambda found: f"{found.seller}/{month_text(found.month)}",
        true(),
        _page("seller", "seller"),
        reached={Receipt: exists().where(written.id == DOCUMENT, written.seller == row.c.seller)},
    )


def _guest_account() -> Subject:
    """Receptions with their cost and the purchases for them; and reception-fund purchases that name none."""
    reception, loose, bought = seen(Reception), seen(Purchase), lines()
    totals = (
        select(func.coalesce(func.sum(bought.c.amount), 0))
        .where(bought.c.reception_id == reception.id)
        .scalar_subquery()
    )
    row = union_all(
        select(
            literal("reception").label("kind"),
            reception.id.label("id"),
            reception.number.label("number"),
            reception.held_on.label("day"),
            reception.cost.label("cost"),
            cast(totals, BigInteger).label("bought"),
        ),
        select(literal("purchase"), loose.id, loose.number, loose.purchased_on, None, total_of(loose.id)).where(
            loose.reception_id.is_(None), loose.fund == Fund.RECEPTION
        ),
    ).subquery()
    return Subject(
        "接待与接待采购",
        "项",
        row,
        {"kind": row.c.kind, "id": row.c.id, "number": row.c.number},
        _number,
        _within(row.c.day),
        lambda found: (found.kind, found.id),
        reached={
            Purchase: and_(row.c.kind == "purchase", row.c.id == DOCUMENT),
            Reception: and_(row.c.kind == "reception", row.c.id == DOCUMENT),
        },
        due={Stage.SUBMIT: row.c.kind == "purchase"},
    )


PURCHASE = _purchase()
SIGNED = _signed()
LINE = _line()
PRICED_LINE = _priced_line()
RECEIPT = _receipt()
PAYMENT = _payment()
PAYMENT_DAY = _supplier_day(Payment, "paid_on")
PURCHASE_DAY = _supplier_day(Purchase, "purchased_on")
TENURE = _tenure()
PERSON = _person()
INCOME = _income()
RECEPTION = _reception()
BILL = _bill()
MONTH_ITSELF = _month()
BUDGET_ITEM = _budget_item()
DEPARTMENT = _department()
SELLER_MONTH = _seller_month()
GUEST_ACCOUNT = _guest_account()
