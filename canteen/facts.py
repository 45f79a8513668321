"""The vocabulary of the clauses in SQL: totals, signatures, receipts, payments, spending to date.

Every fact is a scalar subquery or an EXISTS on fresh aliases of what is seen, so that it neither doubles subjects nor
is narrowed with them. Money is in fen. Rules use these words; they never join signatures or payments themselves.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    cast,
    distinct,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from canteen.db import days_between
from canteen.models import (
    Account,
    Appointment,
    Cover,
    Income,
    Item,
    Line,
    Payment,
    PaymentPart,
    Person,
    Purchase,
    Quote,
    Receipt,
    Reception,
    Signature,
    SourcingCase,
    UtilityBill,
)
from canteen.models.words import FOOD, UTILITIES, AccountKind, Fund, PaymentMethod, ReceiptKind, Role, SourcingMethod
from canteen.months import PRICE_DAYS
from canteen.parameters import Parameter
from canteen.seen import AS_OF, CANTEEN, MONTH, MONTH_END, PRICES_FROM, YEAR_START, seen, there

Value = ColumnElement[Any]
Truth = ColumnElement[bool]
Amount = ColumnElement[int]


def total(value: Value) -> Amount:
    """The sum, 0 where nothing is summed, as an integer on every engine."""
    return cast(func.coalesce(func.sum(value), 0), BigInteger)


def count(statement: Select[Any]) -> Amount:
    """How many rows a select has."""
    return select(func.count()).select_from(statement.subquery()).scalar_subquery()


# Purchases and their lines


def lines(*more: Value, items: bool = False) -> Subquery:
    """The lines of the purchases that are there, with what was accepted by then; with their items' facts if asked."""
    purchase = aliased(Purchase)
    unknown = purchase.accepted_on > AS_OF
    wanted = [
        Line.id,
        Line.purchase_id,
        Line.line_no,
        Line.item_id,
        Line.unit_price,
        case((unknown, Line.quantity), else_=func.coalesce(Line.accepted, Line.quantity)).label("arrived"),
        case((unknown, Line.ordered_amount), else_=Line.amount).label("amount"),
        case((unknown, None), else_=purchase.accepted_on).label("accepted_on"),
        purchase.number,
        purchase.purchased_on,
        purchase.fund,
        purchase.reception_id,
    ]
    statement = select(*wanted).join(purchase, purchase.id == Line.purchase_id).where(*there(purchase))
    if items:
        statement = statement.join(Item, Item.id == Line.item_id).add_columns(Item.category, Item.durable, Item.in_catalogue)
    return statement.add_columns(*more).subquery()


def total_of(purchase_id: Value) -> Amount:
    """A purchase's total: the sum of its lines' accepted amounts."""
    line = lines()
    return select(total(line.c.amount)).where(line.c.purchase_id == purchase_id).scalar_subquery()


def total_in(purchase_id: Value, categories: Iterable[str]) -> Amount:
    """The total of a purchase's lines in the categories."""
    line = lines(items=True)
    return (
        select(total(line.c.amount))
        .where(line.c.purchase_id == purchase_id, line.c.category.in_(list(categories)))
        .scalar_subquery()
    )


def has_line_in(purchase_id: Value, categories: Iterable[str]) -> Truth:
    """Whether a purchase has a line in one of the categories."""
    line, item = aliased(Line), aliased(Item)
    return exists().where(line.purchase_id == purchase_id, line.item_id == item.id, item.category.in_(list(categories)))


def has_catalogue_line(purchase_id: Value) -> Truth:
    """Whether a purchase has a line whose item is on the government's catalogue."""
    line, item = aliased(Line), aliased(Item)
    return exists().where(line.purchase_id == purchase_id, line.item_id == item.id, item.in_catalogue)


# Sourcing


def has_case(purchase: type[Purchase], method: SourcingMethod) -> Truth:
    """Whether a purchase has a sourcing case of the method."""
    case_ = seen(SourcingCase)
    return exists().where(case_.id == purchase.case_id, case_.method == method)


def approved_in_time(purchase: type[Purchase], *methods: SourcingMethod) -> Truth:
    """Whether the purchase's case (of one of the methods) was approved, with number and date, by the purchase date."""
    case_ = seen(SourcingCase)
    return exists().where(
        case_.id == purchase.case_id,
        case_.approval_no.is_not(None),
        case_.approved_on <= purchase.purchased_on,
        case_.method.in_(methods or list(SourcingMethod)),
    )


def quotes(purchase: type[Purchase]) -> tuple[type[Quote], Truth]:
    """The quotes in a purchase's case on or before its date: an alias and the condition."""
    quote, case_ = seen(Quote), seen(SourcingCase)
    return quote, and_(
        quote.case_id == purchase.case_id,
        quote.quoted_on <= purchase.purchased_on,
        exists().where(case_.id == quote.case_id),
    )


def suppliers_quoting(purchase: type[Purchase]) -> Amount:
    """How many different suppliers quoted in time."""
    quote, in_time = quotes(purchase)
    return select(func.count(distinct(quote.supplier_id))).where(in_time).scalar_subquery()


