"""Beyond the notice: what inspectors look for by hand; always a warning, each switched on and off."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, case, distinct, exists, func, or_, select
from sqlalchemy.orm import aliased

from canteen.db import by_code_point, days_between
from canteen.facts import (
    approved_in_time,
    covered,
    covering,
    has_catalogue_line,
    has_line_in,
    holds_post,
    lines,
    paid_for,
    parts,
    signed_as,
    suppliers_quoting,
    total,
    total_in,
    total_of,
)
from canteen.models import Account, Canteen, Cover, Income, Payment, Purchase, Receipt, Reception, Supplier, UtilityBill
from canteen.models.words import (
    FOOD,
    POST_OF,
    Category,
    Fund,
    IncomeKind,
    Post,
    ReceiptKind,
    ReceptionKind,
    Role,
    SourcingMethod,
    SupplierKind,
)
from canteen.parameters import QUOTE_FLOOR
from canteen.rulebook import Clause, Force, Stage, Verdict, clause
from canteen.rules.procurement import QUOTED
from canteen.seen import CANTEEN, MONTH, MONTH_END, POST_DAY, seen
from canteen.subjects import (
    BILL,
    GUEST_ACCOUNT,
    INCOME,
    PAYMENT,
    PERSON,
    PRICED_LINE,
    PURCHASE,
    PURCHASE_DAY,
    RECEIPT,
    RECEPTION,
    SELLER_MONTH,
)

TITLE = "通知以外的提醒（本单位自设，只警告）"
ours: Callable[..., Callable[[Callable[[Any], Verdict]], Clause]] = partial(clause, force=Force.WARN)


@ours(
    "B.1",
    "票货不符",
    RECEIPT,
    Stage.DOCUMENT,
    says="发票 {amount:yuan} 元，对应采购 {totals:yuan} 元，差 {stake:yuan} 元",
    way_out="核对发票、采购和实收，更正有误的一方",
)
def invoice_matches_goods(receipt: type[Receipt]) -> Verdict:
    """An invoice's amount is not the totals of the purchases that it alone covers."""
    purchase, of_receipt = covered(receipt.id)
    totals = select(total(total_of(purchase.id))).where(of_receipt).scalar_subquery()
    other, cover = seen(Receipt), aliased(Cover)
    shared, of_shared = covered(receipt.id)
    also = exists().where(
        of_shared, cover.purchase_id == shared.id, other.id == cover.receipt_id, other.id != receipt.id
    )
    counted, of_counted = covered(receipt.id)
    return Verdict(
        receipt.amount == totals,
        concerns=and_(
            receipt.kind == ReceiptKind.INVOICE,
            receipt.amount.is_not(None),
            select(counted.id).where(of_counted).exists(),
            ~also,
        ),
        stake=receipt.amount - totals,
        numbers={"amount": receipt.amount, "totals": totals},
    )


@ours(
    "B.2",
    "价格异常",
    PRICED_LINE,
    Stage.SUBMIT,
    says="单价 {price:yuan} 元，比近 90 天 {known} 次的中位价高出三成以上",
    way_out="与供应商核价，或写明涨价原因",
)
def usual_price(line: Any) -> Verdict:
    """A food line's price is more than 30% above the median of at least five lines of the 90 days before."""
    return Verdict(
        line.c.unit_price * 20 <= func.coalesce(line.c.doubled, 0) * 13,
        concerns=and_(line.c.category.in_(FOOD), line.c.known >= 5),
        stake=line.c.amount,
        numbers={"price": line.c.unit_price, "known": line.c.known},
    )


@ours(
    "B.3",
    "证照过期",
    PURCHASE,
    Stage.SUBMIT,
    says="食材采购 {stake:yuan} 元，供应商许可证 {until} 已到期",
    way_out="请供应商更新许可证并登记新的有效期，或换供应商",
)
def licence_valid(purchase: type[Purchase]) -> Verdict:
    """Food from a supplier whose licence ended before the purchase date."""
    supplier = aliased(Supplier)
    until = select(supplier.licence_until).where(supplier.id == purchase.supplier_id).scalar_subquery()
    return Verdict(
        until >= purchase.purchased_on,
        concerns=and_(has_line_in(purchase.id, FOOD), until.is_not(None)),
        stake=total_of(purchase.id),
        numbers={"until": until},
    )


