"""Beyond the notice, continued: B.10 to B.17."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from canteen.db import by_code_point, days_after
from canteen.facts import (
    approved_in_time,
    covering,
    has_catalogue_line,
    has_line_in,
    paid_for,
    parts,
    suppliers_quoting,
    total,
    total_in,
    total_of,
)
from canteen.models import Account, Canteen, Income, Payment, Purchase, Receipt, Supplier, UtilityBill
from canteen.models.words import (
    Category,
    Fund,
    IncomeKind,
    ReceiptKind,
    SourcingMethod,
    SupplierKind,
)
from canteen.parameters import QUOTE_FLOOR
from canteen.rulebook import Verdict
from canteen.rules.beyond import ours
from canteen.rules.procurement import QUOTED
from canteen.seen import CANTEEN, among, linked, seen
from canteen.stages import Stage
from canteen.subjects import (
    BILL,
    GUEST_ACCOUNT,
    INCOME,
    PAYMENT,
    PURCHASE,
    PURCHASE_DAY,
    RECEIPT,
)
from canteen.subjects.sums import WEEK


@ours(
    "B.10",
    "拆分采购",
    PURCHASE_DAY,
    Stage.SUBMIT,
    says="七日内向同一供应商分 {count} 笔采购设备、杂品，共 {stake:yuan} 元，达到询价起点 {floor:yuan} 元",
    way_out="合并立项询价后采购",
    parameters=(QUOTE_FLOOR,),
)
def no_split_purchases(day: Any) -> Verdict:
    """Small unquoted purchases of equipment and sundries within seven days, together at or above the floor."""
    purchase, today = linked(Purchase), linked(Purchase)

    def small(one: type[Purchase]) -> ColumnElement[bool]:
        return and_(
            one.supplier_id == day.c.supplier_id,
            has_line_in(one.id, QUOTED),
            total_in(one.id, QUOTED) < QUOTE_FLOOR.on(one.purchased_on),
            ~has_catalogue_line(one.id),
            suppliers_quoting(one) == 0,
            ~approved_in_time(one, SourcingMethod.CENTRAL),
        )

    week = and_(
        purchase.purchased_on <= day.c.day,
        purchase.purchased_on >= days_after(day.c.day, -WEEK),
        small(purchase),
    )
    count = select(func.count()).where(week).scalar_subquery()
    together = select(total(total_in(purchase.id, QUOTED))).where(week).scalar_subquery()
    floor = QUOTE_FLOOR.on(day.c.day)
    return Verdict(
        or_(count < 2, together < floor),
        concerns=exists().where(today.purchased_on == day.c.day, small(today)),
        stake=together,
        numbers={"count": count, "floor": floor},
    )


@ours(
    "B.11",
    "收款人不符",
    PAYMENT,
    Stage.PAY,
    says="向收款人以外供应商的采购付了 {stake:yuan} 元",
    way_out="按采购的供应商付款",
)
def paid_to_its_supplier(payment: type[Payment]) -> Verdict:
    """Settles a purchase of another supplier than the one paid."""
    part = parts()
    other = and_(part.c.payment_id == payment.id, part.c.supplier_id != part.c.payee_id)
    amount = select(total(part.c.amount)).where(other).scalar_subquery()
    return Verdict(~select(part.c.payment_id).where(other).exists(), stake=amount)


@ours(
    "B.12",
    "接待账实不符",
    GUEST_ACCOUNT,
    Stage.SUBMIT,
    Stage.CLOSE,
    says="实际成本 {cost:yuan} 元，对应采购 {bought:yuan} 元，差 {stake:yuan} 元",
    way_out="接待采购写明接待编号，实际成本与采购一致",
)
def guest_costs_are_bought(account: Any) -> Verdict:
    """A reception-fund purchase that names no reception; a reception whose cost is not what was bought for it."""
    return Verdict(
        and_(account.c.kind == "reception", account.c.cost == account.c.bought),
        stake=account.c.cost - account.c.bought,
        numbers={"cost": account.c.cost, "bought": account.c.bought},
    )


@ours(
    "B.13",
    "抄表不连",
    BILL,
    Stage.RECORD,
    says="期初读数 {opening:qty}，上期期末 {closing:qty}，或同月同表第二张",
    way_out="核对抄表记录；换表的用新表号",
)
def readings_follow(bill: type[UtilityBill]) -> Verdict:
    """The opening reading is not the last closing one of the meter; or a second bill of the meter in its month."""

    def of_meter(other: type[UtilityBill]) -> ColumnElement[bool]:
        meters = (func.coalesce(one.meter, "") for one in (other, bill))
        return and_(other.utility == bill.utility, next(meters) == next(meters))

    earlier, first = seen(UtilityBill), seen(UtilityBill)
    closing = (
        select(earlier.closing)
        .where(of_meter(earlier), earlier.month < bill.month)
        .order_by(earlier.month.desc(), by_code_point(earlier.number).desc())
        .limit(1)
        .scalar_subquery()
    )
    second = exists().where(
        of_meter(first), first.month == bill.month, by_code_point(first.number) < by_code_point(bill.number)
    )
    return Verdict(
        and_(bill.opening == func.coalesce(closing, bill.opening), ~second),
        numbers={"opening": bill.opening, "closing": closing},
    )


@ours(
    "B.14",
    "跨食堂重复报销",
    RECEIPT,
    Stage.DOCUMENT,
    says="这张发票也登记在{elsewhere}",
    way_out="与该食堂核对，只留一处登记",
    on_by_default=False,
)
def invoice_in_one_canteen(receipt: type[Receipt]) -> Verdict:
    """An invoice that is registered in another canteen of the installation too."""
    other, canteen = linked(Receipt), aliased(Canteen)
    elsewhere = and_(
        other.invoice_key == receipt.invoice_key,
        other.kind == ReceiptKind.INVOICE,
        other.canteen_id != CANTEEN,
        canteen.id == other.canteen_id,
    )
    name = select(func.min(canteen.name)).where(elsewhere).scalar_subquery()
    return Verdict(
        ~exists().where(elsewhere),
        concerns=and_(receipt.kind == ReceiptKind.INVOICE, receipt.invoice_no.is_not(None)),
        numbers={"elsewhere": name},
    )


@ours(
    "B.15",
    "资金混放",
    INCOME,
    Stage.RECORD,
    says="{kind}存入了{fund}账户",
    way_out="接待结算存接待费账户，其余存伙食费账户",
    on_by_default=False,
)
def income_into_its_fund(income: type[Income]) -> Verdict:
    """接待结算 into the meal fund, or meal money into the reception fund."""
    account = aliased(Account)
    fund = select(account.fund).where(account.id == income.account_id).scalar_subquery()
    meals = among(income.kind, IncomeKind.MEALS, IncomeKind.SUBSIDY, IncomeKind.SCRAPS)
    mixed = or_(and_(income.kind == IncomeKind.SETTLEMENT, fund == Fund.MEAL), and_(meals, fund == Fund.RECEPTION))
    return Verdict(~mixed, numbers={"kind": income.kind, "fund": fund})


@ours(
    "B.16",
    "自制单超范围",
    PURCHASE,
    Stage.DOCUMENT,
    says="非食材采购用了自制购货报销单，没有发票",
    way_out="向供应商索取发票",
    on_by_default=False,
)
def slip_for_food_only(purchase: type[Purchase]) -> Verdict:
    """Covered by a self-made slip and no invoice, with a line that is not food."""
    beyond_food = (Category.FUEL, Category.EQUIPMENT, Category.REPAIR, Category.SUNDRY, Category.SERVICE)
    return Verdict(
        ~has_line_in(purchase.id, beyond_food),
        concerns=and_(covering(purchase.id, ReceiptKind.SLIP), ~covering(purchase.id, ReceiptKind.INVOICE)),
    )


@ours(
    "B.17",
    "未当日结清",
    PURCHASE,
    Stage.CLOSE,
    says="向摊贩采购 {total:yuan} 元，当日付了 {paid:yuan} 元",
    way_out="向摊贩采购当日结清",
    on_by_default=False,
)
def stalls_paid_on_the_day(purchase: type[Purchase]) -> Verdict:
    """From a market stall, and not paid in full on its purchase date."""
    supplier = aliased(Supplier)
    owed, paid = total_of(purchase.id), paid_for(purchase.id, until=purchase.purchased_on)
    return Verdict(
        paid >= owed,
        concerns=exists().where(supplier.id == purchase.supplier_id, supplier.kind == SupplierKind.STALL),
        numbers={"total": owed, "paid": paid},
    )