def lowest_quote(purchase: type[Purchase], *, own: bool = False) -> Amount:
    """The lowest quote in time, of all or of the purchase's own supplier; NULL where there is none."""
    quote, in_time = quotes(purchase)
    whose = [quote.supplier_id == purchase.supplier_id] if own else []
    return select(func.min(quote.amount)).where(in_time, *whose).scalar_subquery()


# Signatures and posts


def signed_as(purchase_id: Value, *roles: Role) -> tuple[type[Signature], Truth]:
    """A purchase's signatures in the roles: an alias and the condition."""
    signature = seen(Signature)
    return signature, and_(signature.purchase_id == purchase_id, signature.role.in_(roles))


def signers(purchase_id: Value, role: Role) -> Amount:
    """How many different people signed a purchase in the role."""
    signature, condition = signed_as(purchase_id, role)
    return select(func.count(distinct(signature.signer))).where(condition).scalar_subquery()


def signed_by(purchase_id: Value, *roles: Role) -> Truth:
    """Whether a purchase bears a signature in every one of the roles."""
    return and_(*(exists().where(signed_as(purchase_id, role)[1]) for role in roles))


def holds_post(staff_no: Value, post: Value | str, day: ColumnElement[date]) -> Truth:
    """Whether the person with the staff number holds the post on the day."""
    appointment, person = seen(Appointment), aliased(Person)
    return exists().where(
        person.canteen_id == CANTEEN,
        person.staff_no == staff_no,
        appointment.person_id == person.id,
        appointment.post == post,
        in_force(appointment, day),
    )


def in_force(appointment: type[Appointment], day: ColumnElement[date]) -> Truth:
    """Whether an appointment runs on the day, its end date included."""
    return and_(appointment.started_on <= day, or_(appointment.ended_on.is_(None), appointment.ended_on >= day))


# Receipts


def covering(purchase_id: Value, *kinds: ReceiptKind) -> Truth:
    """Whether a receipt of one of the kinds (of any, where none is named) covers a purchase."""
    receipt, cover = seen(Receipt), aliased(Cover)
    return exists().where(
        cover.purchase_id == purchase_id,
        receipt.id == cover.receipt_id,
        receipt.kind.in_(kinds or list(ReceiptKind)),
    )


def covered(receipt_id: Value) -> tuple[type[Purchase], Truth]:
    """The purchases that a receipt covers: an alias and the condition."""
    purchase, cover = seen(Purchase), aliased(Cover)
    return purchase, and_(cover.receipt_id == receipt_id, cover.purchase_id == purchase.id)


def receipt_day(receipt: type[Receipt]) -> ColumnElement[date]:
    """The day that gives a receipt its month: of issue or, without one, of its latest purchase."""
    purchase, cover = seen(Purchase), aliased(Cover)
    latest = (
        select(func.max(purchase.purchased_on))
        .where(cover.receipt_id == receipt.id, cover.purchase_id == purchase.id)
        .scalar_subquery()
    )
    return func.coalesce(receipt.issued_on, latest)


# Payments


def parts(*columns: Value) -> Subquery:
    """The parts of the payments that are there for purchases that are there, with both their facts."""
    payment, purchase, account = aliased(Payment), aliased(Purchase), aliased(Account)
    return (
        select(
            PaymentPart.payment_id,
            PaymentPart.purchase_id,
            PaymentPart.amount,
            payment.paid_on,
            payment.supplier_id.label("payee_id"),
            purchase.supplier_id,
            purchase.fund,
            account.fund.label("paid_from"),
        )
        .join(payment, payment.id == PaymentPart.payment_id)
        .join(purchase, purchase.id == PaymentPart.purchase_id)
        .join(account, account.id == payment.account_id)
        .where(*there(payment), *there(purchase))
        .subquery()
    )


def paid_by(payment_id: Value) -> Amount:
    """A payment's own amount: the sum of its parts."""
    part = parts()
    return select(total(part.c.amount)).where(part.c.payment_id == payment_id).scalar_subquery()


def paid_for(purchase_id: Value, until: Value | None = None) -> Amount:
    """What was paid for a purchase in all, or up to a day."""
    part = parts()
    known = [] if until is None else [part.c.paid_on <= until]
    return select(total(part.c.amount)).where(part.c.purchase_id == purchase_id, *known).scalar_subquery()


def in_cash(payment: type[Payment]) -> Truth:
    """Whether a payment is in cash: by its method or by its account."""
    account = aliased(Account)
    return or_(
        payment.method == PaymentMethod.CASH,
        exists().where(account.id == payment.account_id, account.kind == AccountKind.CASH),
    )


def dearest_settled(payment_id: Value) -> Amount:
    """The largest total among the purchases that a payment settles; 0 where it settles none."""
    part = parts()
    return (
        select(func.coalesce(func.max(total_of(part.c.purchase_id)), 0))
        .where(part.c.payment_id == payment_id)
        .scalar_subquery()
    )


# Spending and income to date