@ours(
    "B.4",
    "连号发票",
    SELLER_MONTH,
    Stage.DOCUMENT,
    says="本月开票中有连号三张以上的发票 {runs} 组",
    way_out="核对各张发票对应的采购是否真实、为何分开开票",
)
def no_consecutive_invoices(seller: Any) -> Verdict:
    """Three invoices of the seller and code, issued in the month, numbered n, n+1, n+2."""
    first, second, third = (seen(Receipt) for _ in range(3))
    run = and_(
        *(
            and_(
                invoice.seller == seller.c.seller,
                invoice.kind == ReceiptKind.INVOICE,
                invoice.issued_on >= MONTH,
                invoice.issued_on <= MONTH_END,
            )
            for invoice in (first, second, third)
        ),
        second.invoice_key == first.next_key,
        third.invoice_key == second.next_key,
    )
    runs = select(func.count(distinct(first.id))).where(run).scalar_subquery()
    return Verdict(~exists().where(run), numbers={"runs": runs})


@ours(
    "B.5",
    "陪餐超员",
    RECEPTION,
    Stage.APPLY,
    Stage.RECORD,
    says="来宾 {guests} 人，陪餐 {companions} 人",
    way_out="来宾 10 人以内陪餐不超过 3 人，超过 10 人的不超过来宾的三分之一",
)
def companions_within_bounds(reception: type[Reception]) -> Verdict:
    """More than 3 companions with up to 10 guests; above 10 guests, more than a third of them."""
    return Verdict(
        case((reception.guests <= 10, reception.companions <= 3), else_=reception.companions * 3 <= reception.guests),
        numbers={"guests": reception.guests, "companions": reception.companions},
    )


@ours(
    "B.6",
    "不相容岗位",
    PERSON,
    PRICED_LINE,
    Stage.RECORD,
    says="同时任出纳和会计",
    way_out="出纳、会计由两人分任",
)
def cashier_is_no_accountant(person: Any) -> Verdict:
    """Somebody holds both 出纳 and 会计."""
    return Verdict(
        ~and_(
            holds_post(person.c.staff_no, Post.CASHIER, POST_DAY),
            holds_post(person.c.staff_no, Post.ACCOUNTANT, POST_DAY),
        )
    )


@ours(
    "B.7",
    "事后补签",
    PURCHASE,
    Stage.APPROVE,
    says="审批人签名早于验收人签名",
    way_out="验收完成后再审批",
)
def approved_after_acceptance(purchase: type[Purchase]) -> Verdict:
    """A 审批人 signature earlier than the latest 验收人 signature."""
    approval, approved = signed_as(purchase.id, Role.APPROVER)
    receipt, received = signed_as(purchase.id, Role.RECEIVER)
    return Verdict(~exists().where(approved, received, approval.signed_at < receipt.signed_at))


@ours(
    "B.8",
    "无公函接待",
    RECEPTION,
    Stage.APPLY,
    Stage.RECORD,
    says="{kind}没有公函文号",
    way_out="补登派出单位公函；没有公函的不予接待",
)
def letter_for_reception(reception: type[Reception]) -> Verdict:
    """An administrative reception without an official letter's number."""
    return Verdict(
        reception.letter_no.is_not(None),
        concerns=reception.kind == ReceptionKind.ADMINISTRATIVE,
        numbers={"kind": reception.kind},
    )


@ours(
    "B.9",
    "非岗签名",
    PURCHASE,
    Stage.SUBMIT,
    Stage.ACCEPT,
    Stage.APPROVE,
    says="{people} 人签名当日不在相应岗位",
    way_out="由当日在岗的人员签名，或先登记顶班",
)
def signed_in_post(purchase: type[Purchase]) -> Verdict:
    """Somebody signed as 采购人, 验收人 or 审批人 without holding that post on the day of signing."""
    signature, signed = signed_as(purchase.id, *POST_OF)
    post = case(*((signature.role == role, post) for role, post in POST_OF.items()))
    outside = and_(signed, ~holds_post(signature.signer, post, signature.signed_on))
    people = select(func.count(distinct(signature.signer))).where(outside).scalar_subquery()
    return Verdict(~exists().where(outside), numbers={"people": people})


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
    purchase, today = seen(Purchase), seen(Purchase)

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
        purchase.purchased_on <= day.c.day, days_between(purchase.purchased_on, day.c.day) <= 6, small(purchase)
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
    other, canteen = seen(Receipt, everywhere=True), aliased(Canteen)
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
    meals = income.kind.in_([IncomeKind.MEALS, IncomeKind.SUBSIDY, IncomeKind.SCRAPS])
    mixed = or_(
        and_(income.kind == IncomeKind.SETTLEMENT, fund == Fund.MEAL), and_(meals, fund == Fund.RECEPTION)
    )
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
