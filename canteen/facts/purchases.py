"""Purchases: their lines, totals, categories, sourcing and usual prices."""

from collections.abc import Iterable

from sqlalchemy import (
    CTE,
    BigInteger,
    Subquery,
    and_,
    case,
    cast,
    distinct,
    exists,
    func,
    select,
)
from sqlalchemy.orm import aliased

from canteen.db import days_after
from canteen.facts.words import Amount, Truth, Value, total
from canteen.models import (
    Item,
    Line,
    Purchase,
    Quote,
    SourcingCase,
)
from canteen.models.words import FOOD, Fund, SourcingMethod
from canteen.months import PRICE_DAYS
from canteen.seen import AS_OF, MONTH, MONTH_END, PRICES_FROM, among, linked, there


def lines(*, items: bool = False, scan: bool = False) -> Subquery:
    """The lines of the purchases that are there, with what was accepted by then; with their items' facts if asked.

    They are reached by purchase; a scan starts from all purchases of the canteen.
    """
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
    statement = select(*wanted).join(purchase, purchase.id == Line.purchase_id).where(*there(purchase, linked=not scan))
    if items:
        statement = statement.join(Item, Item.id == Line.item_id).add_columns(
            Item.category, Item.durable, Item.in_catalogue
        )
    return statement.subquery()


def total_of(purchase_id: Value) -> Amount:
    """A purchase's total: the sum of its lines' accepted amounts."""
    line = lines()
    return select(total(line.c.amount)).where(line.c.purchase_id == purchase_id).scalar_subquery()


def total_in(purchase_id: Value, categories: Iterable[str]) -> Amount:
    """The total of a purchase's lines in the categories."""
    line = lines(items=True)
    return (
        select(total(line.c.amount))
        .where(line.c.purchase_id == purchase_id, among(line.c.category, *categories))
        .scalar_subquery()
    )


def has_line_in(purchase_id: Value, categories: Iterable[str]) -> Truth:
    """Whether a purchase has a line in one of the categories."""
    line, item = aliased(Line), aliased(Item)
    return exists().where(line.purchase_id == purchase_id, line.item_id == item.id, among(item.category, *categories))


def is_of(purchase_id: Value, fund: Fund) -> Truth:
    """Whether a purchase is paid out of the fund."""
    purchase = aliased(Purchase)
    return exists().where(purchase.id == purchase_id, purchase.fund == fund)


def has_catalogue_line(purchase_id: Value) -> Truth:
    """Whether a purchase has a line whose item is on the government's catalogue."""
    line, item = aliased(Line), aliased(Item)
    return exists().where(line.purchase_id == purchase_id, line.item_id == item.id, item.in_catalogue)


def has_case(purchase: type[Purchase], method: SourcingMethod) -> Truth:
    """Whether a purchase has a sourcing case of the method."""
    case_ = linked(SourcingCase)
    return exists().where(case_.id == purchase.case_id, case_.method == method)


def approved_in_time(purchase: type[Purchase], *methods: SourcingMethod) -> Truth:
    """Whether the purchase's case (of one of the methods) was approved, with number and date, by the purchase date."""
    case_ = linked(SourcingCase)
    return exists().where(
        case_.id == purchase.case_id,
        case_.approval_no.is_not(None),
        case_.approved_on <= purchase.purchased_on,
        among(case_.method, *(methods or SourcingMethod)),
    )


def quotes(purchase: type[Purchase]) -> tuple[type[Quote], Truth]:
    """The quotes in a purchase's case on or before its date: an alias and the condition."""
    quote, case_ = linked(Quote), linked(SourcingCase)
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


def _known_prices() -> CTE:
    """The prices of food in the month and in the days before it: an item's on a day, each with how many lines accepted."""
    line = lines(items=True, scan=True)
    price = (line.c.item_id, line.c.purchased_on, line.c.unit_price)
    return (
        select(*price, func.count(line.c.accepted_on).label("lines"))
        .where(line.c.purchased_on >= PRICES_FROM, line.c.purchased_on <= MONTH_END, among(line.c.category, *FOOD))
        .group_by(*price)
        .cte()
    )


def _dear_days(known: CTE) -> Subquery:
    """The items and days of the month with a price above 1.3 times the lowest known one of the item."""
    lowest = select(known.c.item_id, func.min(known.c.unit_price).label("price")).group_by(known.c.item_id).subquery()
    return (
        select(known.c.item_id, known.c.purchased_on)
        .join(lowest, lowest.c.item_id == known.c.item_id)
        .where(known.c.purchased_on >= MONTH, known.c.unit_price * 10 > lowest.c.price * 13)
        .distinct()
        .subquery()
    )


def usual_prices() -> Subquery:
    """For an item and a day of the month: of how many lines of the 90 days before, and twice their median price.

    An item and a day are left out where no price of that day exceeds 1.3 times the lowest one known: it cannot
    exceed 1.3 times the median either, and the medians of a large canteen's month are costly.
    """
    known = _known_prices()
    dear, before = _dear_days(known), known.alias()
    group = (dear.c.item_id, dear.c.purchased_on)
    ranked = (
        select(
            *group,
            before.c.unit_price,
            func.sum(before.c.lines).over(partition_by=group, order_by=before.c.unit_price).label("up_to"),
            cast(func.sum(before.c.lines).over(partition_by=group), BigInteger).label("lines"),
        )
        .join(before, before.c.item_id == dear.c.item_id)
        .where(before.c.lines > 0, before.c.purchased_on < dear.c.purchased_on)
        .where(before.c.purchased_on >= days_after(dear.c.purchased_on, -PRICE_DAYS))
        .subquery()
    )
    lower = func.min(case((ranked.c.up_to * 2 >= ranked.c.lines, ranked.c.unit_price)))
    upper = func.min(case((ranked.c.up_to * 2 > ranked.c.lines, ranked.c.unit_price)))
    found = (ranked.c.item_id, ranked.c.purchased_on, ranked.c.lines)
    return select(*found, (lower + upper).label("doubled")).group_by(*found).subquery()