def spent(start: Value, end: Value, categories: Iterable[str] = ()) -> Amount:
    """Meal-fund spending on purchases dated from start to end, in the categories or in all."""
    line = lines(items=bool(categories))
    within = [line.c.category.in_(list(categories))] if categories else []
    return (
        select(total(line.c.amount))
        .where(line.c.fund == Fund.MEAL, line.c.purchased_on >= start, line.c.purchased_on <= end, *within)
        .scalar_subquery()
    )


def billed(start: Value, end: Value) -> Amount:
    """The utility bills of the months from start to end."""
    bill = seen(UtilityBill)
    return select(total(bill.amount)).where(bill.month >= start, bill.month <= end).scalar_subquery()


def meal_income(start: Value, end: Value) -> Amount:
    """Income into accounts of the meal fund from start to end."""
    income, account = seen(Income), aliased(Account)
    return (
        select(total(income.amount))
        .where(income.account_id == account.id, account.fund == Fund.MEAL)
        .where(income.received_on >= start, income.received_on <= end)
        .scalar_subquery()
    )


def spending_by_category() -> Subquery:
    """Meal-fund spending of the year to date: category and amount, the utilities among them."""
    line, bill = lines(items=True), seen(UtilityBill)
    bought = (
        select(line.c.category, total(line.c.amount).label("spent"))
        .where(line.c.fund == Fund.MEAL, line.c.purchased_on >= YEAR_START, line.c.purchased_on <= MONTH_END)
        .group_by(line.c.category)
    )
    used = select(literal(UTILITIES), total(bill.amount)).where(bill.month >= YEAR_START, bill.month <= MONTH)
    return bought.union_all(used).subquery()


def usual_prices() -> Subquery:
    """For an item and a day of the month: of how many lines of the 90 days before, and twice their median price.

    An item and a day are left out where no price of that day exceeds 1.3 times the lowest one known: it cannot
    exceed 1.3 times the median either, and the medians of a large canteen's month are costly.
    """
    line = lines(items=True)
    known = (
        select(line.c.item_id, line.c.purchased_on, line.c.unit_price, line.c.accepted_on)
        .where(line.c.purchased_on >= PRICES_FROM, line.c.purchased_on <= MONTH_END, line.c.category.in_(FOOD))
        .cte()
    )
    lowest = select(known.c.item_id, func.min(known.c.unit_price).label("price")).group_by(known.c.item_id).subquery()
    dear = (
        select(known.c.item_id, known.c.purchased_on)
        .join(lowest, lowest.c.item_id == known.c.item_id)
        .where(known.c.purchased_on >= MONTH, known.c.unit_price * 10 > lowest.c.price * 13)
        .distinct()
        .subquery()
    )
    before = known.alias()
    ranked = (
        select(
            dear.c.item_id,
            dear.c.purchased_on,
            before.c.unit_price,
            func.row_number()
            .over(partition_by=[dear.c.item_id, dear.c.purchased_on], order_by=before.c.unit_price)
            .label("rank"),
            func.count().over(partition_by=[dear.c.item_id, dear.c.purchased_on]).label("lines"),
        )
        .join(before, before.c.item_id == dear.c.item_id)
        .where(before.c.accepted_on.is_not(None), before.c.purchased_on < dear.c.purchased_on)
        .where(days_between(before.c.purchased_on, dear.c.purchased_on) <= PRICE_DAYS)
        .subquery()
    )
    middle = or_(ranked.c.rank == (ranked.c.lines + 1) // 2, ranked.c.rank == (ranked.c.lines + 2) // 2)
    return (
        select(
            ranked.c.item_id,
            ranked.c.purchased_on,
            ranked.c.lines,
            (func.min(ranked.c.unit_price) + func.max(ranked.c.unit_price)).label("doubled"),
        )
        .where(middle)
        .group_by(ranked.c.item_id, ranked.c.purchased_on, ranked.c.lines)
        .subquery()
    )


# Receptions


def charged(start: Value, end: Value, department: Value | None = None) -> Amount:
    """What receptions from start to end were charged, a department's or all."""
    reception = seen(Reception)
    whose = [] if department is None else [reception.department == department]
    return (
        select(total(reception.charge))
        .where(reception.held_on >= start, reception.held_on <= end, *whose)
        .scalar_subquery()
    )


# Months


def month_index(day: Value) -> Amount:
    """Months since year 0: what month arithmetic in SQL is done on."""
    return extract("year", day) * 12 + extract("month", day)


def more_months_than(start: Value, months: Amount, day: Value) -> Truth:
    """Whether start + months lies before the day (31 August + 6 months is the last day of February)."""
    reached = month_index(start) + months
    return or_(
        reached < month_index(day),
        and_(reached == month_index(day), extract("day", start) < extract("day", day)),
    )


def ends_span(span: Parameter) -> Truth:
    """Whether the month ends a span of that many months, counted from January."""
    return extract("month", MONTH) % span.on(MONTH_END) == 0


def in_span(day: Value, span: Parameter) -> Truth:
    """Whether a day lies in the span that the month ends."""
    return and_(month_index(day) > month_index(MONTH) - span.on(MONTH_END), day <= MONTH_END)
