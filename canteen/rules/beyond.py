"""Beyond the notice, B.1 to B.9: what inspectors look for by hand; always a warning, each switched on and off."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import and_, case, distinct, exists, func, or_, select
from sqlalchemy.orm import aliased

from canteen.facts import (
    covered,
    has_line_in,
    holds_post,
    signed_as,
    total,
    total_of,
)
from canteen.models import Cover, Purchase, Receipt, Reception, Supplier
from canteen.models.words import (
    FOOD,
    POST_OF,
    Post,
    ReceiptKind,
    ReceptionKind,
    Role,
)
from canteen.rulebook import Clause, Verdict, clause
from canteen.seen import POST_DAY, among, linked
from canteen.stages import Force, Stage
from canteen.subjects import (
    PERSON,
    PRICED_LINE,
    PURCHASE,
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
    other, cover = linked(Receipt), aliased(Cover)
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
        or_(line.c.known < 5, line.c.unit_price * 20 <= func.coalesce(line.c.doubled, 0) * 13),
        concerns=among(line.c.category, *FOOD),
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
    return Verdict(seller.c.runs == 0, numbers={"runs": seller.c.runs})


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
